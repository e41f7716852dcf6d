# Runs before the commands of a page. A command that fails ends it. The program's
# path is in PROGRAM; WORK is a folder that is no part of the page.
set -euo pipefail
server=

# olist is the program. One that serves goes to the background, in the place of
# the one before, and is waited for until it answers.
olist() {
  local argument address=$OLIST_ADDR
  case "${1-}" in "" | serve | --*) ;; *) "$PROGRAM" "$@"; return ;; esac
  for argument in "$@"; do
    case "$argument" in --help | -h) "$PROGRAM" "$@"; return ;; esac
    [ "${previous-}" != --addr ] || address=$argument
    local previous=$argument
  done
  if [ -n "$server" ]; then kill "$server"; wait "$server" || true; fi
  "$PROGRAM" "$@" >>"$WORK/server.log" 2>&1 &
  server=$!
  for _ in $(seq 600); do
    "$PROGRAM" healthcheck --addr "$address" 2>/dev/null && return
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  echo "it does not serve:"; cat "$WORK/server.log"; return 1
}

# curl fails where the answer is an error, unless its status is asked for.
curl() {
  case "$*" in *http_code*) command curl "$@" ;; *) command curl --fail-with-body "$@" ;; esac
}
