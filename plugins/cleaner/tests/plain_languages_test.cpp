// Bylines, dates, buttons, related lines and credits as the sites of each language write them, around one article.
#include <doctest/doctest.h>

#include "plain_article.hpp"
#include "plain_text/judge.hpp"
#include "test_cues.hpp"

using namespace docmill::cleaner;

namespace {

const std::string& body = plain_body;

std::string folded(std::string_view text) {
  std::string out;
  fold(text, out);
  return out;
}

struct Page {
  const char* language;
  const char* head;
  const char* byline;
  const char* date;
  const char* tail;
};

// Title, byline, date and buttons above the article; a link, a prompt and a credit below it.
const Page pages[] = {
    {"en", "The River Works\nWords: Jane Doe | Pictures: John Roe\nUpdated 3 May 2024, 6:00 am\nListen to this article",
     "Jane Doe", "2024-05-03", "Print this page\nRead more: The price of sand\nThis text may not be reprinted"},
    {"en", "The River Works\nBy J. R. Doe | May 30, 2025\nShare Print Save", "J. R. Doe", "2025-05-30",
     "In case you are new here\n- The Price of Sand\n- A Field Guide to Halls"},
    {"de", "Das Werk am Fluss\nVon Jana Müller\n3. Mai 2024, 05:02 Uhr\nArtikel anhören\nMerken Teilen Drucken",
     "Jana Müller", "2024-05-03", "Drucken Teilen Nach oben\nMehr Nachrichten\nLesen Sie auch: Der Preis des Sandes"},
    {"fr",
     "L’usine du fleuve\nPar Jeanne Martin\nPublié le 3 mai 2024 à 06h30, mis à jour à 09h12\nPartager sur Facebook "
     "Partager sur X Envoyer par e-mail",
     "Jeanne Martin", "2024-05-03", "Cre\u0301dit : archives\nA\u0300 relire : Le prix du sable"},
    {"es", "La fábrica del río\nJuana Pérez\nMadrid - 3 may 2024 - 05:40 CET", "Juana Pérez", "2024-05-03",
     "Te puede interesar\nComentarios"},
    {"pt", "A fábrica do rio\nPor Joana Silva\n03/05/2024 06h00 Atualizado há 2 dias", "Joana Silva", "",
     "Leia também: O preço da areia\nComentários (0)"},
    {"it", "La fabbrica del fiume\ndi Gianna Rossi\n3 maggio 2024", "Gianna Rossi", "2024-05-03",
     "Leggi anche: Il prezzo della sabbia"},
    {"nl", "De fabriek aan de rivier\nJanneke de Vries\n3 mei 2024 om 21:15\nLuister naar dit artikel",
     "Janneke de Vries", "2024-05-03", "Verder lezen? Neem nu een abonnement\nAl abonnee? Log in"},
    {"pl", "Fabryka nad rzeką\nAutor: Jan Kowalski\n3 maja 2024", "Jan Kowalski", "2024-05-03",
     "Czytaj także: Cena piasku"},
    {"ru", "Завод у реки\nАнна Петрова\n3 мая 2024, 11:20\nВремя чтения: 4 минуты", "Анна Петрова", "2024-05-03",
     "Читайте также: Цена песка\nНашли опечатку? Выделите текст и нажмите Ctrl+Enter"},
    {"uk", "Завод біля річки\nГанна Коваль, для «Річки»\n3 травня 2024, 08:00\nПоділитися Facebook Telegram Viber",
     "Ганна Коваль", "2024-05-03",
     "Читайте також: Ціна піску\nЯкщо ви помітили помилку, виділіть її та натисніть Ctrl+Enter"},
    {"el", "Το εργοστάσιο στο ποτάμι\nΤης Άννας Παππά\n3 Μαΐου 2024, 07:45\nΔιαβάζεται σε 3'", "Άννας Παππά",
     "2024-05-03", "ΕΤΙΚΕΤΕΣ: άμμος, ποτάμι\nΣΧΟΛΙΑ (3) Γράψτε το σχόλιό σας"},
    {"tr",
     "Nehir Kıyısında Bir Fabrika\nYazan: Işık İnan\n3 Mayıs 2024 Cuma - 10:15 | Son Güncelleme: 4 Mayıs 2024 - 11:40",
     "Işık İnan", "2024-05-03", "İLGİLİ HABERLER\nKumun bedeli nedir?\nNehrin iki kıyısı"},
    {"ar", "مصنع على ضفة النهر\nكتبت: ليلى حداد\nنُشر في ٣ مايو ٢٠٢٤ - ٠٩:١٥\nشارك: فيسبوك تويتر نسخ الرابط",
     "ليلى حداد", "2024-05-03", "اقرأ أيضًا: ثمن الرمل"},
    {"hi", "नदी किनारे का कारख़ाना\nलेखक: सीमा वर्मा\nप्रकाशित: 3 मई 2024, 10:20 IST\nशेयर करें: फेसबुक ट्विटर", "सीमा वर्मा",
     "2024-05-03", "फोटो: प्रतीकात्मक\nयह भी पढ़ें: रेत की क़ीमत क्या है?\nव्हाट्सऐप चैनल से जुड़ने के लिए यहाँ क्लिक करें"},
    {"id", "Pabrik di Tepi Sungai\nOleh: Siti Rahma\n3 Mei 2024, 09:00 WIB\nBagikan ke", "Siti Rahma", "2024-05-03",
     "Baca juga: Harga Pasir"},
    {"zh-Hans", "河边的新工厂开始生产\n2024-05-03 09:30:00 来源：河报 作者：王小明\n字号：小 中 大", "王小明",
     "2024-05-03", "责任编辑：李大海\n相关阅读\n· 沙子的价格\n· 两岸的故事"},
    {"zh-Hant", "河邊的新工廠開始生產\n記者 王小明／新竹報導\n2024/05/03 14:05\n字級設定：小 中 大 特", "王小明",
     "2024-05-03", "延伸閱讀\n沙子的價格為什麼上漲\n兩岸的故事與人們"},
    {"ja", "川沿いの新しい工場が動き出す\n2024年5月3日 5:00\n編集委員 山田花子\n保存 印刷 シェアする", "山田花子",
     "2024-05-03", "この記事は会員限定です。登録すると続きをお読みいただけます。"},
    {"ko",
     "강가의 새 공장이 문을 열다\n입력 2024.05.03. 오후 2:10 수정 2024.05.03. 오후 5:42\n김하나 기자\n가가 글자크기 "
     "조절 기사 공유하기 댓글 7",
     "김하나", "2024-05-03", "김하나 기자 hana@river.example"},
};

}  // namespace

