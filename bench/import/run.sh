#!/bin/sh
# Imports the published order files into a fresh database and shows wall time
# and peak memory of the whole process.
#
#   bench/import/run.sh [DIR] [RUNS]
#
# Bars: under 5 s and under 150 MB. Exits 1 where one is missed.
set -eu
cd "$(dirname "$0")/../.."
dir=${1:-../shared/data/olist}
runs=${2:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go build -o "$work/olist" .
missed=0
for i in $(seq "$runs"); do
	/usr/bin/time -f '%e %M' -o "$work/time" "$work/olist" --db "$work/$i.db" import "$dir" >"$work/report"
	read -r seconds kib <"$work/time"
	echo "run $i: $seconds s, $((kib / 1024)) MiB"
	awk -v s="$seconds" -v k="$kib" 'BEGIN { exit !(s < 5 && k * 1024 < 150e6) }' || missed=1
done
cat "$work/report"
[ "$missed" = 0 ] || { echo "a bar is missed" >&2; exit 1; }
