#pragma once
// The user context as the turn sees it: messages in, use cases, messages out.
#include "common/contract/actor.hpp"
#include "common/store/store.hpp"
#include "common/turn/service.hpp"
#include "daemons/user/adapters/current_rentals.hpp"
#include "daemons/user/adapters/login_service.hpp"
#include "daemons/user/adapters/user_table.hpp"

namespace bookrent::user {

class UserService final : public turn::Service {
 public:
  /// All are borrowed.
  UserService(store::Store& store, const LoginOutside& outside);

  std::vector<message::Operation> operations() const override;
  std::vector<std::string> sources() const override;
  turn::Answer handle(const message::Request& request, turn::Effects& effects) override;
  std::expected<void, std::string> apply(const eventlog::Event& event,
                                         turn::Effects& effects) override;
  void replied(const turn::CallReply&, turn::Effects&) override {}
  void tick(turn::Effects& effects) override { login_.tick(effects); }
  clock::Instant wake_at() override { return login_.wake_at(); }
  std::vector<std::string> projected_sources() const override { return sources(); }
  void forget_projection(turn::Lost) override { rentals_.forget(); }
  void adopt(const settings::Settings& settings) override {
    login_.adopt(login_lifetimes(settings));
  }
  std::unique_ptr<audit::Auditor> auditor() override;

 private:
  template <class Message>
  turn::Answer take(const message::Request& request, turn::Effects& effects);
  turn::Answer answer(const contract::AddUser& command, const contract::Actor& actor,
                      Journal& journal);
  turn::Answer answer(const contract::ChangeUser& command, const contract::Actor& actor,
                      Journal& journal);
  turn::Answer answer(const contract::ShowUser& query, const contract::Actor& actor,
                      Journal& journal);
  turn::Answer answer(const contract::ListUsers& query, const contract::Actor& actor,
                      Journal& journal);
  contract::User shown(const User& user);

  store::Store& store_;
  UserTable users_;
  CurrentRentals rentals_;
  LoginService login_;
};

}  // namespace bookrent::user
