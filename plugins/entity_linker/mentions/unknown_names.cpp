#include "mentions/unknown_names.hpp"

#include <algorithm>

#include "mentions/addresses.hpp"
#include "mentions/name_evidence.hpp"
#include "mentions/other_ways.hpp"
#include "mentions/type_context.hpp"
#include "text/short_words.hpp"

namespace docmill::linker {
namespace {

using namespace word_class;

class Search : private NameEvidence {
 public:
  Search(const KnowledgeBase& base, Analysis& analysis, UnknownNamesScratch& scratch)
      : NameEvidence(base, analysis, scratch) {}

  void run() {
    s_.found.clear();
    s_.name_words.assign(name_filter_bits / 64, 0);
    note_people();
    note_ordinary_words();
    NameRuns runs(base_, a_);
    while (runs.next(atoms_)) judge_run();
    find_other_ways();
    if (!s_.surnames.empty() && a_.any_shouting) find_surnames_in_capitals();
    take_out_parts();
    if (!s_.found.empty()) add_names();
  }

 private:
  // ---- runs

  void judge_run() {
    if (atoms_.size() >= max_atoms) return;
    std::size_t first = 0;
    // The capital of the first word of a sentence is no evidence.
    const Atom& begin = atoms_.front();
    if (!begin.known() && token(begin.first_token).is(token_flag::sentence_start) && !camel_case(begin) &&
        (begin.classes & direction) == 0 && !ordinary_surname(begin) &&
        (ordinary_word(token(begin.first_token)) || names_profession(0)))
      first = 1;
    if (first < atoms_.size() && atoms_[first].connector) ++first;
    if (first >= atoms_.size()) return;
    if (in_heading(atoms_[first])) judge_heading(first);
    else split_run(first);
  }

  // "Actor Harrison Ford": a profession before a name that is not in the base.
  bool names_profession(std::size_t i) const {
    return i + 1 < atoms_.size() && (atoms_[i].classes & profession) != 0 && one_token(atoms_[i]) &&
           nameish(atoms_[i + 1]);
  }

  // "a Tech Cold War" is not the Cold War.
  bool another_event(std::size_t i) const {
    return i > 0 && has_type(atoms_[i], TypeClass::event) && !atoms_[i - 1].known() && !atoms_[i].hyphen_before &&
           !atoms_[i - 1].connector && !token(atoms_[i - 1].first_token).is(token_flag::sentence_start);
  }

  // In a heading everything has capitals: no names are made but of camel case, and a weak form beside a name-like word
  // is not linked.
  void judge_heading(std::size_t first) {
    for (std::size_t i = first; i < atoms_.size(); ++i) {
      if (!atoms_[i].known()) {
        if (camel_case(atoms_[i]) || is_surname_in_heading(i)) add_name(i, i + 1);
        continue;
      }
      if (another_event(i)) a_.mentions[atoms_[i].mention].state = MentionState::dropped;
      if (!fragile(atoms_[i])) continue;
      const bool left = i > first && nameish(atoms_[i - 1]);
      const bool right = i + 1 < atoms_.size() && nameish(atoms_[i + 1]);
      if (left || right) a_.mentions[atoms_[i].mention].state = MentionState::dropped;
    }
  }

  // "CEO Huang Speaks", "Huang Says No": a surname of somebody named in full, beside a role, a title or a verb of
  // saying.
  bool is_surname_in_heading(std::size_t i) const {
    const Atom& atom = atoms_[i];
    if (!one_token(atom) || atom.hyphen_before || !of_known_name(token(atom.first_token))) return false;
    return nameish(atom) && acts_as_person(atom);
  }

  // Cuts a run into names: [first, last) that belong together become one unknown name, the rest is looked at alone.
  void split_run(std::size_t first) {
    std::size_t i = first;
    while (i < atoms_.size()) {
      const std::size_t last = name_end(i);
      if (last > i) {
        add_name(i, last);
        i = last;
      } else {
        if (!atoms_[i].known() && !one_token(atoms_[i])) add_compound(atoms_[i]);
        ++i;
      }
    }
  }

  // "Deutsche-Bank-Aktie": a compound that is no name may begin with one of several words.
  void add_compound(const Atom& atom) {
    Mention m;
    m.first_token = atom.first_token;
    m.last_token = atom.last_token;
    if (token(m.first_token + 1).is_punctuation('-') && find_other_way(base_, a_, m)) s_.found.push_back(m);
  }

