#pragma once
// What logging in may say no with, as errors on the wire.
#include "common/message/error.hpp"
#include "daemons/user/application/accounts.hpp"
#include "daemons/user/application/log_in.hpp"
#include "daemons/user/application/set_password.hpp"

namespace bookrent::user {

message::Error error_of(const LoginRefused& refused);
message::Error error_of(const PasswordRefused& refused, std::int64_t user_id);
message::Error error_of(AccountRefusal refusal, const contract::AddAccount& command);
message::Error too_many_keys();
/// To whom a token says more than is so by now.
message::Error superseded();
message::Error unknown_account(const std::string& name);
message::Error not_linked_to(const contract::LinkUser& link);
message::Error not_linked(const std::string& issuer, const std::string& subject);
message::Error bad_external_token(const std::string& why);

}  // namespace bookrent::user
