// A small host that is stricter than docmill: it makes models and workers of the stage under test straight through the
// C ABI and runs made-up documents through them.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "conformance/placement.hpp"
#include "conformance/recorder.hpp"
#include "conformance/synthetic.hpp"
#include "host/pipeline/option_check.hpp"

namespace docmill::conformance {

// The defaults of the stage, what has none filled in; errors of the declaration are in `mistakes`.
struct Defaults {
  std::vector<host::OptionValue> values;
  std::vector<std::string> mistakes;
};
Defaults default_options(const host::StageDeclaration& stage);

// A model, alive as long as this object.
class Model {
 public:
  struct Settings {
    Binding binding = Binding::plain;
    std::vector<host::OptionValue> options;         // empty: the defaults
    std::map<std::size_t, std::string> file_bytes;  // by option: what its files hold, instead of what is on the disk
  };

  Model(const host::StageDeclaration& stage, const Settings& settings);
  explicit Model(const host::StageDeclaration& stage) : Model(stage, Settings{}) {}
  ~Model();
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;

  int32_t status() const { return status_; }
  bool ready() const { return status_ == DOCMILL_OK; }
  const void* handle() const { return handle_; }
  const host::StageDeclaration& stage() const { return stage_; }
  const docmill_stage& table() const { return *stage_.table; }
  const std::vector<SyntheticLayer>& catalogue() const { return catalogue_; }
  const std::vector<std::string>& errors() const { return errors_; }  // of `diagnose`
  const std::vector<std::string>& wrongs() const { return wrongs_; }
  std::unique_ptr<Recorder> recorder() const;

 private:
  void fill_values(const Settings& settings);
  void fill_catalogue();
  docmill_str keep(const std::string& text);
  const docmill_catalogue_entry* entry(const SyntheticLayer& layer);
  static void on_log(const docmill_setup*, uint32_t, docmill_str) noexcept;
  static void on_diagnose(const docmill_setup*, uint32_t, docmill_str, uint32_t, uint32_t, uint32_t,
                          docmill_str) noexcept;
  static uint32_t on_open_output(const docmill_setup*, uint32_t, docmill_str, docmill_str) noexcept;

  const host::StageDeclaration& stage_;
  std::vector<host::OptionValue> options_;
  std::vector<SyntheticLayer> catalogue_;
  std::vector<bool> provides_;
  GuardedPlacement memory_;  // of everything that the setup points to
  docmill_setup setup_{};
  std::vector<uint32_t> outputs_;
  std::vector<std::string> errors_, wrongs_;
  void* handle_ = nullptr;
  int32_t status_ = DOCMILL_ERROR_INTERNAL;
  bool creating_ = true;
};

class Worker {
 public:
  explicit Worker(const Model& model);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  void* handle() const { return handle_; }
  const Model& model() const { return model_; }

 private:
  const Model& model_;
  void* handle_ = nullptr;
};

// Results by document, whatever the order and the batches.
struct Outcome {
  std::vector<DocumentResult> results;
  std::vector<std::string> wrongs;
  int32_t status = DOCMILL_OK;  // the first that was not DOCMILL_OK
};

// Runs the documents through the worker in this order (empty: as they stand), so many at a time.
Outcome run(const Worker& worker, const std::vector<const docmill_document*>& documents, std::size_t batch_size,
            const std::vector<std::size_t>& order = {});

// One call; the recorder has been set up by the caller.
int32_t call(const Worker& worker, Recorder& recorder, const std::vector<const docmill_document*>& documents);

}  // namespace docmill::conformance
