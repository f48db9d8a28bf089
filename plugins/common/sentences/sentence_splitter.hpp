// The sentences of a text's body, by ICU's sentence rules (UAX #29) over UTF-8 as it is, CLDR's abbreviation lists and
// the rules of boundary_rules.hpp.
#pragma once

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace docmill::sentences {

// Bytes [start, end) of the text, without the white space around. A wrapped sentence holds its line ends.
struct Sentence {
  uint32_t start;
  uint32_t end;
};

// The part of a BCP 47 tag that matters here: its primary subtag, "" for none or "und".
std::string_view primary_language(std::string_view tag);

// Belongs to one thread at a time; make one for each worker. Iterators are made at first use, one for each of the few
// languages whose rules differ, and used again for every text.
class SentenceSplitter {
 public:
  SentenceSplitter() = default;
  SentenceSplitter(const SentenceSplitter&) = delete;
  SentenceSplitter& operator=(const SentenceSplitter&) = delete;
  SentenceSplitter(SentenceSplitter&&) noexcept = default;
  SentenceSplitter& operator=(SentenceSplitter&&) noexcept = default;

  // `text`: valid UTF-8, less than 2 GiB (what is beyond is not seen). `language`: BCP 47 tag or "".
  // `limit`: stop after so many sentences; 0: all. Headings (see boundary_rules.hpp) are left out, unless that would
  // leave nothing. A line that goes on in the next one (no end, then a lower-case letter) is not cut there.
  // Time is linear in what is read; throws std::runtime_error when ICU fails.
  void split(std::string_view text, std::string_view language, std::size_t limit, std::vector<Sentence>& sentences);

 private:
  struct Iterator {
    std::string_view locale;
    std::unique_ptr<icu::BreakIterator> breaks;
  };
  struct CloseText {
    void operator()(UText* t) const { utext_close(t); }
  };
  icu::BreakIterator& iterator_for(std::string_view language);
  void split_body(std::string_view text, std::string_view language, std::size_t limit, bool keep_headings,
                  std::vector<Sentence>& sentences);

  std::vector<Iterator> iterators_;
  std::unique_ptr<UText, CloseText> text_;
};

}  // namespace docmill::sentences
