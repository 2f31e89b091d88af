# Sourced by the tests here: what the manual pages say. Their form is the convention that the tests
# rely on: a synopsis has `.Nm`, `.Cm` and one line for each option or argument, and what is
# described stands in `.It` lines.

# synopsis PAGE: "COMMAND:" for each command, and "COMMAND: WORD" for what may be given to it.
synopsis() {
  awk '
    /^\.Sh / { on = $2 == "SYNOPSIS" }
    !on { next }
    /^\.Nm / { command = "" }
    /^\.Cm / { command = substr($0, 5); print command ":" }
    /^\.(Op )?Ar / { sub(/^\.(Op )?Ar /, ""); sub(/ \.\.\.$/, ""); print command ": " $0 }
    /^\.(Op )?Fl / {
      for (i = 1; i <= NF; ++i) {
        if ($i ~ /^\.?(Op|Fl|Ar|Ns)$/) option = $i ~ /Fl$/
        else if (option && $i != "|") print command ": -" $i
      }
    }
  ' "$1"
}

# described PAGE: the options that have an item of their own.
described() {
  awk '
    /^\.It Fl / {
      for (i = 3; i <= NF && $i !~ /^(Ar|Ns|Op)$/; ++i) if ($i != ",") print "-" $i
    }
  ' "$1"
}

# items PAGE: "NAME:" for each item `.It Sy NAME`, and "NAME: FIELD" for the items `.It Va FIELD` in
# it. What stands in parentheses behind a name belongs to it.
items() {
  awk '
    /^\.S[hs] / { name = "" }
    /^\.It Sy / && !/ Ta / {
      name = substr($0, 8)
      if (match(name, / Pq /)) name = substr(name, 1, RSTART - 1) " (" substr(name, RSTART + 4) ")"
      print name ":"
    }
    /^\.It Va / && name { for (i = 3; i <= NF; ++i) if ($i != ",") print name ": " $i }
  ' "$1"
}
