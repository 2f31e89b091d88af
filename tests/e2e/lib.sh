# shellcheck shell=bash
# What the end-to-end tests have in common: a suite of their own in a fresh directory, claims about
# what the terminal shows, and an end that leaves nothing behind.
#
# A test is started with the directory of the programs, sources this file and makes claims. Each
# claim is one line, `ok 1 - ...` or `not ok 1 - ...`; one that does not hold makes the test fail.
set -u
umask 022
PATH=$(realpath "$1"):$PATH
export PATH
export LC_ALL=C.UTF-8 TZ=Asia/Seoul TERM=xterm NO_COLOR=1
unset COLUMNS BOOKRENT_ENDPOINT "${!BOOKRENT_RENTAL_@}" "${!BOOKRENT_SANDBOX_@}"

# shellcheck disable=SC2034 # for the tests
repository=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../..")
# Short, because sockets live below it.
work=$(mktemp -d /tmp/bookrent-e2e.XXXXXX)
export BOOKRENT_DATA=$work/data XDG_STATE_HOME=$work/state
out=$work/out err=$work/err  # what the last `run` wrote
status=0                     # how it ended
claims=0 failures=0
daemons=(gateway rental payment user book view)

# ---- claims ------------------------------------------------------------------------------------

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

# ---- the suite ---------------------------------------------------------------------------------

start_suite() {
  bookrent up --detach >"$work/up" 2>&1 && return
  echo "Bail out! the suite does not start"
  cat "$work/up"
  exit 1
}

supervisor() { cat "$BOOKRENT_DATA/up.lock" 2>/dev/null; }

running() { # NAME: the processes of this daemon here
  grep --files-with-matches --null-data "/bookrent-${1}d\$" /proc/[0-9]*/cmdline |
    xargs --no-run-if-empty grep --files-with-matches --null-data --line-regexp --fixed-strings \
      "$BOOKRENT_DATA" | cut -d/ -f3
} 2>/dev/null

daemon_pid() { # NAME: of the daemon that runs now
  local pid
  pid=$(running "$1" | tail -n 1)
  echo "$pid"
  [ -n "$pid" ]
}

counts() { bookrent status --json; }

nobody_is_behind() { # every reader has read all that there is
  local json
  json=$(counts) || return
  grep --quiet '"behind":{[^}]*}' <<<"$json" && ! grep -E '"behind":\{[^}]*:[1-9]' <<<"$json"
}

in_order() { bookrent admin health >/dev/null && nobody_is_behind; }

field() { # JSON PATH, such as '$.rentals.RENTED'
  sqlite3 :memory: "SELECT json_extract('${1//\'/\'\'}', '$2')"
}

ask_database() { # CONTEXT SQL: only while no daemon has it
  sqlite3 "$BOOKRENT_DATA/$1.db" "$2"
}

leave_nothing() {
  local name pid pids=()
  for name in "${daemons[@]}"; do pid=$(daemon_pid "$name") && pids+=("$pid"); done
  [ ${#pids[@]} -gt 0 ] && kill -CONT "${pids[@]}" 2>/dev/null
  if pid=$(supervisor) && kill -0 "$pid" 2>/dev/null; then
    bookrent down >/dev/null 2>&1 || kill -KILL "$pid" "${pids[@]}" 2>/dev/null
  fi
}

clean_up() { :; }  # a test that has more to take away says how

finish() {
  local ended=$?
  trap - EXIT
  leave_nothing
  if [ $failures -gt 0 ] || [ $ended != 0 ]; then
    [ -s "$BOOKRENT_DATA/bookrent.log" ] && tail -n 15 "$BOOKRENT_DATA/bookrent.log" | sed 's/^/# log: /'
  fi
  clean_up
  rm -rf "$work"
  echo "1..$claims"
  [ $failures = 0 ] || { echo "# $failures of $claims claims do not hold"; exit 1; }
  exit $ended
}
trap finish EXIT
trap 'exit 130' INT TERM
exec </dev/null

# ---- a catalogue and people to rent it -----------------------------------------------------------

make_catalogue() { # BOOKS COPIES USERS: adds them, in silence
  { echo title,authors; seq "$1" | sed 's/.*/제목 &,지은이 &/'; } >"$work/catalogue.csv"
  { echo name,email; seq "$3" | sed 's/.*/고객 &,u&@example.org/'; } >"$work/people.csv"
  if bookrent book import "$work/catalogue.csv" --fee 1500 --copies "$2" -q >/dev/null &&
    bookrent user add --batch "$work/people.csv" -q >/dev/null; then
    wait_until 30 in_order
    return
  fi
  echo 'Bail out! the catalogue cannot be made'
  exit 1
}
