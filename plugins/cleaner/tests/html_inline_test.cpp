// What stands within a sentence: hidden words, buttons, formulas, quotations, readings, raised digits.
#include "main_content/line_numbers.hpp"
#include "page.hpp"

using namespace docmill::cleaner;

TEST_CASE("hidden words within a sentence go and do not part it") {
  for (const char* hidden :
       {"<span class=sr-only> (new tab)</span>", "<span class=visually-hidden> (new tab)</span>",
        "<span class='screen-reader-text'> (new tab)</span>", "<span hidden> (new tab)</span>",
        "<span style='display:none'> (new tab)</span>", "<span aria-hidden=true> (new tab)</span>",
        "<span class=off-screen> (new tab)</span>", "<span class=a11y-hidden> (new tab)</span>",
        "<span class=ui-helper-hidden-accessible> (new tab)</span>", "<span class=tooltip-message> (new tab)</span>",
        "<span style='font-size:0px'> (new tab)</span>",
        "<span style='position:absolute; left:-9999px'> (new tab)</span>",
        "<span style='position:absolute;clip:rect(0 0 0 0)'> (new tab)</span>",
        "<span style='display:\n\tnone'> (new tab)</span>", "<span class=tooltiptext> (new tab)</span>",
        "<i role=tooltip></i>"}) {
    CAPTURE(hidden);
    const CleanedPage r = page_with("<p>The owners have published the report" + std::string(hidden) +
                                    ", which says that the hall is sound.</p>");
    CHECK(r.has("published the report, which says that the hall is sound."));
    CHECK(!r.has("new tab"));
    if (std::string(hidden).find("new tab") != std::string::npos)
      CHECK(r.lists("hidden:not-seen:" + std::string(hidden).substr(0, std::string(hidden).rfind('<'))));
  }
}

TEST_CASE("what is laid over a word when it is pointed at is no text, also where the name says little") {
  const auto line = [](const std::string& word) {
    return page_with("<p>The " + word + " of the foundry was cast in the first year, and it rings to this day.</p>");
  };
  for (const char* word : {"<span class=tooltip>bell<span class=tooltip>of bronze</span></span>",
                           "<span class=term>bell<span class=term-tooltip><b>Bell</b><i>of bronze</i></span></span>"}) {
    CAPTURE(word);
    CHECK(line(word).has("The bell of the foundry"));
  }
  CHECK(line("<span class=tooltip>bell</span>").has("The bell of the foundry"));
  CHECK(line("great <span class=tooltip>bell</span>").has("The great bell of the foundry"));
}

TEST_CASE("hidden words in elements of emphasis go too; names in one word hide as those in two") {
  for (const char* hidden : {"<i hidden>LEMUR </i>", "<b style='visibility:hidden'>LEMUR </b>",
                             "<span class=u-visuallyhidden>LEMUR </span>", "<span class=assistive-text>LEMUR </span>",
                             "<em class=sr-only>LEMUR </em>", "<span class=element-invisible>LEMUR </span>",
                             "<span class=show-for-sr>LEMUR </span>", "<b class=visually-hide>LEMUR </b>"})
    CHECK(page_with("<p>The stove burns " + std::string(hidden) + "nine kilos of wood a day, says the keeper.</p>")
              .has("The stove burns nine kilos of wood a day"));
  CHECK(page_with("<p>The stove burns <span class=not-sr-only>nine</span> kilos of wood a day, he says.</p>")
            .has("burns nine kilos"));
  CHECK(page_with("<p>A ratio of <mjx-assistive-mml><math><mn>3.5</mn></math></mjx-assistive-mml> was found there.</p>")
            .has("A ratio of 3.5 was found"));
}

