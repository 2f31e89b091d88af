# Completion of bookrent-bench(1) for bash.

_bookrent_bench() {
  local current=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]}
  COMPREPLY=()
  if [ "$option" = = ]; then
    option=${COMP_WORDS[COMP_CWORD - 2]}
  elif [ "$current" = = ]; then
    option=${COMP_WORDS[COMP_CWORD - 1]} current=
  fi
  case $option in
    --data)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -d -- "$current")
      ;;
    --link-file)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
      ;;
    --endpoint | --in-flight | --rate | --duration | --requests | --mix | --zipf | --seed | \
      --users | --books | --timeout) ;;
    *)
      mapfile -t COMPREPLY < <(compgen -W '--data --endpoint --link-file --json --timeout --version
        --in-flight --rate --duration --requests --mix --zipf --seed --users --books
        --among-real-data --help -h' -- "$current")
      ;;
  esac
}

complete -F _bookrent_bench bookrent-bench
