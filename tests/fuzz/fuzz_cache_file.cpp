// The file of kept results, of any bytes: what is found in it was kept, and what is kept then is found, or the file
// cannot be used, which is a sentence. The body is also a test (tests/core/cache/damaged_table_test.cpp).
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/temp_folder.hpp"
#include "tooling/cache/stage_result_table.hpp"

namespace docmill::test {

inline void cache_must(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "fuzz_cache_file: %s\n", what);
  std::abort();
}

// What the files of the corpus hold; some of them on pages of their own.
inline std::vector<std::pair<host::Digest, std::string>> kept_results() {
  std::vector<std::pair<host::Digest, std::string>> all;
  for (std::size_t i = 0; i < 60; ++i)
    all.emplace_back(host::sha256("key " + std::to_string(i)), std::string(i * 37, static_cast<char>('a' + i % 26)));
  return all;
}

// How many of them are found; each must be what was kept.
inline std::size_t found_in_cache_file(std::string_view bytes) {
  static const TempFolder temp;
  static const auto kept = kept_results();
  std::error_code error;
  for (const char* suffix : {"", "-journal"}) std::filesystem::remove(temp / ("t.sqlite" + std::string(suffix)), error);
  const auto file = temp.write("t.sqlite", std::string(bytes));
  auto table = tooling::StageResultTable::open(file, 1 << 20, tooling::TableSharing::several_machines);
  if (!table.ok()) {
    cache_must(table.status().message().starts_with(file.string() + ": cannot be used: "), "what is refused has words");
    return 0;
  }
  std::size_t n_found = 0;
  std::string out;
  for (const auto& [key, result] : kept) {
    if (!table.value()->find(key, out)) continue;
    ++n_found;
    cache_must(out == result, "what is found was kept");
  }
  const host::Digest key = host::sha256("new");
  table.value()->insert(key, "new");
  table.value()->flush();
  // A damage may show only now, and the file be begun anew without it.
  if (table.value()->find(key, out)) cache_must(out == "new", "what is kept now is found");
  (void)table.value()->facts();
  (void)table.value()->clear();
  return n_found;
}

}  // namespace docmill::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  (void)docmill::test::found_in_cache_file({reinterpret_cast<const char*>(data), size});
  return 0;
}
