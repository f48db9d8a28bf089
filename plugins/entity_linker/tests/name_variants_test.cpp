// The same name in other words: spellings that go without saying, other cases, titles of other languages; and what is
// not the same name.
#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace docmill::linker;

namespace {

// Each text and what must be found in it; where the second begins with "-", what must not.
struct Expected {
  const char* text;
  std::string_view found;
};
void check(const Linker& linker, std::initializer_list<Expected> all) {
  for (const Expected& e : all) {
    CAPTURE(e.text);
    const std::string found = links(linker, e.text);
    CAPTURE(found);
    const bool absent = e.found.starts_with('-');
    const bool there = found.find(e.found.substr(absent ? 1 : 0)) != std::string::npos;
    CHECK(there != absent);
  }
}

}  // namespace

TEST_CASE("people whom the base does not have: initials, roles, particles, titles of other languages") {
  check(starter_linker(), {{"Her lawyer, R.J. Baidu, denied it.", "->baidu"},
                           {"We interviewed K. L. Samsung about the plan.", "->samsung"},
                           {"The mayor, Madame Alibaba, left early.", "->alibaba"},
                           {"Then Judge Intel spoke to Captain Micron.", "->micron"},
                           {"It was Ursula van der Intel who wrote it.", "Ursula van der Intel>?"},
                           {"The reporter Deng Intel wrote it.", "->intel"},
                           {"The house of Mrs. Agatha Intel was sold.", "->intel"},
                           {"Mme Tesla est arrivée hier avec son mari.", "->tesla"},
                           {"Sr. Oracle no vino a la reunión de ayer.", "->oracle"},
                           {"Señora Intel y su hijo fueron ayer al mercado.", "->intel"},
                           {"Signora Siemens è arrivata ieri con il figlio.", "->siemens"},
                           {"Pan Huawei nie był wczoraj w pracy, bo był chory.", "->huawei"},
                           {"Pan Huawei sells phones.", ">huawei"}});
}

TEST_CASE("after an unknown person the surname is hers, unless something speaks for the company") {
  check(starter_linker(), {{"Carrie Lam's plan failed. Lam's plan failed again.", "Carrie Lam>? Lam>?"},
                           {"Carrie Ann Lam came. Lam left at ten.", "Carrie Ann Lam>? Lam>?"},
                           {"Carrie Lam came. Shares of Lam fell.", "Lam>lam-research"},
                           {"Theresa Intel came. Chips by Intel and AMD sold well.", " Intel>intel"}});
}

TEST_CASE("a second given name is nobody's name, and a company named in full goes before the people called like it") {
  check(small_linker({"Mary Jane Foster|person|foster|||3"}),
        {{"They saw Mary Jane Foster. Then Jane left, and Foster stayed.", "-Jane>foster"},
         {"They saw Mary Jane Foster. Then Jane left, and Foster stayed.", " Foster>foster"}});
  check(small_linker({"Henry Ford|person|ford|Ford||3", "Ford Motor Company|company|fordmc|Ford|Henry Ford|4"}),
        {{"Officials of Ford Motor Co. said Ford sold more cars.", " Ford>fordmc"},
         {"Ford to Cut Jobs\n\nFord Motor Company said on Monday it would cut jobs.", "Ford>fordmc "},
         {"Officials of Ford Motor Co. met Mr. Ford on Monday.", " Ford>ford"},
         {"On Monday Henry Ford spoke. \"I am glad,\" Ford said.", " Ford>ford"}});
}

