#include "text/word_lists.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <span>

#include "text/given_names.hpp"
#include "text/tokens.hpp"

namespace docmill::linker {
namespace {

using namespace word_class;

constexpr WordList lists[] = {
    {function | ordinary,
     "a an the and or but nor for so yet of in on at by to from with into onto over under after before about above "
     "across against along amid among around as behind below beneath beside besides between beyond despite down during "
     "except inside like near off out outside past per since than through throughout till toward towards until up upon "
     "via vs versus within without no if then that this these those it its it's"},
    {auxiliary | ordinary,
     "is are was were be been being am do does did has have had will would can could shall should might must not"},
    {ordinary,
     "i you he she we they me him her us them my your his our their mine yours hers ours theirs myself yourself "
     "himself "
     "herself itself ourselves themselves who whom whose which what when where why how whether while because although "
     "though unless whereas however moreover furthermore therefore thus hence meanwhile nevertheless nonetheless "
     "otherwise instead indeed perhaps maybe also even still just only once again already always never often sometimes "
     "soon later now today tomorrow yesterday tonight here there everywhere elsewhere first second third last next "
     "finally initially eventually recently currently previously formerly originally similarly likewise additionally "
     "overall yes well okay oh hello hey hi dear thanks thank please let let's lets all any both each either every few "
     "many more most much neither none one two three four five six seven eight nine ten eleven twelve hundred thousand "
     "other another others several some such same own certain various different new old former current late early "
     "earlier latter long short high low big small great large little good better best bad worse worst far further "
     "nearly almost quite rather too very really simply clearly according based given compared contrary due thanks "
     "following including regarding considering concerning adding asked although anyone someone everyone nobody people "
     "person man men woman women child children researchers researcher analysts analyst experts expert critics critic "
     "officials official companies company firms firm developers developer engineers engineer scientists scientist "
     "investors investor users user customers customer workers worker students student lawmakers regulators reporters "
     "readers reader supporters opponents buyers sellers makers sources observers industry government governments "
     "country countries nation nations state states world market markets team teams group groups member members press "
     "media news report reports reporting study studies survey paper papers article articles story stories book books "
     "chapter section page part parts number numbers figure figures table data results result test tests model models "
     "chip chips software hardware tool tools app apps system systems network networks cloud web site sites internet "
     "computer computers computing technology technologies tech science research development innovation education "
     "health "
     "energy power water food money trade tax law laws rule rules policy policies plan plans program project projects "
     "product products service services business economy finance security defense defence military war peace history "
     "culture art music film movie game games sport sports travel life home house family friends work job jobs time "
     "year "
     "years month months week weeks day days morning evening night hour hours minute minutes moment place places city "
     "town village region area street road building office room door car cars train plane ship phone phones video "
     "videos "
     "image images photo photos picture source credit share shares stock stocks price prices cost costs demand supply "
     "sales revenue profit growth progress success failure risk risks threat threats challenge challenges problem "
     "problems question questions answer answers issue issues reason reasons example examples case cases way ways "
     "thing "
     "things idea ideas fact facts truth view views opinion comment comments letter letters word words language "
     "languages name names title line lines point points side sides end start beginning introduction conclusion "
     "summary "
     "overview background references reference subscribe newsletter reply advertisement related recommended popular "
     "latest updated published posted written edited translated click read see watch listen learn look find get go "
     "come "
     "take make give keep put set run use used using try think know say says said tell ask show shows call called help "
     "need want seem seems feel leave meet bring begin began follow stop create speak allow add spend grow open walk "
     "win "
     "offer remember love consider appear buy wait serve die send expect build stay fall cut reach kill remain suggest "
     "raise pass sell require decide pull break pick produce push turn move live believe hold happen write provide sit "
     "stand lose pay include continue change lead understand play apple apples orange oracle meta scale together "
     "runway "
     "arm arms spark ant canon cadence post son cook gates quad treasury congress screen willow strawberry perplexity "
     "inflection moonshot copilot manus paddle shell cohere mistral empyrean ascend amazon stargate claude gemini "
     "hopper "
     "ampere blackwell trumpet willows sparks oracles target orbit signal square block slack stripe visa gap monday "
     "artificial intelligence quantum digital global local national international foreign domestic public private "
     "federal central open free special general senior chief vice human natural modern advanced strategic commercial "
     "industrial technical scientific economic political social environmental financial legal medical "
     "moon sun sky nature future past present ecosystem platform series edition version strategy strategies market "
     "markets trading earth "
     "implications implication lessons lesson expert perspectives industry leaders despite remarkable moving"},
    {role | ordinary,
     "president premier chairman chairwoman chair minister secretary senator representative congressman congresswoman "
     "governor mayor ambassador spokesman spokeswoman spokesperson chancellor king queen prince princess pope bishop "
     "general admiral colonel captain major sergeant judge justice attorney professor dean rector doctor director "
     "manager executive officer ceo cto cfo coo cio cmo founder cofounder co-founder head deputy vice chief senior "
     "junior former acting interim economist analyst scientist engineer researcher partner author writer editor "
     "reporter "
     "correspondent columnist historian lawyer adviser advisor commissioner leader candidate nominee evp svp vp md phd "
     "envoy counsel treasurer commander marshal"},
    {profession,
     "accountant activist actor actress architect artist astronaut "
     "banker baritone biologist boxer brother businessman "
     "businesswoman chemist coach colleague comedian composer "
     "cousin cyclist daughter dentist designer detective driver "
     "economist entrepreneur essayist farmer father goalkeeper "
     "golfer guitarist historian husband illustrator inventor "
     "journalist lawyer mathematician midfielder mother musician "
     "neighbour neighbor neurologist novelist nurse painter "
     "pastor philanthropist philosopher photographer physician "
     "physicist pianist pilot playwright poet politician "
     "priest psychiatrist psychologist rapper screenwriter "
     "sculptor singer sister sociologist soldier solicitor son "
     "soprano striker surgeon swimmer teacher tenor uncle "
     "violinist widow wife winger defender forward goalie quarterback batsman wrestler jockey skater skier "
     "chef sommelier dancer ballerina violist cellist drummer bassist conductor choreographer sculptress "
     "geologist botanist zoologist astronomer virologist cardiologist paediatrician pediatrician "
     "barrister magistrate imam rabbi plumber electrician"},
    {variant, "pro max ultra plus mini lite air turbo super preview"},
    {ordinary, "embassy consulate"},
    {ordinary, "nice reading bath mobile sale split normal"},  // and places
    {title | role | ordinary | abbreviation,
     "mr mrs ms dr prof sen rep gov gen lt col capt sgt sir dame lord lady rev hon"},
    {title,
     "president premier chairman chairwoman minister senator "
     "representative congressman congresswoman governor "
     "mayor ambassador spokesman spokeswoman spokesperson chancellor "
     "professor admiral judge doctor captain colonel "
     "lieutenant sergeant detective inspector madam madame monsieur mme "
     "mlle rabbi sheikh archbishop bishop cardinal"},
    {abbreviation,
     "inc corp ltd co st vs no jr sr fig vol ed dept est approx jan feb mar apr jun jul aug sep sept oct "
     "nov dec calif mass"},
    {head,
     "university college institute institution academy school bank airlines airways daily news times post herald "
     "tribune "
     "journal review magazine gazette television radio council committee commission association foundation federation "
     "union league society party congress parliament senate army navy force forces corps guard police ministry "
     "department "
     "agency bureau office court chamber authority administration board conference summit forum expo exhibition "
     "festival "
     "congress symposium museum library hospital clinic church temple theatre theater opera orchestra act law treaty "
     "agreement accord convention protocol code amendment plan initiative programme program project prize award medal "
     "cup championship olympics games center centre laboratory laboratories lab labs observatory telescope mission "
     "exchange index fund trust press publishing books records pictures studios entertainment year war revolution "
     "dynasty empire republic"},
    {company_head,
     "inc corp corporation ltd limited llc plc gmbh ag holdings holding group company co capital ventures partners "
     "securities technologies technology systems solutions industries motors electronics semiconductor semiconductors "
     "microelectronics pharmaceuticals energy robotics networks software consulting research analytics insurance "
     "logistics telecom communications steel airlines brothers sons"},
    {place_head,
     "river rainforest basin mountain mountains mount strait sea ocean bay gulf lake island islands peninsula canal "
     "valley desert forest park province county prefecture district city town village street road avenue boulevard "
     "square bridge station airport harbor harbour port beach hills falls canyon coast heights monument stadium tower "
     "hotel hall palace castle peak"},
    {direction,
     "north south east west northern southern eastern western northeast northwest southeast southwest northeastern "
     "northwestern southeastern southwestern central upper lower inner outer new latin equatorial"},
    {calendar | ordinary,
     "january february march april may june july august september october november december monday tuesday wednesday "
     "thursday friday saturday sunday christmas easter spring summer autumn winter jan feb mar apr jun jul aug sep "
     "sept "
     "oct nov dec mon tue wed thu fri sat sun"},
    {demonym | ordinary,
     "english spanish portuguese arabic hindi latin greek hebrew turkish swedish norwegian danish finnish polish czech "
     "hungarian romanian bulgarian brazilian argentine chilean egyptian nigerian kenyan thai indonesian filipino "
     "korean "
     "mongolian tibetan pakistani bangladeshi austrian swiss belgian irish scottish welsh icelandic estonian latvian "
     "lithuanian serbian croatian persian muslim christian buddhist catholic jewish islamic soviet republican "
     "republicans democrat democrats democratic communist marxist western eastern internet covid english-language "
     "chinese american japanese russian german french british italian dutch indian"},
    {given_name,
     "james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark "
     "donald "
     "steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary "
     "nicholas "
     "eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander frank patrick raymond jack "
     "dennis "
     "jerry tyler aaron jose adam nathan henry douglas zachary peter kyle noah ethan jeremy walter christian keith "
     "roger "
     "terry austin sean gerald carl harold dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan "
     "juan albert willie elijah wayne randy vincent mason roy ralph bobby russell bradley philip eugene mary patricia "
     "jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley kimberly "
     "emily "
     "donna michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia dorothy amy kathleen angela "
     "shirley emma brenda pamela nicole anna samantha katherine christine debra rachel carolyn janet maria olivia "
     "heather "
     "helen catherine diane julie victoria joyce lauren kelly christina ruth joan virginia judith evelyn hannah andrea "
     "megan cheryl jacqueline madison teresa abigail sophia martha sara gloria janice kathryn ann isabella judy "
     "charlotte "
     "julia grace amber alice jean denise frances danielle marilyn natalie beverly diana brittany theresa kayla alexis "
     "doris lori tiffany violet winston claude simon oliver oscar hugo felix max leo ivan igor vladimir sergei dmitri "
     "olga natasha pierre jean-claude francois michel marie luc jacques hans klaus jurgen karl heinz giovanni marco "
     "luigi "
     "carlos luis miguel pedro jorge ahmed mohammed muhammad ali hassan omar fatima yusuf raj priya amit sanjay anil "
     "ravi "
     "hiroshi kenji takashi yuki akira min-jun ji-hoon tim tom jim bob bill dan sam ben matt chris mike steve dave "
     "nick "
     "alex tony greg jeff ken ron don ted fred ned kate jane rose lucy ella chloe zoe nora nina eva ada ingrid astrid"},
    {surname,
     "wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie han tang "
     "feng yu dong xiao cheng cao yuan deng xu fu shen zeng peng lu su jiang cai jia ding wei xue ye yan pan du dai "
     "xia "
     "zhong tian ren fan fang shi yao tan zou xiong jin hao kong bai cui kang mao qiu qin gu hou shao meng long wan "
     "duan "
     "lei qian yin yi kim park lee choi jung kang cho yoon jang lim nguyen tran"},
    {said,
     "said says told tells wrote writes argued argues noted notes added adds explained explains announced announces "
     "claimed claims warned warns believes believed recalled recalls replied joined resigned testified tweeted "
     "founded invented painted sang married"},
    {place_word, "in at near from across throughout outside inside around toward towards via to"},
    {count_word,
     "million billion trillion thousand hundred percent per years year months days hours weeks times dollars "
     "people points gigabytes users models"},
    {combining,
     "meta semi anti micro macro mono multi post pre sub super inter intra ultra hyper pseudo quasi neo proto "
     "para poly trans infra bio eco geo electro photo thermo nano mid non"},
    {verbal,
     "based backed style owned led made like funded run built designed linked related friendly controlled "
     "focused sponsored wide born only developed trained powered era driven branded compatible supplied"},
    {particle, "de da del della der den van von bin al el la le di du ten ter y af av zu"},
    {speak, "in into speak speaks spoke spoken fluent learn learns learned learning teach teaches taught translated"},
    {empty,
     "country countries world people company companies group maker makers former formerly line other part name known "
     "owned founded founder head based used made run part own one first most large largest new short different"},
    {joint,
     "sino anglo franco indo russo euro afro pan trans inter non anti ex pro pre post mid co cross intra austro "
     "greco ibero italo luso turco israeli arab us eu uk un ai"},
};

constexpr std::string_view korean_particles[] = {
    "은",   "는",   "이",     "가",   "을",     "를",   "의",     "에",   "에서", "에게", "에는",   "에도",   "와",
    "과",   "로",   "으로",   "도",   "만",     "까지", "부터",   "보다", "처럼", "라는", "이라는", "라고",   "이나",
    "나",   "랑",   "이랑",   "이며", "며",     "이다", "다",     "와의", "과의", "로의", "에서는", "에서도", "으로서",
    "로서", "뿐",   "마다",   "조차", "한테",   "께서", "측은",   "측",   "이고", "고",   "이라고", "에게서", "마저",
    "이란", "라면", "이라면", "이자", "입니다", "였다", "이었다", "만이", "만을"};
// Of two: "from Seoul too".
constexpr std::string_view korean_cases[] = {"에서", "에게", "에게서", "으로", "로", "까지", "부터", "보다",
                                             "처럼", "과",   "와",     "한테", "만", "께",   "이라", "라"};
constexpr std::string_view korean_second_particles[] = {"는",     "은",   "도",   "만",   "의",   "부터",
                                                        "까지",   "서",   "조차", "마저", "라도", "부터의",
                                                        "부터는", "서는", "서도", "만은", "만의"};

}  // namespace

WordLists::WordLists(const CharacterTable& characters) {
  // By hash, with the set of the lists that have the word; 0: a free slot.
  constexpr std::size_t n_slots = 8192;
  std::vector<Words::Word> slots(n_slots);
  const auto add = [&](const WordList& list) {
    std::string_view rest = list.words;
    while (!rest.empty()) {
      const std::size_t space = std::min(rest.find(' '), rest.size());
      if (space != 0) {
        const uint32_t hash = word_hash(characters, rest.substr(0, space));
        std::size_t at = hash % n_slots;
        while (slots[at].number != 0 && slots[at].hash != hash) at = (at + 1) % n_slots;
        slots[at] = {hash, set_of(sets_[slots[at].number] | list.classes)};
      }
      rest.remove_prefix(std::min(space + 1, rest.size()));
    }
  };
  for (const WordList& list : lists) add(list);
  for (const WordList& list : other_language_lists()) add(list);
  std::erase_if(slots, [](const Words::Word& word) { return word.number == 0; });
  words_.fill(slots);
  place_small_words(slots);
  take_other_names(characters);
}

void WordLists::take_other_names(const CharacterTable& characters) {
  std::vector<uint32_t> hashes;
  for (std::string_view rest : {given_names_of_the_west(), given_names_of_others()})
    for (std::size_t space = 0; (space = rest.find(' ')) != std::string_view::npos; rest.remove_prefix(space + 1))
      hashes.push_back(word_hash(characters, rest.substr(0, space)));
  for (const uint32_t hash : hashes) ++first_name_[hash >> log_names_in_group];
  std::partial_sum(first_name_.begin(), first_name_.end(), first_name_.begin());
  names_.resize(hashes.size());
  for (const uint32_t hash : hashes) names_[--first_name_[hash >> log_names_in_group]] = hash;
}

uint32_t WordLists::set_of(uint64_t classes) {
  const auto at = std::find(sets_.rbegin(), sets_.rend(), classes);  // most often that of the word before
  if (at != sets_.rend()) return static_cast<uint32_t>(sets_.rend() - at - 1);
  sets_.push_back(classes);
  return static_cast<uint32_t>(sets_.size() - 1);
}

void WordLists::place_small_words(std::span<const Words::Word> words) {
  std::vector<SmallWords::Word> small;
  for (const auto& [hash, set] : words) {
    const uint64_t classes = sets_[set];
    const bool english = (classes & function) != 0, other = (classes & other_function) != 0;
    if (!english && !other) continue;
    uint32_t kind = english ? small_word::english : small_word::only_other;
    if (!other) kind |= small_word::only_english;
    for (std::size_t i = 0; i < case_languages.size(); ++i)
      if ((classes & case_languages[i].first) != 0) kind |= 1u << (small_word::first_case + i);
    small.push_back({hash, kind});
  }
  small_.fill(small);
}

bool is_korean_particle(std::string_view particle) {
  const auto is_one_of = [](std::span<const std::string_view> list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
  };
  if (is_one_of(korean_particles, particle)) return true;
  return std::any_of(std::begin(korean_cases), std::end(korean_cases), [&](std::string_view first) {
    return particle.starts_with(first) && is_one_of(korean_second_particles, particle.substr(first.size()));
  });
}

}  // namespace docmill::linker
