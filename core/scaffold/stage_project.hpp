// The files of a new stage, made from the templates. Pure: nothing is written here.
#pragma once

#include <string>
#include <vector>

#include "scaffold/stage_shape.hpp"

namespace docmill::scaffold {

struct ProjectFile {
  std::string path;  // relative to the project's folder
  std::string content;
  bool executable = false;
};

// `before`: the stages that provide what the new one requires, for pipeline.toml. `version`: of docmill, "0.1.0".
std::vector<ProjectFile> make_stage_project(const StageShape& shape, const std::vector<UsedStage>& before,
                                            const std::string& version);

}  // namespace docmill::scaffold
