// Typed access to the keys of a table: what is there, of the right type, one of the choices; every mistake is said with
// its place and the right form. What is absent or wrong comes back as nothing, so a caller reads on.
#pragma once

#include <array>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/diagnostics/diagnostics.hpp"
#include "host/pipeline/pipeline_file.hpp"
#include "host/pipeline/value.hpp"

namespace docmill::host {

// What a word of the file stands for.
template <class E>
struct Choice {
  const char* word;
  E value;
};

class TableReader {
 public:
  // The table and the diagnostics must outlive the reader.
  TableReader(const Table& table, Diagnostics& diagnostics) : table_(table), diagnostics_(diagnostics) {}

  const Entry* find(std::string_view key) const;
  Diagnostics& diagnostics() { return diagnostics_; }

  // `example`: a right value as TOML, shown when the type is wrong.
  std::optional<Located<std::string>> string(std::string_view key, std::string_view example);
  // Likewise, and not empty and without NUL: names of files, folders, layers.
  std::optional<Located<std::string>> filled_string(std::string_view key, std::string_view example);
  std::optional<Located<bool>> boolean(std::string_view key);
  // Strings, none of them empty.
  std::optional<std::vector<Located<std::string>>> strings(std::string_view key, std::string_view example);
  const Table* table(std::string_view key, std::string_view example);

  template <class E>
  std::optional<Located<E>> choice(std::string_view key, std::initializer_list<Choice<E>> choices) {
    std::vector<std::string> words;
    for (const Choice<E>& c : choices) words.emplace_back(c.word);
    const std::optional<Located<std::string>> word = string(key, '"' + words.front() + '"');
    if (!word) return std::nullopt;
    for (const Choice<E>& c : choices) {
      if (word->value == c.word) return Located<E>{c.value, word->place};
    }
    unknown_word(key, *word, words);
    return std::nullopt;
  }

  // Says "unknown value 'eror' for 'duplicates', did you mean 'error'?" with the list.
  void unknown_word(std::string_view key, const Located<std::string>& word, std::span<const std::string> known);
  // Says "'skip' must be an array of strings, not a string" at the value.
  void wrong_type(std::string_view key, std::string_view wanted, const Value& value, std::string_view example);

  // Says every key that is not among `known` (sorted), with suggestion and list. `where`: "[input]".
  void refuse_unknown(std::string_view where, std::span<const std::string> known);

 private:
  const Table& table_;
  Diagnostics& diagnostics_;
};

}  // namespace docmill::host
