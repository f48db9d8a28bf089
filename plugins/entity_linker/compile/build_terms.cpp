#include "compile/build_terms.hpp"

#include <algorithm>

#include "knowledge_base/knowledge_image.hpp"
#include "knowledge_base/name_forms.hpp"

namespace docmill::linker {

template <class F>
void TermBuilder::each_word(std::string_view text, F&& take) {
  if (text.empty()) return;
  scan_tokens(characters_, text, tokens_);
  for (const Token& t : tokens_)
    if (t.is_word() && t.size() >= 3 &&
        !words_.is(t.hash, word_class::function | word_class::auxiliary | word_class::empty))
      take(format::term_of(t.stem));
}

void TermBuilder::add(const KnowledgeEntry& entry, std::string_view name, bool person) {
  own_.clear();
  mine_.clear();
  const auto add_own = [&](std::string_view form) {
    scan_tokens(characters_, form.substr(0, 4) == "the " ? form.substr(4) : form, tokens_);
    if (tokens_.size() == 1) own_.push_back(format::term_of(tokens_[0].stem));
  };
  add_own(name);
  for_each_line(entry.aliases, add_own);
  const auto add_term = [&](uint32_t term) {
    if (std::find(own_.begin(), own_.end(), term) == own_.end()) mine_.push_back(term);
  };
  each_word(entry.description, add_term);
  for_each_line(entry.context, [&](std::string_view part) { each_word(part, add_term); });
  const bool homonym = name.size() != entry.label.size();
  const bool own_words = homonym || person;  // those are asked to be supported by others
  each_word(std::string_view(entry.label).substr(own_words ? name.size() : 0), add_term);
  std::sort(mine_.begin(), mine_.end());
  mine_.erase(std::unique(mine_.begin(), mine_.end()), mine_.end());
  lists_.append_value(static_cast<uint32_t>(mine_.size()));
  for (const uint32_t term : mine_) {
    lists_.append_value(term);
    ++frequency_[term];
  }
}

void TermBuilder::finish(std::vector<Spool>& sections) {
  std::vector<uint64_t> filter(1024);
  Spool::Reader lists(lists_);
  for (uint32_t n = 0; lists.next_value(n);) {
    uint32_t kept = 0;
    for (uint32_t term = 0; n > 0 && lists.next_value(term); --n) {
      if (frequency_[term] > most_entities_of_term) continue;
      ++kept;
      filter[(term & 0xFFFF) >> 6] |= uint64_t{1} << (term & 63);
      sections[format::terms].append_value(term << format::term_class_bits | term_class(frequency_[term]));
    }
    counts_.push_back(kept);
  }
  for (const uint64_t word : filter) sections[format::term_filter].append_value(word);
}

uint32_t TermBuilder::next_count() { return counts_[at_++]; }

}  // namespace docmill::linker
