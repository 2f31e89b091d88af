#include "common/contract/settings.hpp"

namespace bookrent::contract {
namespace {

using settings::Setting;
using List = std::vector<std::int64_t>;
using std::int64_t;
using std::string;
constexpr settings::Change restart = settings::Change::restart;

constexpr int64_t day_ms = 24LL * 3600 * 1000;

// clang-format off: a table is read down its columns
const Setting table[] = {
    {"log", "level", string{"info"}, 0, INT64_MAX, {"debug", "info", "warn", "error"},
     "the least level that is written"},
    {"log", "format", string{"auto"}, 0, INT64_MAX, {"auto", "text", "json"},
     "auto: text on a terminal, JSON lines otherwise", restart},
    {"paths", "data", string{}, 0, INT64_MAX, {},
     "where the databases are (an installed suite; default /var/lib/bookrent)", restart},
    {"paths", "run", string{}, 0, INT64_MAX, {},
     "where the sockets are (an installed suite; default /run/bookrent)", restart},
    {"gateway", "queue_max", int64_t{10'000}, 1, 1'000'000, {},
     "requests that may wait for a context that is away or busy"},
    {"gateway", "pending_max", int64_t{100'000}, 1, 10'000'000, {},
     "requests that may be under way in all"},
    {"gateway", "customer_commands_per_second", int64_t{20}, 0, 1'000'000, {},
     "how fast one customer may give commands, ten seconds' worth at once; 0: no limit"},
    {"gateway", "customer_queries_per_second", int64_t{100}, 0, 1'000'000, {},
     "the same for queries"},
    {"gateway", "listen", string{}, 0, INT64_MAX, {},
     "where clients on other machines connect, such as tcp://192.0.2.7:7700; empty: nowhere",
     restart},
    {"gateway", "listen_workers", string{}, 0, INT64_MAX, {},
     "where daemons on other machines connect; empty: nowhere", restart},
    {"gateway", "insecure_loopback", false, 0, INT64_MAX, {},
     "listen without keys, on a loopback address only", restart},
    {"gateway", "links", string{}, 0, INT64_MAX, {},
     "where the gateway is on another machine: a directory with CONTEXT.link for each daemon here",
     restart},
    {"gateway", "admin", string{"auto"}, 0, INT64_MAX, {},
     "where a page, metrics and health are served over HTTP; empty: nowhere; auto: 127.0.0.1:7480, "
     "but nowhere for a suite that `bookrent up` runs",
     restart},
    {"login", "access_seconds", int64_t{900}, 5, 900, {},
     "how long an access token is good for"},
    {"login", "refresh_days", int64_t{30}, 1, 3650, {},
     "how long a login lasts that nobody uses"},
    {"book", "currency", string{"KRW"}, 0, INT64_MAX, {}, "ISO 4217 code of the rental fees"},
    {"book", "days", int64_t{14}, 1, 3650, {}, "rental period of a book that names none"},
    {"rental", "open_rentals_max", int64_t{10}, 1, 1'000'000, {},
     "rentals that a user may have open"},
    {"rental", "cancel_window_hours", int64_t{24}, 0, 24LL * 365, {},
     "how long after renting it may be cancelled"},
    {"rental", "time_zone", string{}, 0, INT64_MAX, {},
     "IANA name of the library's time zone; empty: the system's", restart},
    {"rental", "approval_deadline_ms", int64_t{10'000}, 100, day_ms, {},
     "how long payment may take to approve before the rental is called off"},
    {"rental", "approval_retry_ms", int64_t{1'000}, 10, day_ms, {},
     "how often payment is asked again meanwhile"},
    {"payment", "provider", string{"sandbox"}, 0, INT64_MAX, {"sandbox"},
     "who moves the money", restart},
    {"payment", "retry_ms", int64_t{1'000}, 10, day_ms, {},
     "how often the provider is asked again for a capture, void or refund that failed"},
    {"sandbox", "delay_ms", int64_t{0}, 0, day_ms, {}, "how long the sandbox takes to answer"},
    {"sandbox", "failure_percent", int64_t{0}, 0, 100, {},
     "how many of its answers are a technical failure"},
    {"sandbox", "decline_above", int64_t{1'000'000}, 0, INT64_MAX, {},
     "amounts above this are declined"},
    {"sandbox", "decline_users", List{}, 0, INT64_MAX, {}, "users whose payments are declined"},
};
// clang-format on

}  // namespace

std::span<const Setting> all_settings() { return table; }

}  // namespace bookrent::contract
