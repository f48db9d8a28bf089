// Lines amid the prose of an article that lead to other ones.
#include "page.hpp"

TEST_CASE("a label and a link between two paragraphs of prose lead to another article") {
  const auto page = [](const std::string& line) {
    return clean_page("<body><main><h1>The foundry</h1>" + as_paragraphs(page_text) + line +
                      as_paragraphs("The last hall will be built of brick, as the first was, and nobody knows when "
                                    "that will be, as the river is high.") +
                      "</main></body>");
  };
  for (const char* line : {"<p><strong>Lue my\u00f6s:</strong> <a href=/x>Hirvi palaa taas pohjoiseen</a></p>",
                           "<p>&gt;&gt; Compare: <a href=/x>Two kilns for a small hall</a></p>",
                           "<p>&rarr; <a href=/x>Two kilns for a small hall</a></p>",
                           "<p><b>LIRE AUSSI - <a href=/x>Two kilns for a small hall</a></b></p>",
                           "<h4>Read also: <a href=/x>Two kilns for a small hall</a></h4>",
                           "<p><b>Elsewhere |</b> <em><a href=/x>Two kilns for a small hall</a></em></p>"}) {
    CAPTURE(line);
    CHECK(page(line).text == page("").text);
  }
  for (const char* line : {"<p>The report says: <a href=/x>two kilns are enough for the hall</a>.</p>",
                           "<p>Of the hall: <a href=/x>a plan of the kilns</a> and its roof</p>"}) {
    CAPTURE(line);
    CHECK_FALSE(page(line).lists("labelled-link"));
  }
}

TEST_CASE("calls to subscribe amid prose go, and the box around them") {
  const auto page = [](const std::string& line) {
    return clean_page("<body><main><h1>The foundry</h1>" + as_paragraphs(page_text) + line + as_paragraphs(page_text) +
                      "</main></body>");
  };
  CHECK_FALSE(page("<p><b>Sign up for the newsletter of the foundry <a href=/n>here</a>.</b></p>").has("Sign up"));
  CHECK_FALSE(page("<div class=x><h4>All about the kilns</h4><p>Four weeks for one crown.</p>"
                   "<a class=b href=/s>Subscribe now</a></div>")
                  .has("one crown"));
  // What the text is about.
  CHECK(page("<p>The newsletter of the foundry was read in <a href=/n>every house</a> of the valley.</p>")
            .has("newsletter of the foundry"));
  CHECK(page("<div class=x><p>Four weeks later the second kiln stood in the hall, and nobody knew who had paid for it, "
             "for the <a href=/b>book of the foundry</a> was lost.</p></div>")
            .has("Four weeks later"));
}

TEST_CASE("an embedded post of the same site is no quotation") {
  const auto model = model_by_words(4, -3000, 3000);
  const auto page = [&](const std::string& name) {
    return page_with("<blockquote class=" + name + "><p><a href=/x>A second kiln for the northern hall</a></p>" +
                         "</blockquote>" + as_paragraphs(page_text),
                     {}, model);
  };
  CHECK_FALSE(page("wp-embedded-content").has("northern hall"));
  CHECK(page("quote").has("northern hall"));
}

TEST_CASE("a list of nothing but links goes as a whole when its heading or most of it is out") {
  // Items of five words or more stay.
  const auto model = model_by_words(5, -3000, 3000);
  const auto page = [&](const std::string& list) {
    return clean_page("<body><main><h1>The foundry</h1>" + as_paragraphs(page_text) + list + as_paragraphs(page_text) +
                          "</main></body>",
                      {}, model);
  };
  const std::string long_link = "<li><a href=/a>A second kiln for the northern hall</a></li>";
  const std::string short_link = "<li><a href=/b>Price of bricks</a></li>";
  CHECK_FALSE(page("<h3>Related articles</h3><ul>" + long_link + long_link + "</ul>").has("northern hall"));
  CHECK_FALSE(page("<ul>" + long_link + short_link + "</ul>").has("northern hall"));
  CHECK(page("<ul>" + long_link + long_link + short_link + "</ul>").has("northern hall"));
  CHECK(page("<ul>" + long_link + short_link + "<li>Nobody knows of any other hall</li></ul>").has("northern hall"));
}

TEST_CASE("a short note under a heading about the author goes, a longer part or a page of notes stays") {
  const auto model = model_by_words(4, -1500, 3000);
  const auto page = [&](const std::string& note) {
    return clean_page("<body><main><h1>The foundry</h1>" + as_paragraphs(page_text) + note + "</main></body>", {},
                      model);
  };
  const std::string note = "<p>Una Reed writes about kilns and keeps bees in the valley.</p>";
  for (const char* heading : {"<h3>About the author</h3>", "<h4>\u00dcber die Autorin</h4>"}) {
    CAPTURE(heading);
    const CleanedPage r = page(heading + note + "<h3>What comes of the kilns</h3>" + as_paragraphs(page_text));
    CHECK_FALSE(r.has("Una Reed"));
    CHECK(r.has("What comes of the kilns"));
    CHECK(r.lists("author:heading"));
    CHECK(page(heading + note + note + note + note).has("Una Reed"));
    CHECK_FALSE(page(heading + as_paragraphs(page_text)).lists("author:heading"));
  }
}

TEST_CASE("calls to follow the site go behind a paragraph of prose") {
  const auto page = [](const std::string& line) {
    return clean_page("<body><main><h1>The foundry</h1>" + as_paragraphs(page_text) + line + as_paragraphs(page_text) +
                      "</main></body>");
  };
  for (const char* line : {"<p>Follow us on <a href=/f>Facebook</a> and <a href=/x>Mastodon</a>.</p>",
                           "<p><em>Like us on Facebook.</em></p>", "<p>Folgen Sie uns auf Instagram</p>",
                           "<p>Подписывайтесь на наш канал в Телеграме</p>", "<p>تابعونا على فيسبوك</p>",
                           "<p>Sledujte nás na Facebooku</p>", "<p>עקבו אחרינו בפייסבוק</p>",
                           "<p>关注我们的微信公众号</p>", "<h4>Seguici su Telegram</h4>"}) {
    CAPTURE(line);
    CHECK(page(line).lists("share:call-to-follow"));
  }
  for (const char* line :
       {"<p>Follow the river to the second hall, which is open on Sundays.</p>",
        "<p>\u201cFollow us,\u201d said the founder.</p>", "<p>Follow us on our journey through Patagonia.</p>",
        "<p>Folgen Sie uns auf einen Rundgang durch die Altstadt.</p>",
        "<p>Приєднуйтесь до нас 5 травня о 18:00 у бібліотеці.</p>", "<p>掃描二維碼即可完成付款，不需要現金。</p>"})
    CHECK_FALSE(page(line).lists("call-to-follow"));
}
