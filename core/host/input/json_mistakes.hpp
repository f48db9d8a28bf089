// What is wrong with a line that is no JSON, in words.
#pragma once

#include <rapidjson/error/error.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "host/input/input.hpp"

namespace docmill::host {

// At a byte of the line, counted from 0.
Problem bad_json(std::size_t offset, std::string_view what);

// What is wrong at `offset`, where RapidJSON stopped.
Problem explain_json(rapidjson::ParseErrorCode code, const std::string& line, std::size_t offset);

}  // namespace docmill::host
