#include "pipelines/readable_record.hpp"

namespace docmill::test {

// Line ends go in after the commas of the record itself and of the arrays right below it, and within strings after \n.
std::string readable_record(std::string_view json) {
  std::string out;
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    out += c;
    if (in_string) {
      if (c == '\\') {
        out += json[++i];
        if (json[i] == 'n') out += "\n    ";
      } else if (c == '"') {
        in_string = false;
      }
      continue;
    }
    if (c == '"') in_string = true;
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (c == ',' && depth == 1) out += "\n ";
    if ((c == ',' && depth == 2) || (c == '[' && depth == 2)) out += "\n  ";
  }
  return out + "\n";
}

}  // namespace docmill::test
