#include "romanised.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "docmill/base/ascii.hpp"

namespace docmill::language {

namespace {

struct SmallWords {
  std::string_view language;
  std::string_view
      words;  // between spaces, as people type them; those that a language in Latin letters uses often left out
  std::string_view endings;         // of words of five letters or more
  std::string_view particles = "";  // words that others have too: they only join in
};

constexpr std::array<SmallWords, 12> languages{{
    {"ru",
     " eto chto ego ego uzhe ochen segodnya zavtra vchera spasibo pozhaluista pozhaluysta gde "
     "kogda "
     "potomu yesli esli mozhno budet skolko privet moya menya tebya mne nego kotoryi kotoruyu kotoraya "
     "teper davno nichego pochemu tolko seichas sejchas rabotaet znayu ulitse opyat mozhet delaesh takoi "
     "ponimaju znaju etom etot ",
     "", " u vse ja moi ili "},
    {"uk",
     " shcho tse vin vona duzhe sohodni dobryi dyakuyu diakuiu mozhna zavtra meni yak bula buv yoho koly vranci "
     "dopomohu budynku odnomu khotiv skazav pryide chomu tilky vzhe bachymosia khochu nemaie ",
     ""},
    {"bg",
     " shte nyama iskam iskash blagodarya zashto kakvo tazi tozi nyakade vseki kolko utre "
     "haresva pravish kade kaza doidesh ",
     "", " ti mi che sam dnes mnogo tuk ima moga "},
    {"el",
     " einai kai tou tha gia exei exo exw echei thelo thelw mporo mporw mporeis simera shmera giati spiti "
     "parakalo kalimera kalispera kalinixta efxaristo euxaristo prepei stin sti ston twra tora eisai esy "
     "poso xronia xthes pame ",
     "", " den ti pos meta kala tis "},
    {"hi",
     " hai hain nahi nahin mein kya mujhe tum aap meri mere hoon hum humne usne kahan kab abhi bahut bohat yeh "
     "woh raha rahe rahi karo karna karte karke diya gaya gayi liye sabse kaun itni thoda bhai acha accha "
     "achha achhi acchi zaroor chahiye tha thi hota hoti hamare tumhari tumhara tumhe kuch koi phir wapas jao chalo "
     "baat ghar paas bina aaj lagti milenge ",
     "", " ne dil main kal aur "},
    {"bn",
     " tumi amar tomar tomake apnar apni kemon achen acho kothay bhalo bhalobashi kichu onek aaj jabo korche koro "
     "ache amra shundor khub ",
     "", " kal ar ei eta "},
    {"ar",
     " enta inta inti enti mish mesh mush fein wallah wallahi inshallah habibi habibti shu kifak bukra khalas "
     "yalla labas bghit sabah kheir mabrouk shway bedi fein nmchi ghadi dyal bach kteer ktir awy momken ",
     "", " el ya al fin ana "},
    {"fa",
     " shoma hastam hastand kheyli khub khoob chetor chetore chetori emrooz farda baraye nist mikonam mikham "
     "miram miravim mitavani nemidanam salam lotfan mamnoon koja kojast komakam ",
     "", " man az ba ra "},
    {"ja",
     " desu masu mashita watashi kono keredo totemo shite doko sumimasen kudasai arimasu "
     "imasu nihongo kinou ashita mainichi ",
     " masu masen mashita imasu desu ", " wa o ni ga no to wo "},
    {"zh",
     " nimen tamen shi zai hen jintian mingtian zuotian shenme zenme duoshao pengyou zhe mei xianzai "
     "keyi qing xiang tianqi ",
     "", " qu ni ma le ba de ta hao wo bu na "},
    {"ko", "  jeongmal neomu oneul naeil jeoneun ",
     " haseyo eseo reul neun eoyo seumnida sseoyo eyo neyo ayo hayeo jiga ieyo "},
    {"he",
     " ani ata shalom toda bevakasha rotze rotza yodea efo eifo machar anachnu meod shel sheli gam aval shlomcha "
     "harbe otcha yesh haya ",
     "", " lo ma ken "},
}};

constexpr std::size_t looked_at = 200;  // bytes
constexpr std::size_t shortest_with_ending = 5;
constexpr std::size_t arabic = 6;
static_assert(languages[arabic].language == "ar");

// Which languages have the word, and which have it as a particle: a bit for each.
struct Owners {
  uint16_t words = 0, particles = 0;
};

std::vector<std::string_view> parts_of(std::string_view list) {
  std::vector<std::string_view> parts;
  for (std::size_t at = list.find_first_not_of(' '); at != std::string_view::npos;) {
    const std::size_t end = std::min(list.find(' ', at), list.size());
    parts.push_back(list.substr(at, end - at));
    at = list.find_first_not_of(' ', end);
  }
  return parts;
}

// As much of a word as is compared, with zeros behind it.
constexpr std::size_t longest_compared = 16;
using Word = std::array<uint64_t, longest_compared / 8>;

Word word_of(std::string_view letters) {
  Word word{};
  std::memcpy(word.data(), letters.data(), std::min(letters.size(), longest_compared));
  return word;
}

// Who has which word: a table of places, of which a third is taken.
class OwnerTable {
 public:
  OwnerTable() {
    for (std::size_t l = 0; l < languages.size(); ++l) {
      const auto bit = static_cast<uint16_t>(1u << l);
      for (const std::string_view word : parts_of(languages[l].words)) place_for(word_of(word)).owners.words |= bit;
      for (const std::string_view word : parts_of(languages[l].particles))
        place_for(word_of(word)).owners.particles |= bit;
    }
  }
  Owners operator[](const Word& word) const { return places_[find(word)].owners; }

