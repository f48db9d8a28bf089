// The files of a new reader, made from the templates. Pure: nothing is written here.
#pragma once

#include <string>
#include <vector>

#include "host/plugins/stage_list.hpp"
#include "scaffold/stage_project.hpp"

namespace docmill::scaffold {

struct ReaderWish {
  std::string name;              // kebab-case
  std::string suffix;            // of the files that it takes: ".mbox"; empty: "." and the name
  std::string language = "c++";  // one of reader_languages()
};

// "c++", "python".
const std::vector<std::string>& reader_languages();

// Checks the wish, and fills in the suffix. Every mistake becomes a sentence (a second line, indented by two, says what
// would be right); the wish is usable only without.
std::vector<std::string> check_wish(ReaderWish& wish, const host::StageList& installed);

// `version`: of docmill, "0.1.0".
std::vector<ProjectFile> make_reader_project(const ReaderWish& wish, const std::string& version);

}  // namespace docmill::scaffold
