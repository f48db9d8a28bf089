#include "function_words.hpp"

#include <algorithm>
#include <array>

namespace docmill::summary {

namespace {

struct List {
  std::string_view language;
  std::string_view words;  // sorted as bytes, a space before, between and behind them
};

// clang-format off
constexpr std::array lists{
    List{"de",
         " aber alle allen aller alles also andere anderen auch beim bereits dabei damit dann daran darauf dass"
         " dein deine denn deren dessen diese diesem diesen dieser dieses doch dort durch eine einem einen"
         " einer eines etwa etwas euch gegen habe haben hatte hatten hier ihre ihrem ihren ihrer immer jede"
         " jeden jeder jetzt kann kein keine keinen konnte können mehr mein meine muss müssen nach nicht noch"
         " oder ohne schon sehr sein seine seinem seinen seiner seit selbst sich sind soll sollte unter viele"
         " weil welche welcher wenn werden wieder will wird wurde wurden zwei zwischen über "},
    List{"en",
         " about above after again against also although among another because been before being below between"
         " both could does doing down during each even every from further have having hers herself himself"
         " however into itself just many might more most much must myself near never only onto other ours over"
         " said same says shall should since some such than that their theirs them themselves then there these"
         " they this those through thus under until upon very were what when where whether which while whom"
         " whose will with within without would your yours "},
    List{"es",
         " además ahora algo algunos ante antes aquel aquella aunque bajo cada casi como contra cual cuales"
         " cuando cuanto desde después donde durante ella ellas ellos entre eran esta estas este estos están"
         " fueron había hace hacia hasta luego mientras mismo mucho muchos nada nosotros nuestra nuestro otra"
         " otras otro otros para pero poco porque puede pueden pues quien quienes según será sido siempre sino"
         " sobre solo también tanto tiene tienen toda todas todo todos unas unos "},
    List{"fr",
         " ainsi alors après aucun aussi autre autres avait avant avec avoir bien cela celle celui cependant"
         " certains cette ceux chaque chez comme contre dans depuis deux donc dont elle elles encore entre"
         " faire fait furent jusque leur leurs lors lorsque mais moins même mêmes notamment notre nous parce"
         " pendant peut peuvent plus plusieurs pour pourquoi puis quand quel quelle quelques sans selon sera"
         " serait seront soit sont sous tous tout toute toutes très vers votre vous étaient était être "},
    List{"it",
         " alcuni altri altro anche ancora avere aveva avevano come contro così dagli dalla dalle dallo degli"
         " della delle dello dopo dove durante ecco erano essere fino fosse furono hanno loro mentre molti"
         " molto negli nella nelle nello nostro ogni oltre perché però poco potrebbe prima qualche quale quali"
         " quando quanto quella quelli quello questa queste questi questo sarà sempre senza sono sopra sotto"
         " stata stati stato sugli sulla sulle sullo tanto tutti tutto verso "},
    List{"nl",
         " alle alles andere daar daarna deze doch doen door echter eens elke enkele geen haar hadden hebben"
         " heeft hier hoewel ieder iets kunnen maar meer mijn moet moeten naar niet niets omdat onder onze over"
         " reeds sinds sommige steeds tegen toch tussen veel voor waar waarom wanneer want waren welke werd"
         " werden wezen worden wordt zelf zich zijn zonder zouden "},
    List{"pl",
         " albo bardziej bardzo bowiem była było były będzie będą ciągu czyli dlatego jaki jakie jako jednak"
         " jego jest jestem jeszcze jeśli każdy kiedy które którego której który których którzy lecz mają"
         " między można nawet niego niej niektóre oraz przed przez przy również siebie swoje swojej takich"
         " takie także tego tych tylko wiele wszystkie wśród zawsze żeby "},
    List{"pt",
         " ainda alguns ambos antes após aquela aquele assim cada como contra depois desde dessa desse desta"
         " deste durante elas eles entre eram essa esse esta este estes está estão foram havia isso isto mais"
         " mesmo muito muitos nessa nesse nesta neste nosso numa onde outra outras outro outros para pela pelas"
         " pelo pelos pode podem porque quais qual quando quanto quem seja sempre será seus sobre suas também"
         " tanto tinha toda todas todo todos umas você "},
    List{"ru",
         " более будет будут была были было быть весь вместе возможно всего всех даже если есть когда которая"
         " которого которой которые который которых лишь между меня может можно надо него ничего однако около"
         " очень перед после потом потому почти просто против себя сейчас снова собой такая также такие такой"
         " тебя теперь того тоже только тому хотя чего через чтобы этих этого этой этом этот является являются "},
    List{"sv",
         " alla allt andra bara bland blev blir denna deras dessa detta efter eller från före genom hade hans"
         " hennes icke inom inte kommer kring kunde ligger mellan mest minst mycket många måste någon något"
         " några också samma sedan sina sitt själv skulle sådan under utan vara varit varje ville "},
    List{"tr",
         " ancak arasında aynı bana bazı belki bile birçok bunlar bunun böyle bütün daha diye diğer eğer gibi"
         " hangi hepsi için kadar kendi nasıl neden olan olarak oldu olduğu onlar sadece sonra tarafından veya"
         " yani yine çünkü önce üzere şöyle "},
    List{"uk",
         " адже буде будуть була були було бути більше вище вона вони всіх дуже його коли мене може можна"
         " навіть нього перед просто проте після свого своїх себе такий також того тому тільки хоча цього цьому"
         " через який яких якого якщо якій "},
};
// clang-format on

const List* list_of(std::string_view language) {
  const auto* found =
      std::find_if(lists.begin(), lists.end(), [&](const List& list) { return list.language == language; });
  return found == lists.end() ? nullptr : found;
}

// Begins of words are found by going back to the space before the middle: a binary search in the string itself.
bool contains(std::string_view words, std::string_view word) {
  std::size_t low = 1, high = words.size();  // low: begin of a word; high: behind a space
  while (low < high) {
    std::size_t begin = low + (high - low) / 2;
    while (begin > low && words[begin - 1] != ' ') --begin;
    const std::size_t end = words.find(' ', begin);
    const std::string_view here = words.substr(begin, end - begin);
    if (here == word) return true;
    if (here < word) low = end + 1;
    else high = begin;
  }
  return false;
}

}  // namespace

bool is_function_word(std::string_view word, std::string_view language) {
  const List* list = list_of(language);
  return list != nullptr && contains(list->words, word);
}

bool has_function_words(std::string_view language) { return list_of(language) != nullptr; }

}  // namespace docmill::summary
