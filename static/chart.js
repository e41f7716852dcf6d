// @ts-check
"use strict";

// forecast-chart draws the ECharts option in its JSON script, and draws it
// again when the script is replaced. How it looks is decided where the option is
// made (views/chart/look.go); added here is only what cannot be data: colours,
// which the option names by CSS custom properties and which are read anew when the
// theme changes, functions, and which names have room at the chart's size.
class ForecastChart extends HTMLElement {
  /**
   * What the page says of the chart (views/chart/chart.go).
   * @type {{option: any, picture: any, ticks: string[], tips: {title: string, rows?: [string, string][]}[], name: string, view: number, span?: string}}
   */
  data;

  async connectedCallback() {
    await idle();
    this.frame = this.querySelector(".canvas");
    try {
      await library(this.dataset.library);
    } catch {
      this.frame.querySelector(".waiting")?.replaceChildren(this.dataset.failed);
      return;
    }
    if (!this.isConnected || this.chart) return;
    this.spoken = this.querySelector("[data-spoken]");
    const plot = document.createElement("div");
    plot.className = "plot";
    this.frame.replaceChildren(plot);
    this.chart = charting().init(plot, null, { renderer: "canvas" });
    this.chart.on("datazoom", () => this.moved());
    this.draw();

    this.leaving = new AbortController();
    const signal = this.leaving.signal;
    this.script = new MutationObserver(() => this.draw());
    this.script.observe(this, { childList: true });
    this.size = new ResizeObserver(() => { this.chart.resize(); this.moved(); });
    this.size.observe(plot);
    for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)", "print"]) {
      matchMedia(query).addEventListener("change", () => this.draw(), { signal });
    }
    // Paper is narrower than the screen, and the canvas does not flow.
    addEventListener("beforeprint", () => { this.size.disconnect(); this.printing = true; this.fit(); }, { signal });
    addEventListener("afterprint", () => { this.printing = false; this.fit(); this.size.observe(plot); }, { signal });
    // The plain wheel is for the page; the chart would hold it back.
    this.frame.addEventListener("wheel", (/** @type {WheelEvent} */ event) => { if (!event.ctrlKey) event.stopPropagation(); }, { capture: true, passive: true, signal });
    this.frame.addEventListener("keydown", (event) => this.key(event), { signal });
    this.addEventListener("click", (event) => {
      const act = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest?.("[data-act]"))?.dataset.act;
      if (act) this.act(act);
    }, { signal });
  }

  disconnectedCallback() {
    if (!this.chart) return;
    this.leaving.abort();
    this.script.disconnect();
    this.size.disconnect();
    this.chart.dispose();
    this.chart = null;
  }

  draw() {
    const script = this.querySelector("script[type='application/json']");
    if (!script) return;
    const before = this.data;
    this.data = JSON.parse(script.textContent);
    const seen = before?.span === this.data.span && before && this.seen(); // months are not where weeks were
    this.weeks = this.data.ticks.length;
    this.at = seen ? Math.min(this.at ?? this.weeks - 1, this.weeks - 1) : this.weeks - 1;
    const option = this.option = this.paint(this.data.option);
    this.events = option.series.findIndex((s) => s.type === "scatter" && s.label?.show);
    this.borders = option.series.findIndex((s) => s.markLine?.data?.some((line) => "xAxis" in line));
    this.chart.setOption({ ...option, animation: this.moves() }, { replaceMerge: ["series"] });
    if (!this.data.view) return this.printing && this.fit();
    // The left edge stays where the person put it; the right edge follows the end.
    if (seen) this.show(seen.from, seen.toEnd ? this.weeks - 1 : seen.to);
    else this.show(this.weeks - this.data.view, this.weeks - 1);
    this.moved();
    if (this.printing) this.fit();
  }

  // paint puts colours and functions in the place of their names.
  paint(option) {
    const keys = [option.xAxis, option.yAxis].flat().find((axis) => axis?.data)?.data ?? [];
    const ticks = new Map(keys.map((key, i) => [key, this.data.ticks[i]]));
    // Thousands in the language's word, tenths behind the mark of the shop's country.
    const numbers = new Intl.NumberFormat(this.lang, { notation: "compact", maximumFractionDigits: 1 });
    const short = (v) => numbers.formatToParts(v).map((part) => (part.type === "decimal" ? this.dataset.decimal : part.value)).join("").replace("K", "k");
    const named = {
      "@tick": (key) => ticks.get(key) ?? key,
      "@money": (v) => (v < 0 ? "\u2212" : "") + this.dataset.before + short(Math.abs(v)),
      "@tip": (points) => this.tip(points),
      "@beside": beside,
      "@font": getComputedStyle(this).fontFamily,
      "@address": document.body.hasAttribute("data-bare") ? location.origin : location.href, // that of a share link is a secret
    };
    return painted(option, named);
  }

  // moves tells whether changes are animated: paper does not wait for them.
  moves() { return !this.printing && !matchMedia("(prefers-reduced-motion: reduce)").matches; }

  // fit gives the chart its size: on paper that of a sheet, without the bar that
  // zooms.
  fit() {
    const is = this.printing;
    this.chart.setOption({
      animation: this.moves(),
      grid: { bottom: is ? 4 : this.data.option.grid[0].bottom },
      dataZoom: (this.data.option.dataZoom ?? []).map((z) => (z.type === "slider" ? { show: !is } : {})),
    });
    this.chart.resize(is ? { width: 690, height: 232 } : { width: "auto", height: "auto" });
    if (is) this.chart.getZr().refreshImmediately();
  }

  // named chooses the events whose names have room beside each other, those that
  // stand out most first, and gives the side of their week that each stands on.
  named(taken, above) {
    const { startValue, endValue } = this.range;
    const inSight = [...this.data.option.series[this.events].data.entries()].filter(([week, p]) => typeof p.value === "number" && week >= startValue && week <= endValue);
    const mean = inSight.reduce((sum, [, p]) => sum + p.value, 0) / inSight.length;
    inSight.sort(([, a], [, b]) => Math.abs(b.value - mean) - Math.abs(a.value - mean));
    const sides = new Map();
    for (const [week, point] of inSight) {
      const high = this.chart.convertToPixel({ yAxisIndex: 0 }, point.value) < 60 && !this.dips(week);
      const side = this.side(week, point.name, taken, high ? above : []);
      if (side) sides.set(week, side);
    }
    return sides;
  }

  // side is where beside its week a name has room within the plot, and takes that
  // room; none where there is none.
  side(week, name, taken, also = []) {
    const x = this.chart.convertToPixel({ xAxisIndex: 0 }, week);
    const left = this.chart.convertToPixel({ xAxisIndex: 0 }, this.range.startValue) - 8;
    const wide = written(name, getComputedStyle(this).fontFamily) + 10;
    for (const [align, from] of [["center", x - wide / 2], ["right", x - wide], ["left", x]]) {
      const to = from + wide;
      if (from < left || to > this.chart.getWidth() || [...taken, ...also].some(([a, b]) => from < b && to > a)) continue;
      taken.push([from, to]);
      return align;
    }
    return null;
  }

  // dips tells whether the line goes down to a week and up again: its name has
  // room below.
  dips(week) {
    const at = (w) => this.data.option.series.filter((s) => s.type === "line" && !s.stack).map((s) => s.data[w]?.value).find((v) => typeof v === "number");
    return at(week) < at(week - 1) && at(week) < at(week + 1) || 2 * at(week) < at(week - 1) + at(week + 1) - 0.2 * at(week);
  }

  // moved follows what is in sight: which names have room depends on it, and to
  // which side of their week they stand.
  moved() {
    if (!this.data.view) return;
    this.range = this.inSight();
    const weeks = this.data.option.xAxis[0].data;
    const lines = this.borders < 0 ? [] : this.data.option.series[this.borders].markLine.data.filter((line) => "xAxis" in line);
    const above = []; // the names of the lines stand over the plot, and so does that of a high point
    const sides = new Map(lines.map((line) => [line.xAxis, this.side(weeks.indexOf(line.xAxis), line.name, above)]));
    // A name is not written over a line.
    const at = lines.map((line) => this.chart.convertToPixel({ xAxisIndex: 0 }, weeks.indexOf(line.xAxis)));
    this.names = this.events < 0 ? null : this.named(at.map((x) => [x - 1, x + 1]), above);
    this.chart.setOption({ series: this.option.series.map((series, i) => {
      if (i === this.events) return { data: series.data.map((point, week) => ({ ...point, label: { show: this.names.has(week), position: this.dips(week) ? "bottom" : "top", align: this.names.get(week) } })) };
      if (i !== this.borders) return {};
      return { markLine: { data: series.markLine.data.map((line) => ("xAxis" in line ? { ...line, label: { show: Boolean(sides.get(line.xAxis)), align: sides.get(line.xAxis) } } : line)) } };
    }) });
  }

  // inSight is the part of the weeks that is shown: all where it cannot be changed.
  inSight() { return this.chart.getOption().dataZoom?.[0] ?? { startValue: 0, endValue: this.weeks - 1 }; }

  seen() {
    const now = this.inSight();
    return { from: now.startValue, to: now.endValue, toEnd: now.endValue >= this.weeks - 1 };
  }

  show(from, to) {
    this.chart.dispatchAction({ type: "dataZoom", startValue: Math.max(0, from), endValue: Math.min(this.weeks - 1, to) });
  }

  act(act) {
    const now = this.inSight();
    const span = now.endValue - now.startValue;
    if (act === "all") this.show(0, this.weeks - 1);
    if (act === "in") this.zoom(now, Math.max(7, Math.round(span * 0.6)));
    if (act === "out") this.zoom(now, Math.max(8, Math.round(span / 0.6)));
    if (act === "left" || act === "right") this.pan(now, Math.max(1, Math.round(span / 4)) * (act === "left" ? -1 : 1));
    if (act === "png") this.savePNG();
    if (act === "svg") this.saveSVG();
  }

  // zoom changes how many weeks are in sight, around the week that was walked to.
  zoom(now, span) {
    const about = this.walked ? this.at : now.endValue;
    const share = (about - now.startValue) / Math.max(1, now.endValue - now.startValue);
    this.pan({ startValue: 0, endValue: Math.min(span, this.weeks - 1) }, Math.round(about - share * span));
  }

  // pan moves the weeks in sight, as far as there are any.
  pan(now, by) {
    const step = Math.max(-now.startValue, Math.min(this.weeks - 1 - now.endValue, by));
    this.show(now.startValue + step, now.endValue + step);
  }

  key(event) {
    const act = event.shiftKey && { ArrowLeft: "left", ArrowRight: "right" }[event.key]
      || { "+": "in", "=": "in", "-": "out", 0: "all" }[event.key];
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -4, PageDown: 4, Home: -this.weeks, End: this.weeks }[event.key];
    if (act && this.data.view) this.act(act);
    else if (step) this.walk(step);
    else if (event.key === "Escape") this.chart.dispatchAction({ type: "hideTip" });
    else return;
    event.preventDefault();
  }

  // walk moves the tooltip from week to week and has it read out.
  walk(step) {
    this.walked = true;
    this.at = Math.max(0, Math.min(this.weeks - 1, this.at + step));
    const now = this.inSight();
    if (this.at < now.startValue) this.show(this.at, now.endValue);
    if (this.at > now.endValue) this.show(now.startValue, this.at);
    const seriesIndex = this.data.option.series.findIndex((s) => typeof s.data[this.at]?.value === "number");
    if (seriesIndex >= 0) this.chart.dispatchAction({ type: "showTip", seriesIndex, dataIndex: this.at });
    const tip = this.data.tips[this.at];
    this.spoken.textContent = [tip.title, ...(tip.rows ?? []).map((row) => row.join(" "))].join(". ");
  }

  tip(points) {
    const tip = this.data.tips[points[0].dataIndex];
    const safe = (s) => s.replace(/[{}|]/g, " "); // they mean something in rich text
    const rows = (tip.rows ?? []).map(([name, value]) => value ? `{n|${safe(name)}}  {v|${safe(value)}}` : `{m|${safe(name)}}`);
    return [`{t|${safe(tip.title)}}`, ...rows].join("\n");
  }

  savePNG() {
    const drawing = this.picture("canvas");
    this.download(drawing.getDataURL({ pixelRatio: 2 }), this.fileName("png"));
    drawing.dispose();
  }

  saveSVG() {
    const drawing = this.picture("svg");
    const file = URL.createObjectURL(new Blob([drawing.renderToSVGString()], { type: "image/svg+xml" }));
    drawing.dispose();
    this.download(file, this.fileName("svg"));
    setTimeout(() => URL.revokeObjectURL(file), 10000);
  }

  // picture draws the weeks in sight once more, with a title and a legend in the
  // place of what only a page can do.
  picture(renderer) {
    const size = { width: Math.max(720, this.chart.getWidth()), height: 460 };
    const board = renderer === "svg" ? null : document.createElement("canvas");
    const drawing = charting().init(board, null, { renderer, ssr: renderer === "svg", ...size });
    const now = this.chart.getOption();
    const picture = this.paint(this.data.picture);
    drawing.setOption({ ...now, ...picture, grid: [{ ...now.grid[0], ...picture.grid }], dataZoom: (now.dataZoom ?? []).filter((z) => z.type === "inside") });
    return drawing;
  }

  fileName(ext) {
    const name = this.data.name.normalize("NFD").replace(/\p{Mn}/gu, "").replace(/[^A-Za-z0-9]+/g, "-");
    return `${name.replace(/^-|-$/g, "").toLowerCase()}.${ext}`;
  }

  download(href, name) {
    const link = document.createElement("a");
    link.href = href;
    link.download = name;
    link.click();
  }
}

