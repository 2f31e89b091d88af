# Completion of bookrent(1) for bash. Ids come from the suite that the command line names, or would
# talk to; when none is running there, there are none.

_bookrent_subcommands() {
  case $1 in
    '')
      echo user account login logout whoami book rent cancel return status rental payment report event token top up \
        down check restore admin
      ;;
    user) echo add show list change password link ;;
    account) echo add list remove ;;
    book) echo add import show list search change withdraw ;;
    rental) echo list show history ;;
    payment) echo list show ;;
    report) echo revenue ;;
    event) echo tail ;;
    token) echo verify ;;
    admin) echo health backup rebuild restart check trace init rules config key ;;
    'admin key') echo list rotate link ;;
    'admin key link') echo add list remove ;;
  esac
}

_bookrent_options() {
  case $1 in
    'user add') echo --email --role --batch ;;
    'user list' | 'book list' | 'book search') echo --limit ;;
    'user change') echo --name --email --role --status ;;
    'user password') echo --password-file --old-password-file ;;
    'user link') echo --issuer --subject --remove ;;
    'account add') echo --scope --secret-file ;;
    login) echo --user --password-file --account --secret-file --token-file ;;
    'book add') echo --fee --author --isbn --year --language --currency --copies --days ;;
    'book import') echo --fee --copies --days ;;
    'book change') echo --title --author --isbn --fee --copies --days ;;
    rent) echo --user --days --wait --batch ;;
    cancel | return) echo --batch ;;
    status) echo --user --book --state --limit --watch ;;
    'rental list') echo --user --book --state --limit --watch --due-within ;;
    'report revenue') echo --month ;;
    'payment list') echo --user --state --limit ;;
    'event tail') echo --source --type --actor --from --follow -f ;;
    'token verify') echo --jwks --issuer --audience --signature-only ;;
    'admin key link add') echo --worker --at --file ;;
    up) echo --detach ;;
    restore) echo --only ;;
    'admin health') echo --live --ready ;;
    'admin rebuild') echo --give-back-lost ;;
    'admin init') echo --password-file ;;
    'admin key rotate') echo --at-once ;;
  esac
  echo --data --endpoint --link-file --json --quiet -q --timeout --idempotency-key --help -h
  [ -n "$1" ] || echo --version
}

# _bookrent_takes_value OPTION WORD: whether WORD, which follows it, is the option's value.
_bookrent_takes_value() {
  case $1 in
    --json | --quiet | --detach | --watch | --follow | --signature-only | --at-once | --remove | \
      --give-back-lost | --help | --version)
      return 1
      ;;
    --wait) [[ $2 != -* ]] ;;
    --*) return 0 ;;
    *) return 1 ;;
  esac
}

