#include "telling_words.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <bit>
#include <string>
#include <unordered_map>
#include <vector>

#include "docmill/base/utf8.hpp"
#include "letters.hpp"

namespace docmill::language {

namespace {

// Of each group only those that not all of it have; a hyphen stands for any ending.
struct TellingWords {
  std::string_view language;
  std::string_view groups;  // a letter for each; close are those that share one
  std::string_view words;
};

constexpr std::array<TellingWords, telling_languages> table{{
    {"bs", "s",
     "prije poslije gdje ovdje negdje uvijek vrijeme djec- djevoj- dijete mlijek- snijeg- lijep- mjest- čovjek- "
     "svijet- cijen- rijek- pjesm- promjen- primjer- predsjedni- sljede- rješenj- savjet- njemačk- historij- "
     "hljeb- lahk- mehk- kahv- polahko sedmic- hiljad- fabrik- općin- opć- ko neko niko šta voz voza januar- "
     "februar- avgust- septemb- oktob- novemb- decemb- evrop- preduzeć- tačno tačk- uslov- sprat- biblioteke "
     "hemij- što zašto jer sada danas nije nisam sam ću će koji koja već još jučer vozom vozu vozovi vozova "
     "aerodrom- fudbal- računar- porodic- saobraćaj- ljekar- doktor- sistem- tastatur- saradnj- učestv- tokom "
     "takmičen- budžet- komšij- direktor- ambasad- ured ureda općenito ostrv- "},
    {"hr", "s",
     "prije poslije gdje ovdje negdje uvijek vrijeme djec- djevoj- dijete mlijek- snijeg- lijep- mjest- čovjek- "
     "svijet- cijen- rijek- pjesm- promjen- primjer- predsjedni- sljede- rješenj- savjet- njemačk- općin- opć- "
     "tko netko nitko tvrtk- kolosijek- tjedan tjedn- kruh kruha vlak vlaka vlakom tisuć- siječnj- veljač- ožujk- "
     "travnj- svibnj- lipnj- srpnj- rujn- listopad- studenog- prosinc- povijest- glazb- zrak zraka zrakoplov- "
     "sveučilišt- kazališt- uvjet- točno točk- europ- županij- gospodarstv- znanost- znanstven- izvješć- "
     "umirovljen- ravnatelj- sudac knjižnic- kemij- što zašto jer sada danas nije nisam sam ću će koji koja već "
     "još jučer vlakovi vlakova zračn- nogomet- računal- obitelj- promet- liječni- sustav- tipkovnic- suradnj- "
     "sudjel- tijekom natjecan- proračun- susjed- veleposlan- kolodvor- tvornic- ured ureda općenito otok- "
     "poduzeć- prosvjed- unatoč "},
    {"sr", "sc",
     "pre posle gde ovde negde uvek vreme deca dece deci devoj- dete mleko mleka sneg snega lep lepo lepa lepi "
     "mesto mesta čovek- svet sveta svetu cena cene reka reke pesm- promen- primer- predsedni- sledeć- rešenj- "
     "savet- nemačk- kolosek- hleb- nedelj- opštin- opšt- istorij- hiljad- fabrik- zvezd- pobed- telo dela deo "
     "ceo cela celo ko neko niko šta voz voza januar- februar- avgust- septemb- oktob- novemb- decemb- evrop- "
     "preduzeć- tačno tačk- uslov- sprat- biblioteke hemij- što zašto jer sada danas nije nisam sam ću će koji "
     "koja već još juče vozom vozu vozovi vozova aerodrom- fudbal- računar- porodic- saobraćaj- lekar- doktor- "
     "sistem- tastatur- saradnj- učestv- tokom takmičen- budžet- komšij- sused- direktor- ambasad- kancelarij- "
     "uopšte ostrv- vazdu- шта ко где како када зашто није нисам сам смо сте ће ћу хлеб већ још што овај је су "
     "веома данас сутра "},
    {"sl", "s",
     "in kaj kje kdaj zakaj tudi še že ker lahko zdaj danes včeraj kdo nič bom boš bomo ni nisem sem kot kateri "
     "katera katero ampak vendar zelo več hvala prosim dober leta letih otrok otroci slovensk- dela delo mleko "
     "mleka sneg snega lep lepo lepa lepi mesto mesta svet sveta svetu cena cene reka reke pesm- primer- telo "
     "celo cela vreme evrop- januar- februar- avgust- septemb- oktob- novemb- decemb- kruh kruha vlak vlaka "
     "vlakom zrak zraka otok- "},
    {"id", "m",
     "Anda bahwa karena bisa kantor uang mobil polisi universitas yaitu mau sepeda karyawan inggris juni juli "
     "agustus desember maret bandara butuh senin kamis jumat kota provinsi kabupaten gubernur nomor telepon "
     "aktivitas kualitas eropa berbeda pabrik dokter stasiun kamar saja saat teman perusahaan pemerintah rumah "
     "kereta dulu lalu kemarin silakan kalian nggak gak sampai "},
    {"ms", "m",
     "anda bahawa kerana pejabat wang kereta polis universiti iaitu mahu basikal kakitangan inggeris jun julai "
     "ogos disember mac isnin khamis jumaat ahad bandar negeri nombor telefon aktiviti kualiti eropah berbeza "
     "kilang doktor stesen bilik sahaja ialah awak syarikat kerajaan hospital akhbar peniaga lepas bertolak cikgu "
     "setiausaha tarikh perniagaan peguam manakala apabila sekiranya semalam kanak sampai rumah daripada cuba "
     "kesihatan perkhidmatan maklumat keperluan memerlukan rosak faham bila sukan ubat percuma rasmi encik baharu "
     "berhampiran hendak menelefon mesyuarat selepas sebarang memandangkan jadual cukai jepun jerman sepanyol "
     "itali "},
    {"da", "n",
     "af mig dig sig hvad meget efter nu nogen noget blev være hvordan hvornår op ud uge bagefter siden kun mere "
     "jeg hun ikke fra hvorfor også kommer ligger hjem hvem hvor hver selv dem mens sammen flere norge skole- "
     "spiser sagde gik fik bliver os jer børn børnene penge vej nej hej måske aldrig altid gennem tilbage uden "
     "mellem siger havde arbejd- billed- sprog- end køber ugen vand åben "},
    {"nb", "n",
     "av meg deg seg hva mye etter nå noen noe ble være hvordan når opp ut uke siden bare mer fram jeg hun ikke "
     "fra hvorfor også kommer ligger hjem hvem hvor hver selv dem mens sammen flere norge skole- spiser sa gikk "
     "fikk blir oss penger vei nei hei kanskje aldri alltid gjennom tilbake uten mellom sier hadde arbeid- bilde- "
     "språk- enn kjøper uka uken vann åpen åpent å jobber "},
    {"nn", "n",
     "av meg deg seg kva mykje etter no nokon noko vart vere korleis når opp ut veke sidan berre meir ikkje eg "
     "dei frå ho ein eit kvifor kjem ligg heim kven kvar sjølv medan saman fleire noreg skule- seier fekk gjekk "
     "blir oss pengar veg nei hei kanskje aldri alltid gjennom utan mellom hadde arbeid- språk- enn kjøper veka "
     "vatn å jobbar "},
    {"sv", "n",
     "och att inte är jag till från också vad hur när vem mycket nu någon något några blev vara vecka sedan bara "
     "mer hon kommer hem varför vilken själv oss blir pengar kanske aldrig alltid genom tillbaka utan mellan "
     "säger hade arbet- bild- språk- än köper veckan vatten öppen å skola av ett jobbar "},
    {"cs", "v",
     "se jsem jsi jsou jsme byl byla bylo byli být jako nebo když protože také jen ještě pro při přes ve ze před "
     "který která které kdo proč jak zítra velmi více teď hned nic něco někdo člověk děkuji není nejsou já mě "
     "její jejich svůj čtyři pět budou může lze jeden podle až také roce let které tím jehož město práce kromě "},
    {"sk", "v",
     "sa som sú sme bol bola bolo boli byť ako alebo keď pretože tiež len ešte pre pri cez vo zo pred ktorý ktorá "
     "ktoré kto prečo zajtra veľmi viac teraz hneď nič niečo niekto človek ďakujem nie ja ich svoj štyri päť budú "
     "môže možno jeden podľa až roku rokov tým mesto práca okrem menej "},
    {"nl", "a",
     "de een zijn niet ik wij hij zij er wordt worden werd heeft hebben had naar deze mijn haar onze jullie je "
     "jij zo nu tegen tijd bij vijf zes zeven over als zei zal school maken gemaakt dank veel voor zeer "},
    {"af", "a",
     "nie ek hy sy hulle word baie vir by so nou teen tyd vyf ses sewe oor as sê sal skool maak gemaak dankie "
     "hierdie dié wees julle jou my asseblief môre ons kinders geld jaar "},
    {"zu", "z",
     "ukuthi futhi uma ngoba manje yini kanti lokhu kahle ngiyabonga sawubona sanibonani ngi- yami wami kuphi izwe "
     "kanye "
     "isikhathi kusasa lapho bese sengathi hhayi yebo ingabe kungani kodwa njengoba unyaka kakhulu "},
    {"xh", "z",
     "ukuba kwaye okanye xa kuba ngoku intoni kakuhle enkosi molo molweni ndi- yam wam ilizwe ixesha ngomso apho "
     "baze njengoko hayi ewe ingaba kutheni kwakhona nokuba unyaka kakhulu kodwa "},
    {"st", "t",
     "ho hore ha haholo empa kapa jwale ntho tseba etsa moo haeba bakeng hae hao hape hosane hoseng leboha bohle "
     "ohle tsohle kajeno mong hona hantle feela ebile "},
    {"tn", "t",
     "go gore ga thata mme kgotsa jaanong selo itse dira fa gagwe gago gape kamoso moso leboga botlhe otlhe "
     "tsotlhe gompieno mongwe gonne sentle fela gonna tshwanetse ebile "},
    {"es", "r",
     "mi es y un en la por dos cerca el los las del una muy pero hay con su sus yo qué cómo ella ellos usted soy estoy "
     "tengo tiene hola "
     "gracias bueno nuestro nuestra se lo me más ya "},
    {"pt", "r",
     "meu minha é e o os as do da dos das uma um por não são com você ele ela eles eu muito mas tem estou isso "
     "obrigado "
     "obrigada em no na seu sua se me mais já "},
    {"gl", "r",
     "meu miña é e o os as do da dos das unha un en por non son con vostede el ela eles eu moi moito pero ten estou "
     "iso "
     "grazas xa máis onde tamén coa no na nun nunha seu súa se me "},
    {"ca", "r",
     "mi és i en prop el els la les del dels una un no són amb vostè ell ella ells elles jo molt però té aquest "
     "aquesta "
     "gràcies més "
     "hi ho ja què al als va meu meva seu seva "},
    {"oc", "r",
     "lo la los las un una del dels de e es son non amb per mas plan fòrça ai as avèm aquò aqueste aquesta jos sus "
     "dins "
     "que qu mercés adieu bona bon al als se mon ma pel vos pas "},
    {"fr", "r",
     "le la les des du une un est et je tu il elle nous vous ils elles ça pas ne dans sur avec pour mais très mon ma "
     "mes son sa ses oui salut merci va vas déjà où au aux "},
    {"it", "r",
     "il lo la gli le un una di è e non sono con lei lui loro io molto ma ha ho mio mia suo sua della del dei nel "
     "nella più già grazie ciao questo questa mi ti ci si al "},
    {"kk", "k",
     "және үшін бұл мен ол деп еді екі үш жүз біз біздің менің сенің адам болған бір жоқ қалай емес кейін тағы "},
    {"ky", "k",
     "жана үчүн бул менен ал деп эле эки үч жүз биз биздин менин сенин адам болгон бир жок кандай эмес кийин дагы "},
    {"tt", "k",
     "һәм өчен бу белән ул дип иде ике өч йөз без безнең минем синең кеше булган бер юк ничек түгел аннары тагын бик "
     "яки да дә генә "},
    {"bg", "c",
     "кой коя кое кои какво къде кога защо ще няма това този тази тези се също съм сме сте мога искам хляб вече със "
     "във "
     "през всички е са беше много добре утре днес обаче повече може "},
    {"ru", "c",
     "это что кто где как когда почему есть был была было были его её они мы вы тебя меня для ещё уже только или "
     "очень если чтобы она он из от хлеб завтра сегодня много может "},
    {"mk", "c",
     "кој која кое кои што каде кога зошто ќе нема ова овој оваа овие сум сме сте леб веќе со во сите е се беше "
     "многу добро утре денес повеќе може како зошто оваа "},
    {"uk", "c",
     "це що хто де як коли чому є був була було були його її вони ми ви тебе мене для ще вже тільки або дуже якщо щоб "
     "вона він із від хліб завтра сьогодні багато може "},
    {"be", "c",
     "гэта што хто дзе як калі чаму ёсць быў была было былі яго яе яны мы вы цябе мяне для яшчэ ўжо толькі або "
     "вельмі калі каб яна ён з ад хлеб заўтра сёння шмат можа "},
}};

constexpr std::size_t telling_bytes = 200;     // are looked at
constexpr std::size_t shortest_of_weight = 4;  // bytes

// Other words count for these where they have such a letter.
struct TellingLetter {
  std::string_view letter, languages;
};
constexpr std::array<TellingLetter, 5> telling_letters{
    {{"ñ", "es gl"}, {"қ", "kk"}, {"ғ", "kk"}, {"ұ", "kk"}, {"җ", "tt"}}};

// Who has which word: a bit for each language.
struct TellingOwners {
  std::unordered_map<std::string_view, uint64_t> words;
  std::vector<std::pair<std::string_view, uint64_t>> beginnings;
  std::array<uint64_t, telling_letters.size()> with_letter{};  // see telling_letters

