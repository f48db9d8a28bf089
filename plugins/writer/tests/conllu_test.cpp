// CoNLL-U: small documents by hand, and the rules of the format for random texts: every character comes back.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "annotations/record_conllu.hpp"
#include "sample_pipeline.hpp"
#include "support/random_text.hpp"

using namespace docmill::writer;

namespace {

std::string conllu(const fake::Pipeline& pipeline, fake::Document& document, const AnnotationSettings& settings = {}) {
  const Catalogue catalogue = pipeline.catalogue();
  const ConllUDocument writer(AnnotatedText(catalogue, settings), catalogue);
  Positions positions(catalogue.size(), docmill::Unit::codepoint);
  ConllUWords words;
  std::string out;
  writer.append(document.view(), positions, words, out);
  return out;
}

struct TextWithSpans {
  fake::Pipeline pipeline;
  uint32_t text = pipeline.text("text", "cleaner 1.0.0", "source");
  uint32_t spans = pipeline.spans("names", "finder 1.0.0", "text");
};

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (std::size_t end; (end = text.find(at, from)) != std::string::npos; from = end + 1)
    parts.push_back(text.substr(from, end - from));
  parts.push_back(text.substr(from));
  return parts;
}

std::string unescaped(const std::string& value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] != '\\') {
      out += value[i];
      continue;
    }
    switch (value[++i]) {
      case 's': out += ' '; break;
      case 't': out += '\t'; break;
      case 'r': out += '\r'; break;
      case 'n': out += '\n'; break;
      case 'p': out += '|'; break;
      default: out += '\\';
    }
  }
  return out;
}

// The text that the lines of one document hold, as UDPipe's white space says.
std::string text_of(const std::string& written) {
  std::string text;
  for (const std::string& line : split(written, '\n')) {
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> columns = split(line, '\t');
    REQUIRE(columns.size() == 10);
    std::map<std::string, std::string> misc;
    for (const std::string& part : split(columns[9], '|'))
      misc[part.substr(0, part.find('='))] = part.substr(part.find('=') + 1);
    text += unescaped(misc["SpacesBefore"]) + columns[1];
    if (misc.contains("SpacesAfter")) text += unescaped(misc["SpacesAfter"]);
    else if (misc["SpaceAfter"] != "No") text += ' ';
  }
  return text;
}

}  // namespace

TEST_CASE("conllu: words with their places, what spans mean, the white space between") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline, "news/a b.txt");
  fake::fill_sample(document, pipeline);
  CHECK(conllu(pipeline, document, {"text", {"entities"}, "a:b", "a:b"}) ==
        "# newdoc id = news/a b.txt\n"
        "# global.Entity = eid-etype-identity-score\n"
        "# newpar\n"
        "# sent_id = news%2Fa%20b.txt-s1\n"
        "# text = Der Chip „A100“ kostet 10\u202F000 €.\n"
        "1\tDer\t_\t_\t_\t_\t_\t_\t_\tTokenRange=0:3\n"
        "2\tChip\t_\t_\t_\t_\t_\t_\t_\tTokenRange=4:8\n"
        "3\t„\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No|TokenRange=9:10\n"
        "4\tA100\t_\t_\t_\t_\t_\t_\t_\tEntity=(e1-chip-Q120000000-0.97)|SpaceAfter=No|TokenRange=10:14\n"
        "5\t“\t_\t_\t_\t_\t_\t_\t_\tTokenRange=14:15\n"
        "6\tkostet\t_\t_\t_\t_\t_\t_\t_\tTokenRange=16:22\n"
        "7\t10\u202F000\t_\t_\t_\t_\t_\t_\t_\tTokenRange=23:29\n"
        "8\t€\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No|TokenRange=30:31\n"
        "9\t.\t_\t_\t_\t_\t_\t_\t_\tTokenRange=31:32\n"
        "\n"
        "# sent_id = news%2Fa%20b.txt-s2\n"
        "# text = A100!\n"
        "1\tA100\t_\t_\t_\t_\t_\t_\t_\tEntity=(e2-chip--0.5)|SpaceAfter=No|TokenRange=33:37\n"
        "2\t!\t_\t_\t_\t_\t_\t_\t_\tSpacesAfter=\\n|TokenRange=37:38\n"
        "\n");
}

