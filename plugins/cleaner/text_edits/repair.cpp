#include "text_edits/repair.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "text_edits/byte_scan.hpp"
#include "text_edits/character_references.hpp"

namespace docmill::cleaner {

namespace {

// The characters of the bytes 0x80 to 0xFF in the encodings that UTF-8 is mistaken for; U+FFFD: none.
constexpr std::u16string_view windows_1252_characters =
    u"€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ\u00A0¡¢£¤¥¦§¨©ª«¬\u00AD®¯°±²³´µ¶·¸¹º»¼½¾¿"
    u"ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";
constexpr std::u16string_view windows_1254_characters =
    u"€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFD\uFFFD\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFD\uFFFDŸ\u00A0¡¢£¤¥¦§¨©ª«¬\u00AD®¯°±²³´µ¶·¸¹º»¼½¾¿"
    u"ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏĞÑÒÓÔÕÖ×ØÙÚÛÜİŞßàáâãäåæçèéêëìíîïğñòóôõö÷øùúûüışÿ";
constexpr std::u16string_view windows_1250_characters =
    u"€\uFFFD‚\uFFFD„…†‡\uFFFD‰Š‹ŚŤŽŹ\uFFFD‘’“”•–—\uFFFD™š›śťžź\u00A0ˇ˘Ł¤Ą¦§¨©Ş«¬\u00AD®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż"
    u"ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙";
constexpr std::u16string_view windows_1251_characters =
    u"ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\uFFFD™љ›њќћџ\u00A0ЎўЈ¤Ґ¦§Ё©Є«¬\u00AD®Ї°±Ііґµ¶·ё№є»јЅѕї"
    u"АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя";
constexpr std::u16string_view windows_1253_characters =
    u"€\uFFFD‚ƒ„…†‡\uFFFD‰\uFFFD‹\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD‘’“”•–—\uFFFD™\uFFFD›\uFFFD\uFFFD\uFFFD\uFFFD\u00A0΅Ά£¤¥"
    u"¦§¨©"
    u"\uFFFD«¬\u00AD®―°±²³΄µ¶·ΈΉΊ»Ό½ΎΏ"
    u"ΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡ\uFFFDΣΤΥΦΧΨΩΪΫάέήίΰαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώ\uFFFD";
constexpr std::u16string_view windows_1257_characters =
    u"€\uFFFD‚\uFFFD„…†‡\uFFFD‰\uFFFD‹\uFFFD¨ˇ¸\uFFFD‘’“”•–—\uFFFD™\uFFFD›\uFFFD¯˛\uFFFD\u00A0\uFFFD¢£¤\uFFFD¦§Ø©Ŗ«¬"
    u"\u00AD®Æ°±²³´µ¶·ø¹ŗ»¼½¾æ"
    u"ĄĮĀĆÄÅĘĒČÉŹĖĢĶĪĻŠŃŅÓŌÕÖ×ŲŁŚŪÜŻŽßąįāćäåęēčéźėģķīļšńņóōõö÷ųłśūüżž˙";
constexpr std::u16string_view dos_866 =
    u"АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмноп░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
    u"рстуфхцчшщъыьэюяЁёЄєЇїЎў°∙·√№¤■\u00A0";
constexpr std::u16string_view mac_roman =
    u"ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u00A0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎ"
    u"ÏÌÓÔ"
    u"\uF8FFÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";
constexpr std::u16string_view dos_437 =
    u"ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡"
    u"±≥≤"
    u"⌠⌡÷≈°∙·√ⁿ²■\u00A0";
constexpr std::u16string_view dos_850 =
    u"ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´"
    u"\u00AD±"
    u"‗¾¶§÷¸°¨·¹³²■\u00A0";

// How much is needed before a text is taken for broken.
enum class Need : uint8_t {
  few,    // two that cannot be anything else
  words,  // two within words: the characters are signs of mathematics, of drawings
  most,   // most of what is above U+007F: the characters are letters of real text; but for what no text has
  all     // the same, without exception: letters of real text that stand side by side in it
};

class Encoding {
 public:
  constexpr Encoding(std::u16string_view characters, bool latin_1, Need need) : need(need), latin_1_(latin_1) {
    for (std::size_t i = 0; i < bytes_.size(); ++i) {
      const auto byte = static_cast<uint8_t>(0x80 + i);
      bytes_[i] = {characters[i] == u'\uFFFD' ? char16_t{byte} : characters[i], byte};  // as browsers read it
    }
    std::sort(bytes_.begin(), bytes_.end());
  }
  // The byte that a character was, or -1.
  int byte_of(char32_t c) const {
    if (c < 0x80 || c >= 0xFFFD) return -1;
    const auto at = std::lower_bound(bytes_.begin(), bytes_.end(), std::pair{static_cast<char16_t>(c), uint8_t{0}});
    if (at != bytes_.end() && at->first == c) return at->second;
    return latin_1_ && c <= 0xFF ? static_cast<int>(c) : -1;
  }

