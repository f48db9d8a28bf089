#include "romanised.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "byte_kinds.hpp"
#include "byte_windows.hpp"
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

constexpr std::array<SmallWords, 19> languages{{
    {"ru",
     " eto chto ego ego uzhe ochen segodnya zavtra vchera spasibo pozhaluista pozhaluysta gde "
     "kogda "
     "potomu yesli esli mozhno budet skolko privet moya menya tebya mne nego kotoryi kotoruyu kotoraya "
     "teper davno nichego pochemu tolko seichas sejchas rabotaet znayu ulitse opyat mozhet delaesh takoi "
     "ponimaju znaju etom etot kuda otkuda takzhe vsegda nikogda seychas tozhe ikh eyo nado nuzhno khochu hochu dumayu "
     "khorosho horosho plokho posle cherez kazhdyi etogo etomu etu eti chelovek lyudi pomogi pomogite pomoshch poedu "
     "poidem poydem skazhi skazhite ponyal ponimayu vremya nedeli chasov zhivu zhivem lyublyu bolshe eshche esche "
     "yeshche "
     "bolshoe nuzhna khoroshii ",
     "", " u vse ja moi ili "},
    {"uk",
     " shcho tse vin vona duzhe sohodni dobryi dyakuyu diakuiu mozhna zavtra meni yak bula buv yoho koly vranci "
     "dopomohu budynku odnomu khotiv skazav pryide chomu tilky vzhe bachymosia khochu nemaie ",
     ""},
    {"bg",
     " shte nyama iskam iskash blagodarya zashto kakvo tazi tozi nyakade vseki kolko utre "
     "haresva pravish kade kaza doidesh kogato vchera beshe hubavo malko imash nishto neshto zashtoto obicham "
     "tryabva trqbva sega dobur znaesh mozhesh vsichki vsichko nyamam vkushti ",
     "", " ti mi che sam dnes mnogo tuk ima moga "},
    {"el",
     " einai kai tou tha gia exei exo exw echei thelo thelw mporo mporw mporeis simera shmera giati spiti "
     "parakalo kalimera kalispera kalinixta efxaristo euxaristo prepei stin sti ston twra tora eisai esy "
     "poso xronia xthes pame ksero kserw ksereis boro boreis pou apo otan oti epeidi kathe tipota kati poli poly eimai "
     "eimaste theleis avrio giagia pistevo edo ekei kalos ",
     "", " den ti pos meta kala tis "},
    {"hi",
     " hai hain nahi nahin mein kya mujhe tum aap meri mere hoon hum humne usne kahan kab abhi bahut bohat yeh "
     "woh raha rahe rahi karo karna karte karke diya gaya gayi liye sabse kaun itni thoda bhai acha accha "
     "achha achhi acchi zaroor chahiye tha thi hota hoti hamare tumhari tumhara tumhe kuch koi phir wapas jao chalo "
     "baat ghar paas bina aaj lagti milenge ",
     "", " ne dil main kal aur "},
    {"bn",
     " tumi amar tomar tomake apnar apni kemon achen acho kothay bhalo bhalobashi kichu onek aaj jabo korche koro "
     "ache amra shundor khub ami jani kintu chilo chhilo korbo jabe tader amader bolo bolte keno ekhon ekhane okhane ",
     "", " kal ar ei eta "},
    {"ar",
     " enta inta inti enti mish mesh mush fein wallah wallahi inshallah habibi habibti shu kifak bukra khalas "
     "yalla labas bghit sabah kheir mabrouk shway bedi fein nmchi ghadi dyal bach wesh wach khouya arwah bezzaf barcha "
     "chkoun kifach chwiya kteer ktir awy momken ",
     "", " el ya al fin ana rak rani "},
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
    {"ta",
     " naan enna romba nalla konjam unakku enakku venum illai irukku iruku irukken irukeenga sollu panren pannunga "
     "ippo "
     "eppo enga inga anga avanga neenga naanga vaanga seri thaan vandhu poren vangi tharen theriyum theriyala "
     "epdi eppadi enakku vanakkam nandri saptiya innaikku ",
     "", " illa da na avan "},
    {"te",
     " nenu nuvvu meeru unnav unnaru unnanu cheppu ledu undi ekkada ekkadiki veltunnav veltunnanu vastanu kavali naku "
     "neeku enduku chala bagundi bagunnara telusu teliyadu randi cheyyi chestunnav ippudu eppudu repu ",
     "", " kuda ela emi "},
    {"ml",
     " njan innale nalla sugham undayirunnu enthu enthanu evide ninakku enikku alle poyi vannu cheyyunnu aanu "
     "ayirunnu parayu sukhamano undo ivide avide nammal ningal ennu pinne ",
     "", " illa oru "},
    {"ka",
     " rogor khar gamarjoba madloba kargad minda ikneba aris dghes khval shevkhvdet chemi sheni ginda vitsi ratom "
     "mikvarkhar gmadlobt sad ",
     "", " me shen ara var da "},
    {"km", " knhom khnhom sok sabay chuob knea awkun orkun soum chhmous nov thngai ", "", " te mean tov ban ot nis "},
    // Not romanised: Kurmanji is written so, and no one here knows it well.
    {"ku",
     " ez ê jî çi wî wê hûn çawa gelek spas duh sibê îro niha nexweş hatin hebû heye dibe dike dikin kirin bû bûn "
     "dibêje dixwaze naxwaze dizane nizanim diçe diçin diçim dixwin mirov gund malê rojê welat welatê kurdî kurdistanê "
     "tenê ewan bikin bûye kiriye hatiye divê heta berî paşê pir lê yê yên û di ji ber nû dê bê zû navê bavê "
     "dayik hatî ",
     "", " ser kir li bi ku ye min te me we ew baş roj sal "},
    {"my", " kaung kyanaw kyanor kyama mingalaba mingalarbar kyay tin thwar nay lar ", "", " bar par de tal la "},
}};

