// Headings, lists, bold and italics: what a line says of itself by how it begins.
#include <algorithm>
#include <utility>
#include <vector>

#include "wikitext.hpp"

namespace docmill::wikipedia {
namespace {

std::string_view trimmed_line(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t\r");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r") - from + 1);
}

// "== Title ==": how many marks; 0: it is none.
std::size_t level_of_heading(std::string_view line) {
  line = trimmed_line(line);
  const std::size_t before = std::min(line.find_first_not_of('='), line.size());
  const std::size_t last = line.find_last_not_of('=');
  const std::size_t behind = last == std::string_view::npos ? 0 : line.size() - last - 1;
  const std::size_t level = std::min({before, behind, std::size_t{6}});
  return line.size() > 2 * level ? level : 0;
}

// ''italic'', '''bold''' and both, as Markdown has them, or without marks.
std::string emphasised(std::string_view line, Form form) {
  std::string out;
  for (std::size_t i = 0; i < line.size();) {
    const std::size_t n = std::min(line.find_first_not_of('\'', i), line.size()) - i;
    if (n < 2) {
      out += line[i++];
      continue;
    }
    // Of four the first is an apostrophe, of more than five those beyond are.
    out += std::string(n == 4 ? 1 : n > 5 ? n - 5 : 0, '\'');
    if (form == Form::markdown) out += n == 2 ? "*" : n >= 5 ? "***" : "**";
    i += n;
  }
  return out;
}

// "( , )", "(; born 1900)": brackets that have lost a template.
std::string mended_brackets(std::string_view line) {
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    out += line[i];
    if (line[i] != '(') continue;
    const std::size_t content = line.find_first_not_of(" ,;", i + 1);
    if (content == std::string_view::npos || content == i + 1) continue;
    if (line[content] == ')') {
      out.pop_back();
      if (out.ends_with(' ')) out.pop_back();
      i = content;
    } else {
      i = content - 1;
    }
  }
  return out;
}

// Magic words: __NOTOC__.
std::string without_switches(std::string_view line) {
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const std::string_view rest = line.substr(i);
    const std::size_t end =
        rest.starts_with("__") ? rest.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 2) : std::string_view::npos;
    if (end != std::string_view::npos && end > 4 && rest.substr(end).starts_with("__")) i += end + 1;
    else out += line[i];
  }
  return out;
}

std::size_t longest_run(std::string_view text, char mark) {
  std::size_t longest = 0, size = 0;
  for (const char c : text) {
    size = c == mark ? size + 1 : 0;
    longest = std::max(longest, size);
  }
  return longest;
}

class Shaper {
 public:
  explicit Shaper(Form form) : form_(form) {}

  void take(std::string_view line) {
    if (line.starts_with(code_fence)) return fence();
    if (is_in_code_) {
      (code_ += line) += '\n';
      return;
    }
    const std::string plain = mended_brackets(without_switches(line));
    const std::string_view text = trimmed_line(plain);
    if (text.empty()) return end_paragraph();
    if (const std::size_t level = level_of_heading(text); level != 0) return heading(text, level);
    if (text.find_first_not_of('-') == std::string_view::npos && text.size() >= 4) return end_paragraph();  // a rule
    if (const std::size_t marks = std::min(text.find_first_not_of("*#:;"), text.size()); marks != 0)
      return item(text.substr(0, marks), trimmed_line(text.substr(marks)));
    if (text.starts_with("|") || text.starts_with("!") || text.starts_with("}}")) return;  // of a table without an end
    put(emphasised(text, form_), Before::line);
  }
  std::string finish() {
    if (is_in_code_) fence();
    if (!out_.empty()) out_ += '\n';
    return std::move(out_);
  }

 private:
  enum class Before { line, paragraph };
  struct Heading {
    std::size_t level;
    std::string line;
  };

  void end_paragraph() { is_paragraph_ended_ = true; }

  // Headings wait for what follows them.
  void heading(std::string_view text, std::size_t level) {
    while (!waiting_.empty() && waiting_.back().level >= level) waiting_.pop_back();
    const std::string_view title = trimmed_line(text.substr(level, text.size() - 2 * level));
    const std::string shown = emphasised(title, Form::text);
    waiting_.push_back({level, form_ == Form::markdown ? std::string(level, '#') + " " + shown : shown});
    end_paragraph();
  }

  void item(std::string_view marks, std::string_view text) {
    if (text.empty()) return;
    const char mark = marks.back();
    const std::string shown = emphasised(text, form_);
    if (mark == ':') return put(shown, Before::line);
    if (mark == ';') return term(shown);
    const auto is_list = [](char c) { return c == '*' || c == '#'; };
    const auto depth = static_cast<std::size_t>(std::count_if(marks.begin(), marks.end(), is_list));
    const std::string indent(2 * (std::min<std::size_t>(depth, 8) - 1), ' ');
    const bool begins = !is_in_list_;
    put(indent + (mark == '#' && form_ == Form::markdown ? "1. " : "- ") + shown,
        begins ? Before::paragraph : Before::line);
    is_in_list_ = true;
  }

  // "Term : what it means" may stand in one line.
  void term(std::string_view text) {
    const std::size_t colon = text.find(" : ");
    const std::string name(trimmed_line(text.substr(0, colon)));
    put(form_ == Form::markdown ? "**" + name + "**" : name, Before::line);
    if (colon != std::string_view::npos) put(std::string(trimmed_line(text.substr(colon + 3))), Before::line);
  }

  // Lines of code wait for the last of them: their fence must be longer than all backticks in them.
  void fence() {
    is_in_code_ = !is_in_code_;
    if (is_in_code_) return;
    if (code_.ends_with('\n')) code_.pop_back();
    if (form_ == Form::markdown) {
      const std::string marks(std::max<std::size_t>(3, longest_run(code_, '`') + 1), '`');
      code_ = marks + "\n" + code_ + "\n" + marks;
    }
    put(code_, Before::paragraph);
    code_.clear();
    end_paragraph();
  }

  void put(const std::string& line, Before before) {
    for (const Heading& h : waiting_) append(h.line, Before::paragraph);
    const bool had_heading = !waiting_.empty();
    waiting_.clear();
    const bool apart = had_heading || is_paragraph_ended_ || before == Before::paragraph;
    append(line, apart ? Before::paragraph : Before::line);
    is_paragraph_ended_ = is_in_list_ = false;
  }
  void append(const std::string& line, Before before) {
    if (!out_.empty()) out_ += before == Before::paragraph ? "\n\n" : "\n";
    out_ += line;
  }

  Form form_;
  std::string out_;
  std::vector<Heading> waiting_;
  bool is_paragraph_ended_ = false, is_in_list_ = false, is_in_code_ = false;
  std::string code_;
};

}  // namespace

std::string shaped_lines(std::string_view wikitext, Form form) {
  Shaper shaper(form);
  while (!wikitext.empty()) {
    const std::size_t end = wikitext.find('\n');
    shaper.take(wikitext.substr(0, end));
    wikitext.remove_prefix(end == std::string_view::npos ? wikitext.size() : end + 1);
  }
  return shaper.finish();
}

}  // namespace docmill::wikipedia
