// What a run tells while it goes on, and at its end.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/output/output_file.hpp"
#include "host/run/run_state.hpp"
#include "host/stages/stage_call.hpp"

namespace docmill::host {

struct Progress {
  RunCounts counts;
  uint64_t bytes_read = 0;   // of the files on the disk
  uint64_t bytes_total = 0;  // 0: not known (standard input)
};

// What a run tells while it goes on, always in input order. Called from the threads of the run, one at a time.
struct RunObserver {
  // A remark or failure of a document; `stage` is "input" where no stage said it.
  std::function<void(uint32_t level, std::string_view stage, std::string_view document, std::string_view code,
                     std::string_view message)>
      on_message;
  std::function<void(const Progress&)> on_progress;  // after each batch
  // A sentence about the run itself, before its first document.
  std::function<void(const std::string&)> on_notice;
};

struct RunSummary {
  RunCounts counts;
  std::vector<StageCounts> stages;  // by stage of the plan: what became of all documents
  std::vector<StageCounts> worked;  // by stage: what this process has done
  std::vector<WrittenFile> written;
  std::vector<NoteCount> notes;               // what was noted on how many documents
  std::string digest;                         // RFC 9162 root over the lines of the documents index, hexadecimal
  std::vector<std::string> not_reproducible;  // reasons; empty: the same input gives the same bytes
  std::string list;                           // list_digest() of the input
  std::optional<uint64_t> limit;
  std::vector<std::string> not_read;
  // Records that readers passed over in this process, by reader (its name) and code.
  std::map<std::pair<std::string, std::string>, uint64_t> passed_over;
  uint64_t skipped = 0;              // files, by `skip` globs
  std::vector<std::string> outputs;  // folders in the input that docmill wrote, and which are no input
  uint64_t taken_over = 0;           // documents whose results are those of the run before
  uint64_t resumed = 0;              // documents that a killed run had done
  uint64_t bytes_read = 0;
  double seconds = 0;
  unsigned threads = 0;
  std::filesystem::path output;
};

}  // namespace docmill::host