TEST_CASE("conllu: spans within spans, across each other, over two sentences; one value is one entity") {
  TextWithSpans two;
  fake::Document document(two.pipeline);
  document.set(two.text, "It was here. They left.");
  docmill::Spans& spans = document.spans(two.spans);
  spans.add({0, 6, "x", "v-1", {}});    // It was
  spans.add({0, 2, "y", "v-1", {}});    // It
  spans.add({3, 10, "z", {}, {}});      // was he, across the first
  spans.add({7, 17, "over", {}, 0.5});  // here . | They
  spans.add({11, 11, "empty", {}, {}});
  spans.add({12, 13, "space", {}, {}});  // touches no word
  const std::string out = conllu(two.pipeline, document);
  std::string entities;
  for (const std::string& line : split(out, '\n')) {
    const std::size_t at = line.find("Entity=(");
    const std::size_t other = line.find("Entity=e");
    const std::size_t from = std::min(at, other);
    if (from != std::string::npos && line[0] != '#') entities += line.substr(from, line.find('|') - from) + "\n";
  }
  CHECK(entities ==
        "Entity=(e1-x-v%2D1-(e1-y-v%2D1-)\n"
        "Entity=e1)(e2-z--\n"
        "Entity=e2)(e3[1/2]-over--0.5\n"
        "Entity=e3[1/2])\n"
        "Entity=(e3[2/2]-over--0.5)\n");
}

TEST_CASE("conllu: headings are sentences, lines begin paragraphs, a document without words is there") {
  TextWithSpans two;
  fake::Document document(two.pipeline), blank(two.pipeline, "blank"), without(two.pipeline, "without");
  document.set(two.text, "\n Chips\n\nOne is here. Two\tis there.\n");
  blank.set(two.text, " \n\n");
  const std::string out = conllu(two.pipeline, document);
  CHECK(text_of(out) == "\n Chips\n\nOne is here. Two\tis there.\n");
  std::size_t paragraphs = 0;
  std::string texts;
  for (const std::string& line : split(out, '\n')) {
    paragraphs += line == "# newpar";
    if (line.starts_with("# text = ")) texts += line.substr(9) + "/";
  }
  CHECK(paragraphs == 2);
  CHECK(texts == "Chips/One is here./Two is there./");
  CHECK(conllu(two.pipeline, blank) == "# newdoc id = blank\n# global.Entity = eid-etype-identity-score\n\n");
  CHECK(conllu(two.pipeline, without).empty());
}

TEST_CASE("conllu: random texts come back whole, and every mention that opens closes") {
  std::mt19937 random(11);
  TextWithSpans two;
  for (int round = 0; round < 300; ++round) {
    fake::Document document(two.pipeline);
    std::string text = docmill::test::random_text(random, 80);
    document.set(two.text, text);
    std::vector<std::pair<uint32_t, uint32_t>> places;
    for (int i = 0; i < 6; ++i) {
      const uint32_t a = fake::border(text, random() % (text.size() + 1));
      const uint32_t b = fake::border(text, random() % (text.size() + 1));
      places.emplace_back(std::min(a, b), std::max(a, b));
    }
    std::sort(places.begin(), places.end());
    docmill::Spans& spans = document.spans(two.spans);
    for (const auto& [start, end] : places) spans.add({start, end, "x", {}, 0.25});
    const std::string out = conllu(two.pipeline, document);
    std::size_t n_words = 0;
    long open = 0;
    for (const std::string& line : split(out, '\n')) {
      if (line.empty() || line[0] == '#') continue;
      ++n_words;
      const std::string misc = split(line, '\t').back();
      if (!misc.starts_with("Entity=")) continue;
      const std::string entity =
          misc.substr(0, misc.find("|Space") == std::string::npos ? misc.find("|TokenRange") : misc.find("|Space"));
      open += std::count(entity.begin(), entity.end(), '(') - std::count(entity.begin(), entity.end(), ')');
      CHECK(open >= 0);
    }
    CHECK(open == 0);
    // A form may hold no tab and no line end; what has no word at all leaves no line to stand in.
    for (char& c : text)
      if (c == '\t' || c == '\r') c = ' ';
    if (n_words == 0) continue;
    std::string back = text_of(out);
    for (char& c : back)
      if (c == '\t' || c == '\r') c = ' ';
    CHECK(back == text);
  }
}

TEST_CASE("conllu: spans that all go over all sentences are refused with a word, not with all memory") {
  TextWithSpans two;
  fake::Document document(two.pipeline);
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "A b.\n";
  document.set(two.text, text);
  docmill::Spans& spans = document.spans(two.spans);
  for (int i = 0; i < 2000; ++i) spans.add({0, static_cast<uint32_t>(text.size()), "x", {}, {}});
  CHECK_THROWS_WITH(conllu(two.pipeline, document),
                    "its spans go over too many sentences (4,000,000 parts); leave the longest layer out");
}
