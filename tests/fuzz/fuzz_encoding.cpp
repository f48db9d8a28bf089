// The guesses at bytes that do not say their encoding (detect, alphabets, plausibility), on any bytes. The first byte
// says in which language a page would be said to be. The body is also a test (tests/core/input/fuzz_encoding_test.cpp),
// so it cannot rot.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "docmill/base/utf8.hpp"
#include "host/input/decode.hpp"
#include "host/input/detect.hpp"

namespace docmill::host::test {

inline void hold(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "fuzz_encoding: %s\n", what);
  std::abort();
}

inline bool same_guesses(const std::vector<Plausibility>& a, const std::vector<Plausibility>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Plausibility& x, const Plausibility& y) {
    return x.encoding.name == y.encoding.name && x.score == y.score;
  });
}

inline void fuzz_encoding(const uint8_t* data, std::size_t size) {
  static constexpr std::array<std::string_view, 8> languages = {"", "de", "ru", "el", "ja", "zh", "vi", "x\xFF"};
  static EncodingDetector detector;
  if (size == 0) return;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string_view language = languages[data[0] % languages.size()];

  const std::vector<Plausibility> guesses = detector.guess(bytes, language);
  EncodingDetector other;  // has seen nothing before
  hold(same_guesses(other.guess(bytes, language), guesses), "the same bytes give the same guesses");
  for (std::size_t i = 0; i < guesses.size(); ++i) {
    const Plausibility& guess = guesses[i];
    hold(i == 0 || guess.score <= guesses[i - 1].score, "the likeliest comes first");
    hold(guess.encoding.name != "utf-8", "UTF-8 is not guessed");
    hold(find_encoding(guess.encoding.name).has_value(), "what is guessed has a name that can be asked for");
    hold(detector.judge(guess.encoding, bytes).has_value(), "what is guessed can be judged alone");
    for (std::size_t k = 0; k < i; ++k) hold(guesses[k].encoding.name != guess.encoding.name, "each is guessed once");
  }
  if (const auto wide = find_unmarked_utf16(bytes))
    hold(wide->name == "utf-16le" || wide->name == "utf-16be", "UTF-16 is one of two");
  if (const auto seven_bit = find_iso_2022(bytes)) {
    hold(seven_bit->name.starts_with("iso-2022-"), "ISO-2022 is called so");
    hold(bytes.find('\x1B') != std::string_view::npos, "ISO-2022 has an escape");
  }
  const std::string declared = declared_language(bytes);
  hold(declared.empty() || (declared.size() == 2 &&
                            std::all_of(declared.begin(), declared.end(), [](char c) { return c >= 'a' && c <= 'z'; })),
       "a language is two lower-case letters");
  hold(!looks_binary({}), "nothing is no binary");
  (void)looks_binary(bytes);
}

}  // namespace docmill::host::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  docmill::host::test::fuzz_encoding(data, size);
  return 0;
}
