// The one door for what the program says to people: diagnostics, remarks on documents, the progress line. Nothing else
// writes to standard error while a run goes on.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/message_limit.hpp"
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
    std::string file;  // open_log() writes everything of level info and above into this file, too
  };
  explicit Messages(const Settings& settings);
  ~Messages();

  // Begins the log, with what was said of stages until now; nothing is made before. What is wrong with the file; empty
  // when all is well, and without one.
  std::string open_log();
  // Says what went wrong with the log file; false when something did. Nothing is written there from then on.
  bool close_log();
  // How a line of the log begins, with a 'd' for each digit; a log file is known by its first.
  static constexpr std::string_view log_line_begins = "dddd-dd-ddTdd:dd:dd.ddd ";
  static bool is_log_line(std::string_view line);

  void diagnostics(const host::Diagnostics& diagnostics);
  void error(std::string_view message);
  // A line for people who watch; not with --quiet.
  void say(std::string_view message);
  // What nobody may miss, although it is no error: that something is thrown away.
  void notice(std::string_view message);

  // A line of a stage about itself. Of each stage and level the first ones are shown.
  void stage_line(uint32_t level, std::string_view stage, std::string_view message);
  // A remark on a document. Of each code the first ones are shown; a log file gets all.
  void document_line(uint32_t level, std::string_view stage, std::string_view document, std::string_view code,
                     std::string_view message);
  // On a terminal one line that changes; elsewhere a line every ten seconds.
  void progress(const host::Progress& progress);
  // No further documents: says how many messages of which kind were not shown.
  void end_progress();

 private:
  void clear_line();
  void line(uint32_t level, const std::string& kind, const std::string& text);
  std::shared_ptr<spdlog::logger> file_;  // null: none
  uint32_t shown_level_;                  // and above
  MessageLimit limit_;
  std::mutex mutex_;  // of the lines
  std::string file_name_, file_trouble_;
  std::vector<std::pair<uint32_t, std::string>> early_;  // for the log, before it is open
  bool quiet_;
  bool terminal_;
  bool line_is_open_ = false;
  std::chrono::steady_clock::time_point started_, last_;
};

// "1,234,567".
std::string grouped(uint64_t n);
// "12.3 MB".
std::string megabytes(uint64_t bytes);

}  // namespace docmill::cli
