#!/usr/bin/env bash
# Builds the last program of each schema that main has shipped, and with each
#   - makes its small database in cli/testdata/released, where there is none yet;
#   - asks it to open a database of today: what does it say, does it leave it alone;
#   - goes there and back: today's program opens its database, and it opens what
#     that keeps of before the update and forecasts the same.
#
#   bench/kept/released.sh [DIR]     # keeps the programs in DIR for the next time
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'git worktree remove --force "$work/then" 2>/dev/null || true; rm -rf "$work"' EXIT
programs=${1:-$work/programs}
mkdir -p "$programs" cli/testdata/released

# The last commit of main with each set of migrations, and how many those are,
# from the first that had a program.
states() {
  git log --first-parent --reverse --format=%h -- . | while read -r commit; do
    git cat-file -e "$commit:main.go" 2>/dev/null || continue
    echo "$commit $(git ls-tree --name-only "$commit" store/migrations/ | sha256sum | head -c 12) $(git ls-tree --name-only "$commit" store/migrations/ | wc -l)"
  done | awk '$2 != set && NR > 1 {print n, commit} {commit = $1; set = $2; n = sprintf("%02d", $3)} END {print n, commit}'
}

forecast() { # program, database: the forecast it serves
  local pid url log=$work/serve.log
  : >"$log"
  "$1" serve --db "$2" --addr "127.0.0.1:$port" >"$log" 2>&1 &
  pid=$!
  for _ in $(seq 200); do
    url=$(curl -fsS "http://127.0.0.1:$port/predict?weeks=26" 2>/dev/null) && break
    sleep 0.1
  done
  kill "$pid"
  wait "$pid" || true
  [[ $url =~ \"forecast\":(\[[^]]*\]) ]] && echo "${BASH_REMATCH[1]}"
}

port=18443
go build -o "$work/now" .
go build -o "$work/kept" ./bench/kept
"$work/now" models --db "$work/today.db" >/dev/null 2>&1
git worktree add --quiet --detach "$work/then" HEAD
states | while read -r n commit; do
  program=$programs/$commit
  [ -x "$program" ] || (cd "$work/then" && git checkout --quiet --force --detach "$commit" && go build -ldflags='-s -w' -o "$program" .)
  fixture=cli/testdata/released/$n-$commit
  [ -f "$fixture.json" ] || "$work/kept" -small -olist "$program" -out "$fixture"

  cp "$work/today.db" "$work/newer.db"
  before=$(sha256sum <"$work/newer.db")
  code=0
  "$program" models --db "$work/newer.db" >"$work/says" 2>&1 || code=$?
  left=changed
  [ "$before" != "$(sha256sum <"$work/newer.db")" ] || left=untouched

  rm -f "$work"/old.db*
  gunzip -c "$fixture.db.gz" >"$work/old.db"
  then=$(forecast "$program" "$work/old.db")
  "$work/now" models --db "$work/old.db" >/dev/null
  back=same
  for copy in "$work"/old.db.before-update-*; do
    [ ! -e "$copy" ] || { cp "$copy" "$work/back.db" && [ "$then" = "$(forecast "$program" "$work/back.db")" ] && [ -n "$then" ] || back=OTHER; rm -f "$work"/back.db*; }
  done
  printf '%s %s: today: exit %d, %s, "%s"; back: %s\n' "$n" "$commit" "$code" "$left" "$(tail -n 1 "$work/says" | cut -c1-160)" "$back"
done
