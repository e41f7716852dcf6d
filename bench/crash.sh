#!/usr/bin/env bash
# Kills the running program (SIGKILL) at 1,000 random moments of retrainings,
# activations and imports, and says how long the slowest restart took.
#   bench/crash.sh [kills]
set -euo pipefail
cd "$(dirname "$0")/.."
OLIST_CRASHES=${1:-1000} go test ./cli -run TestKilledAtAnyMoment -count=1 -v -timeout 2h
