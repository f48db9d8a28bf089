// Finds what is never freed.
#pragma once

#include <functional>
#include <string>

#include "checker/check_context.hpp"

namespace docmill::checker {

// Does it over and over, and says when memory grows. `what`: what comes and goes in a round, "model".
void check_growth(CheckContext& context, const std::string& what, const std::function<void()>& round);

}  // namespace docmill::checker
