// Cue words: short phrases by which noise gives itself away ("share this", "zdjęcie:"), in files by language.
//
// A cue file is UTF-8 text; each line is LABEL<TAB>KIND<TAB>PHRASE, blank lines and lines that begin with # are
// skipped.
//   LABEL  one of cue_label_names; what the phrase speaks for
//   KIND   where it must stand: "line" the whole line, "start", "end", or "part" anywhere between word borders
// The label "function" is for the small words of a language; they are counted, not looked for.
// Case does not matter (Unicode simple case folding), nor do punctuation and list marks around a whole line.
//
// A table is filled once and then shared by threads. A word that begins no phrase costs some fifteen instructions.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "words/buckets.hpp"
#include "words/fold.hpp"
#include "words/word_set.hpp"

namespace docmill::cleaner {

enum class Cue : uint8_t {
  byline,
  editor,
  date,
  menu,
  section,
  related,
  caption,
  credit,
  image,
  comments,
  share,
  newsletter,
  references,
  copyright,
  language,
  navigation,
  advert,
  tags,
  author_note,
  reading_time,
  account,
  greeting,
  function,
  edit_mark,
  letter,
  follow,
  month_1,
  month_2,
  month_3,
  month_4,
  month_5,
  month_6,
  month_7,
  month_8,
  month_9,
  month_10,
  month_11,
  month_12,
  count
};
inline constexpr std::size_t n_cues = static_cast<std::size_t>(Cue::count);
// A cue in a set of cues.
constexpr uint64_t bit(Cue c) { return uint64_t{1} << static_cast<unsigned>(c); }
extern const std::array<std::string_view, n_cues> cue_label_names;

// Which cues a line holds, by where they stand.
class CueHits {
 public:
  bool line(Cue c) const { return (line_ & bit(c)) != 0; }
  bool start(Cue c) const { return (start_ & bit(c)) != 0; }
  bool end(Cue c) const { return (end_ & bit(c)) != 0; }
  bool part(Cue c) const { return (part_ & bit(c)) != 0; }
  bool any(Cue c) const { return ((line_ | start_ | end_ | part_) & bit(c)) != 0; }
  // Bytes of the folded line that the longest "start" cue covers; known of byline, editor, related and credit, behind
  // which something is read.
  uint32_t start_length(Cue c) const {
    const std::size_t place = place_of_length(c);
    return place < n_lengths ? start_length_[place] : 0;
  }
  // A phrase of that label stands somewhere between word borders, be it of the right kind for the place or not.
  bool seen(Cue c) const { return (seen_ & bit(c)) != 0; }
  // The same as sets: bit n for the cue of number n.
  uint64_t lines() const { return line_; }
  uint64_t starts() const { return start_; }
  uint64_t parts() const { return part_ | end_; }
  bool empty() const { return (line_ | start_ | end_ | part_ | seen_) == 0; }

 private:
  friend class CueTable;
  static constexpr std::size_t n_lengths = 4;
  static constexpr std::size_t place_of_length(Cue c) {
    return c == Cue::byline ? 0 : c == Cue::editor ? 1 : c == Cue::related ? 2 : c == Cue::credit ? 3 : n_lengths;
  }

  uint64_t line_ = 0, start_ = 0, end_ = 0, part_ = 0, seen_ = 0;
  std::array<uint32_t, n_lengths> start_length_{};
};

struct CueProblem {
  uint32_t line;    // from 1
  uint32_t column;  // from 1, in bytes
  std::string message;
};

class CueTable {
 public:
  // Adds the cues of one file; tells the first mistake in it.
  std::optional<CueProblem> add(std::string_view file);
  // Call after the last add.
  void finish();

