// The words of a condition.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/pipeline/condition_node.hpp"

namespace docmill::host {

struct ConditionToken {
  enum class Kind {
    end,
    word,     // text: layer.key, or what should have been one
    literal,  // true, false, null, numbers, strings
    compare,  // op
    k_and,
    k_or,
    k_not,
    k_in,
    open,  // ( ) [ ] ,
    close,
    open_list,
    close_list,
    comma,
    unknown,  // text: what no token begins with
  };
  Kind kind = Kind::end;
  std::size_t offset = 0;  // bytes into the condition
  std::string_view text;   // as written
  Literal literal;
  Comparison op = Comparison::equal;
};

// Cuts the text into tokens, the last of kind `end`. What has one clear meaning elsewhere (=, &&, ||, !, <>) is said
// and read as what it should be; a string that is not closed is said and read up to the end.
std::vector<ConditionToken> read_condition_tokens(std::string_view text, std::vector<Condition::Mistake>& mistakes);

}  // namespace docmill::host
