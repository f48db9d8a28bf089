#include "words/fold.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstring>

#include "docmill/base/utf8.hpp"
#include "text_edits/byte_scan.hpp"
#include "text_edits/normalise.hpp"
#include "text_edits/text_writer.hpp"

namespace docmill::cleaner {

namespace {

// Marks that writers set or leave out as they like: vowel signs and the stretching line of Arabic.
bool is_optional_mark(char32_t c) { return (c >= 0x64B && c <= 0x652) || c == 0x640; }

// Headlines in capitals lose the accents of Greek and the difference between the two letters i of Turkish.
char32_t without_accent(char32_t c) {
  switch (c) {
    case 0x3AC: return 0x3B1;
    case 0x3AD: return 0x3B5;
    case 0x3AE: return 0x3B7;
    case 0x3AF:
    case 0x3CA:
    case 0x390: return 0x3B9;
    case 0x3CC: return 0x3BF;
    case 0x3CD:
    case 0x3CB:
    case 0x3B0: return 0x3C5;
    case 0x3CE: return 0x3C9;
    case 0x130:
    case 0x131: return 'i';
    default: return c;
  }
}

// Letters of Devanagari with a dot: normal form writes letter and dot.
char32_t without_dot(char32_t c) {
  static constexpr char16_t letters[] = {0x915, 0x916, 0x917, 0x91C, 0x921, 0x922, 0x92B, 0x92F};
  return c >= 0x958 && c <= 0x95F ? letters[c - 0x958] : c;
}

char32_t fold_visible(char32_t c) {
  if (const int digit = u_charDigitValue(static_cast<UChar32>(c)); digit >= 0) return U'0' + digit;
  return without_accent(static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT)));
}

// The folded text as it grows, with room behind it for sixteen bytes more.
class FoldedText {
 public:
  FoldedText(std::string& bytes, std::size_t expected) : bytes_(bytes) { bytes_.resize(expected + 2 * scan_width); }

  bool empty() const { return size_ == 0; }
  char back() const { return bytes_[size_ - 1]; }
  void space() {
    if (!empty() && back() != ' ') put(' ');
  }
  void put(char32_t c) {
    one_.clear();
    utf8::append(one_, c);
    put_bytes(one_);
  }
  void put_letter(char16_t c) {  // below U+0800
    if (c >= 0x80) {
      end()[0] = static_cast<char>(0xC0 | c >> 6);
      end()[1] = static_cast<char>(0x80 | (c & 0x3F));
      grow(2);
    } else {
      end()[0] = static_cast<char>(c);
      grow(1);
    }
  }
  void put_bytes(std::string_view sequence) {  // at most four
    std::copy(sequence.begin(), sequence.end(), end());
    grow(sequence.size());
  }
  // The first bytes of those, up to the first that does not stand for itself, are put in lower case; gives how many.
  // `next` are the bytes each one behind.
  std::size_t put_plain(detail::Bytes16 here, detail::Bytes16 next) {
    using namespace detail;
    const auto space = here == all(' ');
    const auto visible = here - all(' ') < all(0x7F - ' ');
    const uint32_t odd = bytes16::high_bits(~visible | (space & (next == all(' '))));
    const auto plain = static_cast<std::size_t>(std::countr_zero(odd | 1u << scan_width));
    const Bytes16 lower = here + (reinterpret_cast<Bytes16>(here - all('A') <= all('Z' - 'A')) & all('a' - 'A'));
    std::memcpy(end(), &lower, sizeof lower);
    return plain;
  }
  void grow(std::size_t more) {
    size_ += more;
    if (size_ + scan_width > bytes_.size()) bytes_.resize(2 * bytes_.size());
  }
  // An accent that is written behind its letter joins it.
  void put_accent(char32_t accent) {
    const icu::Normalizer2* form = nfc();
    std::size_t last = size_;
    const char32_t letter = utf8::previous({bytes_.data(), size_}, last);
    const UChar32 both =
        form == nullptr ? -1 : form->composePair(static_cast<UChar32>(letter), static_cast<UChar32>(accent));
    if (both >= 0) size_ = last;
    put(both < 0 ? accent : without_accent(static_cast<char32_t>(both)));
  }
  void finish() {
    if (!empty() && back() == ' ') --size_;
    bytes_.resize(size_);
  }

 private:
  char* end() { return bytes_.data() + size_; }

  std::string& bytes_;
  std::size_t size_ = 0;
  std::string one_;
};

