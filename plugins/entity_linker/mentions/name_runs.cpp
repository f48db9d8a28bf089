#include "mentions/name_runs.hpp"

#include <algorithm>
#include <iterator>

#include "text/short_words.hpp"

namespace docmill::linker {

using namespace word_class;

namespace {

// No word is longer; the bound keeps hostile texts linear.
constexpr std::size_t max_joined_tokens = 16;

// "Universidad de Madrid", "Banque de France": nouns with which the name of an institution begins in other languages.
bool begins_institution(std::string_view word) {
  static constexpr ShortWords words("Universidad", "Universidade", "Université", "Università", "Universiteit",
                                    "Universitat", "Banco", "Banque", "Banca", "Museo", "Musée", "Museu", "Instituto",
                                    "Institut", "Istituto", "Academia", "Académie", "Accademia", "Colegio", "Collège",
                                    "Escuela", "École", "Scuola", "Escola", "Hospital", "Ospedale", "Teatro", "Théâtre",
                                    "Orquesta", "Orchestre", "Orchestra", "Copa", "Coupe", "Coppa", "Bolsa", "Radio",
                                    "Diario", "Journal", "Politecnico");
  return words.has(word);
}

}  // namespace

// The mention that begins at token i.
uint32_t NameRuns::mention_at(std::size_t i) {
  while (mention_ < mentions_.size() && mentions_[mention_].first_token < i) ++mention_;
  if (mention_ < mentions_.size() && mentions_[mention_].first_token == i) return static_cast<uint32_t>(mention_);
  return no_mention;
}

// German nouns that are known by their ending: Entscheidung, Mehrheit, Wirtschaft.
bool NameRuns::abstract_noun(const Token& t) const {
  constexpr std::string_view in_g[] = {"ung"}, in_s[] = {"nis", "ismus"}, in_e[] = {"nisse"};
  constexpr std::string_view in_n[] = {"ungen", "heiten", "keiten", "tion", "tionen", "täten"};
  constexpr std::string_view in_t[] = {"heit", "keit", "schaft", "tät"};
  if (t.size() < 6) return false;
  const std::string_view word = a_.text.substr(t.start, t.size());
  const auto has_one_of = [&](const auto& endings) {
    return std::any_of(std::begin(endings), std::end(endings), [&](std::string_view ending) {
      return word.size() > ending.size() + 1 && word.ends_with(ending);
    });
  };
  switch (word.back()) {
    case 'g': return has_one_of(in_g);
    case 's': return has_one_of(in_s);
    case 'e': return has_one_of(in_e);
    case 'n': return has_one_of(in_n);
    case 't': return has_one_of(in_t);
    default: return false;
  }
}

// A word with a capital that is no part of a name.
bool NameRuns::separates(std::size_t i, uint64_t classes) const {
  const Token& t = token(i);
  // "Jan" is a month in English, and more often a given name elsewhere.
  const bool given = (classes & given_name) != 0 && t.is(token_flag::other_language);
  if ((classes & (function | auxiliary | role)) != 0 || ((classes & calendar) != 0 && !given)) return true;
  // Small words of Greek and Cyrillic are those of no other language.
  const bool greek_or_cyrillic = static_cast<unsigned char>(a_.text[t.start]) >= 0xCD;
  const bool other = t.is(token_flag::other_language) || greek_or_cyrillic;
  if (other && (classes & (other_function | other_title)) != 0) return true;
  if (t.is(token_flag::noun_capitals) && ((classes & common_noun) != 0 || abstract_noun(t))) return true;
  if ((classes & demonym) != 0 && (classes & direction) == 0) return true;
  const bool initial = t.size() == 1 && joined(i + 1) && token(i + 1).is_punctuation('.');
  // "O'Neill", "D'Angelo"
  const bool elided = t.size() == 1 && joined(i + 1) && token(i + 1).is_punctuation('\'') && joined(i + 2) &&
                      capital_word(i + 2) && token(i + 2).size() >= 3;
  if (t.all_caps() && !initial && !elided) return true;
  return !t.is(token_flag::has_letter);
}

// "Dall'Italia", "Lorsqu'Airbus": does an apostrophe part a small word from a name?
bool NameRuns::is_elided(std::size_t i) {
  return (token(i).is(token_flag::other_language) && words_.is(token(i).hash, other_function)) ||
         mention_at(i + 2) != no_mention;
}

// The last token of the word that begins at i, with what is written on to it: O'Brien, Ping'an, K., Observer.com,
// Jean-Pierre, Ing-wen.
std::size_t NameRuns::word_end(std::size_t i) {
  std::size_t last = i;
  while (joined(last + 1) && last - i < max_joined_tokens) {
    const Token& mark = token(last + 1);
    const bool word_follows = joined(last + 2) && token(last + 2).is_word();
    if (mark.is_punctuation('\'') && word_follows) {
      const bool part = token(last).size() == 1 || token(last + 2).size() >= 2;
      if (!part || words_.is(token(last + 2).hash, ordinary | function | auxiliary)) break;
      if (token(last).size() > 1 && is_elided(last)) break;
      last += 2;
    } else if (mark.is_punctuation('.') && word_follows) {
      last += 2;
    } else if (mark.is_punctuation('.') && token(last).size() == 1 && spaced(last + 2) && capital_word(last + 2)) {
      return last + 1;
    } else if (mark.is_punctuation('-') && word_follows && token(last + 2).is(token_flag::has_letter)) {
      const Token& second = token(last + 2);
      if (second.lower_case() && (second.size() > 5 || words_.classes(second.hash) != 0)) break;
      last += 2;
    } else {
      break;
    }
  }
  return last;
}

// The last token of a connector that begins at i, when capitals go on behind it and the name so far asks for it:
// "University of", "Bank of the", "Johnson &", "Exhibition and Convention Center"; otherwise i - 1.
std::size_t NameRuns::connector_end(const std::vector<Atom>& atoms, std::size_t i) const {
  const std::size_t none = i - 1;
  if (!spaced(i) || atoms.empty()) return none;
  const Token& t = token(i);
  const std::string_view text = a_.text.substr(t.start, t.size());
  const Atom& last = atoms.back();
  if (t.is_punctuation('&')) return spaced(i + 1) && capital_word(i + 1) ? i : none;
  if (!t.is_word() || last.connector) return none;
  if (text == "of" || text == "for") {
    if (last.known() || (last.classes & head) == 0) return none;
    std::size_t end = i;
    if (spaced(i + 1) && a_.text.substr(token(i + 1).start, token(i + 1).size()) == "the") ++end;
    return spaced(end + 1) && capital_word(end + 1) ? end : none;
  }
  if (text == "and" && !last.known()) {
    std::size_t k = i + 1;
    while (k < i + 4 && spaced(k) && capital_word(k)) {
      if (k > i + 1 && words_.is(token(k).hash, head | place_head)) return i;
      ++k;
    }
    return none;
  }
  // In German "der" and "von" stand between nouns as well: only a given name makes them part of a name. "Aktie" and
  // "Konzern" are German in a text too short to be known for it.
  const bool german_noun = t.is(token_flag::noun_capitals) || (text == "der" && (last.classes & common_noun) != 0);
  if (german_noun && (last.classes & given_name) == 0) return none;
  if (!words_.is(t.hash, particle) || last.known()) return none;
  std::size_t end = i;  // "van der"
  while (end < i + 2 && spaced(end + 1) && token(end + 1).lower_case() && words_.is(token(end + 1).hash, particle))
    ++end;
  return spaced(end + 1) && capital_word(end + 1) ? end : none;
}

// "Demain la France", "Acciones de Santander": in other languages what stands at i between the first word of a
// sentence, whose capital says nothing, and a name is an article or a preposition. Only behind a given name or a word
// such as "Universidad" it is part of a name.
bool NameRuns::stands_apart(const Atom& before, std::size_t i) const {
  constexpr uint16_t both = token_flag::sentence_start | token_flag::other_language;
  const Token& t = token(before.first_token);
  return (t.flags & both) == both && (before.classes & given_name) == 0 && words_.is(token(i).hash, particle) &&
         !begins_institution(a_.text.substr(t.start, t.size()));
}

// Appends the atom at at_; false when the run ends here.
bool NameRuns::take_atom(std::vector<Atom>& atoms) {
  Atom atom;
  atom.mention = mention_at(at_);
  atom.first_token = static_cast<uint32_t>(at_);
  if (atom.known()) {
    if (!token(at_).is(token_flag::has_upper)) return false;
    atom.last_token = mentions_[atom.mention].last_token;
    const uint32_t last_word = token(atom.last_token).hash;
    atom.classes = words_.classes(last_word) | (words_.is_other_given_name(last_word) ? given_name : 0);
  } else {
    if (!capital_word(at_)) return false;
    const uint64_t classes = words_.classes(token(at_).hash);
    if (separates(at_, classes)) return false;
    atom.last_token = static_cast<uint32_t>(word_end(at_));
    const uint32_t last_word = token(atom.last_token).hash;
    atom.classes = atom.last_token == at_ ? classes : words_.classes(last_word);
    if (words_.is_other_given_name(last_word)) atom.classes |= given_name;
    // A compound whose second part the base has (Trump-Putin) is two atoms.
    for (std::size_t k = at_ + 1; k <= atom.last_token; ++k) {
      if (mention_at(k) == no_mention || token(k - 1).hash != '-') continue;
      atom.last_token = static_cast<uint32_t>(k - 2);
      break;
    }
  }
  const bool hyphen = at_ >= 1 && token(at_).gap == Gap::none && token(at_ - 1).is_punctuation('-');
  atom.hyphen_before = hyphen && !atoms.empty() && atoms.back().last_token + 2 == at_;
  atoms.push_back(atom);
  at_ = atom.last_token + std::size_t{1};
  return true;
}

// Does the run end behind its last atom? An address is a name of its own: Observer.com.
bool NameRuns::closed(const std::vector<Atom>& atoms) const {
  const Atom& last = atoms.back();
  return !last.known() && last.last_token > last.first_token + 1 && token(last.last_token - 1).is_punctuation('.');
}

// Goes on to the next word with a capital; false at the end. A form in lower case is in no run.
bool NameRuns::find_start() {
  for (; capital_ < a_.capitals.size(); ++capital_) {
    const std::size_t i = a_.capitals[capital_];
    if (i < at_) continue;
    for (; mention_ < mentions_.size() && mentions_[mention_].first_token <= i; ++mention_) {
      const Mention& m = mentions_[mention_];
      if (m.last_token >= i && !token(m.first_token).is(token_flag::has_upper)) at_ = m.last_token + std::size_t{1};
      if (m.first_token == i) break;
    }
    if (i < at_) continue;
    at_ = i;
    return true;
  }
  return false;
}

bool NameRuns::next(std::vector<Atom>& atoms) {
  atoms.clear();
  for (; find_start(); ++at_) {
    if (!take_atom(atoms)) continue;
    while (at_ < tokens_.size() && atoms.size() < max_atoms && !closed(atoms)) {
      if (spaced(at_) && capital_word(at_)) {
        if (!take_atom(atoms)) break;
        continue;
      }
      // A hyphen between two names, one of them in the base: US-China.
      if (joined(at_) && token(at_).is_punctuation('-') && joined(at_ + 1) && capital_word(at_ + 1)) {
        ++at_;
        if (!take_atom(atoms)) break;
        continue;
      }
      const std::size_t end = connector_end(atoms, at_);
      if (end + 1 == at_) break;
      if (mention_at(end + 1) == no_mention ? separates(end + 1, words_.classes(token(end + 1).hash))
                                            : stands_apart(atoms.back(), at_))
        break;
      Atom connector;
      connector.first_token = static_cast<uint32_t>(at_);
      connector.last_token = static_cast<uint32_t>(end);
      connector.connector = true;
      atoms.push_back(connector);
      at_ = end + 1;
      if (!take_atom(atoms)) {
        atoms.pop_back();
        break;
      }
    }
    return true;
  }
  return false;
}

}  // namespace docmill::linker
