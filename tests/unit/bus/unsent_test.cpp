#include "common/bus/unsent.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <string>

#include "common/bus/socket.hpp"

namespace bookrent::bus {
namespace {

constexpr std::size_t bytes_max = 4 * 1024 * 1024;
const message::Parts page{"head", std::string(100'000, 'x')};

/// A router under a crowd, and peers of it that may not read.
class UnsentTest : public testing::Test {
 protected:
  UnsentTest() {
    router_.expect_a_crowd(512, bytes_max);
    router_.bind("ipc://@bookrent-unsent-test-" + std::to_string(::getpid()));
  }

  struct Peer {
    zmq::context_t zeromq;
    zmq::socket_t socket{zeromq, zmq::socket_type::dealer};
    std::string id;
  };
  void connect(Peer& peer) {
    peer.socket.set(zmq::sockopt::rcvhwm, 1);
    peer.socket.set(zmq::sockopt::linger, 0);
    peer.socket.connect(router_.raw().get(zmq::sockopt::last_endpoint));
    peer.socket.send(zmq::message_t{}, zmq::send_flags::sndmore);
    peer.socket.send(zmq::str_buffer("hello"), zmq::send_flags::none);
    zmq::pollitem_t item{router_.raw().handle(), 0, ZMQ_POLLIN, 0};
    zmq::poll(&item, 1, std::chrono::seconds{10});
    peer.id = router_.receive()->peer;
  }
  bool send(const Peer& peer) { return router_.send({Link::clients, peer.id, page}); }
  /// How many it takes until it is refused `peer`.
  int fill(const Peer& peer) {
    int sent = 0;
    while (send(peer)) ++sent;
    return sent;
  }

  zmq::context_t zeromq_;
  Socket router_{zeromq_, Link::clients, Pattern::router};
};

TEST_F(UnsentTest, keeps_no_more_than_its_limit_for_a_peer_that_does_not_read) {
  Peer deaf;
  connect(deaf);
  EXPECT_LT(fill(deaf), 1'000);
  EXPECT_FALSE(send(deaf));
}

TEST_F(UnsentTest, leaves_room_for_others_beside_those_that_do_not_read) {
  Peer deaf, also_deaf, other;
  for (Peer* peer : {&deaf, &also_deaf, &other}) connect(*peer);
  fill(deaf);
  fill(also_deaf);
  EXPECT_TRUE(send(other));
}

TEST_F(UnsentTest, passes_over_what_a_peer_asks_that_does_not_read) {
  Peer deaf, other;
  for (Peer* peer : {&deaf, &other}) connect(*peer);
  fill(deaf);
  const auto ask = [](Peer& peer, const std::string& what) {
    peer.socket.send(zmq::message_t{}, zmq::send_flags::sndmore);
    peer.socket.send(zmq::buffer(what), zmq::send_flags::none);
  };
  for (int asked = 0; asked < 500; ++asked) ask(deaf, "and?");
  ask(other, "first");
  const auto heard = [&]() -> std::string {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    while (std::chrono::steady_clock::now() < deadline) {
      zmq::pollitem_t item{router_.raw().handle(), 0, ZMQ_POLLIN, 0};
      zmq::poll(&item, 1, std::chrono::seconds{1});
      if (const auto parcel = router_.receive()) return parcel->parts.front();
    }
    return "nothing";
  };
  EXPECT_EQ(heard(), "first");
  ask(other, "second");
  EXPECT_EQ(heard(), "second");
}

TEST_F(UnsentTest, has_all_its_room_again_when_they_are_gone) {
  Peer reader;
  connect(reader);
  {
    Peer deaf;
    connect(deaf);
    fill(deaf);
  }
  // As much as one alone may have, which is more than what a second one is left.
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{10};
  int sent = 0;
  while (sent < 18 && std::chrono::steady_clock::now() < deadline)
    if (send(reader))
      ++sent;
    else
      router_.receive();  // as a loop does, or ZeroMQ would not hear that the peer is gone
  EXPECT_EQ(sent, 18);
}

TEST(Unsent, counts_until_zeromq_lets_go) {
  Unsent unsent(bytes_max);
  {
    const zmq::message_t kept = unsent.last_of("peer", page);
    EXPECT_EQ(kept.size(), page.back().size());
    EXPECT_GT(unsent.bytes(), page.back().size());
  }
  EXPECT_EQ(unsent.bytes(), 0U);
}

TEST(Unsent, gives_a_peer_no_more_than_is_left_for_all_others) {
  Unsent unsent(bytes_max);
  std::vector<zmq::message_t> kept;
  while (unsent.has_room("deaf", page)) kept.push_back(unsent.last_of("deaf", page));
  EXPECT_LE(unsent.bytes(), bytes_max / 2 + page.back().size());
  while (unsent.has_room("also deaf", page)) kept.push_back(unsent.last_of("also deaf", page));
  EXPECT_LE(unsent.bytes(), bytes_max);
  EXPECT_FALSE(unsent.has_room("deaf", page));
  EXPECT_TRUE(unsent.has_room("another", page));
}

}  // namespace
}  // namespace bookrent::bus
