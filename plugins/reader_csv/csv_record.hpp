// Records of a table in text (RFC 4180): fields between separators, quoted or not. Beyond the RFC, line ends may be LF
// alone, the separator may be another, and a quote within a field that does not begin with one is a character like any.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace docmill::csv {

// How a table is written.
struct Dialect {
  char separator = ',';
  bool quotes = true;  // false: a quote is a character like any
};

// A field, as bytes of the record without the quotes around it.
struct Field {
  std::size_t begin = 0, end = 0;
  bool has_doubled = false;  // quotes in it, each of which stands for one
};

struct ScannedRecord {
  enum class State {
    whole,
    unfinished,  // more bytes are needed
    broken,      // see `mistake`
  };
  State state = State::whole;
  std::size_t size = 0;  // with its line end; of a broken one, its first line
  std::string mistake;   // a part of a sentence: what is wrong, and what would be right
};

// The record that `bytes` begin with; `fields` are written over. `is_end`: no bytes come behind these.
ScannedRecord scan_record(std::string_view bytes, bool is_end, Dialect dialect, std::vector<Field>& fields);

// What a field says: doubled quotes made single.
std::string value_of(std::string_view record, const Field& field);

// Passes over a record, piece by piece, without holding it.
class RecordSkipper {
 public:
  explicit RecordSkipper(Dialect dialect) : dialect_(dialect) {}
  // How many of the bytes, which come next, belong to the record.
  std::size_t take(std::string_view bytes);
  bool has_ended() const { return has_ended_; }

 private:
  Dialect dialect_;
  bool has_ended_ = false;
  bool in_quotes_ = false, at_begin_ = true, has_closed_ = false;
};

// The separator of a table by its first line: which of , ; tab | stands there most often outside of quotes; a comma
// where there is none.
char guess_separator(std::string_view first_line);

}  // namespace docmill::csv
