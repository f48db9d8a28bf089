// Archives made of anything, unpacked with distrust: a sentence, or plain files that all stand in the folder. The first
// byte says whether the others are packed (zstd) already, or a tar archive that is packed here. The body is also a test
// (tests/core/bundle/fuzz_archive_test.cpp).
#include <zstd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "docmill/base/utf8.hpp"
#include "support/temp_folder.hpp"
#include "tooling/bundle/archive.hpp"

namespace docmill::tooling::test {

inline void archive_must(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "fuzz_archive: %s\n", what);
  std::abort();
}

inline std::string packed_with_zstd(std::string_view tar) {
  std::string out(ZSTD_compressBound(tar.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), tar.data(), tar.size(), 1));
  return out;
}

inline void fuzz_archive(const uint8_t* data, std::size_t size) {
  if (size == 0) return;
  static const docmill::test::TempFolder temp;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto file = temp.write("a", (data[0] & 1) != 0 ? std::string(bytes) : packed_with_zstd(bytes));
  const auto folder = temp / "inside/folder";
  const Result<std::vector<std::string>> names = unpack_archive(file, folder);
  std::error_code error;
  std::size_t n_files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(temp.path())) {
    const bool is_inside = entry.path().string().starts_with(folder.string() + "/");
    if (entry.is_directory() && !entry.is_symlink()) continue;
    archive_must(is_inside || entry.path() == file, "nothing is made outside of the folder");
    archive_must(entry.is_regular_file() && !entry.is_symlink(), "nothing but plain files is made");
    n_files += is_inside ? 1 : 0;
  }
  if (names.ok()) {
    archive_must(n_files == names.value().size(), "each name is a file");
    for (const std::string& name : names.value()) archive_must(stays_inside(name), "names stay inside");
  } else {
    const std::string why = names.status().message();
    archive_must(!why.empty() && why.back() != '.', "what is refused has a sentence");
  }
  std::filesystem::remove_all(temp / "inside", error);
}

}  // namespace docmill::tooling::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  docmill::tooling::test::fuzz_archive(data, size);
  return 0;
}