TEST_CASE("legal forms: several, of several words, before the name, long and short") {
  check(small_linker({"Novartel GmbH & Co. KG|company|novartel|||3", "Marubo Co., Ltd.|company|marubo|||3",
                      "Polmet Sp. z o.o.|company|polmet|||3", "ПАО «Гаспром»|company|gasprom|||3",
                      "The Ardmore Company|company|ardmore|||3", "Frost & Sons Ltd.|company|frost|||3",
                      "J.P. Garner & Co.|company|garner|||3", "Yahoo! Inc.|company|yahoo|||3",
                      "Tobermann & Co.|company|tobermann|||3", "Dunmore plc|company|dunmore|||3"}),
        {{"They met Tobermann on Monday.", "->tobermann"},
         {"They sold Tobermann & Co to nobody.", "Tobermann & Co>tobermann"},
         {"On Monday Novartel rose.", "Novartel>novartel"},
         {"On Monday Novartel GmbH and Co. KG rose.", "Novartel GmbH and Co. KG>novartel"},
         {"They sold Marubo Company Limited.", "Marubo Company Limited>marubo"},
         {"They sold Polmet to nobody.", "Polmet>polmet"},
         {"They sold Polmet Sp. z o. o. to nobody.", "Polmet Sp. z o. o.>polmet"},
         {"They sold Dunmore PLC to nobody.", "Dunmore PLC>dunmore"},
         {"They sold Dunmore P.L.C. to nobody.", "Dunmore P.L.C.>dunmore"},
         {"Вчера ПАО Гаспром выросло.", "ПАО Гаспром>gasprom"},
         {"Вчера Гаспром вырос.", "Гаспром>gasprom"},
         {"They sold Ardmore Co. to nobody.", "Ardmore Co>ardmore"},
         {"They sold Frost and Sons to nobody.", "Frost and Sons>frost"},
         {"They sold JP Garner to nobody.", "JP Garner>garner"},
         {"They sold J. P. Garner & Co to nobody.", "J. P. Garner & Co>garner"},
         {"They sold Yahoo to nobody.", "Yahoo>yahoo"}});
}

TEST_CASE("dots, hyphens, commas, quotation marks and \"&\" are written by some and not by others") {
  check(small_linker({"Toys \"R\" Us, Inc.|company|toys|||3", "AT&T Inc.|company|att|||3",
                      "Barnes and Noble, Inc.|company|bn|||3", "Coca-Cola Company|company|coke|||3",
                      "Rolls\u2011Royce Holdings plc|company|rr|||3", "7-Eleven|company|seven|||3",
                      "Sammy Davis Jr.|person|sammy|||3", "Washington, D.C.|place|dc|||3",
                      "St. Louis|place|stlouis|||3", "U.S. Steel Corp.|company|ussteel|||3"}),
        {{"They sold Toys R Us to nobody.", "Toys R Us>toys"},
         {"They sold AT & T to nobody.", "AT & T>att"},
         {"They sold Barnes & Noble to nobody.", "Barnes & Noble>bn"},
         {"They sold Coca Cola to nobody.", "Coca Cola>coke"},
         {"They sold Rolls Royce Holdings to nobody.", "Rolls Royce Holdings>rr"},
         {"They went to 7 Eleven and home.", "7 Eleven>seven"},
         {"They saw Sammy Davis, Jr. and slept.", "Sammy Davis, Jr.>sammy"},
         {"They flew to Washington DC on Monday.", "Washington DC>dc"},
         {"They flew to St Louis on Monday.", "St Louis>stlouis"},
         {"They sold US Steel on Monday.", "US Steel>ussteel"}});
}

TEST_CASE("a number may be written on to a name, and what is another number stays apart") {
  check(small_linker({"GPT-4|ai_model|gpt-4|||3", "Llama 2|ai_model|llama-2|||3", "F-16|product|f16|||3",
                      "A100|chip|a100|||3", "Boeing 737|product|b737|||3", "Boeing 737 MAX|product|b737max|||3",
                      "COVID-19|concept|covid|||3", "DeepSeek-R1|ai_model|r1|||3"}),
        {{"They use GPT4 and Llama2 now.", "GPT4>gpt-4 Llama2>llama-2"},
         {"The F16 flew.", "F16>f16"},
         {"The Boeing 737 Max flew.", "Boeing 737 Max>b737max"},
         {"They use DeepSeek R1 now.", "DeepSeek R1>r1"},
         {"Then Covid-19 came.", "Covid-19>covid"},
         {"They use GPT-40, GPT40 and GPT-4.5 now.", "->gpt-4"},
         {"They use Llama 20 and Llama21 now.", "->llama-2"},
         {"They use the A1000 and the A100X now.", "->a100"},
         {"The F-160 and the F160 flew.", "->f16"}});
}

