// A feed cut into records by the reader `feed`, on any bytes. The first byte says whether the others are packed. The
// body is also a test (tests/readers/fuzz_text_readers_test.cpp).
#include <cstddef>
#include <cstdint>

#include "feed_reader.hpp"
#include "fuzz/reader_in_host.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  static const docmill::feed::FeedReader reader({});
  docmill::host::test::fuzz_reader(reader, data, size);
  return 0;
}
