# Completion of bookrent(1) for fish. Ids come from the suite that the command line names, or would
# talk to; when none is running there, there are none.

# Prints the command that is typed so far, such as "user add"; how many arguments it has; and the
# option whose value is wanted now, if there is one. A word behind --wait is its value, unless it is
# an option.
function __bookrent_read
    set -l flags --json --quiet --detach --watch --follow --signature-only --at-once --remove \
        --give-back-lost --help --version
    set -l command
    set -l arguments 0
    set -l option
    for token in (commandline -opc)[2..]
        if test "$option" = --wait
            and string match -q -- '-*' $token
            set option
        end
        if test -n "$option"
            set option
        else if string match -qr -- '^--[^=]+$' $token
            contains -- $token $flags
            or set option $token
        else if string match -q -- '-*' $token
            continue
        else if contains -- "$command" '' user account book rental payment report event token admin \
                'admin key' 'admin key link'
            set -a command $token
        else
            set arguments (math $arguments + 1)
        end
    end
    printf '%s\n' "$command" $arguments "$option"
end

# Whether one of these is the command.
function __bookrent_at
    contains -- (__bookrent_read)[1] $argv
end

# The same, when its first argument is wanted.
function __bookrent_argument_at
    set -l read (__bookrent_read)
    contains -- $read[1] $argv
    and test $read[2] = 0 -a -z "$read[3]"
end

# A leading ~ is the home directory, as for the shell itself.
function __bookrent_plain
    string replace -r '^~/' "$HOME/" -- $argv
end

# The options that name a suite, wherever they stand.
function __bookrent_suite
    set -l option
    for token in (commandline -opc)
        if test -n "$option"
            printf '%s\n' $option (__bookrent_plain $token)
            set option
        else if contains -- $token --data --endpoint --link-file
            set option $token
        else if string match -qr '^(?<name>--data|--endpoint|--link-file)=(?<value>.*)' -- $token
            printf '%s\n' $name (__bookrent_plain $value)
        end
    end
end

# What a list names, with the rest of each line: __bookrent_ask LIST-COMMAND...
function __bookrent_ask
    set -l program (__bookrent_plain (commandline -opc)[1])
    $program (__bookrent_suite) --timeout 1s $argv 2>/dev/null </dev/null | sed 1d |
        string replace -rf '^ *(\S+) +(.*)$' '$1\t$2' | string replace -ra '  +' '  '
end

function __bookrent_ids
    set -l limit --limit 200
    # What is typed may begin any of them.
    set -l typed (commandline -ct | string replace -r '^--[^=]*=' '')
    test -z "$typed"
    or set limit
    __bookrent_ask $argv $limit
end

complete -c bookrent -f

# Options of every command
complete -c bookrent -l data -x -a '(__fish_complete_directories)' -d 'Data directory of the suite'
complete -c bookrent -l endpoint -x -d 'Gateway elsewhere'
complete -c bookrent -l link-file -r -F -d 'Keys for a gateway elsewhere'
complete -c bookrent -l json -d 'Print one JSON object per line'
complete -c bookrent -s q -l quiet -d 'Print only ids, one a line'
complete -c bookrent -l timeout -x -d 'How long to try'
complete -c bookrent -l idempotency-key -x -d 'Make your own repeats of this command safe'
complete -c bookrent -s h -l help -d 'Print help and exit'
complete -c bookrent -n '__bookrent_at ""' -l version -d 'Print the version and exit'

