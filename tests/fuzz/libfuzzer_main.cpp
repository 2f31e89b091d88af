// The entry that libFuzzer calls; its main comes with -fsanitize=fuzzer.
#include <cstddef>
#include <cstdint>

#include "tests/fuzz/claim.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  bookrent::fuzz::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
