// The one door for what the program says to people: diagnostics, remarks on documents, the progress line. Nothing else
// writes to standard error while a run goes on.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "host/diagnostics/diagnostics.hpp"
#include "host/run/run.hpp"

namespace spdlog {
class logger;
}

namespace docmill::cli {

class Messages {
 public:
  struct Settings {
    bool quiet = false;
    std::string level = "warning";
    std::string file;  // also everything of level info and above into this file
  };
  explicit Messages(const Settings& settings);
  ~Messages();

  // A log file that cannot be written; empty when all is well.
  const std::string& trouble() const { return trouble_; }

  void diagnostics(const host::Diagnostics& diagnostics);
  void error(std::string_view message);
  // A line for people who watch; not with --quiet.
  void say(std::string_view message);

  // A line of a stage about itself.
  void stage_line(uint32_t level, std::string_view stage, std::string_view message);
  // A remark on a document. Of failures the first ones are shown, all stand in failures.jsonl.
  void document_line(uint32_t level, std::string_view stage, std::string_view document, std::string_view code,
                     std::string_view message);
  // On a terminal one line that changes; elsewhere a line every ten seconds.
  void progress(const host::Progress& progress);
  void end_progress();

 private:
  void clear_line();
  std::shared_ptr<spdlog::logger> logger_;
  std::string trouble_;
  bool quiet_;
  bool terminal_;
  bool line_is_open_ = false;
  uint64_t failures_shown_ = 0;
  std::chrono::steady_clock::time_point started_, last_;
};

// "1,234,567".
std::string grouped(uint64_t n);
// "12.3 MB".
std::string megabytes(uint64_t bytes);

}  // namespace docmill::cli
