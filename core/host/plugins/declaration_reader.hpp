// What stages and readers declare alike, read out of their tables: names, version, options.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "docmill/stage_abi.h"
#include "host/plugins/stage_declaration.hpp"

namespace docmill::host {

// Of flags of a table, those that a host must know before it may use the table.
inline constexpr uint32_t must_understand = 0xFFFFu;

bool is_snake(std::string_view name);

// Collects the first mistake; everything after it is skipped by the callers.
class DeclarationReader {
 protected:
  // Keeps the mistake; false.
  bool refuse(std::string why) {
    why_ = std::move(why);
    return false;
  }

  // Copies a string that must be there and UTF-8. `what`: "its id", for the sentence.
  bool string(const char* s, const char* what, std::string& out);

  // Id, version and summary. `table`: a docmill_stage or docmill_reader.
  template <class Table>
  bool names(const Table& table) {
    return names_of(table.id, table.version, table.summary);
  }

  template <class Table>
  bool options(const Table& table) {
    return options_of(table.options, table.n_options);
  }

  StageDeclaration out_;
  bool is_reader_ = false;
  std::string why_;

 private:
  bool names_of(const char* id, const char* version, const char* summary);
  bool options_of(const docmill_option* const* options, uint32_t n);
  bool one_option(const docmill_option& raw);
};

}  // namespace docmill::host
