// What would be right: the second lines of messages about layers, and where in the file they belong.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host/plan/plan.hpp"

namespace docmill::host {

// "'cleaner'", or "the host": who provides a layer, without the version.
std::string provider_of(const Plan& plan, const PlannedLayer& layer);

// `out = { text = "text_b", article = "article_b" }`: names that no layer has yet, with one ending for all.
std::string rename_remedy(const std::vector<std::string>& ports, const std::map<std::string, int>& visible);

// "spans over 'text', the fields name, wikidata": the shape of a layer, for those that differ.
std::string shape_of(const Plan& plan, const PlannedLayer& layer);

// Where the pipeline names a port that a stage requires or provides: in `in`, `out`, `requires` or `provides`; the
// stage itself where it does not.
Place place_of_required(const StageEntry& entry, const std::string& port);
Place place_of_provided(const StageEntry& entry, const std::string& port);
// The first of the keys `requires`, `provides`, `pure` that is there.
Place place_of_ports(const StageEntry& entry);

}  // namespace docmill::host
