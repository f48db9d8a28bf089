// What speaks for a capitalised word, or a run of them, being a name: its form, the words of the document, the forms of
// the base. The predicates that the search for unknown names (unknown_names.cpp) is made of.
#pragma once

#include <algorithm>
#include <cstring>
#include <iterator>
#include <string_view>
#include <vector>

#include <docmill/base/utf8.hpp>

#include "mentions/mention.hpp"
#include "mentions/name_runs.hpp"
#include "mentions/type_context.hpp"
#include "mentions/unknown_names.hpp"
#include "text/inflection.hpp"
#include "text/short_words.hpp"

namespace docmill::linker {

// Of 4 to 24 bytes, some of which may be looked at twice: nobody foresees where a capital stands, or the word ends.
inline bool has_ascii_capital(std::string_view word) {
  constexpr uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
  const auto read = [&](std::size_t at, auto bytes) {
    std::memcpy(&bytes, word.data() + at, sizeof bytes);
    return bytes;
  };
  // The highest bit of each byte that is a capital.
  const auto capitals = [](uint64_t bytes) {
    const uint64_t low = bytes & ~high;
    return (low + ones * (0x80u - 'A')) & ~(low + ones * (0x7Fu - 'Z')) & ~bytes & high;
  };
  const std::size_t n = word.size();
  if (n < 8) return capitals(read(0, uint32_t{}) | uint64_t{read(n - 4, uint32_t{})} << 32) != 0;
  const uint64_t both = capitals(read(0, uint64_t{})) | capitals(read(n - 8, uint64_t{}));
  return both != 0 || (n > 16 && capitals(read(8, uint64_t{})) != 0);
}

// Of one document; borrows all that it is made with.
class NameEvidence {
 protected:
  NameEvidence(const KnowledgeBase& base, Analysis& analysis, UnknownNamesScratch& scratch)
      : base_(base), words_(base.words()), a_(analysis), s_(scratch) {}

  const Token& token(std::size_t i) const { return a_.tokens[i]; }

  // ---- words written small in this document

  bool seen_lower(const Token& t) const { return a_.lower_case.has(t.hash); }
  void note_ordinary_words() {
    constexpr uint16_t no_evidence = token_flag::sentence_start | token_flag::heading | token_flag::noun_capitals;
    for (Mention& m : a_.mentions) {
      const Token& t = token(m.first_token);
      if (m.first_token == m.last_token && t.is(no_evidence) && t.is(token_flag::first_upper) && !t.all_caps())
        m.ordinary = seen_lower(t);
    }
  }

  // ---- words of full names, so that "Petrova" at the beginning of a sentence is seen after "Elena Petrova"

