#include "host/input/alphabets.hpp"

#include <algorithm>

namespace docmill::host {
namespace {

// In byte order of the languages.
constexpr std::array<Alphabet, 40> alphabets{{
    {"af", U"ëêé", U"ïôûîè", U"öüáóí"},
    {"ar", U"اليمنترةوبعدسفه", U"قكحجشأىصطخذضإءزغ", U"ؤئثظآ،؛؟ـًٌٍَُِّْ"},
    {"az", U"əıüşö", U"çğ", U"âî"},
    {"be", U"анырілескоавдмтпяў", U"убгзчьцйжыхэюё", U"фшґ’"},
    {"bg", U"аиотенрсвлкдпмз", U"бгуъчйяжщцх", U"шюфь"},
    {"bs", U"čšž", U"ćđ", U""},
    {"ca", U"éóàí", U"èçúòï", U"ü·"},
    {"cs", U"íáěéřžčý", U"šů", U"úťňďó"},
    {"da", U"øåæ", U"é", U"öäüáèà"},
    {"de", U"üäö", U"ß", U"éèáàçñ"},
    {"el", U"αοιετσνηυρπκμλςάίόέή", U"θδγωχφύβζώ", U"ξψϊΐϋΰ"},
    {"en", U"é", U"áíóúñçüöäàèëïêâôîåæøãõûìòùßœ", U"ðþýÿ"},  // names and words of its neighbours
    {"es", U"óáíéñ", U"ú", U"üçà"},
    {"et", U"äõüö", U"šž", U"é"},
    {"fa", U"ایرندهمتوبسش", U"آکگزفحخقجعپچ", U"ضصطئغذظژثءؤيكةىأ،؛؟ًَُِّ"},
    {"fi", U"äö", U"å", U"šžéüá"},
    {"fr", U"éèà", U"êçôâîùû", U"œëïüæÿ"},
    {"ga", U"áíéúó", U"", U""},
    {"he", U"יוהלאמתברשנ", U"עדחפקצכגטסזםןךףץ", U"ְִֵֶַָֹּ׳״"},
    {"hr", U"čšž", U"ćđ", U"é"},
    {"hu", U"éáóöő", U"íüúű", U""},
    {"is", U"ðáíóé", U"úþöæý", U""},
    {"it", U"èàòù", U"éì", U"íóáîç"},
    {"lt", U"ėšųžį", U"čūąę", U""},
    {"lv", U"āīēšū", U"ņļžģķč", U"ōŗ"},
    {"mk", U"аоитенрсвлкдпмј", U"гзубцчжшќњ", U"хфѓљџѕ"},
    {"nb", U"øå", U"æé", U"äöüèòôó"},
    {"nl", U"ëé", U"ïèö", U"üêáóàçä"},
    {"pl", U"łąęóż", U"śćń", U"ź"},
    {"pt", U"ãçáéí", U"óêõúâ", U"ôàüèòñ"},
    {"ro", U"ăîâţșțş", U"", U"é"},
    {"ru", U"оеаинтсрвлкмдпу", U"яыьгзбчйхжшю", U"цщэфъё"},
    {"sk", U"áíéčýžš", U"úľťôň", U"ďóäĺŕ"},
    {"sl", U"čšž", U"", U"ćđé"},
    {"sr", U"аоиеенртсвјукдпм", U"лгзбчшжцћњђљ", U"хфџ"},
    {"sv", U"äåö", U"é", U"üáàèç"},
    {"th", U"านรอกเงมยลวดทสตะปบคหแจพชข่้็์ีัิืุูำไใโ", U"ซศถผณภฐธษ๊ฟึฉฮญฝ", U"ฎฏฑฒฆฌฤฺ๋ๆฯๅฃฅฦํ๎๏๐๑๒๓๔๕๖๗๘๙"},
    {"tr", U"ıüşğ", U"çöi̇", U"âîû"},
    {"uk", U"оаинітервслкмдпу", U"зяьбгйчцхжїюшє", U"щфґ’"},
    {"vi", U"đưôơăâê\u0301\u0300\u0323", U"àáéèíìóòúùý\u0309\u0303", U"ãõũĩ"},
}};

using Languages = std::array<std::string_view, 16>;
constexpr Languages western{"de", "fr", "es", "it", "pt", "nl", "sv", "da",
                            "nb", "fi", "is", "ca", "et", "ga", "af", "en"};
constexpr Languages central{"pl", "cs", "hu", "sk", "ro", "hr", "sl", "bs"};
constexpr Languages cyrillic{"ru", "uk", "bg", "be", "sr", "mk"};
constexpr std::array<std::string_view, 1> of_greek{"el"}, of_hebrew{"he"}, of_thai{"th"}, of_vietnamese{"vi"},
    of_russian{"ru"};
constexpr std::array<std::string_view, 2> of_arabic{"ar", "fa"}, of_turkish{"tr", "az"}, of_ukrainian{"uk", "ru"};
constexpr std::array<std::string_view, 3> baltic{"lt", "lv", "et"};

std::span<const std::string_view> of(const Languages& list, std::size_t n) { return {list.data(), n}; }

}  // namespace

const Alphabet& alphabet_of(std::string_view language) {
  return *std::lower_bound(alphabets.begin(), alphabets.end(), language,
                           [](const Alphabet& a, std::string_view l) { return a.language < l; });
}

std::span<const LegacyEncoding> legacy_encodings() {
  static const std::array<LegacyEncoding, 25> encodings{{
      {"windows-1252", of(western, 16)},
      {"windows-1251", of(cyrillic, 6)},
      {"windows-1250", of(central, 8), 5},
      {"windows-1254", of_turkish, 5},
      {"windows-1253", of_greek},
      {"windows-1255", of_hebrew},
      {"windows-1256", of_arabic},
      {"windows-1257", baltic, 5},
      {"windows-874", of_thai},
      {"koi8-r", of_russian},
      {"koi8-u", of_ukrainian, 3},
      {"iso-8859-2", of(central, 8), 5},
      {"iso-8859-5", of(cyrillic, 6)},
      {"iso-8859-7", of_greek},
      {"iso-8859-6", of_arabic},
      {"iso-8859-13", baltic, 8},
      {"iso-8859-4", baltic, 12},
      {"ibm866", of(cyrillic, 6), 10},
      {"x-mac-cyrillic", of(cyrillic, 6), 3},
      {"windows-1258", of_vietnamese, 15},
      {"macintosh", of(western, 16), 12, "windows-1252"},
      {"ibm850", of(western, 16), 12, "windows-1252"},
      {"ibm852", of(central, 8), 15, "windows-1250"},
      {"ibm857", of_turkish, 20, "windows-1254"},
      {"ibm737", of_greek, 15, "windows-1253"},
  }};
  return encodings;
}

}  // namespace docmill::host
