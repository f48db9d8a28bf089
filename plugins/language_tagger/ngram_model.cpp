#include "ngram_model.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <stdexcept>

#include "byte_windows.hpp"
#include "docmill/base/printable.hpp"

namespace docmill::language {

namespace {

// Vectors of the compiler (GCC, Clang): sixteen numbers at a time on every machine, without a line for each of them.
using Bytes = int8_t __attribute__((vector_size(model_width)));
using Shorts = int16_t __attribute__((vector_size(2 * model_width)));
using Sums = int32_t __attribute__((vector_size(4 * model_width)));

std::string_view next_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos || end > 200) throw std::runtime_error("its head is damaged");
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

constexpr float largest_scaled = 950;  // times model_width × 32767 for a language: within 32 bits

}  // namespace

NgramModel::NgramModel(std::string_view bytes) {
  static std::atomic<uint64_t> numbers{0};
  number_ = ++numbers;
  if (bytes.substr(0, model_magic.size()) != model_magic)
    throw std::runtime_error("it does not begin with \"" + std::string(model_magic) + "\"");
  std::size_t languages = 0, rows = 0, width = 0;
  long long scale = 0;
  const std::string head(next_line(bytes).substr(model_magic.size()));
  if (std::sscanf(head.c_str(), " %zu %zu %zu %lld", &languages, &rows, &width, &scale) != 4 || rows != model_rows ||
      width != model_width || languages == 0 || languages > 250 || scale <= 0)
    throw std::runtime_error("its head is not one of this version");
  scale_ = 1024 / static_cast<float>(scale);
  for (std::size_t i = 0; i < languages; ++i) {
    const std::string_view line = next_line(bytes);
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) throw std::runtime_error("a language has no script");
    const std::string script(line.substr(space + 1));
    const int32_t value = u_getPropertyValueEnum(UCHAR_SCRIPT, script.c_str());
    if (value == UCHAR_INVALID_CODE) throw std::runtime_error("'" + printable(script) + "' is no script");
    tags_.emplace_back(line.substr(0, space));
    scripts_.push_back(static_cast<UScriptCode>(value));
  }
  if (bytes.size() != languages * model_width * 2 + rows * model_width)
    throw std::runtime_error("it is cut off or has something behind its end");
  std::vector<std::array<int16_t, model_width>> output(languages);
  std::size_t at = 0;
  for (auto& row : output) {
    for (int16_t& x : row) {
      const auto low = static_cast<unsigned char>(bytes[at]), high = static_cast<unsigned char>(bytes[at + 1]);
      x = static_cast<int16_t>(low | high << 8);
      at += 2;
    }
  }
  rows_ = bytes.data() + at;
  put_together(output);
}

void NgramModel::put_together(const std::vector<std::array<int16_t, model_width>>& output) {
  for (std::size_t l = 0; l < size(); ++l) {
    auto found = std::find_if(groups_.begin(), groups_.end(), [&](const Group& g) { return g.script == scripts_[l]; });
    if (found == groups_.end()) found = groups_.insert(found, {scripts_[l], {}, {}});
    const std::size_t place = found->languages.size();
    found->languages.push_back(l);
    if (place % lanes == 0) found->blocks.push_back({});
    for (std::size_t d = 0; d < model_width; ++d) found->blocks.back().numbers[d][place % lanes] = output[l][d];
  }
}

const NgramModel::Group* NgramModel::group(UScriptCode script) const {
  const auto found = std::find_if(groups_.begin(), groups_.end(), [&](const Group& g) { return g.script == script; });
  return found == groups_.end() ? nullptr : &*found;
}

const std::vector<std::size_t>& NgramModel::of_script(UScriptCode script) const {
  static const std::vector<std::size_t> none;
  const Group* g = group(script);
  return g == nullptr ? none : g->languages;
}

