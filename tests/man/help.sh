# Sourced by the tests here: what the help of `bookrent` says, which is the truth that manual pages
# and completions are held against.

# need PROGRAM PACKAGE: skips the test without the program, but not on the machine that has the last
# word.
need() {
  command -v "$1" >/dev/null && return
  echo "$(basename "$0"): $1 is not installed; it is in the Debian package $2"
  [ "${CI:-}" = true ] && exit 1
  exit 77
}

fail() {
  printf '%s\n' "$@"
  exit 1
}

# same WHAT EXPECTED FOUND: both hold the same words, in whatever order.
same() {
  local difference
  difference=$(diff <(tr -s ' ' '\n' <<<"$2" | sort -u) <(tr -s ' ' '\n' <<<"$3" | sort -u)) || {
    echo "$1: < only in the program, > only here"
    grep '^[<>]' <<<"$difference"
    return 1
  }
}

# The help of each command under its words, such as "bookrent user add".
declare -A help_of=()
# The commands that only hold others ("user"), and those that do something ("user add", "rent").
declare -a nouns=() leaves=()

# read_help BOOKRENT fills all three.
read_help() {
  read_help_of "$1" ''
  [ ${#leaves[@]} != 0 ] || fail "$1 --help tells of no command"
}

read_help_of() { # BOOKRENT COMMAND
  local verb verbs
  # shellcheck disable=SC2086 # the words of the command
  help_of[bookrent${2:+ $2}]=$("$1" $2 --help)
  verbs=$(help_commands "$2")
  for verb in $verbs; do read_help_of "$1" "${2:+$2 }$verb"; done
  if [ -z "$verbs" ]; then leaves+=("$2"); elif [ -n "$2" ]; then nouns+=("$2"); fi
}

# help_section TITLE COMMAND: the first words of the lines of a section.
help_section() {
  awk -v title="$1:" '/^[^ ]/ { on = $0 == title; next } on && /^  [^ ]/ { print $1 }' \
    <<<"${help_of[bookrent${2:+ $2}]}"
}

help_commands() { help_section Subcommands "$1"; }
help_arguments() { help_section Positionals "$1"; }
help_options() { help_section Options "$1" | tr ',' '\n'; }

bench_options() { "$1" --help | awk '/^  -/ { print $1 }' | tr ',' '\n'; } # BOOKRENT-BENCH