TEST_CASE("head and tail of an article in each language") {
  for (const Page& page : pages) {
    CAPTURE(page.language);
    const PlainResult r = clean_plain(std::string(page.head) + "\n" + body + "\n" + page.tail + "\n");
    CHECK(r.text == body);
    CHECK(r.article.byline == page.byline);
    CHECK(r.article.date == page.date);
    CHECK(r.article.title == std::string(page.head).substr(0, std::string(page.head).find('\n')));
  }
}

TEST_CASE("the same lines leave nothing behind in the windows line ends") {
  for (const Page& page : pages) {
    CAPTURE(page.language);
    std::string source;
    for (const char c : std::string(page.head) + "\n" + body + "\n" + page.tail)
      source += c == '\n' ? std::string("\r\n") : std::string(1, c);
    CHECK(clean_plain(source).article.byline == page.byline);
    CHECK(clean_plain(source).text == body);
  }
}

TEST_CASE("what is compared has no accents of Greek capitals, no Turkish letters i, ASCII digits") {
  CHECK(folded("ΕΤΙΚΕΤΕΣ") == folded("ετικέτεσ"));
  CHECK(folded("ΣΧΌΛΙΑ") == folded("σχολια"));
  CHECK(folded("İLGİLİ") == "ilgili");
  CHECK(folded("KISA") == folded("kısa"));
  CHECK(folded("٢٠٢٤") == "2024");
  CHECK(folded("२०२४") == "2024");
}

