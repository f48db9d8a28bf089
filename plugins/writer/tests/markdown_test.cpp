// Markdown: what is escaped and what is not, and pages by hand.
#include <doctest/doctest.h>

#include "markdown/markdown_text.hpp"
#include "markdown/record_markdown.hpp"
#include "sample_pipeline.hpp"

namespace {

std::string in_line(std::string_view text,
                    docmill::writer::MarkdownPlace place = docmill::writer::MarkdownPlace::line) {
  std::string out;
  docmill::writer::append_markdown_inline(out, text, place);
  return out;
}
std::string paragraphs(std::string_view text, std::string_view prefix = {}) {
  std::string out;
  docmill::writer::append_markdown_paragraphs(out, text, prefix);
  return out;
}
std::string linked(std::string_view text, std::string_view url) {
  std::string out;
  docmill::writer::append_markdown_link(out, text, url);
  return out;
}
std::string page(const fake::Pipeline& pipeline, fake::Document& document, const std::vector<std::string>& omit = {}) {
  const docmill::writer::MarkdownPage markdown(pipeline.catalogue().with(docmill::writer::read_shown(omit, {})));
  docmill::writer::MarkdownPage::Scratch scratch;
  std::string out;
  markdown.append(document.view(), scratch, out);
  return out;
}

}  // namespace

TEST_CASE("ordinary text is left as it is") {
  for (const char* text :
       {"The A100 costs $10,000 (in 2024), i.e. 80% more - or so.", "snake_case_name", "5 * 3 and 5 < 6", "AT&T, R & D",
        "C:\\chips", "a + b = c", "光刻机（DUV）", "from 5 ~ to 7"}) {
    CAPTURE(text);
    CHECK(in_line(text) == text);
  }
}

TEST_CASE("what would be markup inside a line is escaped") {
  CHECK(in_line("*very* fast") == "\\*very\\* fast");
  CHECK(in_line("_very_ fast") == "\\_very\\_ fast");
  CHECK(in_line("“_very_” fast") == "“\\_very\\_” fast");
  CHECK(in_line("`code`") == "\\`code\\`");
  CHECK(in_line("![alt](x)") == "!\\[alt](x)");
  CHECK(in_line("<b>bold</b> <!-- x -->") == "\\<b>bold\\</b> \\<!-- x -->");
  CHECK(in_line("&amp; &#38; &x") == "\\&amp; \\&#38; &x");
  CHECK(in_line("~~gone~~") == "\\~\\~gone\\~\\~");
  CHECK(in_line("\\* and \\") == "\\\\\\* and \\\\");
}

TEST_CASE("a mark is escaped wherever it stands in a long line") {
  const std::string words(50, 'a');
  for (std::size_t at = 0; at <= words.size(); ++at) {
    const auto with = [&](std::string_view put) { return words.substr(0, at) + std::string(put) + words.substr(at); };
    CAPTURE(at);
    for (const std::string mark : {"[", "`", "*", "~", "&amp;", "<b>"}) CHECK(in_line(with(mark)) == with("\\" + mark));
    for (const char* plain : {"{", "]", "^", "|", "}", "-", "é", "\x7F", "\x01"})
      CHECK(in_line(with(plain)) == with(plain));
    const bool inside = at != 0 && at != words.size();
    for (const char* space : {" ", "\t", "  ", " \n", "\r \v\f "})
      CHECK(in_line(with(space)) == with(inside ? " " : ""));
  }
}

TEST_CASE("the bar is escaped in tables only") {
  CHECK(in_line("a|b") == "a|b");
  CHECK(in_line("a|b", docmill::writer::MarkdownPlace::table) == "a\\|b");
}

TEST_CASE("white space becomes one blank, at the ends none") {
  CHECK(in_line("  a \t\r\n b\n") == "a b");
  CHECK(in_line(" \n ") == "");
}