# Sets `words` to those up to the cursor. Bash also splits at characters such as = and :, which this
# undoes.
_bookrent_join_words() {
  local line=${COMP_LINE:0:COMP_POINT} rest word
  words=()
  for word in "${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
    rest=${line#"${line%%[![:space:]]*}"}
    word=${word:0:${#rest}}
    if [[ $rest == "$line" && ${#words[@]} -gt 0 ]]; then
      words[-1]+=$word
    else
      words+=("$word")
    fi
    line=${rest#"$word"}
  done
}

# A word of the command line as the shell would hand it on, without running what is in it.
_bookrent_plain() {
  local word=${1/#\~\//$HOME/}
  word=${word//[\"\'\\]/}
  printf '%s' "$word"
}

# Looks at the words before the cursor: sets `command`, `arguments` (how many there were behind it),
# `option` (whose value is wanted now), `suite` (the options that name one), `options_end`.
_bookrent_read_words() {
  local at word name value
  for ((at = 1; at < ${#words[@]} - 1; ++at)); do
    word=${words[at]}
    if [ -n "$option" ]; then
      name=$option value=$word option=''
    elif [ -n "$options_end" ] || [[ $word != -* ]]; then
      _bookrent_take_word "$word"
      continue
    elif [ "$word" = -- ]; then
      options_end=yes
      continue
    elif [[ $word == --*=* ]]; then
      name=${word%%=*} value=${word#*=}
    else
      if _bookrent_takes_value "$word" "${words[at+1]}"; then option=$word; fi
      continue
    fi
    case $name in
      --data | --endpoint | --link-file) suite+=("$name" "$(_bookrent_plain "$value")") ;;
    esac
  done
}

_bookrent_take_word() {
  if [[ " $(_bookrent_subcommands "$command") " == *" $1 "* ]]; then
    command+=${command:+ }$1
  else
    arguments=$((arguments + 1))
  fi
}

_bookrent_words() { mapfile -t COMPREPLY < <(compgen -W "$*" -- "$current"); }

_bookrent_files() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen "$1" -- "$current")
}

# _bookrent_ask LIST-COMMAND...: what a list names, in its order.
_bookrent_ask() {
  local program named
  program=$(type -P -- "$(_bookrent_plain "${words[0]}")") || program=bookrent
  named=$("$program" "${suite[@]}" --timeout 1s "$@" -q </dev/null 2>/dev/null)
  compopt -o nosort 2>/dev/null
  _bookrent_words "$named"
}

_bookrent_ids() {
  local limit=(--limit 200)
  [ -z "$current" ] || limit=()  # what is typed may begin any of them
  _bookrent_ask "$@" "${limit[@]}"
}

_bookrent_states() {
  if [ "$command" = 'payment list' ]; then
    _bookrent_words AUTHORIZED PAID REFUNDED VOIDED DECLINED
  else
    _bookrent_words REQ_PAY RENTED RETURNED CANCELLED CANCELLING REJECTED
  fi
}

_bookrent_value() {
  case $option in
    --data) _bookrent_files -d ;;
    --batch | --jwks | --password-file | --old-password-file | --secret-file | --token-file | \
      --link-file | --file)
      _bookrent_files -f
      ;;
    --worker) _bookrent_words user book rental payment view ;;
    --user | --actor) _bookrent_ids user list ;;
    --book) _bookrent_ids book list ;;
    --account) _bookrent_ask account list ;;
    --scope)
      _bookrent_words user.read user.write book.read book.write rental.read rental.write \
        payment.read event.read admin all
      ;;
    --role) _bookrent_words customer manager ;;
    --status) _bookrent_words active suspended ;;
    --state) _bookrent_states ;;
    --only) _bookrent_words user book rental payment view ;;
    --source) _bookrent_words user book rental payment ;;
    --type)
      _bookrent_words user.registered user.changed book.registered book.changed book.withdrawn \
        rental.requested rental.rented rental.cancelled rental.returned rental.rejected \
        payment.authorized payment.declined payment.paid payment.voided payment.refunded
      ;;
  esac
}

_bookrent_argument() {
  [ "$arguments" = 0 ] || return
  case $command in
    'user show' | 'user change' | 'user password' | 'user link') _bookrent_ids user list ;;
    'account remove') _bookrent_ask account list ;;
    rent | 'book show' | 'book change' | 'book withdraw') _bookrent_ids book list ;;
    cancel | return) _bookrent_ids rental list --state RENTED ;;
    status | 'rental show' | 'rental history') _bookrent_ids rental list ;;
    'payment show') _bookrent_ids payment list ;;
    'admin trace') _bookrent_ids rental list ;;
    'book import') _bookrent_files -f ;;
    check | restore | 'admin backup') _bookrent_files -d ;;
    'admin health' | 'admin restart') _bookrent_words user book rental payment view gateway ;;
    'admin rebuild') _bookrent_words view user book rental payment ;;
    *) _bookrent_words "$(_bookrent_subcommands "$command")" ;;
  esac
}

_bookrent() {
  local words current option='' command='' arguments=0 suite=() options_end='' before=''
  COMPREPLY=()
  _bookrent_join_words
  _bookrent_read_words
  current=${words[-1]}
  if [[ -z $option && -z $options_end && $current == --*=* ]]; then
    option=${current%%=*} current=${current#*=}
    # Where bash does not split at =, the whole word is replaced.
    [[ $COMP_WORDBREAKS == *=* ]] || before=$option=
  fi
  if [ -n "$option" ]; then
    _bookrent_value
  elif [[ -z $options_end && $current == -* ]]; then
    _bookrent_words "$(_bookrent_options "$command")"
  else
    _bookrent_argument
  fi
  COMPREPLY=("${COMPREPLY[@]/#/$before}")
}

complete -F _bookrent bookrent
