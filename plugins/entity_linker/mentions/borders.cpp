#include "mentions/borders.hpp"

namespace docmill::linker {

bool Borders::may_start_inside(std::size_t i) const {
  const Token& t = a_.tokens[i];
  const Token& before = a_.tokens[i - 1];
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
  if (next.is_punctuation('_')) return false;
  if (!joined(last + 2) || !a_.tokens[last + 2].is_word()) return true;
  const Token& second = a_.tokens[last + 2];
  // An address goes on (Observer.com, example/path), a version goes on (GPT-4.1).
  if (next.is_punctuation('.') && second.lower_case()) return false;
  if (next.is_punctuation('/') && end.lower_case()) return false;
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
