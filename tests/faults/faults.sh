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

happened() { # PID WHAT
  grep --quiet "^bookrent-${daemon}d $1 $2 " "$FAULTS_DIR/happened" 2>/dev/null
}

at_a_sync() { # WHAT: the daemon ends of it, and was $pid
  pid=$(current_pid)
  echo "$1 $((1 + RANDOM % 20))" >"$FAULTS_DIR/trigger"
  mv "$FAULTS_DIR/trigger" "$FAULTS_DIR/bookrent-${daemon}d"
  wait_until 15 happened "$pid" "$1" || complain "no sync of bookrent-${daemon}d came" || return
  is_gone "$pid" 5
}

killed_at_a_sync() {
  local pid when
  one_of daemon "${storing[@]}"
  one_of when kill-before kill-after
  at_a_sync $when
}

sync_failed() {
  one_of daemon "${storing[@]}"
  local pid told before
  told='"process":"'$daemon'","message":"the storage failed; the daemon stops'
  before=$(grep -cF "$told" "$BOOKRENT_DATA/bookrent.log")
  at_a_sync fail || return
  ! happened "$pid" synced-again ||
    complain "after a sync that failed: $(grep synced-again "$FAULTS_DIR/happened" | tail -n 1)" || return
  [ "$(grep -cF "$told" "$BOOKRENT_DATA/bookrent.log")" -gt "$before" ] ||
    complain "bookrent-${daemon}d did not say that its storage failed"
}