  std::size_t unknown_end(std::size_t i) const {
    while (i < atoms_.size() && !atoms_[i].known()) ++i;
    return i;
  }

  // End of the unknown name that begins at atom i, or i when none does.
  std::size_t name_end(std::size_t i) {
    const Atom& atom = atoms_[i];
    if (atom.connector) return i;
    if (atom.known()) return known_name_end(i);
    const std::size_t end = unknown_end(i);
    if (end < atoms_.size()) {
      const Atom& known = atoms_[end];
      const bool of = end > i && atoms_[end - 1].connector;
      const bool new_place = (atoms_[end - 1].classes & direction) != 0 && has_type(known, TypeClass::place);
      const bool says_nothing = end == i + 1 && begins_other_sentence(atom);
      const bool weak =
          !says_nothing && fragile(known) && !known.hyphen_before && end > i && nameish_or_inside(end - 1);
      const bool weak_compound = fragile(known) && known.hyphen_before && !joint_word(end - 1);
      const bool double_surname = known.hyphen_before && end >= i + 2 && is_given_name(atom) &&
                                  !atoms_[end - 1].connector && may_be_surname(known) &&
                                  has_type(known, TypeClass::organisation);  // "Emma Smith-Dell"
      const bool branch = !says_nothing && has_type(known, TypeClass::place) && one_token(known) &&
                          !known.hyphen_before && nameish(atoms_[end - 1]) && !person_like(i, end) &&
                          !demonym_word(known);
      if (of || surname_of_unknown(i, end) || new_place || another_event(end) || weak || weak_compound || branch ||
          double_surname)
        return tail_end(end + 1);
    }
    const std::size_t alone = german_surname_end(i, end);
    if (alone != end) return alone;
    return unknown_name_stands(i, end) ? end : i;
  }

  // A surname that stood in full before, beside another German noun: "Huangs Rede", "die Rede Huangs". The end of what
  // belongs together of [i, end).
  std::size_t german_surname_end(std::size_t i, std::size_t end) const {
    const Token& t = token(atoms_[i].first_token);
    if (end < i + 2 || !t.is(token_flag::noun_capitals)) return end;
    const bool first = of_known_name(t), second = of_known_name(token(atoms_[i + 1].first_token));
    if (first && !second && (atoms_[i].classes & given_name) == 0) return i + 1;
    return !first && second && (atoms_[i].classes & (given_name | surname)) == 0 && !initial(atoms_[i]) ? i : end;
  }

