// Words that begin sentences, for the languages that words/function_words.hpp has no list of: own collections, small,
// a space between them. With a capital behind a doubtful full stop they say that it was one.
#pragma once

#include <array>
#include <string_view>

namespace docmill::sentences {

struct StarterList {
  std::string_view languages;  // primary subtags
  std::string_view words;
};

// clang-format off
inline constexpr std::array starter_lists{
    StarterList{"bg",
        "а ако аз без в вече все всеки всички всяка във въпреки да дали днес до докато дори за затова защо защото и из или "
        "има как какво като когато който която което които към между много може на над не нека ние никой но някои обаче от "
        "освен по под после поради пред преди през при с сега след според само със също така там те тези това тогава той "
        "тази тук тя то ще"},
    StarterList{"mk",
        "а ако без во веќе да до додека дури за зашто и или има иако како кога кој која кое кои кон меѓу многу може на над "
        "не некои ние но од освен откако по под покрај потоа пред преку при се сега со според само тој таа тоа тие така "
        "таму тогаш тука уште што ќе"},
    StarterList{"be",
        "а але аднак або без у ў ва вы гэта гэты гэтая дзе для да за з і ён яна яно яны калі каб каля мы на над не пасля "
        "паводле пры праз таксама там тады так тут усе хто што як яшчэ я цяпер сёння"},
    StarterList{"hr bs sr",
        "a ako ali bez bio bila bilo da danas do dok dva gdje i iako ili iz ipak ja jer još kad kada kako kao kod koja koje "
        "koji ko koliko međutim mi mnogi može među na nakon ne neki nema ni nije no njegov njegova o od ona one oni ono on "
        "ova ovaj ove ovi ovo pa po pod pored poslije posle prema pre prije pri s sa sada samo se stoga sve svi ta tada taj "
        "tako također takođe tamo te ti to tu u uz unatoč uprkos već vi više za zašto zato zbog što šta tko"},
    StarterList{"sr",
        "а ако али без био била било да данас до док два где и иако или из ипак ја јер још кад када како као код која које "
        "који ко колико међутим ми многи може међу на након не неки нема ни није но његов његова о од она оне они оно он "
        "ова овај ове ови ово па по под поред после према пре при с са сада само се стога све сви та тада тај тако такође "
        "тамо те ти то ту у уз упркос већ ви више за зашто зато због што шта"},
    StarterList{"sk",
        "a aby aj ak ako ale alebo ani asi áno bez bol bola bolo boli cez čo do dnes ešte hoci i ja jeho jej k kde keď kto "
        "ktorá ktoré ktorí ktorý ku lebo len medzi mnohí my na nad napriek nie no o od okrem on ona oni ono po počas pod "
        "podľa potom preto pretože pred pri s so tá tak takže tam tento táto toto ten tie tieto to tu u už v vo však všetci "
        "z za zo že"},
    StarterList{"sl",
        "a ali bil bila bilo brez če čeprav danes do dokler dva iz in jaz je k kadar kaj kako kakor kdaj kdo ker kje ko kot "
        "kljub le med mi mnogi moj na nad naj nato ne nekateri ni nihče njegov njen o ob od on ona oni ono pa po pod poleg "
        "potem pred prav pri proti s sam sedaj so še ta tako tam te ti tisti to toda tu tudi v vendar ves več vi vsak vse "
        "vsi z za zakaj zaradi zato zdaj že"},
    StarterList{"lt",
        "ar arba bet be buvo dabar dar dėl iki iš ir jei jeigu ji jie jis jos jo jų kad kai kaip kas kiek kiekvienas kita "
        "kitas kol kur kuris kuri mes mūsų nes nei nors nuo o pagal pas pasak per po prie prieš su šiandien ši šie šis šios "
        "ta tačiau tada tai taip tas ten tie to todėl tik toks už visi vakar jau"},
    StarterList{"lv",
        "ar arī bet bez bija būs gan ir ja jau jo ka kad kas katrs kāda kāds kā kur kurš lai līdz mēs no nav ne par pa pat "
        "pēc pie pirms savukārt šī šie šis šo šodien tā tad taču tas tagad te tie tika to tomēr tur un uz vai vakar var "
        "viņa viņi viņš visi vēl zem"},
    StarterList{"et",
        "aga ainult alates ei ehk enne et ja ka kas kes kui kuid kuidas kus kuna läbi ma me meie mida mis miks mitte mõned "
        "nad need nende nii nüüd oli on olid ometi pärast peale samuti seal see seda selle sest siin siis seega sa ta tema "
        "te täna üks vaid veel vastavalt või eile kõik palju"},
    StarterList{"ca",
        "a al als amb aquest aquesta aquests així avui cada com contra de del dels des després doncs durant el els ella "
        "elles ells en encara entre era és ha fins hi i ja jo la les li llavors malgrat més mentre molt molts no nosaltres "
        "o on per perquè però quan què qui també tot tota tothom tots un una uns si segons sense sobre això allà aquí ahir"},
    StarterList{"gl",
        "a ademais agora aínda ao aos as así até cada como con contra cando da de dende despois do el ela eles en entre era "
        "esta este estes isto hai hoxe máis mais mentres moi moitos na no non nós o onde os para pero por porque que quen "
        "se segundo sen sobre tamén todo todos tras un unha xa eu"},
    StarterList{"is",
        "að af á allir en ef eftir ekki ég frá fyrir hann hún hvað hver hvernig hér hjá í með meðal nú og sá síðan sem sú "
        "svo til um undir var vegna við þá þar það þeir þess þessi þetta þau þegar þó þrátt þú því áður yfir úr án"},
    StarterList{"nn no", "dei ein eg ho frå ikkje desse då kva kven korleis kvifor"},
    StarterList{"id ms",
        "ada adalah agar akan akhirnya aku anda apa apakah atau bagaimana bagi bahkan banyak beberapa berdasarkan bila "
        "bukan dalam dan dari demikian dengan di dia hanya harus ia ini itu jadi jika juga kami kapan karena ke kemudian "
        "ketika kini kita lalu mengapa menurut mereka meski meskipun namun oleh pada para saat saya sebab sebagai sebelum "
        "sebuah sehingga sekarang selain selama semua seorang seperti sementara sejak serta setelah siapa sudah tapi telah "
        "tetapi tidak untuk yang"},
};
// clang-format on

}  // namespace docmill::sentences
