// What stands in a line beside its own language: titles, names of products and quotations in Latin letters, headers of
// letters, commands; and text in letters that are not its own.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "kinds_of.hpp"
#include "machine_lines.hpp"
#include "non_language.hpp"
#include "our_model.hpp"
#include "romanised.hpp"
#include "tagger.hpp"

using namespace docmill::language;

namespace {

struct Wanted {
  const char* tag;
  const char* text;
};

const Tagger& our_tagger() {
  static const Tagger t({}, our_model());
  return t;
}

std::string tag_of(const std::string& text) {
  TaggedText tagged;
  our_tagger().tag(text, tagged);
  return our_tagger().tags().tag(tagged.document.language, tagged.document.script).tag;
}

void check(const std::vector<Wanted>& all) {
  for (const Wanted& w : all) {
    CAPTURE(std::string(w.text));
    CHECK(tag_of(w.text) == w.tag);
  }
}

}  // namespace

TEST_CASE("a quotation longer than the sentence around it does not decide its language") {
  check({{"ru", "Надпись на майке: \"Keep calm and carry on with your work\"."},
         {"ru", "Он сказал: «I have never seen anything like this in my whole life, it is simply amazing», и ушёл."},
         {"uk", "Фільм «The Good, the Bad and the Ugly» ідуть дивитися всі."},
         {"bg", "Песента се казва „Yesterday All My Troubles Seemed So Far Away“."},
         {"el", "Το βιβλίο «One Hundred Years of Solitude» είναι υπέροχο."},
         {"ar", "قرأت كتاب «One Hundred Years of Solitude» أمس."},
         {"zh-Hans", "我昨天看了“The Lord of the Rings: The Fellowship of the Ring”这部电影。"},
         {"ja", "昨日「The Lord of the Rings: The Fellowship of the Ring」を見ました。"},
         {"ko", "어제 \"The Lord of the Rings: The Fellowship of the Ring\"를 봤어요."}});
}

TEST_CASE("names in the same letters decide the language of a short line neither") {
  check({{"en", "El Niño dries out the rice fields of the south"},
         {"en", "La Niña and El Niño explained to children"},
         {"en", "What is El Niño?"},
         {"de", "Merkel reist nach London"},
         {"de", "Amazon kauft Ring"},
         {"es", "Mi Google Pixel 9 Pro no suena."},
         {"es", "Uso Adobe Photoshop Elements con Windows Server para editar en Chrome."},
         {"fr", "Mon Sony Xperia Compact ne vibre plus."},
         {"de", "Der Müller öffnet früh"},
         {"fr", "École fermée ce lundi"}});
}

TEST_CASE("Central Kurdish has a tag of its own") { check({{"ckb", "ئەم کتێبە زۆر خۆشە و من دەیخوێنمەوە."}}); }

TEST_CASE("names of products do not decide the language of a heading") {
  check({{"ru", "Как установить Docker Compose на Ubuntu 22.04"},
         {"ja", "PythonとJavaScriptでWeb applicationを作る"},
         {"zh-Hans", "使用Docker Compose部署Spring Boot应用"},
         {"uk", "Огляд Xiaomi Redmi Note 13 Pro"},
         {"ru", "iPhone 15 Pro Max купить"},
         {"el", "Κριτική Nintendo Switch OLED"},
         {"he", "מבצע Apple Watch Series 9"},
         {"ko", "후기 Apple MacBook Air M3 Midnight"},
         {"ru", "Я заказал iPhone 15 Pro Max и MacBook Air"},
         {"zh-Hans", "评测 Lenovo ThinkPad X1 Carbon Gen 12"}});
  // These are more than names, or stand around the other word.
  check({{"en", "The Meaning Of Мир"}, {"en", "Learn Русский Today"}, {"en", "New Words From Ελλάδα"}});
}

TEST_CASE("a gloss in brackets does not decide the language of its line") {
  check({{"ru", "Международный валютный фонд (International Monetary Fund, IMF) повысил прогноз."},
         {"en", "Anton Chekhov (Антон Павлович Чехов) wrote plays."},
         {"el", "Ο Οργανισμός (North Atlantic Treaty Organization, NATO) συνεδριάζει."}});
}

TEST_CASE("a sentence is in the script in which it begins and ends") {
  check({{"ru", "Сосед прочитал объявление no parking on this side of the street at any time и уехал."},
         {"en", "Send the parcel to 大阪府大阪市北区梅田三丁目 before the end of May."},
         {"en", "The neighbour read the words Не входить без стука and went in."},
         {"ja", "iPhone 15の価格はApple Watchより高い"}});
}

TEST_CASE("a few words in other letters do not take a Latin sentence") {
  check({{"en", "On the wall someone had written \"Η θάλασσα είναι ήρεμη σήμερα\" in blue chalk."},
         {"en", "The sign on the door said «Вход воспрещён» in large red letters."},
         {"de", "Unter dem Bild stand „Η ζωή είναι ωραία“, und keiner konnte es lesen."},
         {"en", "The Russian word мир means both peace and world, and so does its older spelling."},
         {"en", "Vladimir Nabokov (Владимир Набоков) was a novelist who wrote in two languages."}});
}

