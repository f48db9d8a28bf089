// The options table of a README.
#pragma once

#include <string>
#include <vector>

namespace docmill::test {

struct OptionRow {
  std::string name, type, fallback;  // as Markdown has them: "`minimum`", "integer, 1 to 100", "`1`"
  std::string meaning;
};

// The rows of the first table whose header is "name | type | default | meaning"; empty when there is none.
std::vector<OptionRow> option_rows(const std::string& markdown);

// Every way in which a README's table is not what the stage declares, a line each. The meaning may say more than the
// declaration, but something. A default of more than 40 characters may be told in words.
std::string differences(const std::vector<OptionRow>& readme, const std::vector<OptionRow>& declared);

}  // namespace docmill::test
