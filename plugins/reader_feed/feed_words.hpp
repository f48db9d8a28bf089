// The elements of RSS 0.9 to 2.0 and Atom, and the entities of HTML that feeds use without declaring them.
#pragma once

#include <string>
#include <string_view>

namespace docmill::feed {

enum class Vocabulary { rss, atom, content, dublin_core, media, itunes, other };
Vocabulary vocabulary_of(std::string_view name_space);

// What an element of an item is for us; telling: what is said of a film or a recording.
enum class Meaning { none, title, link, guid, date, updated, author, category, encoded, content, summary, telling };
Meaning meaning_in_item(Vocabulary vocabulary, std::string_view name);

std::string lowered(std::string_view word);

// What a `type` of Atom says, a word or a media type, in whatever letters.
struct ContentType {
  bool is_text = false;    // others are written in base64, or are no text
  bool is_html = false;    // it is read as a page is
  bool is_markup = false;  // of elements, not of letters that are to be read once more (RFC 4287, 4.1.3.3)
};
ContentType content_type(std::string_view said);

bool is_item(Vocabulary vocabulary, std::string_view name);
// May a feed begin with it?
bool is_root(Vocabulary vocabulary, std::string_view name);

// "&eacute;" of HTML: "é"; empty: it is none of those that are known.
std::string character_of_html(std::string_view reference);
// Is it an element without an end tag, in HTML?
bool is_void_in_html(std::string_view name);

// Declarations of the usual ones, as a DTD has them.
const std::string& entities_of_html();

}  // namespace docmill::feed
