// Which members of JSON Lines are the id and the text: a guess from some lines, by names first and by what stands there
// second. Pure; the same lines give the same guess.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace docmill::scaffold {

struct FieldGuess {
  std::optional<std::string> id;    // nothing: no member names the records; they are then named by file and line
  std::optional<std::string> text;  // plain text
  std::optional<std::string> html;  // a page; at most one of text and html is there
  std::vector<std::string> others;  // members with short values in most records: columns for a table; at most six
};

class FieldSurvey {
 public:
  // One line. False when it is no JSON object.
  bool add(std::string_view line);
  std::size_t n_records() const { return n_; }
  // Names of all members, in the order in which they came up first.
  std::vector<std::string> names() const;
  FieldGuess guess() const;

 private:
  struct Member {
    std::string name;
    std::size_t n_strings = 0, n_scalars = 0;  // scalars: strings, numbers and booleans
    std::size_t n_ids = 0;                     // short strings and integers
    std::size_t n_pages = 0;                   // strings that begin like HTML
    uint64_t bytes = 0;                        // of all strings
    std::vector<std::string> values;           // of ids
  };
  Member& member(std::string_view name);
  bool names_each(const Member& member) const;

  std::vector<Member> members_;
  std::size_t n_ = 0;
};

}  // namespace docmill::scaffold
