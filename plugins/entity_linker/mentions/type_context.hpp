// How well the words right beside a mention fit the type of an entity: Mr and said make a person, in and at a place,
// "the" no company, "in … and English" a language.
#pragma once

#include "knowledge_base/knowledge_base.hpp"
#include "mentions/mention.hpp"

namespace docmill::linker {

// The word before or behind a mention on the same line, or null.
const Token* word_before(const Analysis& analysis, const Mention& mention);
const Token* word_behind(const Analysis& analysis, const Mention& mention);

// The same for a mention that is looked at for each of its candidates.
struct WordsBeside {
  const Token *before, *behind;
  uint64_t left, right;  // their classes, 0 where there is no such word
  bool titled;           // behind a title
};
WordsBeside words_beside(const WordLists& words, const Analysis& analysis, const Mention& mention);

// Points, mostly from -15 to 35. `article`: the form asks for "the".
int type_context_points(const WordLists& words, const Analysis& analysis, const Mention& mention,
                        const WordsBeside& beside, const EntityKind& kind, bool article);

// "the Amazon" before a comma or a verb is no company; "the Amazon office" may be. `before`: word_before().
bool stands_with_article(const WordLists& words, const Analysis& analysis, const Mention& mention, const Token* before);

// Is it a word such as Mr or Senator, or in a line that is not English such as
// Señora: what follows is a person?
bool is_title(const WordLists& words, const Token& token);

// What the words beside a name that a person and a company share say of who is
// meant: "shares of Dell", "Dell ships" and "Dell said it" the company, "Mr.
// Dell" and "Dell said he" the person.
enum class Acts : uint8_t { unclear, person, company };
Acts acts_like(const WordLists& words, const Analysis& analysis, const Mention& mention);

// "shares of Arthur Andersen", "a stake in Merrill Lynch", "Bear Stearns stock": nobody holds a person.
bool has_holders(const Analysis& analysis, const Mention& mention);

// Does it stand where the sides of a game do: "beat Latvia", "Latvia drew", "Latvia 2-0", "Latvia's goalkeeper"?
bool stands_in_contest(const Analysis& analysis, const Mention& mention);
// Is it a team or a club by its name: "Latvia national football team", "FC Riga"?
bool is_side(const Entity& entity);

}  // namespace docmill::linker
