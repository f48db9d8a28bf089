// What a run knows of its documents as a whole: ids that came before, counts, the tree under the digest, whether too
// many have failed. Everything that makes one document's line depend on earlier documents is here, and only here: the
// same documents in the same order give the same state, whether they were worked on now, by shards or last week.
// Not for several threads.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "docmill/base/status.hpp"
#include "host/input/input_files.hpp"
#include "host/plan/plan.hpp"
#include "host/run/merkle_tree.hpp"
#include "host/run/seen_ids.hpp"
#include "host/stages/document.hpp"
#include "host/stages/stage_call.hpp"

namespace docmill::host {

struct RunCounts {
  uint64_t documents = 0;  // taken from the input, failed ones too, and parts
  uint64_t written = 0, dropped = 0, failed = 0;
  uint64_t split = 0;  // into parts, which are documents of their own
  uint64_t parts = 0;  // of `documents`; the others are of the input
  uint64_t kept = 0;   // written although a stage failed on them (on-error = "keep")
  uint64_t duplicates = 0;
};

// How many documents have a note of this code.
struct NoteCount {
  std::string stage, code;  // "input" where no stage said it
  uint64_t documents = 0;
};

class RunState {
 public:
  explicit RunState(const Plan& plan) : plan_(plan), stages_(plan.stages.size()), deaths_(plan.stages.size()) {}

  // In input order, before a stage that remembers sees the document: an id that came before becomes a note or a
  // failure.
  void meet(Document& d);
  // In input order, once all stages are done; `line` is the document's line in the index. The status tells that this
  // document ends the run.
  Status record(const Document& d, std::string_view line);
  // For a document that was recorded before, whose line therefore says what meet() would: both at once.
  Status record_again(const Document& d, std::string_view line);

  const RunCounts& counts() const { return counts_; }
  const std::vector<StageCounts>& stages() const { return stages_; }
  // By stage, then by code.
  std::vector<NoteCount> notes() const;
  std::string digest() const { return to_hex(tree_.root()); }
  // What of this machine documents were lost to ("a time limit"): such a run is not reproducible.
  const std::set<std::string>& lost_to() const { return lost_to_; }

 private:
  std::optional<std::string> place_before(const Document& d);
  static void refuse(Document& d, std::string why);
  void count(const Document& d);
  void count_notes(const Document& d);
  void count_stages(const Document& d);
  void count_failure(const DocumentError& e);
  Status judge(const Document& d) const;
  std::string reason_of_stage(const DocumentError& e) const;

  const Plan& plan_;
  RunCounts counts_;
  std::vector<StageCounts> stages_;
  std::vector<uint64_t> deaths_;  // by stage: documents on which it did not survive
  InputFiles names_;              // of the files of the documents that came; only their names
  std::string last_name_;
  SeenIds ids_;
  std::string refusal_;  // why the document was refused whose parts may come now; empty: it was not
  MerkleTree tree_;
  std::set<std::string> lost_to_;
  std::map<std::pair<int, std::string>, uint64_t> notes_;
};

}  // namespace docmill::host
