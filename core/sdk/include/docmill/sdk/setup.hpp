// What a stage may ask of the host while it is created.
#pragma once

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "docmill/sdk/declare.hpp"
#include "docmill/stage_abi.h"

namespace docmill {

// Thrown by a stage's constructor: the option `option` cannot be as it is. The host adds the place in the pipeline
// file. `item`: index in a list; `line`, `column` (from 1): a place inside a resource; 0 where not known.
struct ConfigError : std::runtime_error {
  ConfigError(std::string option_name, const std::string& message, uint32_t item_index = 0, uint32_t line_number = 0,
              uint32_t column_number = 0)
      : std::runtime_error(message),
        option(std::move(option_name)),
        item(item_index),
        line(line_number),
        column(column_number) {}
  std::string option;
  uint32_t item, line, column;
};

class Setup {
 public:
  explicit Setup(const docmill_setup* setup) : setup_(setup) {}

  // The stage's name in the pipeline.
  std::string_view stage_name() const { return view(setup_->stage_name); }
  // The layers as bound: inputs()[i] is what Document shows as i, outputs()[i] is provided port i (kind 0: switched
  // off).
  std::span<const docmill_catalogue_entry* const> inputs() const { return {setup_->inputs, setup_->n_inputs}; }
  std::span<const docmill_catalogue_entry* const> outputs() const { return {setup_->outputs, setup_->n_outputs}; }
  bool provides(uint32_t port) const { return outputs()[port]->kind != 0; }

  void log(uint32_t level, std::string_view message) const { setup_->log(setup_, level, str(message)); }
  void warn(std::string_view option, std::string_view message) const {
    setup_->diagnose(setup_, DOCMILL_LEVEL_WARNING, str(option), 0, 0, 0, str(message));
  }
  void error(const ConfigError& e) const {
    setup_->diagnose(setup_, DOCMILL_LEVEL_ERROR, str(e.option), e.item, e.line, e.column, str(e.what()));
  }

  // Opens an output under OUT/records, for Output::emit. Appended in document order.
  uint32_t open_file(std::string_view name) const { return open(DOCMILL_OUTPUT_FILE, name, ""); }
  // A folder with a file for each document, named by the host after its id, with this suffix. Open it again with
  // another suffix for files beside these.
  uint32_t open_folder(std::string_view name, std::string_view suffix) const {
    return open(DOCMILL_OUTPUT_FOLDER, name, suffix);
  }

 private:
  uint32_t open(uint32_t kind, std::string_view name, std::string_view suffix) const {
    const uint32_t output = setup_->open_output(setup_, kind, str(name), str(suffix));
    if (output == UINT32_MAX) throw std::runtime_error("no output under this name");  // the host has said why
    return output;
  }
  const docmill_setup* setup_;
};

}  // namespace docmill
