#include "ngram_model.hpp"

#include <cstdio>
#include <cstring>
#include <stdexcept>

namespace docmill::language {

namespace {

// Vectors of the compiler (GCC, Clang): sixteen numbers at a time on every machine, without a line for each of them.
using Bytes = int8_t __attribute__((vector_size(model_width)));
using Shorts = int16_t __attribute__((vector_size(2 * model_width)));

// The largest root whose square is not above n.
int64_t root_of(uint64_t n) {
  uint64_t root = 0;
  for (uint64_t bit = uint64_t{1} << 31; bit > 0; bit >>= 1) {
    if ((root | bit) * (root | bit) <= n) root |= bit;
  }
  return static_cast<int64_t>(root);
}

std::string_view next_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos || end > 200) throw std::runtime_error("its head is damaged");
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

}  // namespace

NgramModel::NgramModel(std::string_view bytes) {
  if (bytes.substr(0, model_magic.size()) != model_magic)
    throw std::runtime_error("it does not begin with \"" + std::string(model_magic) + "\"");
  std::size_t languages = 0, rows = 0, width = 0;
  long long scale = 0;
  const std::string head(next_line(bytes).substr(model_magic.size()));
  if (std::sscanf(head.c_str(), " %zu %zu %zu %lld", &languages, &rows, &width, &scale) != 4 || rows != model_rows ||
      width != model_width || languages == 0 || languages > 250 || scale <= 0)
    throw std::runtime_error("its head is not one of this version");
  scale_ = scale;
  for (std::size_t i = 0; i < languages; ++i) {
    const std::string_view line = next_line(bytes);
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) throw std::runtime_error("a language has no script");
    const std::string script(line.substr(space + 1));
    const int32_t value = u_getPropertyValueEnum(UCHAR_SCRIPT, script.c_str());
    if (value == UCHAR_INVALID_CODE) throw std::runtime_error("'" + script + "' is no script");
    tags_.emplace_back(line.substr(0, space));
    scripts_.push_back(static_cast<UScriptCode>(value));
  }
  if (bytes.size() != languages * model_width * 2 + rows * model_width)
    throw std::runtime_error("it is cut off or has something behind its end");
  output_.resize(languages);
  std::size_t at = 0;
  for (auto& row : output_) {
    for (int16_t& x : row) {
      const auto low = static_cast<unsigned char>(bytes[at]), high = static_cast<unsigned char>(bytes[at + 1]);
      x = static_cast<int16_t>(low | high << 8);
      at += 2;
    }
  }
  rows_.resize(rows);
  std::memcpy(rows_.data(), bytes.data() + at, rows * model_width);
}

void NgramModel::add(std::string_view text, uint32_t most_letters, NgramSum& sum) const {
  Words words(letters_);
  words.each(text, [&](const char32_t* word, std::size_t size) {
    Shorts vector{};  // of one word: at most 42 * 5 + 1 features of 127, no overflow
    uint32_t features = 0;
    each_feature(word, size, [&](uint32_t hash) {
      Bytes row;
      std::memcpy(&row, rows_[model_row(hash)].data(), sizeof row);
      vector += __builtin_convertvector(row, Shorts);
      ++features;
    });
    for (std::size_t d = 0; d < model_width; ++d) sum.vector[d] += vector[d];
    sum.features += features;
    sum.letters += static_cast<uint32_t>(size);
    return sum.letters < most_letters;
  });
}

void NgramModel::judge(const NgramSum& sum, std::vector<int32_t>& logits) const {
  logits.assign(size(), 0);
  if (sum.features == 0) return;
  // sum × output / scale / √features, in 1/1024
  const int64_t root = root_of(static_cast<uint64_t>(sum.features) << 20);  // √features × 1024
  for (std::size_t l = 0; l < size(); ++l) {
    int64_t product = 0;
    for (std::size_t d = 0; d < model_width; ++d) product += int64_t{sum.vector[d]} * output_[l][d];
    logits[l] = static_cast<int32_t>(product * 1024 / scale_ * 1024 / root);
  }
}

}  // namespace docmill::language
