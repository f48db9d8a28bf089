// Each kind of line, by an article of our own around it.
#include "plain_text/plain_text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "docmill/base/utf8.hpp"
#include "plain_article.hpp"
#include "plain_text/judge.hpp"

using namespace docmill::cleaner;

TEST_CASE("an article without noise is left alone") {
  const PlainResult r = clean_plain(plain_body);
  CHECK(r.text == plain_body);
  CHECK(r.labels == "");
  CHECK(r.article.title == "");
}

TEST_CASE("empty text and blank lines give empty text") {
  CHECK(clean_plain("").text == "");
  CHECK(clean_plain("\n \n\t\n").text == "");
}

TEST_CASE("the headline is the title and leaves the text") {
  const PlainResult r = with_head("River Foundry Makes Its First Memory Chips");
  CHECK(r.article.title == "River Foundry Makes Its First Memory Chips");
  CHECK(r.labels == "title");
  CHECK(r.reasons == "first-line");
  CHECK(r.text == plain_body);
}

TEST_CASE("keep-title leaves the headline in the text and still tells it") {
  Options options;
  options.keep_title = true;
  const PlainResult r = clean_plain("River Foundry Makes Its First Memory Chips\n\n" + plain_body, options);
  CHECK(r.text == "River Foundry Makes Its First Memory Chips\n\n" + plain_body);
  CHECK(r.article.title == "River Foundry Makes Its First Memory Chips");
}

TEST_CASE("quotation marks around a whole title are not part of it") {
  CHECK(with_head("\u201cRiver foundry makes its first chips\u201d").article.title ==
        "River foundry makes its first chips");
  CHECK(with_head("\"One\" and \"two\" are both wrong").article.title == "\"One\" and \"two\" are both wrong");
}

TEST_CASE("a standfirst that ends with a full stop is no title") {
  const PlainResult r =
      with_head("Why a small town by the river may decide who builds the memory of the future, asks our reporter.");
  CHECK(r.article.title == "");
  CHECK(r.labels == "");
}

TEST_CASE("the second line of the head stays: it may be a heading") {
  const PlainResult r = with_head("River Foundry Makes Its First Memory Chips\n\nA Town Between Two Halls");
  CHECK(r.text == "A Town Between Two Halls\n\n" + plain_body);
}

TEST_CASE("the name of a section above the title goes") {
  const PlainResult r = with_head("technology\n\nRiver Foundry Makes Its First Memory Chips");
  CHECK(r.labels == "navigation title");
  CHECK(r.article.title == "River Foundry Makes Its First Memory Chips");
}

TEST_CASE("a title that comes again goes again") {
  const PlainResult r = clean_plain("River Foundry Makes Its First Memory Chips (Video)\n\n" + first_paragraph +
                                    "\n\nRiver Foundry Makes Its First Memory Chips!\n\n" + last_paragraph);
  CHECK(r.reasons == "first-line title-repeat");
  CHECK(r.text == plain_body);
}

TEST_CASE("bylines in several languages") {
  CHECK(with_head("River Foundry Makes Its First Chips\nBy Jane Doe").article.byline == "Jane Doe");
  CHECK(with_head("River Foundry Makes Its First Chips\nBY: ChipWatch").article.byline == "ChipWatch");
  CHECK(with_head("Werk am Fluss fertigt erste Chips\nVon Jana M\u00fcller").article.byline == "Jana M\u00fcller");
  CHECK(with_head("La fonderie produit ses premi\u00e8res puces\nPar Jeanne Martin").article.byline == "Jeanne Martin");
  CHECK(with_head("River Foundry Makes Its First Chips\n\u4f5c\u8005\uff1a\u738b\u5c0f\u660e").article.byline ==
        "\u738b\u5c0f\u660e");
  CHECK(with_head("River Foundry Makes Its First Chips\nBy Jane Doe").labels == "title byline");
}

TEST_CASE("a sentence that begins like a byline stays") {
  const std::string line = "By then the last of the old machines had been sold to a museum abroad.";
  CHECK(with_head(line).text == line + "\n\n" + plain_body);
}

TEST_CASE("the bracket with the byline before the first paragraph goes") {
  const PlainResult r = clean_plain("\u3010Text/Paper.example Wang Xiaoming\u3011" + plain_body);
  CHECK(r.article.byline == "Wang Xiaoming");
  CHECK(r.text == plain_body);
  CHECK(r.reasons == "byline-bracket");
}

TEST_CASE("a date line is the date, and a name beside it the byline") {
  CHECK(with_head("River Foundry Makes Its First Chips\n2024-08-01").article.date == "2024-08-01");
  const PlainResult r = with_head("River Foundry Makes Its First Chips\nJane Doe - Aug 1, 2024, 10:31 pm");
  CHECK(r.article.date == "2024-08-01");
  CHECK(r.article.byline == "Jane Doe");
  CHECK(r.labels == "title date");
}

