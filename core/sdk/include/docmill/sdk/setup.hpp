// What a stage may ask of the host while it is created.
#pragma once

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "docmill/sdk/declare.hpp"
#include "docmill/sdk/handle.hpp"
#include "docmill/stage_abi.h"

namespace docmill {

// What the host hands to a stage that is created. Borrowed until the constructor returns; log() may be called at any
// time from any thread by whoever keeps a copy.
class Setup {
 public:
  // For the SDK.
  explicit Setup(const docmill_setup* setup) : setup_(setup) {}

  // The stage's name in the pipeline. Lives as long as the stage, like all that the host gives here.
  std::string_view stage_name() const { return view(setup_->stage_name); }
  // The layers as bound: inputs()[i] is what Document shows as i. Kind 0 is an optional port that nothing provides.
  std::span<const docmill_catalogue_entry* const> inputs() const { return {setup_->inputs, setup_->n_inputs}; }
  // outputs()[i] is provided port i. Kind 0 is one that its option switches off.
  std::span<const docmill_catalogue_entry* const> outputs() const { return {setup_->outputs, setup_->n_outputs}; }
  // Is the provided port switched on? `port` must be below outputs().size().
  bool provides(uint32_t port) const { return outputs()[port]->kind != 0; }
  // Likewise by handle.
  template <const auto& P, Name L>
  bool provides(Provides<P, L> handle) const {
    return provides(handle.index);
  }

  // A line of the host's log, about the stage. `level`: DOCMILL_LEVEL_.... What concerns a document goes to
  // Output::note.
  void log(uint32_t level, std::string_view message) const { setup_->log(setup_, level, str(message)); }
  // Tells the user about an option without refusing it; the host adds file, line and column. In the constructor only.
  void warn(std::string_view option, std::string_view message) const {
    setup_->diagnose(setup_, DOCMILL_LEVEL_WARNING, str(option), 0, 0, 0, str(message));
  }
  // One mistake of several: says it and goes on. At least one ConfigError must be thrown in the end. In the constructor
  // only.
  void error(const ConfigError& e) const {
    setup_->diagnose(setup_, DOCMILL_LEVEL_ERROR, str(e.option), e.item, e.line, e.column, str(e.what()));
  }

  // Opens an output under OUT/records and gives its number for Output::emit. What is emitted is appended in input
  // order. Throws std::runtime_error when the host refuses the name (it has then said why). In the constructor only.
  uint32_t open_file(std::string_view name) const { return open(DOCMILL_OUTPUT_FILE, name, ""); }
  // A folder with a file for each document, named by the host after its id, with this suffix. Open it again with
  // another suffix for files beside these. Otherwise like open_file().
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