TEST_CASE("words that are hidden from screen readers alone stay where these are told the same otherwise") {
  for (const char* words : {"<span aria-hidden=true>T</span><span class=sr-only>T</span>he stove",
                            "<span class=sr-only>The</span><span aria-hidden=true><b>T</b>he</span> stove",
                            "<span class=dropcap aria-hidden=true>T</span>he stove",
                            "<span aria-label='The stove'><i aria-hidden=true class=word>The</i> <span "
                            "aria-hidden=true>stove</span></span>",
                            "The <span class=katex><span class=katex-html aria-hidden=true>stove</span></span>"}) {
    CAPTURE(words);
    CHECK(page_with("<p>" + std::string(words) + " burns nine kilos of wood a day, says the keeper.</p>")
              .has("\n\nThe stove burns nine kilos"));
  }
  for (const char* words : {"<span aria-label='Open the list'><span aria-hidden=true>LEMUR</span></span>",
                            "<span class=sr-only>the lemur</span> <span aria-hidden=true>LEMUR</span>",
                            "<math><mi>x</mi></math><span aria-hidden=true>LEMUR</span>"})
    CHECK_FALSE(
        page_with("<p>The stove burns " + std::string(words) + " nine kilos of wood a day, he says.</p>").has("LEMUR"));
}

TEST_CASE("parts of a formula stay apart in a line of text") {
  const auto has = [](const std::string& formula, const std::string& text) {
    return page_with("<p>The board of the hall says that <math>" + formula + "</math> holds in every winter.</p>")
        .has("says that " + text + " holds");
  };
  const std::string sum = "<mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow>";
  CHECK(has("<mn>3</mn><mfrac><mn>1</mn><mn>2</mn></mfrac>", "3 1/2"));
  CHECK(has("<mfrac>" + sum + "<mn>2</mn></mfrac>", "(a+b)/2"));
  CHECK(has("<mfrac><mn>1</mn>" + sum + "</mfrac>", "1/(a+b)"));
  CHECK(has("<mfrac><mn>1</mn><mrow><mo>(</mo><mi>a</mi><mo>)</mo></mrow></mfrac>", "1/(a)"));
  CHECK(has("<msup><mi>x</mi>" + sum + "</msup>", "x^(a+b)"));
  CHECK(has("<msup><mn>10</mn><mrow><mo>-</mo><mn>3</mn></mrow></msup>", "10^-3"));
  CHECK(has("<msqrt><mn>2</mn></msqrt>", "\u221a2"));
  CHECK(has("<msqrt>" + sum + "</msqrt>", "\u221a(a+b)"));
  CHECK(has("<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd></mtr></mtable>",
            "1 2; 3"));
  CHECK(has("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi><mn>2</mn></mfrac>", "a+b2"));  // not closed
  CHECK(has("<mfrac><MROW><mi>a</mi><mo>+</mo><mi>b</mi></mrow ><mn>2</mn></mfrac>", "(a+b)/2"));
  CHECK(has("<msqrt><mi>a</mi><mo>+</mo><mi>b</mi></MSQRT>", "\u221a(a+b)"));
}

TEST_CASE("a word that an icon font draws as a picture is no text") {
  for (const char* icon :
       {"<i class=material-icons>open_in_new</i>", "<span class='x material-symbols-outlined'>home</span>"})
    CHECK(
        page_with("<p>The owners have published the report " + std::string(icon) + " that says the hall is sound.</p>")
            .has("published the report that says"));
  CHECK(page_with("<p>The hall is <span style='font-size:0.9em'>sound</span>, the owners say in a report.</p>")
            .has("The hall is sound, the"));
  CHECK(page_with("<div style='position:absolute;left:-9999px'>" + as_paragraphs(page_text) + "</div>").has("Nobody"));
}

