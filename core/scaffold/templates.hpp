// The files below templates/, carried by the program.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace docmill::scaffold {

// By path below templates/: "stage/cpp/stage.cpp".
const std::map<std::string, std::string_view>& templates();

}  // namespace docmill::scaffold