  static constexpr std::size_t name_filter_bits = 65536;
  void note_name(uint32_t first, uint32_t last) {
    for (uint32_t i = first; i <= last; ++i) {
      if (!token(i).is(token_flag::first_upper)) continue;
      name_beginnings_ |= beginning(token(i));
      for_each_form(token(i), [this](uint32_t hash) {
        for (const uint32_t bit : {hash, hash >> 16}) s_.name_words[bit % name_filter_bits / 64] |= one(bit);
        return false;
      });
    }
  }
  // The people of the base, of the whole document: a surname may come before the full name.
  void note_people() {
    s_.surnames.clear();
    for (const Mention& m : a_.mentions) {
      if (m.first_token == m.last_token || !has_type(m, TypeClass::person)) continue;
      note_name(m.first_token, m.last_token);
      s_.surnames.push_back(token(m.last_token).hash);
    }
    std::sort(s_.surnames.begin(), s_.surnames.end());
  }
  bool is_surname(const Token& t) const { return std::binary_search(s_.surnames.begin(), s_.surnames.end(), t.hash); }
  // Is a word that may be a surname beside a role, a title or a verb of saying: "CEO Huang", "Gates said"?
  bool acts_as_person(const Atom& atom) const {
    Mention m;
    m.first_token = m.last_token = atom.first_token;
    const Token *before = word_before(a_, m), *behind = word_behind(a_, m);
    constexpr uint64_t roles = word_class::role | word_class::profession;
    return (before != nullptr && (is_title(words_, *before) || words_.is(before->hash, roles))) ||
           (behind != nullptr && words_.is(behind->hash, word_class::said));
  }
  // An ordinary word as a surname: "with Gates", "Jobs said", after Bill Gates and Steve Jobs.
  bool ordinary_surname(const Atom& atom) const {
    const Token& t = token(atom.first_token);
    if (!one_token(atom) || s_.surnames.empty() || !is_surname(t)) return false;
    constexpr uint16_t no_evidence = token_flag::sentence_start | token_flag::heading | token_flag::noun_capitals;
    return !t.is(no_evidence) || acts_as_person(atom);
  }
  bool of_known_name(const Token& t) const {
    return (name_beginnings_ & beginning(t)) != 0 && for_each_form(t, [this](uint32_t hash) {
             return (s_.name_words[hash % name_filter_bits / 64] & one(hash)) != 0 &&
                    (s_.name_words[(hash >> 16) / 64] & one(hash >> 16)) != 0;
           });
  }
  // A bit for the first letter, which endings leave to a word with a capital.
  uint64_t beginning(const Token& t) const {
    if (!t.is(token_flag::first_upper)) return ~uint64_t{0};
    std::size_t at = t.start;
    const char32_t c = utf8::next(a_.text, at);
    return one(sharp_s(c) ? U's' : base_.characters().fold(c));
  }
  static uint64_t one(uint32_t bit) { return uint64_t{1} << (bit & 63); }
  // Calls `take(hash)` for the word as it stands and for what it may be another case of, until it returns true; whether
  // it did. So "Петрову" is seen after "Илья Петров".
  template <class F>
  bool for_each_form(const Token& t, F&& take) const {
    if (take(t.hash)) return true;
    const std::string_view word = a_.text.substr(t.start, t.size());
    if (!t.is_word() || !may_carry_ending(t, word)) return false;
    const BareForms forms = bare_forms(word, t.case_language());
    return std::any_of(forms.begin(), forms.end(), [&](const BareForm& form) {
      return !form.begins_name && !form.of_several && take(word_hash(base_.characters(), form.begin, form.rest));
    });
  }

  // A given name, also in another case: "с Ильёй Петровым".
  bool is_given_name(const Atom& atom) const {
    if ((atom.classes & word_class::given_name) != 0) return true;
    return atom.first_token == atom.last_token &&
           for_each_form(token(atom.first_token), [this](uint32_t hash) { return words_.is_given_name(hash); });
  }

  // ---- words

