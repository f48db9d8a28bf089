// Texts to send through stages.
#pragma once

#include <vector>

#include "conformance/synthetic.hpp"

namespace docmill::conformance {

// What stages live on: the documents of seeds/ and a few sentences.
const std::vector<NamedText>& ordinary_texts();
// Small, odd ones: empty, NUL bytes, CRLF, right to left, every plane, only spaces, ...
const std::vector<NamedText>& odd_texts();
// Megabytes: a long text, 100,000 line ends, one word, ...
const std::vector<NamedText>& huge_texts();
// Every beginning of a few dense texts, cut between code points: what ends anywhere.
std::vector<NamedText> beginnings();

}  // namespace docmill::conformance
