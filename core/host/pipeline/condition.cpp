#include "host/pipeline/condition.hpp"

#include <algorithm>

#include "host/pipeline/condition_node.hpp"

namespace docmill::host {
namespace {

using Node = Condition::Node;

enum class Order { less, equal, greater, none };

template <class T>
Order order_of(const T& a, const T& b) {
  return a < b ? Order::less : b < a ? Order::greater : a == b ? Order::equal : Order::none;
}

// Exact, where turning the integer into a double would round: 2^53 + 1 is not 2^53.
Order order_of(int64_t a, double b) {
  constexpr double limit = 9223372036854775808.0;  // 2^63
  if (b != b) return Order::none;
  if (b >= limit) return Order::less;
  if (b < -limit) return Order::greater;
  const auto whole = static_cast<int64_t>(b);
  if (a != whole) return order_of(a, whole);
  return order_of(0.0, b - static_cast<double>(whole));
}

Order reversed(Order order) {
  if (order == Order::less) return Order::greater;
  return order == Order::greater ? Order::less : order;
}

Order order_of(const Scalar& a, const Scalar& b) {
  const auto *ia = std::get_if<int64_t>(&a), *ib = std::get_if<int64_t>(&b);
  const auto *da = std::get_if<double>(&a), *db = std::get_if<double>(&b);
  if (ia != nullptr && ib != nullptr) return order_of(*ia, *ib);
  if (ia != nullptr && db != nullptr) return order_of(*ia, *db);
  if (da != nullptr && ib != nullptr) return reversed(order_of(*ib, *da));
  if (da != nullptr && db != nullptr) return order_of(*da, *db);
  const auto *sa = std::get_if<std::string_view>(&a), *sb = std::get_if<std::string_view>(&b);
  if (sa != nullptr && sb != nullptr) return order_of(*sa, *sb);
  return Order::none;
}

Scalar value_of(const Operand& operand, const Condition::Look& look) {
  return operand.is_reference ? look(operand.reference) : as_scalar(operand.literal);
}

bool is_in(const Scalar& value, const LiteralList& list) {
  if (const auto* text = std::get_if<std::string_view>(&value)) {
    return std::binary_search(list.strings.begin(), list.strings.end(), *text, std::less<>());
  }
  for (const Literal& item : list.others) {
    if (compare(value, Comparison::equal, as_scalar(item))) return true;
  }
  return false;
}

bool holds(const Node& node, const Condition::Look& look) {
  switch (node.kind) {
    case Node::Kind::constant: return node.value;
    case Node::Kind::negation: return !holds(node.children[0], look);
    case Node::Kind::all:
      for (const Node& child : node.children) {
        if (!holds(child, look)) return false;
      }
      return true;
    case Node::Kind::any:
      for (const Node& child : node.children) {
        if (holds(child, look)) return true;
      }
      return false;
    case Node::Kind::flag: return compare(value_of(node.left, look), Comparison::equal, true);
    case Node::Kind::null_test: return std::holds_alternative<Null>(value_of(node.left, look)) == node.value;
    case Node::Kind::comparison: return compare(value_of(node.left, look), node.op, value_of(node.right, look));
    case Node::Kind::membership: return is_in(value_of(node.left, look), node.list);
  }
  return false;
}

}  // namespace

Scalar as_scalar(const Literal& literal) {
  if (const auto* b = std::get_if<bool>(&literal)) return *b;
  if (const auto* i = std::get_if<int64_t>(&literal)) return *i;
  if (const auto* d = std::get_if<double>(&literal)) return *d;
  if (const auto* s = std::get_if<std::string>(&literal)) return std::string_view(*s);
  return Null{};
}

bool compare(const Scalar& a, Comparison op, const Scalar& b) {
  const auto *ba = std::get_if<bool>(&a), *bb = std::get_if<bool>(&b);
  if (ba != nullptr && bb != nullptr) {
    if (op == Comparison::equal) return *ba == *bb;
    return op == Comparison::not_equal && *ba != *bb;
  }
  const Order order = order_of(a, b);
  if (order == Order::none) return false;
  switch (op) {
    case Comparison::equal: return order == Order::equal;
    case Comparison::not_equal: return order != Order::equal;
    case Comparison::less: return order == Order::less;
    case Comparison::less_or_equal: return order != Order::greater;
    case Comparison::greater: return order == Order::greater;
    case Comparison::greater_or_equal: return order != Order::less;
  }
  return false;
}

const std::vector<Condition::Reference>& Condition::references() const { return *references_; }

bool Condition::holds(const Look& look) const { return docmill::host::holds(*root_, look); }

}  // namespace docmill::host