# Commands
complete -c bookrent -n '__bookrent_at ""' -a user -d 'The people who rent'
complete -c bookrent -n '__bookrent_at ""' -a account -d 'Accounts of programs'
complete -c bookrent -n '__bookrent_at ""' -a login -d 'Log in'
complete -c bookrent -n '__bookrent_at ""' -a logout -d 'Log out'
complete -c bookrent -n '__bookrent_at ""' -a whoami -d 'Show who is logged in'
complete -c bookrent -n '__bookrent_at ""' -a book -d 'The catalogue'
complete -c bookrent -n '__bookrent_at ""' -a rent -d 'Rent a book'
complete -c bookrent -n '__bookrent_at ""' -a cancel -d 'Cancel a rental; the money goes back'
complete -c bookrent -n '__bookrent_at ""' -a return -d 'Return a rented book'
complete -c bookrent -n '__bookrent_at ""' -a status -d 'Show who has what, or all counts'
complete -c bookrent -n '__bookrent_at ""' -a rental -d 'The rentals'
complete -c bookrent -n '__bookrent_at ""' -a payment -d 'The payments behind the rentals'
complete -c bookrent -n '__bookrent_at ""' -a report -d 'What to write into the books'
complete -c bookrent -n '__bookrent_at ""' -a event -d 'The event logs'
complete -c bookrent -n '__bookrent_at ""' -a token -d 'The access tokens'
complete -c bookrent -n '__bookrent_at ""' -a top -d 'Show the whole suite at a glance'
complete -c bookrent -n '__bookrent_at ""' -a up -d 'Run the whole suite here'
complete -c bookrent -n '__bookrent_at ""' -a down -d 'Stop the suite'
complete -c bookrent -n '__bookrent_at ""' -a check -d 'Check a stopped suite'
complete -c bookrent -n '__bookrent_at ""' -a restore -d 'Put a backup into its place'
complete -c bookrent -n '__bookrent_at ""' -a admin -d 'For whoever looks after the suite'

# user
complete -c bookrent -n '__bookrent_at user' -a add -d 'Register a user'
complete -c bookrent -n '__bookrent_at user' -a show -d 'Show one user'
complete -c bookrent -n '__bookrent_at user' -a list -d 'List all users'
complete -c bookrent -n '__bookrent_at user' -a change -d 'Change a user'
complete -c bookrent -n '__bookrent_at "user change"' -l name -x -d 'New name'
complete -c bookrent -n '__bookrent_at "user add" "user change"' -l email -x -d 'E-mail address'
complete -c bookrent -n '__bookrent_at "user add" "user change"' -l role -x \
    -a 'customer manager' -d Role
complete -c bookrent -n '__bookrent_at user' -a password -d 'Set a password'
complete -c bookrent -n '__bookrent_at user' -a link \
    -d "Take another issuer's tokens for a login of a user"
complete -c bookrent -n '__bookrent_at "user link"' -l issuer -x \
    -d 'The issuer, as its tokens name it'
complete -c bookrent -n '__bookrent_at "user link"' -l remove -d 'Take them no more'
complete -c bookrent -n '__bookrent_at "user link"' -l subject -x \
    -d 'The user, as its tokens name them'
complete -c bookrent -n '__bookrent_at "user change"' -l status -x -a 'active suspended' -d Status

# account, login
complete -c bookrent -n '__bookrent_at account' -a add -d 'Add an account'
complete -c bookrent -n '__bookrent_at account' -a list -d 'List the accounts'
complete -c bookrent -n '__bookrent_at account' -a remove -d 'Remove an account'
complete -c bookrent -n '__bookrent_at "account add"' -l scope -x -d 'What it may do' \
    -a 'user.read user.write book.read book.write rental.read rental.write payment.read event.read
        admin all'
complete -c bookrent -n '__bookrent_argument_at "account remove"' -k \
    -a '(__bookrent_ask account list)'
complete -c bookrent -n '__bookrent_at login' -l user -x \
    -a '(__bookrent_ids user list)' -d 'User id or e-mail address'
complete -c bookrent -n '__bookrent_at login' -l account -x \
    -a '(__bookrent_ask account list)' -d "A program's account"
complete -c bookrent -n '__bookrent_at login "user password" "admin init"' -l password-file -r -F \
    -d 'Read the password from a file'
complete -c bookrent -n '__bookrent_at "user password"' -l old-password-file -r -F \
    -d 'Read the old password from a file'
complete -c bookrent -n '__bookrent_at login "account add"' -l secret-file -r -F \
    -d 'The file with the secret'
complete -c bookrent -n '__bookrent_at login' -l token-file -r -F \
    -d "Read another issuer's token from a file"

