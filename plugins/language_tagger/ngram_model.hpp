// The tagger's own model: for every hashed n-gram a vector of small integers, for every language one; a text's
// languages are ordered by the product of the two. Made by training/train_model.cpp, kept in languages.model.
//
// The file: a line with the magic, the numbers of languages and rows, the width and the scale, and as many spaces as
// put the rows at a multiple of 64 bytes; a line for each language, "TAG SCRIPT"; the languages' vectors in 16 bits,
// the lower byte first; the rows, a byte for each number. The rows are used where they lie, on machines of either byte
// order.
#pragma once

#include <unicode/uscript.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/base/wide_vectors.hpp"
#include "ngram_features.hpp"

namespace docmill::language {

inline constexpr std::string_view model_magic = "docmill-language-model-1";
inline constexpr std::size_t model_width = 16;
inline constexpr uint32_t model_rows = 230000;

inline constexpr std::size_t model_alignment = 64;  // of the rows in the file: none of them lies in two cache lines

inline uint32_t model_row(uint32_t hash) {
  return static_cast<uint32_t>((static_cast<uint64_t>(hash) * model_rows) >> 32);
}

// What was added up over the words of a text.
struct NgramSum {
  std::array<int32_t, model_width> vector{};
  uint32_t features = 0;
  uint32_t letters = 0;
};

// What the model said of words seen before: half of a text's words come again. Changes nothing but the time. Belongs to
// one thread. It is as large as what it is shown asks for, up to most_bits: for a few pages its memory would cost more
// than it saves.
class WordMemo {
 private:
  friend class NgramModel;
  static constexpr unsigned least_bits = 10, most_bits = 15;
  static constexpr std::size_t longest = 11;        // letters below U+0800, of eleven bits each …
  static constexpr std::size_t longest_ascii = 15;  // … or so many of ASCII, as they are
  struct Key {
    uint64_t high = 0, low = 0;
    bool operator==(const Key&) const = default;
  };
  struct alignas(64) Entry {  // in one cache line
    Key key;
    std::array<int16_t, model_width> vector;
    uint32_t features;
  };
  static bool make_key(const Spelling& word, std::size_t size, Key& key);
  static Key key_of_ascii(const char* letters, std::size_t size);
  static void spell(const Key& key, std::size_t size, Spelling& word);
  template <class Windows>
  class AsciiWords;
  Entry& entry_of(const Key& key) {
    return entries_[(key.low * 0x9E3779B97F4A7C15u ^ key.high * 0xD6E8FEB86659FD93u) >> (64 - bits_)];
  }
  // Were more words new than there are places?
  bool is_full() const { return n_new_ > entries_.size() && bits_ < most_bits; }
  // Begins anew for another model, or goes on with more room.
  void begin(uint64_t model);

  uint64_t model_ = 0;  // whose words these are
  unsigned bits_ = 0;   // of the number of entries
  std::size_t n_new_ = 0;
  std::vector<Entry> entries_;
};

inline constexpr std::size_t lanes = 8;
// The numbers of some languages, side by side.
struct alignas(4 * lanes) LanguageBlock {
  float numbers[model_width][lanes];
};

// Immutable once made; may be used by all threads, each with its own WordMemo.
class NgramModel {
 public:
  // Reads a model from the bytes of its file, which stay as long as the model. Throws std::runtime_error that says what
  // is wrong with it.
  explicit NgramModel(std::string_view bytes);
  explicit NgramModel(std::string&&) = delete;  // would be gone before it is used

  std::size_t size() const { return tags_.size(); }
  const std::string& tag(std::size_t i) const { return tags_[i]; }
  UScriptCode script(std::size_t i) const { return scripts_[i]; }  // in which the model knows it
  // The numbers of the languages that it knows in the script, ascending.
  const std::vector<std::size_t>& of_script(UScriptCode script) const;

  // Adds the words of the text until `most_letters` were seen; gives the offset behind the last of them.
  // `by_wide_vectors`: only where the processor has them; the same either way.
  std::size_t add(std::string_view text, uint32_t most_letters, NgramSum& sum, WordMemo& memo,
                  bool by_wide_vectors = has_wide_vectors) const {
    return by_wide_vectors ? add_wide(text, most_letters, sum, memo) : add_here(text, most_letters, sum, memo);
  }
  // For each language of the script, in the order of of_script(), its log-odds in units of 1/1024, up to a constant
  // that is the same for all; behind them zeros, up to a number of languages that can be divided by lanes. Less
  // `handicaps`, which has as many or none. `by_wide_vectors`: see add().
  void judge(const NgramSum& sum, UScriptCode script, std::vector<int32_t>& logits,
             const std::vector<int32_t>& handicaps = {}, bool by_wide_vectors = has_wide_vectors) const;

 private:
  // With zeros behind the last language.
  struct Group {
    UScriptCode script;
    std::vector<std::size_t> languages;
    std::vector<LanguageBlock> blocks;
  };
  const Group* group(UScriptCode script) const;
  template <class Windows>
  std::size_t add_words(std::string_view text, uint32_t most_letters, NgramSum& sum, WordMemo& memo) const;
  std::size_t add_here(std::string_view text, uint32_t most_letters, NgramSum& sum, WordMemo& memo) const;
  std::size_t add_wide(std::string_view text, uint32_t most_letters, NgramSum& sum, WordMemo& memo) const;
  void put_together(const std::vector<std::array<int16_t, model_width>>& output);

  std::vector<std::string> tags_;
  std::vector<UScriptCode> scripts_;
  std::vector<Group> groups_;
  const char* rows_;  // in the file: model_rows times model_width bytes
  float scale_ = 1;   // of a product of a row and an output, to 1/1024
  LetterTable letters_;
  uint64_t number_;  // no other model of this process has it
};

}  // namespace docmill::language
