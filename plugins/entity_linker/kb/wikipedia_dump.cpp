#include "kb/wikipedia_dump.hpp"

#include <unicode/uchar.h>

#include <algorithm>

#include <docmill/base/utf8.hpp>

#include "kb/source.hpp"
#include "kb/xml_reader.hpp"
#include "knowledge_base/alias_index.hpp"

namespace docmill::linker {
namespace {

std::string_view trimmed(std::string_view s) {
  const std::size_t begin = std::min(s.find_first_not_of(" \t\n\r"), s.size());
  s.remove_prefix(begin);
  return s.substr(0, s.find_last_not_of(" \t\n\r") + 1);
}

class DumpReader {
 public:
  DumpReader(PackedFile& file, const WikipediaSink& sink) : xml_(file), sink_(sink) {}

  void run() {
    for (Event event = xml_.next(); event != Event::finished; event = xml_.next()) {
      if (event == Event::start) start();
      else if (event == Event::end) end();
      else if (wanted_ != nullptr) *wanted_ += xml_.text();
    }
    if (!known_) refuse(": the dump does not name its wiki in <siteinfo><dbname>");
  }

 private:
  using Event = XmlReader::Event;

  [[noreturn]] void refuse(const std::string& why) const { throw SourceError(xml_.place() + why); }

  void start() {
    const std::string_view name = xml_.name();
    if (xml_.depth() == 1 && name != "mediawiki")
      refuse(": <" + std::string(utf8::prefix(name, 40)) +
             "> is no dump of a Wikipedia, which begins with <mediawiki>");
    if (name == "page") {
      if (!known_) refuse(": a page before the dump names its wiki in <siteinfo><dbname>");
      page_ = {};
      name_space_.clear();
    }
    wanted_ = nullptr;
    if (name == "dbname") wanted_ = &site_;
    else if (name == "title") wanted_ = &page_.title;
    else if (name == "ns") wanted_ = &name_space_;
    else if (name == "text") wanted_ = &page_.text;
    else if (name == "redirect") take_redirect();
    if (name == "text") page_.text.clear();  // of several versions the last
  }

  void take_redirect() {
    // Attributes are escaped as text is.
    std::string_view title = xml_.attribute("title");
    for (std::size_t at; (at = title.find('&')) != std::string_view::npos;) {
      page_.redirect += title.substr(0, at);
      title.remove_prefix(at);
      const bool quote = title.starts_with("&quot;"), apostrophe = title.starts_with("&#039;");
      page_.redirect += quote ? '"' : apostrophe ? '\'' : title.starts_with("&lt;") ? '<' : '&';
      title.remove_prefix(std::min(title.find(';') == std::string_view::npos ? 1 : title.find(';') + 1, title.size()));
    }
    page_.redirect += title;
  }

  void end() {
    wanted_ = nullptr;
    if (xml_.name() == "dbname") {
      known_ = true;
      sink_.site(site_);
    }
    if (xml_.name() != "page" || trimmed(name_space_) != "0") return;
    if (utf8::find_invalid(page_.title) == std::string_view::npos && !page_.title.empty()) sink_.page(page_);
  }

  XmlReader xml_;
  const WikipediaSink& sink_;
  std::string site_, name_space_;
  WikipediaPage page_;
  std::string* wanted_ = nullptr;
  bool known_ = false;
};

// Where the part of a text ends that begins with `open` and in which a link is none; 0 where there is no such part.
std::size_t behind_literal(std::string_view text) {
  struct Literal {
    std::string_view open, close;
  };
  static constexpr Literal literals[] = {{"<!--", "-->"}, {"<nowiki>", "</nowiki>"}, {"<math", "</math>"}};
  for (const Literal& l : literals) {
    if (!text.starts_with(l.open)) continue;
    const std::size_t end = text.find(l.close);
    return end == std::string_view::npos ? text.size() : end + l.close.size();
  }
  return 0;
}

// A form as it is shown: without the marks of italics and bold type. Empty where it has other markup.
std::string shown_form(std::string_view form) {
  std::string shown;
  if (form.find_first_of("[]{}<>|\n\t") != std::string_view::npos) return shown;
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (form.substr(i).starts_with("''")) {
      while (i + 1 < form.size() && form[i + 1] == '\'') ++i;
      continue;
    }
    shown += form[i];
  }
  shown = std::string(trimmed(shown));
  const bool good = shown.size() <= max_alias_bytes && utf8::find_invalid(shown) == std::string_view::npos;
  return good ? shown : std::string();
}

}  // namespace

void read_wikipedia(PackedFile& file, const WikipediaSink& sink) { DumpReader(file, sink).run(); }

std::string title_of_link(std::string_view link) {
  link = trimmed(link.substr(0, link.find('#')));
  std::string title;
  for (const char c : link) {
    const bool space = c == ' ' || c == '_' || c == '\n' || c == '\t';
    if (!space) title += c;
    else if (!title.empty() && title.back() != ' ') title += ' ';
  }
  while (title.ends_with(' ')) title.pop_back();
  if (title.starts_with(':')) title.erase(0, 1);
  if (title.empty() || utf8::find_invalid(title) != std::string_view::npos) return {};
  std::string capital;
  std::size_t at = 0;
  utf8::append(capital, static_cast<char32_t>(u_toupper(static_cast<UChar32>(utf8::next(title, at)))));
  return capital + title.substr(at);
}

void for_each_link(std::string_view text, const std::function<void(std::string_view, std::string_view)>& take) {
  constexpr std::size_t longest = 1024;
  for (std::size_t at = 0; (at = text.find_first_of("[<", at)) != std::string_view::npos;) {
    if (text[at] == '<') {
      at += std::max<std::size_t>(1, behind_literal(text.substr(at)));
      continue;
    }
    if (!text.substr(at).starts_with("[[")) {
      ++at;
      continue;
    }
    at += 2;
    const std::string_view rest = text.substr(at, longest);
    const std::size_t end = rest.find("]]");
    if (end == std::string_view::npos || rest.find("[[") < end) continue;
    const std::string_view link = rest.substr(0, end);
    const std::size_t bar = link.find('|');
    const std::string form = shown_form(bar == std::string_view::npos ? link : link.substr(bar + 1));
    if (!form.empty()) take(link.substr(0, bar), form);
    at += end + 2;
  }
}

}  // namespace docmill::linker
