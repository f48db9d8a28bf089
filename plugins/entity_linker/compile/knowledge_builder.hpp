// Compiles entries into a knowledge base (knowledge_format.hpp), in bounded memory. The bytes depend on the entries, on
// which of two with one key came later, and on nothing else.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "compile/external_sorter.hpp"
#include "compile/spool.hpp"
#include "knowledge_base/knowledge_entry.hpp"
#include "knowledge_base/knowledge_format.hpp"
#include "knowledge_base/knowledge_image.hpp"
#include "text/characters.hpp"
#include "text/word_lists.hpp"

namespace docmill::linker {

// What became of the entries.
struct BuildCounts {
  uint64_t entries = 0;             // in the base
  uint64_t replaced = 0;            // by a later one with the same key
  uint64_t left_out = 0;            // by the `keep` of the builder
  uint64_t aliases = 0;             // names and aliases, each of an entity once
  uint64_t forms = 0;               // with the spellings that follow from them
  uint64_t too_long = 0;            // aliases above max_alias_bytes, or without a word
  uint64_t shortened = 0;           // labels and descriptions above the limits of the format
  uint64_t normalised = 0;          // entries added whose names were not as a cleaned text has them
  uint64_t relations = 0;           // pairs, each in both directions counted once
  uint64_t relations_left_out = 0;  // to a key that no entry has
  uint64_t open_ends = 0;           // to a label that no entry has
};

// A finished base: its header (without file hash) and its sections.
class BuiltKnowledge {
 public:
  format::Header header;
  std::vector<Spool> sections;
  BuildCounts counts;

  // Calls `write` for all that stands behind the header, in order.
  void write_body(const std::function<void(std::string_view)>& write) const;
  // As an image in memory.
  Result<KnowledgeImage> in_memory(const CharacterTable& characters) const;
};

class KnowledgeBuilder {
 public:
  // `characters` and `words` must outlive the builder. Failures of the disk throw std::runtime_error, here and below.
  KnowledgeBuilder(const CharacterTable& characters, const WordLists& words, SpillSettings settings = {});

  void add(const KnowledgeEntry& entry);
  // Called for each entry in the order of keys, of those with one key the last only: may change all but the key, and
  // says whether it is kept. Every entry must have a type afterwards.
  std::function<bool(KnowledgeEntry&)> keep;
  // Once, at the end. `about`: lines "name TAB value".
  BuiltKnowledge finish(std::string_view about);

 private:
  const CharacterTable& characters_;
  const WordLists& words_;
  SpillSettings settings_;
  ExternalSorter entries_;
  uint64_t n_added_ = 0;
  uint64_t n_normalised_ = 0;
  bool any_label_ = false;
};

}  // namespace docmill::linker
