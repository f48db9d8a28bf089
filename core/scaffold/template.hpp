// The little language of the files in templates/: text with names to fill in, and lines that choose and repeat.
//
//   @{name}                       the value of a name
//   %% if NAME                    what follows only if the value is neither empty nor "false";
//   %% if NAME == WORD [WORD...]  ... if it is one of the words; != if it is none of them
//   %% elif ...   %% else   %% end
//   %% for p in LIST              what follows for each item; p.KEY is a value of the item
//
// A line that begins with "%%" (after blanks) stands for nothing itself. Everything else is copied.
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace docmill::scaffold {

using Item = std::map<std::string, std::string>;

struct Names {
  Item values;
  std::map<std::string, std::vector<Item>> lists;
};

// The template is wrong (a mistake of ours, never of the user): its line and what is wrong.
struct TemplateError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Throws TemplateError: a name without a value, a block without its end.
std::string fill_in(std::string_view text, const Names& names);

}  // namespace docmill::scaffold
