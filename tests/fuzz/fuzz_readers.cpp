// A file cut into records by the reader `warc`, and each record decoded, on any bytes. The first byte says whether the
// others are packed (gzip). The body is also a test (tests/readers/fuzz_readers_test.cpp), so it cannot rot.
#include <cstddef>
#include <cstdint>

#include "fuzz/reader_in_host.hpp"
#include "warc_reader.hpp"

namespace docmill::host::test {

inline void fuzz_readers(const uint8_t* data, std::size_t size) {
  static const docmill::warc::WarcReader reader({});
  fuzz_reader(reader, data, size);
}

}  // namespace docmill::host::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  docmill::host::test::fuzz_readers(data, size);
  return 0;
}
