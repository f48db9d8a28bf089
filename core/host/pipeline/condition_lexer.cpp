#include "host/pipeline/condition_lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "docmill/base/ascii.hpp"
#include "host/pipeline/quotation_marks.hpp"
#include "host/pipeline/words.hpp"

namespace docmill::host {
namespace {

using Token = ConditionToken;
using Kind = ConditionToken::Kind;

using ascii::is_digit;
using ascii::is_space;
// Layers are snake_case; keys of metadata may be anything, so letters of every alphabet and '-' are let in.
bool begins_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_in_word(char c) { return begins_word(c) || is_digit(c) || c == '-' || c == '.'; }

class Lexer {
 public:
  Lexer(std::string_view text, std::vector<Condition::Mistake>& mistakes) : text_(text), mistakes_(mistakes) {}

  std::vector<Token> read() {
    std::vector<Token> tokens;
    do tokens.push_back(next());
    while (tokens.back().kind != Kind::end);
    return tokens;
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  Token next() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    begin_ = at_;
    if (at_ == text_.size()) return token(Kind::end, 0);
    const char c = text_[at_];
    if (typographic_quote(text_.substr(at_)) != 0) return typographic_string();
    if (begins_word(c)) return word();
    if (is_digit(c) || (c == '-' && (is_digit(peek(1)) || peek(1) == '.'))) return number();
    if (c == '\'' || c == '"') return string(c);
    return sign();
  }

  // The token of the next `length` bytes.
  Token token(Kind kind, std::size_t length) {
    Token t;
    t.kind = kind;
    t.offset = begin_;
    t.text = text_.substr(begin_, length);
    at_ = begin_ + length;
    return t;
  }

  Token literal(std::size_t length, Literal value) {
    Token t = token(Kind::literal, length);
    t.literal = std::move(value);
    return t;
  }

  Token word() {
    std::size_t end = at_;
    while (end < text_.size() && is_in_word(text_[end])) ++end;
    const std::string_view word = text_.substr(at_, end - at_);
    if (word == "and") return token(Kind::k_and, word.size());
    if (word == "or") return token(Kind::k_or, word.size());
    if (word == "not") return token(Kind::k_not, word.size());
    if (word == "in") return token(Kind::k_in, word.size());
    if (word == "true") return literal(word.size(), true);
    if (word == "false") return literal(word.size(), false);
    if (word == "null") return literal(word.size(), Null{});
    return token(Kind::word, word.size());
  }

  Token number() {
    std::size_t end = at_ + 1;
    while (end < text_.size() && (is_in_word(text_[end]) || (text_[end] == '+' && (text_[end - 1] | 32) == 'e'))) ++end;
    const std::string_view word = text_.substr(at_, end - at_);
    const char *first = word.data(), *last = first + word.size();
    int64_t integer = 0;
    const auto as_integer = std::from_chars(first, last, integer);
    if (as_integer.ec == std::errc() && as_integer.ptr == last) return literal(word.size(), integer);
    double number = 0;
    const auto as_number = std::from_chars(first, last, number);
    const bool is_whole = word.find_first_of(".eE") == std::string_view::npos;
    if (as_number.ec == std::errc() && as_number.ptr == last && !is_whole) return literal(word.size(), number);
    const bool too_large = as_number.ptr == last;
    mistakes_.push_back({at_, too_large ? fmt::format("the number {} is too large", in_quotes(word))
                                        : fmt::format("{} is no number; a text stands in quotes", in_quotes(word))});
    return literal(word.size(), int64_t{0});
  }

  // A doubled quote stands for one; there are no other escapes.
  Token string(char quote) {
    std::string value;
    std::size_t end = at_ + 1;
    for (; end < text_.size(); ++end) {
      if (text_[end] != quote) {
        value += text_[end];
      } else if (end + 1 < text_.size() && text_[end + 1] == quote) {
        value += text_[end++];
      } else {
        return literal(end + 1 - at_, std::move(value));
      }
    }
    mistakes_.push_back({at_, fmt::format("the text that begins here has no closing {}", quote)});
    return literal(text_.size() - at_, std::move(value));
  }

  // ‘en’ is read as 'en', with a mistake.
  Token typographic_string() {
    const std::size_t from = at_ + typographic_quote(text_.substr(at_));
    const std::size_t close = std::min(text_.find_first_of("'\"", from), find_typographic_quote(text_, from));
    const std::size_t to = std::min(close, text_.size());
    const std::string value(text_.substr(from, to - from));
    mistakes_.push_back(
        {at_, fmt::format("{} is no quotation mark; write '{}'", text_.substr(at_, from - at_), value)});
    std::size_t end = to;
    if (close < text_.size()) end += std::max<std::size_t>(1, typographic_quote(text_.substr(to)));
    return literal(end - at_, value);
  }

  struct Sign {
    std::string_view text;
    Kind kind;
    Comparison op = Comparison::equal;
    std::string_view instead = {};  // what it should be
  };

  Token sign() {
    // Longer signs come before those they begin with.
    static constexpr std::array signs = {
        Sign{"===", Kind::compare, Comparison::equal, "=="},
        Sign{"==", Kind::compare, Comparison::equal},
        Sign{"=<", Kind::compare, Comparison::less_or_equal, "<="},
        Sign{"=>", Kind::compare, Comparison::greater_or_equal, ">="},
        Sign{"=", Kind::compare, Comparison::equal, "=="},
        Sign{"!==", Kind::compare, Comparison::not_equal, "!="},
        Sign{"!=", Kind::compare, Comparison::not_equal},
        Sign{"<>", Kind::compare, Comparison::not_equal, "!="},
        Sign{"<=", Kind::compare, Comparison::less_or_equal},
        Sign{"<", Kind::compare, Comparison::less},
        Sign{">=", Kind::compare, Comparison::greater_or_equal},
        Sign{">", Kind::compare, Comparison::greater},
        Sign{"&&", Kind::k_and, Comparison::equal, "and"},
        Sign{"&", Kind::k_and, Comparison::equal, "and"},
        Sign{"||", Kind::k_or, Comparison::equal, "or"},
        Sign{"|", Kind::k_or, Comparison::equal, "or"},
        Sign{"!", Kind::k_not, Comparison::equal, "not"},
        Sign{"(", Kind::open},
        Sign{")", Kind::close},
        Sign{"[", Kind::open_list},
        Sign{"]", Kind::close_list},
        Sign{",", Kind::comma},
    };
    for (const Sign& sign : signs) {
      if (!text_.substr(at_).starts_with(sign.text)) continue;
      if (!sign.instead.empty()) mistakes_.push_back({at_, fmt::format("write {} for {}", sign.instead, sign.text)});
      Token t = token(sign.kind, sign.text.size());
      t.op = sign.op;
      return t;
    }
    return token(Kind::unknown, 1);
  }

  std::string_view text_;
  std::vector<Condition::Mistake>& mistakes_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;  // of the token being read
};

}  // namespace

std::vector<ConditionToken> read_condition_tokens(std::string_view text, std::vector<Condition::Mistake>& mistakes) {
  return Lexer(text, mistakes).read();
}

}  // namespace docmill::host
