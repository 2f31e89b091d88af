# shellcheck shell=bash
# Clients that rent, cancel and return all at once, and what they were told. A command is a batch
# with an idempotency key of its own; $history keeps its records, its results and its errors as
# KEY.in, KEY.out and KEY.err, with the command in the beginning of KEY: rent-3-1-7 is the seventh of
# client 1 in round 3. What is not known of a command is asked again under the same key.

# shellcheck disable=SC2154 # of lib.sh and of the campaign
history=$work/history
mkdir "$history"

issue() { # KEY [OPTION...]: may be issued again
  bookrent "${1%%-*}" --batch - --json --idempotency-key "$1" "${@:2}" \
    <"$history/$1.in" >>"$history/$1.out" 2>>"$history/$1.err"
}

rented_by() { # KEY: the rentals
  sed -nE 's/^\{"rental_id":([0-9]+),.*"status":"RENTED".*/\1/p' "$history/$1.out"
}

return_what_is_left() { # of earlier rounds, so that there always is something to rent
  { echo rental_id; acknowledged | sed -n 's/ .* RENTED$//p'; } >"$history/return-$1.in"
  issue "return-$1"
}

client() { # ROUND CLIENT: one command after the other, until $work/enough is there
  local key n=0 patience=10s
  [ "$2" != 1 ] || patience=200ms  # and is often not told
  RANDOM=$((seed * 1000 + $1 * 10 + $2))
  [ "$2" != 2 ] || return_what_is_left "$1-$2-0"
  until [ -e "$work/enough" ]; do
    key=$1-$2-$((++n))
    { echo user_id,book_id
      for _ in {1..10}; do echo "$((RANDOM % users + 1)),$((RANDOM % books + 1))"; done | sort -u
    } >"$history/rent-$key.in"
    issue "rent-$key" --timeout $patience
    # Of ten, three are cancelled and three returned; one is tried both ways.
    { echo rental_id; rented_by "rent-$key" | sed -n 1,4p; } >"$history/cancel-$key.in"
    { echo rental_id; rented_by "rent-$key" | sed -n 4,7p; } >"$history/return-$key.in"
    issue "cancel-$key" --timeout $patience
    issue "return-$key" --timeout $patience
    sleep 0.05
  done
}

# How many records of each command of ROUND were acknowledged, refused for good, and neither: lines
# `KEY ACKNOWLEDGED REFUSED UNKNOWN`. Less than none is unknown of what was both.
outcomes() { # ROUND
  (cd "$history" && awk '
    { key = FILENAME; sub(/\.[a-z]*$/, "", key) }
    FILENAME ~ /in$/ && FNR == 1 { records[key] = 0; next }
    FILENAME ~ /in$/ { ++records[key] }
    FILENAME ~ /out$/ && /^{"rental_id"/ && !seen[key, $0]++ { ++acknowledged[key] }
    FILENAME ~ /err$/ && /"code":"(invalid|not_found|refused|conflict)"/ &&
      match($0, /"where":"[^"]*"/) && !seen[key, substr($0, RSTART, RLENGTH)]++ { ++refused[key] }
    END {
      for (key in records) {
        print key, acknowledged[key] + 0, refused[key] + 0, records[key] - acknowledged[key] - refused[key]
      }
    }' ./*-"$1"-*-*.in ./*-"$1"-*-*.out ./*-"$1"-*-*.err)
}

ask_again() { # ROUND: fails while anything is unknown even then
  local key unknown
  while read -r key _ _ unknown; do
    [ "$unknown" = 0 ] || issue "$(basename "$key")"
  done < <(outcomes "$1")
  ! outcomes "$1" | grep -v ' 0$'
}

# What the databases must say, given what the clients were told: each rental that was acknowledged,
# with what became of it, and no other. Sorted lines `ID USER BOOK STATUS`.
acknowledged() {
  find "$history" -name '*.out' -exec cat {} + |
    sed -nE 's/^\{"rental_id":([0-9]+),"user_id":([0-9]+),"book_id":([0-9]+),"status":"([A-Z]+)".*/\1 \2 \3 \4/p' |
    awk '{ rental = $1 " " $2 " " $3 }
      !(rental in status) || $4 != "RENTED" { status[rental] = $4 }
      END { for (rental in status) print rental, status[rental] }' | sort
}

# A record that was answered more than once named the same rental each time.
rented_twice() {
  find "$history" -name 'rent-*.out' -exec awk -F '[:,]' '/^{"rental_id"/ {
      record = FILENAME ": book " $6 " for user " $4
      if (record in rental && rental[record] != $2) print record " is rental " rental[record] " and " $2
      rental[record] = $2
    }' {} +
}

# As acknowledged; under REJECTED nothing was rented.
listed() {
  bookrent rental list --json |
    sed -nE 's/^\{"rental_id":([0-9]+),"user_id":([0-9]+),.*"book_id":([0-9]+),.*"status":"([A-Z]+)","payment_id".*/\1 \2 \3 \4/p' |
    grep -v REJECTED | sort
}

on_disk() { # while the suite is stopped
  ask_database rental "SELECT rental_id || ' ' || user_id || ' ' || book_id || ' ' || status FROM rentals
    WHERE status <> 'REJECTED'" | sort
}