  TellingOwners() {
    std::unordered_map<std::string_view, uint64_t> open;
    for (std::size_t l = 0; l < table.size(); ++l) {
      std::string_view rest = table[l].words;
      for (std::size_t end = rest.find(' '); end != std::string_view::npos; end = rest.find(' ')) {
        const std::string_view word = rest.substr(0, end);
        rest.remove_prefix(end + 1);
        if (word.back() == '-') open[word.substr(0, word.size() - 1)] |= uint64_t{1} << l;
        else words[word] |= uint64_t{1} << l;
      }
    }
    for (std::size_t i = 0; i < telling_letters.size(); ++i) {
      for (std::size_t l = 0; l < table.size(); ++l) {
        const bool has = telling_letters[i].languages.find(table[l].language) != std::string_view::npos;
        with_letter[i] |= static_cast<uint64_t>(has) << l;
      }
    }
    beginnings.assign(open.begin(), open.end());
    std::sort(beginnings.begin(), beginnings.end());
  }
  uint64_t of(std::string_view word) const {
    if (const auto found = words.find(word); found != words.end()) return found->second;
    // One that begins the word stands right before where it would be, but for longer ones that begin it, too.
    auto at = std::upper_bound(beginnings.begin(), beginnings.end(), word,
                               [](std::string_view w, const auto& b) { return w < b.first; });
    for (int i = 0; i < 3 && at != beginnings.begin(); ++i) {
      --at;
      if (word.substr(0, at->first.size()) == at->first) return at->second;
    }
    for (std::size_t i = 0; i < telling_letters.size(); ++i) {
      if (word.find(telling_letters[i].letter) != std::string_view::npos) return with_letter[i];
    }
    return 0;
  }
};

const TellingOwners& telling_owners() {
  static const TellingOwners all;
  return all;
}

}  // namespace

int telling_place(std::string_view language) {
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.language == language; });
  return found == table.end() ? -1 : static_cast<int>(found - table.begin());
}

