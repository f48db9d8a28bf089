// Recursive descent over the grammar in condition.hpp. What is wrong with a key or a type is said and parsing goes on;
// at the first thing that cannot be read it stops, so that no mistake is only the echo of another.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "host/pipeline/condition.hpp"
#include "host/pipeline/condition_lexer.hpp"
#include "host/pipeline/condition_node.hpp"
#include "host/pipeline/words.hpp"

namespace docmill::host {
namespace {

using Token = ConditionToken;
using Kind = ConditionToken::Kind;
using Node = Condition::Node;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// "AND", "None": the word that was meant, or empty.
std::string meant_keyword(std::string_view word) {
  const std::string small = lower(word);
  if (small == "none" || small == "nil") return "null";
  for (const char* keyword : {"and", "or", "not", "in", "true", "false", "null"}) {
    if (small == keyword) return keyword;
  }
  return {};
}

// What is known of the kind of a value when a condition is parsed.
enum class Sort { unknown, null, boolean, number, string };

Sort sort_of(const std::optional<FieldType>& type) {
  if (!type) return Sort::unknown;
  switch (*type) {
    case FieldType::boolean: return Sort::boolean;
    case FieldType::integer:
    case FieldType::number: return Sort::number;
    case FieldType::string: return Sort::string;
  }
  return Sort::unknown;
}

Sort sort_of(const Literal& literal) {
  static constexpr Sort sorts[] = {Sort::null, Sort::boolean, Sort::number, Sort::number, Sort::string};
  return sorts[literal.index()];
}

const char* name_of(Sort sort) {
  static constexpr const char* names[] = {"of unknown type", "null", "a boolean", "a number", "a string"};
  return names[static_cast<std::size_t>(sort)];
}

bool is_ordering(Comparison op) { return op != Comparison::equal && op != Comparison::not_equal; }

}  // namespace

class ConditionParser {
 public:
  ConditionParser(std::string_view text, const Condition::Bind& bind)
      : bind_(bind), tokens_(read_condition_tokens(text, mistakes_)) {}

  std::variant<Condition, std::vector<Condition::Mistake>> parse() {
    Condition condition;
    if (token().kind == Kind::end)
      stop("the condition is empty; leave 'when' out, or write for example language.tag == 'en'");
    Node root = parse_any();
    if (token().kind != Kind::end) say_trailing();
    if (!mistakes_.empty()) {
      std::stable_sort(mistakes_.begin(), mistakes_.end(),
                       [](const auto& a, const auto& b) { return a.offset < b.offset; });
      return std::move(mistakes_);
    }
    condition.root_ = std::make_shared<const Node>(std::move(root));
    condition.references_ = std::make_shared<const std::vector<Condition::Reference>>(std::move(references_));
    return condition;
  }

 private:
  // An operand with what was said of it: type and where it stands. A wrong one is not checked further.
  struct Side {
    Operand operand;
    Sort sort = Sort::unknown;
    bool is_valid = false;
    const Token* token = nullptr;
  };

  // ---- tokens and mistakes
  const Token& token() const { return tokens_[at_]; }
  bool accept(Kind kind) {
    if (token().kind != kind) return false;
    ++at_;
    return true;
  }
  void say(std::size_t offset, std::string message) { mistakes_.push_back({offset, std::move(message)}); }
  // Says it at the current token and goes to the end.
  void stop(std::string message) { stop_at(token().offset, std::move(message)); }
  void stop_at(std::size_t offset, std::string message) {
    if (!stopped_) say(offset, std::move(message));
    stopped_ = true;
    at_ = tokens_.size() - 1;
  }
  std::string saw() const { return token().kind == Kind::end ? "the end" : in_quotes(token().text); }

  // ---- and, or, not, ( )
  Node parse_any() { return parse_chain(Node::Kind::any, Kind::k_or, &ConditionParser::parse_all); }
  Node parse_all() { return parse_chain(Node::Kind::all, Kind::k_and, &ConditionParser::parse_not); }

  // One, or several joined by the keyword in one flat node.
  Node parse_chain(Node::Kind kind, Kind keyword, Node (ConditionParser::*parse_one)()) {
    Node first = (this->*parse_one)();
    if (token().kind != keyword) return first;
    Node chain;
    chain.kind = kind;
    chain.children.push_back(std::move(first));
    while (accept(keyword)) chain.children.push_back((this->*parse_one)());
    return chain;
  }

  bool too_deep() {
    if (depth_ < max_condition_depth) return false;
    stop(fmt::format("the condition nests more than {} deep", max_condition_depth));
    return true;
  }

  Node parse_not() {
    if (token().kind != Kind::k_not) return parse_comparison();
    if (too_deep()) return {};
    ++at_;
    ++depth_;
    Node node;
    node.kind = Node::Kind::negation;
    node.children.push_back(parse_not());
    --depth_;
    return node;
  }