TEST_CASE("each line becomes a paragraph") {
  CHECK(paragraphs("one\ntwo\r\n\n\nthree\n") == "one\n\ntwo\n\nthree\n");
  CHECK(paragraphs("") == "");
  CHECK(paragraphs("\n\n") == "");
  CHECK(paragraphs("one\rtwo\nthree\r\rfour\n\rfive") == "one\n\ntwo\n\nthree\n\nfour\n\nfive\n");
}

TEST_CASE("quoted paragraphs are one quotation") { CHECK(paragraphs("one\ntwo", "> ") == "> one\n>\n> two\n"); }

TEST_CASE("what would be markup at the start of a line is escaped") {
  CHECK(paragraphs("# no heading") == "\\# no heading\n");
  CHECK(paragraphs("###") == "\\###\n");
  CHECK(paragraphs("> no quotation") == "\\> no quotation\n");
  CHECK(paragraphs("- no list") == "\\- no list\n");
  CHECK(paragraphs("-") == "\\-\n");
  CHECK(paragraphs("---") == "\\---\n");
  CHECK(paragraphs("- - -") == "\\- - -\n");
  CHECK(paragraphs("+ no list") == "\\+ no list\n");
  CHECK(paragraphs("* no list") == "\\* no list\n");
  CHECK(paragraphs("* * *") == "\\* * *\n");
  CHECK(paragraphs("1. no list") == "1\\. no list\n");
  CHECK(paragraphs("2024) no list") == "2024\\) no list\n");
  CHECK(paragraphs("    no code") == "no code\n");
  CHECK(paragraphs("~~~") == "\\~\\~\\~\n");
}

TEST_CASE("what only looks like it is not escaped") {
  CHECK(paragraphs("#hashtag") == "#hashtag\n");
  CHECK(paragraphs("-5 degrees") == "-5 degrees\n");
  CHECK(paragraphs("-- a dash") == "-- a dash\n");
  CHECK(paragraphs("3.5 nm") == "3.5 nm\n");
  CHECK(paragraphs("1234567890. is no number of a list") == "1234567890. is no number of a list\n");
  CHECK(paragraphs("+5 V") == "+5 V\n");
}

TEST_CASE("headings stand on one line and keep a closing number sign") {
  std::string out;
  docmill::writer::append_markdown_heading(out, 2, " about\nC# ");
  CHECK(out == "## about C\\#\n\n");
}

TEST_CASE("only web addresses become links") {
  CHECK(linked("site", "https://example.org/a_(b)") == "[site](<https://example.org/a_(b)>)");
  CHECK(linked("", "http://example.org") == "[http://example.org](<http://example.org>)");
  CHECK(linked("a]b[", "https://e.org/<x>|") == "[a\\]b\\[](<https://e.org/%3Cx%3E%7C>)");
  CHECK(linked("site", "javascript:alert(1)") == "site");
  CHECK(linked("site", "https://e.org/a b") == "site");
  CHECK(linked("site", "") == "site");
}

TEST_CASE("fences and backticks are longer than any inside") {
  std::string out;
  docmill::writer::append_markdown_code(out, "json", "{\"a\":\"```\"}");
  CHECK(out == "````json\n{\"a\":\"```\"}\n````\n");
  out.clear();
  docmill::writer::append_markdown_code_span(out, "a`b``");
  CHECK(out == "``` a`b`` ```");
  out.clear();
  docmill::writer::append_markdown_code_span(out, "a.txt");
  CHECK(out == "`a.txt`");
}

TEST_CASE("long cells end in an ellipsis at a code point") {
  std::string scratch;
  CHECK(docmill::writer::shortened("光刻机", 3, scratch) == "光刻机");
  CHECK(docmill::writer::shortened("光刻机", 2, scratch) == "光刻…");
  CHECK(docmill::writer::shortened("", 2, scratch) == "");
}

