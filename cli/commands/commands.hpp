#pragma once
// One function a command; each returns the exit status and has told whatever went wrong.
#include "cli/invocation.hpp"
#include "cli/session.hpp"

namespace bookrent::cli {

int run(const Up& command, Session& session);
int run(const Down& command, Session& session);
int run(const Batch& command, Session& session);
int run(const ImportBooks& command, Session& session);
int run(const Rent& command, Session& session);
int run(const Users& command, Session& session);
int run(const Books& command, Session& session);
int run(const Payments& command, Session& session);
int run(const Rentals& command, Session& session);
int run(const ReportRevenue& command, Session& session);
int run(const Status& command, Session& session);
int run(const TailEvents& command, Session& session);
int run(const Health& command, Session& session);
int run(const Rebuild& command, Session& session);
int run(const BackUp& command, Session& session);
int run(const Restore& command, Session& session);
int run(const Check& command, Session& session);
int run(const CheckLive& command, Session& session);
int run(const LogIn& command, Session& session);
int run(const LogOut& command, Session& session);
int run(const WhoAmI& command, Session& session);
int run(const SetPassword& command, Session& session);
int run(const AddAccount& command, Session& session);
int run(const Init& command, Session& session);
int run(const ShowRules& command, Session& session);
int run(const Top& command, Session& session);
int run(const Trace& command, Session& session);
int run(const Restart& command, Session& session);
int run(const ShowSettings& command, Session& session);
int run(const AddLink& command, Session& session);
int run(const ListLinks& command, Session& session);
int run(const RemoveLink& command, Session& session);
int run(const contract::LinkUser& command, Session& session);
int run(const contract::RemoveAccount& command, Session& session);
int run(const contract::ListAccounts& command, Session& session);
int run(const contract::RotateKey& command, Session& session);
int run(const contract::ListKeys& command, Session& session);
int run(const VerifyToken& command, Session& session);
int run(const contract::AddUser& command, Session& session);
int run(const contract::ShowUser& command, Session& session);
int run(const contract::ChangeUser& command, Session& session);
int run(const contract::AddBook& command, Session& session);
int run(const contract::ShowBook& command, Session& session);
int run(const contract::ChangeBook& command, Session& session);
int run(const contract::WithdrawBook& command, Session& session);
int run(const contract::CancelRental& command, Session& session);
int run(const contract::ReturnRental& command, Session& session);
int run(const contract::RentalState& command, Session& session);
int run(const contract::RentalHistory& command, Session& session);
int run(const contract::ShowPayment& command, Session& session);

/// Tells what is wrong with the settings; `problems` has a line for each.
int refuse_settings(const std::string& problems, const Session& session);

}  // namespace bookrent::cli
