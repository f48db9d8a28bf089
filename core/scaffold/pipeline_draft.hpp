// A pipeline file that fits what a survey found, from templates/pipeline. Pure.
#pragma once

#include <string>

#include "scaffold/input_survey.hpp"
#include "scaffold/known_layers.hpp"

namespace docmill::scaffold {

struct DraftPaths {
  std::string command;  // how the file is named on the command line, for its first comment
  std::string from;     // as the file writes it
  std::string to;
};

// The stages are those of the main job that are installed.
std::string draft_pipeline(const InputSurvey& survey, const DraftPaths& paths, const host::StageList& installed);

// A path whose characters mean themselves where globs are read: "a[1]" -> "a[[]1]".
std::string without_globs(std::string_view path);

}  // namespace docmill::scaffold