  // What stands in a folded line.
  CueHits match(std::string_view folded) const;
  // Of the same what is asked most: its lines() and starts(); the rest may be missing.
  CueHits match_start(std::string_view folded) const;
  // The cue that begins at byte `at` of a folded text and ends at a word border, the longest one, of months only.
  // Gives 1 to 12 and the length; 0 when there is none.
  int month_at(std::string_view folded, std::size_t at, std::size_t* length) const;
  // How many language names stand in a folded line, and how many of its bytes they cover; no word borders are needed,
  // for that is what a language menu without its breaks looks like. Stops where they can no more cover `least_bytes`.
  struct Languages {
    uint32_t names;
    uint32_t bytes;
  };
  Languages languages(std::string_view folded, std::size_t least_bytes = 0) const;

  // How much of a folded line is phrases of the interface (share, print, log in, comments ...), one after the other.
  struct Coverage {
    uint32_t phrases;
    uint32_t bytes;   // that they cover
    uint32_t others;  // bytes of letters between them
  };
  // Stops where more than `most_others` bytes of letters are between them.
  Coverage interface(std::string_view folded, std::size_t most_others = SIZE_MAX) const;

  // How many words of a folded line stand between spaces and marks, and how many of those are function words ("the",
  // "und"), of which sentences of every language are full and menus are not.
  struct Words {
    uint32_t all;
    uint32_t function;
  };
  Words words(std::string_view folded) const;
  // Is its last word a function word?
  bool ends_in_function_word(std::string_view folded) const;

  std::size_t size() const { return phrases_.size(); }

 private:
  enum Kind : uint8_t { line, start, end, part };
  // Small, so that they lie side by side: nearly all that do not stand at a place differ in size or last byte.
  struct Phrase {
    uint32_t at, size;  // in texts_
    char last;          // of its bytes
    Cue label;
    Kind kind;
    bool borderless;  // ends in an ideograph: no word border is asked for
  };
  class Matcher;
  std::string_view text_of(const Phrase& p) const { return std::string_view(texts_).substr(p.at, p.size); }
  void sort_phrases();
  void sort_language_names();
  // Puts them in the order of their buckets and fills what finds them there.
  void sort_by_buckets(std::vector<Phrase>& phrases, const std::vector<uint32_t>& bucket_of_phrase,
                       const std::vector<uint32_t>& key_sizes, std::size_t n_buckets, Buckets& buckets,
                       std::vector<uint64_t>& follows) const;
  // Calls visit(phrase) for each that stands at that byte, whatever borders there are. Where the byte is within a word,
  // some may be missing.
  template <class Visit>
  void for_each_at(std::string_view folded, std::size_t at, Visit visit) const;
  // The same of those in one bucket.
  template <class Visit>
  void for_each_in(uint32_t bucket, std::string_view folded, std::size_t at, Visit visit) const;
  // The same of those in a filled bucket that begin with the word of ASCII letters and digits there, of which `size`
  // bytes are in its key.
  template <class Visit>
  void for_each_of_word(uint32_t bucket, std::string_view folded, std::size_t at, std::size_t size, Visit visit) const;
  // Of those that begin with anything else.
  template <class Visit>
  void for_each_of_others(std::string_view folded, std::size_t at, Visit visit) const;

  std::string texts_;            // of all phrases, folded
  std::vector<Phrase> phrases_;  // by bucket, after finish()
  Buckets buckets_;              // by the first word, or the first bytes where that is none of ASCII
  // By the number of a filled bucket of words: bit n: a phrase in it goes on so behind its key (see `follow_bit`).
  std::vector<uint64_t> follows_;
  std::array<bool, 256> begins_{};  // first bytes of phrases that begin with no word of ASCII
  std::vector<Phrase> languages_;   // names of languages once more, by bucket
  Buckets language_buckets_;        // by the first two bytes
  std::vector<uint64_t> language_follows_;
  WordSet function_words_;
};

// The part of a folded line that a "line" cue is compared with: list marks, counts and punctuation around it gone.
std::string_view bare_line(std::string_view folded);

}  // namespace docmill::cleaner
