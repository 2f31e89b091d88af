# shellcheck shell=bash disable=SC2154 # work
# Claims about what a terminal shows, for tests in shell. A claim is one line, `ok 1 - ...` or
# `not ok 1 - ...`. Sourced when $work names a directory of the test's own.
out=$work/out err=$work/err  # what the last `run` wrote
status=0                     # how it ended
claims=0 failures=0

settle() { # STATUS CLAIM: makes the claim, which holds when STATUS is 0
  ((++claims))
  [ "$1" = 0 ] && { echo "ok $claims - $2"; return 0; }
  ((++failures))
  echo "not ok $claims - $2"
  return 1
}

run() { # COMMAND...: keeps what it writes and how it ends
  command_run=$*
  status=0
  "$@" >"$out" 2>"$err" || status=$?
}

explain() {
  echo "# \$ ${command_run:0:200}"
  sed 's/^/# | /' "$err" | head -n 20
  sed 's/^/# | /' "$out" | head -n 20
  echo "# exit status $status"
}

# Digits of times stand for any time; the columns of a table keep their widths.
normalise() {
  sed -E -e "s#$work#DIR#g" \
    -e 's/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z/<instant>/g' \
    -e 's/[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}/YYYY-MM-DD hh:mm/g' \
    -e 's/[0-9]{4}-[0-9]{2}-[0-9]{2}/YYYY-MM-DD/g' \
    -e 's/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/<uuid>/g' \
    -e 's/\(pid [0-9]+\)/(pid N)/g' -e 's/[0-9.]+ s, [0-9,]+ a second/N s, N a second/' "$@"
}

ends() { # STATUS CLAIM: the last run ended so
  [ "$status" = "$1" ]
  settle $? "$2" || { explain; echo "# wanted exit status $1"; }
}

shows() { # STATUS CLAIM, with the text on stdin: the last run wrote it (stdout, then stderr)
  cat >"$work/wanted"
  normalise "$out" "$err" >"$work/shown"
  diff -u "$work/wanted" "$work/shown" >"$work/difference" && [ "$status" = "$1" ]
  settle $? "$2" ||
    { explain; echo "# wanted exit status $1"; sed '1,2d; s/^/# /' "$work/difference"; }
}

says() { # STATUS CLAIM PATTERN...: the last run ended so and wrote each of these
  local wanted=$1 claim=$2 pattern missing=
  shift 2
  for pattern in "$@"; do grep --quiet -Ee "$pattern" "$out" "$err" || missing=$pattern; done
  [ "$status" = "$wanted" ] && [ -z "$missing" ]
  settle $? "$claim" || { explain; echo "# wanted exit status $wanted and: $missing"; }
}

equal() { # WANTED GOT CLAIM
  [ "$1" = "$2" ]
  settle $? "$3" || printf '# wanted %s\n# got    %s\n' "$1" "$2"
}

skip() { # WHY: ends the test, which holds so far
  echo "ok $((++claims)) # SKIP $1"
  exit
}

wait_until() { # SECONDS COMMAND...: until it succeeds; fails when it does not in that time
  local deadline=$((${EPOCHREALTIME/./} + $1 * 1000000))
  shift
  until "$@" >"$work/waited" 2>&1; do
    [ "${EPOCHREALTIME/./}" -lt $deadline ] || { sed 's/^/# | /' "$work/waited"; return 1; }
    sleep 0.05
  done
}
