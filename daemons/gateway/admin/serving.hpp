#pragma once
// Whether and where the gateway answers HTTP, by its settings.
#include <memory>
#include <optional>

#include "common/settings/settings.hpp"
#include "daemons/gateway/admin/http.hpp"

namespace bookrent::gateway {

/// Where an installed suite answers when its settings say `auto`; one that `bookrent up` runs
/// answers nowhere then, for there may be many on a machine.
inline constexpr const char* admin_standard = "127.0.0.1:7480";

/// What is said of an address that is not a loopback one, to stand behind the name of the setting.
inline constexpr const char* seen_from_elsewhere =
    "lets other machines see metrics and health, and whoever sees them need not log in";

/// Nothing where it answers nowhere. Throws settings::BadSetting for an address that is none.
std::optional<AdminAddress> admin_address_of(const settings::Settings& settings, bool installed);

/// Null where it answers nowhere, also because somebody else has the address that stands for
/// `auto`. Throws settings::BadSetting for an address that is none, or that cannot be had.
std::unique_ptr<HttpServer> serve_admin(const settings::Settings& settings, bool installed,
                                        const Board& board, const clock::Clock& clock);

}  // namespace bookrent::gateway