 private:
  struct Place {
    Word word{};  // zeros: free
    Owners owners;
  };
  std::size_t find(const Word& word) const {
    std::size_t at = (word[0] * 0x9E3779B97F4A7C15u ^ word[1] * 0xD6E8FEB86659FD93u) >> (64 - bits);
    while (places_[at].word != word && places_[at].word != Word{}) at = (at + 1) % places_.size();
    return at;
  }
  Place& place_for(const Word& word) {
    Place& place = places_[find(word)];
    place.word = word;
    return place;
  }
  static constexpr unsigned bits = 10;
  std::array<Place, std::size_t{1} << bits> places_;
};

const OwnerTable& owners() {
  static const OwnerTable table;
  return table;
}

struct Ending {
  std::size_t language;
  std::string_view letters;
};

const std::vector<Ending>& endings() {
  static const auto table = [] {
    std::vector<Ending> t;
    for (std::size_t l = 0; l < languages.size(); ++l) {
      for (const std::string_view ending : parts_of(languages[l].endings)) t.push_back({l, ending});
    }
    return t;
  }();
  return table;
}

bool ends_with(std::string_view word, std::string_view ending) {
  return word.size() > ending.size() && word.substr(word.size() - ending.size()) == ending;
}

// `3aref`, `sa7bi`, `ma2dersh`: a digit that stands for a letter, beside small letters; not `3rd`, `mp3`, `h264`.
bool has_arabic_digit(std::string_view word) {
  std::size_t letters = 0, digits = 0;
  for (const char c : word) {
    letters += ascii::is_lower(c);
    digits += c == '2' || c == '3' || c == '5' || c == '7' || c == '9';
  }
  if (letters + digits != word.size() || digits == 0 || digits > 2 || letters < 3) return false;
  return word.front() == '3' || word.front() == '7' ||
         (!ascii::is_digit(word.back()) && !ascii::is_digit(word.front()));
}

}  // namespace

Romanised find_romanised(std::string_view text) {
  text = text.substr(0, looked_at);
  std::array<std::size_t, languages.size()> hits{}, joining{};
  std::size_t words = 0, with_digits = 0;
  std::vector<std::string_view> counted;  // said twice, counted once; at most a hundred
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    std::array<char, longest_compared> lower{};
    std::size_t size = 0;
    for (; end < text.size() && (ascii::is_letter(text[end]) || ascii::is_digit(text[end]) || (text[end] & 0x80) != 0);
         ++end)
      if (size < lower.size()) lower[size++] = ascii::lower(text[end]);
    if (end == at) {
      ++at;
      continue;
    }
    const std::string_view word(lower.data(), size), as_written = text.substr(at, end - at);
    at = end;
    if (ascii::is_digit(word.front()) && ascii::is_digit(word.back())) continue;
    ++words;
    const bool digit = has_arabic_digit(as_written);
    with_digits += digit;
    Owners of_word = owners()[word_of(word)];
    if (word.size() >= shortest_with_ending) {
      for (const Ending& e : endings())
        if (word.back() == e.letters.back() && ends_with(word, e.letters))
          of_word.words |= static_cast<uint16_t>(1u << e.language);
    }
    if (digit) of_word.words |= static_cast<uint16_t>(1u << arabic);
    if (of_word.words == 0 && of_word.particles == 0) continue;
    if (std::find(counted.begin(), counted.end(), as_written) != counted.end()) continue;
    counted.push_back(as_written);
    for (std::size_t l = 0; l < languages.size(); ++l) {
      hits[l] += of_word.words >> l & 1;
      joining[l] += of_word.particles >> l & 1;
    }
  }
  for (std::size_t l = 0; l < languages.size(); ++l) hits[l] += hits[l] < 2 ? 0 : joining[l];
  const auto best = static_cast<std::size_t>(std::max_element(hits.begin(), hits.end()) - hits.begin());
  if (words < 3 || hits[best] < 2) return {};
  if (hits[best] * 10 >= words * 3) {
    return {.language = languages[best].language, .plain = hits[best] >= 3 && hits[best] * 2 >= words};
  }
  return {.language = "", .doubtful = hits[best] * 5 >= words || with_digits >= 2};
}

}  // namespace docmill::language
