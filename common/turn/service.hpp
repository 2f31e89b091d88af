#pragma once
// What a context gives to the turn: its operations, the sources it reads, and what it does with
// each message. Everything it does goes through Effects or its own tables, inside the transaction
// of the turn; nothing of it leaves the process before the commit.
#include <expected>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "common/audit/auditor.hpp"
#include "common/eventlog/envelope.hpp"
#include "common/message/message.hpp"
#include "common/metrics/families.hpp"
#include "common/settings/settings.hpp"
#include "common/turn/effects.hpp"

namespace bookrent::turn {

/// The reply comes in a later turn, through Effects::answer. Until then a repeat of the request
/// joins it, and whoever cannot wait any longer is given `so_far`.
struct Later {
  message::Reply so_far;
};
using Answer = std::variant<message::Reply, Later>;

/// The reply to a call that this context made through Effects::call.
struct CallReply {
  std::string to;
  std::string op;
  std::string about;  // as given to the call
  message::Reply reply;
};

/// What is done, once a source was read anew, with effects of a history that it has lost and that
/// cannot just be forgotten.
enum class Lost { kept, undone };

class Service {
 public:
  Service() = default;
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;
  virtual ~Service() = default;

  /// The context's operations with their roles, as announced to the gateway.
  virtual std::vector<message::Operation> operations() const = 0;
  /// The contexts whose events are read.
  virtual std::vector<std::string> sources() const = 0;

  /// Answers one request. A reply with an error undoes what was done for it, unless its outcome is
  /// `applied`; an exception does so too and is answered as a fault.
  virtual Answer handle(const message::Request& request, Effects& effects) = 0;
  /// Applies one event. Unknown types are none of its business and succeed. Error: why an event of
  /// a known type cannot be read.
  virtual std::expected<void, std::string> apply(const eventlog::Event& event,
                                                 Effects& effects) = 0;
  /// Takes the reply to a call.
  virtual void replied(const CallReply& reply, Effects& effects) = 0;
  /// Does what is due by time. Called in every turn.
  virtual void tick(Effects& effects) = 0;
  /// Writes what the messages of a turn have left to its end (Effects::changes). Called in every
  /// turn, after all of them; it must not refuse, for nothing would be undone but the whole turn.
  virtual void write_changes(const Effects&) {}
  /// When tick() has something to do next, at the latest.
  virtual clock::Instant wake_at() = 0;
  /// What it has to say of itself in `health`: a JSON object, whose fields stand beside the turn's
  /// own.
  virtual std::string health(const Effects&) { return "{}"; }
  /// What it counts beside the turn, for `metrics`. No name and no address of anybody is in it.
  virtual metrics::Families figures(const Effects&) { return {}; }
  /// What somebody should look at although it serves, each in a short sentence without full stop.
  virtual std::vector<std::string> warnings(const Effects&) { return {}; }
  /// The sources that can be read anew, from their first event, while the context serves.
  virtual std::vector<std::string> projected_sources() const = 0;
  /// Before that: empties the tables that are made from these sources, or marks what must not be
  /// without while they are read. Not asked of a context that takes no commands: it has nothing of
  /// its own, and begins with an empty database.
  virtual void forget_projection(Lost lost) { static_cast<void>(lost); }
  /// The whole history of `source` was read: after a start, and after it was read anew. What was
  /// marked and not heard of again, the source does not know any more.
  virtual void history_read(const std::string& source, Effects& effects) {
    static_cast<void>(source);
    static_cast<void>(effects);
  }
  /// Takes over what may change while it serves (settings::Change::reload). Throws
  /// settings::BadSetting, with nothing changed, for what it cannot work with.
  virtual void adopt(const settings::Settings&) {}
  /// Its part in an examination of its database (see common/audit/auditor.hpp).
  virtual std::unique_ptr<audit::Auditor> auditor() = 0;
};

}  // namespace bookrent::turn
