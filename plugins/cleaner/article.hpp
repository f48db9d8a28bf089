// What the cleaner finds out about a document, besides its text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace docmill::cleaner {

// Facts about the article; empty where unknown. `date` is YYYY-MM-DD, `language` a tag of BCP 47 as the page gives it.
struct Article {
  std::string title, byline, date, site, url, language, description;
  std::string page_type;   // article, forum, ...; of a page that the model has looked at
  double confidence = -1;  // chance that the text is right to nine tenths, 0 to 1; below 0: not known

  void clear() {
    for (std::string* s : {&title, &byline, &date, &site, &url, &language, &description, &page_type}) s->clear();
    confidence = -1;
  }
};

// Why something was taken out: the kind of noise and the rule that fired (both constant strings), and how sure it is.
struct Verdict {
  const char* label = nullptr;  // nullptr: stays
  const char* reason = nullptr;
  double score = 0;  // 0 to 1, at most 4 decimals

  explicit operator bool() const { return label != nullptr; }
};

// A stretch of the source that is not in the text.
struct Removed {
  uint32_t start;
  uint32_t end;
  Verdict why;
};

}  // namespace docmill::cleaner
