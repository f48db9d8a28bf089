// The sentences of a text's body, over UTF-8 as it is.
//
// What may end a sentence is found sixteen bytes at a time (mark_scan.hpp), and judged by the rules and lists of its
// language (boundary_rules.hpp). A quotation or bracket that closes within `longest_quotation` bytes, in the same
// paragraph, is not cut inside: what somebody said stays together.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "boundary_rules.hpp"
#include "quotations.hpp"

namespace docmill::sentences {

// Bytes [start, end) of the text, without the white space around. A wrapped sentence holds its line ends.
struct Sentence {
  uint32_t start;
  uint32_t end;
};

// The part of a BCP 47 tag that matters here: its primary subtag, "" for none or "und".
std::string_view primary_language(std::string_view tag);

// Belongs to one thread at a time; make one for each worker. The rules of a language are made at first use and used
// again for every text.
class SentenceSplitter {
 public:
  // `text`: valid UTF-8, less than 2 GiB (what is beyond is not seen). `language`: BCP 47 tag or "".
  // `limit`: stop after so many sentences; 0: all. Headings (see headings.hpp) are left out, unless that would
  // leave nothing. A line that goes on in the next one (no end, then a lower-case letter) is not cut there.
  // Time is linear in what is read. The answer: are these headings, since there is nothing else?
  bool split(std::string_view text, std::string_view language, std::size_t limit, std::vector<Sentence>& sentences);

 private:
  struct Language {
    std::string name;
    std::unique_ptr<BoundaryRules> rules;
  };
  const BoundaryRules& rules_for(std::string_view language);
  void split_body(std::string_view text, const BoundaryRules& rules, std::string_view language, std::size_t limit,
                  bool keep_headings, std::vector<Sentence>& sentences);

  std::vector<Language> languages_;
  Quotations quotations_;
};

}  // namespace docmill::sentences
