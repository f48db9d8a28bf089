#include "kb/xml_reader.hpp"

#include <algorithm>
#include <utility>

#include <docmill/base/utf8.hpp>

#include "kb/source.hpp"
#include "xml/character_references.hpp"

namespace docmill::linker {
namespace {

constexpr std::string_view white_space = " \t\r\n";

}  // namespace

std::string XmlReader::place() const { return file_.path() + ":" + std::to_string(line_); }

void XmlReader::cut_off() {
  std::string inside = open_.empty() ? std::string() : ", within <" + open_.back() + ">";
  throw SourceError(place() + ": the dump breaks off here" + inside + "; it was not copied as a whole");
}

bool XmlReader::fill() {
  const std::string_view more = file_.next();
  if (more.empty()) return false;
  if (at_ > buffer_.size() / 2) {
    buffer_.erase(0, at_);
    at_ = 0;
  }
  buffer_ += more;
  return true;
}

// Where `what` stands, `from` bytes behind the place of reading; npos where the file ends before.
std::size_t XmlReader::find(std::string_view what, std::size_t from) {
  while (true) {
    const std::size_t found = buffer_.find(what, at_ + from);
    if (found != std::string::npos) return found - at_;
    const std::size_t seen = buffer_.size() - at_;
    if (seen > longest_part)
      throw SourceError(place() + ": more than 64 MiB without a tag; no dump of MediaWiki has such a page");
    from = std::max(from, seen - std::min(seen, what.size() - 1));
    if (!fill()) return std::string::npos;
  }
}

// Passes over `size` bytes.
void XmlReader::take(std::size_t size) {
  const auto begin = buffer_.begin() + static_cast<std::ptrdiff_t>(at_);
  lines_taken_ += static_cast<uint64_t>(std::count(begin, begin + static_cast<std::ptrdiff_t>(size), '\n'));
  at_ += size;
}

XmlReader::Event XmlReader::next() {
  if (std::exchange(close_, false)) {
    open_.pop_back();
    return Event::end;
  }
  while (true) {
    line_ = 1 + lines_taken_;
    if (at_ == buffer_.size() && !fill()) {
      if (!open_.empty() || !any_) cut_off();
      return Event::finished;
    }
    if (buffer_[at_] != '<') {
      std::size_t end = find("<", 0);
      if (end == std::string::npos) end = buffer_.size() - at_;
      if (!open_.empty()) return begin_text(0, end, end, true);
      if (buffer_.find_first_not_of(white_space, at_) < at_ + end)
        throw SourceError(place() + ": text outside of all elements; this is no dump of MediaWiki in XML");
      take(end);
      continue;
    }
    while (buffer_.size() - at_ < 9 && fill()) {
    }
    const std::string_view rest = std::string_view(buffer_).substr(at_);
    const bool data = rest.starts_with("<![CDATA[");
    const std::string_view ends = data ? "]]>" : rest.starts_with("<!--") ? "-->" : rest.starts_with("<?") ? "?>" : ">";
    const bool is_tag = !data && !rest.starts_with("<!") && !rest.starts_with("<?");
    if (is_tag) return tag();
    const std::size_t end = find(ends, data ? 9 : 2);
    if (end == std::string::npos) cut_off();
    if (data && end > 9 && !open_.empty()) return begin_text(9, end, end + 3, false);
    take(end + ends.size());
  }
}

XmlReader::Event XmlReader::begin_text(std::size_t begin, std::size_t end, std::size_t behind, bool references) {
  const std::string_view raw = std::string_view(buffer_).substr(at_ + begin, end - begin);
  text_.clear();
  if (references) append_unescaped(text_, raw);
  else text_ = raw;
  take(behind);
  return Event::text;
}

XmlReader::Event XmlReader::tag() {
  const std::size_t end = find(">", 1);
  if (end == std::string::npos) cut_off();
  std::string_view inside = std::string_view(buffer_).substr(at_ + 1, end - 1);
  const bool closes = inside.starts_with('/');
  if (closes) inside.remove_prefix(1);
  const bool empty = !closes && inside.ends_with('/');
  if (empty) inside.remove_suffix(1);
  const std::size_t name_size = std::min(inside.find_first_of(white_space), inside.size());
  name_.assign(inside.substr(0, name_size));
  attributes_.assign(inside.substr(name_size));
  if (closes && (open_.empty() || open_.back() != name_))
    throw SourceError(place() + ": </" + std::string(utf8::prefix(name_, 40)) + "> where " +
                      (open_.empty() ? "nothing" : "<" + std::string(utf8::prefix(open_.back(), 40)) + ">") +
                      " is open");
  if (!closes && open_.size() == 64) throw SourceError(place() + ": elements within elements, more than 64 deep");
  take(end + 1);
  any_ = true;
  if (closes) open_.pop_back();
  else open_.push_back(name_);
  close_ = empty;
  return closes ? Event::end : Event::start;
}

std::string_view XmlReader::attribute(std::string_view name) const {
  for (std::string_view rest = attributes_; !rest.empty();) {
    rest.remove_prefix(std::min(rest.find_first_not_of(white_space), rest.size()));
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos || equals + 1 >= rest.size()) break;
    const char mark = rest[equals + 1];
    const std::size_t end = rest.find(mark, equals + 2);
    if ((mark != '"' && mark != '\'') || end == std::string_view::npos) break;
    if (rest.substr(0, equals) == name) return rest.substr(equals + 2, end - equals - 2);
    rest.remove_prefix(end + 1);
  }
  return {};
}

}  // namespace docmill::linker
