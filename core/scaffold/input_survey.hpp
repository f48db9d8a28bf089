// A look at a folder of documents before there is a pipeline for it: kinds of files, encodings, members of JSON Lines.
// Looks at no more than some hundred files, spread evenly, and at the beginning of each.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "host/input/input.hpp"
#include "host/plugins/stage_list.hpp"
#include "scaffold/json_fields.hpp"

namespace docmill::scaffold {

struct InputSurvey {
  std::map<std::string, std::size_t> kinds;    // "text", "markdown", "html", "jsonl": files of that kind
  std::map<std::string, std::size_t> readers;  // installed ones that take files: how many
  std::string not_read;                        // "3 files not read: 2 .pdf, 1 .docx"; empty for none
  std::size_t n_files = 0, n_looked_at = 0;
  std::map<std::string, std::size_t> charsets;  // of the plain files looked at that are not UTF-8, by likely encoding
  FieldSurvey fields;
  std::vector<std::string> skip;  // globs for what lies there and is no document
  uint64_t largest = 0;           // bytes of the largest file that is one document and not packed
};

// `root` is a folder or a file that exists, written as a glob; `skip` are globs that are known already. Mistakes (it
// cannot be read) go into the diagnostics.
InputSurvey survey_input(const std::string& root, std::vector<std::string> skip, const host::StageList& installed,
                         host::Diagnostics& diagnostics);

// The files of an even sample: at most `most` of `n`, the first among them.
std::vector<std::size_t> even_sample(std::size_t n, std::size_t most);

}  // namespace docmill::scaffold
