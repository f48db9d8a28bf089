#include "text_edits/code_pages.hpp"

#include "docmill/base/utf8.hpp"
#include "text_edits/byte_scan.hpp"

namespace docmill::cleaner {

namespace {

// The characters of the bytes 0x80 to 0xFF, or from 0xA0 on, in the encodings that UTF-8 is mistaken for; U+FFFD: none.
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

constexpr std::u16string_view windows_1255_characters =
    u"€\uFFFD‚ƒ„…†‡ˆ‰\uFFFD‹\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD‘’“”•–—˜™\uFFFD›\uFFFD\uFFFD\uFFFD\uFFFD\u00A0¡¢£₪¥¦§¨©×«¬"
    u"\u00AD®¯°±²³´µ¶·¸¹÷»¼½¾¿\u05B0\u05B1\u05B2\u05B3\u05B4\u05B5\u05B6\u05B7\u05B8\u05B9\uFFFD\u05BB\u05BC\u05BD"
    u"\u05BE\u05BF\u05C0\u05C1\u05C2\u05C3\u05F0\u05F1\u05F2\u05F3\u05F4\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"
    u"\u05D0\u05D1\u05D2\u05D3\u05D4\u05D5\u05D6\u05D7\u05D8\u05D9\u05DA\u05DB\u05DC\u05DD\u05DE\u05DF\u05E0\u05E1"
    u"\u05E2\u05E3\u05E4\u05E5\u05E6\u05E7\u05E8\u05E9\u05EA\uFFFD\uFFFD\u200E\u200F\uFFFD";
constexpr std::u16string_view windows_1256_characters =
    u"€\u067E‚ƒ„…†‡ˆ‰\u0679‹Œ\u0686\u0698\u0688\u06AF‘’“”•–—\u06A9™\u0691›œ\u200C\u200D\u06BA\u00A0\u060C¢£¤¥¦§¨©\u06BE"
    u"«¬\u00AD®¯°±²³´µ¶·¸¹\u061B»¼½¾\u061F\u06C1\u0621\u0622\u0623\u0624\u0625\u0626\u0627\u0628\u0629\u062A\u062B"
    u"\u062C\u062D\u062E\u062F\u0630\u0631\u0632\u0633\u0634\u0635\u0636×\u0637\u0638\u0639\u063A\u0640\u0641\u0642"
    u"\u0643à\u0644â\u0645\u0646\u0647\u0648çèéêë\u0649\u064Aîï\u064B\u064C\u064D\u064Eô\u064F\u0650÷\u0651ù\u0652ûü"
    u"\u200E\u200F\u06D2";
constexpr std::u16string_view windows_1258_characters =
    u"€\uFFFD‚ƒ„…†‡ˆ‰\uFFFD‹Œ\uFFFD\uFFFD\uFFFD\uFFFD‘’“”•–—˜™\uFFFD›œ\uFFFD\uFFFDŸ\u00A0¡¢£¤¥¦§¨©ª«¬\u00AD®¯°±²³´µ¶·¸¹"
    u"º»¼½¾¿ÀÁÂĂÄÅÆÇÈÉÊË\u0300ÍÎÏĐÑ\u0309ÓÔƠÖ×ØÙÚÛÜƯ\u0303ßàáâăäåæçèéêë\u0301íîïđñ\u0323óôơö÷øùúûüư₫ÿ";
constexpr std::u16string_view windows_874_characters =
    u"€\uFFFD\uFFFD\uFFFD\uFFFD…\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD‘’“”•–—\uFFFD\uFFFD"
    u"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\u00A0\u0E01\u0E02\u0E03\u0E04\u0E05\u0E06\u0E07\u0E08\u0E09\u0E0A\u0E0B"
    u"\u0E0C\u0E0D\u0E0E\u0E0F\u0E10\u0E11\u0E12\u0E13\u0E14\u0E15\u0E16\u0E17\u0E18\u0E19\u0E1A\u0E1B\u0E1C\u0E1D"
    u"\u0E1E\u0E1F\u0E20\u0E21\u0E22\u0E23\u0E24\u0E25\u0E26\u0E27\u0E28\u0E29\u0E2A\u0E2B\u0E2C\u0E2D\u0E2E\u0E2F"
    u"\u0E30\u0E31\u0E32\u0E33\u0E34\u0E35\u0E36\u0E37\u0E38\u0E39\u0E3A\uFFFD\uFFFD\uFFFD\uFFFD\u0E3F\u0E40\u0E41"
    u"\u0E42\u0E43\u0E44\u0E45\u0E46\u0E47\u0E48\u0E49\u0E4A\u0E4B\u0E4C\u0E4D\u0E4E\u0E4F\u0E50\u0E51\u0E52\u0E53"
    u"\u0E54\u0E55\u0E56\u0E57\u0E58\u0E59\u0E5A\u0E5B\uFFFD\uFFFD\uFFFD\uFFFD";
constexpr std::u16string_view iso_8859_2 =
    u"\u00A0Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u00ADŽŻ°ą˛ł´ľśˇ¸šşťź˝žżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙";
constexpr std::u16string_view iso_8859_5 =
    u"\u00A0ЁЂЃЄЅІЇЈЉЊЋЌ\u00ADЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя№ёђѓєѕіїјљњћќ§ўџ";
constexpr std::u16string_view iso_8859_7 =
    u"\u00A0‘’£€₯¦§¨©ͺ«¬\u00AD\uFFFD―°±²³΄΅Ά·ΈΉΊ»Ό½ΎΏΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡ\uFFFDΣΤΥΦΧΨΩΪΫάέήίΰαβγδεζηθικλμνξοπρςστυφχψωϊϋό"
    u"ύώ\uFFFD";
constexpr std::u16string_view iso_8859_15 =
    u"\u00A0¡¢£€¥Š§š©ª«¬\u00AD®¯°±²³Žµ¶·ž¹º»ŒœŸ¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";
constexpr std::u16string_view koi8_u =
    u"─│┌┐└┘├┤┬┴┼▀▄█▌▐░▒▓⌠■∙√≈≤≥\u00A0⌡°²·÷═║╒ёє╔ії╗╘╙╚╛ґ╝╞╟╠╡ЁЄ╣ІЇ╦╧╨╩╪Ґ╬©юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙК"
    u"ЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ";
constexpr std::u16string_view koi8_r =
    u"─│┌┐└┘├┤┬┴┼▀▄█▌▐░▒▓⌠■∙√≈≤≥\u00A0⌡°²·÷═║╒ё╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡Ё╢╣╤╥╦╧╨╩╪╫╬©юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙК"
    u"ЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ";
constexpr std::u16string_view mac_cyrillic =
    u"АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ†°Ґ£§•¶І®©™Ђђ≠Ѓѓ∞±≤≥іµґЈЄєЇїЉљЊњјЅ¬√ƒ≈∆«»…\u00A0ЋћЌќѕ–—“”‘’÷„ЎўЏџ№Ёёяабвгдежзийкл"
    u"мнопрстуфхцчшщъыьэю€";
constexpr std::u16string_view dos_852 =
    u"ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´"
    u"\u00AD˝˛ˇ˘§÷¸°¨˙űŘř■\u00A0";

// The likely ones first: of two that explain as much the first is taken.
const CodePage pages[] = {{windows_1252_characters, true, Need::few},
                          {windows_1254_characters, true, Need::few},
                          {windows_1251_characters, false, Need::most},
                          {windows_1250_characters, false, Need::most},
                          {windows_1253_characters, false, Need::most},
                          {windows_1257_characters, false, Need::most},
                          {windows_1256_characters, false, Need::most},
                          {windows_1255_characters, false, Need::most},
                          {koi8_r, false, Need::most},
                          {koi8_u, false, Need::most},
                          {iso_8859_2, false, Need::most},
                          {iso_8859_7, false, Need::most},
                          {iso_8859_15, false, Need::few},
                          {iso_8859_5, false, Need::all},
                          {windows_1258_characters, false, Need::most},
                          {windows_874_characters, false, Need::all},
                          {dos_866, false, Need::all},
                          {mac_roman, false, Need::words},
                          {mac_cyrillic, false, Need::all},
                          {dos_437, false, Need::words},
                          {dos_850, false, Need::words},
                          {dos_852, false, Need::most}};

// In which pages a character was a byte that begins a sequence of UTF-8, and in which one that goes on.
struct Roles {
  uint32_t begins = 0, goes_on = 0;
};

// Characters by blocks of 64, of which few are not empty.
class RoleTable {
 public:
  RoleTable() : blocks_(1) {
    const auto add = [&](char32_t c, uint8_t byte, uint32_t page) {
      uint8_t& block = block_of_[c / block_size];
      if (block == 0) {
        block = static_cast<uint8_t>(blocks_.size());
        blocks_.emplace_back();
      }
      Roles& roles = blocks_[block][c % block_size];
      if (byte >= 0xC2 && byte <= 0xF4) roles.begins |= page;
      if (byte <= 0xBF) roles.goes_on |= page;
    };
    for (std::size_t i = 0; i < std::size(pages); ++i) {
      for (const auto& [c, byte] : pages[i].bytes()) add(c, byte, uint32_t{1} << i);
      for (char32_t c = 0x80; c <= 0xFF; ++c)
        if (const int byte = pages[i].byte_of(c); byte >= 0) add(c, static_cast<uint8_t>(byte), uint32_t{1} << i);
    }
  }
  Roles of(char32_t c) const { return c > 0xFFFF ? Roles() : blocks_[block_of_[c / block_size]][c % block_size]; }

