// Where a sentence ends: what stands on both sides of a full stop, a question mark, a closing quotation mark.
//
// A handful of rules over Unicode's properties and lists of whole words, not a trained model (compare Kiss and Strunk
// 2006, "Unsupervised Multilingual Sentence Boundary Detection"), so that everyone can see why a sentence ended where
// it did. UAX #29, Unicode's own rules, know neither words nor what a quotation is, and cut after "Mr." and in "Is it
// over?" he asked.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "abbreviations.hpp"
#include "mark_run.hpp"
#include "words/function_words.hpp"

namespace docmill::sentences {

// The rules of one language; made once, then read by the thread that owns it.
class BoundaryRules {
 public:
  static constexpr std::size_t no_end = static_cast<std::size_t>(-1);

  // `language`: primary subtag, e.g. "de"; "" when it is not known.
  explicit BoundaryRules(std::string_view language);

  // Where the sentence that begins at `start` (with a letter or digit before the run) ends, if it ends at the marks of
  // `run`: run.end, or before the number of the next item of a list ("1. Milk 2. Eggs"). `no_end` where it goes on, and
  // where nothing follows on the line.
  //   - small letters go on, whatever the mark ("Is it over?" he asked; Yahoo! said), but for names like iPhone
  //   - a number alone is that of a list's item: "1." is no sentence, nor is "Figure 1."
  //   - a dot: abbreviations by their lists, initials, letters with dots, and in languages that write ordinals so,
  //   numbers
  //   - Chinese and Japanese: what follows a quotation belongs to it, unless another quotation begins
  std::size_t end_of(std::string_view text, std::size_t start, const MarkRun& run) const;

  // Does an abbreviation stand at the end that goes on with `next`, the beginning of the next line: "Mr.", "No." before
  // a figure, "z." before "B."?
  bool is_open_ended(std::string_view stretch, std::string_view next = {}) const;

  LocalMarks local_marks() const { return local_marks_; }

 private:
  // What stands on both sides of a single full stop (full_stops.cpp).
  struct FullStop {
    FullStop(std::string_view before_dot, std::string_view last, std::string_view behind);
    bool dot_behind_next() const { return after.substr(next_word.size()).starts_with('.'); }

    std::string_view stretch, word, before;  // all of it, its last word, what stands before that
    std::string_view after, next_word;
    bool digit, behind_number;  // one follows; one stands before the word
  };
  bool full_stop_ends(const FullStop& stop) const;
  // Empty where the word is none of those.
  std::optional<bool> abbreviation_ends(const FullStop& stop) const;
  std::optional<bool> year_ends(const FullStop& stop) const;
  std::optional<bool> number_ends(const FullStop& stop) const;
  bool initial_ends(const FullStop& stop) const;
  bool sentence_follows(const FullStop& stop) const;

  bool glued_ends(std::string_view stretch, const MarkRun& run, std::string_view after, char32_t next) const;
  bool begins_sentence(std::string_view word) const;
  bool is_label(std::string_view stretch) const;
  bool is_bracket_of_title(std::string_view stretch) const;
  Abbreviation shouted(std::string_view word) const;
  bool is_counted_part(std::string_view before) const;
  Abbreviation joined(std::string_view first, std::string_view second) const;
  Abbreviation abbreviation(std::string_view stretch, std::string_view word) const;

  Abbreviations abbreviations_;
  words::FunctionWords function_words_;
  words::WordTable starters_;  // where there are no function words of the language
  LocalMarks local_marks_;
  bool german_, joined_streets_, hungarian_, korean_, english_, consonants_are_words_, dotted_ordinals_;
  bool dotted_roman_;  // Karel IV. Veliký, but Jan Paweł II
};

}  // namespace docmill::sentences
