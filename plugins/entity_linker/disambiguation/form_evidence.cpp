#include "disambiguation/form_evidence.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "mentions/type_context.hpp"
#include "text/characters.hpp"
#include "text/short_words.hpp"

namespace docmill::linker {
namespace {

// Two capitals that are everybody's, or a word that somebody stresses, whoever is called so as well: for each first
// letter the second ones, a bit each.
constexpr std::array<uint32_t, 26> usual_abbreviations = [] {
  constexpr std::string_view words =
      "AC AD AI AM AN AR AS AT BC BE BY CD CV DC DJ DO DR GO HE HI HR ID IF IN IS IT MD ME MP MS MY NB NO OF OH OK ON "
      "OR "
      "PC PM PR PS QR SO TO TV UP UV VP VR WE";
  std::array<uint32_t, 26> seconds{};
  for (std::size_t i = 0; i < words.size(); i += 3)
    seconds[static_cast<std::size_t>(words[i] - 'A')] |= uint32_t{1} << (words[i + 1] - 'A');
  return seconds;
}();
bool is_usual_abbreviation(std::string_view text) {
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  return text.size() == 2 && is_capital(text[0]) && is_capital(text[1]) &&
         (usual_abbreviations[static_cast<std::size_t>(text[0] - 'A')] >> (text[1] - 'A') & 1) != 0;
}

// Two capitals that are the initials of something prominent, of one place or organisation only, or stand behind "the":
// US, EU, AI.
bool speaks_for_itself(const Analysis& a, const Mention& m, const EntityKind& kind) {
  const Token& t = a.tokens[m.first_token];
  if (!t.all_caps() || t.size() != 2 || t.is(token_flag::has_digit) || t.is(token_flag::shouting)) return false;
  if (m.ordinary || kind.type_class == TypeClass::person || kind.type_class == TypeClass::model) return false;
  if (kind.weight >= 3) return true;
  if (kind.type_class != TypeClass::place && kind.type_class != TypeClass::organisation) return false;
  if (m.n_candidates == 1 && !is_usual_abbreviation(a.text.substr(t.start, t.size()))) return true;
  const Token* before = word_before(a, m);
  if (before == nullptr) return false;
  const std::string_view article = a.text.substr(before->start, before->size());
  return article == "the" || article == "The";
}

// In a line of capitals TSMC is no word; WHO and BIS may be. USA and AMD could be said, but no list has them, and they
// are prominent.
bool may_be_word(const WordLists& words, const Analysis& a, const Token& t, const EntityKind& kind) {
  const std::string_view text = a.text.substr(t.start, t.size());
  if (kind.weight >= 4 && t.size() >= 3 && words.classes(t.hash) == 0) return false;
  return std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || std::string_view("AEIOUY").find(c) != std::string_view::npos;
  });
}

// Words that speak and act in a sentence like the company of that name: "Others said", "One fell".
bool may_act_itself(std::string_view word) {
  static constexpr ShortWords words("People", "One", "Who", "It", "He", "She", "They", "You", "We", "This", "That",
                                    "These", "Those", "All", "Some", "Many", "Most", "Nobody", "Anyone", "Both", "Each",
                                    "None", "Few", "What", "Another", "Either", "Man", "Woman", "Mother", "There",
                                    "Here", "Everyone");
  return word.ends_with('s') || words.has(word);
}

// "Apple launched a phone": companies do that, and so do people, but no fruit.
bool does_business(std::string_view word) {
  static constexpr ShortWords verbs(
      "launched", "launches", "launch", "bought", "buys", "hired", "hires", "opened", "opens", "plans", "planned",
      "sued", "sues", "agreed", "agrees", "unveils", "released", "releases", "introduced", "paid", "pays", "fired",
      "filed", "files", "partnered", "invested", "invests", "owns", "operates", "denied", "denies", "refused",
      "declined", "confirmed", "confirms", "wants", "competes", "employs", "designs", "designed", "builds", "built",
      "offers", "offered", "joins", "acquires", "reports", "appeals", "appealed", "expects", "expected", "CEO",
      "executive", "executives");
  return verbs.has(word);
}