/**
 * charting is the drawing library, once it is there.
 * @returns {any}
 */
const charting = () => /** @type {any} */ (globalThis).echarts;

// The drawing library is large: the page is painted before it is run.
const idle = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
let loading;
function library(src) {
  loading ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    Object.assign(script, { src, onload: done, onerror: failed });
    document.head.append(script);
  });
  return loading;
}

// colour gives a custom property as the browser resolves it (light-dark and
// all), by way of a real property of an element outside the body, which htmx
// replaces when one goes back.
const probe = document.createElement("i");
probe.hidden = true;
document.documentElement.append(probe);
function colour(name) {
  probe.style.color = `var(${name})`;
  return getComputedStyle(probe).color;
}

// What names a function, or stands for one of the browser's words.
const naming = ["formatter", "position", "fontFamily", "subtext"];

/**
 * painted puts colours and functions in the place of what stands for them, under
 * the keys that may name one.
 * @param {any} value
 * @param {Record<string, unknown>} named
 * @returns {any}
 */
function painted(value, named, key = "") {
  if (typeof value === "string") {
    if (value.startsWith("--") && /color/i.test(key)) return colour(value);
    return naming.includes(key) ? named[value] ?? value : value;
  }
  if (Array.isArray(value)) return value.map((v) => painted(v, named, key));
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, painted(v, named, k)]));
  return value;
}

// written is how wide a name is on a chart.
const pen = document.createElement("canvas").getContext("2d");
function written(name, family) {
  pen.font = `14px ${family}`; // views/chart/look.go
  return pen.measureText(name).width;
}

// beside puts the tooltip at the top, on the side of the chart where the pointer
// is not: it hides neither the week nor the axis.
function beside([x], _points, _tip, _at, { contentSize: [wide], viewSize: [all] }) {
  const room = x < all / 2 ? all - x : x;
  const gap = Math.max(0, Math.min(16, room - wide));
  return [x < all / 2 ? Math.min(x + gap, all - wide) : Math.max(0, x - gap - wide), 0];
}

customElements.define("forecast-chart", ForecastChart);
