#include "cli/supervisor/notify_socket.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <system_error>

namespace bookrent::cli {
namespace {

// systemd's own limit for a report.
constexpr std::size_t report_bytes_max = 4096;
constexpr std::uint64_t more_time_max = 3'600'000'000;

std::string failure(const std::filesystem::path& path, int error) {
  return fmt::format("{} cannot be opened for the daemons' reports: {}", path.string(),
                     std::generic_category().message(error));
}

std::optional<std::chrono::microseconds> time_of(std::string_view text) {
  std::uint64_t microseconds = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), microseconds);
  if (end.ec != std::errc{} || end.ptr != text.data() + text.size()) return std::nullopt;
  return std::chrono::microseconds{std::min(microseconds, more_time_max)};
}

std::expected<sockaddr_un, int> address_of(const std::filesystem::path& path) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  const auto& text = path.native();
  if (text.size() >= sizeof address.sun_path) return std::unexpected(ENAMETOOLONG);
  std::ranges::copy(text, address.sun_path);
  return address;
}

bool bind_to(const suite::FileDescriptor& socket, const sockaddr_un& address) {
  const int yes = 1;
  return ::setsockopt(socket.get(), SOL_SOCKET, SO_PASSCRED, &yes, sizeof yes) == 0 &&
         ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

pid_t sender_of(msghdr& message) {
  for (auto* header = CMSG_FIRSTHDR(&message); header != nullptr;
       header = CMSG_NXTHDR(&message, header)) {
    if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_CREDENTIALS) continue;
    ucred credentials = {};
    std::memcpy(&credentials, CMSG_DATA(header), sizeof credentials);
    return credentials.pid;
  }
  return 0;
}

}  // namespace

Notification parse_notification(pid_t sender, std::string_view text) {
  constexpr std::string_view status_field = "STATUS=", time_field = "EXTEND_TIMEOUT_USEC=";
  Notification notification{sender, false, std::nullopt};
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line == "READY=1") notification.ready = true;
    if (line.starts_with(status_field)) notification.status = line.substr(status_field.size());
    if (line.starts_with(time_field))
      notification.more_time = time_of(line.substr(time_field.size()));
  }
  return notification;
}

std::expected<NotifySocket, std::string> NotifySocket::create(const std::filesystem::path& path) {
  const auto address = address_of(path);
  if (!address) return std::unexpected(failure(path, address.error()));
  ::unlink(path.c_str());
  suite::FileDescriptor socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket || !bind_to(socket, *address)) return std::unexpected(failure(path, errno));
  return NotifySocket(std::move(socket));
}

std::optional<Notification> NotifySocket::receive() const {
  std::array<char, report_bytes_max> text{};
  // Room for the credentials alone: the kernel closes descriptors that a report brings along.
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(ucred))> control{};
  iovec part = {text.data(), text.size()};
  msghdr message = {};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  const auto length = ::recvmsg(socket_.get(), &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
  if (length < 0) return std::nullopt;
  return parse_notification(sender_of(message), {text.data(), static_cast<std::size_t>(length)});
}

}  // namespace bookrent::cli