  bool ordinary_word(const Token& t) const {
    if (t.is(token_flag::other_language)) return words_.is(t.hash, word_class::other_function) || seen_lower(t);
    return words_.is(t.hash, word_class::ordinary | word_class::function) || seen_lower(t) || looks_inflected(t);
  }
  // Words that begin sentences and stand in no list: Adding, Unveiled, Strategically.
  bool looks_inflected(const Token& t) const {
    if (t.size() < 6 || !t.is(token_flag::sentence_start) || words_.is_given_name(t.hash)) return false;
    const std::string_view word = a_.text.substr(t.start, t.size());
    switch (word.back()) {
      case 'g': return word.ends_with("ing");
      case 'd': return word.ends_with("ed");
      case 'y': return word.ends_with("ly");
      case 'n': return word.ends_with("tion");
      case 's': return word.ends_with("tions");
      case 't': return word.ends_with("ment");
      default: return false;
    }
  }
  // Thomson, Lehmann, Goldberg, Kovalenko: what nothing but surnames end in, though no list has them.
  bool ends_like_surname(const Atom& atom) const {
    static constexpr std::string_view endings[] = {"son",  "mann", "berg", "stein", "enko",    "escu",
                                                   "wicz", "ović", "oğlu", "adze",  "opoulos", "shvili"};
    static constexpr ShortWords words("Reason", "Season", "Person", "Prison", "Lesson", "Poison", "Unison", "Crimson",
                                      "Comparison", "Treason", "Iceberg", "Saison", "Raison", "Maison", "Liaison");
    const Token& t = token(atom.first_token);
    const std::string_view word = a_.text.substr(t.start, t.size());
    if (!one_token(atom) || t.size() < 6 || !t.is(token_flag::first_upper) || words.has(word)) return false;
    return std::any_of(std::begin(endings), std::end(endings),
                       [&](std::string_view end) { return word.ends_with(end); });
  }
  bool camel_case(const Atom& atom) const {
    const Token& t = token(atom.first_token);
    constexpr uint16_t both = token_flag::has_lower | token_flag::has_upper;
    if ((t.flags & both) != both || t.size() < 5 || t.size() > longest_camel_case) return false;
    return has_ascii_capital(a_.text.substr(t.start + 1, t.size() - 1));
  }
  // The first word of an atom; of "O'Neill" and "D'Angelo" what stands behind the apostrophe.
  const Token& telling_token(const Atom& atom) const {
    const bool elided = token(atom.first_token).size() == 1 && atom.last_token >= atom.first_token + 2 &&
                        token(atom.first_token + 1).is_punctuation('\'');
    return token(atom.first_token + (elided ? 2 : 0));
  }
  bool nameish(const Atom& atom) const {
    if (atom.connector || atom.known()) return false;
    const Token& t = telling_token(atom);
    if (camel_case(atom)) return true;
    if (ordinary_word(t)) return ordinary_surname(atom);
    return !t.is(token_flag::noun_capitals) || named_in_german(atom);
  }
  // Every German noun has a capital; what makes a name is a title or a role before it, a given name, or the full name
  // that stood earlier.
  bool named_in_german(const Atom& atom) const {
    const Token& t = token(atom.first_token);
    if ((atom.classes & (word_class::given_name | word_class::surname)) != 0 || of_known_name(t)) return true;
    if (atom.first_token == 0 || t.gap != Gap::space) return false;
    const Token& before = token(atom.first_token - 1);
    return before.is(token_flag::first_upper) && words_.is(before.hash, word_class::title | word_class::role);
  }
  bool in_heading(const Atom& atom) const { return token(atom.first_token).is(token_flag::heading); }

  // The first word of a sentence that is not in English: no list knows what is an ordinary word. "Στην Αθήνα"
  bool begins_other_sentence(const Atom& atom) const {
    const Token& t = token(atom.first_token);
    std::size_t at = t.start;
    const bool latin = utf8::next(a_.text, at) < 0x250;
    const bool other = t.is(token_flag::other_language) || words_.is(t.hash, word_class::other_function);
    return t.is(token_flag::sentence_start) && (other || !latin);
  }

  // ---- forms of the base

  // Is the form weak evidence, so that a capitalised neighbour makes it part of another name?
  bool fragile(const Atom& atom) const {
    const Mention& m = a_.mentions[atom.mention];
    if (m.extended) return false;
    constexpr uint16_t weak =
        form_flag::part_of_name | form_flag::homonym | form_flag::short_form | form_flag::common_word;
    bool any_strong = false;
    for (uint32_t k = 0; k < m.n_candidates; ++k) {
      const Candidate& c = a_.candidates[m.first_candidate + k];
      const bool prominent = (c.form_flags & weak & ~uint32_t{form_flag::short_form}) == 0 &&
                             base_.kind(c.entity).weight >= 3 && token(atom.first_token).all_caps();
      any_strong |= (c.form_flags & weak) == 0 || prominent;
    }
    return m.n_candidates != 0 && !any_strong;
  }
  bool has_type(const Atom& atom, TypeClass type) const { return has_type(a_.mentions[atom.mention], type); }
  bool has_type(const Mention& m, TypeClass type) const {
    for (uint32_t k = 0; k < m.n_candidates; ++k)
      if (base_.kind(a_.candidates[m.first_candidate + k].entity).type_class == type) return true;
    return false;
  }
  bool one_token(const Atom& atom) const { return atom.first_token == atom.last_token; }

