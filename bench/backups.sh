#!/usr/bin/env bash
# Kills (SIGKILL) 20 backups to a folder and to a real S3 server at random moments
# while others write, reads whatever is there after each, and restores the last.
#   bench/backups.sh [cycles]
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd tools/s3 && CGO_ENABLED=0 go build -o "$work/versitygw" github.com/versity/versitygw/cmd/versitygw)
OLIST_S3=$work/versitygw OLIST_BACKUP_CYCLES=${1:-20} go test ./cli -run TestBackupKilledAtAnyMoment -count=1 -v -timeout 1h
