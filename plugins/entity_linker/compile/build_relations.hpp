// The part of compiling a base that is about relations: keys and labels become numbers of entities, every relation is
// read both ways.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compile/external_sorter.hpp"
#include "compile/spool.hpp"
#include "knowledge_base/knowledge_entry.hpp"
#include "knowledge_base/knowledge_format.hpp"

namespace docmill::linker {

struct BuildCounts;

class RelationBuilder {
 public:
  // `any_label`: whether there is an entry that names others by label.
  RelationBuilder(const SpillSettings& settings, bool any_label);

  // Entities come in the order of their keys.
  void add(uint32_t id, const KnowledgeEntry& entry);
  // Writes the sections relations and open_ends.
  void finish(std::vector<Spool>& sections, BuildCounts& counts);
  // After finish: how many relations the next entity has, in the order of add().
  uint32_t next_count() { return counts_[at_++]; }

 private:
  void resolve(ExternalSorter& names, ExternalSorter& references, std::vector<std::string>* missing,
               uint64_t& n_missing);
  void add_pair(uint32_t a, uint32_t b);
  bool any_label_;
  ExternalSorter keys_, key_references_, labels_, label_references_, pairs_;
  std::vector<uint32_t> counts_;
  std::size_t at_ = 0;
  uint32_t n_entities_ = 0;
};

}  // namespace docmill::linker