// Does the first of two mentions that follow one another join the second: "Apple and Google", "Meta, Nvidia"?
bool are_joined(const Analysis& a, const Mention& m, const Mention& next) {
  if (next.first_token != m.last_token + 2) return false;
  const Token& between = a.tokens[m.last_token + std::size_t{1}];
  return between.is_punctuation(',') || between.is_punctuation('&') ||
         a.text.substr(between.start, between.size()) == "and";
}
bool may_be_organisation(const KnowledgeBase& base, const Analysis& a, const Mention& m) {
  const Candidate* first = a.candidates.data() + m.first_candidate;
  return std::any_of(first, first + m.n_candidates,
                     [&](const Candidate& c) { return base.kind(c.entity).type_class == TypeClass::organisation; });
}
// Another company stands right behind.
bool stands_in_list(const KnowledgeBase& base, const Analysis& a, const Mention& m) {
  const Mention* next = &m + 1;
  return next != a.mentions.data() + a.mentions.size() && are_joined(a, m, *next) &&
         may_be_organisation(base, a, *next);
}
// The same, or right before: "Intel, AMD, Arm, Oracle" is a list of companies, though all of it has capitals.
bool stands_among_companies(const KnowledgeBase& base, const Analysis& a, const Mention& m) {
  if (stands_in_list(base, a, m)) return true;
  const Mention* before = &m - 1;
  return &m != a.mentions.data() && are_joined(a, *before, m) && may_be_organisation(base, a, *before);
}

// "die Apple-Aktie", "bei Apple": a German noun would have an article.
bool is_german_name(const Analysis& a, const Mention& m) {
  static constexpr ShortWords prepositions("von", "bei", "für", "mit", "gegen", "an", "durch", "nach", "aus", "in");
  const std::size_t next = m.last_token + std::size_t{1};
  if (next + 1 < a.tokens.size() && a.tokens[next].is_punctuation('-') && a.tokens[next].gap == Gap::none &&
      a.tokens[next + 1].gap == Gap::none)
    return true;
  const Token* before = word_before(a, m);
  return before != nullptr && prepositions.has(a.text.substr(before->start, before->size()));
}

// "In-House", "House of the Week", "Figure 1"
bool is_part_of_other(const Analysis& a, const Mention& m, const EntityKind& kind) {
  const Token& t = a.tokens[m.first_token];
  if (m.first_token > 0 && t.gap == Gap::none && a.tokens[m.first_token - 1].is_punctuation('-')) return true;
  const Token* behind = word_behind(a, m);
  if (behind == nullptr) return false;
  const bool number = behind->is(token_flag::has_digit) && !behind->is(token_flag::has_letter);
  return number || (!kind.is_company && a.text.substr(behind->start, behind->size()) == "of");
}

// Does the capital of an ordinary word say that it is a name? It does inside of a sentence, less so behind an article
// ("the Moon", "the Target"; but "the Apple store"). At its beginning the words beside it may: "Apple said".
bool common_word_is_name(const KnowledgeBase& base, const Analysis& a, const Mention& m, const EntityKind& kind) {
  const Token& t = a.tokens[m.first_token];
  if (t.is(token_flag::heading))
    return kind.type_class == TypeClass::organisation && !t.is(token_flag::shouting) &&
           stands_among_companies(base, a, m);
  if (kind.weight <= 2 && t.is(token_flag::shouting)) return false;
  if (kind.weight <= 2 && t.is(token_flag::noun_capitals)) return is_german_name(a, m);
  if (!t.is(token_flag::sentence_start)) {
    const Token* before = word_before(a, m);
    const std::string_view word = before != nullptr ? a.text.substr(before->start, before->size()) : "";
    if (kind.weight > 2) return true;
    if (is_part_of_other(a, m, kind)) return false;
    if (word == "a" || word == "an") return kind.type_class == TypeClass::organisation;
    return (word != "the" && word != "The") || (kind.is_company && !stands_with_article(base.words(), a, m, before));
  }
  const Token* behind = word_behind(a, m);
  if (kind.type_class == TypeClass::person) return acts_like(base.words(), a, m) == Acts::person;
  if (kind.type_class == TypeClass::place) return behind != nullptr && base.words().is(behind->hash, word_class::said);
  if (kind.type_class != TypeClass::organisation || may_act_itself(a.text.substr(t.start, t.size()))) return false;
  if (acts_like(base.words(), a, m) != Acts::unclear || stands_in_list(base, a, m)) return true;
  return behind != nullptr && does_business(a.text.substr(behind->start, behind->size()));
}

