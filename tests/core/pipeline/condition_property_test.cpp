// Random conditions against a naive evaluation of the tree that they were written from.
#include <doctest/doctest.h>

#include <array>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "host/pipeline/condition.hpp"

using namespace docmill::host;

namespace {

constexpr std::size_t n_keys = 5;
// What the keys m.k0 ... m.k4 are in one document, and what literals say: small sets, so that values often meet.
const std::vector<Scalar> pool = {Null{},
                                  true,
                                  false,
                                  int64_t{-1},
                                  int64_t{0},
                                  int64_t{2},
                                  2.0,
                                  0.5,
                                  std::string_view(""),
                                  std::string_view("a"),
                                  std::string_view("b'c")};
using Document = std::array<Scalar, n_keys>;

std::string written(const Scalar& value) {
  if (const auto* b = std::get_if<bool>(&value)) return *b ? "true" : "false";
  if (const auto* i = std::get_if<int64_t>(&value)) return std::to_string(*i);
  if (const auto* d = std::get_if<double>(&value)) return *d == 2.0 ? "2.0" : "5e-1";
  if (const auto* s = std::get_if<std::string_view>(&value))
    return *s == "b'c" ? "'b''c'" : "\"" + std::string(*s) + "\"";
  return "null";
}

struct Side {
  bool is_key;
  std::size_t key;
  Scalar literal;
  Scalar value(const Document& d) const { return is_key ? d[key] : literal; }
  std::string text() const { return is_key ? "m.k" + std::to_string(key) : written(literal); }
};

// Naive on purpose: no sharing of code or of ideas with the evaluator.
struct Tree {
  enum class Kind { all, any, negation, compare, in, flag } kind;
  std::vector<Tree> children;
  Side left, right;
  std::string op;
  std::vector<Scalar> list;

  static bool is_number(const Scalar& s) { return s.index() == 2 || s.index() == 3; }
  static double number(const Scalar& s) {
    return s.index() == 2 ? static_cast<double>(std::get<int64_t>(s)) : std::get<double>(s);
  }
  static bool compare(const Scalar& a, const std::string& op, const Scalar& b) {
    if (a.index() == 0 || b.index() == 0) return false;
    int order = 0;
    if (is_number(a) && is_number(b)) order = number(a) < number(b) ? -1 : number(a) > number(b);
    else if (a.index() != b.index()) return false;
    else if (a.index() == 4) order = std::get<4>(a).compare(std::get<4>(b));
    else order = int(std::get<bool>(a)) - int(std::get<bool>(b));
    if (op == "==") return order == 0;
    if (op == "!=") return order != 0;
    if (op == "<") return order < 0;
    if (op == "<=") return order <= 0;
    return op == ">" ? order > 0 : order >= 0;
  }

  bool holds(const Document& d) const {
    switch (kind) {
      case Kind::all: return children[0].holds(d) && children[1].holds(d);
      case Kind::any: return children[0].holds(d) || children[1].holds(d);
      case Kind::negation: return !children[0].holds(d);
      case Kind::flag: return left.value(d) == Scalar(true);
      case Kind::compare: {
        const bool by_null =
            (!left.is_key && left.literal.index() == 0) || (!right.is_key && right.literal.index() == 0);
        if (by_null) return (left.value(d).index() == 0 && right.value(d).index() == 0) == (op == "==");
        return compare(left.value(d), op, right.value(d));
      }
      case Kind::in:
        for (const Scalar& item : list) {
          if (compare(left.value(d), "==", item)) return true;
        }
        return false;
    }
    return false;
  }

  // With parentheses only where they are needed, or everywhere.
  std::string text(bool all_parentheses) const {
    const auto child = [&](std::size_t i, bool needed) {
      const std::string inner = children[i].text(all_parentheses);
      return needed || all_parentheses ? "(" + inner + ")" : inner;
    };
    switch (kind) {
      case Kind::all:
        return child(0, children[0].kind == Kind::any) + " and " + child(1, children[1].kind == Kind::any);
      case Kind::any: return child(0, false) + " or " + child(1, false);
      case Kind::negation: {
        const bool joins = children[0].kind == Kind::all || children[0].kind == Kind::any;
        return "not " + child(0, joins);
      }
      case Kind::flag: return left.text();
      case Kind::compare: return left.text() + " " + op + " " + right.text();
      case Kind::in: {
        std::string out = left.text() + " in [";
        for (std::size_t i = 0; i < list.size(); ++i) out += (i == 0 ? "" : ",") + written(list[i]);
        return out + "]";
      }
    }
    return {};
  }
};

class Generator {
 public:
  explicit Generator(uint32_t seed) : random_(seed) {}

  Tree tree(int depth) {
    Tree t{};
    const std::size_t kind = depth == 0 ? 3 + below(3) : below(6);
    t.kind = static_cast<Tree::Kind>(kind);
    if (kind < 2) t.children = {tree(depth - 1), tree(depth - 1)};
    else if (kind == 2) t.children = {tree(depth - 1)};
    else leaf(t);
    return t;
  }

  Document document() {
    Document d;
    for (Scalar& value : d) value = pool[below(pool.size())];
    return d;
  }

 private:
  std::size_t below(std::size_t n) { return random_() % n; }

  void leaf(Tree& t) {
    t.left = {true, below(n_keys), Null{}};
    if (t.kind == Tree::Kind::compare) {
      t.right = {below(3) == 0, below(n_keys), pool[below(pool.size())]};
      const bool only_equal = !t.right.is_key && t.right.literal.index() <= 1;  // null and booleans
      static const char* ops[] = {"==", "!=", "<", "<=", ">", ">="};
      t.op = ops[below(only_equal ? 2 : 6)];
      // Booleans behind two keys have an order in the naive tree only.
      if (t.right.is_key) t.op = ops[below(2)];
      if (below(4) == 0 && (t.op == "==" || t.op == "!=")) std::swap(t.left, t.right);
    }
    if (t.kind == Tree::Kind::in) {
      for (std::size_t n = 1 + below(4); n > 0; --n) t.list.push_back(pool[1 + below(pool.size() - 1)]);
    }
  }

  std::mt19937 random_;
};

}  // namespace

TEST_CASE("random conditions mean what their tree means") {
  const auto bind = [](std::string_view, std::string_view key) -> std::variant<KeyBinding, std::string> {
    return KeyBinding{0, static_cast<uint32_t>(key[1] - '0'), std::nullopt};
  };
  Generator generator(7);
  std::size_t n_true = 0, n_false = 0;
  for (int i = 0; i < 1500; ++i) {
    const Tree tree = generator.tree(i % 5);
    for (const bool all_parentheses : {false, true}) {
      const std::string text = tree.text(all_parentheses);
      auto parsed = Condition::parse(text, bind);
      REQUIRE_MESSAGE(parsed.index() == 0, text);
      const Condition& condition = std::get<0>(parsed);
      for (int j = 0; j < 20; ++j) {
        const Document document = generator.document();
        const bool expected = tree.holds(document);
        const bool got =
            condition.holds([&](std::size_t k) { return document[condition.references()[k].binding.key]; });
        REQUIRE_MESSAGE(got == expected, text);
        ++(expected ? n_true : n_false);
      }
    }
  }
  // The test would prove nothing if one result were rare.
  CHECK(n_true > 5000);
  CHECK(n_false > 5000);
}