  Node parse_parentheses() {
    const std::size_t open = token().offset;
    if (too_deep()) return {};
    ++at_;
    ++depth_;
    Node inner = parse_any();
    --depth_;
    if (!accept(Kind::close)) {
      if (token().kind == Kind::end) stop_at(open, "the ( that stands here is not closed");
      else say_trailing();
    } else if (token().kind == Kind::compare || token().kind == Kind::k_in) {
      stop("what stands in ( ) is true or false already and cannot be compared");
    }
    return inner;
  }

  // ---- comparisons
  Node parse_comparison() {
    if (token().kind == Kind::open) return parse_parentheses();
    const Side left = parse_operand();
    if (token().kind == Kind::compare) return parse_compared(left);
    if (accept(Kind::k_in)) return parse_membership(left);
    if (token().kind == Kind::k_not && tokens_[at_ + 1].kind == Kind::k_in) {
      say(token().offset, fmt::format("write not {} in [...]", left.token->text));
      at_ += 2;
      return parse_membership(left);
    }
    return alone(left);
  }

  Node parse_compared(const Side& left) {
    const Token& sign = token();
    ++at_;
    const Side right = parse_operand();
    Node node;
    node.kind = Node::Kind::comparison;
    node.op = sign.op;
    node.left = left.operand;
    node.right = right.operand;
    check_types(left, sign, right);
    if (token().kind == Kind::compare) {
      stop("comparisons do not chain; join two of them by 'and'");
    } else if (!is_ordering(sign.op) && (left.sort == Sort::null || right.sort == Sort::null)) {
      node.kind = Node::Kind::null_test;
      node.value = sign.op == Comparison::equal;
      if (left.sort == Sort::null) node.left = right.operand;
    }
    return node;
  }

  void check_types(const Side& left, const Token& sign, const Side& right) {
    if (!left.is_valid || !right.is_valid) return;
    if (left.sort == Sort::null || right.sort == Sort::null) {
      if (is_ordering(sign.op)) say(sign.offset, "null is neither less nor greater; compare it by == or !=");
      return;
    }
    if (left.sort == Sort::unknown || right.sort == Sort::unknown) {
      const Sort known = left.sort == Sort::unknown ? right.sort : left.sort;
      if (known == Sort::boolean && is_ordering(sign.op)) say_boolean_order(sign);
      return;
    }
    if (left.sort != right.sort) say_mismatch(left, right);
    else if (left.sort == Sort::boolean && is_ordering(sign.op)) say_boolean_order(sign);
  }

  void say_boolean_order(const Token& sign) {
    say(sign.offset, fmt::format("a boolean is neither less nor greater; use == or != for {}", sign.text));
  }

  void say_mismatch(const Side& left, const Side& right) {
    say(right.token->offset, fmt::format("{} is {} and cannot be compared with {}, which is {}", left.token->text,
                                         name_of(left.sort), right.token->text, name_of(right.sort)));
  }

  Node parse_membership(const Side& left) {
    Node node;
    node.kind = Node::Kind::membership;
    node.left = left.operand;
    if (left.is_valid && left.sort == Sort::null) {
      say(left.token->offset, "null is in no list; write == null");
    }
    const std::size_t open = token().offset;
    if (!accept(Kind::open_list)) {
      stop(fmt::format("'in' needs a list, like ['en', 'de']; saw {}", saw()));
      return node;
    }
    if (token().kind == Kind::close_list) say(open, "the list is empty, so nothing is in it");
    while (token().kind != Kind::close_list) {
      if (!parse_item(left, node.list)) return node;
      if (accept(Kind::comma)) continue;
      if (token().kind == Kind::end) stop_at(open, "the [ that stands here is not closed");
      else if (token().kind != Kind::close_list) stop(fmt::format("expected ',' or ']', saw {}", saw()));
      if (stopped_) return node;
    }
    ++at_;
    std::sort(node.list.strings.begin(), node.list.strings.end());
    if (token().kind == Kind::compare) stop("comparisons do not chain; join two of them by 'and'");
    return node;
  }

  // One item of a list. False when parsing has stopped.
  bool parse_item(const Side& left, LiteralList& list) {
    const Token& item = token();
    if (item.kind == Kind::word) {
      say_no_value(item);
      ++at_;
      return true;
    }
    if (item.kind != Kind::literal) {
      stop(item.kind == Kind::end ? "the list is not closed" : fmt::format("a list holds values, saw {}", saw()));
      return false;
    }
    ++at_;
    const Sort sort = sort_of(item.literal);
    if (sort == Sort::null)
      say(item.offset, "null is equal to nothing in a list; write == null beside it, joined by 'or'");
    else if (left.is_valid && left.sort != Sort::unknown && left.sort != Sort::null && left.sort != sort) {
      Side right;
      right.sort = sort;
      right.token = &item;
      say_mismatch(left, right);
    }
    if (const auto* text = std::get_if<std::string>(&item.literal)) list.strings.push_back(*text);
    else list.others.push_back(item.literal);
    return true;
  }