  bool may_be_surname(const Atom& known) const {
    return one_token(known) && token(known.first_token).is_word() &&
           token(known.first_token).is(token_flag::has_lower) &&
           (has_type(known, TypeClass::organisation) || has_type(known, TypeClass::place));
  }
  // "Premier Francji": the genitive of a place behind an office is no surname.
  bool is_inflected_place(const Atom& known) const {
    const Mention& m = a_.mentions[known.mention];
    const Candidate* first = a_.candidates.data() + m.first_candidate;
    return std::any_of(first, first + m.n_candidates, [this](const Candidate& c) {
      return (c.form_flags & form_flag::inflected) != 0 && base_.kind(c.entity).type_class == TypeClass::place;
    });
  }
  bool is_inflected(const Atom& known) const {
    const Mention& m = a_.mentions[known.mention];
    const Candidate* first = a_.candidates.data() + m.first_candidate;
    return std::all_of(first, first + m.n_candidates,
                       [](const Candidate& c) { return (c.form_flags & form_flag::inflected) != 0; });
  }
  // "K." in "Winston K. Ma", "R.J." in "R.J. Ma"
  bool initial(const Atom& atom) const {
    if (atom.known() || token(atom.last_token).hash != '.' || (atom.last_token - atom.first_token) % 2 == 0)
      return false;
    for (uint32_t i = atom.first_token; i < atom.last_token; i += 2)
      if (token(i).size() != 1 || !token(i + 1).is_punctuation('.')) return false;
    return true;
  }
  // "al-Dell": what a hyphen joins to the article is part of a name.
  bool with_arabic_article(const Atom& atom) const {
    if (atom.first_token < 2 || !token(atom.first_token - 1).is_punctuation('-')) return false;
    const Token& article = token(atom.first_token - 2);
    const std::string_view text = a_.text.substr(article.start, article.size());
    return token(atom.first_token).gap == Gap::none && token(atom.first_token - 1).gap == Gap::none &&
           (text == "al" || text == "Al" || text == "el" || text == "El");
  }
  // Given names that are as often the name of a place, before the name of a larger one: Austin, Charlotte.
  bool named_like_a_place(const Atom& atom) const {
    static constexpr std::string_view places[] = {"Austin", "Charlotte", "Florence", "Georgia",  "Jackson",
                                                  "Jordan", "Madison",   "Sydney",   "Victoria", "Virginia"};
    const Token& t = token(atom.first_token);
    const std::string_view text = a_.text.substr(t.start, t.size());
    return std::find(std::begin(places), std::end(places), text) != std::end(places);
  }
  // Behind the last head among the unknown atoms [from, to), or `from`.
  std::size_t last_head(std::size_t from, std::size_t to) const {
    for (std::size_t k = to; k > from; --k)
      if ((atoms_[k - 1].classes & (word_class::head | word_class::place_head | word_class::company_head)) != 0 &&
          !atoms_[k - 1].connector)
        return k;
    return from;
  }

  bool joint_word(std::size_t i) const {
    return (atoms_[i].classes & (word_class::joint | word_class::combining | word_class::verbal)) != 0;
  }
  bool demonym_word(const Atom& atom) const { return (atom.classes & word_class::demonym) != 0; }
  // A capital in the middle of a sentence makes a name even of an ordinary word ("the Big Apple").
  bool nameish_or_inside(std::size_t i) const {
    const Token& t = token(atoms_[i].first_token);
    return nameish(atoms_[i]) || !(t.is(token_flag::sentence_start) || t.is(token_flag::noun_capitals));
  }

  bool person_like(std::size_t from, std::size_t to) const {
    if (to < from + 2) return false;
    const uint32_t first_word = token(atoms_[from].first_token).hash;
    return words_.is_given_name(first_word) || words_.is(first_word, word_class::surname);
  }

  static constexpr uint32_t longest_camel_case = 24;  // bytes; longer ones are words run together
  const KnowledgeBase& base_;
  const WordLists& words_;
  Analysis& a_;
  UnknownNamesScratch& s_;
  uint64_t name_beginnings_ = 0;         // of the names noted
  std::vector<Atom>& atoms_ = s_.atoms;  // of the run that is looked at
};

}  // namespace docmill::linker
