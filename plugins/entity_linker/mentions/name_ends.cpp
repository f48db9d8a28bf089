#include "mentions/name_ends.hpp"

#include "mentions/type_context.hpp"
#include "text/short_words.hpp"

namespace docmill::linker {

using namespace word_class;

// "Actor Harrison Ford": a profession before a name that is not in the base.
bool NameEnds::names_profession(std::size_t i) const {
  return i + 1 < atoms_.size() && (atoms_[i].classes & profession) != 0 && one_token(atoms_[i]) &&
         nameish(atoms_[i + 1]);
}

// "a Tech Cold War" is not the Cold War.
bool NameEnds::another_event(std::size_t i) const {
  return i > 0 && has_type(atoms_[i], TypeClass::event) && !atoms_[i - 1].known() && !atoms_[i].hyphen_before &&
         !atoms_[i - 1].connector && !token(atoms_[i - 1].first_token).is(token_flag::sentence_start);
}

std::size_t NameEnds::unknown_end(std::size_t i) const {
  while (i < atoms_.size() && !atoms_[i].known()) ++i;
  return i;
}

std::size_t NameEnds::name_end(std::size_t i) {
  const Atom& atom = atoms_[i];
  if (atom.connector) return i;
  if (atom.known()) return known_name_end(i);
  const std::size_t end = unknown_end(i);
  if (end < atoms_.size() && !is_place_in_a_case(atoms_[end])) {
    const Atom& known = atoms_[end];
    const bool of = end > i && atoms_[end - 1].connector;
    const bool new_place = (atoms_[end - 1].classes & direction) != 0 && has_type(known, TypeClass::place);
    const bool says_nothing = end == i + 1 && (begins_other_sentence(atom) || behind_prefix(atom));
    const bool weak = !says_nothing && fragile(known) && !known.hyphen_before && end > i && nameish_or_inside(end - 1);
    const bool weak_compound = fragile(known) && known.hyphen_before && !joint_word(end - 1);
    const bool double_surname = known.hyphen_before && end >= i + 2 && is_given_name(atom) &&
                                !atoms_[end - 1].connector && may_be_surname(known) &&
                                has_type(known, TypeClass::organisation);  // "Emma Smith-Dell"
    const bool branch = !says_nothing && has_type(known, TypeClass::place) && one_token(known) &&
                        !known.hyphen_before && nameish(atoms_[end - 1]) && !person_like(i, end) &&
                        !demonym_word(known);
    if (of || surname_of_unknown(i, end) || new_place || another_event(end) || weak || weak_compound || branch ||
        double_surname || begins_with_surname(i, end))
      return tail_end(end + 1);
  }
  const std::size_t alone = german_surname_end(i, end);
  if (alone != end) return alone;
  return unknown_name_stands(i, end) ? end : i;
}

// A surname that stood in full before, beside another German noun: "Huangs Rede", "die Rede Huangs". The end of what
// belongs together of [i, end).
std::size_t NameEnds::german_surname_end(std::size_t i, std::size_t end) const {
  const Token& t = token(atoms_[i].first_token);
  if (end < i + 2 || !t.is(token_flag::noun_capitals)) return end;
  const bool first = of_known_name(t), second = of_known_name(token(atoms_[i + 1].first_token));
  if (first && !second && (atoms_[i].classes & given_name) == 0) return i + 1;
  return !first && second && (atoms_[i].classes & (given_name | surname)) == 0 && !initial(atoms_[i]) ? i : end;
}

// "Carrie Lam" is a person, and not the maker of machines that is also called Lam: behind a given name, or initials,
// a single word of the base is the surname of somebody whom the base does not have (its own people were found in
// full).
bool NameEnds::surname_of_unknown(std::size_t i, std::size_t end) const {
  const Atom& known = atoms_[end];
  if (!may_be_surname(known) || end == i || known.hyphen_before || atoms_[end - 1].connector) return false;
  if (token(known.first_token).gap != Gap::space) return false;
  const Atom& first = atoms_[i];
  for (std::size_t k = i; k < end; ++k) {
    if (initial(atoms_[k])) return true;
    if (is_given_name(atoms_[k])) return !(has_type(known, TypeClass::place) && named_like_a_place(atoms_[k]));
  }
  if (end == i + 1 && is_unlisted_given_name(first) && !fragile(known) && has_type(known, TypeClass::organisation))
    return true;
  // "Judge Xiulan Micron", "the reporter Deng Micron": behind a title or a
  // role a word that looks like a name will do.
  Mention name;
  name.first_token = first.first_token;
  const Token* before = word_before(a_, name);
  if (before == nullptr || !nameish(first)) return false;
  return is_title(words_, *before) || ((before->lower_case() || before->is(token_flag::sentence_start)) &&
                                       words_.is(before->hash, role | profession));
}
// "met Enzo Dell", "by Enzo Dell": inside of a sentence a word that nobody knows, right before the company, is rather
// a given name than anything else. Not behind other prepositions ("in Suwon Samsung opened", "under Sculley Apple
// grew") and articles.
bool NameEnds::is_unlisted_given_name(const Atom& atom) const {
  static constexpr ShortWords before_people("by", "with", "of", "and", "or", "to", "from", "for");
  const Token& t = token(atom.first_token);
  if (!one_token(atom) || !nameish(atom) || camel_case(atom) || t.gap >= Gap::line) return false;
  if (t.is(token_flag::sentence_start | token_flag::other_language) || atom.first_token == 0) return false;
  const Token& before = token(atom.first_token - 1);
  if (!before.is_word()) return before.is_punctuation(',');
  return before.lower_case() &&
         (!words_.is(before.hash, function | joint) || before_people.has(a_.text.substr(before.start, before.size())));
}
// "Thomson Reuters", "Lehmann Siemens": a surname right before a company is a part of another name, and so is the first
// word of one that stood before.
bool NameEnds::begins_with_surname(std::size_t i, std::size_t end) const {
  const Atom &first = atoms_[i], &known = atoms_[end];
  if (end != i + 1 || known.hyphen_before || !one_token(first) || !one_token(known) || !nameish(first)) return false;
  if (token(known.first_token).gap != Gap::space) return false;
  if (has_type(known, TypeClass::organisation) && !token(known.first_token).all_caps() && ends_like_surname(first))
    return true;
  return may_be_name_again(i) && of_known_name(token(first.first_token)) && of_known_name(token(known.first_token));
}
// "Thomson Reuters said" at the beginning of a sentence, where the document has "data of Thomson Reuters", too.
bool NameEnds::may_be_name_again(std::size_t i) const {
  if (i + 1 >= atoms_.size() || atoms_[i].known() || !atoms_[i + 1].known()) return false;
  const Atom &first = atoms_[i], &known = atoms_[i + 1];
  return !known.hyphen_before && one_token(first) && one_token(known) && nameish(first) &&
         token(first.first_token).is(token_flag::sentence_start);
}
// "Ahmet Ankara'ya gitti", "János Budapestre ment": the case says in or to; it is nobody's surname.
bool NameEnds::is_place_in_a_case(const Atom& known) const {
  if (is_inflected_place(known)) return true;
  const std::size_t next = known.last_token + std::size_t{1};
  return next + 1 < a_.tokens.size() && has_type(known, TypeClass::place) &&
         token(known.first_token).case_language() == CaseLanguage::turkish && token(next).is_punctuation('\'') &&
         token(next).gap == Gap::none && token(next + 1).gap == Gap::none && token(next + 1).lower_case();
}
// "post-Brexit UK", "pro-Trump Republicans": what a hyphen joins to a small word belongs to that, and to nothing behind
// it. Not where the name goes on: "ex-Merrill Lynch", "al-Dell".
bool NameEnds::behind_prefix(const Atom& atom) const {
  static constexpr ShortWords of_names("ex", "al", "el", "ad", "as", "an", "ar", "ash", "bin", "abu", "d", "de", "l");
  if (atom.first_token < 2 || token(atom.first_token).gap != Gap::none) return false;
  const Token &hyphen = token(atom.first_token - 1), &prefix = token(atom.first_token - 2);
  return hyphen.is_punctuation('-') && hyphen.gap == Gap::none && prefix.lower_case() &&
         !of_names.has(a_.text.substr(prefix.start, prefix.size()));
}
// "Mr. Dell" is no company.
bool NameEnds::titled(const Atom& known) const {
  if (!may_be_surname(known) || has_type(known, TypeClass::person) || is_inflected_place(known)) return false;
  if (with_arabic_article(known) && !has_type(known, TypeClass::place)) return true;
  Mention m;
  m.first_token = known.first_token;
  const Token* before = word_before(a_, m);
  return before != nullptr && is_title(words_, *before);
}

// Names that begin with a form of the base: China Daily, Georgia Meloni, Apple Watch, Western Europe.
std::size_t NameEnds::known_name_end(std::size_t i) {
  const Atom& atom = atoms_[i];
  if (titled(atom)) {
    // "Professor Heinz Krupp", both of which the base has, but not him.
    const bool both = i + 1 < atoms_.size() && atoms_[i + 1].known() && is_given_name(atom) &&
                      !atoms_[i + 1].hyphen_before && may_be_surname(atoms_[i + 1]);
    return tail_end(both ? i + 2 : i + 1);
  }
  if (i + 1 >= atoms_.size()) return i;
  const Atom& next = atoms_[i + 1];
  if (next.known()) {
    const bool new_place =
        one_token(atom) && (atom.classes & direction) != 0 && !next.hyphen_before && has_type(next, TypeClass::place);
    return new_place ? i + 2 : i;
  }
  if (next.hyphen_before || (has_type(atom, TypeClass::person) && behind_prefix(atom))) return i;
  const std::size_t end = unknown_end(i + 1);
  if (person_like(i + 1, end) && !fragile(atom)) return i;
  if (!one_token(atom) && has_type(atom, TypeClass::person)) return i;
  if (extend_model(i)) return i;
  const std::size_t head_end = last_head(i + 1, end);
  if (head_end > i + 1) {
    if (!(head_end < end && goes_on(head_end)) && extend_company(i, head_end)) return i;
    return tail_end(head_end);
  }
  const bool any_nameish = nameish(next) || (end > i + 2 && nameish(atoms_[i + 2]));
  if (fragile(atom)) {
    const bool described = !nameish(next) && has_type(atom, TypeClass::model);  // "Gemini App"
    // "Amazons Umsatz": the genitive before a German noun.
    const bool genitive = !any_nameish && token(next.first_token).is(token_flag::noun_capitals) && is_inflected(atom);
    return described || genitive ? i : tail_end(end);
  }
  return any_nameish && !has_type(atom, TypeClass::concept_) ? tail_end(end) : i;
}

// "iPhone 17 Pro Max" is the iPhone: the mention takes the words in.
bool NameEnds::extend_model(std::size_t i) {
  std::size_t end = i + 1;
  while (end < atoms_.size() && !atoms_[end].known() && (atoms_[end].classes & variant) != 0) ++end;
  if (end == i + 1 || !has_type(atoms_[i], TypeClass::model)) return false;
  if (end < atoms_.size() && !atoms_[end].known()) return false;
  Mention& m = a_.mentions[atoms_[i].mention];
  m.last_token = atoms_[i].last_token = atoms_[end - 1].last_token;
  m.extended = true;
  atoms_.erase(atoms_.begin() + static_cast<std::ptrdiff_t>(i) + 1, atoms_.begin() + static_cast<std::ptrdiff_t>(end));
  return true;
}

// "LG Energy Solution" is another company than LG; behind "Corp" a name ends.
bool NameEnds::goes_on(std::size_t i) const {
  return nameish(atoms_[i]) && !words_.is(token(atoms_[i - 1].last_token).hash, abbreviation);
}

// "Nvidia Corp" is Nvidia: the mention takes the word in.
bool NameEnds::extend_company(std::size_t i, std::size_t end) {
  if (end != i + 2 || !has_type(atoms_[i], TypeClass::organisation)) return false;
  if ((atoms_[i + 1].classes & company_head) == 0 || (atoms_[i + 1].classes & head) != 0) return false;
  a_.mentions[atoms_[i].mention].last_token = atoms_[i + 1].last_token;
  atoms_[i].last_token = atoms_[i + 1].last_token;
  atoms_.erase(atoms_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  return true;
}

// A name goes on through heads and connectors that follow.
std::size_t NameEnds::tail_end(std::size_t i) const {
  while (i < atoms_.size() && !atoms_[i].known() && !atoms_[i].hyphen_before) ++i;
  while (i > 0 && i <= atoms_.size() && atoms_[i - 1].connector) --i;
  return i;
}

// Is there evidence that the unknown atoms [i, end) are a name?
bool NameEnds::unknown_name_stands(std::size_t i, std::size_t end) const {
  if (end - i >= 2) {
    if (token(atoms_[i].first_token).is(token_flag::noun_capitals)) return german_name_stands(i, end);
    for (std::size_t k = i; k < end; ++k)
      if (nameish(atoms_[k])) return true;
    return last_head(i, end) > i && !token(atoms_[i].first_token).is(token_flag::sentence_start);
  }
  const Atom& atom = atoms_[i];
  const Token& t = telling_token(atom);
  if (camel_case(atom)) return true;
  const bool joined = end < atoms_.size() && atoms_[end].hyphen_before;
  if (joined && one_token(atom) && (atom.classes & joint) != 0) return false;  // Sino-US
  if (!nameish(atom)) return false;
  if (t.is(token_flag::sentence_start) && ordinary_surname(atom)) return true;
  if (one_token(atom) && base_.is_form(t)) return false;  // a form in another case: Blockchain
  const bool compound = !one_token(atom);
  if (t.size() < 3) return of_known_name(t) && !t.is(token_flag::sentence_start);
  return !t.is(token_flag::sentence_start) || compound || of_known_name(t);
}

// Two German nouns that stand together are a name with a given name, behind a role or a noun such as Firma, before a
// word such as GmbH, or between commas.
bool NameEnds::german_name_stands(std::size_t i, std::size_t end) const {
  if (nameish(atoms_[i])) return true;
  if (last_head(i, end) == end) return true;
  const uint32_t first = atoms_[i].first_token, last = atoms_[end - 1].last_token;
  if (first == 0) return false;
  const Token& before = token(first - 1);
  if (before.is(token_flag::first_upper) && words_.is(before.hash, common_noun)) return true;
  return before.is_punctuation(',') && last + 1 < a_.tokens.size() && token(last + 1).is_punctuation(',');
}

}  // namespace docmill::linker
