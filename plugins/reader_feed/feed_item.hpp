// An item of a feed, as it goes from the thread that reads to the one that makes the document.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace docmill::feed {

// A text that an item may have, and what it is.
struct ItemText {
  std::string text;
  bool is_html = true;
};

struct Item {
  uint64_t begin = 0, end = 0;  // bytes of the file
  bool is_too_large = false;    // then the texts are left out
  std::string title, url, guid, date, author, categories, feed_title;
  std::string left_out;  // content that was not read: what of it ("stands at ..."); empty: none was
  ItemText encoded, content, summary, telling;  // content:encoded; content of Atom; description or summary; of media

  // The fullest that there is; null: none.
  const ItemText* best() const;
};

// All but the two places, as bytes.
std::string packed(const Item& item);
// The other way; nothing: they are no such bytes.
std::optional<Item> unpacked(std::string_view bytes);

}  // namespace docmill::feed
