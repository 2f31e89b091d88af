#include "common/daemon/loop.hpp"

#include <algorithm>
#include <bit>

#include "common/bus/waiting.hpp"
#include "common/daemon/clock_watch.hpp"
#include "common/daemon/reload.hpp"
#include "common/daemon/signals.hpp"
#include "common/daemon/supervisor_link.hpp"
#include "common/log/log.hpp"

namespace bookrent::daemon {
namespace {

class Loop {
 public:
  Loop(bus::Node& node, Signals& signals, Reload& reload, std::vector<bus::Socket*> sockets,
       std::vector<zmq::socket_t> watches, const clock::Clock& clock)
      : node_(node),
        signals_(signals),
        reload_(reload),
        sockets_(std::move(sockets)),
        watches_(std::move(watches)),
        clock_(clock),
        clock_watch_(clock) {
    waiting_.add(signals_.descriptor());
    for (bus::Socket* socket : sockets_) waiting_.add(socket->raw());
    for (zmq::socket_t& watch : watches_) waiting_.add(watch);
  }

  void run() {
    while (!node_.done()) {
      wait();
      clock_watch_.look();
      take_signals();
      take_connections();
      send(node_.turn(gather()));
      link_.alive(clock_.steady());
      if (node_.ready())
        link_.ready();
      else
        link_.reading(node_.unread(), clock_.steady());
    }
  }

 private:
  void wait() {
    clock::Milliseconds time = std::max(node_.wake_at() - clock_.steady(), clock::Milliseconds{0});
    if (const auto interval = link_.interval()) time = std::min(time, *interval);
    time = std::min<clock::Milliseconds>(time, std::chrono::hours{1});
    waiting_.wait(time);
  }

  void take_signals() {
    if (!waiting_.ready(0)) return;
    const auto arrived = signals_.take();
    if (arrived.reload) take_settings(arrived.askers);
    if (!arrived.stop) return;
    link_.stopping();
    node_.stop();
  }

  void take_settings(const std::vector<pid_t>& askers) {
    const auto taken = reload_();
    link_.status(taken ? "" : "The settings were not read anew: " + taken.error());
    answer_reload(askers, taken.has_value());
  }

  void take_connections() {
    for (std::size_t i = 0; i < watches_.size(); ++i) {
      if (!waiting_.ready(1 + sockets_.size() + i)) continue;
      bool connected = false;
      while (const auto news = bus::take_news(watches_[i])) {
        if (*news == bus::ConnectionNews::made)
          connected = true;
        else if (sockets_[i]->has_keys())
          tell_refused();
      }
      if (connected) node_.connected(sockets_[i]->link());
    }
  }

  /// The gateway is tried again and again, which must not become a flood of log lines.
  void tell_refused() {
    if (std::has_single_bit(++refused_))
      log::warn("the gateway does not let this link in, or is another one than its file says",
                {{"count", refused_}});
  }

  std::vector<bus::Parcel> gather() {
    std::vector<bus::Parcel> gathered;
    for (std::size_t i = 0; i < sockets_.size(); ++i) {
      if (!waiting_.ready(1 + i)) continue;
      for (std::size_t taken = 0; taken < gathered_max; ++taken) {
        auto parcel = sockets_[i]->receive();
        if (!parcel) break;
        gathered.push_back(*std::move(parcel));
      }
    }
    return gathered;
  }

  void send(const std::vector<bus::Parcel>& parcels) {
    for (const bus::Parcel& parcel : parcels) {
      const auto socket = std::ranges::find(sockets_, parcel.link, &bus::Socket::link);
      if (!(*socket)->send(parcel)) node_.undeliverable(parcel);
      waiting_.used(1 + static_cast<std::size_t>(socket - sockets_.begin()));
    }
  }

  bus::Node& node_;
  Signals& signals_;
  Reload& reload_;
  std::vector<bus::Socket*> sockets_;
  std::vector<zmq::socket_t> watches_;
  const clock::Clock& clock_;
  ClockWatch clock_watch_;
  bus::Waiting waiting_;  // for the signals, the sockets, the watches
  SupervisorLink link_;
  std::uint64_t refused_ = 0;
};

}  // namespace

void run_loop(bus::Node& node, Signals& signals, Reload& reload, std::vector<bus::Socket*> sockets,
              std::vector<zmq::socket_t> watches, const clock::Clock& clock) {
  Loop(node, signals, reload, std::move(sockets), std::move(watches), clock).run();
}

}  // namespace bookrent::daemon
