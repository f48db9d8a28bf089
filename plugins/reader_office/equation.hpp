// Equations as text in one line: x^2, (a+b)/c, √x. Those of Word (Office Math, ECMA-376 part 1, 22.1), and those of
// OpenDocument (MathML 3).
#pragma once

#include <string>
#include <string_view>

#include "xml_tree/xml_tree.hpp"

namespace docmill::office {

// `node`: m:oMath, or anything in it.
std::string equation_text(const xml::Node& node);
// `node`: math:math, or anything in it.
std::string mathml_text(const xml::Node& node);

// In parentheses where it would otherwise not be known how far it goes.
std::string grouped(const std::string& text);
// x_0^1; `base` as it is to stand there.
std::string with_limits(std::string base, const std::string& below, const std::string& above);
// A letter under a hat, bar, arrow: the mark as a combining one behind it. Nothing where it is no such mark.
std::string_view combining_mark(std::string_view mark);
std::string accented(const std::string& base, std::string_view combining_mark);

}  // namespace docmill::office
