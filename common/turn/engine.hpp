#pragma once
// The turn: one loop body for every context. It takes what arrived, handles all of it in one
// transaction, commits once, and only then lets replies, calls and events out. A message that is
// refused leaves nothing: it mostly has changed nothing until then; if it has, the turn is begun
// anew, with a savepoint for each message.
// Killed before the commit, nothing happened; killed after it, all that should have left is in the
// database, and the same code finds it there at the next start.
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/audit/examination.hpp"
#include "common/backup/order.hpp"
#include "common/backup/part.hpp"
#include "common/bus/node.hpp"
#include "common/clock/clock.hpp"
#include "common/eventlog/log.hpp"
#include "common/eventlog/subscription.hpp"
#include "common/random/random.hpp"
#include "common/store/store.hpp"
#include "common/turn/effects.hpp"
#include "common/turn/figures.hpp"
#include "common/turn/holds.hpp"
#include "common/turn/lag.hpp"
#include "common/turn/replies.hpp"
#include "common/turn/service.hpp"

namespace bookrent::turn {

inline constexpr clock::Milliseconds heartbeat_interval{1000};
/// How long a request waits for the events that its sender has seen; after it the answer is stale.
inline constexpr clock::Milliseconds hold_time{2000};
/// A daemon that has just started is ready without a source that has not answered for this long.
inline constexpr clock::Milliseconds catch_up_grace{1000};
/// How long before a caller's time is up it is told what is known so far.
inline constexpr clock::Milliseconds answer_margin{100};
inline constexpr clock::Milliseconds drain_time{1000};
/// How long what did not fit on a full disk waits before it is tried again.
inline constexpr clock::Milliseconds storage_pause{100};
/// The same of a service's own work that has met another fault.
inline constexpr clock::Milliseconds fault_pause{1000};
/// How long each message gets a savepoint after one had to be undone: it may be back soon.
inline constexpr clock::Milliseconds careful_time{10'000};
/// A reader that knows for longer of an event which it has not applied is not ready.
inline constexpr clock::Milliseconds behind_max{30'000};
/// Nor is one whose source, which speaks each heartbeat_interval, was not heard for longer.
inline constexpr clock::Milliseconds silence_max{5'000};
/// Nor one whose file system has less room than this, in bytes.
inline constexpr std::uintmax_t free_bytes_min = 1024 * 1024;
inline constexpr std::int64_t credits = 4096;
/// What an audit keeps in memory is dropped when nothing was asked for this long.
inline constexpr clock::Milliseconds audit_kept{600'000};
/// Rows or events that an answer to an audit is made from, so that nobody else waits for long.
inline constexpr std::int64_t audit_rows_max = 5000;
inline constexpr std::int64_t audit_facts_max = 1000;

class Engine final : public bus::Node {
 public:
  /// All ports are borrowed and outlive the engine. `context` is the name it announces.
  Engine(std::string context, store::Store& store, Service& service, const clock::Clock& clock,
         random::Random& random);

  /// Throws StorageBroken when the database cannot be trusted any more.
  std::vector<bus::Parcel> turn(std::span<const bus::Parcel> arrived) override;
  clock::Steady wake_at() override;
  void connected(bus::Link link) override;
  void undeliverable(const bus::Parcel&) override {}
  void stop() override;
  bool done() override { return done_; }
  bool ready() override;
  std::int64_t unread() const override;

  /// One page of an examination of this context's database, outside of a turn; for tests and tools
  /// that have the engine at hand. A question for the first page of `log` begins a new one.
  std::expected<audit::Answer, std::string> audit(const audit::Question& question);

 private:
  /// A reply of this turn. `so_far` is there for a late one, to fall back to when the turn fails.
  struct Staged {
    message::Reply reply;
    std::optional<message::Reply> so_far;
  };
  struct AskedAudit {
    message::Request request;
    bool stale = false;
  };
  struct OpenCall {
    CallReply call;
    clock::Steady until;
  };

  // engine.cpp: the turn itself
  void forget_turn();
  bool try_turn(std::span<const bus::Parcel> arrived);
  void undo_turn();
  void begin_anew();
  [[noreturn]] void give_up_storage(const SQLite::Exception& fault);
  void handle_all(std::span<const bus::Parcel> arrived, Effects& effects);
  void receive(const bus::Parcel& parcel, Effects& effects);
  bool undo_unless(Effects& effects, const std::function<bool()>& work);
  void finish(Effects& effects);
  void tell_history_read(Effects& effects);
  void save_positions();
  void abandon(std::span<const bus::Parcel> arrived);
  void release(Effects& effects);
  void release_events(const std::vector<std::string>& events);
  void tell_expired();
  void give_up(const Holds::Held& held);
  void answer_fetches();
  void release_calls(const std::vector<Call>& calls);
  void send(const message::Message& message);

  // engine_requests.cpp: requests, replies, events
  void serve(message::Request request, Effects& effects);
  void serve_now(const message::Request& request, clock::Steady deadline, bool stale,
                 Effects& effects);
  void serve_command(const message::Request& request, clock::Steady deadline, Effects& effects);
  void serve_secret(const message::Request& request, Effects& effects);
  void serve_repeat(const message::Request& request, const StoredReply& stored,
                    clock::Steady deadline);
  Answer attempt(const message::Request& request, Effects& effects);
  Answer attempt_builtin(const message::Request& request, Effects& effects);
  void serve_held(Effects& effects);
  void wait(const message::Request& request, message::Reply so_far, clock::Steady deadline);
  void respond(const std::string& id, message::Reply reply,
               std::optional<message::Reply> so_far = {});
  void settle_late_replies(Effects& effects);
  void take_reply(const message::Reply& reply, Effects& effects);
  void take_events(const message::Events& events, Effects& effects);
  bool reached(const message::Positions& after) const;
  bool reads_history() const;
  void mark_stale(message::Reply& reply) const;
  const message::Operation* find_operation(const std::string& name) const;

  // engine_link.cpp: the connection to the gateway
  void announce();
  void keep_in_touch();
  void fetch_missing();
  void heartbeat();
  void drain();
  void restart(const message::Request& request);
  bool healthy() const;
  std::string health(const Effects& effects) const;
  std::string what_helps(const eventlog::Subscription& source) const;
  message::Reply rebuild(const message::Request& request);
  void read_anew(eventlog::Subscription& source);
  void start_over();
  message::Heartbeat state() const;

  // engine_metrics.cpp: figures, and whether it is ready
  void watch_sources();
  void watch_database();
  Lag& lag_of(const eventlog::Subscription& source);
  std::vector<std::string> problems() const;
  std::string problem_of(const eventlog::Subscription& source, const Lag& lag) const;
  std::string all_figures(const Effects& effects);
  metrics::Families source_figures() const;
  metrics::Families database_figures() const;

  // engine_audit.cpp: examinations
  void answer_audits();
  message::Reply answer_audit(const message::Request& request);
  std::optional<message::Error> out_of_turn(const audit::Question& question);

  // engine_backup.cpp: copies of the database
  bool stands_still() const { return backup_ && backup_->stands_still(); }
  std::vector<bus::Parcel> admit(std::span<const bus::Parcel> arrived);
  void answer_orders();
  message::Reply answer_order(const message::Request& request);
  void carry_out(const backup::Order& order);
  void go_on_with_backup();
  void backup_failed(const std::string& why);

  std::string context_;
  store::Store& store_;
  Service& service_;
  const clock::Clock& clock_;
  random::Random& random_;
  std::string instance_;
  eventlog::Log log_;
  Replies replies_;
  std::vector<std::unique_ptr<eventlog::Subscription>> subscriptions_;
  std::vector<Lag> lags_;  // of each of them
  std::vector<message::Operation> operations_;
  const bool read_model_;  // takes no command: all that it knows it has read
  Figures figures_;
  bool start_over_ = false;      // once this turn is committed
  bool writable_ = true;         // false: the last turn that was to be kept did not fit
  clock::Instant started_wall_;  // when this process began to serve

  std::unique_ptr<audit::Examination> examination_;
  std::string examiner_;  // the `check` that the examination belongs to
  clock::Steady examined_{};

  std::set<std::string> unread_;    // sources whose history the service was not told to be read
  std::set<std::string> now_read_;  // of them, in this turn

  std::unique_ptr<backup::Part> backup_;
  std::pair<std::string, std::string> failed_backup_;  // its id, and why
  std::vector<bus::Parcel> waiting_;                   // arrived while the context stood still

  Waiters waiters_;
  Holds holds_;
  std::map<std::string, OpenCall> open_calls_;
  std::vector<Staged> answers_;           // of this turn, not yet released
  std::vector<message::Fetch> fetches_;   // of this turn
  std::vector<AskedAudit> audits_;        // of this turn
  std::vector<message::Request> orders_;  // of this turn, about a backup
  std::vector<Holds::Held> released_;     // requests held back before, served in this turn
  std::vector<std::string> joined_;       // requests that began to wait in this turn
  std::map<std::string, OpenCall> answered_calls_;  // in this turn
  std::vector<bus::Parcel> out_;
  clock::Steady now_;
  clock::Steady started_;
  clock::Steady next_heartbeat_;
  clock::Steady next_purge_;
  std::int64_t last_id_ = 0;
  std::int64_t malformed_ = 0;
  bool announce_ = false;
  bool known_to_gateway_ = false;
  bool draining_ = false;
  bool drain_asked_ = false;
  bool last_received_ = false;  // the gateway sends nothing more
  bool done_ = false;
  clock::Steady drain_until_;
  clock::Steady tick_after_{};     // in the future after a turn or a tick that was undone
  clock::Steady careful_until_{};  // until then each message has a savepoint
};

}  // namespace bookrent::turn
