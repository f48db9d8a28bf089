#include "main_content/authors.hpp"

#include <algorithm>
#include <iterator>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "main_content/page_facts.hpp"
#include "plain_text/judge.hpp"

namespace docmill::cleaner {

namespace {

// Nodes that are looked at: a name, a title or a byline has few.
constexpr uint32_t farthest = 500, farthest_in_byline = 80;

// What stands between two names.
bool is_joiner(std::string_view word) {
  static constexpr std::string_view joiners[] = {",",  ";",   "&",  "/",   "|", "and", "und", "et", "y",
                                                 "og", "och", "en", "dan", "e", "i",   "и",   "ja", "ve"};
  return std::find(std::begin(joiners), std::end(joiners), word) != std::end(joiners);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// Takes a joiner off the front of a text, and off its end.
std::string_view joiner_before(std::string_view& text) {
  text = trimmed(text);
  std::size_t end = std::min(text.find(' '), text.size());
  if (!text.empty() && (text[0] == ',' || text[0] == ';' || text[0] == '&')) end = 1;
  const std::string_view word = text.substr(0, end);
  if (word.empty() || !is_joiner(word)) return {};
  text = trimmed(text.substr(end));
  return word;
}
std::string_view joiner_behind(std::string_view& text) {
  text = trimmed(text);
  std::size_t start = text.rfind(' ');
  start = start == std::string_view::npos ? 0 : start + 1;
  if (!text.empty() && (text.back() == ',' || text.back() == ';' || text.back() == '&')) start = text.size() - 1;
  const std::string_view word = text.substr(start);
  if (word.empty() || !is_joiner(word)) return {};
  text = trimmed(text.substr(0, start));
  return word;
}

// Small letters of a name or of a part of an address.
std::string letters_of(std::string_view text) {
  std::string letters;
  for (const char c : text)
    if (ascii::is_letter(c)) letters += ascii::lower(c);
  return letters;
}

// Has a part of an address a word of the name in it, or is it all one word of it? Names of other scripts may be spelled
// in any way.
bool part_names(std::string_view part, std::string_view name) {
  const std::string letters = letters_of(part);
  if (name.empty() || static_cast<unsigned char>(name[0]) >= 0x80) return true;
  if (letters.size() >= 3 && letters_of(name).find(letters) != std::string::npos) return true;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t end = std::min(name.find(' ', at), name.size());
    const std::string word = letters_of(name.substr(at, end - at));
    if (word.size() >= 3 && letters.find(word) != std::string::npos) return true;
    at = end + 1;
  }
  return false;
}

// How the part of an address before a name is called: those that say that a person writes, and those that say less.
bool is_place_of_authors(std::string_view part) {
  for (const std::string_view word : {"author", "autor", "auteur", "autore", "contributor", "columnist", "writer"})
    if (part.find(word) != std::string_view::npos) return true;
  return false;
}
bool is_place_of_persons(std::string_view part) {
  static constexpr std::string_view places[] = {"by",          "byline",  "expert",   "experts",  "journalist",
                                                "journalists", "member",  "members",  "our-team", "people",
                                                "person",      "profile", "profiles", "reporter", "reporters",
                                                "staff",       "team",    "user",     "users"};
  return std::find(std::begin(places), std::end(places), part) != std::end(places);
}

}  // namespace

std::string AuthorNames::text_below(uint32_t i) const {
  std::string raw;
  const uint32_t end = std::min(nodes_[i].subtree_end, i + 1 + farthest);
  for (uint32_t k = i + 1; k < end && raw.size() < 4000;) {
    const HtmlNode& n = nodes_[k];
    if (n.tag == Tag::text) {
      raw.append(source_.substr(n.start, std::min<uint32_t>(n.end - n.start, 4000)));
      raw += ' ';
    }
    k = is_hidden_by_nature(n.tag) ? n.subtree_end : k + 1;
  }
  return tidy(utf8::is_valid(raw) ? std::string_view(raw) : std::string_view(raw).substr(0, utf8::find_invalid(raw)));
}

AuthorNames::Target AuthorNames::target_of(uint32_t a) {
  Target t;
  std::string rel;
  t.said = attribute(source_, tree_, a, AttributeName::rel, rel) && rel.find("author") != std::string::npos;
  if (!attribute(source_, tree_, a, AttributeName::href, address_) || address_.size() > 500) return t;
  std::string_view path = std::string_view(address_).substr(0, address_.find_first_of("?#"));
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos || slash == 0) return t;
  const std::string_view before = path.substr(0, slash);
  const std::size_t start = before.rfind('/');
  // A host is no place.
  if (start != std::string_view::npos && start > 0 && before[start - 1] == '/') return t;
  t.last = path.substr(slash + 1);
  t.place = start == std::string_view::npos ? before : before.substr(start + 1);
  return t;
}

