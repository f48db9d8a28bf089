#include "html/class_names.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>

#include "docmill/base/ascii.hpp"

namespace docmill::cleaner {

namespace {

struct Token {
  std::string_view word;
  Role role;
};

// Words of class names and ids, in the order of their first letters, which first_letters needs. Only whole words count:
// "ad" is not in "header" or "shadow". Evidence, to be weighed against what stands in the element
// (main_content/names.hpp).
constexpr Token tokens[] = {
    {"ad", Role::advert},
    {"addthis", Role::share},
    {"addtoany", Role::share},
    {"ads", Role::advert},
    {"adsense", Role::advert},
    {"adslot", Role::advert},
    {"adunit", Role::advert},
    {"advert", Role::advert},
    {"advertisement", Role::advert},
    {"advertising", Role::advert},
    {"adwrap", Role::advert},
    {"authorbio", Role::author},
    {"authorbox", Role::author},
    {"authorinfo", Role::author},
    {"bio", Role::author},
    {"biography", Role::author},
    {"breadcrumb", Role::navigation},
    {"breadcrumbs", Role::navigation},
    {"byline", Role::byline},
    {"caption", Role::caption},
    {"comment", Role::comments},
    {"commentlist", Role::comments},
    {"comments", Role::comments},
    {"consent", Role::cookies},
    {"cookie", Role::cookies},
    {"cookies", Role::cookies},
    {"credit", Role::caption},
    {"credits", Role::caption},
    {"dateline", Role::byline},
    {"dfp", Role::advert},
    {"disclaimer", Role::navigation},
    {"disqus", Role::comments},
    {"dropdown", Role::navigation},
    {"fb", Role::share},
    {"fbcomments", Role::comments},
    {"figcaption", Role::caption},
    {"footer", Role::navigation},
    {"gdpr", Role::cookies},
    {"imagecaption", Role::caption},
    {"infobox", Role::related},
    {"latest", Role::related},
    {"login", Role::account},
    {"masthead", Role::navigation},
    {"menu", Role::navigation},
    {"modal", Role::hidden},
    {"mostpopular", Role::related},
    {"mostread", Role::related},
    {"nav", Role::navigation},
    {"navbar", Role::navigation},
    {"navigation", Role::navigation},
    {"newsletter", Role::newsletter},
    {"optin", Role::newsletter},
    {"outbrain", Role::related},
    {"overlay", Role::hidden},
    {"pagenav", Role::navigation},
    {"pager", Role::navigation},
    {"pagination", Role::navigation},
    {"photocredit", Role::caption},
    {"pinterest", Role::share},
    {"popular", Role::related},
    {"popup", Role::hidden},
    {"postmeta", Role::byline},
    {"postmetadata", Role::byline},
    {"prevnext", Role::navigation},
    {"promo", Role::related},
    {"promos", Role::related},
    {"promoted", Role::advert},
    {"promotion", Role::advert},
    {"readmore", Role::related},
    {"readnext", Role::related},
    {"recirc", Role::related},
    {"recommend", Role::related},
    {"recommended", Role::related},
    {"recommendations", Role::related},
    {"related", Role::related},
    {"relatedposts", Role::related},
    {"reply", Role::comments},
    {"replies", Role::comments},
    {"respond", Role::comments},
    {"share", Role::share},
    {"sharebar", Role::share},
    {"sharedaddy", Role::share},
    {"shares", Role::share},
    {"sharethis", Role::share},
    {"sharing", Role::share},
    {"sidebar", Role::related},
    {"signature", Role::author},
    {"signaturecontainer", Role::author},
    {"signup", Role::newsletter},
    {"sitemap", Role::navigation},
    {"skip", Role::navigation},
    {"sociable", Role::share},
    {"social", Role::share},
    {"socials", Role::share},
    {"sponsor", Role::advert},
    {"sponsored", Role::advert},
    {"subscribe", Role::newsletter},
    {"subscription", Role::newsletter},
    {"taboola", Role::related},
    {"tagcloud", Role::tags},
    {"taglist", Role::tags},
    {"tags", Role::tags},
    {"teaser", Role::related},
    {"teasers", Role::related},
    {"toolbar", Role::navigation},
    {"topics", Role::tags},
    {"trending", Role::related},
    {"upnext", Role::related},
    {"widget", Role::related},
    {"widgets", Role::related},
};

// Names, or beginnings of them, that are given to nothing but the body of an article.
constexpr std::string_view body_names[] = {
    "article-body",     "articlebody",   "article__body",   "article_body",  "article-content", "articlecontent",
    "article__content", "article-text",  "articletext",     "article__text", "story-body",      "storybody",
    "story__body",      "story-content", "storytext",       "story-text",    "entry-content",   "entrycontent",
    "post-content",     "postcontent",   "post__content",   "post-body",     "post__body",      "post-entry",
    "blog-content",     "news-content",  "newscontent",     "news-text",     "news-body",       "news-detail",
    "article-main",     "articlemain",   "article-detail",  "content-body",  "contentbody",     "body-content",
    "td-post-content",  "body-copy",     "bodycopy",        "article-copy",  "main-text",       "single-content",
    "paragraphs",       "rich-text",     "field-name-body", "text-content",  "artikel-inhalt"};

// What stands beside such a word in a name that says nothing else.
constexpr std::string_view frame_words[] = {
    "a",      "area",    "article", "articles", "bar",    "block",   "body",      "bottom",    "box",     "btn",
    "button", "buttons", "c",       "card",     "cards",  "column",  "component", "container", "content", "contents",
    "div",    "entry",   "feed",    "field",    "footer", "form",    "group",     "grid",      "header",  "heading",
    "icon",   "icons",   "id",      "inner",    "item",   "items",   "js",        "l",         "left",    "line",
    "link",   "links",   "list",    "m",        "main",   "module",  "news",      "o",         "outer",   "page",
    "panel",  "post",    "posts",   "right",    "row",    "section", "site",      "stories",   "story",   "text",
    "thread", "title",   "top",     "u",        "view",   "views",   "wp",        "wrap",      "wrapper"};
// "author" alone is as often the byline, or a wrapper.
constexpr std::string_view author_frames[] = {"about", "bio", "box", "card", "description", "info", "profile"};
// What the elements that open and close text are called.
constexpr std::string_view disclosure_words[] = {"accordion", "collapse", "collapsible", "faq",
                                                 "glossary",  "question", "questions",   "term",
                                                 "toggle",    "toggler",  "tooltip"};
// Words for what only screen readers say, where one word is the name.
constexpr std::string_view unseen_words[] = {"sronly", "visuallyhidden", "visuallyhide"};
// Two words of a name that say the same together ("show-for-sr"). Those that also say how wide the screen is, or what
// a page is about ("hide-on-small-screen", "accessibility-for-all"), do not stand here.
constexpr std::string_view unseen_pairs[][2] = {
    {"screen", "reader"},  {"screenreader", "text"}, {"screenreader", "only"}, {"sr", "only"},
    {"sr", "for"},         {"sr", "hidden"},         {"sr", "hide"},           {"visually", "hidden"},
    {"visually", "hide"},  {"assistive", "text"},    {"accessibly", "hidden"}, {"accessibly", "hide"},
    {"offscreen", "text"}, {"offscreen", "hidden"},  {"element", "invisible"}};
// What the numbers beside lines of code are called, in one word and in two.
constexpr std::string_view line_number_words[] = {"gutter",     "lineno",      "linenos", "linenum",
                                                  "linenumber", "linenumbers", "ln",      "lnt"};
constexpr std::string_view line_words[] = {"blob", "code", "crayon", "line", "lines"};
constexpr std::string_view number_words[] = {"no", "nos", "num", "nums", "number", "numbers"};
constexpr std::string_view note_words[] = {"endnote", "endnotes", "footnote", "footnotes"};

constexpr std::string_view article_words[] = {"article", "body", "content", "entry", "main",
                                              "page",    "post", "story",   "text"};

using ascii::is_letter;
using ascii::lower;
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

// Where the words that begin with each letter stand in `tokens`.
constexpr std::array<uint8_t, 27> first_letters = [] {
  std::array<uint8_t, 27> at{};
  std::size_t k = 0;
  for (std::size_t letter = 0; letter < 27; ++letter) {
    while (k < std::size(tokens) && tokens[k].word[0] < static_cast<char>('a' + letter)) ++k;
    at[letter] = static_cast<uint8_t>(k);
  }
  return at;
}();

Role role_of_word(std::string_view word) {
  const auto letter = static_cast<std::size_t>(word[0] - 'a');
  for (std::size_t k = first_letters[letter]; k < first_letters[letter + 1]; ++k)
    if (tokens[k].word == word) return tokens[k].role;
  return Role::none;
}

// Calls visit for each word of a class or id: parted by anything but letters, and by capitals inside.
template <class Visit>
void for_each_word(std::string_view names, std::string& scratch, Visit visit) {
  std::size_t i = 0;
  while (i < names.size()) {
    if (!is_letter(names[i])) {
      ++i;
      continue;
    }
    scratch.clear();
    scratch += lower(names[i++]);
    while (i < names.size() && is_letter(names[i]) && !(is_capital(names[i]) && !is_capital(names[i - 1])))
      scratch += lower(names[i++]);
    visit(std::string_view(scratch));
  }
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::string_view (&words)[N]) {
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view one) { return one[0] == word[0] && one == word; });
}

