#include "text_edits/repair_alphabet.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <bitset>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "text_edits/byte_scan.hpp"
#include "text_edits/code_pages.hpp"

namespace docmill::cleaner {

namespace {

// Characters above U+007F in a row, as bytes of Windows-1252.
struct HighRun {
  std::size_t start, end;  // in the source
  std::string bytes;       // empty: one of them was none
  std::size_t letters;     // of Latin-1
  bool within_word;        // letters of ASCII touch it
};

HighRun run_at(std::string_view source, std::size_t at) {
  HighRun run{at, at, {}, 0, at != 0 && ascii::is_letter(source[at - 1])};
  bool all = true;
  while (run.end < source.size() && static_cast<uint8_t>(source[run.end]) >= 0x80) {
    const char32_t c = utf8::next(source, run.end);
    const int byte = byte_in_windows_1252(c);
    all = all && byte >= 0;
    run.bytes += static_cast<char>(byte);
    run.letters += c >= 0xC0 && c <= 0xFF;
  }
  if (!all) run.bytes.clear();
  run.within_word = run.within_word || (run.end < source.size() && ascii::is_letter(source[run.end]));
  return run;
}

// A table of letters: "ÀÁÂÃ", "áéíóú".
bool is_in_order(const HighRun& run) {
  return std::adjacent_find(run.bytes.begin(), run.bytes.end(), std::greater_equal<>()) == run.bytes.end();
}

// Words of nothing but letters beyond ASCII, and others with such letters.
struct Words {
  std::size_t whole = 0, mixed = 0;
  std::size_t unspaced = 0;  // of the former, where no spaces part them
  std::bitset<32> letters;   // of the former, case aside
  void add(const HighRun& run) {
    constexpr std::size_t shortest = 3, long_word = 12;  // no one has it: several without spaces between
    if (run.within_word) mixed += run.letters != 0;
    if (run.within_word || run.bytes.empty() || run.letters < shortest || is_in_order(run)) return;
    ++whole;
    unspaced += run.letters < long_word ? 1 : run.letters / 4;
    for (const char byte : run.bytes)
      if (static_cast<uint8_t>(byte) >= 0xC0) letters.set(static_cast<uint8_t>(byte) % 32);
  }
};

template <class Visit>
void for_each_run(std::string_view source, Visit visit) {
  for (std::size_t at = find_at_least(source, 0x80, 0); at < source.size(); at = find_at_least(source, 0x80, at)) {
    const HighRun run = run_at(source, at);
    visit(run);
    at = run.end;
  }
}

char32_t character_of(const AlphabetPage& page, char byte) {
  return page.characters[static_cast<uint8_t>(byte) - 0x80];
}
// Letters, points, and marks such as the comma of Arabic.
bool is_thai(char32_t c) { return c > 0xE00 && c < 0xE5C; }
bool is_of_script(char32_t c) { return (c >= 0x370 && c < 0x700) || is_thai(c); }
bool is_of_alphabet(char32_t c) { return is_thai(c) || (is_of_script(c) && u_isalpha(static_cast<UChar32>(c)) != 0); }

// How much like words of that alphabet the lines look; 100: of common letters alone.
int64_t likeness(const std::vector<std::string_view>& lines, const AlphabetPage& page) {
  constexpr int worth_common = 100, worth_other = 30, worth_odd = -150;
  int64_t sum = 0, n = 0;
  const auto add = [&](const HighRun& run) {
    if (run.within_word) return;
    bool after_small = false;
    for (const char byte : run.bytes) {
      if (static_cast<uint8_t>(byte) < 0xC0) continue;
      ++n;
      const char32_t c = character_of(page, byte);
      const auto small = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
      const bool is_common = page.common.find(static_cast<char16_t>(small)) != std::u16string_view::npos;
      if (!is_of_alphabet(c) || (after_small && small != c)) sum += worth_odd;
      else sum += is_common ? worth_common : worth_other;
      after_small = u_islower(static_cast<UChar32>(c)) != 0;
    }
  };
  for (const std::string_view line : lines) for_each_run(line, add);
  return n == 0 ? 0 : sum / n;
}

void repair_line(std::string_view line, std::size_t start, const AlphabetPage& page, EditList& edits) {
  for_each_run(line, [&](const HighRun& run) {
    if (run.within_word || run.bytes.empty()) return;
    std::size_t at = run.start;
    for (const char byte : run.bytes) {
      const std::size_t before = at;
      utf8::next(line, at);
      const char32_t c = character_of(page, byte);
      if (!is_of_script(c)) continue;
      std::string text;
      utf8::append(text, c);
      edits.replace(static_cast<uint32_t>(start + before), static_cast<uint32_t>(start + at), text);
    }
  });
}

}  // namespace

bool repair_alphabet(std::string_view source, EditList& edits) {
  // "ÅÄÖ åäö" and the like are of a few letters.
  constexpr std::size_t fewest_words = 3, fewest_letters = 9;
  constexpr int64_t least_likeness = 60;
  edits.clear();
  std::vector<std::string_view> lines;  // that are broken
  Words words;                          // of those
  bool beside_ascii = false;            // letters of ASCII are in one of them
  for (std::size_t start = 0, end = 0; start < source.size(); start = end) {
    end = std::min(source.find('\n', start), source.size() - 1) + 1;
    const std::string_view line = source.substr(start, end - start);
    Words here;
    for_each_run(line, [&](const HighRun& run) { here.add(run); });
    if (here.whole == 0 || here.whole < 4 * here.mixed) continue;
    lines.push_back(line);
    words.whole += here.whole;
    words.unspaced += here.unspaced;
    beside_ascii = beside_ascii || std::any_of(line.begin(), line.end(), ascii::is_letter);
    words.letters |= here.letters;
  }
  if (words.unspaced < fewest_words || words.letters.count() < fewest_letters) return false;
  const AlphabetPage* best = nullptr;
  int64_t most = least_likeness - 1;
  for (const AlphabetPage& page : alphabet_pages())
    if (words.whole < (beside_ascii ? 5 : fewest_words) && !is_thai(page.common.front())) continue;
    else if (const int64_t likely = likeness(lines, page); likely > most) {
      most = likely;
      best = &page;
    }
  if (best == nullptr) return false;
  for (const std::string_view line : lines)
    repair_line(line, static_cast<std::size_t>(line.data() - source.data()), *best, edits);
  return !edits.empty();
}

}  // namespace docmill::cleaner