# book
complete -c bookrent -n '__bookrent_at book' -a add -d 'Add a book to the catalogue'
complete -c bookrent -n '__bookrent_at book' -a import -d 'Add books from a file'
complete -c bookrent -n '__bookrent_at book' -a show -d 'Show one book'
complete -c bookrent -n '__bookrent_at book' -a list -d 'List the catalogue'
complete -c bookrent -n '__bookrent_at book' -a search -d 'Find books by words'
complete -c bookrent -n '__bookrent_at book' -a change -d 'Change a book'
complete -c bookrent -n '__bookrent_at book' -a withdraw -d 'Lend a book no longer'
complete -c bookrent -n '__bookrent_at "book import"' -F
complete -c bookrent -n '__bookrent_at "book change"' -l title -x -d 'New title'
complete -c bookrent -n '__bookrent_at "book add" "book change"' -l author -x -d Author
complete -c bookrent -n '__bookrent_at "book add" "book change"' -l isbn -x -d ISBN
complete -c bookrent -n '__bookrent_at "book add"' -l year -x -d 'Year of first publication'
complete -c bookrent -n '__bookrent_at "book add"' -l language -x -d 'Language code'
complete -c bookrent -n '__bookrent_at "book add"' -l currency -x -d 'ISO 4217 code'
complete -c bookrent -n '__bookrent_at "book add" "book change" "book import"' -l fee -x \
    -d 'Rental fee in minor units'
complete -c bookrent -n '__bookrent_at "book add" "book change" "book import"' -l copies -x \
    -d 'How many may be lent at a time'
complete -c bookrent -n '__bookrent_at "book add" "book change" "book import"' -l days -x \
    -d 'Rental period'

# rent, cancel, return
complete -c bookrent -n '__bookrent_at rent' -l user -x \
    -a '(__bookrent_ids user list)' -d 'Who rents'
complete -c bookrent -n '__bookrent_at rent' -l days -x -d 'Fewer days than the period of the book'
complete -c bookrent -n '__bookrent_at rent' -l wait -d 'Try again when told to come back later'
complete -c bookrent -n '__bookrent_at rent cancel return "user add"' -l batch -r -F \
    -d 'Take records from a file'

# status, rental, payment
complete -c bookrent -n '__bookrent_at rental' -a list -d 'List rentals, newest first'
complete -c bookrent -n '__bookrent_at rental' -a show -d 'Show one rental'
complete -c bookrent -n '__bookrent_at rental' -a history -d 'Show all that happened to a rental'
complete -c bookrent -n '__bookrent_at payment' -a list -d 'List payments'
complete -c bookrent -n '__bookrent_at payment' -a show -d 'Show one payment'
complete -c bookrent -n '__bookrent_at status "rental list" "payment list"' -l user -x \
    -a '(__bookrent_ids user list)' -d 'Only of this user'
complete -c bookrent -n '__bookrent_at status "rental list"' -l book -x \
    -a '(__bookrent_ids book list)' -d 'Only of this book'
complete -c bookrent -n '__bookrent_at status "rental list"' -l state -x \
    -a 'REQ_PAY RENTED RETURNED CANCELLED CANCELLING REJECTED' -d 'Only in this state'
complete -c bookrent -n '__bookrent_at "payment list"' -l state -x \
    -a 'AUTHORIZED PAID REFUNDED VOIDED DECLINED' -d 'Only in this state'
complete -c bookrent -n '__bookrent_at status "rental list"' -l watch -d 'Show it again and again'
complete -c bookrent \
    -n '__bookrent_at status "rental list" "payment list" "user list" "book list" "book search"' \
    -l limit -x -d 'Show at most so many'

complete -c bookrent -n '__bookrent_at "rental list"' -l due-within -x -a '1d 3d 7d' \
    -d 'Only those that are out and due within this time'

# report
complete -c bookrent -n '__bookrent_at report' -a revenue -d 'What a month has brought in, as CSV'
complete -c bookrent -n '__bookrent_at "report revenue"' -l month -x -d 'Of this month'

# event
complete -c bookrent -n '__bookrent_at event' -a tail -d 'Show the newest events'
complete -c bookrent -n '__bookrent_at "event tail"' -l source -x -a 'user book rental payment' \
    -d 'Only of this context'
complete -c bookrent -n '__bookrent_at "event tail"' -l type -x \
    -a 'user.{registered,changed} book.{registered,changed,withdrawn}
        rental.{requested,rented,cancelled,returned,rejected}
        payment.{authorized,declined,paid,voided,refunded}' -d 'Only of this type'
complete -c bookrent -n '__bookrent_at "event tail"' -l actor -x -a '(__bookrent_ids user list)' \
    -d 'Only what they did'
complete -c bookrent -n '__bookrent_at "event tail"' -l from -x -d 'Begin at this sequence number'
complete -c bookrent -n '__bookrent_at "event tail"' -s f -l follow -d 'Go on with those to come'

