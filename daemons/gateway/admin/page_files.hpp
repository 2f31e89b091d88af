#pragma once
// The files of the page for operators, which are compiled in: scripts/cmake/Embed.cmake writes the
// source from daemons/gateway/page/.
#include <cstddef>
#include <map>
#include <string_view>

namespace bookrent::gateway {

/// Their bytes by the path of the URL. `/` is the page itself.
const std::map<std::string_view, std::string_view>& page_files();

}  // namespace bookrent::gateway