  // "Carrie Lam" is a person, and not the maker of machines that is also called Lam: behind a given name, or initials,
  // a single word of the base is the surname of somebody whom the base does not have (its own people were found in
  // full).
  bool surname_of_unknown(std::size_t i, std::size_t end) const {
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
  bool is_unlisted_given_name(const Atom& atom) const {
    static constexpr ShortWords before_people("by", "with", "of", "and", "or", "to", "from", "for");
    const Token& t = token(atom.first_token);
    if (!one_token(atom) || !nameish(atom) || camel_case(atom) || t.gap >= Gap::line) return false;
    if (t.is(token_flag::sentence_start | token_flag::other_language) || atom.first_token == 0) return false;
    const Token& before = token(atom.first_token - 1);
    if (!before.is_word()) return before.is_punctuation(',');
    return before.lower_case() && (!words_.is(before.hash, function | joint) ||
                                   before_people.has(a_.text.substr(before.start, before.size())));
  }
  // "Mr. Dell" is no company.
  bool titled(const Atom& known) const {
    if (!may_be_surname(known) || has_type(known, TypeClass::person) || is_inflected_place(known)) return false;
    if (with_arabic_article(known) && !has_type(known, TypeClass::place)) return true;
    Mention m;
    m.first_token = known.first_token;
    const Token* before = word_before(a_, m);
    return before != nullptr && is_title(words_, *before);
  }

  // Names that begin with a form of the base: China Daily, Georgia Meloni, Apple Watch, Western Europe.
  std::size_t known_name_end(std::size_t i) {
    const Atom& atom = atoms_[i];
    if (titled(atom)) return tail_end(i + 1);
    if (i + 1 >= atoms_.size()) return i;
    const Atom& next = atoms_[i + 1];
    if (next.known()) {
      const bool new_place =
          one_token(atom) && (atom.classes & direction) != 0 && !next.hyphen_before && has_type(next, TypeClass::place);
      return new_place ? i + 2 : i;
    }
    if (next.hyphen_before) return i;
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
  bool extend_model(std::size_t i) {
    std::size_t end = i + 1;
    while (end < atoms_.size() && !atoms_[end].known() && (atoms_[end].classes & variant) != 0) ++end;
    if (end == i + 1 || !has_type(atoms_[i], TypeClass::model)) return false;
    if (end < atoms_.size() && !atoms_[end].known()) return false;
    Mention& m = a_.mentions[atoms_[i].mention];
    m.last_token = atoms_[i].last_token = atoms_[end - 1].last_token;
    m.extended = true;
    atoms_.erase(atoms_.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                 atoms_.begin() + static_cast<std::ptrdiff_t>(end));
    return true;
  }

  // "LG Energy Solution" is another company than LG; behind "Corp" a name ends.
  bool goes_on(std::size_t i) const {
    return nameish(atoms_[i]) && !words_.is(token(atoms_[i - 1].last_token).hash, abbreviation);
  }

  // "Nvidia Corp" is Nvidia: the mention takes the word in.
  bool extend_company(std::size_t i, std::size_t end) {
    if (end != i + 2 || !has_type(atoms_[i], TypeClass::organisation)) return false;
    if ((atoms_[i + 1].classes & company_head) == 0 || (atoms_[i + 1].classes & head) != 0) return false;
    a_.mentions[atoms_[i].mention].last_token = atoms_[i + 1].last_token;
    atoms_[i].last_token = atoms_[i + 1].last_token;
    atoms_.erase(atoms_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    return true;
  }

  // A name goes on through heads and connectors that follow.
  std::size_t tail_end(std::size_t i) const {
    while (i < atoms_.size() && !atoms_[i].known() && !atoms_[i].hyphen_before) ++i;
    while (i > 0 && i <= atoms_.size() && atoms_[i - 1].connector) --i;
    return i;
  }

  // Is there evidence that the unknown atoms [i, end) are a name?
  bool unknown_name_stands(std::size_t i, std::size_t end) const {
    if (end - i >= 2) {
      if (token(atoms_[i].first_token).is(token_flag::noun_capitals)) return german_name_stands(i, end);
      for (std::size_t k = i; k < end; ++k)
        if (nameish(atoms_[k])) return true;
      return last_head(i, end) > i && !token(atoms_[i].first_token).is(token_flag::sentence_start);
    }
    const Atom& atom = atoms_[i];
    const Token& t = telling_token(atom);
    if (camel_case(atom)) return true;
    if (!nameish(atom)) return false;
    if (t.is(token_flag::sentence_start) && ordinary_surname(atom)) return true;
    if (one_token(atom) && base_.is_form(t)) return false;  // a form in another case: Blockchain
    const bool compound = !one_token(atom);
    if (t.size() < 3) return of_known_name(t) && !t.is(token_flag::sentence_start);
    return !t.is(token_flag::sentence_start) || compound || of_known_name(t);
  }

  // Two German nouns that stand together are a name with a given name, behind a role or a noun such as Firma, before a
  // word such as GmbH, or between commas.
  bool german_name_stands(std::size_t i, std::size_t end) const {
    if (nameish(atoms_[i])) return true;
    if (last_head(i, end) == end) return true;
    const uint32_t first = atoms_[i].first_token, last = atoms_[end - 1].last_token;
    if (first == 0) return false;
    const Token& before = token(first - 1);
    if (before.is(token_flag::first_upper) && words_.is(before.hash, common_noun)) return true;
    return before.is_punctuation(',') && last + 1 < a_.tokens.size() && token(last + 1).is_punctuation(',');
  }

  // ---- results

  void add_name(std::size_t first, std::size_t last) {
    if (inside_address(a_, atoms_[first].first_token)) return;
    if (last > first + 1 && inside_address(a_, atoms_[last - 1].first_token)) return;
    Mention m;
    m.first_token = atoms_[first].first_token;
    m.last_token = atoms_[last - 1].last_token;
    m.state = MentionState::nil;
    m.nil_type = guess_type(first, last, m);
    for (std::size_t k = first; k < last; ++k)
      if (atoms_[k].known()) a_.mentions[atoms_[k].mention].state = MentionState::dropped;
    if (m.first_token != m.last_token) note_name(m.first_token, m.last_token);
    s_.found.push_back(m);
  }

  uint8_t guess_type(std::size_t first, std::size_t last, const Mention& m) const {
    const Atom& end = atoms_[last - 1];
    if ((end.classes & place_head) != 0) return nil_place;
    const std::string_view last_word = a_.text.substr(token(end.last_token).start, token(end.last_token).size());
    if (last_word == "Act" || last_word == "Law" || last_word == "Treaty") return nil_law;
    if (last - first >= 2 && last_head(first, last) > first) return nil_organisation;
    const Token* before = word_before(a_, m);
    const Token* behind = word_behind(a_, m);
    const bool titled = before != nullptr && (is_title(words_, *before) || words_.is(before->hash, role));
    const bool speaks = behind != nullptr && words_.is(behind->hash, said);
    const bool surname = last - first >= 2 && end.known() && surname_of_unknown(first, last - 1);
    if (titled || surname || person_like(first, last)) return nil_person;
    if (speaks && last - first >= 2) return nil_person;
    if (atoms_[first].known() && !fragile(atoms_[first]) && has_type(atoms_[first], TypeClass::organisation))
      return nil_product;
    const bool place = end.known() && has_type(end, TypeClass::place) && (atoms_[first].classes & direction) != 0;
    return place ? nil_place : nil_name;
  }

  // "PUTIN SAYS NO" in a line of capitals, whose words are in no run.
  void find_surnames_in_capitals() {
    constexpr uint32_t shortest = 4;
    const std::size_t n = s_.found.size();
    std::size_t mention = 0;
    for (uint32_t i = 0; i < a_.tokens.size(); ++i) {
      const Token& t = token(i);
      if (!t.is(token_flag::shouting) || !t.is_word() || t.size() < shortest || !is_surname(t)) continue;
      if (words_.is(t.hash, ordinary | function)) continue;
      while (mention < a_.mentions.size() && a_.mentions[mention].last_token < i) ++mention;
      if (mention < a_.mentions.size() && a_.mentions[mention].first_token <= i) continue;
      Mention m;
      m.first_token = m.last_token = i;
      m.state = MentionState::nil;
      m.nil_type = nil_person;
      s_.found.push_back(m);
    }
    if (n != s_.found.size())
      std::stable_sort(s_.found.begin(), s_.found.end(),
                       [](const Mention& x, const Mention& y) { return x.first_token < y.first_token; });
  }

  // Unknown names that are names of the base in another way of writing. One that takes in what stands before it
  // ("Huang, Jensen") takes the place of that.
  void find_other_ways() {
    std::size_t n = 0;
    for (const Mention& unknown : s_.found) {
      Mention m = unknown;
      const bool known =
          m.state == MentionState::nil && !token(m.first_token).is(token_flag::heading) && find_other_way(base_, a_, m);
      if (known && n > 0 && s_.found[n - 1].last_token >= m.first_token) --n;
      s_.found[n++] = known ? m : unknown;
    }
    s_.found.resize(n);
  }

  // Takes out what was dropped and whatever else lies inside an unknown name (a form that begins within a compound).
  void take_out_parts() {
    std::size_t name = 0;
    const auto inside = [&](const Mention& m) {
      if (m.state == MentionState::dropped) return true;
      while (name < s_.found.size() && s_.found[name].last_token < m.first_token) ++name;
      return name < s_.found.size() && s_.found[name].first_token <= m.last_token;
    };
    a_.mentions.erase(std::remove_if(a_.mentions.begin(), a_.mentions.end(), inside), a_.mentions.end());
  }

  // Both are sorted: merged from behind, in place.
  void add_names() {
    std::size_t from = a_.mentions.size(), to = from + s_.found.size();
    a_.mentions.resize(to);
    for (std::size_t name = s_.found.size(); name > 0;) {
      const bool mention = from > 0 && a_.mentions[from - 1].first_token > s_.found[name - 1].first_token;
      a_.mentions[--to] = mention ? a_.mentions[--from] : s_.found[--name];
    }
  }
};

}  // namespace

void find_unknown_names(const KnowledgeBase& base, Analysis& analysis, UnknownNamesScratch& scratch) {
  Search(base, analysis, scratch).run();
}

}  // namespace docmill::linker
