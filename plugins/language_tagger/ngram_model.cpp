#include "ngram_model.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "byte_windows.hpp"
#include "docmill/base/printable.hpp"

namespace docmill::language {

namespace {

// Vectors of the compiler (GCC, Clang): sixteen numbers at a time on every machine, without a line for each of them.
using Bytes = int8_t __attribute__((vector_size(model_width)));
using Shorts = int16_t __attribute__((vector_size(2 * model_width)));
using HalfShorts = int16_t __attribute__((vector_size(model_width)));
using HalfSums = int32_t __attribute__((vector_size(2 * model_width)));

// Adds the numbers at `from`, which have half as many bits. (Of this GCC makes one instruction where there is one, of a
// conversion of vectors four.)
template <class Narrow, class Wide, std::size_t... i>
[[gnu::always_inline]] inline void add_narrow(const void* from, Wide& sum, std::index_sequence<i...>) {
  Narrow narrow;
  std::memcpy(&narrow, from, sizeof narrow);
  sum += Wide{narrow[i]...};
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

bool WordMemo::make_key(const Spelling& word, std::size_t size, Key& key) {
  if (size > longest) return false;
  key = {};
  for (std::size_t i = 1; i <= size; ++i) {
    if (word[i] >= 0x800) return false;
    key.high = key.high << 11 | key.low >> 53;
    key.low = key.low << 11 | word[i];
  }
  key.high |= uint64_t{1} << 63;  // no word of ASCII has it
  return true;
}

// `letters`: of ASCII, with as much behind them as makes a window.
[[gnu::always_inline]] inline WordMemo::Key WordMemo::key_of_ascii(const char* letters, std::size_t size) {
  const WindowBytes small = first_bytes(bytes16::load(letters) | 0x20, size);
  Key key;
  std::memcpy(&key.high, &small, sizeof key.high);
  std::memcpy(&key.low, reinterpret_cast<const char*>(&small) + sizeof key.high, sizeof key.low);
  if constexpr (std::endian::native == std::endian::big) {  // the first letter is the lowest byte
    key.high = __builtin_bswap64(key.high);
    key.low = __builtin_bswap64(key.low);
  }
  return key;
}

// The word that has the key.
void WordMemo::spell(const Key& key, std::size_t size, Spelling& word) {
  if (key.high >> 63 == 0) {  // ASCII
    for (std::size_t i = 0; i < size; ++i) word[i + 1] = (i < 8 ? key.high >> 8 * i : key.low >> 8 * (i - 8)) & 0xFF;
  } else {
    Key rest = key;
    for (std::size_t i = size; i > 0; --i) {
      word[i] = rest.low & 0x7FF;
      rest.low = rest.low >> 11 | rest.high << 53;
      rest.high >>= 11;
    }
  }
  word[size + 1] = '>';
}

// Walks over the words of ASCII of a text, looking at so many bytes at a time.
template <class Windows>
class WordMemo::AsciiWords {
 public:
  static constexpr std::size_t looked_at = 2 * sizeof(typename Windows::Bytes);
  // Of the text, with what is no letter behind it.
  using End = std::array<char, looked_at + window>;

  AsciiWords(std::string_view text, End& end) : text_(text), end_(end) {}

  // Finds the next word: at most longest_ascii letters of ASCII, behind which stands something else in ASCII than an
  // apostrophe, or nothing. False where something else begins, at at(), or the text ends.
  [[gnu::always_inline]] bool next() {
    while (true) {
      const uint64_t some = letters_ | beyond_;
      if (some == 0) {
        at_ = std::min(at_ + left_, text_.size());
        if (at_ == text_.size()) return false;
        look();
        continue;
      }
      move_by(static_cast<std::size_t>(std::countr_zero(some)));
      size_ = static_cast<std::size_t>(std::countr_one(letters_));
      if (size_ == left_ && left_ < looked_at) {  // it may go on
        look();
        continue;
      }
      if (size_ == 0 || size_ > longest_ascii || (beyond_ >> size_ & 1) != 0 || here_[size_] == '\'') return false;
      key_ = key_of_ascii(here_, size_);
      move_by(size_);
      return true;
    }
  }
  const Key& key() const { return key_; }
  std::size_t size() const { return size_; }
  // Behind the word.
  std::size_t at() const { return at_; }
  void go_on_at(std::size_t at) {
    at_ = at;
    left_ = 0;
    letters_ = beyond_ = 0;
  }

 private:
  [[gnu::always_inline]] void look() {
    here_ = text_.data() + at_;
    if (const std::size_t rest = text_.size() - at_; rest < end_.size()) {
      std::memcpy(end_.data(), here_, rest);
      std::fill(end_.begin() + static_cast<std::ptrdiff_t>(rest), end_.end(), '\0');
      here_ = end_.data();
    }
    letters_ = beyond_ = 0;
    for (std::size_t i = 0; i < looked_at; i += looked_at / 2) {
      typename Windows::Bytes bytes;
      std::memcpy(&bytes, here_ + i, sizeof bytes);
      const auto of_letters = (bytes | 0x20) - 'a' <= 'z' - 'a';
      letters_ |= uint64_t{Windows::high_bits(reinterpret_cast<const typename Windows::Bytes&>(of_letters))} << i;
      beyond_ |= uint64_t{Windows::high_bits(bytes)} << i;
    }
    left_ = looked_at;
  }
  [[gnu::always_inline]] void move_by(std::size_t n) {
    letters_ >>= n;
    beyond_ >>= n;
    at_ += n;
    here_ += n;
    left_ -= n;
  }

  std::string_view text_;
  End& end_;
  std::size_t at_ = 0, left_ = 0;      // how much of what is looked at is behind it
  uint64_t letters_ = 0, beyond_ = 0;  // from at_ on, a bit for each byte: of ASCII; beyond it
  const char* here_ = nullptr;         // what is at at_, with a window behind what is looked at
  std::size_t size_ = 0;
  Key key_;
};

void WordMemo::begin(uint64_t model) {
  const bool grows = model_ == model;
  bits_ = grows ? std::min(bits_ + 2, most_bits) : least_bits;
  const std::vector<Entry> before = std::exchange(entries_, std::vector<Entry>(std::size_t{1} << bits_));
  for (const Entry& entry : before)
    if (grows && entry.key != Key()) entry_of(entry.key) = entry;
  model_ = model;
  n_new_ = 0;
}

namespace {

// For each length of n-grams from the shortest on, where the rows of those that begin at each sign of a word lie.
using NgramPlaces =
    std::array<std::array<uint32_t, longest_word + 2 + signs_at_once>, longest_ngram - shortest_ngram + 1>;

using Signs = uint32_t __attribute__((vector_size(4 * signs_at_once)));

// model_row() times model_width, by products of 32 bits.
[[gnu::always_inline]] inline void make_places(Signs& hashes) {
  constexpr uint32_t part = model_rows / 16;
  static_assert(model_rows % 16 == 0 && part < 1 << 15);
  hashes = (((hashes >> 16) * part + ((hashes & 0xFFFF) * part >> 16)) >> 12) * model_width;
}

// The hashes are those of each_feature, of eight n-grams at once. What is behind the word's last n-gram of a length is
// nothing.
[[gnu::always_inline]] inline void find_ngrams(const Spelling& word, std::size_t size, NgramPlaces& places) {
  for (std::size_t i = 0; i < size + 1; i += signs_at_once) {
    Signs hash = Signs{} + hash_of_no_signs;
    for (std::size_t k = 0; k < longest_ngram; ++k) {
      Signs signs;
      std::memcpy(&signs, &word[i + k], sizeof signs);
      hash = (hash ^ signs) * hash_prime;
      hash ^= hash >> 15;
      if (k + 1 < shortest_ngram) continue;
      Signs place = hash * last_hash_prime;
      make_places(place);
      std::memcpy(&places[k + 1 - shortest_ngram][i], &place, sizeof place);
    }
  }
}

// A word whose rows are asked for.
struct AskedFor {
  NgramPlaces places;
  std::size_t whole, size;  // where the row of the word as a whole lies; of the word
  bool has_whole;

  template <class Take>
  [[gnu::always_inline]] void each_row(const char* rows, Take&& take) const {
    for (std::size_t length = shortest_ngram; length <= std::min(longest_ngram, size + 2); ++length) {
      for (std::size_t i = 0; i + length <= size + 2; ++i) take(rows + places[length - shortest_ngram][i]);
    }
    if (has_whole) take(rows + whole);
  }
};

// The rows of a word's features lie anywhere in memory: they are asked for together before the first is used.
[[gnu::always_inline]] inline void ask_for_rows(const char* rows, const Spelling& word, std::size_t size,
                                                AskedFor& asked) {
  find_ngrams(word, size, asked.places);
  asked.size = size;
  asked.has_whole = size + 2 > longest_ngram;
  asked.whole = asked.has_whole ? std::size_t{model_row(hash_of_word(word, size))} * model_width : 0;
  asked.each_row(
      rows, [](const char* row) __attribute__((always_inline)) { __builtin_prefetch(row); });
}

// The sum of the rows of a word's features, of no more than most_features times 127: no overflow. Gives how many these
// are.
[[gnu::always_inline]] inline uint32_t add_rows(const char* rows, const AskedFor& asked, int16_t* sum) {
  uint32_t n = 0;
  Shorts vector{};
  asked.each_row(
      rows, [&](const char* row) __attribute__((always_inline)) {
        add_narrow<Bytes>(row, vector, std::make_index_sequence<model_width>());
        ++n;
      });
  std::memcpy(sum, &vector, sizeof vector);
  return n;
}

}  // namespace

// Words are taken some at a time: memory is asked for what is remembered of all of them, then for the rows of those of
// which nothing is, before either is used. It does not matter in which order they are added up.
template <class Windows>
[[gnu::always_inline]] inline std::size_t NgramModel::add_words(std::string_view text, uint32_t most_letters,
                                                                NgramSum& sum, WordMemo& memo) const {
  if (memo.model_ != number_ || memo.is_full()) memo.begin(number_);
  typename WordMemo::AsciiWords<Windows>::End end;
  WordMemo::AsciiWords<Windows> ascii(text, end);
  Words words(letters_);
  HalfSums first, second;  // of the vector
  std::memcpy(&first, sum.vector.data(), sizeof first);
  std::memcpy(&second, sum.vector.data() + model_width / 2, sizeof second);
  uint32_t features = sum.features, letters = sum.letters;
  const auto add = [&](const WordMemo::Entry& entry) __attribute__((always_inline)) {
    constexpr std::make_index_sequence<model_width / 2> half;
    add_narrow<HalfShorts>(entry.vector.data(), first, half);
    add_narrow<HalfShorts>(entry.vector.data() + model_width / 2, second, half);
    features += entry.features;
  };
  constexpr std::size_t at_once = 8;
  struct Met {
    WordMemo::Key key;
    std::size_t size;
    WordMemo::Entry* entry;
  };
  std::array<Met, at_once> met;
  std::array<const Met*, at_once> fresh;
  std::array<AskedFor, at_once> asked;
  WordMemo::Entry once;
  std::size_t at = 0;
  for (bool more = true; more;) {
    std::size_t n = 0, n_fresh = 0;
    for (; n < at_once && more; more = letters < most_letters) {
      if (ascii.next()) {
        at = ascii.at();
        met[n].key = ascii.key();
        met[n].size = ascii.size();
      } else {
        at = ascii.at();
        const std::size_t size = words.next(text, at);
        if (size == 0) {
          at = text.size();
          more = false;
          break;
        }
        ascii.go_on_at(at);
        met[n].size = size;
        if (!WordMemo::make_key(words.letters(), size, met[n].key)) {
          ask_for_rows(rows_, words.letters(), size, asked[0]);
          once.features = add_rows(rows_, asked[0], once.vector.data());
          add(once);
          letters += static_cast<uint32_t>(size);
          continue;
        }
      }
      letters += static_cast<uint32_t>(met[n].size);
      met[n].entry = &memo.entry_of(met[n].key);
      __builtin_prefetch(met[n].entry);
      ++n;
    }
    for (std::size_t i = 0; i < n; ++i) {
      if (met[i].entry->key == met[i].key) add(*met[i].entry);
      else fresh[n_fresh++] = &met[i];
    }
    for (std::size_t i = 0; i < n_fresh; ++i) {
      WordMemo::spell(fresh[i]->key, fresh[i]->size, words.letters());
      ask_for_rows(rows_, words.letters(), fresh[i]->size, asked[i]);
    }
    for (std::size_t i = 0; i < n_fresh; ++i) {
      WordMemo::Entry& entry = *fresh[i]->entry;
      entry.features = add_rows(rows_, asked[i], entry.vector.data());
      entry.key = fresh[i]->key;
      add(entry);
    }
    memo.n_new_ += n_fresh;
  }
  std::memcpy(sum.vector.data(), &first, sizeof first);
  std::memcpy(sum.vector.data() + model_width / 2, &second, sizeof second);
  sum.features = features;
  sum.letters = letters;
  return at;
}
std::size_t NgramModel::add_here(std::string_view text, uint32_t most_letters, NgramSum& sum, WordMemo& memo) const {
  return add_words<OneWindow>(text, most_letters, sum, memo);
}
DOCMILL_FOR_WIDE_VECTORS std::size_t NgramModel::add_wide(std::string_view text, uint32_t most_letters, NgramSum& sum,
                                                          WordMemo& memo) const {
  return add_words<TwoWindows>(text, most_letters, sum, memo);
}

}  // namespace docmill::language