TEST_CASE("what is compared joins accents, and leaves out vowel signs of Arabic") {
  CHECK(folded("Cre\u0301dit") == "crédit");
  CHECK(folded("\u0301") == "\u0301");
  CHECK(folded("نُشر") == "نشر");
  CHECK(folded("\u095C") == "\u0921\u093C");
  CHECK(folded("\u0399\u0301") == "\u03B9");
}

TEST_CASE("a cue that ends in a vowel sign of Hindi is found at the end of a line") {
  const CueHits h = test_cues().match(folded("यह भी देखें"));
  CHECK(h.line(Cue::related));
  CHECK_FALSE(test_cues().match(folded("लेखकों")).start(Cue::byline));
}

TEST_CASE("a row of buttons needs three phrases and little else") {
  CHECK(test_cues().interface(folded("Share Print Save")).phrases == 3);
  CHECK(test_cues().interface(folded("Share Print Save")).others == 0);
  CHECK(clean_plain(body + "\n\nReddit Threads\n\n" + body).text == body + "\n\nReddit Threads\n\n" + body);
  const std::string heading = "How They Share, Print and Save the Things They Read";
  CHECK(clean_plain(body + "\n\n" + heading + "\n\n" + body).text == body + "\n\n" + heading + "\n\n" + body);
  CHECK(clean_plain(body + "\n\nShare Tweet Print Email\n\n" + body).reasons == "row-of-buttons");
}

TEST_CASE("two links to what the law asks for, with a mark between them, are a row at the end, and nowhere else") {
  for (const std::string row : {"Privacy policy | Terms of use", "Impressum | Datenschutzerklärung",
                                "Политика конфиденциальности | Пользовательское соглашение", "隐私政策 | 使用条款"}) {
    CHECK(clean_plain(body + "\n\n" + row).reasons == "row-of-buttons");
    CHECK(clean_plain(body + "\n\n" + row + "\n\n" + body).text == body + "\n\n" + row + "\n\n" + body);
  }
}

TEST_CASE("the number of comments stands before or behind them, with the counter of its language") {
  for (const std::string count :
       {"5 комментариев", "5 komentarzy", "12条评论", "3件のコメント", "コメント12件", "댓글 3개"})
    CHECK(clean_plain(body + "\n\n" + count).labels == "comments");
  CHECK(bare_line("12件") == "件");
}

TEST_CASE("what was published before and after is named behind a colon") {
  for (const std::string other : {"Previous post: The Price of Sand", "Vorheriger Beitrag: Der Preis des Sandes",
                                  "Article suivant : Le prix du sable", "上一篇：沙子的价格"})
    CHECK(clean_plain(body + "\n\n" + other).labels == "related");
}

TEST_CASE("a link to the content is no title, in languages without a file of their own, too") {
  for (const std::string link :
       {"Zum Hauptinhalt springen", "Hoppa till innehållet", "Přejít k obsahu", "跳转到主要内容"}) {
    const PlainResult r = clean_plain(link + "\n\nThe River Works Again\n\n" + body);
    CHECK(r.article.title == "The River Works Again");
    CHECK(r.text == body);
  }
}

TEST_CASE("captions behind a label go although they are long; paragraphs behind a colon stay") {
  const PlainResult r = clean_plain(
      body + "\nPhoto: A worker looks at the door of the new hall in the rain. © John Roe for River\n" + body);
  CHECK(r.labels == "credit");
  CHECK(clean_plain(body + "\nMap: The halls, the river and the road. Source: county office; River Graphics\n" + body)
            .labels == "credit");
  const std::string paragraph =
      "The map: nobody in the town had drawn one before the hall was built, and so the road ended in a field.";
  CHECK(clean_plain(body + "\n" + paragraph + "\n" + body).labels == "");
}

TEST_CASE("words and pictures in one line: the byline above the article, a credit below it") {
  CHECK(clean_plain("The River Works\nWords: Jane Doe | Pictures: John Roe\n" + body).article.byline == "Jane Doe");
  CHECK(clean_plain(body + "\n(Text: Jane Doe; Foto: Archiv)").text == body);
}

TEST_CASE("a credit that has lost the space before it") {
  CHECK(clean_plain(body + "\nUna de las salas, en una imagen de la inauguración.ARCHIVO\n" + body).labels ==
        "caption");
}

