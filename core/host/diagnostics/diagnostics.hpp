// Mistakes with their places. Every mistake a user can make is a Diagnostic: where, what, what would be right.
// The host collects them; only the command line prints.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace docmill::host {

// A text file that diagnostics point into. `name` is what people read: the path as the user gave it.
struct SourceText {
  std::string name;
  std::string content;
  // The n-th line, from 1, without its end; empty beyond the last.
  std::string_view line(uint32_t n) const;
};

// A place in a file. Line and column count from 1, the column in code points; 0: the whole file.
struct Place {
  std::shared_ptr<const SourceText> source;  // null: no file (the command line)
  uint32_t line = 0;
  uint32_t column = 0;
};

enum class Severity { warning, error };

struct Diagnostic {
  Severity severity = Severity::error;
  Place place;
  std::string message;               // one sentence, lower case, no final full stop
  std::vector<std::string> details;  // further lines: what would be right, where was looked
};

// Collects diagnostics in the order in which they are found. Not for several threads.
class Diagnostics {
 public:
  void add(Diagnostic diagnostic);
  void error(Place place, std::string message, std::vector<std::string> details = {});
  void warning(Place place, std::string message, std::vector<std::string> details = {});
  bool has_errors() const { return n_errors_ != 0; }
  std::size_t n_errors() const { return n_errors_; }
  const std::vector<Diagnostic>& all() const { return all_; }
  // By file as first met, then line and column; what has no place stays where it is in the order found. Duplicates go.
  void sort();

 private:
  std::vector<Diagnostic> all_;
  std::size_t n_errors_ = 0;
};

// The text that a person reads, with a line end:
//   p.toml:7:1: unknown option 'strip_tag' for stage 'cleaner', did you mean 'strip-tags'?
//       strip_tag = true
//       ^
//     options of 'cleaner': collapse-whitespace, strip-tags
// A tab in front of the column is kept in the caret line; a line over 120 code points is cut around the column.
// Warnings say "warning: " after the place.
std::string render(const Diagnostic& diagnostic);

// The same in one line, without its end and without the excerpt: "p.toml:7:1: unknown option ...; options of ...".
std::string render_in_one_line(const Diagnostic& diagnostic);

}  // namespace docmill::host