TEST_CASE("headers of a letter are left out, its words are not") {
  CHECK(is_mail_header("Message-ID: <abc@example.org>"));
  CHECK(is_mail_header("From: Anna <anna@example.org>"));
  CHECK(is_mail_header("Date: Fri, 3 May 2024 10:12:00 +0200"));
  CHECK(is_mail_header("X-Mailer: mutt"));
  CHECK_FALSE(is_mail_header("Subject: Treffen am Freitag"));
  CHECK_FALSE(is_mail_header("From: the editor of this paper"));
  CHECK_FALSE(is_mail_header("Date: a day in May"));
  CHECK_FALSE(is_mail_header("Date: Sat, 02 Nov 2013 12:37:43 GMT and then all that is written behind it"));
  CHECK_FALSE(is_mail_header("To be: that is the question"));
  const std::string head =
      "From: anna@example.org\nTo: jonas@example.org\nDate: Fri, 3 May 2024 10:12:00 +0200\nMIME-Version: 1.0\n";
  CHECK(tag_of(head) == "und");
  CHECK(tag_of(head + "\nHallo Jonas, ich komme später.") == "de");
}

TEST_CASE("commands are code") {
  CHECK(is_code("git commit -m \"fix\" && git push origin main"));
  CHECK(is_code("tar -x -f archive.tar"));
  CHECK(is_code("npm install --save-dev --quiet typescript"));
  CHECK_FALSE(is_code("He came - late as ever - and left."));
  CHECK_FALSE(is_code("a well-known, twenty-year-old mill"));
}

TEST_CASE("dashes in a sentence are no flags, and words with X no headers") {
  check({{"es", "Juan -el hermano de Ana- vive en Madrid y Pedro -su primo- en Lima con toda su familia."},
         {"en", "X-Men: First Class is a superhero film directed by Matthew Vaughn."},
         {"en", "X-ray: no fracture of the left wrist could be seen in the picture"},
         {"en", "References: the author thanks Smith and Jones for many helpful remarks"}});
}

TEST_CASE("sentences with words that are small words elsewhere stay in their language") {
  check({{"de", "Ein Haus, ein Garten und ein Hund"},
         {"it", "Sono stanco, sono qui da ieri"},
         {"pt", "Eu sou pobre, mas sou feliz"},
         {"en", "Women supporting women at work"},
         {"cs", "Ty jsi byla bez auta."},
         {"cs", "To bylo bez chyby"},
         {"cs", "Byl jsem doma a ona byla bez auta"},
         {"it", "Nei giorni e nei mesi"},
         {"de", "Du hast mich, hast du das gehört?"},
         {"en", "A museum in the city of Moscow (Москва) opened on Monday"}});
}

TEST_CASE("romanised text is told by its small words") {
  const auto language = [](std::string_view text) { return std::string(find_romanised(text).language); };
  CHECK(language("yeh kitaab bahut acchi hai") == "hi");
  CHECK(language("segodnya ochen holodno, gde moya shapka") == "ru");
  CHECK(language("ana mish 3aref fein el mafate7") == "ar");
  CHECK(language("watashi wa gakusei desu") == "ja");
  // Languages that are written so, with words that look alike.
  for (const char* own :
       {"To pa spet ni poceni.", "Barati ba gagwe ba tletse ka boitumelo, le fa ba ne ba le mo leroleng.",
        "Ohun ni halojínì keji to fuyejulo, leyin fluorini to je eyi to fuyejulo.", "Barcelona, 7 de novembre de 2003.",
        "Main street and the old kal mill", "3rd and 7th, mp3 h264 b2b", "Jag vet inte var den är, men den kostar 5 kr",
        "El niño no sabe qué hacer hoy"}) {
    CAPTURE(std::string(own));
    CHECK(language(own) == "");
  }
  CHECK(tag_of("yeh kitaab bahut acchi hai, tumhe zaroor padhni chahiye") == "hi-Latn");
  CHECK(tag_of("segodnya ochen holodno, gde moya shapka") == "ru-Latn");
}

TEST_CASE("Japanese headings without kana are not Chinese") {
  check({{"ja", "株式会社中村工業"},
         {"ja", "社員募集要項"},
         {"ja", "夏季臨時休業"},
         {"ja", "第二駐車場"},
         {"ja", "大阪国際会議場"},  // simplified and traditional
         {"zh-Hans", "社会经济发展计划"},
         {"zh-Hans", "取消订单"},
         {"zh-Hans", "接受付款方式"},
         {"zh-Hant", "公司簡介"},
         {"zh-Hant", "免費停車場"},
         {"zh-Hant", "不動產租賃貸款"}});
}

TEST_CASE("a date in Han is of no language surely") {
  TaggedText tagged;
  our_tagger().tag("2023年5月17日 18時30分", tagged);
  CHECK(tagged.document.score < 0.5);
  our_tagger().tag("2023年5月17日，星期三，天气晴。", tagged);
  CHECK(tagged.document.score > 0.5);
}
