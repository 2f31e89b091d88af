# Sourced by the tests of the completions: what they must offer, whatever the shell. The test says
# complete_all, which reads lines to be completed and prints for each of them the words that are
# offered, on one line. Descriptions are left out.

here=$(realpath "$(dirname "$0")")
# shellcheck disable=SC1091 # checked by itself
source "$here/help.sh"
export completions=$here/../../scripts/completions
read_help "${1:?the program}"
bench=$(realpath "$(dirname "$1")")/bookrent-bench

work=$(mktemp --directory)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/home" "$work/home/data"
cp "$here/fake_bookrent" "$work/bin/bookrent"
touch "$work/books.csv"
export PATH=$work/bin:$PATH HOME=$work/home BOOKRENT_ASKED=$work/asked
unset BOOKRENT_DATA BOOKRENT_ENDPOINT
cd "$work" || exit

# offers LINE WORDS: the completion of LINE shall be WORDS.
offers() {
  printf '%s\n' "$1" >>lines
  printf '%s\n' "${2//$'\n'/ }" >>expected
}

every_command() {
  local command general
  general=$(help_options '' | grep -v -e --version)
  offers 'bookrent ' "$(help_commands '')"
  offers 'bookrent -' "$(help_options '')"
  for command in "${nouns[@]}"; do
    offers "bookrent $command " "$(help_commands "$command")"
  done
  for command in "${leaves[@]}"; do
    offers "bookrent $command -" "$general $(help_options "$command")"
  done
}

every_argument() {
  offers 'bookrent user show ' '3 14'
  offers 'bookrent user change ' '3 14'
  offers 'bookrent user password ' '3 14'
  offers 'bookrent user link ' '3 14'
  offers 'bookrent account remove ' 'kiosk nightly'
  offers 'bookrent account remove n' 'nightly'
  offers 'bookrent book show ' '1 7'
  offers 'bookrent book change ' '1 7'
  offers 'bookrent book withdraw ' '1 7'
  offers 'bookrent rent ' '1 7'
  offers 'bookrent rent 1' '1'
  offers 'bookrent rent 9' '901'
  offers 'bookrent rent 7 1' ''
  offers 'bookrent cancel ' '12 4'
  offers 'bookrent return ' '12 4'
  offers 'bookrent status ' '12 5 4'
  offers 'bookrent rental show ' '12 5 4'
  offers 'bookrent rental history ' '12 5 4'
  offers 'bookrent payment show ' '4 12'
  offers 'bookrent book import b' 'bin books.csv'
  offers 'bookrent check b' 'bin'
  offers 'bookrent admin health ' 'user book rental payment view gateway'
  offers 'bookrent admin restart ' 'user book rental payment view gateway'
  offers 'bookrent admin rebuild ' 'user book rental payment view'
  offers 'bookrent admin backup b' 'bin'
  offers 'bookrent restore b' 'bin'
  offers 'bookrent restore --only ' 'user book rental payment view'
  offers 'bookrent book search ' ''
}

every_value() {
  offers 'bookrent rent 7 --user ' '3 14'
  offers 'bookrent rent 7 --user=1' '14'
  offers 'bookrent status --book ' '1 7'
  offers 'bookrent status --state R' 'REQ_PAY RENTED RETURNED REJECTED'
  offers 'bookrent rental list --state=C' 'CANCELLED CANCELLING'
  offers 'bookrent payment list --state ' 'AUTHORIZED PAID REFUNDED VOIDED DECLINED'
  offers 'bookrent user add Kim --role ' 'customer manager'
  offers 'bookrent user change 3 --status ' 'active suspended'
  offers 'bookrent account add nightly --scope rental.' 'rental.read rental.write'
  offers 'bookrent login --user ' '3 14'
  offers 'bookrent login --account ' 'kiosk nightly'
  offers 'bookrent login --account nightly --secret-file boo' 'books.csv'
  offers 'bookrent login --user 3 --password-file boo' 'books.csv'
  offers 'bookrent event tail --source ' 'user book rental payment'
  offers 'bookrent event tail --type rental.re' \
    'rental.requested rental.rented rental.returned rental.rejected'
  offers 'bookrent rent --batch boo' 'books.csv'
  offers 'bookrent token verify --jwks boo' 'books.csv'
  offers 'bookrent --link-file boo' 'books.csv'
  offers 'bookrent admin key link add x --file boo' 'books.csv'
  offers 'bookrent admin key link add x --worker v' 'view'
  offers 'bookrent book list --limit ' ''
  offers 'bookrent --data ho' 'home'
}

every_order() {
  offers 'bookrent --json rent --user 3 ' '1 7'
  offers 'bookrent rent --user=3 --wait=5s ' '1 7'
  offers 'bookrent rent --wait 5s ' '1 7'
  offers 'bookrent -q --timeout 3s user ' 'add show list change password link'
  offers 'bookrent book search list ' ''
}

every_suite() {
  offers 'bookrent --data /nowhere return ' ''
  offers 'bookrent return --data=/nowhere ' ''
  offers 'bookrent --data ~/data return ' '12 4'
  offers 'bookrent --endpoint ipc:///run/b/clients return ' '12 4'
}

every_option_of_bench() {
  offers 'bookrent-bench -' "$(bench_options "$bench")"
  offers 'bookrent-bench --rate 5 --mi' '--mix'
  offers 'bookrent-bench --link-file boo' 'books.csv'
  offers 'bookrent-bench --data ho' 'home'
  offers 'bookrent-bench --rate ' ''
}

# What the suites of every_suite were, in their order. A shell may ask more than once.
check_asked() {
  local asked
  asked=$(grep -e --data -e --endpoint asked | awk '{ print $1, $2, $3, $4 }' | uniq)
  [ "$asked" = "--data /nowhere --timeout 1s
--data $HOME/data --timeout 1s
--endpoint ipc:///run/b/clients --timeout 1s" ] || fail 'these suites were asked:' "$asked"
}

# Each line with its words sorted, and behind the line that is completed. Not every shell shows the
# slash of a directory.
answers() {
  awk '
    {
      gsub(/\/( |$)/, " ")
      count = split($0, word, " ")
      for (i = 2; i <= count; ++i)
        for (j = i; j > 1 && word[j] < word[j - 1]; --j) {
          swap = word[j]; word[j] = word[j - 1]; word[j - 1] = swap
        }
      line = ""
      for (i = 1; i <= count; ++i) if (word[i] != word[i - 1]) line = line " " word[i]
      print line
    }
  ' "$1" | paste -d ' ' <(sed "s/.*/'&':/" lines) -
}

check() {
  every_command
  every_argument
  every_value
  every_order
  every_suite
  every_option_of_bench
  complete_all <lines >found
  diff <(answers expected) <(answers found) || fail '< what should be offered, > what is'
  check_asked
}
