#include "html/roles.hpp"

#include <algorithm>
#include <iterator>

namespace docmill::cleaner {

namespace {

struct Token {
  std::string_view word;
  Role role;
};

// Words of class names and ids, in byte order. Only whole words count: "ad" is not in "header" or "shadow".
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
    {"paywall", Role::newsletter},
    {"photocredit", Role::caption},
    {"pinterest", Role::share},
    {"popular", Role::related},
    {"popup", Role::hidden},
    {"postmeta", Role::byline},
    {"postmetadata", Role::byline},
    {"prevnext", Role::navigation},
    {"print", Role::share},
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
    {"tooltip", Role::hidden},
    {"toolbar", Role::navigation},
    {"topics", Role::tags},
    {"trending", Role::related},
    {"tweet", Role::share},
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

constexpr std::string_view article_words[] = {"article", "body", "content", "entry", "main",
                                              "page",    "post", "story",   "text"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

Role role_of_word(std::string_view word) {
  for (const Token& t : tokens) {
    if (t.word.size() == word.size() && t.word == word) return t.role;
  }
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

bool has_body_name(std::string_view names, std::string& scratch) {
  scratch.clear();
  for (const char c : names) scratch += lower(c);
  for (const std::string_view name : body_names) {
    const std::size_t at = scratch.find(name);
    if (at == std::string::npos || (at > 0 && is_letter(scratch[at - 1]))) continue;
    const std::size_t end = at + name.size();
    if (end == scratch.size() || !is_letter(scratch[end])) return true;
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

Role role_of_tag(Tag tag) {
  switch (tag) {
    case Tag::nav:
    case Tag::menu: return Role::navigation;
    case Tag::footer: return Role::navigation;
    case Tag::aside: return Role::related;
    case Tag::figcaption: return Role::caption;
    case Tag::dialog: return Role::hidden;
    default: return Role::none;
  }
}

// The longest class or id that is looked at: real ones are short, and looking is linear in a long one anyway.
constexpr std::size_t longest_names = 1000;

bool hides(std::string_view style, std::string& scratch) {
  scratch.clear();
  for (const char c : style.substr(0, longest_names))
    if (c != ' ') scratch += lower(c);
  return scratch.find("display:none") != std::string::npos || scratch.find("visibility:hidden") != std::string::npos;
}

}  // namespace

const char* label_of(Role role) {
  static constexpr const char* labels[] = {"other",      "navigation", "related", "comments", "share",
                                           "newsletter", "advert",     "author",  "byline",   "tags",
                                           "caption",    "cookies",    "hidden",  "account"};
  static_assert(std::size(labels) == static_cast<std::size_t>(Role::count));
  return labels[static_cast<std::size_t>(role)];
}

Marks marks_of(std::string_view source, const HtmlNode& node, uint32_t max_attributes, std::string& scratch) {
  Marks marks;
  marks.role = role_of_tag(node.tag);
  marks.by_tag = marks.role != Role::none;
  marks.article = node.tag == Tag::article || node.tag == Tag::main;
  bool screen = false, reader = false;
  for_each_attribute(source.substr(node.start, node.end - node.start), max_attributes,
                     [&](std::string_view name, std::string_view value) {
                       value = value.substr(0, longest_names);
                       if (equals_ignoring_case(name, "class") || equals_ignoring_case(name, "id")) {
                         const Role before = marks.role;
                         if (equals_ignoring_case(name, "class")) marks.names = number_of_names(value);
                         bool describes = false;
                         for_each_word(value, scratch, [&](std::string_view word) {
                           describes = describes || word == "with" || word == "has" || word == "no" ||
                                       word == "without" || word == "layout";
                           screen = screen || word == "screen" || word == "sr" || word == "visually";
                           reader = reader || word == "reader" || word == "only" || word == "hidden";
                           if (marks.role == Role::none) marks.role = role_of_word(word);
                           marks.article =
                               marks.article || std::find(std::begin(article_words), std::end(article_words), word) !=
                                                    std::end(article_words);
                         });
                         // "content-with-sidebar" is no sidebar.
                         if (describes) marks.role = before;
                         marks.article_body = marks.article_body || has_body_name(value, scratch);
                       } else if (equals_ignoring_case(name, "itemprop") || equals_ignoring_case(name, "property")) {
                         marks.article_body = marks.article_body || value.find("articleBody") != std::string_view::npos;
                       } else if (equals_ignoring_case(name, "role")) {
                         marks.article = marks.article || value == "main" || value == "article";
                         if (value == "navigation" || value == "banner" || value == "contentinfo" || value == "search")
                           marks.role = Role::navigation;
                         if (value == "complementary") marks.role = Role::related;
                       } else if (equals_ignoring_case(name, "hidden")) {
                         marks.role = Role::hidden;
                       } else if (equals_ignoring_case(name, "style") && hides(value, scratch)) {
                         marks.role = Role::hidden;
                       }
                     });
  if (screen && reader) marks.role = Role::hidden;
  return marks;
}

}  // namespace docmill::cleaner
