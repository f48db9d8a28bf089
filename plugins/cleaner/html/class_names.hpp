// What the names of a class or an id say an element is for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

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

// What the names in one class or id attribute say.
struct NameReading {
  Role role = Role::none;
  bool plain = false;  // a name that says the role and nothing else
  bool article = false, article_body = false, disclosure = false, notes = false, ingredients = false, reviews = false;
  bool remark = false;                  // a name that is a word for a note of a handbook, and no more
  bool consents = false;                // asks about the cookies of the browser; cookies are also baked
  bool icon = false;                    // its words are drawn as one
  bool hides = false;                   // for the eyes; screen readers read it
  bool keeps_lines = false;             // of its text, as utility classes say it
  bool tooltip = false;                 // one, or what has one
  bool numbers_lines = false;           // of code
  bool dates = false, authors = false;  // speaks of a date or of publication, of an author or a byline
  uint32_t number = 0;                  // see Marks::names
};

// Reads names, and remembers them: elements of a page share them, and so do the pages of a site. What it has read
// before changes nothing but the time. One thread.
class NameTable {
 public:
  // Of a value of more than 1024 bytes what stands in these. What is given stands until the next call.
  const NameReading& read(std::string_view value);

  std::string scratch;

 private:
  static constexpr std::size_t size = 2048;  // a power of two; what falls on the same place is read again
  struct Entry {
    std::string value;
    NameReading reading;
    bool is_read = false;
  };
  std::vector<Entry> entries_ = std::vector<Entry>(size);
};

}  // namespace docmill::cleaner
