#include "mentions/unknown_names.hpp"

#include <algorithm>

#include "mentions/addresses.hpp"
#include "mentions/name_ends.hpp"
#include "mentions/other_ways.hpp"
#include "mentions/type_context.hpp"

namespace docmill::linker {
namespace {

using namespace word_class;

class Search : private NameEnds {
 public:
  Search(const KnowledgeBase& base, Analysis& analysis, UnknownNamesScratch& scratch)
      : NameEnds(base, analysis, scratch) {}

  void run() {
    s_.found.clear();
    s_.doubts.clear();
    s_.name_words.assign(name_filter_bits / 64, 0);
    note_people();
    note_ordinary_words();
    NameRuns runs(base_, a_);
    while (runs.next(atoms_)) judge_run();
    if (!s_.doubts.empty()) settle_doubts();
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
        if (may_be_name_again(i)) note_doubt(i);
        ++i;
      }
    }
  }

  void note_doubt(std::size_t i) {
    Mention m;
    m.first_token = atoms_[i].first_token;
    m.last_token = atoms_[i + 1].last_token;
    m.state = MentionState::nil;
    m.nil_type = guess_type(i, i + 2, m);
    s_.doubts.push_back({m, atoms_[i + 1].mention});
  }
  // When all names are known: which of the doubtful ones stand elsewhere?
  void settle_doubts() {
    const std::size_t n = s_.found.size();
    for (const UnknownNamesScratch::Doubt& doubt : s_.doubts) {
      if (!of_known_name(token(doubt.name.first_token)) || !of_known_name(token(doubt.name.last_token))) continue;
      if (a_.mentions[doubt.mention].state == MentionState::dropped) continue;  // it is part of another name
      a_.mentions[doubt.mention].state = MentionState::dropped;
      s_.found.push_back(doubt.name);
    }
    if (n != s_.found.size()) sort_found();
  }

  // "Deutsche-Bank-Aktie": a compound that is no name may begin with one of several words.
  void add_compound(const Atom& atom) {
    Mention m;
    m.first_token = atom.first_token;
    m.last_token = atom.last_token;
    if (token(m.first_token + 1).is_punctuation('-') && find_other_way(base_, a_, m)) s_.found.push_back(m);
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

  // "Ernst & Young" is a firm, whoever of them was called so.
  bool joins_with_ampersand(std::size_t first, std::size_t last) const {
    return std::any_of(atoms_.begin() + static_cast<std::ptrdiff_t>(first),
                       atoms_.begin() + static_cast<std::ptrdiff_t>(last),
                       [this](const Atom& a) { return a.connector && token(a.first_token).is_punctuation('&'); });
  }
  // Companies and places are called like their founders and owners, agencies and newspapers are not.
  bool may_name_person(const Atom& known) const {
    const Mention& m = a_.mentions[known.mention];
    const Candidate* c = a_.candidates.data() + m.first_candidate;
    return std::any_of(c, c + m.n_candidates, [this](const Candidate& one) {
      const EntityKind& kind = base_.kind(one.entity);
      return kind.is_company || kind.type_class != TypeClass::organisation;
    });
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
    const bool surname =
        last - first >= 2 && end.known() && (surname_of_unknown(first, last - 1) || ends_like_surname(atoms_[first]));
    // "Thomson Reuters": nobody is called like a news agency, but for those with a given name.
    if (last - first == 2 && end.known() && !titled && !may_name_person(end) && !is_given_name(atoms_[first]))
      return nil_organisation;
    if (!titled && (joins_with_ampersand(first, last) || has_holders(a_, m))) return nil_organisation;
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
    if (n != s_.found.size()) sort_found();
  }
  void sort_found() {
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
