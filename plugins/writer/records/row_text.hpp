// The many short pieces of a span in a record: put together where there is room for each of them, and handed on
// together.
#pragma once

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "docmill/base/bytes16.hpp"
#include "docmill/base/json_text.hpp"

namespace docmill::writer {

// What always stands before a value (,"start":), filled up so that it can be copied in blocks.
class PaddedKey {
 public:
  explicit PaddedKey(std::string key) : size_(key.size()), blocks_(std::move(key)) {
    blocks_.resize((size_ + bytes16::size - 1) / bytes16::size * bytes16::size);
  }
  std::size_t size() const { return size_; }
  const char* blocks() const { return blocks_.data(); }
  std::string_view text() const { return std::string_view(blocks_).substr(0, size_); }

 private:
  std::size_t size_;
  std::string blocks_;
};

// Appends to a string, which has all of it after flush().
class RowText {
 public:
  explicit RowText(std::string& out) : out_(out) {}

  void key(const PaddedKey& key) {
    if (key.size() > longest_piece) return append(key.text());
    char* to = room();
    for (std::size_t i = 0; i < key.size(); i += bytes16::size) std::memcpy(to + i, key.blocks() + i, bytes16::size);
    size_ += key.size();
  }
  // As it is; short.
  template <std::size_t n>
  void literal(const char (&text)[n]) {
    std::memcpy(room(), text, n - 1);
    size_ += n - 1;
  }
  template <class Integer>
  void integer(Integer value) {
    size_ += write_integer(room(), value);
  }
  void number(double value) {
    char* to = room();
    const std::size_t n = write_short_decimal(to, value);
    size_ += n != 0 ? n : docmill::detail::write_json_number(to, value);
  }
  // A JSON string.
  void string(std::string_view text) {
    char* to = room();
    if (text.size() <= longest_piece - 2 && copy_plain(to + 1, text)) {
      to[0] = to[text.size() + 1] = '"';
      size_ += text.size() + 2;
      return;
    }
    append_json_string(flush(), text);
  }
  // What was appended is in the string, to which more may be appended before the next piece.
  std::string& flush() {
    out_.append(buffer_.data(), size_);
    size_ = 0;
    return out_;
  }

 private:
  static constexpr std::size_t longest_piece = 1024;

  // Where the next piece goes; a block behind the longest one may be written over.
  char* room() {
    if (buffer_.size() - size_ < longest_piece + bytes16::size) flush();
    return buffer_.data() + size_;
  }
  void append(std::string_view text) { flush() += text; }

  // Places in a text have eight digits at most, which are written four at a time.
  template <class Integer>
  static std::size_t write_integer(char* to, Integer value) {
    if (std::endian::native != std::endian::little || value < 0 || value >= 100'000'000)
      return static_cast<std::size_t>(std::to_chars(to, to + longest_piece, value).ptr - to);
    const auto number = static_cast<uint32_t>(value);
    if (number < 10'000) return write_first_digits(to, number);
    const std::size_t n = write_first_digits(to, number / 10'000);
    const uint32_t rest = four_digits(number % 10'000);
    std::memcpy(to + n, &rest, sizeof rest);
    return n + sizeof rest;
  }
  // Below 10,000, without zeros before it.
  static std::size_t write_first_digits(char* to, uint32_t value) {
    const std::size_t n_zeros = std::size_t{value < 10} + (value < 100) + (value < 1000);
    const uint32_t digits = four_digits(value) >> 8 * n_zeros;
    std::memcpy(to, &digits, sizeof digits);
    return sizeof digits - n_zeros;
  }
  // The first of them in the lowest byte.
  static uint32_t four_digits(uint32_t value) {
    static constexpr auto pairs = [] {
      std::array<uint16_t, 100> all{};
      for (uint32_t i = 0; i < all.size(); ++i) all[i] = static_cast<uint16_t>(('0' + i / 10) | ('0' + i % 10) << 8);
      return all;
    }();
    return pairs[value / 100] | uint32_t{pairs[value % 100]} << 16;
  }

  // A score such as 0.9955: at most four digits behind the point. A number has one decimal form of up to fifteen digits
  // at most, so where there is one it is the shortest. 0: it is not of that kind.
  static std::size_t write_short_decimal(char* to, double value) {
    constexpr uint32_t unit = 10'000;
    if (!(value >= 0 && value < 1e5) || std::signbit(value)) return 0;
    const auto number = static_cast<uint32_t>(value * unit + 0.5);
    if (static_cast<double>(number) / unit != value) return 0;
    char* at = to + write_integer(to, number / unit);
    *at++ = '.';
    uint32_t rest = number % unit;
    do {
      *at++ = static_cast<char>('0' + rest / (unit / 10));
      rest = rest % (unit / 10) * 10;
    } while (rest != 0);
    return static_cast<std::size_t>(at - to);
  }

  // False where something must be escaped; then anything may stand at `to`.
  static bool copy_plain(char* to, std::string_view text) {
    const char* from = text.data();
    std::size_t left = text.size();
    if (left < bytes16::size) return copy_plain_short(to, from, left);
    for (; left > bytes16::size; left -= bytes16::size, from += bytes16::size, to += bytes16::size)
      if (!copy_plain_block(to, from)) return false;
    // Of the last block some bytes once more.
    return copy_plain_block(to + left - bytes16::size, from + left - bytes16::size);
  }
  static bool copy_plain_block(char* to, const char* from) {
    std::memcpy(to, from, bytes16::size);
    return !bytes16::any(docmill::detail::json_escapes_in(bytes16::load(from)));
  }
  static bool copy_plain_short(char* to, const char* from, std::size_t size) {
    if (constexpr std::size_t word = sizeof(uint64_t); size >= word) {
      std::memcpy(to, from, word);
      std::memcpy(to + size - word, from + size - word, word);
      return docmill::detail::json_clean_word(from) && docmill::detail::json_clean_word(from + size - word);
    }
    if (constexpr std::size_t half = sizeof(uint32_t); size >= half) {
      char word[2 * half];
      std::memcpy(word, from, half);
      std::memcpy(word + half, from + size - half, half);
      std::memcpy(to, word, half);
      std::memcpy(to + size - half, word + half, half);
      return docmill::detail::json_clean_word(word);
    }
    bool is_plain = true;
    for (std::size_t i = 0; i < size; ++i) {
      to[i] = from[i];
      is_plain &= !docmill::detail::json_needs_escape(from[i]);
    }
    return is_plain;
  }

  std::string& out_;
  std::size_t size_ = 0;
  std::array<char, 2 * longest_piece> buffer_;
};

}  // namespace docmill::writer
