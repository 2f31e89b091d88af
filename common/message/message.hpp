#pragma once
// The messages between command, gateway and daemons, and their frames. On the wire a message is
//   "BR1 <kind>"   header (JSON object)   payload parts
// after ZeroMQ's address and empty delimiter. Requests and replies carry one payload part, their
// JSON body; events carry one part per event, the very bytes that the source's chain was made of.
// The reference for writers of other clients is bookrent-protocol(7).
#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "common/message/error.hpp"
#include "common/message/rule.hpp"

namespace bookrent::message {

/// The frames of one message, without address and delimiter.
using Parts = std::vector<std::string>;

/// Limits that every reader keeps and every writer respects.
inline constexpr std::size_t body_bytes_max = 256 * 1024;
inline constexpr std::size_t frame_bytes_max = 1024 * 1024;  // ZMQ_MAXMSGSIZE
inline constexpr std::size_t header_bytes_max = 16 * 1024;
inline constexpr std::size_t page_events_max = 512;
inline constexpr std::size_t page_bytes_max = 512 * 1024;

/// On whose behalf a request is made. Only the gateway sets it.
struct Principal {
  std::int64_t user_id = 0;  // 0: not a registered user
  std::string role;          // one of message::role
  std::string name = {};     // of a daemon its context, of a service account its name
  std::vector<std::string> scopes = {};

  /// `user:7`, `account:nightly`, `service:rental`, `guest:0`: the name under which keys and events
  /// are kept.
  std::string id() const;
  bool operator==(const Principal&) const = default;
};

/// A place in one source's event log.
struct Position {
  std::string epoch;
  std::int64_t sequence = 0;
  bool operator==(const Position&) const = default;
};
using Positions = std::map<std::string, Position>;  // by source

enum class OperationKind { command, query };
struct Operation {
  std::string name;
  OperationKind kind = OperationKind::query;
  Rule rule;
  /// A command whose body or reply holds a secret: its reply is not kept, and nothing of it is
  /// compared with a repeat. The context itself must make a repeat harmless.
  bool secret = false;
  bool operator==(const Operation&) const = default;
};

struct Request {
  std::string id;  // correlation: chosen by the sender, echoed in the reply
  std::string to;  // context
  std::string op;
  std::string key;  // idempotency key; every command has one
  std::int64_t ttl_ms = 0;
  std::string token;
  std::string traceparent;
  std::optional<Principal> principal;
  Positions after;  // answer once these have been read (read your writes)
  std::string body = "{}";
  bool operator==(const Request&) const = default;
};

enum class Outcome { none, applied, unknown };
struct Reply {
  std::string id;
  Outcome outcome = Outcome::none;
  std::optional<Error> error;
  Positions position;  // the source and place of the command's last event
  bool stale = false;  // a view that had not read as far as the request asked
  std::string body = "{}";
  bool operator==(const Reply&) const = default;
};

/// A daemon announces itself. `store` names its database: a new instance on the same store means
/// that the old one is gone, since a database is opened exclusively.
struct Ready {
  std::string context;
  std::string instance;
  std::string store;
  std::int64_t credits = 0;  // requests that may be in flight to it
  std::vector<Operation> operations;
  bool operator==(const Ready&) const = default;
};
/// Both ways, each second, from the daemon's own loop. The daemon's carries where it stands.
struct Heartbeat {
  std::string instance;
  bool ready = false;
  std::int64_t head = 0;  // of its own log
  Positions positions;    // of what it reads
  bool operator==(const Heartbeat&) const = default;
};
struct Drain {  // daemon → gateway: send me nothing more; gateway → daemon: that was the last
  std::string instance;
  bool operator==(const Drain&) const = default;
};
struct Bye {
  std::string instance;
  bool operator==(const Bye&) const = default;
};
struct Reset {  // gateway → daemon: I do not know you, announce yourself
  bool operator==(const Reset&) const = default;
};

/// A reader asks `source` for what follows `after`; `chain` (hex) is the hash it has there.
/// Somebody who only looks and keeps no place leaves epoch and chain empty, and nothing is
/// compared.
struct Fetch {
  std::string id;
  std::string source;
  std::string epoch;
  std::int64_t after = 0;
  std::string chain;
  std::int64_t ttl_ms = 0;
  std::string token;
  std::optional<Principal> principal;
  bool operator==(const Fetch&) const = default;
};
/// A page (with the fetch's id) or a live hint (without). Events are dense from `first`.
struct Events {
  std::string id;
  std::string source;
  std::string epoch;
  std::int64_t first = 0;
  std::int64_t head = 0;
  bool rewound = false;  // the source does not have the history that the reader has
  std::vector<std::string> events;
  std::string chain = {};  // of a hint: the hash (hex) that the log has before `first`
  bool operator==(const Events&) const = default;
};

using Message = std::variant<Request, Reply, Ready, Heartbeat, Drain, Bye, Reset, Fetch, Events>;

Parts encode(const Message& message);

/// Why frames are not a message; `id` is the correlation id where one could still be read.
struct Malformed {
  std::string what;
  std::string id;
};
std::expected<Message, Malformed> decode(const Parts& parts);

/// The reply without its id as one text, for the idempotency log; and back.
std::string stored_form(const Reply& reply);
std::expected<Reply, Malformed> from_stored_form(std::string_view text);

/// A reply that refuses `id`; the outcome is `none`.
Reply error_reply(std::string id, Error error);

}  // namespace bookrent::message
