#!/bin/sh
# Imports the published order files into fresh databases and shows wall time,
# CPU time and peak memory of the whole process.
#
#   bench/import/run.sh [DIR] [RUNS]
#
# Bars: the median run under 5 s, every run under 150 MB. Exits 1 where one is
# missed.
set -eu
cd "$(dirname "$0")/../.."
dir=${1:-../shared/data/olist}
runs=${2:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go build -o "$work/olist" .
for i in $(seq "$runs"); do
	/usr/bin/time -a -f '%e %U %S %M' -o "$work/times" "$work/olist" --db "$work/$i.db" import "$dir" >"$work/report"
done
cat "$work/report"
sort -n "$work/times" | awk '
	{ wall[NR] = $1; printf "%.2f s, CPU %.2f s, %d MiB\n", $1, $2 + $3, $4 / 1024; if ($4 * 1024 >= 150e6) fat = 1 }
	END {
		median = wall[int((NR + 1) / 2)]
		printf "median %.2f s\n", median
		if (median >= 5 || fat) { print "a bar is missed"; exit 1 }
	}'
