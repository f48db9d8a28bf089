// The parsed form of a condition: a tree without pointers into the text, at most a few times max_condition_depth deep
// (chains of `and` and `or` are flat).
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "host/pipeline/condition.hpp"

namespace docmill::host {

inline constexpr int max_condition_depth = 64;  // parentheses and `not`

enum class Comparison { equal, not_equal, less, less_or_equal, greater, greater_or_equal };

using Literal = std::variant<Null, bool, int64_t, double, std::string>;

// What may stand on a side of a comparison.
struct Operand {
  bool is_reference = false;
  std::size_t reference = 0;
  Literal literal;
};

// The list behind `in`, sorted so that a look-up in a long one is quick.
struct LiteralList {
  std::vector<std::string> strings;
  std::vector<Literal> others;  // numbers and booleans
};

struct Condition::Node {
  enum class Kind {
    constant,    // value
    all,         // children, `and`
    any,         // children, `or`
    negation,    // the one child
    flag,        // left is true
    null_test,   // left is null; value: the result when it is
    comparison,  // left OP right
    membership,  // left in list
  };
  Kind kind = Kind::constant;
  bool value = false;
  Comparison op = Comparison::equal;
  std::vector<Node> children;
  Operand left, right;
  LiteralList list;
};

// Does `a OP b` hold? False when one is null or when the two are not of one kind (numbers are one kind).
bool compare(const Scalar& a, Comparison op, const Scalar& b);

// The literal as a condition sees it. Borrows its text.
Scalar as_scalar(const Literal& literal);

}  // namespace docmill::host
