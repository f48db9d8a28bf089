// XML as dumps of MediaWiki have it, read from its beginning in pieces: elements, attributes, text, the five character
// references of XML and those by number. No DTD, no name spaces, no encoding but UTF-8; comments and instructions are
// passed over. Memory is that of the longest text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kb/packed_file.hpp"

namespace docmill::linker {

class XmlReader {
 public:
  enum class Event { start, end, text, finished };
  // A longer text or tag is an error: pages of a wiki have at most 2 MiB.
  static constexpr std::size_t longest_part = std::size_t{1} << 26;

  explicit XmlReader(PackedFile& file) : file_(file) {}

  // The next event; `finished` when all elements are closed and nothing follows. Throws SourceError with place where
  // elements do not fit each other or the file breaks off.
  Event next();
  // Of a start or an end, the name of the element; valid until the next call, as all of these.
  std::string_view name() const { return name_; }
  // Of a start, the value of an attribute; empty where it has none. Character references stay as they are.
  std::string_view attribute(std::string_view name) const;
  // Of a text, what it says: never empty. One text may come in several pieces.
  const std::string& text() const { return text_; }
  // How many elements are open.
  std::size_t depth() const { return open_.size(); }
  // Of the beginning of the event, from 1.
  uint64_t line() const { return line_; }
  // "FILE:LINE"
  std::string place() const;

 private:
  bool fill();
  std::size_t find(std::string_view what, std::size_t from);
  void take(std::size_t end);
  Event tag();
  Event begin_text(std::size_t begin, std::size_t end, std::size_t behind, bool references);
  [[noreturn]] void cut_off();

  PackedFile& file_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::string name_, attributes_, text_;
  std::vector<std::string> open_;
  bool close_ = false;  // the element of the last start is empty: its end is next
  bool any_ = false;
  uint64_t line_ = 1, lines_taken_ = 0;
};

}  // namespace docmill::linker