// Puts the bytes of ASCII from text[at] on that are lower case, or what stands for it, and single spaces; gives the
// place of the first that is none.
std::size_t fold_plain(std::string_view text, std::size_t at, FoldedText& out) {
  while (at < text.size()) {
    if (text[at] == ' ' && (out.empty() || out.back() == ' ')) return at;
    const std::size_t left = text.size() - at;
    std::size_t plain = 0;
    if (left > scan_width) {
      plain = out.put_plain(detail::load(text.data() + at), detail::load(text.data() + at + 1));
    } else {
      std::array<char, scan_width + 1> rest;
      rest.fill(' ');
      std::memcpy(rest.data(), text.data() + at, left);
      plain = std::min(out.put_plain(detail::load(rest.data()), detail::load(rest.data() + 1)), left);
    }
    out.grow(plain);
    at += plain;
    if (plain < std::min(left, scan_width)) return at;
  }
  return at;
}

// The letters of the alphabets of Europe and the Near East that fold by themselves. Each is looked at when it is met
// for the first time, and the answer remembered. [any thread]
class KnownLetters {
 public:
  static constexpr char32_t n = 0x700;
  static const KnownLetters& get() {
    static constinit KnownLetters letters;
    return letters;
  }
  // What it becomes; 0: look closer. `c` is below n.
  char16_t operator[](char32_t c) const {
    const uint16_t seen = seen_[c].load(std::memory_order_relaxed);
    return seen != 0 ? static_cast<char16_t>(seen - 1) : first_look(c);
  }

 private:
  char16_t first_look(char32_t c) const {
    const bool alone = classify(c) == CharacterClass::visible && !is_optional_mark(c) && (c < 0x300 || c >= 0x370);
    char32_t folded = alone && c != 0x2BC ? fold_visible(c) : 0;
    if (folded >= 0x800) folded = 0;  // no letter for put_letter()
    seen_[c].store(static_cast<uint16_t>(folded + 1), std::memory_order_relaxed);
    return static_cast<char16_t>(folded);
  }
  // One more than the answer; 0: not met yet. Whoever comes first writes the same.
  mutable std::array<std::atomic<uint16_t>, n> seen_{};
};

// Letters that fold to themselves, of scripts without capitals: Thai, kana, ideographs, syllables of Korean.
bool is_its_own(char32_t c) {
  return (c >= 0xE01 && c <= 0xE30) || (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) ||
         (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3);
}

// Any code point.
void fold_one(char32_t c, FoldedText& out) {
  switch (classify(c)) {
    case CharacterClass::visible:
      if (is_optional_mark(c)) break;
      if (c >= 0x300 && c < 0x370 && !out.empty()) {
        out.put_accent(c);
        break;
      }
      out.put(fold_visible(without_dot(c)));
      if (without_dot(c) != c) out.put(0x93C);
      break;
    case CharacterClass::space:
    case CharacterClass::odd_space:
    case CharacterClass::line_end: out.space(); break;
    default: break;
  }
}

}  // namespace

void fold(std::string_view text, std::string& out) {
  const KnownLetters& known = KnownLetters::get();
  FoldedText folded(out, text.size());
  const auto is_ascii = [&](std::size_t at) { return static_cast<unsigned char>(text[at]) < 0x80; };
  for (std::size_t at = 0; (at = fold_plain(text, at, folded)) < text.size();) {
    do {
      const std::size_t start = at;
      const char32_t c = utf8::next(text, at);
      const char16_t letter = c < KnownLetters::n ? known[c] : char16_t{0};
      if (letter != 0) folded.put_letter(letter);
      else if (is_its_own(c)) folded.put_bytes(text.substr(start, at - start));
      else if (c == 0x2019 || c == 0x2018 || c == 0x02BC) folded.put_bytes("'");
      else if (c >= 0x2010 && c < 0x2028) folded.put_bytes(text.substr(start, at - start));  // other quotes, dashes
      else fold_one(c, folded);
    } while (at < text.size() && !is_ascii(at));  // most stand side by side
  }
  folded.finish();
}

std::size_t start_of_folded(std::string_view text, std::size_t at, std::string& scratch) {
  for (std::size_t start = 0, next = 0; start < text.size(); start = next) {
    utf8::next(text, next);
    fold(text.substr(0, next), scratch);
    if (scratch.size() > at) return start;
  }
  return text.size();
}

std::size_t end_of_folded(std::string_view text, std::size_t end, std::string& scratch) {
  for (std::size_t at = 0; at < text.size();) {
    utf8::next(text, at);
    fold(text.substr(0, at), scratch);
    if (scratch.size() >= end) return at;
  }
  return text.size();
}

}  // namespace docmill::cleaner