 private:
  static constexpr std::size_t block_size = 64;
  std::array<uint8_t, 0x10000 / block_size> block_of_{};  // 0: the empty one
  std::vector<std::array<Roles, block_size>> blocks_;
};
static_assert(std::size(pages) <= 32);

}  // namespace

std::span<const CodePage> code_pages() { return pages; }

int byte_in_windows_1252(char32_t c) { return pages[0].byte_of(c); }

std::span<const AlphabetPage> alphabet_pages() {
  constexpr std::u16string_view
      cyrillic = u"оеаинтсрвлкмдпуі",
      greek = u"αοιετσνηυρπκμλςάίόέή", hebrew = u"\u05D9\u05D5\u05D4\u05DC\u05D0\u05DE\u05EA\u05D1\u05E8\u05E9\u05E0",
      arabic =
          u"\u0627\u0644\u064A\u0645\u0646\u062A\u0631\u0629\u0648\u0628\u0639"
          u"\u062F\u0633\u0641\u0647",
      thai =
          u"\u0E32\u0E19\u0E23\u0E01\u0E2D\u0E40\u0E07\u0E48\u0E21\u0E22\u0E25\u0E27\u0E14\u0E17"
          u"\u0E2A\u0E49\u0E15\u0E31\u0E35\u0E30\u0E1B\u0E1A\u0E34\u0E04\u0E2B\u0E41";
  static constexpr auto page = [](std::u16string_view characters, std::u16string_view common) {
    AlphabetPage made{{}, common};
    std::copy(characters.begin(), characters.end(), made.characters.end() - static_cast<int>(characters.size()));
    return made;
  };
  // ISO-8859-6 has its letters and points where Unicode has them, in order.
  static constexpr auto arabic_in_order = [](std::u16string_view common) {
    AlphabetPage made{{}, common};
    for (int byte = 0xA0; byte <= 0xF2; ++byte) {
      const bool is_there =
          byte == 0xAC || byte == 0xBB || byte == 0xBF || (byte > 0xC0 && byte < 0xDB) || byte >= 0xE0;
      if (is_there) made.characters[static_cast<std::size_t>(byte - 0x80)] = static_cast<char16_t>(0x0560 + byte);
    }
    return made;
  };
  static constexpr std::array made{page(windows_1251_characters, cyrillic),
                                   page(koi8_u, cyrillic),
                                   page(windows_1253_characters, greek),
                                   page(windows_1255_characters, hebrew),
                                   page(windows_1256_characters, arabic),
                                   page(iso_8859_5, cyrillic),
                                   arabic_in_order(arabic),
                                   page(windows_874_characters, thai)};
  return made;
}

char32_t LetterPage::character_of(char32_t read) const {
  const int byte = byte_in_windows_1252(read);
  const std::size_t left_out = 128 - characters.size();
  if (byte < 0x80 + static_cast<int>(left_out)) return read;
  const char32_t was = characters[static_cast<std::size_t>(byte) - 0x80 - left_out];
  return was == 0xFFFD ? read : was;
}

std::span<const LetterPage> letter_pages() {
  static constexpr std::array<std::u32string_view, 6> central{
      U"áčďéěíňóřšťúůýž", U"áäčďéíĺľňóôŕšťúýž", U"ąćęłńóśźż", U"áéíóöőúüű", U"ăâîşţ", U"čćđšž"};
  static constexpr std::array<std::u32string_view, 2> baltic{U"ąčęėįšųūž", U"āčēģīķļņšūž"};
  static constexpr std::array<LetterPage, 3> made{LetterPage{windows_1250_characters, central},
                                                  LetterPage{iso_8859_2, central},
                                                  LetterPage{windows_1257_characters, baltic}};
  return made;
}

Pairs find_pairs(std::string_view text) {
  static const RoleTable table;
  Pairs found;
  for (std::size_t at = find_at_least(text, 0x80, 0); at < text.size(); at = find_at_least(text, 0x80, at))
    for (uint32_t begun = 0, before = 0; at < text.size() && static_cast<uint8_t>(text[at]) >= 0x80;) {
      const auto here = static_cast<uint32_t>(at);
      const Roles roles = table.of(utf8::next(text, at));
      if (const uint32_t both = begun & roles.goes_on; both != 0) found.pairs.push_back({before, both});
      begun = roles.begins;
      before = here;
      ++found.characters;
    }
  return found;
}

char32_t character_of_control(char32_t c) {
  if (c < 0x80 || c >= 0xA0) return 0;
  const char32_t was = windows_1252_characters[c - 0x80];
  return was == 0xFFFD || c == 0x85 ? 0 : was;
}

}  // namespace docmill::cleaner
