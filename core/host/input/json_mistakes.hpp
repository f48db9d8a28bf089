// What is wrong with a line that is no JSON, in words.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "host/input/input.hpp"
#include "json_parser/json_events.hpp"

namespace docmill::host {

// At a byte of the line, counted from 0.
Problem bad_json(std::size_t offset, std::string_view what);

// What is wrong with the line where `error` says.
Problem explain_json(const JsonError& error, const std::string& line);

}  // namespace docmill::host
