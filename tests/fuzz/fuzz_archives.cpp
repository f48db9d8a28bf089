// Packed files cut by the readers `archive`, `epub` and `office`, and each record decoded, on any bytes. The first byte
// says which reader it is. What comes out must not hang on how the file came in. The body is also a test
// (tests/readers/packed/fuzz_archives_test.cpp), so it cannot rot.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "archive_reader.hpp"
#include "epub_reader.hpp"
#include "fuzz/reader_in_host.hpp"
#include "office_reader.hpp"

namespace docmill::host::test {

template <class R>
R reader_without_options() {
  if constexpr (requires { R({}); }) return R({});
  else return R();
}

template <class R>
void try_archive(std::string_view bytes) {
  static const R reader = reader_without_options<R>();
  const std::string once = read_file_of(reader, bytes, Packing::none, 1 << 18);
  must_hold(read_file_of(reader, bytes, Packing::none, 61) == once, "the same, however the file comes in");
}

inline void fuzz_archives(const uint8_t* data, std::size_t size) {
  if (size == 0) return;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 3) {
    case 0: return try_archive<docmill::archive::ArchiveReader>(bytes);
    case 1: return try_archive<docmill::epub::EpubReader>(bytes);
    default: return try_archive<docmill::office::OfficeReader>(bytes);
  }
}

}  // namespace docmill::host::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  docmill::host::test::fuzz_archives(data, size);
  return 0;
}
