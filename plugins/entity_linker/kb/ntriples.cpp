#include "kb/ntriples.hpp"

#include <docmill/base/utf8.hpp>

namespace docmill::linker {
namespace {

struct Mistake {
  std::string what;
  std::size_t at;
};

class LineParser {
 public:
  explicit LineParser(std::string_view line) : line_(line) {}

  bool blank_or_comment() {
    skip_space();
    return at_ == line_.size() || line_[at_] == '#';
  }

  void triple(Triple& t) {
    subject(t.subject);
    if (t.subject.kind == Term::Kind::literal) throw Mistake{"a subject is an IRI in <> or a blank node", 0};
    skip_space();
    if (peek() != '<') fail("a predicate, an IRI in <>, is expected here");
    iri(t.predicate);
    skip_space();
    subject(t.object);
    skip_space();
    if (peek() != '.') fail("the dot that ends a statement is expected here");
    ++at_;
    if (!blank_or_comment()) fail("a statement ends with its dot; one stands in each line");
  }

 private:
  [[noreturn]] void fail(std::string what) const { throw Mistake{std::move(what), at_}; }
  char peek() const { return at_ < line_.size() ? line_[at_] : '\0'; }
  void skip_space() {
    while (at_ < line_.size() && (line_[at_] == ' ' || line_[at_] == '\t')) ++at_;
  }

  void subject(Term& term) {
    if (peek() == '<') iri(term);
    else if (peek() == '_') blank(term);
    else if (peek() == '"') literal(term);
    else fail("an IRI in <>, a blank node or a string is expected here");
  }

  void iri(Term& term) {
    term.kind = Term::Kind::iri;
    term.language.clear();
    quoted('>', term.text, "the IRI is not closed by >");
  }

  void blank(Term& term) {
    term.kind = Term::Kind::blank;
    term.language.clear();
    const std::size_t start = at_;
    while (at_ < line_.size() && line_[at_] != ' ' && line_[at_] != '\t') ++at_;
    term.text.assign(line_.substr(start, at_ - start));
  }

  void literal(Term& term) {
    term.kind = Term::Kind::literal;
    term.language.clear();
    quoted('"', term.text, "the string is not closed by \"");
    if (peek() == '@') {
      ++at_;
      while (at_ < line_.size() && line_[at_] != ' ' && line_[at_] != '\t' && line_[at_] != '.') {
        const char c = line_[at_++];
        term.language += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      }
    } else if (line_.substr(at_, 3) == "^^<") {
      at_ += 2;
      Term type;
      iri(type);
    }
  }

  void quoted(char close, std::string& text, const char* not_closed) {
    const std::size_t start = at_++;
    text.clear();
    while (true) {
      if (at_ >= line_.size()) {
        at_ = start;
        fail(not_closed);
      }
      const char c = line_[at_];
      if (c == close) break;
      if (c == '\\') escape(text);
      else text += c, ++at_;
    }
    ++at_;
  }

  void escape(std::string& text) {
    static constexpr std::string_view names = "tbnrf\"'\\", values = "\t\b\n\r\f\"'\\";
    const char c = at_ + 1 < line_.size() ? line_[at_ + 1] : '\0';
    if (c == 'u' || c == 'U') {
      code_point(text, c == 'u' ? 4 : 8);
    } else if (const std::size_t i = c == '\0' ? std::string_view::npos : names.find(c); i != std::string_view::npos) {
      text += values[i];
      at_ += 2;
    } else {
      fail("an escape is one of \\t \\b \\n \\r \\f \\\" \\' \\\\ \\uXXXX \\UXXXXXXXX");
    }
  }

  void code_point(std::string& text, std::size_t digits) {
    uint32_t c = 0;
    for (std::size_t i = at_ + 2; i < at_ + 2 + digits; ++i) {
      const char d = i < line_.size() ? line_[i] : '\0';
      const int value = d >= '0' && d <= '9'   ? d - '0'
                        : d >= 'a' && d <= 'f' ? d - 'a' + 10
                        : d >= 'A' && d <= 'F' ? d - 'A' + 10
                                               : -1;
      if (value < 0) fail("\\u is followed by four hexadecimal digits, \\U by eight");
      c = c << 4 | static_cast<uint32_t>(value);
    }
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) fail("this is no character of Unicode");
    utf8::append(text, static_cast<char32_t>(c));
    at_ += 2 + digits;
  }

  std::string_view line_;
  std::size_t at_ = 0;
};

}  // namespace

LineKind parse_ntriples_line(std::string_view line, Triple& triple, std::string& mistake, std::size_t& column) {
  try {
    LineParser parser(line);
    if (parser.blank_or_comment()) return LineKind::nothing;
    if (utf8::find_invalid(line) != std::string_view::npos)
      throw Mistake{"the bytes here are not UTF-8", utf8::find_invalid(line)};
    parser.triple(triple);
    return LineKind::triple;
  } catch (const Mistake& m) {
    mistake = m.what;
    column = m.at + 1;
    return LineKind::mistake;
  }
}

}  // namespace docmill::linker