TEST_CASE("a name beside a date is cut out where it stands, however letters change their size when they are compared") {
  CHECK(with_head("Conan O\u2019Brien - Nov 19, 2019").article.byline == "Conan O\u2019Brien");
  CHECK(with_head("I\u015f\u0131l I\u015f\u0131k - 2024-01-02").article.byline == "I\u015f\u0131l I\u015f\u0131k");
  // Of one size together, but not one by one.
  const std::string mixed = with_head("\u2019\u0131 Jane 2024-01-02 \u0958").article.byline;
  CHECK((mixed.empty() || mixed.find("Jane") != std::string::npos));
  CHECK(docmill::utf8::is_valid(mixed));
}

TEST_CASE("a language menu whose breaks are lost") {
  const PlainResult r = with_head(
      "River Foundry Makes Its First Chips\n\u65e5\u672c\u8a9eEnglishFran\u00e7aisDeutschEspa\u00f1olItaliano");
  CHECK(r.labels == "title language-menu");
}

TEST_CASE("menus in the head: run together, with separators, by cue") {
  CHECK(with_head("HomeNewsSportsBusinessContact").reasons == "run-together");
  CHECK(with_head("Home | News | Sports | Business | Contact").reasons == "separated-items");
  CHECK(with_head("Skip to main content").labels == "menu");
}

TEST_CASE("reading time, share buttons, account links and tags in the head") {
  CHECK(with_head("5 min read").labels == "reading-time");
  CHECK(with_head("Share this article").labels == "share");
  CHECK(with_head("Sign in").labels == "account");
  CHECK(with_head("Tags: chips, memory").labels == "tags");
}

TEST_CASE("picture credits go wherever they stand") {
  for (const char* line :
       {"Image from ChipNews", "Photo: Jane Doe", "Foto: Jana M\u00fcller/dpa", "Cr\u00e9dit photo : Jeanne Martin"}) {
    const PlainResult r = with_middle(line);
    CHECK(r.labels == "credit");
    CHECK(r.text == plain_body);
  }
}

TEST_CASE("a caption is known by the credit at its end") {
  const PlainResult r = with_middle("The hall of the new foundry on the day of its opening. CH Photo");
  CHECK(r.labels == "caption");
  CHECK(r.text == plain_body);
  CHECK(with_middle("Workers in the hall of the new foundry (Photo: Jane Doe)").labels == "caption");
}

TEST_CASE("keep-captions keeps captions and credits") {
  Options options;
  options.keep_captions = true;
  const std::string source = first_paragraph + "\n\nImage from ChipNews\n\n" + last_paragraph;
  CHECK(clean_plain(source, options).text == source);
}

TEST_CASE("a related list goes with its heading and its items, questions among them") {
  const PlainResult r = with_tail(
      "In case you missed:\n- Who Will Build the Next Hall of the River Foundry After the Winter?\n- Memory Prices "
      "Fall");
  CHECK(r.labels == "related related");
  CHECK(r.reasons == "heading-of-list link-list-after-heading");
  CHECK(r.text == plain_body);
}

TEST_CASE("a list in which most of the text stands is no list of related links") {
  const auto list = [](int n) {
    std::string items;
    for (int i = 0; i < n; ++i) items += "\n- The " + std::to_string(1900 + i) + " hall of the foundry near the river";
    return "In case you missed:" + items;
  };
  CHECK(with_tail(list(5)).text == plain_body);
  CHECK(with_tail(list(40)).text == plain_body + "\n\n" + list(40));
}

TEST_CASE("a related line within the body goes alone") {
  const PlainResult r = with_middle("Read more: Memory prices fall for the third month");
  CHECK(r.labels == "related");
  CHECK(r.text == plain_body);
}

TEST_CASE("a related list within the body ends with its items") {
  const std::string heading = "The Second Hall";
  const PlainResult r =
      with_middle("Related articles\n- Memory Prices Fall\n- A Museum Buys Old Machines\n\n" + heading);
  CHECK(r.labels == "related related");
  CHECK(r.text == first_paragraph + "\n\n" + heading + "\n\n" + last_paragraph);
}

TEST_CASE("lists and headings of the body stay") {
  const std::string middle =
      "What the Town Expects\n\n- Jobs: Two hundred people will work in the first hall.\n- Noise: The council has "
      "promised a wall.";
  CHECK(with_middle(middle).text == first_paragraph + "\n\n" + middle + "\n\n" + last_paragraph);
}

