#include "disambiguation/known_people.hpp"

#include <algorithm>

#include <docmill/base/utf8.hpp>

#include "mentions/type_context.hpp"

namespace docmill::linker {
namespace {

bool is_person(const KnowledgeBase& base, const NamesInDocument::Known* known) {
  return known != nullptr && known->entity != no_entity && base.kind(known->entity).type_class == TypeClass::person;
}

// "De Niro", "von der Leyen": particles before the last word. That word, or the mention.
Mention without_particles(const KnowledgeBase& base, const Analysis& a, const Mention& m) {
  Mention surname = m;
  while (surname.first_token < surname.last_token &&
         base.words().is(a.tokens[surname.first_token].hash, word_class::particle))
    ++surname.first_token;
  return surname;
}

}  // namespace

const NamesInDocument::Known* person_of(const KnowledgeBase& base, const Analysis& analysis, const Mention& mention,
                                        const NamesInDocument& before, const NamesInDocument& later) {
  if (!before.has_people_of_base() && !later.has_people_of_base()) return nullptr;
  const NamesInDocument::Known* known = before.find(analysis, mention);
  if (known == nullptr) known = later.find(analysis, mention);
  if (known != nullptr) return is_person(base, known) ? known : nullptr;
  const Mention surname = without_particles(base, analysis, mention);
  if (surname.first_token != mention.first_token) {
    known = before.find(analysis, surname);
    return is_person(base, known) ? known : nullptr;
  }
  for (const NamesInDocument* names : {&before, &later}) {
    known = names->find_behind_initials(analysis, mention);
    if (!is_person(base, known)) continue;
    std::size_t of_text = analysis.tokens[mention.first_token].start, of_name = 0;
    const std::string_view name = base.entity(known->entity).name;
    if (utf8::next(analysis.text, of_text) == utf8::next(name, of_name)) return known;
  }
  return nullptr;
}

bool may_be_later(const Analysis& analysis, const Mention& mention, const NamesInDocument::Known& later) {
  const Candidate* first = analysis.candidates.data() + mention.first_candidate;
  const auto is_surname = [](const Candidate& c) { return (c.form_flags & form_flag::part_of_name) != 0; };
  const auto is_known = [&](const Candidate& c) { return c.entity == later.entity; };
  return std::all_of(first, first + mention.n_candidates, is_surname) &&
         std::any_of(first, first + mention.n_candidates, is_known);
}

bool is_acting_person(const KnowledgeBase& base, const Analysis& analysis, const Mention& mention,
                      const NamesInDocument::Known& before) {
  if (mention.first_token != mention.last_token || !is_person(base, &before)) return false;
  const Candidate* first = analysis.candidates.data() + mention.first_candidate;
  return std::all_of(first, first + mention.n_candidates,
                     [&](const Candidate& c) { return base.kind(c.entity).type_class == TypeClass::organisation; }) &&
         acts_like(base.words(), analysis, mention) == Acts::person;
}

}  // namespace docmill::linker