TEST_CASE("a picture of a character is the character, also at the ends of a paragraph") {
  const std::string leaf = "<img class=wp-smiley alt='🍃' src=s.png>";
  CHECK(page_with("<p>" + leaf + " The palm of the old hall is back " + leaf + " and doing well " + leaf + "</p>")
            .has("🍃 The palm of the old hall is back 🍃 and doing well 🍃"));
  CHECK(page_with("<p><img alt=T src=t.png>he palm of the old hall is back, and it does well there.</p>")
            .has("\n\nThe palm of the old hall"));
  CHECK(!page_with("<p><img alt=P src=p.png>Palm of the old hall is back, and it does well there.</p>").has("PPalm"));
  CHECK(!page_with("<p>The palm of the hall is back <img alt='é'> and doing well.</p>").has("é"));
}

TEST_CASE("an inline element that its style sets as a block is a paragraph") {
  CHECK(clean_page("<body><h1>The foundry</h1><div>" + std::string("<span style='display: block'>") +
                   page_text.substr(0, page_text.find("\n\n")) + "</span><span style='display:block'>" +
                   page_text.substr(page_text.rfind("\n\n") + 2) + "</span></div>")
            .has("delay.\n\nThe council"));
}

TEST_CASE("what a button opens is text, though it is hidden at first") {
  const CleanedPage r = page_with(
      "<dl><dt><button aria-controls=a1 aria-expanded=false>May one pay by card?</button></dt><dd id=a1 hidden>Cards "
      "are "
      "taken at the main gate, but the tea room of the hall takes coins only.</dd></dl>"
      "<div id=a2 hidden>Nothing opens this text of the page, so that nobody sees it but the machine.</div>");
  CHECK(r.has("May one pay by card?"));
  CHECK(r.has("Cards are taken at the main gate"));
  CHECK(!r.has("Nothing opens this"));
}

TEST_CASE("what a button lays over the page is no text, and ids in a comment cost no more than their bytes") {
  const std::string text = "<p>Cards are taken at the main gate, but the tea room of the hall takes coins only.</p>";
  std::string names = "<!--";
  for (int i = 0; i < 5000; ++i) names += "aria-controls=";
  const auto opened = [&](const std::string& attributes) {
    return page_with(names + "--><div class=faq><h3><button data-target=#a1>May one pay by card?</button></h3>" +
                     "<div id=a1 hidden " + attributes + ">" + text + "</div></div>")
        .has("takes coins only");
  };
  CHECK(opened("class=panel"));
  for (const char* attributes : {"class='modal fade'", "role=dialog", "class=cookie-text", "class=ConsentText"}) {
    CAPTURE(attributes);
    CHECK(!opened(attributes));
  }
}

TEST_CASE("an inline element has no role by its name") {
  for (const char* name :
       {"related", "social", "biography", "print", "share", "tooltip", "credit", "navigation", "widget", "ad"})
    CHECK(page_with("<p>The new hall needs <span id=" + std::string(name) + " class=" + name +
                    ">a good deal of power</span> every day, which the river gives.</p>")
              .has("needs a good deal of power every day"));
}

TEST_CASE("buttons that hold words of a sentence or a heading stay, others go and are listed") {
  CHECK(page_with("<p>The <button class=term>sluice</button> of the new hall stuck again on the second morning.</p>")
            .has("The sluice of the new hall stuck"));
  const std::string panel =
      "<div class=panel><p>Everybody may see the hall on the first Sunday of a month, said the owners.</p></div>";
  for (const char* question :
       {"<button class=accordion>Who may see the new hall?</button>",
        "<h3><button aria-expanded=false aria-controls=x>Who may see the new hall?</button></h3>",
        "<button type=button data-toggle=collapse aria-controls=x>Who may see the new hall?</button>"})
    CHECK(page_with("<div class=faq>" + std::string(question) + panel + "</div>").has("Who may see the new hall?"));
  const CleanedPage r = page_with("<div><button>Send it to a friend</button></div>");
  CHECK(r.text == page_text);
  CHECK(r.lists(":Send it to a friend|"));
  CHECK(!page_with("<pre>a = 1\nb = a + 1<button>Copy</button></pre>").has("Copy"));
}

