#!/usr/bin/env bash
# Builds the last program of each schema that main has shipped, and with each
#   - makes its small database in cli/testdata/released, where there is none yet;
#   - asks it to open a database of today: what does it say, does it leave it alone;
#   - goes there and back: today's program opens its database, and it opens what
#     that keeps of before the update and forecasts the same.
#
#   bench/kept/released.sh DIR          # keeps the programs in DIR for the next time
#   bench/kept/released.sh DIR 24 25    # those of 24 and 25 migrations only
set -euo pipefail
cd "$(dirname "$0")/../.."
programs=$(realpath -m "$1")
shift
only=" $* "
work=$(mktemp -d)
trap 'git worktree remove --force "$work/then" 2>/dev/null || true; rm -rf "$work"' EXIT
mkdir -p "$programs" cli/testdata/released

# How many migrations there were before each commit of main that added some, and the
# last commit with those; at last, today's.
states() {
  { git log --first-parent --reverse --diff-filter=A --format=%h^ -- store/migrations && echo HEAD; } | while read -r last; do
    git cat-file -e "$last:main.go" 2>/dev/null || continue
    printf '%02d %s\n' "$(git ls-tree --name-only "$last" store/migrations/ | wc -l)" "$(git rev-parse "$last" | cut -c1-7)"
  done
}

forecast() { # program, database: the forecast it serves
  local pid answer='' log=$work/serve.log
  "$1" serve --db "$2" --addr 127.0.0.1:0 >"$log" 2>&1 &
  pid=$!
  for _ in $(seq 600); do
    address=$(grep -oE '127\.0\.0\.1:[1-9][0-9]*' "$log" | head -n 1) &&
      answer=$(curl -fsS "http://$address/predict?weeks=26" 2>/dev/null) && break
    sleep 0.1
  done
  kill "$pid"
  wait "$pid" || true
  [[ $answer =~ \"forecast\":(\[[^]]*\]) ]] && echo "${BASH_REMATCH[1]}"
}

refuses() { # program: what it does with a database of today
  local before code=0 left=changed
  rm -f "$work"/newer.db*
  cp "$work/today.db" "$work/newer.db"
  before=$(sha256sum <"$work/newer.db")
  timeout 60 "$1" models --db "$work/newer.db" >"$work/says" 2>&1 || code=$?
  [ "$before" != "$(sha256sum <"$work/newer.db")" ] || left=untouched
  printf 'exit %d, %s, "%s"' "$code" "$left" "$(tail -n 1 "$work/says" | cut -c1-240)"
}

andback() { # program, its database: whether it forecasts the same after an update and back
  local then copy back='nothing kept'
  rm -f "$work"/old.db* "$work"/back.db*
  gunzip -c "$2" >"$work/old.db"
  cp "$work/old.db" "$work/back.db"
  then=$(forecast "$1" "$work/back.db") || { echo "no forecast then: $(tail -n 1 "$work/serve.log")"; return; }
  "$work/now" models --db "$work/old.db" >/dev/null 2>&1
  for copy in "$work"/old.db.before-update-*; do
    [ -e "$copy" ] || continue
    rm -f "$work"/back.db*
    cp "$copy" "$work/back.db"
    back=OTHER
    [ "$then" != "$(forecast "$1" "$work/back.db")" ] || back=same
  done
  echo "$back"
}

go build -o "$work/now" .
go build -o "$work/kept" ./bench/kept
"$work/now" models --db "$work/today.db" >/dev/null 2>&1
git worktree add --quiet --detach "$work/then" HEAD
states | while read -r n commit; do
  [[ $only = '  ' || $only = *" $n "* ]] || continue
  program=$programs/$commit
  [ -x "$program" ] || (cd "$work/then" && git checkout --quiet --force --detach "$commit" && go build -ldflags='-s -w' -o "$program" .)
  fixture=$(ls cli/testdata/released/"$n"-*.json 2>/dev/null || echo "cli/testdata/released/$n-$commit.json")
  fixture=${fixture%.json}
  [ -f "$fixture.json" ] || "$work/kept" -small -olist "$program" -out "$fixture"
  printf '%s %s: today: %s; back: %s\n' "$n" "$commit" "$(refuses "$program")" "$(andback "$program" "$fixture.db.gz")"
done