// One class token or an id.
NameReading read_name(std::string_view name, std::string& scratch) {
  NameReading r;
  r.plain = true;
  // A variant or a value of a utility class ("print:hidden", "w-[30%]") is no name.
  if (name.find_first_of(":[") != std::string_view::npos) return r;
  bool describes = false, author = false, author_frame = false, tooltip = false, text = false, unseen = false;
  bool line = false, number = false;
  uint32_t first_halves = 0, second_halves = 0;  // a bit for each of unseen_pairs
  for_each_word(name, scratch, [&](std::string_view word) {
    describes = describes || word == "with" || word == "has" || word == "no" || word == "without" || word == "layout" ||
                word == "none";
    for (std::size_t k = 0; k < std::size(unseen_pairs); ++k) {
      first_halves |= uint32_t{word == unseen_pairs[k][0]} << k;
      second_halves |= uint32_t{word == unseen_pairs[k][1]} << k;
    }
    unseen = unseen || is_one_of(word, unseen_words);
    line = line || is_one_of(word, line_words);
    number = number || is_one_of(word, number_words);
    r.numbers_lines = r.numbers_lines || is_one_of(word, line_number_words) || (line && number);
    tooltip = tooltip || word == "tooltip" || word == "tooltiptext";
    text = text || word == "text" || word == "content" || word == "body" || word == "inner" || word == "tooltiptext";
    author = author || word == "author";
    author_frame = author_frame || is_one_of(word, author_frames);
    const Role role = role_of_word(word);
    if (r.role == Role::none) r.role = role;
    r.article = r.article || is_one_of(word, article_words);
    r.disclosure = r.disclosure || is_one_of(word, disclosure_words);
    r.notes = r.notes || is_one_of(word, note_words);
  });
  // "content-with-sidebar" is no sidebar.
  if (describes) r.role = Role::none;
  else if (author && author_frame) r.role = Role::author;
  else if (r.role != Role::none)
    for_each_word(name, scratch, [&](std::string_view word) {
      r.plain = r.plain && (role_of_word(word) != Role::none || is_one_of(word, frame_words));
    });
  r.hides = ((first_halves & second_halves) != 0 || unseen || (tooltip && text)) && name.substr(0, 4) != "not-";
  return r;
}

