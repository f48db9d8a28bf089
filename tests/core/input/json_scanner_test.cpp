// Strings passed over in blocks: what comes out against what was put in, with escapes at every place.
#include "host/input/json_scanner.hpp"

#include <doctest/doctest.h>

#include <string>

#include "docmill/base/json_text.hpp"
#include "host/support/shuffle.hpp"

using docmill::host::JsonScanner;

namespace {

// The string that begins `json`, and how much of it is behind; "-" where there is none.
std::string decoded(std::string_view json, std::size_t behind = 0) {
  std::string out = "what was there before";
  JsonScanner decodes(json), checks(json);
  const bool is_string = decodes.string(&out);
  CHECK(checks.string(nullptr) == is_string);
  if (!is_string) return "-";
  CHECK(decodes.at() == json.size() - behind);
  CHECK(checks.at() == decodes.at());
  return out;
}

}  // namespace

TEST_CASE("json strings: an escape at every place of a string of every length to some blocks") {
  for (std::size_t size = 0; size < 70; ++size) {
    const std::string plain(size, 'a');
    CHECK(decoded('"' + plain + '"') == plain);
    for (std::size_t at = 0; at <= size; ++at) {
      const std::string before(at, 'b'), after(size - at, 'c');
      CHECK(decoded('"' + before + "\\n" + after + "\",  1", 4) == before + '\n' + after);
      CHECK(decoded('"' + before + "\\u00e9\\ud83d\\ude00" + after + '"') ==
            before + "\xC3\xA9\xF0\x9F\x98\x80" + after);
      CHECK(decoded('"' + before + '\n' + after + '"') == "-");
      CHECK(decoded('"' + before + "\\x" + after + '"') == "-");
      CHECK(decoded('"' + before + "\\udc00" + after + '"') == "-");
      CHECK(decoded('"' + before + "\\n" + after) == "-");
    }
  }
}

TEST_CASE("json strings: what was written is read") {
  for (uint64_t round = 0; round < 300; ++round) {
    docmill::host::SplitMix64 random(round);
    const uint64_t rarely = 1 + random.below(100);
    std::string text(random.below(20'000), '\0');
    for (char& c : text) c = static_cast<char>(random.below(rarely) == 0 ? random.below(0x80) : 'a' + random.below(26));
    std::string json;
    docmill::append_json_string(json, text);
    REQUIRE(decoded(json) == text);
  }
}
