#include "common/store/header.hpp"

#include <array>
#include <fstream>
#include <string_view>

namespace bookrent::store {
namespace {

constexpr std::size_t header_bytes = 100;
constexpr std::size_t user_version_at = 60;
constexpr std::size_t application_id_at = 68;
constexpr std::string_view magic{"SQLite format 3\0", 16};

std::uint32_t big_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (const char byte : bytes.substr(0, 4)) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

}  // namespace

std::optional<Header> read_header(const std::filesystem::path& file) {
  std::array<char, header_bytes> bytes{};
  std::ifstream stream(file, std::ios::binary);
  stream.read(bytes.data(), bytes.size());
  if (stream.gcount() == 0) return std::nullopt;
  const std::string_view text{bytes.data(), static_cast<std::size_t>(stream.gcount())};
  if (text.size() < header_bytes || !text.starts_with(magic)) return Header{};
  return Header{true, big_endian(text.substr(application_id_at)),
                big_endian(text.substr(user_version_at)), std::filesystem::file_size(file)};
}

}  // namespace bookrent::store
