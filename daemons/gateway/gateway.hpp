#pragma once
// The one entry point of a suite. Clients ask here, workers (the daemons of the contexts) announce
// themselves, call each other and relay their events here. It keeps nothing on disk and knows no
// context: what it has forgotten by a restart, workers announce and clients ask again.
#include <optional>
#include <set>
#include <string>

#include "common/bus/node.hpp"
#include "common/clock/clock.hpp"
#include "common/random/random.hpp"
#include "daemons/gateway/admin/board.hpp"
#include "daemons/gateway/admission.hpp"
#include "daemons/gateway/daemon_figures.hpp"
#include "daemons/gateway/dashboard/history.hpp"
#include "daemons/gateway/figures.hpp"
#include "daemons/gateway/health.hpp"
#include "daemons/gateway/identity.hpp"
#include "daemons/gateway/routing/router.hpp"

namespace bookrent::gateway {

/// Links: `clients` and `workers`, where the peer is a routing id; `events`, where it is the topic;
/// `admission`, where ZeroMQ asks whom to let in over TCP.
class Gateway final : public bus::Node {
 public:
  /// `keys`, `links` and the clock are borrowed and outlive the gateway; `random` is needed for the
  /// start only. Without `links` nobody is let in over TCP. Without
  /// `board` no daemon is asked for its figures.
  Gateway(const GatewayLimits& limits, PublicKeys& keys, const clock::Clock& clock,
          random::Random& random, AllowedLinks* links = nullptr, Board* board = nullptr);

  std::vector<bus::Parcel> turn(std::span<const bus::Parcel> arrived) override;
  clock::Steady wake_at() override;
  void connected(bus::Link) override {}
  void undeliverable(const bus::Parcel& parcel) override;
  void stop() override { stopping_ = true; }
  bool done() override { return done_; }
  bool ready() override { return ready_; }

  /// Contexts without which the suite is not ready. They outlive the gateway.
  void expect(std::span<const std::string_view> contexts) { figures_.expect(contexts); }

  /// Of what comes from now on. Not admissions_max, which stays.
  void adopt(const GatewayLimits& limits);

  /// Requests that are not answered, or whose worker has still to answer.
  std::size_t pending() const { return router_.pending(); }

 private:
  // gateway.cpp: the turn
  void start_turn();
  void keep_in_touch();

  // gateway_links.cpp: who may speak over TCP
  void admit_link(const bus::Parcel& parcel);
  bool may_speak(const bus::Parcel& parcel);
  bool may_announce(const bus::Parcel& parcel, const std::string& context);
  void refuse_link(std::string_view what, const std::string& key);
  void relay_to_links(const Worker& source, const message::Parts& hint);

  // gateway_clients.cpp: what is asked
  void receive_from_client(const bus::Parcel& parcel);
  void refuse_client(const bus::Parcel& parcel, const message::Malformed& malformed);
  void refuse(const Sender& sender, const message::Error& error);
  bool may_ask_now(const bus::Parcel& parcel, const message::Principal& principal,
                   message::OperationKind kind, const std::string& id);
  message::OperationKind kind_of(const message::Request& request) const;
  message::OperationKind kind_of(const message::Fetch&) const;
  template <class Asked>
  void serve_client(const bus::Parcel& parcel, Asked asked);
  void serve(const bus::Parcel& parcel, message::Request request, message::Principal principal);
  void serve(const bus::Parcel& parcel, message::Fetch fetch, message::Principal principal);
  void serve_own(const Sender& sender, const message::Request& request);
  template <class Asked>
  std::optional<Sender> admit(const bus::Parcel& parcel, Asked& asked,
                              message::Principal principal);

  // gateway_workers.cpp: the daemons of the contexts
  void receive_from_worker(const bus::Parcel& parcel);
  void take(Worker& worker, const bus::Parcel& parcel, message::Message message);
  void take_ready(const bus::Parcel& parcel, message::Ready ready);
  void take_events(const Worker& worker, const bus::Parcel& parcel, message::Events events);
  void take_drain(Worker& worker);
  void take_bye(const Worker& worker);
  void refuse_worker(const std::string& peer, const message::Malformed& malformed);
  void ask_to_announce(const std::string& peer);
  void lose(const Worker& worker, std::string_view why);

  // gateway_metrics.cpp: figures of all daemons
  void watch_daemons();
  void ask_for_figures();
  void take_figures(const Worker& worker, const message::Reply& reply);
  void publish();
  std::string figures_for_the_page(const metrics::Families& own);

  GatewayLimits limits_;
  const clock::Clock& clock_;
  const std::string instance_;
  const Rules own_rules_;
  Identity identity_;
  Allowance allowance_;
  Admission admission_;
  Registry registry_;
  Outbox outbox_;
  RefusalLog refusals_;
  Router router_;
  Counters counters_;
  Board* board_;
  DaemonFigures figures_;
  History history_;
  Flow own_flow_;
  clock::Steady next_figures_{};
  clock::Steady next_notice_{};
  std::uint64_t bad_figures_ = 0;
  std::set<std::string> asked_to_announce_;  // peers, in this turn
  clock::Steady now_;
  bool ready_ = false;
  bool stopping_ = false;
  bool done_ = false;
};

}  // namespace bookrent::gateway
