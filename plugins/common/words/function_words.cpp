#include "function_words.hpp"

#include <algorithm>
#include <array>

namespace docmill::words {

namespace {

struct List {
  std::string_view language;
  std::string_view words;  // sorted as bytes, for those who read them; a space between
};

// clang-format off
constexpr std::array lists{
    List{"cs",
         " a aby ale ani ano ačkoli bez byl byla byli bylo být během co dnes do dva dvě ho i jak je jeho"
         " jejich její jen jenom jestli ještě jim již jsou já jí k každý kde kdo kdy když ke která které"
         " který kvůli mezi mnoho mu my na nad navzdory ne nebo není nyní někteří o od on ona oni ono ovšem"
         " pak po pod podle pokud potom poté později pro proto protože před přes při s se si své svůj ta"
         " tady tak také tam tato tehdy ten tento teď ti to toho tom ty tyto té těch tři u už v ve velmi vy"
         " více včera však vše všichni z za zde ze zítra či že "},
    List{"da",
         " af alle at begge blev bliver da dag de den denne der deres det dette disse dog du efter eller en"
         " endnu er et for fra før går han hans har havde hendes her hos hun hvad hvem hvor hvordan hvorfor"
         " i ifølge ikke ingen intet jeg kan kun man mange med meget men mere min mod nogle nu når og også"
         " om over på samtidig siden sin sine sit skal som så til to tre uden under var ved vi vores "},
    List{"de",
         " aber alle allen aller allerdings alles als also am an andere anderen auch auf aus außerdem bei"
         " beide beim bereits bis da dabei dafür daher damit danach dann daran darauf das dass davon dazu"
         " dein deine dem den denn der deren des deshalb dessen die diese diesem diesen dieser dieses doch"
         " dort drei du durch ein eine einem einen einer eines einige eins er erst es etwa etwas euch für"
         " gegen gestern gleichzeitig habe haben hat hatte hatten heute hier ich ihm ihn ihnen ihr ihre"
         " ihrem ihren ihrer im immer in insgesamt inzwischen ist ja jede jeden jeder jedes jedoch jene"
         " jener jetzt kann kein keine keinen konnte können laut man mehr mehrere mein meine mit morgen muss"
         " müssen nach nein nicht nichts noch nun nur ob oder ohne schließlich schon sehr sein seine seinem"
         " seinen seiner seit selbst sich sie sind so soll sollte sondern später trotz trotzdem um und uns"
         " unser unsere unter viele vom von vor wann war waren warum was weder wegen weil welche welcher"
         " welches wenn wer werden wie wieder will wir wird wo wurde wurden während zu zudem zum zunächst"
         " zur zuvor zwar zwei zwischen über "},
    List{"el",
         " ένα ένας έτσι έχει ή ήταν ακόμα ακόμη αλλά αν από αυτά αυτές αυτή αυτοί αυτό αυτός αύριο για"
         " γιατί δε δεν δύο εάν είναι εγώ εδώ εκεί εκείνη εκείνο εκείνος εμείς επίσης εσείς εσύ η θα κάθε"
         " και κατά μία με μετά μη μην μια μόνο να ναι ο οι ποιος πολύ που πριν προς πως πώς σήμερα σε στα"
         " στη στην στις στο στον στους σύμφωνα τα την της τι τις το τον του τους τρεις των τότε τώρα χθες"
         " χωρίς ωστόσο όλα όλοι όμως όπου όταν όχι "},
    List{"en",
         " a about above according after again against all also although among an and another any are as at"
         " be because been before being below between both but by can could despite did do does doing down"
         " during each either even every few for from further had has have having he her here hers herself"
         " him himself his how however i if in instead into is it its itself just last later many may maybe"
         " me meanwhile might more most much must my myself near neither never next no nor not now of off on"
         " once one only onto or other our ours out over perhaps said same says several shall she should"
         " since so some still such than that the their theirs them themselves then there these they this"
         " those though three through thus to today too two under unless until up upon us very was we well"
         " were what when where whether which while who whom whose why will with within without would yes"
         " yesterday yet you your yours "},
    List{"es",
         " a además ahora al algo algunos allí ante antes aquel aquella aquí así aunque ayer bajo cada casi"
         " como con contra cual cuales cuando cuanto cuándo cómo de del desde después donde dos durante"
         " dónde e el ella ellas ello ellos en entonces entre era eran es esa esas ese eso esos esta estas"
         " este esto estos está están fue fueron ha había hace hacia han hasta hay hoy la las le les lo los"
         " luego mas mañana me menos mi mientras mis mismo muchas mucho muchos muy más nada ni no nos"
         " nosotros nuestra nuestro o otra otras otro otros para pero poco por porque puede pueden pues que"
         " quien quienes quién qué se según será si sido siempre sin sino sobre solo son su sus sí también"
         " tampoco tanto te tiene tienen toda todas todo todos tras tres tu tus tú u un una unas unos usted"
         " ustedes y ya yo él "},
    List{"fi",
         " ei eilen että he huomenna hän ja jo joka jos jotka kaikki kaksi kolme koska kuin kuitenkin kuka"
         " kun lisäksi me miksi mikä minä missä miten monet mukaan mutta myös ne nyt nämä ole oli olivat on"
         " ovat se siellä silloin sinä sitten tai te tuo tämä tänään täällä vaikka vain vielä "},
    List{"fr",
         " a ainsi alors après au aucun aucune aujourd aussi autre autres aux avait avant avec avoir bien c"
         " car ce ceci cela celle celui cependant certains ces cet cette ceux chaque chez comme comment"
         " contre d dans de demain depuis des deux donc dont du dès elle elles en encore enfin ensuite entre"
         " est et faire fait furent hier hormis ici il ils j je jusque l la le les leur leurs lors lorsque"
         " lui là m ma mais malgré mes moins mon même mêmes n ne ni nos notamment notre nous néanmoins on"
         " ont or ou où par parce parmi pas pendant peut peuvent plus plusieurs pour pourquoi pourtant puis"
         " qu quand quant que quel quelle quelques qui quoi s sa sans se selon sera serait seront ses si"
         " soit son sont sous sur t ta tes ton tous tout toute toutefois toutes trois très tu un une vers"
         " vos votre vous y à ça étaient était été être "},
    List{"hu",
         " a ahol aki akkor ami az azok azonban azt bár csak de egy ez ezek ezt ha hogy hogyan holnap három"
         " is itt két ma mert mi minden mint miért most már még nem ott sok szerint te tegnap ti vagy van"
         " volt én és ő ők "},
    List{"it",
         " a agli ai al alcune alcuni all alla alle allo allora altre altri altro anche ancora avere aveva"
         " avevano c che chi ci come con contro così cui d da dagli dai dal dall dalla dalle dallo degli dei"
         " del dell della delle dello di domani dopo dopodiché dove due durante e ecco ed egli ella era"
         " erano essa essere essi esso fino fosse fra fu furono già gli ha hanno i ieri il in inoltre invece"
         " io l la le lei lo loro lui lì ma meno mentre mia mio molti molto ne negli nei nel nell nella"
         " nelle nello noi non nostro né o od oggi ogni oltre ora per perché però più poco poi poiché"
         " potrebbe prima qualche quale quali quando quanto quella quelle quelli quello questa queste questi"
         " questo qui quindi sarà se secondo sempre senza si sono sopra sotto stata stati stato su sua sue"
         " sugli sui sul sull sulla sulle sullo suo suoi sì tanto tra tre tu tuttavia tutte tutti tutto un"
         " una uno verso vi voi è "},
    List{"nb",
         " alle at av bare begge ble blir da de den denne der dere deres det dette disse du ei eller en ennå"
         " er et etter for fra før hadde han hans har hennes her hos hun hva hvem hvor hvordan hvorfor i"
         " ifølge ikke ingen jeg kan man mange med men mer min mot mye noen nå når og også om over på"
         " samtidig siden sin sine sitt skal som så til to tre under uten var ved vi vår "},
    List{"nl",
         " aan al alle alles als andere beide bij bovendien daar daarna daarom dan dat de deze die dit doch"
         " doen door drie dus echter een eens elke en enkele er geen gisteren haar had hadden hebben heeft"
         " het hier hij hoe hoewel hun ieder iets ik in intussen is je jij jouw kunnen later maar meer men"
         " met mijn moet moeten morgen naar niet niets nog nu of om omdat onder ons onze ook op over reeds"
         " sinds sommige steeds tegen terwijl tijdens toch toen tot tussen twee u uit van vandaag veel"
         " volgens voor waar waarom wanneer want waren was wat we wel welke werd werden wezen wie wij worden"
         " wordt ze zelf zich zij zijn zo zonder zouden "},
    List{"pl",
         " a aby albo ale bardziej bardzo bez bo bowiem byli być był była było były będzie będą choć ci"
         " ciągu co czy czyli dla dlaczego dlatego do dwa dwie dzisiaj dziś gdy gdzie go i ich im ja jak"
         " jaki jakie jako jednak jego jej jest jestem jeszcze jeśli jeżeli jutro już każdy kiedy kto która"
         " które którego której który których którzy ku lecz lub mają mimo między można mu my na nad nawet"
         " nie niego niej niektóre niektórzy o od on ona one oni ono oraz po pod podczas ponieważ potem"
         " przed przez przy później również siebie się swoje swojej swój są ta tak takich takie także tam te"
         " tego tej ten teraz też to trzy tu tutaj ty tych tylko tym u w wczoraj we według wiele wielu więc"
         " wobec wszyscy wszystkie wszystko wtedy wy wśród z za zawsze ze że żeby "},
    List{"pt",
         " a agora ainda alguns ali além amanhã ambos ante antes ao aos após aquela aquele aqui as assim até"
         " cada com como contra contudo da das de depois desde dessa desse desta deste do dois dos durante e"
         " ela elas ele eles em enquanto entre então era eram essa esse esta estas este estes está estão eu"
         " foi foram havia hoje há isso isto já lhe mais mas menos mesmo meu minha muito muitos na nas nem"
         " nessa nesse nesta neste no nos nosso numa não nós o onde ontem os ou outra outras outro outros"
         " para pela pelas pelo pelos pode podem pois por porque porém quais qual quando quanto que quem se"
         " segundo seja sem sempre será seu seus sim sob sobre sua suas são também tanto tem tinha toda"
         " todas todo todos três tu têm um uma umas uns você vocês à às é "},
    List{"ro",
         " aceasta această acel acest acesta aceste acolo acum aici apoi atunci au azi care ce cine cu cum"
         " când că da dacă dar de despre din doar doi după ea ei el ele era este eu foarte fost fără iar"
         " ieri la mai mulți mâine noi nu o pe pentru potrivit prin sau sub sunt să toate toți trei tu un"
         " unde unei unui voi în înainte încă însă între și "},
    List{"ru",
         " а без более будет будут был была были было быть в весь вместе во во-первых возможно все всего"
         " всех всё вчера вы где да даже два две для до его ее ей ему если есть еще ещё её за завтра затем"
         " здесь и из или им их к каждый как какой ко когда которая которого которой которые который которых"
         " кто либо лишь между меня многие может можно мы на над надо не него некоторые нет ни ничего но о"
         " об однако около он она они оно от очень перед по под позже после потом потому почти поэтому при"
         " просто против ранее с свои свой себя сегодня сейчас снова со собой согласно та так такая также"
         " такие такой там те тебя теперь то тогда того тоже только тому тот три тут ты у уже хотя чего"
         " через что чтобы эта эти этих это этого этой этом этот я является являются "},
    List{"sv",
         " alla allt andra att av bara bland blev blir båda de den denna deras dessa det detta dock du där"
         " däremot då efter eller en enligt ett från för före genom hade han hans har hennes hon hos hur här"
         " i icke idag igår imorgon ingen inget innan inom inte jag kan kommer kring kunde ligger man med"
         " mellan men mer mest min minst mot mycket många måste ni nu när någon något några och också om på"
         " samma samtidigt sedan sin sina sitt själv ska skulle som så sådan till tre två under utan vad var"
         " vara varför varit varje vem vi vid ville vår ännu är över "},
    List{"tr",
         " ama ancak arasında aynı ayrıca bana bazı belki ben bile bir birçok biz bu bugün bunlar bunun"
         " burada böyle bütün da daha de değil diye diğer dün en eğer fakat gibi göre hangi hepsi her hiç"
         " iki ile ise için kadar kendi ki kim nasıl ne neden nerede o olan olarak oldu olduğu onlar onun"
         " orada sadece sen siz sonra tarafından var ve veya yani yarın yine yok çok çünkü önce üzere üç"
         " şimdi şu şöyle "},
    List{"uk",
         " а або адже але багато без був буде будуть була були було бути більше в вже ви вище вона вони воно"
         " все всі всіх вчора від він два дві де деякі для до дуже з за завтра зараз згідно зі й його йому"
         " кожен коли мене ми може можна між на навіть над не нього ні однак перед по потім при просто проте"
         " під пізніше після свого своїх себе сьогодні та так такий також там те тепер ти того тоді той тому"
         " три тут ті тільки у хоча хто це цей цього цьому ця ці через чи ще що щоб я як яка який яких якого"
         " якщо якій і із їй їм їх її "},
};
// clang-format on

const List* list_of(std::string_view language) {
  const auto* found =
      std::find_if(lists.begin(), lists.end(), [&](const List& list) { return list.language == language; });
  return found == lists.end() ? nullptr : found;
}

}  // namespace

FunctionWords::FunctionWords(std::string_view language) {
  if (const List* list = list_of(language)) table_.add(list->words, 1);
}

bool has_function_words(std::string_view language) { return list_of(language) != nullptr; }

const FunctionWords& FunctionWordLists::of(std::string_view language) {
  const List* list = list_of(language);
  const std::string_view name = list != nullptr ? list->language : std::string_view();
  for (const auto& [known, words] : lists_) {
    if (known == name) return *words;
  }
  return *lists_.emplace_back(name, std::make_unique<FunctionWords>(name)).second;
}

}  // namespace docmill::words
