#include "host/pipeline/path_text.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "docmill/base/ascii.hpp"
#include "host/pipeline/pipeline_file.hpp"
#include "host/pipeline/words.hpp"

namespace docmill::host {
namespace {

bool begins_name(char c) { return ascii::is_letter(c) || c == '_'; }
bool is_of_name(char c) { return begins_name(c) || ascii::is_digit(c); }

// "s3" of "s3://bucket/file"; empty: it is no address.
std::string_view scheme_of(std::string_view text) {
  const std::size_t end = text.find("://");
  if (end == std::string_view::npos || end == 0 || !ascii::is_letter(text.front())) return {};
  const std::string_view scheme = text.substr(0, end);
  for (const char c : scheme)
    if (!is_of_name(c) && c != '+' && c != '-' && c != '.') return {};
  return scheme;
}

// "C:\\data", "C:/data".
bool is_of_windows(std::string_view text) {
  return text.size() > 2 && ascii::is_letter(text[0]) && text[1] == ':' && (text[2] == '\\' || text[2] == '/') &&
         scheme_of(text).empty();
}

class Expander {
 public:
  explicit Expander(std::string_view text) : text_(text) {}

  bool run() {
    if (text_.starts_with('~') && !take_home()) return false;
    while (at_ < text_.size()) {
      if (text_[at_] != '$') out_ += text_[at_++];
      else if (!take_dollar()) return false;
    }
    return is_path();
  }

  std::string out_, mistake_, remedy_;

 private:
  // An address, or a path of Windows: else a folder "s3:" would be made, or "C:\\data" in the working folder, and
  // nobody would look there. One that is really called so is "./s3:".
  bool is_path() {
    const std::string_view scheme = scheme_of(out_);
    if (scheme == "file")
      return fail("it is an address, and a path is wanted",
                  fmt::format("write {}", in_quotes(std::string_view(out_).substr(scheme.size() + 3))));
    if (!scheme.empty())
      return fail("it is an address, and docmill reads and writes files of this machine alone",
                  "fetch it first, or mount what it leads to, and write that path");
    if (is_of_windows(out_))
      return fail("it is a path of Windows, with a drive", "write the path that it has on this machine: /mnt/data");
    return true;
  }

  bool fail(std::string mistake, std::string remedy) {
    mistake_ = std::move(mistake);
    remedy_ = std::move(remedy);
    return false;
  }

  bool take_home() {
    if (text_.size() > 1 && text_[1] != '/')
      return fail("only ~/ is expanded, not the home folder of another user", "write the path in full");
    at_ = 1;
    return take_variable("HOME");
  }

  bool take_dollar() {
    const std::string_view rest = text_.substr(at_ + 1);
    if (rest.starts_with('$')) {
      out_ += '$';
      at_ += 2;
      return true;
    }
    if (rest.starts_with('{')) {
      const std::size_t end = rest.find('}');
      if (end == std::string_view::npos) return fail("'${' has no '}'", "write ${NAME}, or $$ for a dollar sign");
      const std::string name(rest.substr(1, end - 1));
      bool is_name = !name.empty() && begins_name(name.front());
      for (const char c : name) is_name = is_name && is_of_name(c);
      if (!is_name)
        return fail(fmt::format("'${{{}}}' is no variable", name), "write ${NAME}, or $$ for a dollar sign");
      at_ += end + 2;
      return take_variable(name);
    }
    if (!rest.empty() && begins_name(rest.front())) {
      std::size_t end = 1;
      while (end < rest.size() && is_of_name(rest[end])) ++end;
      const std::string name(rest.substr(0, end));
      return fail(fmt::format("'${}' is not expanded", name),
                  fmt::format("write ${{{0}}} for the variable, $${0} for a name with a dollar sign", name));
    }
    out_ += '$';
    ++at_;
    return true;
  }

  bool take_variable(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr || *value == '\0')
      return fail(fmt::format("the variable {} is {} in the environment", name, value == nullptr ? "not set" : "empty"),
                  "set it, or write the path without it");
    out_ += value;
    return true;
  }

  const std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

bool expand_path(std::string& text, const Place& place, Diagnostics& diagnostics) {
  Expander expander(text);
  if (expander.run()) {
    text = std::move(expander.out_);
    return true;
  }
  diagnostics.error(place, fmt::format("{}: {}", in_quotes(text), expander.mistake_), {expander.remedy_});
  return false;
}

bool expand_path(WrittenPath& path, Diagnostics& diagnostics) {
  const std::string before = path.text;
  if (!expand_path(path.text, path.place, diagnostics)) return false;
  path.is_expanded = path.text != before;
  return true;
}

std::string literal_path(std::string_view path) {
  std::string out = path.starts_with('~') || !scheme_of(path).empty() || is_of_windows(path) ? "./" : "";
  for (const char c : path) {
    if (c == '$') out += '$';
    out += c;
  }
  return out;
}

}  // namespace docmill::host
