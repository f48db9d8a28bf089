// A capsule (see host/run/capsule.hpp) read again, and its document given to the stages once more.
#pragma once

#include <atomic>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "docmill/base/status.hpp"
#include "host/formats/capsule_description.hpp"
#include "host/run/capsule.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

struct Capsule {
  CapsuleDescription description;
  std::string document;  // its bytes
};

// The status is a sentence: no capsule, one of a newer docmill, a damaged one.
Result<Capsule> read_capsule(const std::filesystem::path& folder);

// What became of it this time: a death, or what a run would list.
struct ReplayedDocument {
  std::optional<Death> death;
  Outcome outcome = Outcome::written;
  std::string stage, message;  // of a document that failed or was dropped
};

// Gives the document to the stages of the pipeline, which is that of the run or what has become of it: in a worker
// process, or (`here`) in this one, which a death then ends. Stages at and behind one that remembers are not called;
// EXTERNAL ones are. This process must have one thread.
Result<ReplayedDocument> replay_capsule(const Capsule& capsule, PreparedPipeline& prepared, bool here,
                                        const std::atomic<bool>& stop);

}  // namespace docmill::tooling
