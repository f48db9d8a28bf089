// Keywords of scripts without spaces.
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>

#include "docmill/base/utf8.hpp"
#include "keywords.hpp"
#include "words/word_reader.hpp"

namespace docmill::summary {

namespace {

constexpr std::size_t shortest_stretch = 2, longest_stretch = 4;  // characters

// Han and katakana (with its long vowel mark); hiragana is mostly endings.
bool is_wide(char32_t c) {
  if (c < 0x2E80) return false;
  if (c == 0x30FC) return true;
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &status);
  return (script == USCRIPT_HAN || script == USCRIPT_KATAKANA) && u_isalpha(static_cast<UChar32>(c));
}

// Characters of which no term is made at its ends: particles, prepositions, pronouns, numerals, units.
constexpr std::u32string_view loose =
    U"的了在是和与與及或也都就将將从從到对對为為被把让讓向由于於以而但并並不没沒有这這那此其之所个個们們他她它我你您一"
    U"二三四五六七八九十百千万萬"
    U"亿億两兩几幾每各该該年月日时時分元人说說称稱据據已仍还還又再更最很会會能可要上下中内內外前后後来來去自使用等者第"
    U"本某";

bool is_loose(char32_t c) { return loose.find(c) != std::u32string_view::npos; }

struct Character {
  char32_t c;
  uint32_t start, end;
};

}  // namespace

void Keywords::add_stretches(std::string_view text, sentences::Sentence s) {
  Character window[longest_stretch + 1];  // the last characters of the run, the newest last, and what stands before
  std::size_t n = 0;
  const auto add = [&](std::size_t length, char32_t right) {
    const Character &first = window[n - length], &last = window[n - 1];
    if (is_loose(first.c) || is_loose(last.c)) return;
    // Borders of a run are all different: what stands there varies.
    const char32_t left = n > length ? window[n - length - 1].c : 0x110000 + first.start;
    stretches_.push_back(
        {words::hash_of(text.substr(first.start, last.end - first.start)), first.start, last.end, left, right});
  };
  // The stretches that end before `right`.
  const auto add_all = [&](char32_t right) {
    for (std::size_t length = shortest_stretch; length <= std::min(n, longest_stretch); ++length) add(length, right);
  };
  for (std::size_t at = s.start; at < s.end && stretches_.size() < most_words;) {
    const auto from = static_cast<uint32_t>(at);
    const char32_t c = utf8::next(text, at);
    const bool wide = is_wide(c);
    add_all(wide ? c : 0x110000 + from);
    if (!wide) {
      n = 0;
      continue;
    }
    if (n > longest_stretch) std::move(window + 1, window + n, window), --n;
    window[n++] = {c, from, static_cast<uint32_t>(at)};
  }
  add_all(0x110000 + s.end);
}

void Keywords::score_stretches() {
  std::sort(stretches_.begin(), stretches_.end(),
            [](const Stretch& a, const Stretch& b) { return a.hash != b.hash ? a.hash < b.hash : a.start < b.start; });
  std::vector<char32_t> neighbours;
  const auto different = [&](std::size_t from, std::size_t to, auto side) {
    neighbours.clear();
    for (std::size_t k = from; k < to; ++k) neighbours.push_back(stretches_[k].*side);
    std::sort(neighbours.begin(), neighbours.end());
    return static_cast<std::size_t>(std::unique(neighbours.begin(), neighbours.end()) - neighbours.begin());
  };
  for (std::size_t i = 0; i < stretches_.size();) {
    std::size_t j = i;
    while (j < stretches_.size() && stretches_[j].hash == stretches_[i].hash) ++j;
    const std::size_t count = j - i;
    const std::size_t variety =
        count < 2 ? 0 : std::min(different(i, j, &Stretch::left), different(i, j, &Stretch::right));
    if (variety >= 2)
      scored_.push_back({{stretches_[i].start, stretches_[i].end, static_cast<uint32_t>(count),
                          (uint64_t{1} << 32) / (variety * count)},
                         0,
                         0,
                         false});
    i = j;
  }
}

}  // namespace docmill::summary