TEST_CASE("adjectives inside a name have endings of their own, and a word written small has, too") {
  check(small_linker({"Нижний Новгород|place|nn|||3", "Соединённые Штаты|place|us|||5",
                      "Европейский союз|organisation|eu|||4", "Северная Корея|place|nk|||3",
                      "Лев Толстой|person|tolstoy|Толстой||3"}),
        {{"В Нижнем Новгороде шёл снег.", "Нижнем Новгороде>nn"},
         {"Из Соединённых Штатов писали.", "Соединённых Штатов>us"},
         {"Были в Соединенных Штатах.", "Соединенных Штатах>us"},
         {"Страны Европейского союза согласны.", "Европейского союза>eu"},
         {"Лидер Северной Кореи приехал.", "Северной Кореи>nk"},
         {"Роман Льва Толстого о войне.", "Льва Толстого>tolstoy"}});
  check(small_linker({"Stany Zjednoczone|place|us|||4", "Nowy Jork|place|ny|||3"}),
        {{"Według gazety w Stanach Zjednoczonych i ze Stanów Zjednoczonych jest źle.", "Stanach Zjednoczonych>us"},
         {"Według gazety w Stanach Zjednoczonych i ze Stanów Zjednoczonych jest źle.", "Stanów Zjednoczonych>us"},
         {"Według gazety w Nowym Jorku jest źle, ale nie bardzo.", "Nowym Jorku>ny"}});
  check(small_linker({"Česká republika|place|cz|||3", "České Budějovice|place|cb|||3", "Václav Havel|person|havel|||3",
                      "Brno|place|brno|||4"}),
        {{"Podle Václava Havla je to v Brně, ale také v České republice.", "Václava Havla>havel"},
         {"Podle Václava Havla je to v Brně, ale také v České republice.", "Brně>brno"},
         {"Podle Václava Havla je to v Brně, ale také v České republice.", "České republice>cz"}});
  check(small_linker({"Deutsche Bank|company|db|||4", "Deutscher Wetterdienst|organisation|dwd|||3",
                      "Hanse|organisation|hanse|||3"}),
        {{"Der Chef der Deutschen Bank ist nicht neu.", "Deutschen Bank>db"},
         {"Nach Angaben des Deutschen Wetterdienstes ist es nicht neu.", "Deutschen Wetterdienstes>dwd"},
         {"Das ist nicht die Antwort von Peter Hansen und auch nicht neu.", "->hanse"}});
  check(small_linker({"Tampere|place|tampere|||4", "Espoo|place|espoo|||3"}),
        {{"Hän kertoi, että Tampereelle ja Espooseen on matkaa.", "Tampereelle>tampere Espooseen>espoo"}});
}

TEST_CASE("Hungarian names with endings") {
  const Linker linker = small_linker({"Budapest|place|budapest|||4", "Magyarország|place|hungary|||4",
                                      "Orbán Viktor|person|orban|Orbán||4", "Debrecen|place|debrecen|||3",
                                      "OTP Bank|company|otp|||3", "Románia|place|romania|||3"});
  check(linker, {{"Az ülés Budapesten volt, és a miniszter Debrecenbe ment, de nem volt ott.",
                  "Budapesten>budapest Debrecenbe>debrecen"},
                 {"Az ülésről Orbán Viktorral beszélt, hogy Magyarországról nem lehet.",
                  "Orbán Viktorral>orban Magyarországról>hungary"},
                 {"Az OTP Banknál és Romániában is volt, hogy nem tudták.", "OTP Banknál>otp Romániában>romania"}});
}

TEST_CASE("Katakana that goes on is another word, middle dots and Hebrew marks are one in all their forms") {
  check(small_linker({"インド|place|india|||4", "ソニー|company|sony|||4", "唐納德·特朗普|person|trump|||4",
                      "צה\"ל|organisation|idf|||3"}),
        {{"インドは広い。", "インド>india"},
         {"インドネシアは広い。", "->india"},
         {"ソニーグループとソニー。", "ソニー>sony ソニー>sony"},
         {"唐納德・特朗普和唐納德‧特朗普。", "唐納德・特朗普>trump 唐納德‧特朗普>trump"},
         {"הוא בא מצה״ל היום.", "מצה״ל>idf"}});
}

TEST_CASE("Korean particles of two parts") {
  check(small_linker({"김정은|person|kim|||4", "중국|place|china|||4", "서울|place|seoul|||4"}),
        {{"김정은과도 김정은에게도 중국에서만 중국까지도 서울로부터의 중국이라고",
          "김정은>kim 김정은>kim 중국>china 중국>china 서울>seoul 중국>china"},
         {"중국산", "->china"}});
}
