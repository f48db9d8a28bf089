#include "disambiguation/form_evidence.hpp"

#include <algorithm>

namespace docmill::linker {
namespace {

// Two capitals that are the initials of something prominent: US, EU, AI.
bool speaks_for_itself(const Analysis& a, const Mention& m, const EntityKind& kind) {
  const Token& t = a.tokens[m.first_token];
  return t.all_caps() && t.size() == 2 && !t.is(token_flag::has_digit) && kind.weight >= 3 &&
         !t.is(token_flag::shouting) && kind.type_class != TypeClass::person && kind.type_class != TypeClass::model;
}

}  // namespace

bool is_called_like_another(const KnowledgeBase& base, const Analysis& a, const Mention& m, const Candidate& c) {
  if ((c.form_flags & form_flag::name) != 0 || m.n_candidates < 2) return false;
  const bool made = (c.form_flags & form_flag::derived) != 0;
  if (!made && base.entity(c.entity).type_class != TypeClass::place) return false;
  const Candidate* first = a.candidates.data() + m.first_candidate;
  return std::any_of(first, first + m.n_candidates, [&](const Candidate& other) {
    return (other.form_flags & form_flag::name) != 0 && base.related(c.entity, other.entity) &&
           (made || base.entity(other.entity).type_class == TypeClass::place);
  });
}

int name_points(const Candidate& c, const Mention& m, const Weights& weights) {
  int points = 25 + ((c.form_flags & form_flag::name) != 0 ? weights.canonical_name : 0);
  if ((c.form_flags & form_flag::one_token) == 0) points += 15;
  if ((c.form_flags & form_flag::derived) != 0) points -= 10;
  if (c.case_match != CaseMatch::exact) points -= c.case_match == CaseMatch::capitals ? 5 : 10;
  if (m.extended) points -= 5;
  return points;
}

int version_points(const Mention& m, const Entity& e) {
  return m.extended && (e.type == "ai_model" || e.type == "chip") ? 15 : 0;
}

bool needs_support(const Analysis& a, const Mention& m, const Candidate& c, const EntityKind& kind) {
  if (m.extended) return false;
  const Token& first = a.tokens[m.first_token];
  if ((c.form_flags & (form_flag::part_of_name | form_flag::homonym)) != 0) return true;
  if ((c.form_flags & form_flag::short_form) != 0) return !speaks_for_itself(a, m, kind);
  if (first.is(token_flag::shouting) && first.size() <= 4) return true;
  if ((c.form_flags & form_flag::common_word) != 0 && kind.weight <= 2) return true;
  const bool no_case_evidence = first.is(token_flag::sentence_start) || first.is(token_flag::heading);
  return (c.form_flags & form_flag::common_word) != 0 && no_case_evidence && kind.weight <= 3;
}

bool begins_with_a_word(const Analysis& a, const Mention& m, const Candidate& c) {
  constexpr uint16_t both = form_flag::part_of_name | form_flag::common_word;
  return (c.form_flags & both) == both && a.tokens[m.first_token].is(token_flag::sentence_start | token_flag::heading);
}

}  // namespace docmill::linker
