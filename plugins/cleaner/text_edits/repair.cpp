#include "text_edits/repair.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "text_edits/byte_scan.hpp"
#include "text_edits/character_references.hpp"
#include "text_edits/code_pages.hpp"
#include "text_edits/repair_alphabet.hpp"
#include "text_edits/repair_two_bytes.hpp"

namespace docmill::cleaner {

namespace {

struct Sequence {
  uint32_t start, end;  // in the source
  int strength;         // how little else it can be
  uint8_t size;
  std::array<char, 4> bytes;
  std::string_view text() const { return {bytes.data(), size}; }  // what it was
};

bool is_ascii_letter(std::string_view source, std::size_t at) {
  return at < source.size() && ascii::is_letter(source[at]);
}
// Two letters beside it, on either side.
bool is_within_word(std::string_view source, std::size_t start, std::size_t end) {
  return (start >= 2 && is_ascii_letter(source, start - 1) && is_ascii_letter(source, start - 2)) ||
         (is_ascii_letter(source, end) && is_ascii_letter(source, end + 1));
}

// "IRMÃ”", "AMANHÃ…": a capital with a mark behind it that closes or ends, not "KÃ–NIG".
bool is_word_in_capitals(const Sequence& s, std::string_view source, char32_t last) {
  if (last < 0x2000 || s.start == 0 || !ascii::is_upper(source[s.start - 1])) return false;
  const bool dash = last == 0x2013 || last == 0x2014;
  return !(dash ? s.end < source.size() && ascii::is_upper(source[s.end]) : is_ascii_letter(source, s.end));
}

// "Ã©", "Â«", "â€™": letters and marks of the West; "Ä°st", "RÄ«ga": a sign before a letter. Others may be real:
// "MENÜ“" ends a quotation.
int strength_of(const Sequence& s, std::string_view source, char32_t last, Need need) {
  const std::string_view text = s.text();
  const bool mark = text[0] == '\xE2' && text[1] == '\x80';
  // "Itв€™s", "itβ€™s", and "KГ¶nig": letters of two alphabets in one word.
  if (need == Need::most) {
    const bool between = s.start != 0 && is_ascii_letter(source, s.start - 1) && is_ascii_letter(source, s.end);
    const bool latin = text[0] >= '\xC3' && text[0] <= '\xC5';
    return mark ? 2 : latin && (between || is_within_word(source, s.start, s.end)) ? 1 : 0;
  }
  if (need == Need::all) {  // "ItтАЩs"; but "тАК" is a word
    const std::string_view marks = "–—‘’“”…";
    const bool beside = (s.start != 0 && is_ascii_letter(source, s.start - 1)) || is_ascii_letter(source, s.end);
    return mark && marks.find(text) != std::string_view::npos ? 1 + beside : 0;
  }
  if (need == Need::words) return is_within_word(source, s.start, s.end) ? 1 : 0;
  if (text == "\uFEFF") return 2;  // what some programs begin a file with
  const bool sign = (last >= 0xA1 && last <= 0xBF && last != 0xAA && last != 0xB5 && last != 0xBA) || last > 0x2000;
  if (text[0] == '\xC2' || text[0] == '\xC3') {
    if (is_word_in_capitals(s, source, last)) return 0;
    const bool in_word = s.start != 0 && ascii::is_lower(source[s.start - 1]);  // "cafÃ©"
    return text[0] == '\xC3' && in_word && sign && last < 0x2000 ? 2 : 1;
  }
  if (mark || (text[0] == '\xE2' && (text[1] == '\x82' || text[1] == '\x84'))) return 2;
  // Pictures, and the sign that makes one of a character: "ðŸŽ‰", "â\u009d¤ï¸\u008f".
  if (text[0] == '\xF0' && text[1] == '\x9F') return 2;
  if (text == "\uFE0F" || (text[0] == '\xE2' && text[1] >= '\x98' && text[1] <= '\x9E')) return 1;
  // "Ä°st", "veÄ‡", "preÄ\u008Dka"
  if (text[0] != '\xC4' && text[0] != '\xC5') return 0;
  const bool behind_small = s.start != 0 && ascii::is_lower(source[s.start - 1]);
  return (sign && is_ascii_letter(source, s.end)) || ((sign || last < 0xC0) && behind_small) ? 1 : 0;
}

char32_t first_of(std::string_view text) {
  std::size_t at = 0;
  return utf8::next(text, at);
}

// No text has them.
bool is_private(std::string_view character) {
  const char32_t c = first_of(character);
  return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

// The bytes of a sequence of UTF-8, as characters of an encoding.
bool sequence_at(std::string_view source, std::size_t at, const CodePage& page, Sequence& found) {
  std::size_t next = at;
  const char32_t first = utf8::next(source, next);
  const int lead = page.byte_of(first);
  if (lead < 0xC2 || lead > 0xF4 || first == 0xA0) return false;  // Mac's: a space before "é"
  found.size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  found.bytes[0] = static_cast<char>(lead);
  char32_t last = 0;
  for (std::size_t i = 1; i < found.size; ++i) {
    if (next >= source.size()) return false;
    last = utf8::next(source, next);
    const int byte = page.byte_of(last);
    if (byte < 0x80 || byte > 0xBF) return false;
    found.bytes[i] = static_cast<char>(byte);
  }
  if (!utf8::is_valid(found.text()) || is_private(found.text())) return false;
  found.start = static_cast<uint32_t>(at);
  found.end = static_cast<uint32_t>(next);
  found.strength = strength_of(found, source, last, page.need);
  return true;
}

// What a page makes of a text.
struct Found {
  std::size_t sequences = 0;
  std::size_t others = 0;   // characters above U+007F that are in none
  std::size_t misfits = 0;  // capitals behind small letters
  int strength = 0;

  // Most of what is above U+007F.
  bool is_most() const { return sequences >= 4 && sequences >= others * 4; }
  bool is_enough() const { return is_most() || strength >= 2; }
  // How much of the text it explains.
  std::size_t worth() const { return sequences - misfits; }
};

// A capital behind a small letter, be that ASCII or of the sequence that ends there.
bool is_misfit(std::string_view source, const Sequence& s, const Sequence& before) {
  if (s.start == 0 || u_isupper(static_cast<UChar32>(first_of(s.text()))) == 0) return false;
  if (before.end == s.start) return u_islower(static_cast<UChar32>(first_of(before.text()))) != 0;
  return ascii::is_lower(source[s.start - 1]);
}

template <class Visit>
void for_each_sequence(std::string_view source, const Pairs& pairs, std::size_t page, Visit visit) {
  std::size_t behind = 0;
  Sequence sequence;
  for (const Pair& pair : pairs.pairs) {
    if ((pair.pages >> page & 1) == 0 || pair.at < behind ||
        !sequence_at(source, pair.at, code_pages()[page], sequence))
      continue;
    behind = sequence.end;
    visit(sequence);
  }
}

Found count_sequences(std::string_view source, const Pairs& pairs, std::size_t page) {
  Found found;
  std::size_t characters = 0;
  Sequence before{};
  for_each_sequence(source, pairs, page, [&](const Sequence& sequence) {
    characters += sequence.size;  // each of its bytes became one
    found.strength += sequence.strength;
    found.misfits += is_misfit(source, sequence, before);
    ++found.sequences;
    before = sequence;
  });
  found.others = pairs.characters - characters;
  return found;
}

// "voilÃ ": of "à" its second byte became a space.
bool is_lone_a(std::string_view source, std::size_t at) {
  return at != 0 && ascii::is_lower(source[at - 1]) && source.substr(at).starts_with("Ã ");
}

// Which letters U+00C0 to U+00FF a text has.
class LettersSeen {
 public:
  void add(int second) { bits_ |= uint64_t{1} << (second & 0x3F); }
  // Together in no language of the West: those of another one whose code page was not known (repair_letters).
  bool are_odd() const {
    return (has(U"ø") && has(U"ìùëèï")) || (has(U"ðþ") && has(U"âçëãîûèï")) ||
           (has(U"õ") && has(U"ö") && has(U"áéíóú")) || (has(U"è") && has(U"ýæð")) || (has(U"è") && !has(U"éàêçòùì"));
  }

 private:
  bool has(std::u32string_view letters) const {
    uint64_t bits = 0;
    for (const char32_t c : letters) bits |= uint64_t{1} << (c & 0x3F);
    return (bits_ & bits) != 0;
  }
  uint64_t bits_ = 0;
};

// Could there be a sequence at all? Its first character is one of U+00C0 to U+00FF with another above U+007F behind it;
// in Cyrillic "Р" or "С" with a sign behind it that is no letter of Russian, "в" with "Ђ" or "Г" behind a Latin letter;
// "β" or "ā" with "€"; or "Ă", and the signs of Mac and DOS that stand for the lead bytes of letters with accents and
// of Cyrillic; or a sign behind another above U+007F. All are rare in real text.
bool is_suspect(std::string_view source, LettersSeen& seen) {
  const auto could_begin = [](auto byte) {
    return (byte == 0xC2) | (byte == 0xC3) | (byte == 0xC4) | (byte == 0xC6) | (byte == 0xCE) | (byte == 0xD0) |
           (byte == 0xE2);
  };
  const auto begins = [source, &seen](std::size_t at) {
    const auto byte = [&](std::size_t i) { return at + i < source.size() ? static_cast<uint8_t>(source[at + i]) : 0; };
    const int first = byte(0), second = byte(1), third = byte(2), fourth = byte(3);
    const bool behind_other = at != 0 && static_cast<unsigned char>(source[at - 1]) >= 0x80;
    switch (first) {
      case 0xC2: {
        // "m³yn", "pøi¹el": no text has signs within words.
        if (second >= 0xA5 && at != 0 && is_ascii_letter(source, at - 1) && is_ascii_letter(source, at + 2))
          return second != 0xAD && second != 0xB7 && second != 0xAB && second != 0xBB;
        constexpr std::string_view of_text = "\xA0\xAB\xAD\xB7\xBB";  // "é»"
        return behind_other && of_text.find(static_cast<char>(second)) == std::string_view::npos;
      }
      case 0xC3: seen.add(second); return third >= 0xC2 || is_lone_a(source, at);
      case 0xC4: return (second == 0x82 && third >= 0xC2) || (second == 0x81 && third == 0xE2 && fourth == 0x82);
      case 0xC6: return second == 0x92 && third >= 0xC2;
      case 0xCE: return second == 0xB2 && third == 0xE2 && fourth == 0x82;
      case 0xD0: {
        const bool letter = (third == 0xD0 && fourth >= 0x90) || (third == 0xD1 && fourth <= 0x8F);
        const bool of_russian = (second == 0xA0 || second == 0xA1) && third >= 0xC2 && !letter;
        const bool mark = second == 0xB2 && third == 0xD0 && fourth == 0x82;
        return of_russian || mark || (second >= 0x93 && second <= 0x95 && at != 0 && is_ascii_letter(source, at - 1)) ||
               (second == 0x90 && source.substr(0, at).ends_with("т"));
      }
      default: {
        const bool mac = second == 0x88 && (third == 0x9A || third == 0x89);
        const bool dos = (second == 0x94 && (third == 0x9C || third == 0xBC || third == 0x80)) ||
                         (second == 0x95 && (third == 0xA8 || third == 0xA4));
        const bool dagger = second == 0x80 && third >= 0xA0 && third <= 0xB0 && third != 0xA6;  // and bullet, per mille
        const bool sign =
            dagger || second == 0x82 || second == 0x84 || second == 0x88 || (second >= 0x94 && second <= 0x96);
        return ((mac || dos) && fourth >= 0xC2) || (sign && behind_other);
      }
    }
  };
  return any_odd(source, 0xC2, could_begin, begins);
}

// What lost its last byte on the way: "Ã la" had a space that does not break, "â€" a byte that is no character.
void mend_remains(std::string_view source, const std::vector<Sequence>& whole, EditList& edits) {
  auto next = whole.begin();
  const auto copy_until = [&](std::size_t at) {
    for (; next != whole.end() && next->start < at; ++next) edits.replace(next->start, next->end, next->text());
  };
  const auto behind = [&](std::size_t at) { return at < source.size() ? source[at] : ' '; };
  constexpr std::string_view a_tilde = "Ã", quote = "â€";
  for (std::size_t at = find_at_least(source, 0xC3, 0); at < source.size(); at = find_at_least(source, 0xC3, at + 1)) {
    copy_until(at);
    if (next != whole.end() && next->start == at) {
      at = next->end - 1;
      continue;
    }
    if (source.substr(at).starts_with(a_tilde) && behind(at + 2) == ' ' &&
        (at == 0 || !ascii::is_upper(source[at - 1]))) {
      edits.replace(static_cast<uint32_t>(at), static_cast<uint32_t>(at + 2), "à");
    } else if (source.substr(at).starts_with(quote) && static_cast<unsigned char>(behind(at + 5)) < 0x80) {
      edits.replace(static_cast<uint32_t>(at), static_cast<uint32_t>(at + 5), "”");
    }
  }
  copy_until(source.size());
}

struct Repair {
  Found found;
  const CodePage* page = nullptr;  // none: the text is whole
  std::vector<Sequence> sequences;

  // Where letters of two alphabets in one word give away all that is above U+007F, three will do.
  bool is_most() const {
    if (page == nullptr) return false;
    const bool is_all = found.others == 0 && found.sequences >= 3 && found.strength >= 2;
    return found.is_most() || (page->need == Need::most && is_all);
  }
};

// By the code page that explains most.
Repair find_repair(std::string_view source) {
  const Pairs pairs = find_pairs(source);
  Repair best;
  std::size_t of_best = 0;
  for (std::size_t i = 0; i < code_pages().size(); ++i) {
    const Found found = count_sequences(source, pairs, i);
    if (!found.is_enough() || found.worth() <= best.found.worth()) continue;
    best = {found, &code_pages()[i], {}};
    of_best = i;
  }
  if (best.page == nullptr) return best;
  best.sequences.reserve(best.found.sequences);
  for_each_sequence(source, pairs, of_best, [&](const Sequence& s) { best.sequences.push_back(s); });
  return best;
}

// Texts that were put together: a line that is mostly broken is taken for itself.
void take_broken_lines(std::string_view source, std::vector<Sequence>& sequences) {
  std::vector<Sequence> all;
  auto next = sequences.begin();
  for (std::size_t start = 0, end = 0; start < source.size(); start = end) {
    end = std::min(source.find('\n', start), source.size() - 1) + 1;
    const std::string_view line = source.substr(start, end - start);
    Repair repair;
    if (LettersSeen seen; is_suspect(line, seen)) repair = find_repair(line);
    if (repair.is_most())
      for (Sequence& s : repair.sequences) {
        s.start += static_cast<uint32_t>(start);
        s.end += static_cast<uint32_t>(start);
        all.push_back(s);
      }
    for (; next != sequences.end() && next->start < end; ++next)
      if (!repair.is_most()) all.push_back(*next);
  }
  sequences.swap(all);
}

}  // namespace

bool repair_encoding(std::string_view source, EditList& edits) {
  edits.clear();
  LettersSeen seen;
  if (!is_suspect(source, seen))
    return (seen.are_odd() && repair_letters(source, edits)) || repair_two_bytes(source, edits);
  Repair repair = find_repair(source);
  std::vector<Sequence>& sequences = repair.sequences;
  if (!repair.is_most()) {
    std::erase_if(sequences, [](const Sequence& s) { return s.strength == 0; });
    take_broken_lines(source, sequences);
  }
  const auto has_lone_a = [&] {
    for (std::size_t at = source.find("Ã "); at < source.size(); at = source.find("Ã ", at + 1))
      if (is_lone_a(source, at)) return true;
    return false;
  };
  if (repair.page != nullptr ? repair.page->need == Need::few : has_lone_a()) {
    mend_remains(source, sequences, edits);
  } else {
    for (const Sequence& s : sequences) edits.replace(s.start, s.end, s.text());
  }
  return !edits.empty() || repair_alphabet(source, edits) || repair_letters(source, edits) ||
         repair_two_bytes(source, edits);
}

bool repair_references(std::string_view source, EditList& edits) {
  edits.clear();
  std::string text;
  for (std::size_t at = source.find('&'); at < source.size(); at = source.find('&', at)) {
    text.clear();
    const uint32_t length = read_character_reference(source, static_cast<uint32_t>(at), text);
    if (length != 0 && source[at + length - 1] == ';') {
      edits.replace(static_cast<uint32_t>(at), static_cast<uint32_t>(at) + length, text);
      at += length;
    } else {
      ++at;
    }
  }
  return !edits.empty();
}

}  // namespace docmill::cleaner
