#include "mentions/other_ways.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>

#include "mentions/form_candidates.hpp"

namespace docmill::linker {
namespace {

using namespace word_class;

constexpr std::size_t most_words = 3;

class OtherWays {
 public:
  OtherWays(const KnowledgeBase& base, Analysis& a, Mention& m) : base_(base), words_(base.words()), a_(a), m_(m) {}

  bool find() {
    const uint32_t first = m_.first_token, last = m_.last_token;
    const uint32_t n = last - first + 1;
    if (n == 1) return behind_article(first) || behind_comma(first);
    if (n == 2 && spaced(last)) return reversed(first, last);
    if (n == 3 && is_name(first) && is_name(last)) {
      if (spaced(last) && is_patronymic(first + 1)) return people({first, last});
      if (joined(last) && token(first + 1).is_punctuation('-')) return whole({first, last});
    }
    // "Jensen H. Huang"
    if (n == 4 && is_name(first) && is_name(last) && spaced(last) && token(first + 1).size() == 1 &&
        token(first + 2).is_punctuation('.'))
      return people({first, last});
    if (n == 5 && token(first + 1).is_punctuation('-') && token(first + 3).is_punctuation('-'))
      return whole({first, first + 2, last}) ||
             (token(first).is(token_flag::other_language) && whole({first, first + 2}));
    return false;
  }

 private:
  const Token& token(std::size_t i) const { return a_.tokens[i]; }
  std::string_view text(std::size_t i) const { return a_.text.substr(token(i).start, token(i).size()); }
  bool is_name(std::size_t i) const {
    return token(i).is_word() && token(i).is(token_flag::first_upper) && token(i).size() >= 2;
  }
  bool spaced(std::size_t i) const { return token(i).gap == Gap::space; }
  bool joined(std::size_t i) const { return token(i).gap == Gap::none; }
  bool given(std::size_t i) const { return words_.is_given_name(token(i).hash); }

  // "the Hague"
  bool behind_article(uint32_t i) {
    if (i == 0 || !spaced(i) || (text(i - 1) != "the" && text(i - 1) != "The")) return false;
    std::array<Token, most_words> words{token(i - 1), token(i)};
    return look_up(words, 2, [this, i] { return "The " + std::string(text(i)); });
  }

  // "Huang, Jensen", as catalogues write it; not in a list of names: "Wang, Huang and Li".
  bool behind_comma(uint32_t i) {
    if (i < 2 || !spaced(i) || !token(i - 1).is_punctuation(',') || !joined(i - 1) || !is_name(i - 2)) return false;
    if (!people({i, i - 2})) return false;
    m_.first_token = i - 2;
    return true;
  }

  // The surname first or last: "Orbán Viktor", "Huang Jensen".
  bool reversed(uint32_t first, uint32_t last) {
    if (!is_name(first) || !is_name(last)) return false;
    const bool by_given = given(last) != given(first);
    const bool by_surname = words_.is(token(first).hash, surname) && !words_.is(token(last).hash, surname);
    return (by_given || by_surname) && people({last, first});
  }

  // The name after the father: Владимирович, Сергеевна.
  bool is_patronymic(std::size_t i) const {
    static constexpr std::string_view endings[] = {"ович", "евич", "ьич", "овна", "евна", "ична", "івна"};
    return std::any_of(std::begin(endings), std::end(endings),
                       [&](std::string_view ending) { return text(i).ends_with(ending); });
  }

  std::string joined_text(std::initializer_list<uint32_t> words) const {
    std::string name;
    for (const uint32_t i : words) name.append(name.empty() ? "" : " ").append(text(i));
    return name;
  }
  bool look_up(std::initializer_list<uint32_t> words) {
    std::array<Token, most_words> tokens{};
    std::size_t n = 0;
    for (const uint32_t i : words) tokens[n++] = token(i);
    return look_up(tokens, n, [&] { return joined_text(words); });
  }
  bool whole(std::initializer_list<uint32_t> words) {
    if (!look_up(words)) return false;
    m_.last_token = *(words.end() - 1);
    return true;
  }
  // Of people only.
  bool people(std::initializer_list<uint32_t> words) {
    const std::size_t before = a_.candidates.size();
    if (!look_up(words)) return false;
    const auto first = a_.candidates.begin() + static_cast<std::ptrdiff_t>(before);
    a_.candidates.erase(
        std::remove_if(first, a_.candidates.end(),
                       [&](const Candidate& c) { return base_.kind(c.entity).type_class != TypeClass::person; }),
        a_.candidates.end());
    m_.n_candidates = static_cast<uint32_t>(a_.candidates.size() - before);
    if (m_.n_candidates == 0) m_.state = MentionState::nil;
    return m_.n_candidates != 0;
  }

  // Looks for the words as a name of several; `name`: as it would stand in a text.
  template <class Name>
  bool look_up(std::array<Token, most_words>& words, std::size_t n, Name&& name) {
    const std::size_t before = a_.candidates.size();
    for (Token& t : words) t.gap = Gap::space;
    for (const KnowledgeBase::Layer& layer : base_.layers())
      if (const AliasIndex::Node* node = node_of(layer.image.aliases(), words, n))
        add_form_candidates(base_, layer, *node, name(), false, before, a_);
    if (a_.candidates.size() == before) return false;
    std::sort(a_.candidates.begin() + static_cast<std::ptrdiff_t>(before), a_.candidates.end(),
              [this](const Candidate& x, const Candidate& y) { return base_.before(x.entity, y.entity); });
    for (std::size_t i = before; i < a_.candidates.size(); ++i)
      a_.candidates[i].form_flags =
          static_cast<uint16_t>((a_.candidates[i].form_flags & ~form_flag::name) | form_flag::derived);
    m_.first_candidate = static_cast<uint32_t>(before);
    m_.n_candidates = static_cast<uint32_t>(a_.candidates.size() - before);
    m_.state = MentionState::open;
    return true;
  }

  static const AliasIndex::Node* node_of(const AliasIndex& index, const std::array<Token, most_words>& words,
                                         std::size_t n) {
    if ((words[0].is(token_flag::first_upper) && !index.may_begin(words[0])) || n == 0) return nullptr;
    uint64_t sequence = 0;
    const AliasIndex::Node* node = nullptr;
    for (std::size_t i = 0; i < n; ++i) {
      if (node != nullptr && !node->goes_on(edge_of(words[i]))) return nullptr;
      sequence = extend_sequence(sequence, words[i], i == 0);
      node = index.find(sequence);
      if (node == nullptr) return nullptr;
    }
    return node;
  }

  const KnowledgeBase& base_;
  const WordLists& words_;
  Analysis& a_;
  Mention& m_;
};

}  // namespace

bool find_other_way(const KnowledgeBase& base, Analysis& analysis, Mention& m) {
  return OtherWays(base, analysis, m).find();
}

}  // namespace docmill::linker
