#include "common/bus/waiting.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <system_error>

namespace bookrent::bus {

using std::chrono::steady_clock;

std::size_t Waiting::add(int descriptor) {
  descriptors_.push_back({descriptor, POLLIN, 0});
  sources_.push_back({});
  return sources_.size() - 1;
}

std::size_t Waiting::add(zmq::socket_t& socket) {
  const std::size_t place = add(socket.get(zmq::sockopt::fd));
  sources_[place].socket = &socket;
  return place;
}

void Waiting::wait(clock::Milliseconds time) {
  const auto until = steady_clock::now() + time;
  for (Source& source : sources_) {
    source.ready = false;
    if (source.socket != nullptr && !source.quiet) ask(source);
  }
  while (true) {
    const auto left = std::chrono::ceil<clock::Milliseconds>(until - steady_clock::now());
    const auto most = any_ready() ? clock::Milliseconds{0} : std::max(left, clock::Milliseconds{0});
    const int found =
        ::poll(descriptors_.data(), descriptors_.size(), static_cast<int>(most.count()));
    if (found < 0 && errno != EINTR) throw std::system_error(errno, std::generic_category());
    for (std::size_t i = 0; found > 0 && i < sources_.size(); ++i) {
      if (descriptors_[i].revents == 0 || sources_[i].ready) continue;
      if (sources_[i].socket == nullptr)
        sources_[i].ready = true;
      else
        ask(sources_[i]);
    }
    if (found <= 0 || any_ready()) return;
  }
}

bool Waiting::any_ready() const { return std::ranges::any_of(sources_, &Source::ready); }

/// One that is ready is about to be used.
void Waiting::ask(Source& source) {
  source.ready = (source.socket->get(zmq::sockopt::events) & ZMQ_POLLIN) != 0;
  source.quiet = !source.ready;
}

}  // namespace bookrent::bus
