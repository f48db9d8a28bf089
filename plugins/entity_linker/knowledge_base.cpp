#include "knowledge_base.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "name_forms.hpp"

namespace docmill::linker {
namespace {

TypeClass type_class_of(std::string_view type) {
  if (type == "person" || type == "fictional_character") return TypeClass::person;
  if (type == "place") return TypeClass::place;
  if (type == "company" || type == "organisation" || type == "agency" || type == "university" || type == "media")
    return TypeClass::organisation;
  if (type == "ai_model" || type == "chip" || type == "product") return TypeClass::model;
  if (type == "event" || type == "programme") return TypeClass::event;
  if (type == "concept") return TypeClass::concept_;
  return TypeClass::other;
}

// The rows that count: later layers replace, order of keys.
std::vector<const KnowledgeRow*> merged(const std::vector<KnowledgeTable>& layers,
                                        const std::vector<std::string>& excluded) {
  std::map<std::string_view, const KnowledgeRow*> by_key;
  for (const KnowledgeTable& table : layers)
    for (const KnowledgeRow& row : table.rows) by_key[row.key] = &row;
  std::vector<const KnowledgeRow*> rows;
  for (const auto& [key, row] : by_key)
    if (std::find(excluded.begin(), excluded.end(), row->type) == excluded.end()) rows.push_back(row);
  return rows;
}

int points_for(uint32_t n_entities_with_it) {
  if (n_entities_with_it <= 2) return 24;
  if (n_entities_with_it <= 6) return 16;
  if (n_entities_with_it <= 16) return 10;
  return n_entities_with_it <= 40 ? 5 : 2;
}

}  // namespace

std::string_view name_of_label(std::string_view label) {
  if (label.empty() || label.back() != ')') return label;
  const std::size_t bracket = label.rfind(" (");
  return bracket == std::string_view::npos || bracket == 0 ? label : label.substr(0, bracket);
}

KnowledgeBase::KnowledgeBase(const std::vector<KnowledgeTable>& layers,
                             const std::vector<std::string>& excluded_types) {
  const std::vector<const KnowledgeRow*> rows = merged(layers, excluded_types);
  add_entities(rows);
  add_relations(rows);
  add_terms(rows);
  add_forms(rows);
}

void KnowledgeBase::add_entities(const std::vector<const KnowledgeRow*>& rows) {
  entities_.reserve(rows.size());
  for (const KnowledgeRow* row : rows) {
    Entity e;
    e.label = row->label;
    e.name = name_of_label(row->label);
    e.type = row->type;
    e.key = row->key;
    e.qid = row->qid;
    e.type_class = type_class_of(row->type);
    e.weight = static_cast<uint8_t>(row->weight);
    e.homonym = e.name.size() != e.label.size();
    e.ends_in_number = ends_in_number(e.name);
    e.is_company = row->type == "company";
    e.is_language = e.type_class == TypeClass::concept_ && e.label.find("language") != std::string::npos &&
                    e.label.find("model") == std::string::npos;
    entities_.push_back(std::move(e));
  }
}

void KnowledgeBase::add_relations(const std::vector<const KnowledgeRow*>& rows) {
  std::unordered_multimap<std::string_view, uint32_t> by_label;
  for (uint32_t i = 0; i < size(); ++i) by_label.emplace(entities_[i].label, i);
  std::vector<std::pair<uint32_t, uint32_t>> pairs;
  for (uint32_t i = 0; i < size(); ++i) {
    for_each_part(rows[i]->related, [&](std::string_view label) {
      const auto [first, last] = by_label.equal_range(label);
      if (first == last)
        remarks_.push_back("'" + entities_[i].key + "' is related to '" + std::string(label) +
                           "', which is no label of the knowledge base");
      for (auto other = first; other != last; ++other) {
        if (other->second == i) continue;
        pairs.emplace_back(i, other->second);
        pairs.emplace_back(other->second, i);
      }
    });
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  for (const auto& [from, to] : pairs) {
    Entity& e = entities_[from];
    if (e.relations.end == 0) e.relations.begin = static_cast<uint32_t>(relations_.size());
    relations_.push_back(to);
    e.relations.end = static_cast<uint32_t>(relations_.size());
  }
}

bool KnowledgeBase::related(uint32_t a, uint32_t b) const {
  const Range *r = &entities_[a].relations, *other = &entities_[b].relations;
  if (other->end - other->begin < r->end - r->begin) {  // relations go both ways: search the shorter list
    std::swap(r, other);
    std::swap(a, b);
  }
  return std::binary_search(relations_.begin() + r->begin, relations_.begin() + r->end, b);
}

// The words of description, context and label.
void KnowledgeBase::add_terms(const std::vector<const KnowledgeRow*>& rows) {
  std::vector<std::vector<uint32_t>> stems(rows.size());
  std::map<uint32_t, uint32_t> frequency;  // ordered: the numbering of terms follows it
  std::vector<Token> tokens;
  const auto each_word = [&](std::string_view text, auto&& take) {
    scan_tokens(characters_, text, tokens);
    for (const Token& t : tokens)
      if (t.is_word() && t.size() >= 3 &&
          !words_.is(t.hash, word_class::function | word_class::auxiliary | word_class::empty))
        take(t.stem);
  };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    // Words that are a form by themselves say nothing: where the form stands, they stand.
    std::vector<uint32_t> own;
    const auto add_own = [&](std::string_view form) {
      scan_tokens(characters_, form.substr(0, 4) == "the " ? form.substr(4) : form, tokens);
      if (tokens.size() == 1) own.push_back(tokens[0].stem);
    };
    add_own(entities_[i].name);
    for_each_part(rows[i]->aliases, add_own);
    std::vector<uint32_t>& mine = stems[i];
    const auto add = [&](uint32_t stem) {
      if (std::find(own.begin(), own.end(), stem) == own.end()) mine.push_back(stem);
    };
    each_word(rows[i]->description, add);
    each_word(rows[i]->context, add);
    const Entity& e = entities_[i];
    const bool own_words = e.homonym || e.type_class == TypeClass::person;  // those are asked to be supported by others
    each_word(std::string_view(e.label).substr(own_words ? e.name.size() : 0), add);
    std::sort(mine.begin(), mine.end());
    mine.erase(std::unique(mine.begin(), mine.end()), mine.end());
    for (const uint32_t stem : mine) ++frequency[stem];
  }
  std::size_t size = 16;
  while (size < 2 * frequency.size()) size *= 2;
  term_slots_.assign(size, TermSlot());
  for (const auto& [stem, n] : frequency) {
    std::size_t at = stem & (size - 1);
    while (term_slots_[at].term != no_term) at = (at + 1) & (size - 1);
    term_slots_[at] = {stem, n_terms()};
    term_filter_[(stem & 0xFFFF) >> 6] |= uint64_t{1} << (stem & 63);
    term_points_.push_back(static_cast<uint8_t>(points_for(n)));
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    entities_[i].terms.begin = static_cast<uint32_t>(terms_.size());
    for (const uint32_t stem : stems[i]) terms_.push_back(find_term(stem));
    entities_[i].terms.end = static_cast<uint32_t>(terms_.size());
  }
}

uint32_t KnowledgeBase::find_term(uint32_t stem) const {
  const std::size_t mask = term_slots_.size() - 1;
  for (std::size_t at = stem & mask; term_slots_[at].term != no_term; at = (at + 1) & mask)
    if (term_slots_[at].stem == stem) return term_slots_[at].term;
  return no_term;
}

void KnowledgeBase::add_forms(const std::vector<const KnowledgeRow*>& rows) {
  std::vector<FormSource> forms;
  for (uint32_t i = 0; i < size(); ++i) {
    const Entity& e = entities_[i];
    const NameForms maker(characters_, words_, e.name, e.type_class == TypeClass::person, e.homonym);
    const auto add = [&](std::string_view text) { maker.add(text, i, forms); };
    add(e.name);
    for_each_part(rows[i]->aliases, add);
  }
  aliases_ = AliasIndex(characters_, std::move(forms));
}

}  // namespace docmill::linker
