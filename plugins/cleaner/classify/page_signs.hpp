// What a page says about its own kind, in numbers for the trees: declarations, software, words of its address.
#pragma once

#include <cstdint>
#include <string_view>

namespace docmill::cleaner {

struct PageSigns {
  int32_t declared = 0;  // og:type: 0 none, 1 article, 2 website, 3 product, 4 other
  int32_t software = 0;  // generator and its kin: 0 unknown, 1 blog, 2 documentation, 3 forum, 4 shop
  int32_t address = 0;   // a word of the path: 0 none, 1 the root, 2 blog or news, 3 documentation, 4 forum, 5 product,
                         // 6 listing, 7 service
  int32_t dated = 0;     // says when it was published
  int32_t times = 0;     // elements that show a time
  // Types in JSON-LD, counts.
  int32_t ld_articles = 0, ld_products = 0, ld_posts = 0, ld_lists = 0, ld_businesses = 0, ld_reviews = 0;
};

int32_t kind_of_declaration(std::string_view og_type);
// Of the value of a generator, or a script's address; 0 where it is unknown.
int32_t kind_of_software(std::string_view text);
int32_t kind_of_address(std::string_view url);
void count_ld_type(std::string_view type, PageSigns& signs);

}  // namespace docmill::cleaner
