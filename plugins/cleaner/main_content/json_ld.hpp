// What a page says about itself in JSON-LD (schema.org).
//
// A page holds several scripts, a script several objects: the article, lists of other articles, the site, persons that
// are meant by their @id. All are read first; then the object is chosen that this page is about. One thread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "classify/page_signs.hpp"
#include "json_parser/json_document.hpp"

namespace docmill::cleaner {

// As written, references of HTML not yet read; empty where it is not said.
struct JsonLdFacts {
  std::string headline, description, language, url, date, author, publisher;
  std::string_view body;      // where the article's text stands in its script (main_content/json_ld_body.hpp)
  bool organisation = false;  // the author is one, not a person
};

class JsonLd {
 public:
  // Reads one script, which must outlive this object. Common faults are repaired: comments and CDATA around it, line
  // ends, false escapes and halves of surrogate pairs in strings, commas before a closing bracket, several values in
  // one script (the first hundred are read). What is still no JSON is passed over, like what is beyond 1 MiB.
  void add(std::string_view script);
  // The facts of the article whose headline is one of `keys` (title_key) or whose address is `url`; else of the first
  // that stands in no list of others; what it leaves open, of the page as such.
  JsonLdFacts choose(const std::vector<std::string>& keys, std::string_view url) const;
  bool empty() const { return documents_.empty(); }
  // Counts the types of all objects.
  void count_types(PageSigns& signs) const;

 private:
  struct Found {
    enum class Kind : uint8_t { article, work, page };  // work: a recipe, ...; page: a WebPage
    JsonValue object;
    bool listed;  // in a list of other things
    Kind kind;
  };
  void take(std::string_view script, JsonDocument document);
  void collect(JsonValue root);
  JsonValue resolved(JsonValue v) const;
  std::string name_of(JsonValue v, int depth = 0) const;
  void read_facts(JsonValue object, JsonLdFacts& facts) const;

  std::vector<std::string_view> scripts_;
  std::vector<JsonDocument> documents_;
  std::vector<Found> found_;
  std::map<std::string, JsonValue, std::less<>> by_id_;
  std::vector<std::string_view> types_;  // of the objects, views into the documents
  std::size_t bytes_ = 0;
};

}  // namespace docmill::cleaner