  // An operand with nothing to compare it with.
  Node alone(const Side& side) {
    Node node;
    if (!side.is_valid) return node;
    if (!side.operand.is_reference && side.sort == Sort::boolean) {
      node.value = std::get<bool>(side.operand.literal);
      return node;
    }
    if (!side.operand.is_reference) {
      stop_at(side.token->offset,
              fmt::format("{} alone is no condition; compare it with a layer.key", side.token->text));
    } else if (side.sort != Sort::boolean && side.sort != Sort::unknown) {
      say(side.token->offset,
          fmt::format("{0} is {1}, not true or false; compare it, like {0} == {2}", side.token->text,
                      name_of(side.sort), side.sort == Sort::string ? "'...'" : "0"));
    }
    node.kind = Node::Kind::flag;
    node.left = side.operand;
    return node;
  }

  // ---- operands
  Side parse_operand() {
    Side side;
    side.token = &token();
    if (token().kind == Kind::literal) {
      side.operand.literal = token().literal;
      side.sort = sort_of(token().literal);
      side.is_valid = true;
      ++at_;
    } else if (token().kind == Kind::word) {
      bind_word(token(), side);
      ++at_;
    } else {
      say_no_operand();
    }
    return side;
  }

  void say_no_operand() {
    if (token().kind == Kind::end) stop("a value or layer.key is missing at the end");
    else if (token().kind == Kind::open_list) stop("a list stands only behind 'in'");
    else if (token().kind == Kind::compare) stop(fmt::format("a value or layer.key is missing before {}", saw()));
    else stop(fmt::format("expected a value or layer.key, saw {}", saw()));
  }

  // A word that is no layer.key, where it cannot be one.
  void say_no_value(const Token& word) {
    const std::string keyword = meant_keyword(word.text);
    if (!keyword.empty()) say(word.offset, fmt::format("write {} for {}", keyword, in_quotes(word.text)));
    else if (word.text.find('.') == std::string_view::npos) {
      say(word.offset, fmt::format("a text stands in quotes: {}", in_quotes(word.text)));
    } else {
      say(word.offset, "a list holds values, no layer.key");
    }
  }

  void bind_word(const Token& word, Side& side) {
    const std::size_t dot = word.text.find('.');
    const bool has_key = dot != std::string_view::npos && dot + 1 < word.text.size();
    const bool is_pair = has_key && word.text.find('.', dot + 1) == std::string_view::npos;
    const std::string keyword = meant_keyword(word.text);
    if (!keyword.empty()) {
      say(word.offset, fmt::format("write {} for {}", keyword, in_quotes(word.text)));
    } else if (!has_key) {
      say(word.offset,
          fmt::format("{} is neither layer.key, like language.tag, nor a text in quotes", in_quotes(word.text)));
    } else if (!is_pair) {
      say(word.offset,
          fmt::format("{} has more than two parts; write layer.key, like metadata.section", in_quotes(word.text)));
    } else {
      bind_pair(word, word.text.substr(0, dot), word.text.substr(dot + 1), side);
    }
  }

  void bind_pair(const Token& word, std::string_view layer, std::string_view key, Side& side) {
    const auto [known, is_new] = known_.emplace(word.text, references_.size());
    if (is_new) {
      auto bound = bind_(layer, key);
      if (auto* message = std::get_if<std::string>(&bound)) {
        known->second = unbound;
        say(word.offset, std::move(*message));
      } else {
        references_.push_back({std::string(layer), std::string(key), std::get<KeyBinding>(bound)});
      }
    }
    if (known->second == unbound) return;
    side.is_valid = true;
    side.operand.is_reference = true;
    side.operand.reference = known->second;
    side.sort = sort_of(references_[known->second].binding.type);
  }

  // What stands where the condition, or its part in ( ), should end.
  void say_trailing() {
    const std::string keyword = token().kind == Kind::word ? meant_keyword(token().text) : std::string();
    if (!keyword.empty()) stop(fmt::format("write {} for {}", keyword, in_quotes(token().text)));
    else if (token().kind == Kind::close) stop("the ) that stands here closes nothing");
    else stop(fmt::format("expected 'and', 'or' or the end, saw {}", saw()));
  }

  static constexpr std::size_t unbound = static_cast<std::size_t>(-1);

  const Condition::Bind& bind_;
  std::vector<Condition::Mistake> mistakes_;  // before tokens_, which are read into it
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool stopped_ = false;
  std::vector<Condition::Reference> references_;
  std::map<std::string_view, std::size_t> known_;  // layer.key -> index, or unbound
};

std::variant<Condition, std::vector<Condition::Mistake>> Condition::parse(std::string_view text, const Bind& bind) {
  return ConditionParser(text, bind).parse();
}

}  // namespace docmill::host
