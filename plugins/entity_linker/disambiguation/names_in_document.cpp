#include "disambiguation/names_in_document.hpp"

#include <utility>

#include "text/inflection.hpp"

namespace docmill::linker {

void NamesInDocument::clear(const CharacterTable& characters) {
  characters_ = &characters;
  people_of_base_ = false;
  if (n_ == 0) return;
  slots_.assign(64, Known());
  n_ = 0;
}

namespace {

bool joined_by(const Analysis& a, std::size_t mark) {
  return mark + 1 < a.tokens.size() && a.tokens[mark].gap == Gap::none && a.tokens[mark + 1].gap == Gap::none &&
         a.tokens[mark + 1].is_word() && (a.tokens[mark].is_punctuation('-') || a.tokens[mark].is_punctuation('\''));
}

// The last token of the word that begins at `first`, with what a hyphen or an apostrophe joins to it.
uint32_t end_of_word(const Analysis& a, uint32_t first, uint32_t limit) {
  uint32_t last = first;
  while (last + 2 <= limit && joined_by(a, last + std::size_t{1})) last += 2;
  return last;
}

uint32_t key_of(const Analysis& a, uint32_t first, uint32_t last) {
  if (first == last) return a.tokens[first].hash;
  uint64_t sequence = 0;
  for (uint32_t i = first; i <= last; ++i) sequence = extend_sequence(sequence, a.tokens[i], i == first);
  return static_cast<uint32_t>(sequence ^ sequence >> 32);
}

}  // namespace

template <class F>
void NamesInDocument::for_each_bare_form(const Analysis& analysis, uint32_t token, F&& take) const {
  const Token& t = analysis.tokens[token];
  const std::string_view word = analysis.text.substr(t.start, t.size());
  if (!t.is_word() || !may_carry_ending(t, word)) return;
  for (const BareForm& form : bare_forms(word, t.case_language()))
    if (!form.begins_name && !form.of_several && !take(word_hash(*characters_, form.begin, form.rest))) return;
}

void NamesInDocument::add_linked(const WordLists& words, const Analysis& analysis, const Mention& mention,
                                 TypeClass type) {
  if (mention.first_token == mention.last_token) return;
  if (type == TypeClass::person) {
    people_of_base_ = true;
    return add(words, analysis, mention, mention.entity);
  }
  // Of a company the first word: "Dell" of Dell Technologies.
  const uint32_t last = end_of_word(analysis, mention.first_token, mention.last_token);
  if (type == TypeClass::organisation && last != mention.last_token)
    put(key_of(analysis, mention.first_token, last), mention.entity, mention.nil_type);
}

void NamesInDocument::add_unknown(const WordLists& words, const Analysis& analysis, const Mention& mention) {
  const bool may_be_person = mention.nil_type == nil_person || mention.nil_type == nil_name;
  if (may_be_person && mention.first_token != mention.last_token) add(words, analysis, mention, no_entity);
}

void NamesInDocument::add(const WordLists& words, const Analysis& analysis, const Mention& mention, uint32_t entity) {
  for (uint32_t i = mention.first_token; i <= mention.last_token; ++i) {
    const uint32_t last = end_of_word(analysis, i, mention.last_token);
    const Token& t = analysis.tokens[i];
    const bool second =
        i != mention.first_token && last != mention.last_token && words.is(t.hash, word_class::given_name);
    if (t.is_word() && t.is(token_flag::first_upper) && (t.size() >= 2 || last != i) && !second)
      put(key_of(analysis, i, last), entity, mention.nil_type);
    // "Sharaa" of Ahmed al-Sharaa
    const bool article = t.size() == 2 && last == i + 2 && last == mention.last_token &&
                         analysis.tokens[i + 1].is_punctuation('-') && words.is(t.hash, word_class::particle);
    if (article) put(analysis.tokens[last].hash, entity, mention.nil_type);
    // A given name is not looked for in its cases: it is not used alone, and many are somebody else's surname.
    if (last == i && i == mention.last_token)
      for_each_bare_form(analysis, i, [&](uint32_t bare) { return put(bare, entity, mention.nil_type, true), true; });
    i = last;
  }
}

const NamesInDocument::Known* NamesInDocument::find(const Analysis& analysis, const Mention& mention) const {
  if (empty() || end_of_word(analysis, mention.first_token, mention.last_token) != mention.last_token) return nullptr;
  const Known* known = find(key_of(analysis, mention.first_token, mention.last_token));
  if ((known != nullptr && !known->bare) || mention.first_token != mention.last_token) return known;
  for_each_bare_form(analysis, mention.first_token, [&](uint32_t bare) {
    const Known* other = find(bare);
    if (other != nullptr && (known == nullptr || !other->bare)) known = other;
    return known == nullptr || known->bare;
  });
  return known;
}

const NamesInDocument::Known* NamesInDocument::find_behind_initials(const Analysis& analysis,
                                                                    const Mention& mention) const {
  Mention surname = mention;
  uint32_t i = mention.first_token;
  for (; i + 2 <= mention.last_token; i += 2)
    if (!analysis.tokens[i].is(token_flag::first_upper) || !analysis.tokens[i + 1].is_punctuation('.') ||
        analysis.tokens[i + 1].gap != Gap::none)
      break;
  if (i == mention.first_token) return nullptr;
  surname.first_token = i;
  return find(analysis, surname);
}

const NamesInDocument::Known* NamesInDocument::find(uint32_t word) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = word & mask; slots_[at].used; at = (at + 1) & mask)
    if (slots_[at].word == word) return &slots_[at];
  return nullptr;
}

void NamesInDocument::put(uint32_t word, uint32_t entity, uint8_t nil_type, bool bare) {
  if (2 * (n_ + 1) > slots_.size()) grow();
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = word & mask;
  while (slots_[at].used && slots_[at].word != word) at = (at + 1) & mask;
  if (!slots_[at].used) ++n_;
  else if (bare && !slots_[at].bare) return;  // a name that stood there goes before
  slots_[at] = {word, entity, nil_type, true, bare};
}

void NamesInDocument::grow() {
  std::vector<Known> old(slots_.size() * 2);
  std::swap(old, slots_);
  n_ = 0;
  for (const Known& k : old)
    if (k.used) put(k.word, k.entity, k.nil_type, k.bare);
}

}  // namespace docmill::linker