# token
complete -c bookrent -n '__bookrent_at token' -a verify -d 'Verify a token, and print its claims'
complete -c bookrent -n '__bookrent_at "token verify"' -l jwks -r -F \
    -d 'The public keys of the issuer'
complete -c bookrent -n '__bookrent_at "token verify"' -l issuer -x -d 'Who must have issued it'
complete -c bookrent -n '__bookrent_at "token verify"' -l audience -x -d 'For whom it must be'
complete -c bookrent -n '__bookrent_at "token verify"' -l signature-only \
    -d 'Verify the signature alone'

# up, admin
complete -c bookrent -n '__bookrent_at up' -l detach -d 'Return once it is ready'
complete -c bookrent -n '__bookrent_at admin' -a health -d 'Show what runs'
complete -c bookrent -n '__bookrent_at admin' -a backup -d 'Copy all databases while they serve'
complete -c bookrent -n '__bookrent_at admin' -a rebuild -d 'Read anew what a context knows'
complete -c bookrent -n '__bookrent_at admin' -a restart -d 'Restart the daemons one after the other'
complete -c bookrent -n '__bookrent_at admin' -a trace -d "Show a rental's way through the daemons"
complete -c bookrent -n '__bookrent_at admin' -a check -d 'Check the suite while it runs'
complete -c bookrent -n '__bookrent_at admin' -a init -d 'Log in as the first manager of a new suite'
complete -c bookrent -n '__bookrent_at admin' -a rules -d 'Show who may do what'
complete -c bookrent -n '__bookrent_at admin' -a config -d 'Show the settings'
complete -c bookrent -n '__bookrent_at admin' -a key -d 'The keys that tokens are signed with'
complete -c bookrent -n '__bookrent_at "admin key"' -a list -d 'List the keys'
complete -c bookrent -n '__bookrent_at "admin key"' -a rotate -d 'Sign with a new key'
complete -c bookrent -n '__bookrent_at "admin key rotate"' -l at-once -d 'End all logins, too'
complete -c bookrent -n '__bookrent_at "admin key"' -a link -d 'The keys of links over TCP'
complete -c bookrent -n '__bookrent_at "admin key link"' -a add -d 'Let somebody elsewhere in'
complete -c bookrent -n '__bookrent_at "admin key link"' -a list -d 'List the links'
complete -c bookrent -n '__bookrent_at "admin key link"' -a remove -d 'Let a link in no more'
complete -c bookrent -n '__bookrent_at "admin key link add"' -l worker -x \
    -a 'user book rental payment view' -d 'For the daemon of this context'
complete -c bookrent -n '__bookrent_at "admin key link add"' -l at -x \
    -d 'Where the gateway is found'
complete -c bookrent -n '__bookrent_at "admin key link add"' -l file -r -F \
    -d 'What to carry there'
complete -c bookrent -n '__bookrent_at restore' -l only -x -a 'user book rental payment view' \
    -d 'Only this context'
complete -c bookrent -n '__bookrent_at "admin health"' -l live \
  -d 'Only say whether it is there'
complete -c bookrent -n '__bookrent_at "admin health"' -l ready \
  -d 'Only say whether it serves as it should'
complete -c bookrent -n '__bookrent_at "admin rebuild"' -l give-back-lost \
    -d 'Give back the money of lost rentals'
complete -c bookrent -n '__bookrent_argument_at check restore "admin backup"' -x \
    -a '(__fish_complete_directories)'
complete -c bookrent -n '__bookrent_argument_at "admin health" "admin restart"' \
    -a 'user book rental payment view gateway'
complete -c bookrent -n '__bookrent_argument_at "admin rebuild"' -a 'view user book rental payment'

# Ids
complete -c bookrent \
    -n '__bookrent_argument_at "user show" "user change" "user password" "user link"' -k \
    -a '(__bookrent_ids user list)'
complete -c bookrent -n '__bookrent_argument_at rent "book show" "book change" "book withdraw"' -k \
    -a '(__bookrent_ids book list)'
complete -c bookrent -n '__bookrent_argument_at cancel return' -k \
    -a '(__bookrent_ids rental list --state RENTED)'
complete -c bookrent -n '__bookrent_argument_at status "rental show" "rental history" "admin trace"' -k \
    -a '(__bookrent_ids rental list)'
complete -c bookrent -n '__bookrent_argument_at "payment show"' -k \
    -a '(__bookrent_ids payment list)'