constexpr std::size_t looked_at = 200;  // bytes
constexpr std::size_t least_words = 3;
constexpr std::size_t shortest_with_ending = 5;
constexpr std::size_t long_word = 6;  // letters: two of such are in no other language by chance
constexpr std::size_t arabic = 6;
static_assert(languages[arabic].language == "ar");

// Which languages have the word, and which have it as a particle: a bit for each.
struct Owners {
  uint32_t words = 0, particles = 0;
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
constexpr std::size_t longest_compared = window;
using Word = std::array<uint64_t, longest_compared / 8>;

// `letters`: with a window behind them.
Word word_of(const char* letters, std::size_t size) {
  const WindowBytes bytes = first_bytes(bytes16::load(letters), std::min(size, window));
  Word word;
  std::memcpy(word.data(), &bytes, sizeof word);
  return word;
}
Word word_of(std::string_view letters) {
  std::array<char, window> first{};
  std::copy_n(letters.begin(), std::min(letters.size(), window), first.begin());
  return word_of(first.data(), letters.size());
}

// Who has which word: a table of places, of which a third is taken.
class OwnerTable {
 public:
  OwnerTable() {
    for (std::size_t l = 0; l < languages.size(); ++l) {
      const auto bit = static_cast<uint32_t>(1u << l);
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
  static constexpr unsigned bits = 11;
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

// The last two letters of endings.
constexpr bool may_end(char before, char last) {
  switch (last) {
    case 'u': return before == 's';
    case 'n': return before == 'e' || before == 'u';
    case 'a': return before == 't' || before == 'd' || before == 'g';
    case 'o': return before == 'y' || before == 'e';
    case 'l': return before == 'u';
    default: return false;
  }
}
static_assert(std::all_of(languages.begin(), languages.end(), [](const SmallWords& l) {
  for (std::size_t at = l.endings.find(' ', 1); at < l.endings.size(); at = l.endings.find(' ', at + 1))
    if (!may_end(l.endings[at - 2], l.endings[at - 1])) return false;
  return true;
}));

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

// A text in small letters, and which of its bytes are letters or digits, a bit for each.
class Reading {
 public:
  explicit Reading(std::string_view text) : n_blocks_((text.size() + 63) / 64) {
    WindowBytes any_digits{};
    for (std::size_t at = 0; at < text.size(); at += window) {
      std::array<char, window> end{};
      const bool is_end = at + window > text.size();
      if (is_end) std::copy(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), end.begin());
      const WindowBytes bytes = is_end ? window_at({end.data(), window}, 0) : window_at(text, at);
      const WindowBytes lower = bytes | (is_from_to(bytes, 'A', 'Z') & 0x20);
      std::memcpy(letters_.data() + at, &lower, window);
      const WindowBytes digits = is_from_to(bytes, '0', '9');
      any_digits |= digits;
      of_words_[at / 64] |= uint64_t{high_bits(digits | ascii_letters(bytes) | bytes)} << at % 64;
    }
    has_digits_ = high_bits(any_digits) != 0;
  }
  // From `from` on, the first byte that is of a word.
  std::size_t start(std::size_t from) const { return find(from, 0); }
  // The first that is not.
  std::size_t end(std::size_t from) const { return find(from, ~uint64_t{0}); }
  // How many words there are, those of digits counted, too.
  std::size_t words() const {
    std::size_t n = 0;
    uint64_t before = 0;
    for (std::size_t i = 0; i < n_blocks_; ++i) {
      n += count_bits(of_words_[i] & ~(of_words_[i] << 1 | before));
      before = of_words_[i] >> 63;
    }
    return n;
  }
  bool has_digit(std::size_t from, std::size_t to) const {
    return has_digits_ && std::any_of(letters_.data() + from, letters_.data() + to, ascii::is_digit);
  }
  const char* letters() const { return letters_.data(); }

 private:
  std::size_t find(std::size_t from, uint64_t flipped) const {
    uint64_t bits = (of_words_[from / 64] ^ flipped) >> from % 64;
    while (bits == 0) {
      from = (from / 64 + 1) * 64;
      if (from == 64 * blocks) return from;
      bits = of_words_[from / 64] ^ flipped;
    }
    return from + static_cast<std::size_t>(std::countr_zero(bits));
  }

  static constexpr std::size_t blocks = looked_at / 64 + 1;  // there is a byte behind the last
  std::array<char, 64 * blocks + window> letters_;           // as far as there is text
  std::array<uint64_t, blocks> of_words_{};
  std::size_t n_blocks_;  // that have text
  bool has_digits_ = false;
};

// Who has a word of small letters, or one with its ending. `letters`: with a window behind them.
Owners owners_of(const char* letters, std::size_t size) {
  Owners result = owners()[word_of(letters, size)];
  const std::string_view word(letters, std::min(size, longest_compared));
  if (word.size() < shortest_with_ending || !may_end(word[word.size() - 2], word.back())) return result;
  for (const Ending& e : endings()) {
    if (word.size() > e.letters.size() && word.substr(word.size() - e.letters.size()) == e.letters)
      result.words |= static_cast<uint32_t>(1u << e.language);
  }
  return result;
}

}  // namespace

Romanised find_romanised(std::string_view text) {
  text = text.substr(0, looked_at);
  const Reading reading(text);
  if (reading.words() < least_words) return {};
  struct Hit {
    std::size_t at, size;
    uint32_t words, particles;  // see Owners
  };
  std::array<Hit, looked_at / 2> hits;  // said twice, counted once
  std::size_t n = 0, words = 0, with_digits = 0;
  for (std::size_t at = reading.start(0), end = 0; at < text.size(); at = reading.start(end)) {
    end = reading.end(at);
    const char* letters = reading.letters() + at;
    const bool has_digits = reading.has_digit(at, end);
    if (has_digits && ascii::is_digit(letters[0]) && ascii::is_digit(letters[std::min(end - at, longest_compared) - 1]))
      continue;
    ++words;
    const std::string_view as_written = text.substr(at, end - at);
    Owners of_word = owners_of(letters, end - at);
    if (has_digits && has_arabic_digit(as_written)) {
      ++with_digits;
      of_word.words |= static_cast<uint32_t>(1u << arabic);
    }
    if (of_word.words == 0 && of_word.particles == 0) continue;
    const auto is_again = [&](const Hit& h) { return text.substr(h.at, h.size) == as_written; };
    if (std::none_of(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(n), is_again))
      hits[n++] = {at, end - at, of_word.words, of_word.particles};
  }
  if (words < least_words || n < 2) return {};
  std::size_t best = 0, most = 0;
  bool telling = false;  // of the best
  uint32_t said = 0;
  for (std::size_t i = 0; i < n; ++i) said |= hits[i].words;
  for (std::size_t l = 0; l < languages.size(); ++l) {
    if ((said >> l & 1) == 0) continue;
    std::size_t own = 0, joining = 0, of_long = 0;
    for (std::size_t i = 0; i < n; ++i) {
      own += hits[i].words >> l & 1;
      of_long += (hits[i].words >> l & 1) != 0 && hits[i].size >= long_word;
      joining += hits[i].particles >> l & 1;
    }
    own += own < 2 ? 0 : joining;
    if (own > most) {
      best = l;
      telling = of_long >= 2;
    }
    most = std::max(own, most);
  }
  if (most < 2) return {};
  const bool plain = telling || (most >= 3 && most * 2 >= words);
  if (most * 10 >= words * 3) return {.language = languages[best].language, .plain = plain};
  return {.language = "", .plain = telling, .doubtful = most * 5 >= words || with_digits >= 2};
}

}  // namespace docmill::language
