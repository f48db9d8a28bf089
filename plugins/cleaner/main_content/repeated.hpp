// What a page repeats: the posts of a forum, the items of a listing or collection, as places in its clean text.
//
// Elements of one kind (the same tag below the same path of tags and class names, or the same tag and class names
// anywhere) are a group. The group is taken that holds most of the text in most members; of posts most must show who
// wrote them or when, of items most must have a heading or a link. Text belongs to the innermost member around it.
// Whole numbers throughout; one thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "main_content/content.hpp"
#include "main_content/structure.hpp"
#include "text_edits/rewrite.hpp"
#include "words/cues.hpp"

namespace docmill::cleaner {

// `author` as the page marks it, `date` as YYYY-MM-DD; empty where it does not.
struct Post {
  TextRange place;
  std::string author, date;
};
// `title`: the first heading of the item, else its first link's text; `link`: where that leads, as it stands in the
// page. Empty where there is none.
struct Item {
  TextRange place;
  std::string title, link;
};

// `names` remembers what class names say.
// Of a page that is a forum; empty where nothing is repeated at least twice.
void read_posts(std::string_view source, const HtmlTree& tree, const HtmlContent& content, NameTable& names,
                const EditList& edits, const CueTable& cues, std::vector<Post>& posts);
// Of a page that is a listing or a collection; empty where nothing is repeated at least three times.
void read_items(std::string_view source, const HtmlTree& tree, const HtmlContent& content, NameTable& names,
                const EditList& edits, std::vector<Item>& items);

}  // namespace docmill::cleaner