TEST_CASE("hostile input costs no more than its length") {
  const std::string brackets(300000, ']'), rows(300000, '#'), ampersands(300000, '&');
  CHECK(linked(brackets, "https://e.org").size() == 600000 + 19);
  CHECK(paragraphs(rows).size() == 300000 + 2);
  CHECK(in_line(ampersands) == ampersands);
  fake::Pipeline pipeline;
  const uint32_t text = pipeline.text("text", "c 1", "source");
  const uint32_t spans = pipeline.spans("all", "s 1", "text", {}, DOCMILL_PORT_NO_LABEL | DOCMILL_PORT_NO_VALUE);
  fake::Document document(pipeline);
  document.set(text, std::string(300000, 'x'), fake::identity_map());
  docmill::Spans& builder = document.spans(spans);
  for (int i = 0; i < 20000; ++i) builder.add({0, 300000});
  CHECK(page(pipeline, document).find("| " + std::string(80, 'x') + "… | 20000 |\n") != std::string::npos);
}

TEST_CASE("the whole page of a sample") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline);
  fake::fill_sample(document, pipeline);
  document.place("p.jsonl", 4);
  CHECK(page(pipeline, document) ==
        "# Der Chip\n\n"
        "A. Muster · de\n\n"
        "> Ein Chip.\n>\n> *Summary by summarizer-stub 1.0.0*\n\n"
        "Der Chip „A100“ kostet 10\u202F000 €. A100!\n\n"
        "## Entities\n\n| Name | Label | Wikidata | Count |\n|---|---|---|---:|\n"
        "| Nvidia A100 | chip | [Q120000000](<https://www.wikidata.org/wiki/Q120000000>) | 1 |\n"
        "| A100 | chip |  | 1 |\n\n"
        "## Odd\n\n| Name | Count |\n|---|---:|\n| Der | 1 |\n\n"
        "## Removed\n\n| Label | Count |\n|---|---:|\n| menu | 1 |\n\n"
        "## Extra\n\n```json\n{ \"a\" : [1,\n2] }\n```\n\n"
        "---\n\nSource: `p.jsonl`, line 4\n");
}

TEST_CASE("a document without any layer of a stage is still a page") {
  fake::Pipeline pipeline;
  fake::Document document(pipeline, "notes/a_b.txt");
  CHECK(page(pipeline, document) == "# notes/a_b.txt\n\n---\n\nSource: `a.txt`\n");
}

TEST_CASE("absent and empty layers have no section") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline);
  document.set(pipeline.clean, "");
  document.spans(pipeline.entities, 2);
  document.attributes(pipeline.article, 5).string(0, "");
  const std::string out = page(pipeline, document);
  CHECK(out.find("##") == std::string::npos);
  CHECK(out.find("# a.txt\n") == 0);
}

TEST_CASE("by-line: site and address become one link") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline);
  document.attributes(pipeline.article, 5)
      .string(2, "2024-05-01")
      .string(3, "Example")
      .string(4, "https://example.org/x");
  CHECK(page(pipeline, document).find("2024-05-01 · [Example](<https://example.org/x>)\n") != std::string::npos);
}

TEST_CASE("equal spans are counted together, the most frequent first, ties by first appearance") {
  fake::Pipeline pipeline;
  const uint32_t text = pipeline.text("text", "c 1", "source");
  const uint32_t spans = pipeline.spans("dates", "d 1", "text");
  fake::Document document(pipeline);
  document.set(text, "abcdef", fake::identity_map());
  document.spans(spans)
      .add({0, 1, "z", "1", {}})
      .add({1, 2, "a", "2", {}})
      .add({2, 3, "m", "3", {}})
      .add({3, 4, "m", "3", {}})
      .add({4, 5, "m", {}, {}});
  CHECK(page(pipeline, document)
            .find("| Label | Value | Count |\n|---|---|---:|\n| m | 3 | 2 |\n| z | 1 | 1 |\n"
                  "| a | 2 | 1 |\n| m |  | 1 |\n") != std::string::npos);
}

