#!/usr/bin/env bash
# Swaps models 1,000 times while 16 readers ask as fast as they are answered: no
# request fails, and no answer mixes two models.
#   bench/swaps.sh [swaps]
set -euo pipefail
cd "$(dirname "$0")/.."
OLIST_SWAPS=${1:-1000} go test ./server -run TestSwapsUnderLoad -count=1 -v -timeout 2h