TEST_CASE("references at the end go, with their addresses") {
  const PlainResult r = with_tail("References:\nhttps://example.org/a\nhttps://example.org/b");
  CHECK(r.labels == "references references");
  CHECK(r.text == plain_body);
}

TEST_CASE("keep-references keeps them") {
  Options options;
  options.keep_references = true;
  const std::string source = plain_body + "\n\nReferences:\nhttps://example.org/a";
  CHECK(clean_plain(source, options).text == source);
}

TEST_CASE("comment buttons, and the broken sentence behind one") {
  CHECK(with_tail("Post Comment").labels == "comments");
  const PlainResult r = with_tail("Reply\n\nor to take part.");
  CHECK(r.labels == "comments comments");
  CHECK(r.reasons == "cue:comments interface-fragment");
  CHECK(r.text == plain_body);
}

TEST_CASE("newsletter prompts, copyright, sharing and advertisements at the end") {
  CHECK(with_tail("If you like this, subscribe to our newsletter").labels == "newsletter");
  CHECK(with_tail("This text may not be reproduced without authorization.").labels == "copyright");
  CHECK(with_tail("\u00a9 2024 ChipWatch").labels == "copyright");
  CHECK(with_tail("Share on Facebook").labels == "share");
  CHECK(with_tail("Advertisement").labels == "advert");
  CHECK(with_tail("Jane Doe contributed to this report").labels == "author");
}

TEST_CASE("what follows the end of the article and is no sentence goes too") {
  const PlainResult r = with_tail("Leave a comment\n\nName\n\nWebsite");
  CHECK(r.text == plain_body);
  CHECK(r.reasons.find("after-end-of-article") != std::string::npos);
}

TEST_CASE("a last short line without any sign against it stays") {
  CHECK(with_tail("To be continued").text == plain_body + "\n\nTo be continued");
}

TEST_CASE("interface words of one word are body within the body") {
  CHECK(with_middle("Reply").text == first_paragraph + "\n\nReply\n\n" + last_paragraph);
}

TEST_CASE("a whole page is cut down to its article") {
  std::string menu, tail;
  for (const char* item :
       {"Home", "News", "Politics", "Business", "Sports", "About", "Contact", "Log in", "Search", "Newsletter"})
    menu += std::string(item) + "\n";
  for (const char* item : {"Related articles", "Memory Prices Fall", "A Museum Buys Machines", "Comments",
                           "Privacy policy", "Terms of use", "Facebook", "Twitter", "Contact us"})
    tail += std::string(item) + "\n";
  const std::string headline = "River Foundry Makes Its First Memory Chips";
  const std::string source = headline + " - ChipWatch\n" + menu + "\n" + headline + "\n\n" + plain_body + "\n\n" + tail;
  const PlainResult r = clean_plain(source);
  CHECK(r.text == plain_body);
  CHECK(r.article.title == headline);
  Options light;
  light.cut = Cut::light;
  CHECK(clean_plain(source, light).text.find("Politics") != std::string::npos);
}

TEST_CASE("cut = nothing leaves all lines") {
  Options options;
  options.cut = Cut::nothing;
  const PlainResult r = clean_plain("Home | News | Sports\n\n" + plain_body + "  \n\n\n\nPost Comment", options);
  CHECK(r.text == "Home | News | Sports\n\n" + plain_body + "\n\nPost Comment");
  CHECK(r.labels == "");
}

TEST_CASE("text wrapped at a fixed width is not taken for lines of an article") {
  const std::string wrapped =
      "The new foundry near the river\nhas begun to make memory for the\nfirst time, its owners said\nafter months of "
      "delay and\n"
      "after the last of the halls\nhad been roofed.";
  CHECK(clean_plain(wrapped).text == wrapped);
}

TEST_CASE("markdown keeps its structure") {
  const std::string source =
      "# River Foundry\n\n" + first_paragraph + "\n\n```\n  code   here\n```\n\n## See also\n\n- [a](b)";
  CHECK(clean_plain(source, {}, "text/markdown").text == source);
}

TEST_CASE("carriage returns become line ends, and blank lines are squeezed") {
  CHECK(clean_plain(first_paragraph + "\r\n\r\n\r\n\r\n" + last_paragraph + "\r\n").text == plain_body);
  CHECK(clean_plain(first_paragraph + "\r" + last_paragraph).text == first_paragraph + "\n" + last_paragraph);
}

TEST_CASE("carriage returns alone end lines, however many") {
  const std::string unix_lines = plain_body + "\n\nRead more: other news\n";
  std::string mac_lines = unix_lines;
  std::replace(mac_lines.begin(), mac_lines.end(), '\n', '\r');
  CHECK(clean_plain(mac_lines).text == clean_plain(unix_lines).text);
  std::vector<Line> lines;
  read_lines(std::string(4 << 20, '\r'), lines);  // a look to the end of the text for each would take minutes
  CHECK(lines.empty());
}