TEST_CASE("equal spans are one row wherever they stand") {
  fake::Pipeline pipeline;
  const uint32_t text = pipeline.text("text", "c 1", "source");
  const uint32_t spans = pipeline.spans("words", "w 1", "text");
  fake::Document document(pipeline);
  document.set(text, "x", fake::identity_map());
  docmill::Spans& builder = document.spans(spans);
  for (std::size_t i = 0; i < 300; ++i)
    builder.add({0, 1, "label " + std::to_string(i % 3), std::to_string(i % 5), {}});
  const std::string out = page(pipeline, document);
  std::string rows;
  for (std::size_t i = 0; i < 15; ++i)
    rows += "| label " + std::to_string(i % 3) + " | " + std::to_string(i % 5) + " | 20 |\n";
  CHECK(out.find("|\n" + rows + "\n---\n") != std::string::npos);
}

TEST_CASE("long tables are cut and say how much is missing") {
  fake::Pipeline pipeline;
  const uint32_t text = pipeline.text("text", "c 1", "source");
  const uint32_t spans = pipeline.spans("words", "w 1", "text");
  fake::Document document(pipeline);
  document.set(text, "x", fake::identity_map());
  docmill::Spans& builder = document.spans(spans);
  for (std::size_t i = 0; i < docmill::writer::longest_table + 5; ++i) builder.add({0, 1, std::to_string(i), {}, {}});
  CHECK(page(pipeline, document).find("\nand 5 more\n") != std::string::npos);
}

TEST_CASE("other attributes become lists, other texts sections") {
  fake::Pipeline pipeline;
  const uint32_t text = pipeline.text("text", "c 1", "source");
  const uint32_t other = pipeline.text("text_b", "cleaner-b 1.0.0", "source");
  const uint32_t statistics =
      pipeline.attributes("statistics", "s 1",
                          {docmill::field::integer("words", ""), docmill::field::boolean("long_one", ""),
                           docmill::field::string("remark", ""), docmill::field::number("mean", "")});
  fake::Document document(pipeline);
  document.set(text, "A.", fake::identity_map());
  document.set(other, "B.", fake::identity_map());
  document.attributes(statistics, 4).integer(0, 12).boolean(1, false).number(3, 4.5);
  CHECK(page(pipeline, document) ==
        "# a.txt\n\nA.\n\n## Text b\n\n*by cleaner-b 1.0.0*\n\nB.\n\n"
        "## Statistics\n\n- Words: 12\n- Long one: no\n- Mean: 4.5\n\n---\n\nSource: `a.txt`\n");
}

TEST_CASE("without a layer called text the last rewritten one is the article") {
  fake::Pipeline pipeline;
  const uint32_t first = pipeline.text("text_a", "a 1", "source"), second = pipeline.text("text_b", "b 1", "text_a");
  fake::Document document(pipeline);
  document.set(first, "first", fake::identity_map());
  document.set(second, "second", fake::identity_map());
  CHECK(page(pipeline, document).find("# a.txt\n\nsecond\n\n## Text a\n") == 0);
}

TEST_CASE("errors and metadata are shown") {
  fake::Pipeline pipeline;
  fake::Document document(pipeline);
  document.set(6, R"([{"stage":"summarise","code":"timeout","message":"no answer in 5 s"}])");
  document.set(4, "{\n \"a\": 1}");
  CHECK(page(pipeline, document) ==
        "# a.txt\n\n## Errors\n\n- summarise: no answer in 5 s (timeout)\n\n## Metadata\n\n"
        "```json\n{\"a\":1}\n```\n\n---\n\nSource: `a.txt`\n");
}

TEST_CASE("omitted layers are not shown") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline);
  fake::fill_sample(document, pipeline);
  const std::string out = page(pipeline, document, {"removed", "summary", "extra"});
  for (const char* gone : {"## Removed", "Ein Chip.", "## Extra"}) CHECK(out.find(gone) == std::string::npos);
  CHECK(out.find("## Entities") != std::string::npos);
}
