// The tagger's own model: for every hashed n-gram a vector of small integers, for every language one; a text's
// languages are ordered by the product of the two. Made by training/train_model.cpp, kept in languages.model.
#pragma once

#include <unicode/uscript.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ngram_features.hpp"

namespace docmill::language {

inline constexpr std::string_view model_magic = "docmill-language-model-1";
inline constexpr std::size_t model_width = 16;
inline constexpr uint32_t model_rows = 230000;

inline uint32_t model_row(uint32_t hash) {
  return static_cast<uint32_t>((static_cast<uint64_t>(hash) * model_rows) >> 32);
}

// What was added up over the words of a text.
struct NgramSum {
  std::array<int32_t, model_width> vector{};
  uint32_t features = 0;
  uint32_t letters = 0;
};

// Immutable once made; may be used by all threads.
class NgramModel {
 public:
  // Reads a model from the bytes of its file. Throws std::runtime_error that says what is wrong with it.
  explicit NgramModel(std::string_view bytes);

  std::size_t size() const { return tags_.size(); }
  const std::string& tag(std::size_t i) const { return tags_[i]; }
  UScriptCode script(std::size_t i) const { return scripts_[i]; }  // in which the model knows it

  // Adds the words of the text until `most_letters` were seen.
  void add(std::string_view text, uint32_t most_letters, NgramSum& sum) const;
  // For each language its log-odds in units of 1/1024, up to a constant that is the same for all. `logits` has size().
  void judge(const NgramSum& sum, std::vector<int32_t>& logits) const;

 private:
  std::vector<std::string> tags_;
  std::vector<UScriptCode> scripts_;
  std::vector<std::array<int16_t, model_width>> output_;
  std::vector<std::array<int8_t, model_width>> rows_;
  int64_t scale_ = 1;  // of a product of a row and an output, to 1
  LetterTable letters_;
};

}  // namespace docmill::language
