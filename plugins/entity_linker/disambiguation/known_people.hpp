// Whom a short name stands for among the people whom the document names in full, before it or only later.
#pragma once

#include "disambiguation/names_in_document.hpp"
#include "knowledge_base/knowledge_base.hpp"
#include "mentions/mention.hpp"

namespace docmill::linker {

// The person of the base whom an unknown name stands for, or null: "Huang", and "J. Huang" of Jensen Huang.
const NamesInDocument::Known* person_of(const KnowledgeBase& base, const Analysis& analysis, const Mention& mention,
                                        const NamesInDocument& before, const NamesInDocument& later);

// A person who is named only later, whose surname a mention is: is it among the candidates, all of which are surnames?
// "Huang said no. … Jensen Huang".
bool may_be_later(const Analysis& analysis, const Mention& mention, const NamesInDocument::Known& later);

// Is a person of the base, named in full before, meant by a company's name: "Dell said he" after "Michael Dell", of
// whom the base does not know that he is called so?
bool is_acting_person(const KnowledgeBase& base, const Analysis& analysis, const Mention& mention,
                      const NamesInDocument::Known& before);

}  // namespace docmill::linker
