#include "classify/page_signs.hpp"

#include <algorithm>
#include <string>

namespace docmill::cleaner {

namespace {

struct Word {
  std::string_view word;
  int32_t kind;
};

std::string lower_text(std::string_view text) {
  std::string out(text.substr(0, 400));
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

}  // namespace

int32_t kind_of_declaration(std::string_view og_type) {
  const std::string type = lower_text(og_type);
  if (type.empty()) return 0;
  if (type.find("article") != std::string::npos || type == "blog" || type == "news") return 1;
  if (type == "website") return 2;
  return type.find("product") != std::string::npos ? 3 : 4;
}

int32_t kind_of_software(std::string_view text) {
  static constexpr Word words[] = {
      {"wordpress", 1},   {"ghost", 1},           {"blogger", 1},    {"medium", 1},      {"hugo", 1},
      {"jekyll", 1},      {"sphinx", 2},          {"docusaurus", 2}, {"mkdocs", 2},      {"vitepress", 2},
      {"gitbook", 2},     {"mdbook", 2},          {"docfx", 2},      {"javadoc", 2},     {"mediawiki", 2},
      {"readthedocs", 2}, {"doxygen", 2},         {"rustdoc", 2},    {"discourse", 3},   {"phpbb", 3},
      {"vbulletin", 3},   {"xenforo", 3},         {"mybb", 3},       {"invision", 3},    {"flarum", 3},
      {"vanilla", 3},     {"simple machines", 3}, {"shopify", 4},    {"woocommerce", 4}, {"magento", 4},
      {"prestashop", 4},  {"bigcommerce", 4}};
  const std::string value = lower_text(text);
  for (const Word& w : words)
    if (value.find(w.word) != std::string::npos) return w.kind;
  return 0;
}

int32_t kind_of_address(std::string_view url) {
  static constexpr Word words[] = {
      {"blog", 2},     {"blogs", 2},      {"news", 2},      {"article", 2},    {"articles", 2},      {"story", 2},
      {"post", 2},     {"posts", 2},      {"docs", 3},      {"doc", 3},        {"documentation", 3}, {"reference", 3},
      {"manual", 3},   {"wiki", 3},       {"guide", 3},     {"api", 3},        {"forum", 4},         {"forums", 4},
      {"thread", 4},   {"threads", 4},    {"t", 4},         {"topic", 4},      {"questions", 4},     {"r", 4},
      {"comments", 4}, {"showthread", 4}, {"viewtopic", 4}, {"discussion", 4}, {"product", 5},       {"products", 5},
      {"p", 5},        {"dp", 5},         {"item", 5},      {"category", 6},   {"categories", 6},    {"collections", 6},
      {"tag", 6},      {"tags", 6},       {"search", 6},    {"shop", 6},       {"archive", 6},       {"c", 6},
      {"services", 7}, {"service", 7},    {"solutions", 7}, {"pricing", 7},    {"about", 7},         {"contact", 7}};
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return 0;
  const std::size_t path = url.find('/', scheme + 3);
  if (path == std::string_view::npos || path + 1 >= url.size()) return 1;
  const std::string rest = lower_text(url.substr(path));
  for (std::size_t at = 0; at < rest.size();) {
    while (at < rest.size() && (rest[at] < 'a' || rest[at] > 'z')) ++at;
    std::size_t end = at;
    while (end < rest.size() && rest[end] >= 'a' && rest[end] <= 'z') ++end;
    for (const Word& w : words)
      if (rest.compare(at, end - at, w.word) == 0 && end > at) return w.kind;
    at = end;
  }
  return 0;
}

void count_ld_type(std::string_view type, PageSigns& signs) {
  const auto has = [&](std::string_view word) { return type.find(word) != std::string_view::npos; };
  if (has("DiscussionForum") || has("QAPage") || has("Question") || has("Answer") || has("Comment")) ++signs.ld_posts;
  else if (has("Article") || has("BlogPosting")) ++signs.ld_articles;
  else if (type == "Review" || type == "CriticReview") ++signs.ld_reviews;
  else if (has("Product") || has("Offer")) ++signs.ld_products;
  else if (has("ItemList") || has("CollectionPage") || has("ListItem")) ++signs.ld_lists;
  else if (has("Business") || has("Service") || has("Organization")) ++signs.ld_businesses;
}

}  // namespace docmill::cleaner