  Need need;

 private:
  std::array<std::pair<char16_t, uint8_t>, 128> bytes_{};
  bool latin_1_;  // what has no place in the table is the byte of Latin-1
};
// The likely ones first: of two that explain as much the first is taken.
constexpr Encoding encodings[] = {{windows_1252_characters, true, Need::few},
                                  {windows_1254_characters, true, Need::few},
                                  {windows_1251_characters, false, Need::most},
                                  {windows_1250_characters, false, Need::most},
                                  {windows_1253_characters, false, Need::most},
                                  {windows_1257_characters, false, Need::most},
                                  {dos_866, false, Need::all},
                                  {mac_roman, false, Need::words},
                                  {dos_437, false, Need::words},
                                  {dos_850, false, Need::words}};
static_assert(windows_1252_characters.size() == 128 && windows_1254_characters.size() == 128 &&
              windows_1250_characters.size() == 128 && windows_1251_characters.size() == 128 &&
              windows_1253_characters.size() == 128 && windows_1257_characters.size() == 128 && dos_866.size() == 128 &&
              mac_roman.size() == 128 && dos_437.size() == 128 && dos_850.size() == 128);

struct Sequence {
  uint32_t start, end;  // in the source
  std::string text;     // what it was
  int strength = 0;     // how little else it can be
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
  const bool mark = s.text[0] == '\xE2' && s.text[1] == '\x80';
  // "Itв€™s", "itβ€™s", and "KГ¶nig": letters of two alphabets in one word.
  if (need == Need::most) return mark ? 2 : s.text[0] == '\xC3' && is_within_word(source, s.start, s.end) ? 1 : 0;
  if (need == Need::all) return 0;
  if (need == Need::words) return is_within_word(source, s.start, s.end) ? 1 : 0;
  if (s.text == "\uFEFF") return 2;  // what some programs begin a file with
  const bool sign = (last >= 0xA1 && last <= 0xBF && last != 0xAA && last != 0xB5 && last != 0xBA) || last > 0x2000;
  if (s.text[0] == '\xC2' || s.text[0] == '\xC3') {
    if (is_word_in_capitals(s, source, last)) return 0;
    const bool in_word = s.start != 0 && ascii::is_lower(source[s.start - 1]);  // "cafÃ©"
    return s.text[0] == '\xC3' && in_word && sign && last < 0x2000 ? 2 : 1;
  }
  if (mark || (s.text[0] == '\xE2' && (s.text[1] == '\x82' || s.text[1] == '\x84'))) return 2;
  // Pictures, and the sign that makes one of a character: "ðŸŽ‰", "â\u009d¤ï¸\u008f".
  if (s.text[0] == '\xF0' && s.text[1] == '\x9F') return 2;
  if (s.text == "\uFE0F" || (s.text[0] == '\xE2' && s.text[1] >= '\x98' && s.text[1] <= '\x9E')) return 1;
  return sign && (s.text[0] == '\xC4' || s.text[0] == '\xC5') && is_ascii_letter(source, s.end) ? 1 : 0;
}

// No text has them.
bool is_private(std::string_view character) {
  std::size_t at = 0;
  const char32_t c = utf8::next(character, at);
  return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

// The bytes of a sequence of UTF-8, as characters of an encoding.
bool sequence_at(std::string_view source, std::size_t at, const Encoding& encoding, Sequence& found) {
  std::size_t next = at;
  const char32_t first = utf8::next(source, next);
  // Bytes behind a lead are characters above ASCII as well; of most letters with an accent the next one is not.
  if (next >= source.size() || static_cast<unsigned char>(source[next]) < 0x80) return false;
  const int lead = encoding.byte_of(first);
  if (lead < 0xC2 || lead > 0xF4) return false;
  const int size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  std::string bytes(1, static_cast<char>(lead));
  char32_t last = 0;
  for (int i = 1; i < size; ++i) {
    if (next >= source.size()) return false;
    last = utf8::next(source, next);
    const int byte = encoding.byte_of(last);
    if (byte < 0x80 || byte > 0xBF) return false;
    bytes += static_cast<char>(byte);
  }
  if (!utf8::is_valid(bytes) || is_private(bytes)) return false;
  found = {static_cast<uint32_t>(at), static_cast<uint32_t>(next), std::move(bytes)};
  found.strength = strength_of(found, source, last, encoding.need);
  return true;
}

struct Found {
  std::vector<Sequence> sequences;
  std::size_t others = 0;  // characters above U+007F that are in none
  int strength = 0;

  // Most of what is above U+007F.
  bool is_most() const { return sequences.size() >= 4 && sequences.size() >= others * 4; }
};

// Where characters above U+007F begin that follow one of ASCII, or none.
std::vector<uint32_t> starts_above_ascii(std::string_view source) {
  std::vector<uint32_t> starts;
  for (std::size_t at = find_at_least(source, 0x80, 0); at < source.size(); at = find_at_least(source, 0x80, at)) {
    starts.push_back(static_cast<uint32_t>(at));
    while (at < source.size() && static_cast<unsigned char>(source[at]) >= 0x80) ++at;
  }
  return starts;
}

// No sequence has a character of ASCII in it.
Found find_sequences(std::string_view source, const std::vector<uint32_t>& starts, const Encoding& encoding) {
  Found found;
  Sequence sequence;
  std::size_t at = 0;
  for (const uint32_t start : starts)
    for (at = std::max<std::size_t>(at, start); at < source.size() && static_cast<unsigned char>(source[at]) >= 0x80;) {
      if (sequence_at(source, at, encoding, sequence)) {
        at = sequence.end;
        found.strength += sequence.strength;
        found.sequences.push_back(std::move(sequence));
      } else {
        utf8::next(source, at);
        ++found.others;
      }
    }
  return found;
}

// Could there be a sequence at all? Its first character is one of U+00C0 to U+00FF with another above U+007F behind it;
// in Cyrillic "Р" or "С" with a sign behind it that is no letter of Russian, "в" with "Ђ" or "Г" behind a Latin letter;
// "β" or "ā" with "€"; or "Ă", and the signs of Mac and DOS that stand for the lead bytes of letters with accents and
// of Cyrillic. All are rare in real text.
bool is_suspect(std::string_view source) {
  const auto could_begin = [](auto byte) {
    return (byte == 0xC3) | (byte == 0xC4) | (byte == 0xC6) | (byte == 0xCE) | (byte == 0xD0) | (byte == 0xE2);
  };
  const auto begins = [source](std::size_t at) {
    const auto byte = [&](std::size_t i) { return at + i < source.size() ? static_cast<uint8_t>(source[at + i]) : 0; };
    const int first = byte(0), second = byte(1), third = byte(2), fourth = byte(3);
    switch (first) {
      case 0xC3: return third >= 0xC2;
      case 0xC4: return (second == 0x82 && third >= 0xC2) || (second == 0x81 && third == 0xE2 && fourth == 0x82);
      case 0xC6: return second == 0x92 && third >= 0xC2;
      case 0xCE: return second == 0xB2 && third == 0xE2 && fourth == 0x82;
      case 0xD0: {
        const bool letter = (third == 0xD0 && fourth >= 0x90) || (third == 0xD1 && fourth <= 0x8F);
        const bool of_russian = (second == 0xA0 || second == 0xA1) && third >= 0xC2 && !letter;
        const bool mark = second == 0xB2 && third == 0xD0 && fourth == 0x82;
        return of_russian || mark || (second == 0x93 && at != 0 && is_ascii_letter(source, at - 1));
      }
      default: {
        const bool mac = second == 0x88 && (third == 0x9A || third == 0x89);
        const bool dos = (second == 0x94 && (third == 0x9C || third == 0xBC || third == 0x80)) ||
                         (second == 0x95 && (third == 0xA8 || third == 0xA4));
        return (mac || dos) && fourth >= 0xC2;
      }
    }
  };
  return any_odd(source, 0xC3, could_begin, begins);
}

// What lost its last byte on the way: "Ã la" had a space that does not break, "â€" a byte that is no character.
void mend_remains(std::string_view source, const std::vector<Sequence>& whole, EditList& edits) {
  auto next = whole.begin();
  const auto copy_until = [&](std::size_t at) {
    for (; next != whole.end() && next->start < at; ++next) edits.replace(next->start, next->end, next->text);
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

}  // namespace

bool repair_encoding(std::string_view source, EditList& edits) {
  edits.clear();
  if (!is_suspect(source)) return false;
  const std::vector<uint32_t> starts = starts_above_ascii(source);
  Found best;
  const Encoding* of_best = nullptr;
  for (const Encoding& encoding : encodings) {
    Found found = find_sequences(source, starts, encoding);
    const bool enough = found.is_most() || found.strength >= 2;
    if (!enough || found.sequences.size() <= best.sequences.size()) continue;
    best = std::move(found);
    of_best = &encoding;
  }
  if (of_best == nullptr) return false;
  if (!best.is_most()) std::erase_if(best.sequences, [](const Sequence& s) { return s.strength == 0; });
  if (of_best->need == Need::few) {
    mend_remains(source, best.sequences, edits);
  } else {
    for (const Sequence& s : best.sequences) edits.replace(s.start, s.end, s.text);
  }
  return !edits.empty();
}

char32_t character_of_control(char32_t c) {
  if (c < 0x80 || c >= 0xA0) return 0;
  const char32_t was = windows_1252_characters[c - 0x80];
  return was == 0xFFFD || c == 0x85 ? 0 : was;
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
