#include "html/name_words.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <iterator>
#include <span>

#include "docmill/base/ascii.hpp"

namespace docmill::cleaner {

namespace {

struct Token {
  std::string_view word;
  Role role;
};

// Words of class names and ids. Only whole words count: "ad" is not in "header" or "shadow". Evidence,
// to be weighed against what stands in the element (main_content/names.hpp).
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
    {"borlabs", Role::cookies},
    {"breadcrumb", Role::navigation},
    {"breadcrumbs", Role::navigation},
    {"byline", Role::byline},
    {"caption", Role::caption},
    {"captiontext", Role::caption},
    {"comment", Role::comments},
    {"commentlist", Role::comments},
    {"comments", Role::comments},
    {"consent", Role::cookies},
    {"cookie", Role::cookies},
    {"cookiebanner", Role::cookies},
    {"cookiebot", Role::cookies},
    {"cookieconsent", Role::cookies},
    {"cookies", Role::cookies},
    {"credit", Role::caption},
    {"credits", Role::caption},
    {"dateline", Role::byline},
    {"dfp", Role::advert},
    {"didomi", Role::cookies},
    {"disclaimer", Role::navigation},
    {"disqus", Role::comments},
    {"dropdown", Role::navigation},
    {"fbcomments", Role::comments},
    {"figcaption", Role::caption},
    {"footer", Role::navigation},
    {"gdpr", Role::cookies},
    {"imagecaption", Role::caption},
    {"imgcaption", Role::caption},
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
    {"onetrust", Role::cookies},
    {"optin", Role::newsletter},
    {"outbrain", Role::related},
    {"overlay", Role::hidden},
    {"pagenav", Role::navigation},
    {"pager", Role::navigation},
    {"pagination", Role::navigation},
    {"photocaption", Role::caption},
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
    {"thumbcaption", Role::caption},
    {"topics", Role::tags},
    {"trending", Role::related},
    {"upnext", Role::related},
    {"usercentrics", Role::cookies},
    {"widget", Role::related},
    {"widgets", Role::related},
};

// Names, or beginnings of them, that are given to nothing but the body of an article, in byte order.
constexpr std::string_view body_names[] = {
    "article-body",  "article-content",  "article-copy",   "article-detail",  "article-main",  "article-text",
    "article__body", "article__content", "article__text",  "article_body",    "articlebody",   "articlecontent",
    "articlemain",   "articletext",      "artikel-inhalt", "blog-content",    "body-content",  "body-copy",
    "bodycopy",      "content-body",     "contentbody",    "entry-content",   "entrycontent",  "field-name-body",
    "main-text",     "news-body",        "news-content",   "news-detail",     "news-text",     "newscontent",
    "paragraphs",    "post-body",        "post-content",   "post-entry",      "post__body",    "post__content",
    "postcontent",   "rich-text",        "single-content", "story-body",      "story-content", "story-text",
    "story__body",   "storybody",        "storytext",      "td-post-content", "text-content"};

// What stands beside such a word in a name that says nothing else.
constexpr std::string_view frame_words[] = {
    "a",       "area",     "article", "articles", "bar",   "block",   "body",     "bottom",    "box",
    "btn",     "button",   "buttons", "c",        "card",  "cards",   "column",   "component", "container",
    "content", "contents", "div",     "entry",    "feed",  "field",   "footer",   "form",      "group",
    "grid",    "header",   "heading", "icon",     "icons", "id",      "inner",    "item",      "items",
    "js",      "l",        "left",    "line",     "link",  "links",   "list",     "m",         "main",
    "module",  "news",     "o",       "outer",    "page",  "pages",   "products", "panel",     "post",
    "posts",   "right",    "row",     "section",  "site",  "stories", "story",    "text",      "thread",
    "title",   "top",      "u",       "view",     "views", "wp",      "wrap",     "wrapper"};
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
// Names that say it as a whole; with more words they are of menus, or of all that is beside one.
constexpr std::string_view unseen_names[] = {"a11y-hidden",
                                             "access-hide",
                                             "off-screen",
                                             "offscreen",
                                             "screen-readers-only",
                                             "p-hidden-accessible",
                                             "ui-helper-hidden-accessible"};
// What the numbers beside lines of code are called, in one word and in two.
constexpr std::string_view line_number_words[] = {"gutter",     "lineno",      "linenos", "linenum",
                                                  "linenumber", "linenumbers", "ln",      "lnt"};
constexpr std::string_view line_words[] = {"blob", "code", "crayon", "line", "lines"};
constexpr std::string_view number_words[] = {"no", "nos", "num", "nums", "number", "numbers"};
constexpr std::string_view note_words[] = {"endnote", "endnotes", "footnote", "footnotes"};

// What handbooks call a note within their text.
constexpr std::string_view remark_words[] = {"admonition", "callout", "note", "notice"};

constexpr std::string_view ingredient_words[] = {"ingredient",  "ingredientes", "ingredienti",
                                                 "ingredients", "zutat",        "zutaten"};

// What customers say, on the page of a product.
constexpr std::string_view review_words[] = {"review", "reviews"};
// Cookies are baked, patients give consent: with such a word beside them both are of the browser.
constexpr std::string_view notice_words[] = {
    "accept", "alert",       "banner",  "compliance", "dialog", "disclaimer", "hinweis",      "law",
    "layer",  "manager",     "message", "modal",      "notice", "notices",    "notification", "overlay",
    "popup",  "preferences", "prompt",  "settings",   "toast",  "wall",       "warning"};
constexpr std::string_view article_words[] = {"article", "body", "content", "entry", "main",
                                              "page",    "post", "story",   "text"};
// "content-with-sidebar" is no sidebar.
constexpr std::string_view describing_words[] = {"with", "has", "no", "without", "layout", "none"};
constexpr std::string_view tooltip_words[] = {"tooltip", "tooltiptext"};
constexpr std::string_view text_words[] = {"text", "content", "body", "inner", "message", "popup", "tooltiptext"};
constexpr std::string_view author_words[] = {"author"};

// The letters of a word, eight to a number, zeros behind them.
struct WordKey {
  std::array<uint64_t, 3> parts{};
  constexpr bool operator==(const WordKey&) const = default;
};
constexpr WordKey key_of_word(std::string_view word) {
  if (word.size() > longest_name_word) throw "a longer word is not looked for";  // at compile time
  WordKey key;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const std::size_t place = std::endian::native == std::endian::little ? i % 8 : 7 - i % 8;
    key.parts[i / 8] |= uint64_t{static_cast<unsigned char>(word[i])} << 8 * place;
  }
  return key;
}
WordKey key_of_word(const char* letters, std::size_t size) {
  WordKey key;
  for (std::size_t part = 0; part * 8 < size; ++part) {
    std::memcpy(&key.parts[part], letters + part * 8, 8);
    const std::size_t there = std::min<std::size_t>(size - part * 8, 8), unused = 64 - there * 8;
    const uint64_t all = ~uint64_t{0};
    key.parts[part] &= std::endian::native == std::endian::little ? all >> unused : all << unused;
  }
  return key;
}

