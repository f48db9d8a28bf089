// The part of compiling a base that is about surface forms: the prefix tree of their tokens, as one hash table.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compile/external_sorter.hpp"
#include "compile/spool.hpp"
#include "knowledge_base/name_forms.hpp"
#include "text/characters.hpp"
#include "text/tokens.hpp"

namespace docmill::linker {

struct BuildCounts;

// Many numbers, kept once each.
class DistinctNumbers {
 public:
  void add(uint32_t n) {
    numbers_.push_back(n);
    if (numbers_.size() >= limit_) compact();
  }
  // Ascending.
  const std::vector<uint32_t>& get() {
    compact();
    return numbers_;
  }

 private:
  void compact();
  std::vector<uint32_t> numbers_;
  std::size_t limit_ = 4096;
};

class FormBuilder {
 public:
  FormBuilder(const CharacterTable& characters, const SpillSettings& settings);

  // The forms that follow are those of entity `id`, whose `name` stands at this offset of entity_text.
  void begin_entity(uint32_t id, std::string_view name, uint64_t name_offset, uint8_t prior);
  // A name or alias, with the spellings that follow from it. `share`: link_share.hpp; 0: not known.
  void add(std::string_view text, const NameForms& maker, int share = 0);
  // Writes the sections nodes, forms, alias_text, begins_any and begins_lower.
  void finish(std::vector<Spool>& sections, BuildCounts& counts);

 private:
  void add_form(FormSource& source);
  void add_prefix(uint64_t sequence, const Token& next);
  void write_forms(std::vector<Spool>& sections, BuildCounts& counts);
  void write_nodes(Spool& to);
  bool place_nodes(uint64_t n_slots, Spool* to);
  void write_filters(std::vector<Spool>& sections);

  const CharacterTable& characters_;
  ExternalSorter forms_, prefixes_;
  Spool nodes_;  // in the order of their hashes
  uint64_t n_nodes_ = 0;
  DistinctNumbers begins_any_, begins_lower_;
  struct Seen {
    uint64_t sequence = 0;
    uint32_t edges = 0;
  };
  std::vector<Seen> seen_;  // prefixes that came lately, to say most of them only once
  uint32_t id_ = 0;
  std::string_view name_;
  uint64_t name_offset_ = 0;
  uint8_t prior_ = 0;
  uint64_t n_left_out_ = 0, n_derived_ = 0;
  std::vector<FormSource> made_;
  Tokens tokens_;
  std::string record_;
};

}  // namespace docmill::linker