bool AuthorNames::may_lead_to_person(uint32_t a) {
  const Target t = target_of(a);
  return t.said || is_place_of_authors(t.place) || is_place_of_persons(t.place);
}

bool AuthorNames::leads_to_person(uint32_t a, std::string_view name) {
  const Target t = target_of(a);
  if (t.place.empty()) return t.said;
  if (t.said || is_place_of_authors(t.place)) return part_names(t.last, name);
  return is_place_of_persons(t.place) && letters_of(t.last.substr(0, t.last.find('.'))) == letters_of(name);
}

// A person, or a handle where a link says that it is one.
bool AuthorNames::is_author(std::string_view name, bool linked) const {
  if (is_person_name(name)) return true;
  return linked && !name.empty() && name.size() <= 30 && std::count(name.begin(), name.end(), ' ') <= 2 &&
         name.find_first_of("@/<>:!?,") == std::string_view::npos && name.find(". ") == std::string_view::npos;
}

std::string AuthorNames::below(uint32_t i) {
  std::string names;
  bool cue = false, only_links = false, first_is_all = true;
  std::string joiner;
  uint32_t link = 0, link_end = 0;
  const uint32_t end = std::min(nodes_[i].subtree_end, i + 1 + farthest_in_byline);
  for (uint32_t k = i + 1; k < end; ++k) {
    const HtmlNode& n = nodes_[k];
    if (n.tag == Tag::a) link = k, link_end = n.subtree_end;
    if (n.tag != Tag::text || is_hidden_by_nature(nodes_[n.parent].tag)) continue;
    const std::string piece = tidy(utf8::prefix(source_.substr(n.start, n.end - n.start), 300));
    if (piece.empty()) continue;
    std::string_view rest = piece;
    fold(rest, folded_);
    const CueHits h = cues_.match(folded_);
    const bool labels = h.start(Cue::byline) && !begins_with_abbreviation(rest);
    if (names.empty()) {
      if (labels) rest = rest.substr(end_of_folded(rest, h.start_length(Cue::byline), folded_));
      if (rest.find_first_not_of(" :") == std::string_view::npos) {
        cue = true;
        first_is_all = false;
        continue;
      }
      joiner = joiner_behind(rest);
      const std::string name = name_in(rest);
      const bool linked = k < link_end && (cue || leads_to_person(link, name));
      if (!is_author(name, linked)) return {};
      names = name;
      continue;
    }
    first_is_all = false;
    const bool said = !joiner.empty();
    if (const std::string_view before = joiner_before(rest); !before.empty()) joiner = before;
    if (rest.empty()) continue;
    std::string after(joiner_behind(rest));
    const std::string name = name_in(rest);
    const bool linked = k < link_end && leads_to_person(link, name);
    if (labels || h.start(Cue::editor) || h.start(Cue::credit) || h.end(Cue::byline)) break;
    if (is_author(name, linked) && (linked || (!only_links && (said || !joiner.empty())))) {
      if (names.find(name) == std::string::npos) {
        const bool mark = joiner.empty() || joiner == "," || joiner == ";" || joiner == "/" || joiner == "|";
        names += (mark ? ", " : " " + joiner + " ") + name;
      }
      joiner = std::move(after);
      continue;
    }
    // The office of the one before; what says who looked over it comes behind the authors.
    if (folded_.size() > 3 && folded_.compare(folded_.size() - 3, 3, " by") == 0) break;
    joiner.clear();
    only_links = true;
  }
  return first_is_all ? std::string() : names;
}

std::string AuthorNames::of_link(uint32_t a) {
  const std::string own = text_below(a);
  std::string best = below(a);
  if (best.empty() && own.size() > 60) return best;
  if (best.empty()) best = name_in(own);
  if (best.empty()) best = own;
  uint32_t up = a;
  for (int level = 0; level < 3; ++level) {
    up = nodes_[up].parent;
    if (up == 0 || nodes_[up].subtree_end - up > farthest_in_byline) break;
    const std::string more = below(up);
    if (more.size() > best.size() && more.compare(0, best.size(), best) == 0) best = more;
  }
  return best;
}

}  // namespace docmill::cleaner