// A word of ASCII at text[at], at most longest_ascii letters long, behind which stands something else in ASCII than an
// apostrophe: `key` is made, and its size given. 0 where there is none, or where it could reach the end of the text;
// `at` moves over what is no letter in ASCII.
std::size_t NgramModel::ascii_word(std::string_view text, std::size_t& at, WordMemo::Key& key) {
  while (at + window <= text.size()) {
    const WindowBytes bytes = window_at(text, at);
    const uint32_t letters = high_bits(ascii_letters(bytes));
    const uint32_t beyond = high_bits(bytes);
    const auto gap = static_cast<std::size_t>(std::countr_zero(letters | beyond | 1u << window));
    if (gap > 0) {
      at += gap;
      continue;
    }
    const auto size = static_cast<std::size_t>(std::countr_one(letters));
    if (size == 0 || size > WordMemo::longest_ascii || (beyond >> size & 1) != 0 || text[at + size] == '\'') return 0;
    std::memcpy(&key, text.data() + at, window);
    if constexpr (std::endian::native == std::endian::big) {  // the first letter is the lowest byte
      key.high = __builtin_bswap64(key.high);
      key.low = __builtin_bswap64(key.low);
    }
    constexpr uint64_t small = 0x2020202020202020u;
    const auto keep = [](std::size_t n) { return n >= 8 ? ~uint64_t{0} : (uint64_t{1} << 8 * n) - 1; };
    key.high = (key.high | small) & keep(size);
    key.low = (key.low | small) & keep(size > 8 ? size - 8 : 0);
    return size;
  }
  return 0;
}

bool WordMemo::make_key(const char32_t* word, std::size_t size, Key& key) {
  if (size > longest) return false;
  for (std::size_t i = 1; i <= size; ++i) {
    if (word[i] >= 0x800) return false;
    key.high = key.high << 11 | key.low >> 53;
    key.low = key.low << 11 | word[i];
  }
  key.high |= uint64_t{1} << 63;  // no word of ASCII has it
  return true;
}

void WordMemo::begin(unsigned bits) {
  entries_.assign(std::size_t{1} << bits, {});
  bits_ = bits;
  n_new_ = 0;
}

// The rows lie anywhere in memory: they are asked for together before the first is used.
void NgramModel::look_up(const char32_t* word, std::size_t size, WordMemo::Entry& result) const {
  std::array<const char*, most_features> rows;
  std::size_t n = 0;
  each_feature(word, size, [&](uint32_t hash) {
    rows[n] = rows_ + std::size_t{model_row(hash)} * model_width;
    __builtin_prefetch(rows[n++]);
  });
  Shorts vector{};  // most_features × 127: no overflow
  for (std::size_t i = 0; i < n; ++i) {
    Bytes row;
    std::memcpy(&row, rows[i], sizeof row);
    vector += __builtin_convertvector(row, Shorts);
  }
  std::memcpy(result.vector.data(), &vector, sizeof vector);
  result.features = static_cast<uint32_t>(n);
}

std::size_t NgramModel::add(std::string_view text, uint32_t most_letters, NgramSum& sum, WordMemo& memo) const {
  if (memo.model_ != number_) memo.begin(WordMemo::least_bits);
  memo.model_ = number_;
  memo.grow_if_full();
  Words words(letters_);
  WordMemo::Entry once;
  Sums vector;  // of this call
  std::memcpy(&vector, sum.vector.data(), sizeof vector);
  std::size_t at = 0;
  while (at < text.size()) {
    WordMemo::Key key;
    std::size_t size = ascii_word(text, at, key), end = at + size;
    bool kept = size > 0, decoded = false;
    if (size == 0) {
      end = at;
      size = words.next(text, end);
      if (size == 0) {
        at = text.size();
        break;
      }
      kept = WordMemo::make_key(words.letters(), size, key);
      decoded = true;
    }
    WordMemo::Entry& entry = kept ? memo.entry_of(key) : once;
    if (!kept || entry.key != key) {
      if (!decoded) size = words.next(text, at);
      look_up(words.letters(), size, entry);
      entry.key = key;
      memo.n_new_ += kept ? 1 : 0;
    }
    at = end;
    Shorts of_word;
    std::memcpy(&of_word, entry.vector.data(), sizeof of_word);
    vector += __builtin_convertvector(of_word, Sums);
    sum.features += entry.features;
    sum.letters += static_cast<uint32_t>(size);
    if (sum.letters >= most_letters) break;
  }
  std::memcpy(sum.vector.data(), &vector, sizeof vector);
  return at;
}