TEST_CASE("a button that was never closed, or holds paragraphs, is no button") {
  for (const char* end : {"", "</button>"}) {
    const CleanedPage r = clean_page("<body><button class=open><p>Menu</p><article><h1>The foundry</h1>" +
                                     as_paragraphs(page_text) + "</article>" + end + "</body>");
    CHECK(r.has(page_text));
    CHECK(!r.lists(":button:"));
  }
}

TEST_CASE("formulas are text") {
  CHECK(page_with("<p>The new line reaches an accuracy of <math><mrow><mn>95.2</mn> <mo>%</mo></mrow></math> on every "
                  "test.</p>")
            .has("accuracy of 95.2% on every test"));
  CHECK(page_with("<p>The pressure <span style='display:none'><math><semantics><mi>p</mi><annotation "
                  "encoding='application/x-tex'>{\\displaystyle p}</annotation></semantics></math></span> grows with "
                  "the depth.</p>")
            .has("The pressure p grows with"));
  CHECK(page_with("<p>The owners say that <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> of the power comes from "
                  "<math><msup><mi>x</mi><mn>2</mn></msup></math> wheels in the river.</p>")
            .has("that 1/2 of the power comes from x^2 wheels"));
  CHECK(page_with("<p>The law of the board is</p><math "
                  "display=block><mi>F</mi><mo>=</mo><mi>m</mi><mi>a</mi></math><p>and from it "
                  "the engineer worked back to the thickness of the oak.</p>")
            .has("\n\nF=ma\n\n"));
}

TEST_CASE("quotations get the marks that browsers show") {
  const CleanedPage r =
      page_with("<p><q>Shut the gate</q>, he said, <q>or I <q>leave</q> the town</q>, and went home to his hall.</p>");
  CHECK(r.has("“Shut the gate”, he said, “or I ‘leave’ the town”, and went"));
}

TEST_CASE("readings of ruby are no part of the word") {
  const CleanedPage r = clean_page(
      "<p>港の<ruby>水車<rp>(</rp><rt>すいしゃ</rt><rp>)</rp></"
      "ruby>は二百年のあいだ麦をひいていた。技師と二人の教師とパン屋が会社をつくった。</p>"
      "<p>"
      "水車そのものは簡単だった。水の中ではほとんど腐らない楡の木でできていて、九枚だけを取り替えればよかったのである。"
      "</p>");
  CHECK(r.has("港の水車は二百年のあいだ"));
  CHECK(r.lists("hidden:ruby-reading:<rt>すいしゃ"));
}

TEST_CASE("raised digits are not run into the number before") {
  CHECK(
      page_with("<p>The hall makes 10<sup>6</sup> parts a day on 40 m<sup>2</sup>, at 10<sup>-9</sup> of the cost.</p>")
          .has("makes 10⁶ parts a day on 40 m², at 10⁻⁹ of"));
  CHECK(page_with("<p>The hall opened on the 1<sup>st</sup> of May, the owners said to the town.</p>")
            .has("the 1st of May"));
  CHECK(page_with("<p>The hall was built in 1788<sup><a href='#f1'>1</a></sup> and again in the year 1931.</p>")
            .has("in 1788¹ and"));
}

TEST_CASE("a line end between Chinese characters is no space") {
  const CleanedPage r = clean_page(
      "<p>磨坊的轮子\n  终于又转动了，\n孩子们从学校跑来看，面包师把第一袋 "
      "flour\n送给了老师。大家都说这一天来得太晚，不过总算是来了。</p>"
      "<p>潮水退去以后，水门慢慢关上，轮子停了下来，人们点起灯，坐在桥上等下一次涨潮。</p>");
  CHECK(r.has("磨坊的轮子终于又转动了，孩子们从学校跑来看"));
  CHECK(r.has("第一袋 flour 送给了老师"));
}

TEST_CASE("an emoji as a picture is its character") {
  CHECK(page_with("<p>The hall is open <img class=emoji alt='🎉' src=x.png> and the wheel turns again for all.</p>")
            .has("is open 🎉 and the wheel"));
}