// All words in one table: a word of the page is looked up once, whatever it may say.
class WordTable {
 public:
  constexpr WordTable() {
    for (const Token& t : tokens) add(t.word).role = t.role;
    add_all(describing_words, NameWord::describes);
    add_all(unseen_words, NameWord::unseen);
    add_all(line_words, NameWord::line);
    add_all(number_words, NameWord::number);
    add_all(line_number_words, NameWord::line_number);
    add_all(tooltip_words, NameWord::tooltip);
    add_all(text_words, NameWord::text);
    add_all(author_words, NameWord::author);
    add_all(author_frames, NameWord::author_frame);
    add_all(article_words, NameWord::article);
    add_all(disclosure_words, NameWord::disclosure);
    add_all(note_words, NameWord::notes);
    add_all(review_words, NameWord::reviews);
    add_all(notice_words, NameWord::notice);
    add_all(remark_words, NameWord::remark);
    add_all(ingredient_words, NameWord::ingredients);
    add_all(frame_words, NameWord::frame);
    for (std::size_t k = 0; k < std::size(unseen_pairs); ++k) {
      NameWord& first = add(unseen_pairs[k][0]);
      first.first_halves = static_cast<uint16_t>(first.first_halves | 1u << k);
      NameWord& second = add(unseen_pairs[k][1]);
      second.second_halves = static_cast<uint16_t>(second.second_halves | 1u << k);
    }
  }

