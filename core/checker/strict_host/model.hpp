// A small host that is stricter than docmill: it makes models and workers of the stage under test straight through the
// C ABI and runs made-up documents through them. Models of readers, too; what they read stands in reading.hpp.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "checker/plugin_under_test.hpp"
#include "checker/strict_host/placement.hpp"
#include "checker/strict_host/recorder.hpp"
#include "checker/strict_host/synthetic.hpp"
#include "host/pipeline/option_check.hpp"

namespace docmill::checker {

// What `create` said of a mistake.
struct Said {
  std::string option;  // empty: none
  std::string message;
};

// A model, alive as long as this object (and the plugin under test). What the stage was given in `create` answers as
// long as the model lives, from any thread: a call after `create` breaks a rule, is remembered in `wrongs`, and changes
// nothing else.
class Model {
 public:
  struct Settings {
    Binding binding = Binding::plain;
    std::vector<host::OptionValue> options;         // empty: those of the plugin under test
    std::map<std::size_t, std::string> file_bytes;  // by option: what its files hold, instead of what is on the disk
    const HostShape* host = &this_host;
  };

  Model(const StageUnderTest& stage, const Settings& settings);
  explicit Model(const StageUnderTest& stage) : Model(stage, Settings{}) {}
  ~Model();
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;

  int32_t status() const { return status_; }
  bool ready() const { return status_ == DOCMILL_OK; }
  const void* handle() const { return handle_; }
  const StageUnderTest& plugin() const { return plugin_; }
  const host::StageDeclaration& stage() const { return stage_; }
  const HostShape& host() const { return host_; }
  const docmill_stage& table() const { return *stage_.table; }     // of a stage
  const docmill_reader& reader() const { return *stage_.reader; }  // of a reader
  const std::vector<SyntheticLayer>& catalogue() const { return catalogue_; }
  const std::vector<Said>& errors() const { return errors_; }  // of `diagnose`
  std::vector<Wrong> wrongs() const;                           // so far
  std::unique_ptr<Recorder> recorder() const;
  std::size_t n_outputs() const { return outputs_.size(); }

 private:
  int32_t create(const docmill_setup* setup);
  void fill_values(const Settings& settings);
  void fill_catalogue();
  docmill_str keep(const std::string& text);
  void wrong(std::string what);
  const docmill_catalogue_entry* entry(const SyntheticLayer& layer);
  static void on_log(const docmill_setup*, uint32_t, docmill_str) noexcept;
  static void on_diagnose(const docmill_setup*, uint32_t, docmill_str, uint32_t, uint32_t, uint32_t,
                          docmill_str) noexcept;
  static uint32_t on_open_output(const docmill_setup*, uint32_t, docmill_str, docmill_str) noexcept;

  const StageUnderTest& plugin_;
  const host::StageDeclaration& stage_;
  const HostShape& host_;
  std::vector<host::OptionValue> options_;
  std::vector<SyntheticLayer> catalogue_;
  std::vector<bool> provides_;
  GuardedPlacement memory_;  // of everything that the setup points to
  docmill_setup setup_{};
  std::vector<uint32_t> outputs_;
  std::vector<Said> errors_;
  mutable std::mutex wrongs_mutex_;
  std::vector<Wrong> wrongs_;
  void* handle_ = nullptr;
  int32_t status_ = DOCMILL_ERROR_INTERNAL;
  std::atomic<bool> creating_ = true;
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
  std::vector<Wrong> wrongs;
  int32_t status = DOCMILL_OK;  // the first that was not DOCMILL_OK
};

// Runs the documents through the worker in this order (empty: as they stand), so many at a time.
Outcome run(const Worker& worker, const std::vector<const docmill_document*>& documents, std::size_t batch_size,
            const std::vector<std::size_t>& order = {});

// What a worker of an ORDERED stage says after the last document.
DocumentResult finish(const Worker& worker);

// One call; the recorder has been set up by the caller.
int32_t call(const Worker& worker, Recorder& recorder, const std::vector<const docmill_document*>& documents);

}  // namespace docmill::checker
