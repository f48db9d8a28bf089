#include "feed_item.hpp"

#include <charconv>

namespace docmill::feed {
namespace {

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

// Each with its size in front: "5:title".
void put(std::string& out, std::string_view value) { (out += std::to_string(value.size()) += ':') += value; }

bool take(std::string_view& bytes, std::string& value) {
  const std::size_t colon = bytes.substr(0, 20).find(':');
  std::size_t size = 0;
  if (colon == std::string_view::npos || std::from_chars(bytes.data(), bytes.data() + colon, size).ec != std::errc())
    return false;
  bytes.remove_prefix(colon + 1);
  if (size > bytes.size()) return false;
  value = bytes.substr(0, size);
  bytes.remove_prefix(size);
  return true;
}

}  // namespace

const ItemText* Item::best() const {
  for (const ItemText* text : {&encoded, &content, &summary, &telling})
    if (!is_blank(text->text)) return text;
  return nullptr;
}

std::string packed(const Item& item) {
  std::string out;
  for (const std::string* field : {&item.title, &item.url, &item.guid, &item.date, &item.author, &item.categories,
                                   &item.feed_title, &item.left_out})
    put(out, *field);
  const ItemText* text = item.best();
  put(out, text == nullptr || text->is_html ? "html" : "text");
  put(out, text == nullptr ? std::string() : text->text);
  return out;
}

std::optional<Item> unpacked(std::string_view bytes) {
  Item item;
  std::string kind;
  for (std::string* field : {&item.title, &item.url, &item.guid, &item.date, &item.author, &item.categories,
                             &item.feed_title, &item.left_out, &kind, &item.content.text})
    if (!take(bytes, *field)) return std::nullopt;
  item.content.is_html = kind == "html";
  return item;
}

}  // namespace docmill::feed
