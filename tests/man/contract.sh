# Sourced by the tests here: what the sources of the contract say, which the pages of section 7 must
# say too. It reads how these sources are written, and finds nothing when they are written in
# another way.

contract=${contract:-common/contract}

# fields_of_types: "TYPE: FIELD" for each field that a struct of the contract has in JSON. They
# stand in functions `fields(visit, TYPE)`, some of which call others of the same file.
fields_of_types() {
  awk '
    /^void [a-z_]+\(auto& visit, [A-Za-z]+& [a-z]+\) \{/ {
      split($2, part, "(")
      current = FILENAME part[1]
      if (part[1] == "fields") {
        current = $4; sub(/&$/, "", current)
        types[++count] = current
      }
    }
    current {
      rest = $0
      while (match(rest, /[a-z_]+\(("[a-z_]+"|visit),/)) {
        split(substr(rest, RSTART, RLENGTH - 1), part, "(")
        rest = substr(rest, RSTART + RLENGTH)
        if (part[1] == "visit") said[current] = said[current] " " part[2]
        else said[current] = said[current] " " FILENAME part[1]
      }
    }
    /^\}|\}$/ { current = "" }
    function print_fields(type, of,    i, n, part) {
      n = split(said[of], part, " ")
      for (i = 1; i <= n; ++i) {
        if (part[i] !~ /^"/) print_fields(type, part[i])
        else print type ": " substr(part[i], 2, length(part[i]) - 2)
      }
    }
    END { for (i = 1; i <= count; ++i) print_fields(types[i], types[i]) }
  ' "$contract"/*_json.cpp
}

# event_types: "TYPE bookrent.context.what.v1" for each event.
event_types() {
  sed --quiet 's/^BOOKRENT_CONTRACT_EVENT(\([A-Za-z]*\), "\([^"]*\)")$/\1 \2/p' \
    "$contract"/*_json.cpp
}

# operations: "TYPE context operation (kind; who; scope; secret)" for each operation. Who stands for
# the rule `for_WHO`; an operation that needs no scope, or has no secret, is without these words.
operations() {
  awk '
    /^struct [A-Za-z]+ \{/ { type = $2 }
    /static constexpr const char\* operation = "/ {
      split($0, part, "\""); name[type] = part[2]
    }
    match($0, /[a-z]+_operations\(\) \{/) {
      context = substr($0, RSTART, RLENGTH - length("_operations() {"))
    }
    match($0, /\{[A-Za-z]+::operation, (command|query), for_[a-z]+\([^)]*\)(, true)?\}/) {
      entry = substr($0, RSTART + 1, RLENGTH - 2)
      split(entry, part, /::operation, |, for_|\("?|"?\)/)
      rule = part[2] "; " part[3]
      if (part[4] != "") rule = rule "; " part[4]
      if (part[5] != "") rule = rule "; secret"
      print part[1], context, name[part[1]], "(" rule ")"
    }
  ' "$contract"/*.hpp "$contract"/*_json.cpp
}

# rules: "WHO: role reach, role reach" for each rule `for_WHO`.
rules() {
  awk '
    match($0, /^Rule for_[a-z]+/) { who = substr($0, 10, RLENGTH - 9); said = "" }
    who {
      rest = $0
      while (match(rest, /role::[a-z]+, Reach::[a-z]+/)) {
        split(substr(rest, RSTART, RLENGTH), part, /::|, /)
        said = said (said ? ", " : "") part[2] " " part[4]
        rest = substr(rest, RSTART + RLENGTH)
      }
    }
    who && /\}$/ { print who ": " said; who = "" }
  ' "$contract/../message/rule.cpp"
}

# objects: the structs that are neither an event nor an operation nor a list of objects.
objects() {
  sed --quiet 's/^BOOKRENT_CONTRACT_CODEC(\([A-Za-z]*\))$/\1/p' "$contract"/*_json.cpp |
    grep --invert-match --line-regexp --file <(operations | cut --delimiter ' ' --fields 1) |
    grep --invert-match 'List$'
}
