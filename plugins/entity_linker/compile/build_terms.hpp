// The part of compiling a base that is about the words of descriptions: which words tell something about an entity, and
// how rare each is.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compile/spool.hpp"
#include "knowledge_base/knowledge_entry.hpp"
#include "knowledge_base/knowledge_format.hpp"
#include "text/characters.hpp"
#include "text/tokens.hpp"
#include "text/word_lists.hpp"

namespace docmill::linker {

class TermBuilder {
 public:
  TermBuilder(const CharacterTable& characters, const WordLists& words, const SpillSettings& settings)
      : characters_(characters), words_(words), lists_(settings.memory, settings.folder) {}

  // The words of description, context and label; those of the name itself say nothing, for where it stands, they stand.
  void add(const KnowledgeEntry& entry, std::string_view name, bool person);
  // Writes the sections terms and term_filter.
  void finish(std::vector<Spool>& sections);
  // After finish: how many terms the next entity has, in the order of add().
  uint32_t next_count();

 private:
  template <class F>
  void each_word(std::string_view text, F&& take);
  const CharacterTable& characters_;
  const WordLists& words_;
  Spool lists_;                                       // for each entity: how many, then the terms
  std::unordered_map<uint32_t, uint32_t> frequency_;  // read by key only
  Tokens tokens_;
  std::vector<uint32_t> own_, mine_;
  std::vector<uint32_t> counts_;
  std::size_t at_ = 0;
};

}  // namespace docmill::linker