TEST_CASE("a name without a cue is a byline only beside the date") {
  const std::string headline = "River Foundry Makes Its First Chips\n";
  const PlainResult r = clean_plain(headline + "Jane Doe\n3 May 2024\n" + body);
  CHECK(r.article.byline == "Jane Doe");
  CHECK(r.reasons == "first-line name-beside-date date-line");
  CHECK(clean_plain(headline + "Jane Doe\n\n" + body).article.byline == "");
  CHECK(clean_plain(headline + "What the town expects\n3 May 2024\n" + body).article.byline == "");
}

TEST_CASE("names of persons") {
  for (const char* name : {"Jane Doe", "R. K. Anand", "Vincent van der Berg", "Ольга О'Ніл", "Ana-María de la Cruz"}) {
    CAPTURE(name);
    CHECK(is_person_name(name));
  }
  for (const char* name : {"", "Jane", "the river", "Jane Doe 3", "Six Names Are Too Many Here", "王小明", "van der"}) {
    CAPTURE(name);
    CHECK_FALSE(is_person_name(name));
  }
}

TEST_CASE("the editor is the byline when there is no author") {
  CHECK(clean_plain("河边的新工厂开始生产\n" + body + "\n责任编辑：李大海").article.byline == "李大海");
  CHECK(clean_plain("河边的新工厂开始生产\n作者：王小明\n" + body + "\n责任编辑：李大海").article.byline == "王小明");
}

TEST_CASE("byline and date below a standfirst, and a sentence there that begins like one") {
  const std::string standfirst =
      "What happens to a town when the most important works of a country opens a hall there.";
  const PlainResult r = clean_plain("River Foundry\n" + standfirst + "\nBy Jane Doe\n3 May 2024\n" + body);
  CHECK(r.article.byline == "Jane Doe");
  CHECK(r.article.date == "2024-05-03");
  CHECK(r.text.find("Jane") == std::string::npos);
  const std::string stays = standfirst + "\nBy the river, at last\n" + body;
  CHECK(clean_plain(stays).text == stays);
}

TEST_CASE("addresses of reporters at the end") {
  CHECK(has_address("Jane Doe jane@river.example"));
  CHECK_FALSE(has_address("Jane Doe @jane"));
  CHECK_FALSE(has_address("a@b"));
  CHECK_FALSE(has_address(""));
  CHECK(clean_plain(body + "\nJane Doe jane@river.example").reasons == "e-mail-address");
}

TEST_CASE("titles and bylines get the characters of the text") {
  const PlainResult r =
      clean_plain("River\u00ADworks Makes\u00A0Its\u3000First  Cafe\u0301\nBy Jane\u00A0Doe\n" + body);
  CHECK(r.article.title == "Riverworks Makes Its First Café");
  CHECK(r.article.byline == "Jane Doe");
  Options raw;
  raw.characters = {false, false, false, false};
  CHECK(clean_plain("River\u00ADworks Makes Its First Chips\n" + body, raw).article.title ==
        "River\u00ADworks Makes Its First Chips");
}

TEST_CASE("the title of Markdown is its first heading, which stays") {
  const PlainResult r = clean_plain("# River Foundry\n\n" + body, {}, "text/markdown");
  CHECK(r.article.title == "River Foundry");
  CHECK(r.text == "# River Foundry\n\n" + body);
  CHECK(clean_plain("```\n# a comment\n```\n\n" + body, {}, "text/markdown").article.title == "");
}

TEST_CASE("of two days in one line that of publication") {
  const std::string text =
      "\n\nThe new foundry near the river has begun to make memory for the first time, its owners said after months of "
      "delay.\n\nNobody in the town expects the second hall to open before the winter.\n";
  CHECK(clean_plain("The foundry opens at last\n\nEdited 1 June 2023 | Published 4 May 2023" + text).article.date ==
        "2023-05-04");
  CHECK(clean_plain("The foundry opens at last\n\nPublished 4 May 2023 | Edited 1 June 2023" + text).article.date ==
        "2023-05-04");
  CHECK(clean_plain("The foundry opens at last\n\nEdited 1 June 2023" + text).article.date == "2023-06-01");
}
