#!/bin/sh
# Forecasts panels of made-up retail series of 280 weeks with the command line
# and shows processor time and peak memory of the whole process, reading and
# writing included.
#
#   bench/size/run.sh [SERIES...]
#
# Bars: 30490 series 60 s and 1024 MiB; 1000 series 15 s and 350 MiB. Exits 1
# where one is missed.
set -eu
cd "$(dirname "$0")/../.."
[ $# -gt 0 ] || set -- 100 1000 5000 10000 30490
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go build -o "$work/olist" .
go build -o "$work/panel" ./bench/size
for n in "$@"; do
	"$work/panel" -series "$n" >"$work/panel.csv"
	/usr/bin/time -f "$n %e %U %S %M" -o "$work/time" "$work/olist" forecast --input "$work/panel.csv" --output "$work/out.csv" 2>"$work/log" || { cat "$work/log"; exit 1; }
	cat "$work/time" >>"$work/times"
	tail -n 1 "$work/times" | awk '{ printf "%6d series: processor %.1f s, wall %.1f s, %d MiB\n", $1, $3 + $4, $2, $5 / 1024 }'
done
awk '
	$1 == 30490 && ($3 + $4 > 60 || $5 > 1024 * 1024) || $1 == 1000 && ($3 + $4 > 15 || $5 > 350 * 1024) { missed = 1 }
	END { if (missed) { print "a bar is missed"; exit 1 } }' "$work/times"
