# shellcheck shell=bash
# A write-ahead log that loses what was synced: while the suite is stopped, a bit of it flips or its
# end is cut off. SQLite takes such a log up to there and says nothing, so it is the others who must
# notice: what was acknowledged is there, or its loss is told. All this happens to a copy.

# shellcheck disable=SC2154 # of lib.sh and of the campaign
damaged=$work/damaged

logs_head() { # DIRECTORY: the number of the newest event of $daemon, and its chain; leaves it as it is
  rm -rf "$work/looked_at" && mkdir "$work/looked_at" && cp "$1/$daemon".db* "$work/looked_at"
  sqlite3 "$work/looked_at/$daemon.db" 'SELECT seq, hex(chain) FROM event_log ORDER BY seq DESC LIMIT 1' \
    2>/dev/null || echo unreadable
}

flip_a_bit() { # FILE AT
  local byte
  byte=$(od -An -tu1 -j "$2" -N1 "$1")
  printf "\\$(printf %o $((byte ^ 1 << RANDOM % 8)))" | dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}

damage() { # HOW: to the log of $daemon in the copy; false where that has none
  local log=$damaged/$daemon.db-wal bytes at
  bytes=$(stat -c %s "$log" 2>/dev/null) && [ "$bytes" -gt 0 ] || return
  at=$(((RANDOM << 15 | RANDOM) % bytes))
  case $1 in
    flipped) flip_a_bit "$log" $at ;;
    cut) truncate --size=$at "$log" ;;
  esac
  damage_done="$1 at $at of $bytes bytes"
}

notices() { # a reader of the suite says that its source has lost history
  bookrent admin health >"$work/health" 2>&1
  grep --quiet 'no longer has the history' "$work/health"
}

# The check tells of it, and so does a reader once the copy runs.
expect_loss_told() {
  [ "$status" = 1 ] || [ "$status" = 74 ] || broken "lost events, and the check ends with $status"
  grep --quiet "$daemon" "$out" "$err" || { explain; broken "lost events, and nobody names $daemon"; }
  bookrent up --detach >"$work/up" 2>&1 || return 0  # whatever does not start is no silence
  wait_until 20 notices || broken 'lost events, and no reader says so'
}

damage_found() { # in the database of $daemon, or on the way through it
  grep --quiet "^$daemon: the database file is damaged" "$out" ||
    grep --quiet "$daemon.db cannot be read" "$err"
}

expect_damage_told() {
  [ "$status" = 1 ] || [ "$status" = 74 ] || broken "a damaged database, and the check ends with $status"
}

# Nothing of the log was lost: then a reader reads again what it has forgotten.
expect_all_there() {
  [ "$status" = 0 ] || { explain; broken "no lost events, and the check ends with $status"; }
  start "$programs"
  wait_until 30 settled || broken 'the copy does not settle'
  no_violation bookrent admin check
  listed >"$work/there"
  same 'the copy says otherwise' "$work/there"
}

# The suite is stopped by SIGKILL when every reader has read everything, so that somebody remembers
# each event, and started again afterwards.
lose_of_a_log() { # HOW
  local whole=$BOOKRENT_DATA before after
  all_killed || broken "$(cat "$work/complaint")"
  rm -rf "$damaged" && cp -r "$whole" "$damaged"
  for daemon in $(printf '%s\n' "${storing[@]}" | shuf --random-source=<(yes $RANDOM)); do
    damage "$1" && break
  done || broken 'no daemon left a write-ahead log'
  before=$(logs_head "$whole")
  run bookrent check "$damaged"
  export BOOKRENT_DATA=$damaged
  after=$(logs_head "$damaged")
  # What was moved from the log into the database before may not fit together without the rest.
  if [ "$after" != "$before" ]; then expect_loss_told
  elif damage_found; then expect_damage_told
  else expect_all_there; fi
  bookrent down >/dev/null 2>&1
  export BOOKRENT_DATA=$whole
  daemon="$daemon, $damage_done, events ${before%|*} to ${after%|*},"
  start "$programs"
}
