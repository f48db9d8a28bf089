#include "mentions/inflected_names.hpp"

#include <array>

namespace docmill::linker {
namespace {

constexpr std::size_t longest_inflected = 6;  // tokens
constexpr uint32_t fewest_bytes = 4;

}  // namespace

bool InflectedNames::may_carry_ending(const Token& t) const {
  if (t.size() < fewest_bytes || t.is(token_flag::has_digit)) return false;
  const bool ascii = static_cast<unsigned char>(a_.text[t.start]) < 0x80;
  if (ascii)
    return t.case_language() != CaseLanguage::none && t.is(token_flag::first_upper) && t.is(token_flag::has_lower);
  return !t.all_caps();
}

Found InflectedNames::find(std::size_t i) {
  for (const KnowledgeBase::Layer& layer : base_.layers()) {
    const Found found = find_in(layer, i);
    if (found.n != 0) return found;
  }
  return {};
}

Found InflectedNames::find_in(const KnowledgeBase::Layer& layer, std::size_t i) {
  const AliasIndex& index = layer.image.aliases();
  uint64_t sequence = 0;
  std::array<BareForm, longest_inflected> words;  // as the base has them; written out once a name is found
  bool any_bare = false;
  const AliasIndex::Node* best = nullptr;
  std::size_t best_last = 0;
  for (std::size_t k = i; k < a_.tokens.size() && k < i + longest_inflected; ++k) {
    const Token& t = a_.tokens[k];
    if (k > i && t.gap == Gap::paragraph) break;
    const AliasIndex::Node* node = index.find(extend_sequence(sequence, t, k == i));
    Token taken = t;
    words[k - i] = {a_.text.substr(t.start, t.size()), {}, false};
    const bool ends_here = node == nullptr || (!node->has_forms() && k + 1 < a_.tokens.size() &&
                                               !node->goes_on(edge_of(a_.tokens[k + 1])));
    if (ends_here && may_be_inflected(k)) {
      if (const AliasIndex::Node* bare = bare_node(index, sequence, k, k == i, taken, words[k - i]); bare != nullptr) {
        node = bare;
        any_bare = true;
      }
    }
    if (node == nullptr) break;
    sequence = extend_sequence(sequence, taken, k == i);
    if (node->has_forms() && any_bare && borders_.may_end(k) && !(k == i && words[0].begins_name)) {
      best = node;
      best_last = k;
    }
  }
  if (best == nullptr) return {};
  text_.clear();
  for (std::size_t k = i; k <= best_last; ++k) {
    if (k > i && a_.tokens[k].gap != Gap::none) text_ += ' ';
    text_ += words[k - i].begin;
    text_ += words[k - i].rest;
  }
  const std::size_t before = a_.candidates.size();
  add_form_candidates(base_, layer, *best, text_, false, before, a_);
  for (std::size_t c = before; c < a_.candidates.size(); ++c) a_.candidates[c].form_flags |= form_flag::derived;
  return {best_last, a_.candidates.size() - before};
}

// The node to which a bare form of token `k` leads, and which; `taken` becomes the token as that form has it.
const AliasIndex::Node* InflectedNames::bare_node(const AliasIndex& index, uint64_t sequence, std::size_t k, bool first,
                                                  Token& taken, BareForm& form) const {
  const Token& t = a_.tokens[k];
  for (const BareForm& bare : bare_forms(a_.text.substr(t.start, t.size()), t.case_language())) {
    Token token = t;
    token.hash = word_hash(base_.characters(), bare.begin, bare.rest);
    if (first && !index.may_begin(token)) continue;
    const AliasIndex::Node* node = index.find(extend_sequence(sequence, token, first));
    if (node == nullptr) continue;
    const bool goes_on = k + 1 < a_.tokens.size() && node->goes_on(edge_of(a_.tokens[k + 1]));
    if (bare.begins_name && !(first && goes_on)) continue;
    taken = token;
    form = bare;
    return node;
  }
  return nullptr;
}

}  // namespace docmill::linker
