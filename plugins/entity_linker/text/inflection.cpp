#include "text/inflection.hpp"

#include <algorithm>
#include <new>
#include <span>

#include <docmill/base/utf8.hpp>

namespace docmill::linker {
namespace {

// An ending, and what the bare form may have in its place, between bars.
struct Ending {
  constexpr Ending(std::string_view what, std::string_view put_there, bool only_of_several = false)
      : ending(what), instead(put_there), last(what.empty() ? '\0' : what.back()), of_several(only_of_several) {}
  std::string_view ending, instead;
  char last;        // of the ending, '\0' of none: tells most at once
  bool of_several;  // an ending of adjectives, which many names end in by themselves: Hansen is not Hanse
};

// Of each table the longest first. Russian, Ukrainian, Bulgarian (whose article
// is an ending) and Serbian.
constexpr Ending cyrillic_endings[] = {{"ского", "ский|ское"},
                                       {"скому", "ский|ское"},
                                       {"ским", "ский|ское"},
                                       {"ском", "ский|ское"},
                                       {"ською", "ська"},
                                       {"ської", "ська"},
                                       {"ької", "ька"},
                                       {"ового", "овий"},
                                       {"ової", "ова"},
                                       {"ськом", "ськ"},
                                       {"ьвом", "ев"},
                                       {"єві", "їв"},
                                       {"євом", "їв"},
                                       {"єва", "їв"},
                                       {"єву", "їв"},
                                       {"ьва", "ев"},
                                       {"ьву", "ев"},
                                       {"лом", "ел"},
                                       {"цом", "ец"},
                                       {"ками", "ки"},
                                       {"ыми", "ые"},
                                       {"ими", "ие|и"},
                                       {"ами", "|а|ы|и"},
                                       {"ями", "я|и"},
                                       {"ого", "ий|ый|ой|ое|е"},
                                       {"ому", "ий|ый|ой|ое|е"},
                                       {"его", "ий|ее"},
                                       {"ему", "ий|ее"},
                                       {"ові", "|ів"},
                                       {"еві", "ь|й|"},
                                       {"ова", "ів"},
                                       {"ову", "ів"},
                                       {"овом", "ів"},
                                       {"ом", "|о|ый|ой|ое"},
                                       {"ем", "ь|й|е|ий|ее|"},
                                       {"єм", "й"},
                                       {"ой", "а|ая|"},
                                       {"ою", "а"},
                                       {"ью", "ь"},
                                       {"ей", "я|ь|яя"},
                                       {"ею", "я"},
                                       {"ёй", "я"},
                                       {"ём", "ь|й|"},
                                       {"ую", "ая"},
                                       {"юю", "яя"},
                                       {"ии", "ия"},
                                       {"ию", "ия"},
                                       {"ией", "ия"},
                                       {"ія", "ій"},
                                       {"ії", "ія"},
                                       {"ію", "ія"},
                                       {"ої", "а"},
                                       {"єю", "я"},
                                       {"ах", "ы|и|а"},
                                       {"ях", "и|я"},
                                       {"ых", "ые|ы"},
                                       {"их", "ие|и"},
                                       {"ам", "ы|и|а"},
                                       {"ым", "|ый|ой|ые"},
                                       {"им", "|ий|ие"},
                                       {"ів", "и"},
                                       {"ов", "ы|и"},
                                       {"ев", "и|ы"},
                                       {"ла", "ел"},
                                       {"лу", "ел"},
                                       {"ца", "ец"},
                                       {"цу", "ец"},
                                       {"ът", "|"},
                                       {"ят", "й|"},
                                       {"та", "|"},
                                       {"то", "|"},
                                       {"зі", "га"},
                                       {"ці", "ка"},
                                       {"а", "|о"},
                                       {"у", "|а|о"},
                                       {"ю", "я|ь|й"},
                                       {"е", "|а|о|я|ь"},
                                       {"є", "й|я"},
                                       {"ы", "|а"},
                                       {"и", "|а|я|ь"},
                                       {"ій", "а|ь"},
                                       {"і", "|а|я|о"},
                                       {"ї", "я|й"},
                                       {"я", "ь|й|"}};

constexpr Ending greek_endings[] = {{"ους", "ος"},     {"ου", "ος|ο"}, {"ον", "ος"}, {"ού", "ός|ό"}, {"ας", "α"},
                                    {"άς", "ά"},       {"ης", "η"},    {"ής", "ή"},  {"ες", "α"},    {"ων", "ες|α|οι"},
                                    {"ών", "ες|α|οι"}, {"ο", "ος"},    {"ό", "ός"},  {"α", "ας"},    {"ά", "άς"},
                                    {"η", "ης"},       {"ή", "ής"}};

// The genitive; of names of several words what stands before the noun ("der
// Deutschen Bank"), and the dative of many.
constexpr Ending german_endings[] = {{"landen", "lande"}, {"es", "|"}, {"en", "e|er|es", true}, {"em", "er|es", true},
                                     {"er", "e", true},   {"s", "|"},  {"e", "er|es", true},    {"n", "|", true}};
constexpr Ending scandinavian_endings[] = {{"s", "|"}};

constexpr Ending polish_endings[] = {
    {"skiego", "ski"}, {"skiemu", "ski"}, {"ckiego", "cki"}, {"ckiemu", "cki"},  {"skiej", "ska"},    {"ckiej", "cka"},
    {"czech", "cy"},   {"dniem", "deń"},  {"dniu", "deń"},   {"dnia", "deń"},    {"iec", "cy"},       {"gier", "gry"},
    {"kiem", "ek"},    {"kowi", "ek"},    {"łowi", "eł"},    {"iego", "i|ie"},   {"iemu", "i|ie"},    {"łem", "eł"},
    {"ymi", "y|e"},    {"imi", "i|ie"},   {"ych", "y|e"},    {"ich", "i|ie"},    {"ego", "y|e"},      {"emu", "y|e"},
    {"iej", "ia|a"},   {"ym", "y|e"},     {"im", "i|ie"},    {"ej", "a"},        {"ka", "ek"},        {"ła", "eł"},
    {"owem", "ów"},    {"owie", "ów"},    {"odzi", "ódź"},   {"ście", "st|sta"}, {"dzie", "d|da"},    {"skim", "ski"},
    {"ckim", "cki"},   {"ską", "ska"},    {"cką", "cka"},    {"owi", "|"},       {"owa", "ów"},       {"owu", "ów"},
    {"ami", "a|y|"},   {"ach", "a|y|e|"}, {"iem", "|"},      {"niu", "ń"},       {"nia", "ń"},        {"dze", "ga"},
    {"rze", "r|ra"},   {"cie", "t|ta"},   {"ze", "ga"},      {"ce", "ka"},       {"le", "ł|ła|l|la"}, {"em", "|"},
    {"ie", "|a"},      {"ii", "ia"},      {"ię", "ia"},      {"ią", "ia"},       {"om", "y|"},        {"ów", "y|"},
    {"iu", "|"},       {"ia", "|"},       {"ę", "a"},        {"ą", "a"},         {"y", "a|"},         {"i", "a|"},
    {"u", "|"},        {"a", "|o"},       {"o", "a"},        {"", "y|e"}};

constexpr Ending czech_endings[] = {
    {"lovi", "el"},   {"kovi", "ek"},  {"lem", "el"},       {"kem", "ek"},   {"ého", "ý|é"}, {"ému", "ý|é"},
    {"ých", "é"},     {"ými", "é"},    {"ém", "ý|é"},       {"ým", "ý|é"},   {"la", "el"},   {"ka", "ek"},
    {"ni", "eň"},     {"ně", "eň|ň"},  {"ní", "eň|ň"},      {"ci", "ec"},    {"cem", "ec"},  {"ského", "ský"},
    {"skému", "ský"}, {"ovou", "ová"}, {"ském", "sko|ský"}, {"ským", "ský"}, {"ové", "ová"}, {"ovi", "|a"},
    {"ách", "y|a"},   {"ami", "y|a"},  {"ech", "y|"},       {"ích", "y|e"},  {"ou", "a|á"},  {"em", "|o"},
    {"ze", "ha|ga"},  {"ce", "ka|ec"}, {"ře", "r|ra"},      {"ií", "ie"},    {"ii", "ie"},   {"ům", "y"},
    {"ě", "|a|o"},    {"u", "|a|o"},   {"y", "|a"},         {"a", "|o"},     {"e", "|a"},    {"é", "á|ý"},
    {"i", "|a|e"},    {"í", "e"}};

// Consonants that are weak before an ending: Turku, Turussa; Lahti, Lahdessa. Names in -nen: Virtanen, Virtasen.
constexpr Ending finnish_endings[] = {
    {"nnassa", "nta"},  {"nnasta", "nta"}, {"nnalla", "nta"},   {"nnalle", "nta"},   {"hdessa", "hti"},
    {"hdesta", "hti"},  {"hdelle", "hti"}, {"lloissa", "llat"}, {"lloista", "llat"}, {"ltoihin", "llat"},
    {"russa", "rku"},   {"rusta", "rku"},  {"rulla", "rku"},    {"rulle", "rku"},    {"sella", "nen"},
    {"selta", "nen"},   {"selle", "nen"},  {"sesta", "nen"},    {"nnan", "nta"},     {"hden", "hti"},
    {"ltojen", "llat"}, {"seen", "nen|"},  {"sta", "nen"},      {"sen", "nen"},      {"ngissä", "nki"},
    {"ngistä", "nki"},  {"ngillä", "nki"}, {"ngille", "nki"},   {"ngin", "nki"},     {"eella", "e"},
    {"eelle", "e"},     {"eeltä", "e"},    {"eellä", "e"},      {"eessä", "e"},      {"eestä", "e"},
    {"eessa", "e"},     {"eesta", "e"},    {"issa", "i|"},      {"issä", "i|"},      {"ista", "i|"},
    {"istä", "i|"},     {"illa", "i|"},    {"illä", "i|"},      {"ilta", "i|"},      {"iltä", "i|"},
    {"ille", "i|"},     {"iksi", "i|"},    {"essa", "i"},       {"esta", "i"},       {"elle", "i"},
    {"iin", "i|"},      {"een", "e|i"},    {"aan", "a"},        {"ään", "ä"},        {"oon", "o"},
    {"uun", "u"},       {"yyn", "y"},      {"ssa", "|"},        {"ssä", "|"},        {"sta", "|"},
    {"stä", "|"},       {"lla", "|"},      {"llä", "|"},        {"lta", "|"},        {"ltä", "|"},
    {"lle", "|"},       {"ksi", "|"},      {"run", "rku"},      {"ta", "|"},         {"tä", "|"},
    {"na", "|"},        {"nä", "|"},       {"ia", "i|"},        {"iä", "i|"},        {"in", "i|"},
    {"en", "i"},        {"n", "|"},        {"a", "|"},          {"ä", "|"}};

// Most often behind an apostrophe, where the name ends anyway.
constexpr Ending turkish_endings[] = {
    {"daki", "|"}, {"deki", "|"}, {"taki", "|"}, {"teki", "|"}, {"nın", "|"}, {"nin", "|"}, {"nun", "|"}, {"nün", "|"},
    {"dan", "|"},  {"den", "|"},  {"tan", "|"},  {"ten", "|"},  {"yla", "|"}, {"yle", "|"}, {"ın", "|"},  {"in", "|"},
    {"un", "|"},   {"ün", "|"},   {"da", "|"},   {"de", "|"},   {"ta", "|"},  {"te", "|"},  {"ya", "|"},  {"ye", "|"},
    {"yı", "|"},   {"yi", "|"},   {"yu", "|"},   {"yü", "|"},   {"la", "|"},  {"le", "|"},  {"ı", "|"},   {"i", "|"},
    {"u", "|"},    {"ü", "|"},    {"a", "|"},    {"e", "|"}};

// A final a or e is long before an ending; the v of "with" becomes the
// consonant before it: Viktorral.
constexpr Ending hungarian_endings[] = {
    {"ából", "a"}, {"éből", "e"}, {"áról", "a"}, {"éről", "e"}, {"ához", "a"}, {"éhez", "e"}, {"ánál", "a"},
    {"énél", "e"}, {"ától", "a"}, {"étől", "e"}, {"ának", "a"}, {"ének", "e"}, {"ával", "a"}, {"ével", "e"},
    {"áért", "a"}, {"éért", "e"}, {"ában", "a"}, {"ében", "e"}, {"rral", "r"}, {"rrel", "r"}, {"ttal", "t"},
    {"ttel", "t"}, {"kkal", "k"}, {"kkel", "k"}, {"nnal", "n"}, {"nnel", "n"}, {"llal", "l"}, {"llel", "l"},
    {"ssal", "s"}, {"ssel", "s"}, {"ddal", "d"}, {"ddel", "d"}, {"ggal", "g"}, {"ggel", "g"}, {"zzal", "z"},
    {"zzel", "z"}, {"mmal", "m"}, {"mmel", "m"}, {"bbal", "b"}, {"bbel", "b"}, {"ból", "|"},  {"ből", "|"},
    {"ról", "|"},  {"ről", "|"},  {"hoz", "|"},  {"hez", "|"},  {"höz", "|"},  {"nál", "|"},  {"nél", "|"},
    {"tól", "|"},  {"től", "|"},  {"nak", "|"},  {"nek", "|"},  {"val", "|"},  {"vel", "|"},  {"ért", "|"},
    {"ban", "|"},  {"ben", "|"},  {"ába", "a"},  {"ébe", "e"},  {"ára", "a"},  {"ére", "e"},  {"áig", "a"},
    {"éig", "e"},  {"ott", "|"},  {"ett", "|"},  {"ött", "|"},  {"ba", "|"},   {"be", "|"},   {"ra", "|"},
    {"re", "|"},   {"ig", "|"},   {"án", "a"},   {"én", "e"},   {"át", "a"},   {"ét", "e"},   {"on", "|"},
    {"en", "|"},   {"ön", "|"},   {"ot", "|"},   {"et", "|"},   {"öt", "|"},   {"at", "|"},   {"n", "|"},
    {"t", "|"}};

// Croatian, Serbian, Bosnian and Slovene.
constexpr Ending south_slavic_endings[] = {{"skoga", "ski|sko"},
                                           {"skog", "ski|sko"},
                                           {"skome", "ski|sko"},
                                           {"skom", "ski|sko|ska"},
                                           {"skega", "ski|sko"},
                                           {"skemu", "ski|sko"},
                                           {"skem", "ski|sko"},
                                           {"skoj", "ska"},
                                           {"škoj", "ška"},
                                           {"čkoj", "čka"},
                                           {"dra", "dar"},
                                           {"dru", "dar"},
                                           {"ima", "i|a|e"},
                                           {"ama", "e|a"},
                                           {"ovim", "ov|ovo"},
                                           {"oga", "i|o"},
                                           {"ega", "i|o"},
                                           {"om", "|a|o"},
                                           {"em", "|"},
                                           {"oj", "a"},
                                           {"ci", "ka|ac"},
                                           {"ca", "ac|ec"},
                                           {"cu", "ac|ec"},
                                           {"ov", "i"},
                                           {"ih", "i|e"},
                                           {"im", "i|o"},
                                           {"a", "|o|e"},
                                           {"u", "|a|o"},
                                           {"i", "a|"},
                                           {"e", "a"},
                                           {"o", "a"}};
constexpr Ending romanian_endings[] = {{"iului", "i|iu"}, {"ului", "|u"}, {"iul", "i|iu"}, {"iei", "ia"}, {"lui", "|"},
                                       {"ul", "|u"},      {"ei", "a|ea"}, {"ii", "ia|i"},  {"a", "|ă"}};
constexpr Ending estonian_endings[] = {
    {"asse", "|"}, {"isse", "|"}, {"usse", "|"}, {"ast", "|"}, {"ist", "|"}, {"ust", "|"}, {"ile", "|"}, {"ale", "|"},
    {"ule", "|"},  {"ilt", "|"},  {"alt", "|"},  {"ult", "|"}, {"iga", "|"}, {"aga", "|"}, {"uga", "|"}, {"sse", "|"},
    {"as", "|"},   {"is", "|"},   {"us", "|"},   {"es", "|"},  {"il", "|"},  {"al", "|"},  {"ul", "|"},  {"lt", "|"},
    {"le", "|"},   {"st", "|"},   {"ks", "|"},   {"ga", "|"},  {"ni", "|"},  {"na", "|"},  {"ta", "|"},  {"l", "|"},
    {"s", "|"},    {"t", "|"},    {"i", "|"},    {"u", "|"},   {"a", "|"}};
constexpr Ending lithuanian_endings[] = {
    {"iaus", "ius"},  {"iuje", "ius"},  {"iumi", "ius"}, {"iui", "ius|is"}, {"oje", "a"},
    {"ėje", "ė"},     {"yje", "is|ys"}, {"uose", "ai"},  {"ose", "os"},     {"ais", "ai"},
    {"iu", "is|ius"}, {"ui", "as"},     {"os", "a"},     {"ės", "ė"},       {"io", "is|ys"},
    {"ių", "iai|ys"}, {"ai", "a"},      {"ei", "ė"},     {"ų", "ai|os"},    {"ą", "a|as"},
    {"ę", "ė"},       {"į", "is|ys"},   {"o", "as"},     {"u", "as"},       {"e", "as|ė"}};
constexpr Ending latvian_endings[] = {{"iem", "i"}, {"ijā", "ija"},  {"ām", "as"},  {"ai", "a"},  {"ei", "e"},
                                      {"as", "a"},  {"es", "e"},     {"im", "is"},  {"am", "s"},  {"us", "i"},
                                      {"os", "i"},  {"ās", "as"},    {"ā", "a|s"},  {"ē", "e"},   {"ī", "is"},
                                      {"ū", "us"},  {"u", "s|a|is"}, {"a", "s|is"}, {"i", "e|is"}};

std::span<const Ending> latin_endings(CaseLanguage language) {
  switch (language) {
    case CaseLanguage::german: return german_endings;
    case CaseLanguage::scandinavian: return scandinavian_endings;
    case CaseLanguage::polish: return polish_endings;
    case CaseLanguage::czech: return czech_endings;
    case CaseLanguage::finnish: return finnish_endings;
    case CaseLanguage::turkish: return turkish_endings;
    case CaseLanguage::hungarian: return hungarian_endings;
    case CaseLanguage::south_slavic: return south_slavic_endings;
    case CaseLanguage::romanian: return romanian_endings;
    case CaseLanguage::estonian: return estonian_endings;
    case CaseLanguage::lithuanian: return lithuanian_endings;
    case CaseLanguage::latvian: return latvian_endings;
    case CaseLanguage::none: break;
  }
  return {};
}

// And, the, in, to, from, as, that: alone or one on the other. The article of Arabic melts into "to".
constexpr Ending hebrew_prefixes[] = {
    {"ושב", ""}, {"ושל", ""}, {"ושמ", ""}, {"ושה", ""}, {"כשב", ""}, {"כשה", ""}, {"וה", ""}, {"וב", ""}, {"ול", ""},
    {"ומ", ""},  {"וכ", ""},  {"וש", ""},  {"שה", ""},  {"שב", ""},  {"שמ", ""},  {"של", ""}, {"מה", ""}, {"כש", ""},
    {"ה", ""},   {"ו", ""},   {"ב", ""},   {"ל", ""},   {"מ", ""},   {"כ", ""},   {"ש", ""}};
constexpr Ending arabic_prefixes[] = {{"ولل", "|ال"}, {"وبال", "|ال"}, {"وال", "|ال"}, {"بال", "|ال"}, {"فال", "|ال"},
                                      {"كال", "|ال"}, {"لل", "|ال"},   {"ول", ""},     {"وب", ""},     {"ال", ""},
                                      {"و", ""},      {"ب", ""},       {"ل", ""},      {"ف", ""},      {"ك", ""}};

constexpr std::size_t fewest_letters = 3;
constexpr std::size_t fewest_letters_of_several = 2;  // of the first of several words: תל אביב

// Calls take(replacement) for each of those between bars.
template <class F>
void for_each_replacement(std::string_view instead, F&& take) {
  for (std::size_t at = 0; at <= instead.size();) {
    const std::size_t end = std::min(instead.find('|', at), instead.size());
    take(instead.substr(at, end - at));
    at = end + 1;
  }
}

void take_off(std::string_view word, std::span<const Ending> endings, BareForms& forms) {
  for (const Ending& e : endings) {
    if (e.last != '\0' && (e.last != word.back() || !word.ends_with(e.ending))) continue;
    const std::string_view stem = word.substr(0, word.size() - e.ending.size());
    for_each_replacement(e.instead, [&](std::string_view instead) { forms.add({stem, instead, e.of_several}); });
  }
}

void take_off_prefix(std::string_view word, std::span<const Ending> prefixes, BareForms& forms) {
  for (const Ending& p : prefixes) {
    if (!word.starts_with(p.ending)) continue;
    for_each_replacement(p.instead, [&](std::string_view instead) {
      forms.add({instead, word.substr(p.ending.size())});
    });
  }
}

}  // namespace

void BareForms::add(const BareForm& form) {
  constexpr std::size_t most_bytes = 4;  // of a letter
  const std::size_t bytes = form.begin.size() + form.rest.size();
  const bool is_long = bytes > (fewest_letters - 1) * most_bytes;
  const std::size_t letters = is_long ? fewest_letters : utf8::count(form.begin) + utf8::count(form.rest);
  if (n_ == most || letters < fewest_letters_of_several) return;
  ::new (static_cast<void*>(forms_ + n_ * sizeof(BareForm)))
      BareForm{form.begin, form.rest, form.of_several, letters < fewest_letters};
  ++n_;
}

BareForms bare_forms(std::string_view word, CaseLanguage language) {
  BareForms forms;
  if (word.empty()) return forms;
  std::size_t at = 0;
  const char32_t first = utf8::next(word, at);
  if (first >= 0x400 && first <= 0x52F) take_off(word, cyrillic_endings, forms);
  else if (first >= 0x370 && first <= 0x3FF) take_off(word, greek_endings, forms);
  else if (first >= 0x5D0 && first <= 0x5EA) take_off_prefix(word, hebrew_prefixes, forms);
  else if (first >= 0x621 && first <= 0x64A) take_off_prefix(word, arabic_prefixes, forms);
  else if (first < 0x250) take_off(word, latin_endings(language), forms);
  return forms;
}

}  // namespace docmill::linker
