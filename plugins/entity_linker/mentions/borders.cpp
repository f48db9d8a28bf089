#include "mentions/borders.hpp"

#include <algorithm>
#include <iterator>

#include <docmill/base/utf8.hpp>

namespace docmill::linker {
namespace {

bool is_katakana(const Analysis& a, const Token& t) {
  std::size_t at = t.start;
  const char32_t c = t.kind == TokenKind::ideograph ? utf8::next(a.text, at) : 0;
  return (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC;
}

// Words that are written on to the name of a company or a place.
bool follows_a_name(std::string_view word) {
  static constexpr std::string_view words[] = {"グループ",        "ホールディングス", "ジャパン", "ショック",
                                               "モーター",        "バンク",           "リーグ",   "ドル",
                                               "エレクトロニクス"};
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

}  // namespace

// A word of Katakana ends where the script changes: インド is not in
// インドネシア.
bool Borders::inside_katakana(std::size_t i) const {
  return i > 0 && joined(i) && is_katakana(a_, a_.tokens[i]) && is_katakana(a_, a_.tokens[i - 1]);
}

bool Borders::may_start_inside(std::size_t i) const {
  const Token& t = a_.tokens[i];
  const Token& before = a_.tokens[i - 1];
  if (t.kind == TokenKind::ideograph) return !inside_katakana(i);
  if (t.kind == TokenKind::hangul) return before.kind != TokenKind::hangul;
  if (before.is_punctuation('_') || before.is_punctuation('@')) return false;
  // The second part of a lower-case compound or of an address: china-ai-chips, example.com/chips.
  const bool dotted = before.is_punctuation('-') || before.is_punctuation('/') || before.is_punctuation('.');
  return !(dotted && t.lower_case() && i >= 2 && before.gap == Gap::none);
}

bool Borders::may_end(std::size_t last) const {
  if (!joined(last + 1)) return true;
  const Token &end = a_.tokens[last], &next = a_.tokens[last + 1];
  if (end.kind == TokenKind::hangul && next.kind == TokenKind::hangul) return particle_follows(last + 1);
  if (inside_katakana(last + 1)) {
    std::size_t end = last + 1;
    while (inside_katakana(end + 1) && end < last + 12) ++end;
    return follows_a_name(a_.text.substr(next.start, a_.tokens[end].end - next.start));
  }
  if (next.is_punctuation('_')) return false;
  if (next.is_punctuation('$') && end.all_caps()) return false;  // a currency: US$5, A$
  if (!joined(last + 2) || !a_.tokens[last + 2].is_word()) return true;
  const Token& second = a_.tokens[last + 2];
  // An address goes on (Observer.com, example/path), a version goes on (GPT-4.1).
  if (next.is_punctuation('.') && second.lower_case()) return false;
  if (next.is_punctuation('/') && end.lower_case()) return false;
  // "Dell'Italia" is of no company; in Turkish an ending follows ("AB'nin").
  if (next.is_punctuation('\'') && second.size() > 1 && end.is(token_flag::other_language) &&
      end.case_language() != CaseLanguage::turkish && words_.is(end.hash, word_class::other_function))
    return false;
  // meta-analysis is no Meta, Meta-owned is.
  return !(next.is_punctuation('-') && second.lower_case() && end.is_word() &&
           words_.is(end.hash, word_class::combining) && !words_.is(second.hash, word_class::verbal));
}

bool Borders::particle_follows(std::size_t i) const {
  std::size_t last = i;
  while (joined(last + 1) && a_.tokens[last + 1].kind == TokenKind::hangul && last < i + 4) ++last;
  return is_korean_particle(a_.text.substr(a_.tokens[i].start, a_.tokens[last].end - a_.tokens[i].start));
}

}  // namespace docmill::linker
