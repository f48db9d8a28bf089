// What the model looks at: the lines of a plain text and the blocks of a page, as units of one kind.
//
// A unit holds what can be seen of it alone; `UnitList::finish` adds what its neighbours say. Numbers of them for the
// trees: classify/unit_numbers.hpp. One thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "classify/lines.hpp"
#include "classify/page_signs.hpp"
#include "html/parser.hpp"
#include "html/roles.hpp"
#include "words/cues.hpp"

namespace docmill::cleaner {

struct Unit {
  uint32_t words = 0, link_words = 0, sentence_ends = 0;
  uint64_t key = 0;  // of the folded text: equal for equal units; 0 where it is long
  uint64_t line_cues = 0, start_cues = 0, part_cues = 0;                       // bit n: the cue of number n
  uint8_t function_share = unknown, capital_share = unknown, digit_share = 0;  // percent
  bool ends_full_stop = false, ends_sentence = false, ends_colon = false;
  bool bullet = false, begins_small = false, separated = false, run_together = false;
  bool title = false;  // is, or repeats, the title
  // Of a page only; see also UnitList::Place.
  Tag tag = Tag::text;            // the element around it; text: this is a line of plain text
  Role role = Role::none;         // the nearest one around it
  bool body_name = false;         // below an element named as the body of an article
  uint8_t path_share = 0;         // percent of the words in paragraphs that stand below the same path of tags
  int8_t levels = -1;             // below the container; -1: outside
  const char* removed = nullptr;  // the label that the rules gave; nullptr: kept

  static constexpr uint8_t unknown = 255;
};

// What makes two units the same: a number for the folded text, never 0.
uint64_t text_key(std::string_view folded);

// Words and sentences of the line, cues and function words of its folded form. Of one that is longer than this only the
// beginning is folded, and it has neither cues nor a key.
inline constexpr uint32_t longest_unit = 400;
Unit unit_of(std::string_view source, const Line& line, const CueTable& cues, std::string& folded);
// The same without the cues, for who may know already what stands in the folded form.
Unit unit_without_cues(std::string_view source, const Line& line, const CueTable& cues, std::string& folded);
void set_cues(const CueHits& hits, Unit& unit);

class UnitList {
 public:
  void clear() { units_.clear(), page_ = {}; }
  void add(const Unit& unit) { units_.push_back(unit); }
  std::size_t size() const { return units_.size(); }
  Unit& operator[](std::size_t i) { return units_[i]; }
  const Unit& operator[](std::size_t i) const { return units_[i]; }

  // Where a unit stands in its page: what is around it. Filled by who knows the page; plain text leaves it as it is.
  struct Around {
    uint32_t words = 0, link_words = 0, good_words = 0;
  };
  struct Place {
    std::array<Around, 3> up{};     // the elements around that hold more than the one before, the innermost first
    uint32_t roles = 0, names = 0;  // bit n: the role of number n of an element around, believed and as named
    int32_t path_blocks = 0;        // units below the same path of tags and class names
    uint32_t path_words = 0;        // and their words
    int32_t depth = 0;
    bool in_article = false;
    uint8_t chosen = 0;  // bit n: within what the chooser of number n named
    // Of every unit.
    int32_t heading_cues = 0;                      // kinds of noise that the last heading named, 0: none
    int32_t since_heading = -1, since_title = -1;  // units since the last one; -1: none before
    uint64_t words_before = 0;
  };
  struct Page {
    uint64_t words = 0, link_words = 0, good_words = 0;
    uint32_t articles = 0;  // elements of that tag
    PageSigns signs;
  };
  Place& place(std::size_t i) { return places_[i]; }
  const Place& place(std::size_t i) const { return places_[i]; }
  Page& page() { return page_; }
  const Page& page() const { return page_; }

  // Call after the last add and before places are filled: neighbours, repeats, distances. Linear but for one sort.
  void finish();

  int32_t repeats(std::size_t i) const { return repeats_[i]; }
  int32_t kind_number(std::ptrdiff_t i) const {
    return i < 0 || i >= static_cast<std::ptrdiff_t>(kinds_.size())
               ? 0
               : static_cast<int32_t>(kinds_[static_cast<std::size_t>(i)]);
  }
  int32_t zone(std::size_t i) const { return i < first_prose_ ? 0 : i > last_prose_ ? 2 : 1; }
  int32_t to_prose(std::size_t i) const { return static_cast<int32_t>(distance_[i]); }
  int32_t comments_above(std::size_t i) const { return comments_above_[i]; }
  int32_t prose_around(std::size_t i) const;

 private:
  enum class Kind : uint8_t { edge, prose, sentence, cue, link, some_words, few_words };
  static Kind kind_of(const Unit& unit);
  void mark_repeats();
  void count_headings_of_comments();
  void find_places();

  std::vector<Unit> units_;
  std::vector<Place> places_;
  Page page_;
  std::vector<Kind> kinds_;
  std::vector<uint8_t> repeats_;         // 0 no, 1 comes again, 2 stood before
  std::vector<uint32_t> prose_words_;    // before each unit: sums
  std::vector<uint32_t> distance_;       // to the nearest prose
  std::vector<uint8_t> comments_above_;  // headings of that kind between the first prose and here: 0, 1, 2
  std::size_t first_prose_ = 0, last_prose_ = 0;
  std::vector<uint32_t> order_;
};

}  // namespace docmill::cleaner
