#!/usr/bin/python3
"""Train XGBoost and gbt on the same data, in turn, and print the ratios.

    bench/trainer/run.py [--runs N] [--only NAME,...]

Needs Go and python3-xgboost (Debian). Every training is its own process; the
time is that of training with binning, from a float32 matrix in memory. Medians
of N runs; the ratio is taken pair by pair, since the machine's speed drifts.
"""
import argparse, atexit, json, os, statistics, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = {
    # name: rows, columns, trees, depth, bins, method, repeats in a process
    "1000000x30": (1_000_000, 30, 100, 6, 256, "hist", 1),
    "100000x30": (100_000, 30, 100, 6, 256, "hist", 1),
    "7000x25-bin64": (7_000, 25, 1000, 6, 64, "hist", 1),
    "90x14": (90, 14, 100, 3, 256, "exact", 20),
    "90x14-deep": (90, 14, 1000, 6, 256, "exact", 3),
    "82x4-deep": (82, 4, 1000, 6, 256, "exact", 3),
}
TEST_ROWS = 20_000


def generate(rows, cols, seed):
    """Smooth and stepped effects, an interaction, noise of 1."""
    import numpy as np
    r = np.random.default_rng(seed)
    x = r.standard_normal((rows, cols)).astype(np.float32)
    y = 2 * x[:, 0] + np.sin(3 * x[:, 1]) * 2 + (x[:, 2] > 0.5) * 1.5
    y += x[:, 3] * x[:, 0] + np.abs(x[:, cols - 1])
    if cols > 8:
        y += 0.5 * x[:, 4] * (x[:, 5] > 0) + 0.3 * np.square(x[:, 6]) - 0.5 * x[:, 7]
    y += r.standard_normal(rows)
    return np.column_stack([x, y.astype(np.float32)]).astype(np.float32)


def xgboost(train, test, cols, trees, depth, bins, method, threads, repeat):
    import numpy as np, xgboost as xgb
    d = np.fromfile(train, dtype=np.float32).reshape(-1, cols + 1)
    x, y = np.ascontiguousarray(d[:, :cols]), np.ascontiguousarray(d[:, cols])
    del d
    params = dict(objective="reg:squarederror", tree_method=method, max_depth=depth, eta=0.1,
                  max_bin=bins, nthread=threads, base_score=float(y.mean()))
    open("/proc/self/clear_refs", "w").write("5")  # forget the peak of loading
    before, seconds = peak(), []
    for _ in range(repeat):
        start = time.perf_counter()
        if method == "hist":
            m = xgb.QuantileDMatrix(x, y, nthread=threads, max_bin=bins)
        else:
            m = xgb.DMatrix(x, y, nthread=threads)
        b = xgb.train(params, m, trees)
        seconds.append(time.perf_counter() - start)
    extra = peak() - before
    t = np.fromfile(test, dtype=np.float32).reshape(-1, cols + 1)
    out = b.predict(xgb.DMatrix(t[:, :cols]))
    rmse = float(np.sqrt(np.mean((out.astype(float) - t[:, cols]) ** 2)))
    print(json.dumps({"seconds": min(seconds), "rmse": rmse, "extra_mib": extra}))


def peak():
    for line in open("/proc/self/status"):
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024


def run(command):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--runs", type=int, default=5)
    a.add_argument("--only", default="")
    a.add_argument("--threads", default="1,2")
    a.add_argument("--busy", action="store_true", help="keep one core busy with another process meanwhile")
    a.add_argument("--cancel", action="store_true", help="also time cancellation")
    a = a.parse_args()
    with tempfile.TemporaryDirectory() as tmp:
        binary = os.path.join(tmp, "trainer")
        subprocess.run(["go", "build", "-o", binary, "."], cwd=HERE, check=True)
        if a.busy:
            busy = subprocess.Popen([sys.executable, "-c", "while True: pass"])
            atexit.register(busy.kill)
        print(f"{'case':16} {'threads':>7} {'XGBoost s':>10} {'gbt s':>8} {'ratio':>6} "
              f"{'RMSE XGBoost':>13} {'gbt':>8} {'MiB XGBoost':>12} {'gbt':>6}")
        for name, (rows, cols, trees, depth, bins, method, repeat) in CASES.items():
            if a.only and name not in a.only.split(","):
                continue
            train, test = os.path.join(tmp, "train"), os.path.join(tmp, "test")
            generate(rows, cols, 1).tofile(train)
            generate(TEST_ROWS, cols, 2).tofile(test)
            for threads in map(int, a.threads.split(",")):
                if threads > 1 and rows < 10_000:
                    continue
                theirs, ours = [], []
                for _ in range(a.runs):
                    theirs.append(run([sys.executable, os.path.abspath(__file__), "--child", train, test, str(cols),
                                       str(trees), str(depth), str(bins), method, str(threads), str(repeat)]))
                    ours.append(run([binary, "-train", train, "-test", test, f"-cols={cols}", f"-trees={trees}",
                                     f"-depth={depth}", f"-bins={bins}", f"-method={method}",
                                     f"-threads={threads}", f"-repeat={repeat}"]))
                ratio = statistics.median(o["seconds"] / t["seconds"] for o, t in zip(ours, theirs))
                median = lambda runs, key: statistics.median(r[key] for r in runs)
                print(f"{name:16} {threads:7} {median(theirs, 'seconds'):10.4f} {median(ours, 'seconds'):8.4f} {ratio:6.3f} "
                      f"{median(theirs, 'rmse'):13.4f} {median(ours, 'rmse'):8.4f} "
                      f"{median(theirs, 'extra_mib'):12.0f} {median(ours, 'extra_mib'):6.0f}", flush=True)
                if a.cancel:
                    slow = run([binary, "-train", train, f"-cols={cols}", f"-trees={trees}", f"-method={method}",
                                f"-threads={threads}", "-cancel=30"])
                    print(f"{'':16} {threads:7} cancelled 30 times: at worst {slow['slowest_ms']:.0f} ms, "
                          f"{slow['processor_ms']:.0f} ms of processor time", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        args = sys.argv[2:]
        xgboost(args[0], args[1], *[v if v in ("hist", "exact") else int(v) for v in args[2:]])
    else:
        main()