std::array<uint8_t, telling_languages> count_telling_words(std::string_view text, int place) {
  const LetterScripts& scripts = LetterScripts::get();
  const TellingOwners& all = telling_owners();
  std::array<uint8_t, telling_languages> counts{};
  uint64_t group = 0;
  const std::string_view groups = table[static_cast<std::size_t>(place)].groups;
  for (std::size_t l = 0; l < table.size(); ++l)
    group |= static_cast<uint64_t>(table[l].groups.find_first_of(groups) != std::string_view::npos) << l;
  std::string word;
  bool at_start = true, capital = false;  // of the word: no other stands before it; it begins with one
  const auto end_word = [&] {
    // Indonesia writes the polite "you" with a capital inside a sentence, too, Malaysia does not.
    if (word == "anda") word = at_start ? "" : capital ? "Anda" : "anda";
    at_start = at_start && word.empty();
    uint64_t bits = word.empty() ? 0 : all.of(word) & group;
    // What only one has says more, if it is no small word.
    const uint8_t weight = std::has_single_bit(bits) && word.size() >= shortest_of_weight ? 2 : 1;
    for (; bits != 0; bits &= bits - 1) counts[static_cast<std::size_t>(std::countr_zero(bits))] += weight;
    word.clear();
  };
  text = utf8::prefix(text, telling_bytes);
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    if (scripts[c] == USCRIPT_COMMON && !(c >= '0' && c <= '9')) {
      end_word();
      continue;
    }
    if (word.empty()) capital = u_isupper(static_cast<UChar32>(c)) != 0;
    utf8::append(word, static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
  }
  end_word();
  return counts;
}

}  // namespace docmill::language