  // The last entry, which says nothing, for a word that is not there.
  const NameWord& find(const WordKey& key) const {
    for (std::size_t at = place(key); slots_[at] != 0; at = (at + 1) % n_slots)
      if (keys_[slots_[at] - 1] == key) return readings_[slots_[at] - 1];
    return readings_[most_words];
  }

 private:
  static constexpr std::size_t n_slots = 1024, most_words = 384;
  static_assert(std::size(unseen_pairs) <= 16);

  static constexpr std::size_t place(const WordKey& key) {
    const uint64_t mixed = (key.parts[0] ^ key.parts[1] * 7 ^ key.parts[2] * 49) * 0x9E3779B97F4A7C15u;
    return static_cast<std::size_t>(mixed >> 32) % n_slots;
  }
  constexpr NameWord& add(std::string_view word) {
    const WordKey key = key_of_word(word);
    std::size_t at = place(key);
    for (; slots_[at] != 0; at = (at + 1) % n_slots)
      if (keys_[slots_[at] - 1] == key) return readings_[slots_[at] - 1];
    keys_[size_] = key;
    slots_[at] = static_cast<uint16_t>(++size_);
    return readings_[size_ - 1];
  }
  constexpr void add_all(std::span<const std::string_view> words, NameWord::Says says) {
    for (const std::string_view word : words) {
      NameWord& reading = add(word);
      reading.says |= says;
    }
  }

  std::array<uint16_t, n_slots> slots_{};  // numbers of words from 1; 0: free
  std::array<WordKey, most_words> keys_{};
  std::array<NameWord, most_words + 1> readings_{};
  std::size_t size_ = 0;
};

constexpr WordTable word_table;

// Where the names that begin with each letter stand in `body_names`.
constexpr std::array<uint8_t, 27> first_body_names = [] {
  std::array<uint8_t, 27> at{};
  std::size_t k = 0;
  for (std::size_t letter = 0; letter < 27; ++letter) {
    while (k < std::size(body_names) && body_names[k][0] < static_cast<char>('a' + letter)) ++k;
    at[letter] = static_cast<uint8_t>(k);
  }
  return at;
}();
// A bit for each letter that stands second in one of those.
constexpr std::array<uint32_t, 26> second_letters = [] {
  std::array<uint32_t, 26> letters{};
  for (const std::string_view name : body_names) letters[name[0] - 'a'] |= 1u << (name[1] - 'a');
  return letters;
}();

}  // namespace

const NameWord& name_word(const char* letters, std::size_t size) {
  static constexpr NameWord nothing;
  return size > longest_name_word ? nothing : word_table.find(key_of_word(letters, size));
}

bool is_unseen_name(std::string_view name) {
  return std::find(std::begin(unseen_names), std::end(unseen_names), name) != std::end(unseen_names);
}

bool has_body_name_at(std::string_view text, std::size_t at) {
  if (text[at] < 'a' || text[at] > 'z') return false;
  const auto letter = static_cast<std::size_t>(text[at] - 'a');
  if (at + 1 >= text.size() || text[at + 1] < 'a' || text[at + 1] > 'z') return false;
  if ((second_letters[letter] >> (text[at + 1] - 'a') & 1u) == 0) return false;
  for (std::size_t k = first_body_names[letter]; k < first_body_names[letter + 1]; ++k) {
    const std::size_t end = at + body_names[k].size();
    if (end > text.size() || text[end - 1] != body_names[k].back()) continue;
    if (text.compare(at, body_names[k].size(), body_names[k]) != 0) continue;
    if (end == text.size() || !ascii::is_letter(text[end])) return true;
  }
  return false;
}

}  // namespace docmill::cleaner
