// Equations of Word (Office Math, ECMA-376 part 1, 22.1) as text in one line: x^2, (a+b)/c, √x.
#pragma once

#include <string>

#include "xml_tree/xml_tree.hpp"

namespace docmill::office {

// `node`: m:oMath, or anything in it.
std::string equation_text(const xml::Node& node);

}  // namespace docmill::office
