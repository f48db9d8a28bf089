// Which lines of a plain text are the article, and what the others are.
//
// Three zones: the body runs from the first paragraph to the last one; before it is the head (title, byline, date,
// menus), after it the tail (related articles, references, comments, copyright). Weak evidence (a shape, one cue word)
// cuts only in head and tail; within the body a line goes only when a cue fills it or leads it. A text that is mostly
// menus around one article (a whole page) is first cut down to the run of lines with the largest sum of words in
// sentences less what speaks against. Text without noise comes out as it was.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "article.hpp"
#include "classify/block_model.hpp"
#include "classify/lines.hpp"
#include "text_edits/rewrite.hpp"
#include "text_edits/text_writer.hpp"
#include "words/cues.hpp"

namespace docmill::cleaner {

enum class Cut { automatic, light, nothing };

struct PlainTextOptions {
  Cut cut = Cut::automatic;  // light: never take the text for a whole page; nothing: normalise only
  bool keep_title = false;
  bool keep_captions = false;
  bool keep_references = false;
  bool from_html = false;  // the lines are blocks of a page whose title is known: the first line is no title
  const std::vector<std::string>* titles = nullptr;  // known wordings of the title; lines that repeat one go
  const std::vector<uint32_t>* headings =
      nullptr;                          // where lines begin that head a paragraph: they say what it is about
  const std::string* byline = nullptr;  // who wrote it, where that is known from elsewhere
  bool markdown = false;                // only what is sure goes, indentation stays
  bool join_hyphens = true;  // "memo-" and "ry" of two lines become one word, where lines are broken at a width
};

// The cues of the lines, each looked for once. Most lines have none, and cost a number.
class LineCues {
 public:
  // Longer lines are not asked for cues: what is noise is short, and looking costs time.
  static constexpr uint32_t longest = longest_unit;

  void clear(std::size_t lines) {
    of_line_.assign(lines, not_looked);
    found_.clear();
  }
  bool knows(std::size_t i) const { return of_line_[i] != not_looked; }
  // By value, for a line that is remembered later moves them.
  CueHits operator[](std::size_t i) const {
    const uint32_t place = of_line_[i] & ~language_menu;
    return place <= none ? CueHits() : found_[place - 2];
  }
  bool is_language_menu(std::size_t i) const { return (of_line_[i] & language_menu) != 0; }
  void remember(std::size_t i, const CueHits& hits, bool is_language_menu) {
    of_line_[i] =
        (hits.empty() ? none : static_cast<uint32_t>(found_.size()) + 2) | (is_language_menu ? language_menu : 0);
    if (!hits.empty()) found_.push_back(hits);
  }

 private:
  static constexpr uint32_t not_looked = 0, none = 1, language_menu = uint32_t{1} << 31;
  std::vector<uint32_t> of_line_;  // one of the first two, or a place in `found_` and 2; and the third
  std::vector<CueHits> found_;
};

// Looks for the cues of a line of which `folded` is the folded text.
void look_for_cues(std::string_view folded, const Line& line, const CueTable& table, std::size_t i, LineCues& cues);

// Scratch space of one thread.
struct PlainTextScratch {
  std::vector<Line> lines;
  LineCues cues;
  UnitList units;               // of a whole page, for the model
  std::vector<int32_t> scores;  // of them
  struct Hyphen {
    uint32_t line;  // that goes on in the next one
    uint32_t cut;   // where its last word ends, in the source
  };
  std::vector<Hyphen> hyphens;  // in order
  std::string folded;
  std::string folded_line;  // the folded form of the line `folded_of`
  std::size_t folded_of = 0;
  std::string key, other_key;
  uint64_t steps = 0;  // lines that were looked at beyond one by one
};

// A stretch inside a kept line that goes (the byline bracket before the first paragraph).
struct InnerCut {
  uint32_t start = 0, end = 0;
  Verdict why;
};

// Reads the lines of `source`, gives each its verdict, fills `article` and lists inner cuts in ascending order.
void judge_plain_text(std::string_view source, const CueTable& cues, const BlockModel& model,
                      const PlainTextOptions& options, PlainTextScratch& scratch, Article& article,
                      std::vector<InnerCut>& inner);

// Marks the lines whose last word goes on in the next line behind a hyphen that is not its own. Only of text whose
// lines are broken at a width, and behind a soft hyphen; a hyphen stays where the text has the word with it elsewhere.
void find_hyphens(std::string_view source, const PlainTextOptions& options, PlainTextScratch& scratch);

// The lines as units for the model; the first line gives the title. `known`: of each line, or cleared; filled.
void units_of_lines(std::string_view source, const std::vector<Line>& lines, const CueTable& cues, LineCues& known,
                    UnitList& units);

// The edits and the removed stretches that follow from the verdicts.
void write_plain_text(std::string_view source, const PlainTextOptions& options, const CharacterOptions& characters,
                      const PlainTextScratch& scratch, const std::vector<InnerCut>& inner, EditList& edits,
                      std::vector<Removed>& removed);

}  // namespace docmill::cleaner