bool has_body_name(std::string_view names, std::string& scratch) {
  scratch.clear();
  for (const char c : names) scratch += lower(c);
  for (std::size_t at = 0; at < scratch.size(); ++at) {
    if (at > 0 && is_letter(scratch[at - 1])) continue;
    for (const std::string_view name : body_names) {
      if (name[0] != scratch[at] || scratch.compare(at, name.size(), name) != 0) continue;
      const std::size_t end = at + name.size();
      if (end == scratch.size() || !is_letter(scratch[end])) return true;
    }
  }
  return false;
}

// FNV-1a, without digits: "post-12" and "post-13" are of one kind.
uint32_t number_of_names(std::string_view names) {
  uint32_t h = 2166136261u;
  for (const char c : names)
    if (c < '0' || c > '9') h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
  return h;
}

// All tokens of a class, or an id: the first that says a role, one that says nothing else before others.
NameReading read_names(std::string_view value, std::string& scratch) {
  NameReading all;
  all.number = number_of_names(value);
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t end = std::min(value.find_first_of(" \t\r\n\f", at), value.size());
    if (end > at) {
      const NameReading r = read_name(value.substr(at, end - at), scratch);
      all.article = all.article || r.article;
      all.disclosure = all.disclosure || r.disclosure;
      all.notes = all.notes || r.notes;
      all.hides = all.hides || r.hides;
      all.numbers_lines = all.numbers_lines || r.numbers_lines;
      if (r.role != Role::none && (all.role == Role::none || (r.plain && !all.plain))) {
        all.role = r.role;
        all.plain = r.plain;
      }
    }
    at = end + 1;
  }
  all.article_body = has_body_name(value, scratch);
  // `scratch` is the value in small letters now.
  const auto says = [&](std::string_view word) { return scratch.find(word) != std::string::npos; };
  all.dates = says("date") || says("publish") || says("posted-on");
  all.authors = says("author") || says("byline");
  return all;
}

}  // namespace

const char* label_of(Role role) {
  static constexpr const char* labels[] = {"other",      "navigation", "related", "comments", "share",
                                           "newsletter", "advert",     "author",  "byline",   "tags",
                                           "caption",    "cookies",    "hidden",  "account"};
  static_assert(std::size(labels) == static_cast<std::size_t>(Role::count));
  return labels[static_cast<std::size_t>(role)];
}

const NameReading& NameTable::read(std::string_view value) {
  // Eight bytes at a time: names are long. What falls on one place is told apart by its bytes.
  uint64_t h = value.size();
  std::size_t at = 0;
  for (uint64_t word = 0; at + 8 <= value.size(); at += 8) {
    std::memcpy(&word, value.data() + at, 8);
    h = (h ^ word) * 0x9E3779B97F4A7C15u;
    h ^= h >> 32;
  }
  for (; at < value.size(); ++at) h = (h ^ static_cast<unsigned char>(value[at])) * 0x9E3779B97F4A7C15u;
  Entry& e = entries_[h >> 32 & (size - 1)];
  if (e.value != value || e.value.data() == nullptr) e = {value, read_names(value, scratch)};
  return e.reading;
}

}  // namespace docmill::cleaner
