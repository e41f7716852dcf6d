#!/bin/sh
# Imports a weekly file of 1,000 categories x 27 regions x 104 weeks (86 MB) by
# the command line and by upload, and shows processor time and peak memory of
# the whole process, what the server keeps afterwards, and, once all is evaluated,
# what its pages take: the first time, and each of ten times after it.
#
#   bench/big/run.sh [CATEGORIES]
#
# Bars: each way 20 s and 250 MiB (the server 250 MiB until the preview). Exits
# 1 where one is missed.
set -eu
cd "$(dirname "$0")/../.."
categories=${1:-1000}
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
go build -o "$work/olist" .
go build -o "$work/big" ./bench/big
"$work/big" -categories "$categories" >"$work/big.csv"
ls -l "$work/big.csv" | awk '{ printf "file: %.1f MB\n", $5 / 1e6 }'
/usr/bin/time -f '%U %S %M' -o "$work/line" "$work/olist" --db "$work/line.db" import "$work/big.csv" >"$work/report"
awk '{ printf "command line: processor %.1f s, peak %d MiB\n", $1 + $2, $3 / 1024; if ($1 + $2 > 20 || $3 > 250 * 1024) exit 1 }' "$work/line" || missed=1

port=$((20000 + $$ % 20000)) url="http://127.0.0.1:$port"
"$work/olist" serve --addr "127.0.0.1:$port" --data-dir "$work/data" --db "$work/shop.db" 2>"$work/log" &
server=$!
memory() { awk -v what="$1" '$1 == what ":" { print int($2 / 1024) }' "/proc/$server/status"; }
spent() { awk '{ print ($14 + $15) * 10 }' "/proc/$server/stat"; } # ms
until curl -sf "$url/healthz" >/dev/null; do sleep .1; done
before=$(spent)
curl -sf -H 'Accept: application/json' -F "files=@$work/big.csv" "$url/api/v1/imports" -o "$work/staged"
took=$(($(spent) - before)) peak=$(memory VmHWM)
echo "upload to preview: processor $took ms, peak $peak MiB, then $(memory VmRSS) MiB"
[ "$took" -le 20000 ] && [ "$peak" -le 250 ] || missed=1
version=$(sed -n 's/.*"version": *\([0-9]*\).*/\1/p' "$work/staged" | head -n 1)
before=$(spent)
curl -sf -X POST -H 'Content-Type: application/json' -d '{}' "$url/api/v1/imports/$version/apply" -o /dev/null
echo "applied: processor $(($(spent) - before)) ms, peak $(memory VmHWM) MiB, then $(memory VmRSS) MiB"
sleep "${WAIT:-60}"
echo "after ${WAIT:-60} s of evaluating: peak $(memory VmHWM) MiB, now $(memory VmRSS) MiB"
while before=$(spent); sleep 3; [ $(($(spent) - before)) -gt 60 ]; do :; done # until it rests
for path in / "/?period=month" "/?period=quarter" /segments "/segments?period=month" "/segments?period=quarter" "/segments?q=cat_0001" \
	/data /changes /needs /plan /plan/worth /budgets /order /stockouts /digest /digest/preview /accuracy /models /watch /events /scenarios; do
	before=$(spent)
	first=$(curl -s -o /dev/null -w '%{http_code}, %{size_download} bytes, first in %{time_starttransfer} s' -H 'Accept: text/html' "$url$path")
	cost=$(($(spent) - before)) before=$(spent)
	for _ in 1 2 3 4 5 6 7 8 9 10; do curl -s -o /dev/null -H 'Accept: text/html' "$url$path"; done
	echo "$path: $first and $cost ms of processor time; then $((($(spent) - before) / 10)) ms each"
done
[ -z "${missed:-}" ] || { echo "a bar is missed"; exit 1; }
