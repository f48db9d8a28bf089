// What differs between two pipelines as they were used: a lock and what is here now, or two runs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/formats/pipeline_record.hpp"

namespace docmill::host {

struct PipelineDifference {
  enum class Kind {
    pipeline,  // a key of [pipeline], [input] or [run]
    order,     // the stages are the same, their order is not
    missing,   // a stage that only the first has
    added,     // a stage that only the second has
    use,       // another stage under the same name
    plugin,    // another build from other (or unknown) source
    rebuild,   // another build from the same source
    library,   // a shared object that the plugin brings in: other, missing or new
    relinked,  // the same library (by soname) in another build
    option,    // of the stage
    setting,   // how the host treats the stage: when, on-error, in, out, ...
    resource,  // other content, or another list of them
    version    // of the stage, as it says itself: follows from another plugin
  };
  Kind kind;
  std::string stage;          // name; empty: none
  std::string subject;        // what differs: "option 'sentences'", "libicuuc.so.72", "[input] encoding"
  std::string before, after;  // both sides; "" where there is nothing
};

// Stages are paired by name. The result is in pipeline order, and empty when nothing differs. `summary` does not count:
// it is prose.
std::vector<PipelineDifference> compare_pipelines(const PipelineRecord& first, const PipelineRecord& second);

// The same for what a plugin (or the program) is.
void compare_plugins(const std::string& stage, const PluginRecord& first, const PluginRecord& second,
                     std::vector<PipelineDifference>& out);

// A difference as a sentence without the stage: "option 'sentences' is 5 here, 3 locked". `first` and `second` say
// where each side is: "locked" and "here", "before" and "now", "in A" and "in B".
std::string describe(const PipelineDifference& difference, std::string_view first, std::string_view second);

// The same with the stage before it, where there is one: "summarise: option 'sentences' is 5 here, 3 locked".
std::string sentence(const PipelineDifference& difference, std::string_view first, std::string_view second);

// A difference and every stage that has it: an upgraded libc is one, not one for each stage.
struct SharedDifference {
  PipelineDifference difference;
  std::vector<std::string> stages;
};
// In the order of the first of each. Only libraries are joined.
std::vector<SharedDifference> joined(const std::vector<PipelineDifference>& differences);

// "summarise, table: libc.so.6 is another build (...)".
std::string sentence(const SharedDifference& shared, std::string_view first, std::string_view second);

}  // namespace docmill::host