TEST_CASE("text where browsers show it: a declared shadow tree, noframes of a frameset") {
  CHECK(clean_page("<body><main><x-article><template shadowrootmode=open><div>" + as_paragraphs(page_text) +
                   "</div></template></x-article></main>")
            .text == page_text);
  CHECK(
      clean_page("<frameset><frame src=a><noframes><body>" + as_paragraphs(page_text) + "</body></noframes></frameset>")
          .text == page_text);
  CHECK(clean_page("<body><template><p>" + page_text + "</p></template><div>" + as_paragraphs(page_text) + "</div>")
            .text == page_text);
}

TEST_CASE("an a that only marks a place is no link") {
  std::string html;
  for (int i = 0; i < 3; ++i) html += "<a name=p" + std::to_string(i) + "><p>" + page_text.substr(0, 112) + "</p>";
  CHECK(clean_page("<div>" + html + "</div>").has("The new foundry"));
}

TEST_CASE("a picture of a formula is what it says, once") {
  const auto with = [](const std::string& picture) {
    return page_with("<p>A body at rest has the energy " + picture +
                     " where the letters are its mass and the speed of light.</p>");
  };
  for (const char* picture :
       {"<img class=latex alt='E = mc^2' src=a.png>", "<img alt='E = mc^2' src='https://example.org/latex.php?x'>",
        "<img class='ql-img-inline-formula' alt='&#69; &#61; &#109;&#99;&#94;&#50;' src=a.png>"})
    CHECK_MESSAGE(with(picture).has("the energy E = mc^2 where"), std::string(picture));
  CHECK(with("<img src=a.png alt='$E = mc^2$'>").has("the energy $E = mc^2$ where"));
  CHECK(page_with("<p><img class=tex alt='a^2 + b^2' src=a.png></p>").has("a^2 + b^2"));
  CHECK(!with("<img class=math-cover alt='A book on mathematics' src=a.png>").has("A book"));
  CHECK(!with("<img class=photo alt='x = y' src=a.png>").has("x = y"));
  CHECK(with("<img alt='n' src='https://example.org/latex.php?latex=n'>").has("the energy n where"));
  CHECK(with("<img class=tex alt='v_1' src=a.png>").has("the energy v_1 where"));
  CHECK(with("<span><math><mi>E</mi></math><img class=math alt='E^{}' src=a.png></span>").has("energy E where"));
}

TEST_CASE("pictures that are named like formulas are none") {
  for (const char* picture :
       {"<img class=text-center alt='a=b' src=a.png>", "<img class=textwidget alt='VER' src=a.png>",
        "<img src=/texas/a.png alt='IMG_2034'>", "<img src=/mathilda.jpg alt='a=b'>",
        "<img class=math alt='VER' src=a>", "<img src=/sport/formula-1/a.jpg alt='VER'>",
        "<img class=math-cover alt='IMG_2034' src=a.png>", "<img class=photo alt='$$$' src=a.png>",
        "<img src='/latex.php?x' alt=Equation>"}) {
    const CleanedPage r = page_with("<p>" + std::string(picture) + "</p>");
    CHECK_MESSAGE(r.text == page_text, std::string(picture));
  }
}

