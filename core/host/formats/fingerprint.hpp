// The fingerprint of a run: what decides the results of its documents. Equal fingerprints and equal bytes at the same
// place give the same results. It is kept beside what is to be gone on with (OUT.partial, shards), so that it can be
// said what differs.
//
//   {"docmill":{"version":V,"sha256":HASH},"input":{..},"readers":[..],"stages":[..]}   members as in
//   pipeline_record.hpp
#pragma once

#include <string>
#include <vector>

#include "host/formats/pipeline_record.hpp"

namespace docmill::host {

struct Fingerprint {
  std::string version, program;  // of docmill; SHA-256 of its binary
  JsonMembers input;             // keys of [input], but for which files
  std::vector<StageRecord> readers, stages;
};

// One value a line.
std::string fingerprint_text(const Fingerprint& fingerprint);

// Its name: SHA-256 of its text.
std::string fingerprint_digest(const std::string& text);

// What differs between two of them, told to people: "summarise: option 'sentences' is 4 now, 3 before" (see
// pipeline_difference.hpp). Empty when nothing differs or one of the two is no fingerprint.
std::vector<std::string> fingerprint_differences(const std::string& before, const std::string& now);

}  // namespace docmill::host
