// How well the words right beside a mention fit the type of an entity: Mr and said make a person, in and at a place,
// "the" no company, "in … and English" a language.
#pragma once

#include "knowledge_base/knowledge_base.hpp"
#include "mentions/mention.hpp"

namespace docmill::linker {

// Points, mostly from -15 to 35. `article`: the form asks for "the".
int type_context_points(const KnowledgeBase& base, const Analysis& analysis, const Mention& mention,
                        const Entity& entity, bool article);

// Is it a word such as Mr or Senator, or in a line that is not English such as
// Señora: what follows is a person?
bool is_title(const WordLists& words, const Token& token);

// What the words beside a name that a person and a company share say of who is
// meant: "shares of Dell", "Dell ships" and "Dell said it" the company, "Mr.
// Dell" and "Dell said he" the person.
enum class Acts : uint8_t { unclear, person, company };
Acts acts_like(const WordLists& words, const Analysis& analysis, const Mention& mention);

// Does it stand where the sides of a game do: "beat Latvia", "Latvia drew", "Latvia 2-0", "Latvia's goalkeeper"?
bool stands_in_contest(const Analysis& analysis, const Mention& mention);
// Is it a team or a club by its name: "Latvia national football team", "FC Riga"?
bool is_side(const Entity& entity);

// The word before or behind a mention on the same line, or null.
const Token* word_before(const Analysis& analysis, const Mention& mention);
const Token* word_behind(const Analysis& analysis, const Mention& mention);

}  // namespace docmill::linker
