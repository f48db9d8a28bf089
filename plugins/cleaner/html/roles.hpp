// What an element's tag, class, id and other attributes say it is for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "html/parser.hpp"

namespace docmill::cleaner {

enum class Role : uint8_t {
  none,
  navigation,
  related,
  comments,
  share,
  newsletter,
  advert,
  author,
  byline,
  tags,
  caption,
  cookies,
  hidden,
  account,
  count
};
// The label of what is removed for this role.
const char* label_of(Role role);

struct Marks {
  Role role = Role::none;
  Role named = Role::none;    // the same before it is weighed against the words inside
  bool by_tag = false;        // nav, aside, footer: what the page itself says
  bool plain_name = false;    // the name says the role and nothing else: "related-posts", not "related-work"
  bool hides = false;         // display:none and its kin: nobody sees it
  bool opened = false;        // hidden until a button or a link of the page opens it (filled by read_blocks)
  bool block = false;         // an inline element that its style sets as a block
  bool notes = false;         // footnotes
  bool opens = false;         // its attributes say that it opens something (aria-expanded, aria-controls, data-toggle)
  bool disclosure = false;    // a button or a place that opens and closes text: its words are a heading
  bool article_body = false;  // itemprop=articleBody, or a class name used for nothing else
  bool article = false;       // article, main, role=main, class tokens as "content", "post", "story"
  uint32_t names = 0;         // a number for the class names, digits aside; equal for equal ones
};

// What the names in one class or id attribute say.
struct NameReading {
  Role role = Role::none;
  bool plain = false;  // a name that says the role and nothing else
  bool article = false, article_body = false, disclosure = false, notes = false;
  bool hides = false;                   // for the eyes; screen readers read it
  bool dates = false, authors = false;  // speaks of a date or of publication, of an author or a byline
  uint32_t number = 0;                  // see Marks::names
};

// Reads names, and remembers those of a page: its elements share them. One thread.
class NameTable {
 public:
  // Forget everything; call before a page whose source is another.
  void clear() { entries_.assign(size, Entry{}); }
  const NameReading& read(std::string_view value);

  std::string scratch;

 private:
  static constexpr std::size_t size = 512;  // a power of two; what falls on the same place is read again
  struct Entry {
    std::string_view value;
    NameReading reading;
  };
  std::vector<Entry> entries_ = std::vector<Entry>(size);
};

// Reads the attributes once.
Marks marks_of(std::string_view source, const HtmlNode& node, uint32_t max_attributes, NameTable& names);

}  // namespace docmill::cleaner