namespace {

using Numbers = std::array<float, model_width>;

// What is multiplied with the languages of the blocks, taken from what comes out, and where that goes.
struct Product {
  const std::vector<LanguageBlock>& blocks;
  const Numbers& numbers;
  const int32_t* handicaps;  // null: none
  int32_t* logits;
};

struct FourLanguages {
  using Floats = float __attribute__((vector_size(16)));
  using Whole = int32_t __attribute__((vector_size(16)));
  static constexpr std::size_t width = 4;
};
struct EightLanguages {
  using Floats = float __attribute__((vector_size(32)));
  using Whole = int32_t __attribute__((vector_size(32)));
  static constexpr std::size_t width = 8;
};

// Some languages at a time, of which a block has several. Plain products and sums in a fixed order: the same on every
// machine, however many that are.
template <class Some>
struct Multiplier {
  using Floats = typename Some::Floats;
  using Whole = typename Some::Whole;
  static constexpr std::size_t width = Some::width;

  // For vector number `v` of all; added to `total`.
  [[gnu::always_inline]] static void add(const Product& p, std::size_t v, std::size_t i, Floats& total) {
    Floats languages;
    std::memcpy(&languages, &p.blocks[v * width / lanes].numbers[i][v * width % lanes], sizeof languages);
    total += languages * p.numbers[i];
  }
  [[gnu::always_inline]] static void put(const Product& p, std::size_t v, const Floats& total) {
    Whole whole = __builtin_convertvector(total, Whole);
    if (p.handicaps != nullptr) {
      Whole handicap;
      std::memcpy(&handicap, p.handicaps + v * width, sizeof handicap);
      whole -= handicap;
    }
    std::memcpy(p.logits + v * width, &whole, sizeof whole);
  }
  // Four vectors at a time: the sums stay in registers.
  [[gnu::always_inline]] static void multiply(const Product& p) {
    const std::size_t n = p.blocks.size() * lanes / width;
    std::size_t v = 0;
    for (; v + 4 <= n; v += 4) {
      Floats a{}, b{}, c{}, d{};
      for (std::size_t i = 0; i < model_width; ++i) {
        add(p, v, i, a);
        add(p, v + 1, i, b);
        add(p, v + 2, i, c);
        add(p, v + 3, i, d);
      }
      put(p, v, a);
      put(p, v + 1, b);
      put(p, v + 2, c);
      put(p, v + 3, d);
    }
    for (; v < n; ++v) {
      Floats total{};
      for (std::size_t i = 0; i < model_width; ++i) add(p, v, i, total);
      put(p, v, total);
    }
  }
};

void multiply_here(const Product& p) { Multiplier<FourLanguages>::multiply(p); }
DOCMILL_FOR_WIDE_VECTORS void multiply_wide(const Product& p) { Multiplier<EightLanguages>::multiply(p); }

}  // namespace

// sum × output / scale / √features, in 1/1024. No text comes near the bounds with the model that is shipped; with them
// any model gives numbers whose differences and sums with hints are numbers.
void NgramModel::judge(const NgramSum& sum, UScriptCode script, std::vector<int32_t>& logits,
                       const std::vector<int32_t>& handicaps, bool by_wide_vectors) const {
  const Group* g = group(script);
  logits.resize(g == nullptr ? 0 : g->blocks.size() * lanes);
  if (g == nullptr || sum.features == 0) {
    for (std::size_t i = 0; i < logits.size(); ++i) logits[i] = handicaps.empty() ? 0 : -handicaps[i];
    return;
  }
  const float factor = scale_ / std::sqrt(static_cast<float>(sum.features));
  Numbers scaled;
  for (std::size_t d = 0; d < model_width; ++d)
    scaled[d] = std::clamp(static_cast<float>(sum.vector[d]) * factor, -largest_scaled, largest_scaled);
  const Product product{g->blocks, scaled, handicaps.empty() ? nullptr : handicaps.data(), logits.data()};
  (by_wide_vectors ? multiply_wide : multiply_here)(product);
}

}  // namespace docmill::language
