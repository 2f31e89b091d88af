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
. "$repository/tests/support/claims.sh"
daemons=(gateway rental payment user book view)

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

free_port() { # [COUNT]: the first of so many in a row; below the range from which the kernel picks
  local port count=${1:-1}
  for ((port = 20000 + $$ * 8 % 10000; ; port += count)); do
    ss -Htln "( sport ge :$port and sport le :$((port + count - 1)) )" | grep --quiet . || break
  done
  echo $port
}

# ---- a backup ------------------------------------------------------------------------------------

back_up() { # ARGUMENT...: runs it; where a daemon stood still too long it says that one may try again
  for _ in {1..5}; do
    run bookrent admin backup "$@"
    grep --quiet 'back up again' "$err" || return 0
  done
}

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
