#include "scaffold/json_fields.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "json_parser/json_document.hpp"

namespace docmill::scaffold {
namespace {

constexpr std::size_t longest_id = 200;   // bytes
constexpr std::size_t longest_cell = 80;  // bytes of a value that suits a table
constexpr std::size_t shortest_text = 40;
constexpr std::size_t most_members = 200;
constexpr std::size_t most_columns = 6;

constexpr std::array<std::string_view, 8> text_names = {"text",     "content",   "body",     "article",
                                                        "maintext", "full_text", "fulltext", "raw_content"};
constexpr std::array<std::string_view, 5> html_names = {"html", "body_html", "content_html", "raw_html", "page"};
constexpr std::array<std::string_view, 10> id_names = {"id",    "_id", "uuid",     "guid", "doc_id",
                                                       "docid", "key", "url_hash", "hash", "url"};

bool begins_like_html(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && text[first] == '<' && text.find('>', first) != std::string_view::npos;
}

// Names that can be written into the address of a column.
bool is_plain(const std::string& name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

}  // namespace

FieldSurvey::Member& FieldSurvey::member(std::string_view name) {
  const auto found = std::find_if(members_.begin(), members_.end(), [&](const Member& m) { return m.name == name; });
  if (found != members_.end()) return *found;
  members_.emplace_back();
  members_.back().name = name;
  return members_.back();
}

bool FieldSurvey::add(std::string_view line) {
  JsonDocument record;
  if (!record.parse(line) || !record.root().is_object()) return false;
  ++n_;
  for (const JsonMember& each : record.root().members()) {
    const std::string_view key = each.name;
    const JsonValue value = each.value;
    const bool known = std::any_of(members_.begin(), members_.end(), [&](const Member& m) { return m.name == key; });
    if (!known && members_.size() >= most_members) continue;
    Member& m = member(key);
    if (value.is_string()) {
      const std::string_view text = value.string();
      ++m.n_strings;
      m.bytes += text.size();
      m.n_pages += begins_like_html(text);
      m.n_scalars += text.size() <= longest_cell;
      if (!text.empty() && text.size() <= longest_id) {
        ++m.n_ids;
        m.values.emplace_back(text);
      }
    } else if (value.is_signed()) {
      ++m.n_ids;
      ++m.n_scalars;
      m.values.push_back(std::to_string(value.signed_number()));
    } else if (value.is_number() || value.is_boolean()) {
      ++m.n_scalars;
    }
  }
  return true;
}

std::vector<std::string> FieldSurvey::names() const {
  std::vector<std::string> out;
  for (const Member& m : members_) out.push_back(m.name);
  return out;
}

// Every record has it, and no two the same.
bool FieldSurvey::names_each(const Member& m) const {
  return n_ > 0 && m.n_ids == n_ && std::set<std::string>(m.values.begin(), m.values.end()).size() == n_;
}

FieldGuess FieldSurvey::guess() const {
  FieldGuess guess;
  const auto named = [&](std::string_view name) -> const Member* {
    for (const Member& m : members_)
      if (m.name == name) return &m;
    return nullptr;
  };
  const auto in_most = [&](const Member& m) { return m.n_strings * 2 > n_; };
  const Member* body = nullptr;
  for (const std::string_view name : text_names)
    if (const Member* m = named(name); body == nullptr && m != nullptr && in_most(*m)) body = m;
  for (const std::string_view name : html_names)
    if (const Member* m = named(name); body == nullptr && m != nullptr && in_most(*m)) body = m;
  if (body == nullptr) {  // the longest strings
    for (const Member& m : members_)
      if (in_most(m) && m.bytes / m.n_strings >= shortest_text && (body == nullptr || m.bytes > body->bytes)) body = &m;
  }
  if (body != nullptr) (body->n_pages * 2 > body->n_strings ? guess.html : guess.text) = body->name;

  for (const std::string_view name : id_names)
    if (const Member* m = named(name); !guess.id && m != nullptr && m != body && names_each(*m)) guess.id = m->name;
  for (const Member& m : members_)
    if (!guess.id && &m != body && m.name.ends_with("id") && names_each(m)) guess.id = m.name;

  for (const Member& m : members_) {
    if (&m == body || m.name == guess.id.value_or("") || !is_plain(m.name)) continue;
    if (m.n_scalars * 2 > n_ && guess.others.size() < most_columns) guess.others.push_back(m.name);
  }
  return guess;
}

}  // namespace docmill::scaffold
