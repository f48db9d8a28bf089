// A JSON Schema of pipeline files, made from the keys of the host and the options that the installed stages declare, so
// that an editor completes and checks what is written (a first line "#:schema FILE" tells it where the schema is).
#pragma once

#include <string>
#include <vector>

#include "host/plugins/stage_list.hpp"

namespace docmill::schema {

// Draft 7, indented by two, with a line end; the same for the same stages. Stages that name a plugin by its file may
// have any name and option; the others must be in the list.
std::string pipeline_schema(const host::StageList& stages);

// The keys that the schema knows of a table, in byte order: "pipeline", "input", "output", "run", "stage". A test
// compares them with those that the host reads.
std::vector<std::string> described_keys(const std::string& table);

}  // namespace docmill::schema