// "Trump", "Путин": the surname of one person of the base only, very prominent, and no word or frequent surname.
bool is_famous_surname(const KnowledgeBase& base, const Analysis& a, const Mention& m, const Candidate& c,
                       const EntityKind& kind) {
  static constexpr ShortWords frequent("Adams", "Allen", "Anderson", "Brown", "Clark", "Davis", "Evans", "Fischer",
                                       "Garcia", "Hall", "Jackson", "Johnson", "Jones", "Lewis", "Martin", "Martinez",
                                       "Meyer", "Miller", "Moore", "Nelson", "Roberts", "Robinson", "Schmidt",
                                       "Schneider", "Singh", "Smith", "Taylor", "Thomas", "Thompson", "Walker", "Weber",
                                       "White", "Williams", "Wilson", "Wright");
  constexpr uint32_t fewest_bytes = 4;
  const Token& t = a.tokens[m.first_token];
  constexpr uint64_t others = word_class::surname | word_class::given_name | word_class::ordinary;
  return m.n_candidates == 1 && (c.form_flags & form_flag::part_of_name) != 0 && kind.weight >= 4 && !m.ordinary &&
         t.size() >= fewest_bytes && !base.words().is(t.hash, others) &&
         !frequent.has(a.text.substr(t.start, t.size()));
}

}  // namespace

bool is_called_like_another(const KnowledgeBase& base, const Analysis& a, const Mention& m, const Candidate& c) {
  if ((c.form_flags & form_flag::name) != 0 || m.n_candidates < 2) return false;
  const bool made = (c.form_flags & form_flag::derived) != 0;
  if (!made && base.entity(c.entity).type_class != TypeClass::place) return false;
  const Candidate* first = a.candidates.data() + m.first_candidate;
  return std::any_of(first, first + m.n_candidates, [&](const Candidate& other) {
    return (other.form_flags & form_flag::name) != 0 && base.related(c.entity, other.entity) &&
           (made || base.entity(other.entity).type_class == TypeClass::place);
  });
}

int name_points(const Candidate& c, const Mention& m, const Weights& weights) {
  // By multiplication: nobody foresees what a form is.
  const auto is = [&](uint16_t flag) { return static_cast<int>((c.form_flags & flag) != 0); };
  const int other_case = static_cast<int>(c.case_match != CaseMatch::exact),
            capitals = static_cast<int>(c.case_match == CaseMatch::capitals);
  return 25 + is(form_flag::name) * weights.canonical_name + (1 - is(form_flag::one_token)) * 15 -
         is(form_flag::derived) * 10 - other_case * 10 + capitals * 5 - static_cast<int>(m.extended) * 5;
}

int version_points(const Mention& m, const Entity& e) {
  return m.extended && (e.type == "ai_model" || e.type == "chip") ? 15 : 0;
}

bool needs_support(const KnowledgeBase& base, const Analysis& a, const Mention& m, const Candidate& c,
                   const EntityKind& kind) {
  if (m.extended) return false;
  const Token& first = a.tokens[m.first_token];
  if ((c.form_flags & (form_flag::part_of_name | form_flag::homonym)) != 0)
    return !is_famous_surname(base, a, m, c, kind);
  if ((c.form_flags & form_flag::short_form) != 0) return !speaks_for_itself(a, m, kind);
  if (first.is(token_flag::shouting) && m.first_token == m.last_token && first.size() <= 4 &&
      may_be_word(base.words(), a, first, kind))
    return true;
  // "Seul" begins a French sentence, and is Seúl without its accent.
  constexpr uint16_t made_word = form_flag::derived | form_flag::one_token;
  if ((c.form_flags & (made_word | form_flag::inflected)) == made_word && first.is(token_flag::sentence_start) &&
      first.is(token_flag::other_language) && kind.weight <= 3 && kind.type_class == TypeClass::place &&
      is_all_ascii(a.text.substr(first.start, first.size())))
    return true;
  return (m.ordinary || (c.form_flags & form_flag::common_word) != 0) && kind.weight <= 3 &&
         !common_word_is_name(base, a, m, kind);
}

bool begins_with_a_word(const Analysis& a, const Mention& m, const Candidate& c) {
  constexpr uint16_t both = form_flag::part_of_name | form_flag::common_word;
  return (c.form_flags & both) == both && a.tokens[m.first_token].is(token_flag::sentence_start | token_flag::heading);
}

}  // namespace docmill::linker
