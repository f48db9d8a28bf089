// What differs between two recipes (see pipeline_json.hpp), told to people.
#pragma once

#include <string>
#include <vector>

namespace docmill::host {

// A phrase for each: "option 'sentences' of 'summarise' was 3 and is 4". In the order of the pipeline; empty when
// nothing differs or one of the two is no fingerprint.
std::vector<std::string> fingerprint_differences(const std::string& before, const std::string& now);

}  // namespace docmill::host