TEST_CASE("lines without blank ones between stay so") {
  const std::string source = first_paragraph + "\n" + last_paragraph;
  CHECK(clean_plain(source).text == source);
}

TEST_CASE("cleaning clean text changes nothing") {
  const PlainResult once = with_tail("In case you missed:\n- Memory Prices Fall\n\nPost Comment");
  CHECK(clean_plain(once.text).text == once.text);
}

TEST_CASE("names are taken out of bylines") {
  CHECK(name_in(" : Jane Doe") == "Jane Doe");
  CHECK(name_in("Paper.example Jane Doe") == "Jane Doe");
  CHECK(name_in("Jane Doe @jane") == "Jane Doe");
  CHECK(name_in("the way, nobody had expected that to happen") == "");
  CHECK(name_in("") == "");
}

TEST_CASE("titles are compared by their letters and digits") {
  std::string a, b;
  title_key("River Foundry: First Chips!", a);
  title_key("river foundry \u2013 first chips", b);
  CHECK(same_title(a, b));
  CHECK_FALSE(same_title("", b));
  CHECK_FALSE(same_title("river", "riverfoundryfirstchips"));
}

TEST_CASE("hostile text is dealt with") {
  for (const std::string& source : {std::string(200000, '\n'), std::string(200000, 'a'), std::string(100000, '('),
                                    std::string(5000, '\0'), std::string(50000, ' ') + "x", std::string("\xEF\xBB\xBF"),
                                    std::string("|||||||||||||||||||||||"), std::string("- \n- \n- \n")})
    clean_plain(source);
  std::string lines;
  for (int i = 0; i < 20000; ++i) lines += "Related articles\n- x y\n";
  clean_plain(lines);
}

TEST_CASE("the first line of a short wrapped text is no title, though the next begins with a capital") {
  const std::string wrapped =
      "Die Gezeitenm\u00fchle an der Bucht von Orrin mahlte zweihundert Jahre lang\n"
      "Gerste, ehe die Schleusentore verrosteten. Als die Hafenbeh\u00f6rde die\n"
      "Ruine f\u00fcr ein Pfund verkaufen wollte, gr\u00fcndeten zwei Lehrerinnen eine\n"
      "Gesellschaft von B\u00e4ckern, die sich um das alte Rad k\u00fcmmern sollte.";
  CHECK(clean_plain(wrapped).text == wrapped);
}

TEST_CASE("an address and the fields of a letter are no title") {
  for (const char* first : {"Ladies and gentlemen of the town,", "To: All drivers of the hall\nFrom: Ada Tern"}) {
    const PlainResult r = clean_plain(std::string(first) + "\n\n" + first_paragraph + "\n\n" + last_paragraph + "\n");
    CHECK_MESSAGE(r.text.find(first) == 0, std::string(first));
    CHECK(r.article.title == "");
  }
  const PlainResult r =
      clean_plain("Sluice: the story of a hall\n\n" + first_paragraph + "\n\n" + last_paragraph + "\n");
  CHECK(r.article.title == "Sluice: the story of a hall");
}

TEST_CASE("a title with a colon over a date or a byline with one is no memo") {
  CHECK(with_head("Ukraine: war enters its third year\nPublished: 24 February 2024").article.title ==
        "Ukraine: war enters its third year");
  CHECK(with_head("Opinion: the river is not for sale\nAuthor: Jane Doe").article.title ==
        "Opinion: the river is not for sale");
  CHECK(with_head("To: all drivers of the works\nSubject: the rope of the crane").article.title == "");
  CHECK(
      with_head("To: all drivers of the works\nDate: 24 February 2024\nSubject: the rope of the crane").article.title ==
      "");
}

TEST_CASE("what edits a part of a wiki goes from the end of a line") {
  const std::string text = "The story of the hall\n\n" + first_paragraph + "\n\nHistory[edit | edit source]\n\n" +
                           last_paragraph + "\n\nOwners [1]\n\nhalls = []\n\nTo change this page, click [edit]\n\n" +
                           first_paragraph + "\n";
  CHECK(clean_plain(text).text.find("\n\nHistory\n\n") != std::string::npos);
  CHECK(clean_plain(text).text.find("\n\nOwners [1]\n\nhalls = []\n\nTo change this page, click [edit]\n\n") !=
        std::string::npos);
  CHECK(clean_plain("# Hall [edit]\n\n" + first_paragraph + "\n", {}, "text/markdown").text.find("Hall [edit]") !=
        std::string::npos);
}
