# shellcheck shell=bash
# The faults. Each is done to the daemon $daemon of a suite at work, and returns when it has happened;
# one that does not happen as it should returns non-zero and says why on standard error.

# shellcheck disable=SC2154 # of lib.sh and of the campaign
storing=(rental payment user book view)  # those that sync

one_of() { # VARIABLE WORD...: chosen with the campaign's seed, so not in a subshell
  local -n chosen=$1
  local words=("${@:2}")
  # shellcheck disable=SC2034 # the caller's
  chosen=${words[RANDOM % ${#words[@]}]}
}

complain() { echo "$*" >&2; return 1; }

current_pid() { # waits for the daemon to be there
  wait_until 15 daemon_pid "$daemon" >&2 && daemon_pid "$daemon"
}

gone() { # PID
  ! kill -0 "$1" 2>/dev/null
}

is_gone() { # PID SECONDS
  wait_until "$2" gone "$1" || complain "bookrent-${daemon}d, process $1, goes on"
}

killed() {
  local pid
  pid=$(current_pid) && kill -KILL "$pid" && is_gone "$pid" 5
}

killed_twice() { killed && killed; }

gateway_killed() {
  daemon=gateway
  killed
}

frozen() {
  local pid tenths=$((2 + RANDOM % 39))
  pid=$(current_pid) && kill -STOP "$pid" || return
  sleep $((tenths / 10)).$((tenths % 10))
  kill -CONT "$pid"
}

restarted() {
  local pid
  pid=$(current_pid) && kill -TERM "$pid" && is_gone "$pid" 11
}

all_killed() { # and the supervisor first, so that nobody is started again
  local name pid pids
  daemon=all
  pids=("$(supervisor)")
  for name in "${daemons[@]}"; do pid=$(daemon_pid "$name") && pids+=("$pid"); done
  kill -KILL "${pids[@]}"
  for pid in "${pids[@]}"; do is_gone "$pid" 5 || return; done
}

all_killed_and_started() { all_killed && start "$programs"; }

acknowledged_rents() { cat "$history/rent-$round"-*.out | wc -l; }
more_rents_than() { [ "$(acknowledged_rents)" -gt "$1" ]; }

# One that only reads stands still for longer than the gateway waits for its heartbeat.
stalled() {
  local pid before
  one_of daemon user book view
  pid=$(current_pid) && kill -STOP "$pid" || return
  sleep 4
  before=$(acknowledged_rents)
  wait_until 15 more_rents_than "$before" >&2 || complain "nobody rents while ${daemon} stands still"
  local went_on=$?
  kill -CONT "$pid"
  return $went_on
}

second_instance() {
  local pid status=0
  pid=$(current_pid)
  "bookrent-${daemon}d" --data "$BOOKRENT_DATA" 2>"$work/second" || status=$?
  [ $status = 75 ] || complain "a second bookrent-${daemon}d ended with $status: $(cat "$work/second")" || return
  [ "$(daemon_pid "$daemon")" = "$pid" ] || complain "and the first did not survive it"
}

disk_full() {
  daemon=all
  local room
  room=$(df --output=avail --block-size=1 "$BOOKRENT_DATA" | tail -n 1)
  # What is left over by the pages of this file is written full, too.
  fallocate --length "$room" "$BOOKRENT_DATA/filling" 2>/dev/null
  cat /dev/zero 2>/dev/null >>"$BOOKRENT_DATA/filling"
  sleep 1
  rm "$BOOKRENT_DATA/filling"
}

few_descriptors() {
  local pid limit
  pid=$(current_pid)
  limit=$(prlimit --pid "$pid" --nofile --noheadings --raw --output SOFT)
  prlimit --pid "$pid" --nofile="$(find "/proc/$pid/fd" -mindepth 1 | wc -l):" || return
  sleep 1
  prlimit --pid "$pid" --nofile="$limit:" 2>/dev/null || gone "$pid"
}

times_told() { # that the storage of $daemon failed
  grep -cF '"process":"'"$daemon"'","message":"the storage failed; the daemon stops' \
    "$BOOKRENT_DATA/bookrent.log"
}

told_since() { [ "$(times_told)" -gt "$1" ]; }

short_files() { # neither the database nor its log may grow, but the daemon can still say so
  local pid before size
  one_of daemon "${storing[@]}"
  pid=$(current_pid) && before=$(times_told)
  size=$(($(stat -c %s "$BOOKRENT_DATA/bookrent.log") + 65536))
  prlimit --pid "$pid" --fsize=$size: || return
  is_gone "$pid" 15 || return
  told_since "$before" || complain "bookrent-${daemon}d did not say that its storage failed"
}

happened() { # PID WHAT
  grep --quiet "^bookrent-${daemon}d $1 $2 " "$FAULTS_DIR/happened" 2>/dev/null
}

arm() { # WHAT N: it happens at the n-th sync from now on
  echo "$1 $2" >"$FAULTS_DIR/trigger"
  mv "$FAULTS_DIR/trigger" "$FAULTS_DIR/bookrent-${daemon}d"
}

at_a_sync() { # WHAT [N]: the daemon ends of it, and was $pid
  pid=$(current_pid)
  arm "$1" "${2:-$((1 + RANDOM % 20))}"
  wait_until 15 happened "$pid" "$1" >&2 || complain "no sync of bookrent-${daemon}d came" || return
  is_gone "$pid" 5
}

at_a_sync_of_its_life() { # WHAT N: counted from its start, so also while it recovers
  local pid
  pid=$(current_pid) && kill -STOP "$pid" || return
  arm "$1" "$2"
  kill -KILL "$pid" && is_gone "$pid" 5 && wait_until 15 disarmed >&2 ||
    complain "no sync of bookrent-${daemon}d came after its start"
}

disarmed() { [ ! -e "$FAULTS_DIR/bookrent-${daemon}d" ]; }

killed_at_a_sync() {
  local pid when
  one_of daemon "${storing[@]}"
  one_of when kill-before kill-after
  at_a_sync $when
}

killed_at_each_sync() { # of a sweep: every daemon at the same, at work and from its start
  local pid when=kill-before n=$(((round + 1) / 2))
  [ $((round % 2)) = 1 ] || when=kill-after
  for daemon in "${storing[@]}"; do
    at_a_sync $when $n && at_a_sync_of_its_life $when $n || return
  done
  daemon="all at sync $n, $when"
}

wal_torn() { # of what was written and not synced, a part is there
  local pid
  one_of daemon "${storing[@]}"
  at_a_sync tear
}

sync_failed() {
  one_of daemon "${storing[@]}"
  no_sync_after fail
}

# When a log is written back to its database: of those that write enough for it.
file_sync_failed() {
  one_of daemon rental payment
  no_sync_after fail-file
}

no_sync_after() { # WHAT: the daemon says that its storage failed, and syncs nothing any more
  local pid before
  before=$(times_told)
  at_a_sync "$1" || return
  ! happened "$pid" synced-again ||
    complain "after a sync that failed: $(grep synced-again "$FAULTS_DIR/happened" | tail -n 1)" || return
  told_since "$before" || complain "bookrent-${daemon}d did not say that its storage failed"
}

# To the logs of all that were stopped, see damage.sh; while clients work nothing happens.
log_flipped() { daemon=none; }
log_cut() { daemon=none; }
