// A table cut into records by the reader `csv`, on any bytes. The first byte says whether the others are packed. The
// body is also a test (tests/readers/fuzz_text_readers_test.cpp).
#include <cstddef>
#include <cstdint>

#include "csv_reader.hpp"
#include "fuzz/reader_in_host.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  using namespace docmill::host::test;
  static const docmill::csv::CsvReader reader({}, docmill::Setup(&setup_without_host()));
  fuzz_reader(reader, data, size);
  return 0;
}
