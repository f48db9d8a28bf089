#include "mentions/type_context.hpp"

#include <algorithm>

namespace docmill::linker {
namespace {

// A language stands alone behind in, into or speak: "in Chinese and English", but not "in Chinese factories" and not
// "in Chinese, Dutch and Korean factories".
bool stands_as_language(const KnowledgeBase& base, const Analysis& a, const Mention& m) {
  const Token* before = word_before(a, m);
  // "in Chinese and English": behind another language that stands so.
  if (before != nullptr && m.first_token >= 2) {
    const std::string_view word = a.text.substr(before->start, before->size());
    const bool joined = (word == "and" || word == "or") && a.tokens[m.first_token - 2].gap == Gap::space;
    if (joined && base.words().is(a.tokens[m.first_token - 2].hash, word_class::demonym))
      before = m.first_token >= 3 ? &a.tokens[m.first_token - 3] : nullptr;
  }
  if (before == nullptr || !base.words().is(before->hash, word_class::speak)) return false;
  constexpr std::size_t longest_list = 12;
  const std::size_t limit = std::min(a.tokens.size(), m.last_token + longest_list);
  for (std::size_t i = m.last_token + std::size_t{1}; i < limit; ++i) {
    const Token& t = a.tokens[i];
    if (t.gap >= Gap::line) return true;
    if (t.is_punctuation(',')) continue;
    if (t.kind == TokenKind::punctuation) return true;
    const std::string_view word = a.text.substr(t.start, t.size());
    if (word == "and" || word == "or" || base.words().is(t.hash, word_class::demonym)) continue;
    return base.words().is(t.hash, word_class::function | word_class::auxiliary);
  }
  return true;
}

// "the Amazon" before a comma or a verb is no company; "the Amazon office" may be.
bool stands_with_article(const KnowledgeBase& base, const Analysis& a, const Mention& m, const Token* before) {
  if (before == nullptr || before->size() != 3) return false;
  const std::string_view word = a.text.substr(before->start, 3);
  if (word != "the" && word != "The") return false;
  const std::size_t next = m.last_token + std::size_t{1};
  if (next >= a.tokens.size() || a.tokens[next].gap >= Gap::line) return true;
  if (a.tokens[next].kind == TokenKind::punctuation) return !a.tokens[next].is_punctuation('-');
  return base.words().is(a.tokens[next].hash, word_class::function | word_class::auxiliary);
}

}  // namespace

const Token* word_before(const Analysis& a, const Mention& m) {
  if (m.first_token == 0 || a.tokens[m.first_token].gap != Gap::space) return nullptr;
  const Token& t = a.tokens[m.first_token - 1];
  if (t.is_word()) return &t;
  // "Mr. Ma", "Dr. Li"
  if (t.is_punctuation('.') && t.gap == Gap::none && m.first_token >= 2 && a.tokens[m.first_token - 2].is_word())
    return &a.tokens[m.first_token - 2];
  return nullptr;
}

const Token* word_behind(const Analysis& a, const Mention& m) {
  const std::size_t next = m.last_token + 1;
  if (next >= a.tokens.size() || a.tokens[next].gap != Gap::space || !a.tokens[next].is_word()) return nullptr;
  return &a.tokens[next];
}

int type_context_points(const KnowledgeBase& base, const Analysis& a, const Mention& m, const Entity& e, bool article) {
  const WordLists& words = base.words();
  const Token* before = word_before(a, m);
  const Token* behind = word_behind(a, m);
  const uint32_t left = before != nullptr ? words.classes(before->hash) : 0;
  const uint32_t right = behind != nullptr ? words.classes(behind->hash) : 0;
  int points = article ? 20 : 0;
  switch (e.type_class) {
    case TypeClass::person:
      if ((left & word_class::title) != 0) points += 20;
      if ((right & word_class::said) != 0) points += 10;
      break;
    case TypeClass::place:
      if ((left & word_class::place_word) != 0) points += 15;
      if ((right & word_class::place_head) != 0) points += 15;
      break;
    case TypeClass::organisation:
      if ((right & word_class::said) != 0) points += 10;
      if (e.is_company && stands_with_article(base, a, m, before)) points -= 30;
      break;
    default: break;
  }
  if ((left & word_class::title) != 0 && e.type_class != TypeClass::person) points -= 15;
  if (e.is_language) points += stands_as_language(base, a, m) ? 130 : -60;
  return points;
}

}  // namespace docmill::linker
