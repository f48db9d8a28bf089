#include "mentions/form_candidates.hpp"

#include <algorithm>

namespace docmill::linker {
namespace {

// Of those who share a name so many are looked at, the most prominent; of J. Smith there are thousands.
constexpr std::size_t max_candidates = 16;

void add_candidate(Analysis& a, std::size_t from, const Form& form, uint32_t entity, CaseMatch match) {
  for (std::size_t i = from; i < a.candidates.size(); ++i) {
    Candidate& c = a.candidates[i];
    if (c.entity != entity) continue;
    if (match > c.case_match ||
        (match == c.case_match && (form.flags & ~form_flag::share) < (c.form_flags & ~form_flag::share))) {
      c.case_match = match;
      c.form_flags = form.flags;
    }
    return;
  }
  Candidate c;
  c.entity = entity;
  c.form_flags = form.flags;
  c.case_match = match;
  c.article = (form.flags & form_flag::article) != 0;
  a.candidates.push_back(c);
}

// "Adidas" and "EasyJet" for adidas and easyJet, also inside of a sentence: companies and products that begin small are
// given a capital. Of one word, and no ordinary one: programs are called cat, less and curl.
bool may_have_capital(const KnowledgeBase& base, const KnowledgeBase::Layer& layer, const Form& form) {
  constexpr std::size_t shortest = 4, shortest_product = 6;  // bytes
  const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto has_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if ((form.flags & form_flag::one_token) == 0 || form.text.size() < shortest || !is_small(form.text[0])) return false;
  const TypeClass type = base.kind(layer.first + form.entity).type_class;
  const bool product = type == TypeClass::model && (form.text.size() >= shortest_product ||
                                                    std::any_of(form.text.begin(), form.text.end(), has_capital));
  return (type == TypeClass::organisation || product) &&
         !base.words().is(word_hash(base.characters(), form.text), word_class::ordinary | word_class::function);
}

}  // namespace

void add_form_candidates(const KnowledgeBase& base, const KnowledgeBase::Layer& layer, const AliasIndex::Node& node,
                         std::string_view text, bool capital_says_nothing, std::size_t before, Analysis& analysis) {
  std::string_view looked_at;
  CaseMatch match = CaseMatch::none;
  std::size_t of_text = 0;
  layer.image.aliases().for_each_form(node, [&](const Form& form) {
    if (form.text.data() != looked_at.data()) {
      looked_at = form.text;
      match = match_case(base.characters(), form.text, text, capital_says_nothing);
      of_text = 0;
    }
    if (match == CaseMatch::none && may_have_capital(base, layer, form))
      match = match_case(base.characters(), form.text, text, true);
    if (match == CaseMatch::none || of_text == max_candidates || base.hidden(layer, form.entity)) return;
    add_candidate(analysis, before, form, layer.first + form.entity, match);
    ++of_text;
  });
}

}  // namespace docmill::linker
