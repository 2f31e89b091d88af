#pragma once
// The user context under test, with helpers that speak its language.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/contract/rental.hpp"
#include "common/contract/user.hpp"
#include "daemons/user/adapters/schema.hpp"
#include "daemons/user/adapters/user_service.hpp"
#include "tests/support/engine_fixture.hpp"
#include "tests/support/logins.hpp"

namespace bookrent::user {

class UserContext : public ::testing::Test {
 protected:
  std::int64_t add(const std::string& name, const std::string& email,
                   contract::Role role = contract::Role::customer) {
    return support::body_of<contract::User>(engine.request(contract::AddUser{name, email, role}))
        .user_id;
  }
  /// All in one turn.
  void add_many(int count, const std::string& name, const std::string& email_end) {
    std::vector<message::Message> requests;
    for (int n = 1; n <= count; ++n)
      requests.emplace_back(engine.make_request(
          "add", contract::encode(contract::AddUser{name, std::to_string(n) + email_end, {}})));
    engine.deliver(std::move(requests));
  }
  contract::User show(std::int64_t user_id) {
    return support::body_of<contract::User>(engine.request(contract::ShowUser{user_id}));
  }
  message::Error refused(const auto& command) {
    return engine.request(command).error.value_or(message::Error{});
  }
  void rented(std::int64_t rental_id, std::int64_t user_id) {
    engine.feed("rental", contract::Rented{rental_id, user_id, 7, rental_id, 1500, "KRW", {}, {}});
  }

  support::SeededRandom random;
  support::LoginWorld world;
  support::EngineFixture engine{"user", schema(), [this](store::Store& store) {
                                  return std::make_unique<UserService>(store,
                                                                       world.outside(random));
                                }};
};

}  // namespace bookrent::user
