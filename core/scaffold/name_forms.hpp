// A kebab-case name as files and languages want it.
#pragma once

#include <string>

namespace docmill::scaffold {

// "my-stage" -> "MY-STAGE"; ASCII.
std::string upper(std::string text);
// "my-stage" -> "my_stage".
std::string with_underscores(std::string text);
// "my-stage" -> "MyStage".
std::string in_camel_case(const std::string& name);

}  // namespace docmill::scaffold