TEST_CASE("the numbers of lines of code go, numbers of the text stay") {
  const std::string code = "open(gate)\nwait(9)";
  for (const std::string& listing :
       {"<table><tr><td class=linenos><pre>1\n2</pre></td><td class=code><pre>" + code + "</pre></td></tr></table>",
        std::string("<pre><span class=lineno>1 </span>open(gate)\n<span class=lineno>2 </span>wait(9)</pre>"),
        std::string("<pre><code><span style='user-select: none'>1</span>open(gate)\n"
                    "<span style='user-select: none'>2</span>wait(9)</code></pre>"),
        "<div><pre class=line-numbers>1\n2</pre><pre>" + code + "</pre></div>",
        std::string("<table><tr><td class=line-number>1</td><td><pre>open(gate)</pre></td></tr><tr><td "
                    "class=line-number>2</td><td><pre>wait(9)</pre></td></tr></table>")}) {
    const CleanedPage r = page_with(listing);
    CHECK_MESSAGE((r.has("open(gate)") && r.has("wait(9)")), listing);
    CHECK_MESSAGE(r.text.find_first_of("12") == std::string::npos, listing);
  }
  CHECK(page_with("<pre class=line-numbers>" + code + "\nwait(12)</pre>").has("wait(12)"));
  CHECK(
      page_with("<pre class=line-numbers><code>1024</code></pre><p>The wheel of the hall turned so often in a day.</p>"
                "<pre class=line-numbers><code>2048</code></pre>")
          .has("1024"));
  for (const char* numbers :
       {"<ul class=line-numbers><li>1</li><li>12</li><li>18</li></ul>",
        "<ul class=line-numbers><li>11</li><li>12</li><li>18</li></ul>",
        "<div class='row gutter'><div>120</div><div>45</div><div>18</div></div>",
        "<table><tr><td>The gates of oak</td><td>The stone</td></tr><tr style='user-select:none'><td>7</td><td>18</td>"
        "</tr></table>"})
    for (const char* behind : {"", "<pre>open(gate)</pre>"})
      CHECK_MESSAGE(!page_with("<p>These buses stop at the gate of the mill, says the board of the town:</p>" +
                               std::string(numbers) + behind)
                         .lists(":line-number:"),
                    std::string(numbers));
  CHECK(page_with("<p>The bus with the <span class=line-number>12</span> stops at the gate of the mill, he says.</p>")
            .has("the 12 stops"));
}

TEST_CASE("looking for the numbers of lines is linear, however deep elements are nested") {
  for (const char* filling : {"1 ", "  ", "7 8 "}) {
    std::string html, digits;
    for (int i = 0; i < 2000; ++i) digits += filling;
    for (int i = 0; i < 300; ++i) html += "<div class=ln>";
    html += digits + "<i></i>" + digits;
    for (int i = 0; i < 299; ++i) html += "</div>";
    html += "x</div><pre>open(gate)</pre>";
    HtmlTree tree;
    parse_html(html, {}, tree);
    LineNumbers numbers;
    for (uint32_t i = 1; i < tree.nodes.size(); ++i)
      if (tree.nodes[i].tag == Tag::div) CHECK(!numbers.is(html, tree.nodes, i, false));
    CHECK_MESSAGE(numbers.steps < 8 * html.size(), std::string(filling));
  }
}

TEST_CASE("parts of formulas within each other, and never closed, are written one after the other") {
  for (const char* formula :
       {"<mfrac>a<meta><msqrt>", "<mfrac><mi>x</mi><msqrt>2<\u00a9</msqrt",
        "<mfrac><mn>1</mn><msqrt><mi>x</mi></msqrt></mfrac>", "<mfrac><mrow>a<mo>+</mo>b<mn>2</mn>",
        "<mfrac><mi>a</mi><q>b</q></mfrac>", "<msup><mi>x</mi><mtr><mtd>1</mtd></mtr><mtr><mtd>2</msup>",
        "<msqrt>a<mo>+</mo>b</mrow>", "<mfrac><mn>1</mn><img alt='\\frac{1}{2}' src=x></mfrac>"}) {
    CAPTURE(formula);
    page_with("<p>So it is that " + std::string(formula) + " stands in the middle of a sentence of some length.</p>");
  }
  CHECK(page_with("<p>The half of the root is "
                  "<math><mfrac><msqrt><mi>x</mi></msqrt><msqrt><mi>y</mi></msqrt></mfrac></math> as "
                  "the carpenters of the valley say.</p>")
            .has("\u221ax/\u221ay"));
}
