// A dump of MediaWiki cut into records by the reader `wikipedia`, on any bytes. The first byte says whether the others
// are packed. The body is also a test (tests/readers/fuzz_text_readers_test.cpp).
#include <cstddef>
#include <cstdint>

#include "fuzz/reader_in_host.hpp"
#include "wikipedia_reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  static const docmill::wikipedia::WikipediaReader reader({});
  docmill::host::test::fuzz_reader(reader, data, size);
  return 0;
}
