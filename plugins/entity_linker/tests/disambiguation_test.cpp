// Choosing: priors, context, makers, names within a document, NIL, unknown names. On the project's own base.
#include <doctest/doctest.h>

#include <algorithm>

#include "test_support.hpp"

using namespace docmill::linker;

namespace {

std::string find(std::string_view text) { return links(starter_linker(), text); }
bool has(std::string_view text, std::string_view link) {
  return (" " + find(text) + " ").find(" " + std::string(link) + " ") != std::string::npos;
}

}  // namespace

TEST_CASE("a bare surname links to nobody") {
  CHECK_FALSE(has("Yesterday a trader named Ma sold it.", "Ma>jack-ma"));
  CHECK_FALSE(has("We met Cook and Wang there.", "Cook>tim-cook"));
}

TEST_CASE("a surname links after the full name, and to the one named last") {
  CHECK(has("It was Jack Ma. Later Ma spoke.", "Ma>jack-ma"));
  CHECK(has("Jack Ma came. Pony Ma left. Later Ma spoke.", "Ma>pony-ma"));
  CHECK(has("Here Winston Ma read. Later Ma spoke.", "Ma>?"));
  CHECK(has("Here Jack Ma sat. Then Winston Ma read. Later Ma spoke.", "Ma>?"));
}

TEST_CASE("a part of an unknown name is never linked") {
  for (const char* text : {"It was Winston Ma who said so.", "It was Ma Wenjing who said so.",
                           "She met Zhang Yi there.", "He met Claude Moreau there.", "They saw Apple Martin there.",
                           "Here Jean-Claude Dupont spoke.", "He banks with the Bank of China in town.",
                           "We flew China Eastern Airlines twice.", "We sailed the North Ceylon Sea once."})
    CHECK(find(text).find('>') == find(text).find(">?"));
}

TEST_CASE("one and two letters need support, initials of something prominent do not") {
  CHECK_FALSE(has("He took X and V3 and R1 home.", "X>x-social-network"));
  CHECK_FALSE(has("He took X and V3 and R1 home.", "R1>deepseek-r1"));
  CHECK(has("DeepSeek opened R1 to all.", "R1>deepseek-r1"));
  CHECK(has("The EU and the UK met.", "EU>european-union"));
  CHECK(has("Elon Musk wrote on X again.", "X>x-social-network"));
}

TEST_CASE("the context decides among homonyms") {
  CHECK(has("A ferry on the Amazon, the river of Brazil.", "Amazon>amazon-river"));
  CHECK(has("Shares of Amazon rose as its cloud grew.", "Amazon>amazon"));
  CHECK(has("Nvidia builds Hopper and Ampere into its GPUs.", "Hopper>hopper-microarchitecture"));
  CHECK(has("Atlanta is the capital of Georgia and so is its airport.", "Georgia>georgia-u-s-state"));
  CHECK(has("From Tbilisi they toured Georgia by train.", "Georgia>georgia-country"));
  CHECK(has("Flights of SAS from Copenhagen were late, passengers waited.", "SAS>scandinavian-airlines"));
}

TEST_CASE("without anything to choose by there is no link") {
  CHECK_FALSE(has("She wrote about Georgia in a letter.", "Georgia>georgia-country"));
  CHECK_FALSE(has("She wrote about Georgia in a letter.", "Georgia>georgia-u-s-state"));
  CHECK_FALSE(has("They walked through Cambridge in silence.", "Cambridge>cambridge-england"));
}

TEST_CASE("ordinary words stay ordinary") {
  CHECK(find("One apple, a willow, a strawberry pie and an oracle").find("apple>apple ") == std::string::npos);
  CHECK(find("Together we went. Scale it up. Time flies. Runway closed.") == "");
}

TEST_CASE("languages and countries") {
  CHECK(has("The prompts are in Chinese and English.", "Chinese>chinese-language"));
  CHECK(has("He invested in Chinese factories.", "Chinese>china"));
  CHECK(has("She speaks Chinese.", "Chinese>chinese-language"));
}

TEST_CASE("abbreviations in brackets mean their long form, here and later") {
  CHECK(
      has("The Bureau of Industry and Security (BIS) acted. Then BIS rested.", "BIS>bureau-of-industry-and-security"));
  CHECK(has("The Bank for International Settlements (BIS) met.", "BIS>bank-for-international-settlements"));
  CHECK(has("The Northern Lights Association (NLA) met. The NLA left.", "NLA>?"));
  CHECK(has("Made by South China Morning Post (PQX) staff.", "Post>x") == false);
}

TEST_CASE("a name of a homonym needs its own company") {
  CHECK(has("In town Wang Tao leads sales at Huawei Cloud.", "Wang Tao>?"));
  CHECK(has("The drone maker DJI was founded by Wang Tao.", "Wang Tao>wang-tao-dji"));
}

TEST_CASE("unknown names become NIL, headings and first words do not") {
  CHECK(has("A report by Elena Petrova came out.", "Elena Petrova>?"));
  CHECK(has("A report by Coleman Brightwater Research came out.", "Coleman Brightwater Research>?"));
  CHECK(find("Why Small Farms Matter More Than Ever") == "");
  CHECK(find("Adding insult to injury. Strategically it failed. Sometimes it works.") == "");
}

TEST_CASE("NIL can be switched off") {
  const Linker l = small_linker({"China|place|china|||5"}, {false, {}});
  CHECK(links(l, "In China a man called Elena Petrova spoke.") == "China>china");
}

TEST_CASE("minimum score and margin are obeyed") {
  LinkerOptions strict;
  strict.disambiguation.minimum_score = 0.99;
  CHECK(links(small_linker({"China|place|china|||5"}, strict), "he saw China there") == "China>?");
  LinkerOptions wide;
  wide.disambiguation.margin = 0.9;
  const std::vector<std::string> two{"Avon (A)|place|avon-a|||5", "Avon (B)|person|avon-b|||4"};
  CHECK(links(small_linker(two, wide), "he saw Avon there") == "Avon>?");
}

TEST_CASE("ties go to neither, and the order of the file does not matter") {
  const std::string text = "he saw Avon and Tyne there";
  const std::string one = links(small_linker({"Avon|place|b|||3", "Avon|place|a|||3", "Tyne|place|c|||3"}), text);
  const std::string two = links(small_linker({"Tyne|place|c|||3", "Avon|place|a|||3", "Avon|place|b|||3"}), text);
  CHECK(one == two);
  CHECK(one == "Avon>? Tyne>c");
}

TEST_CASE("a worker that has seen other documents gives the same links") {
  const std::string first = "Jack Ma of Alibaba met Jensen Huang. Huang said that Ma was right about Gemini.";
  const std::string second = "A man called Ma and another called Huang met Claude in Georgia.";
  LinkerScratch fresh, used;
  starter_linker().link(second, fresh);
  starter_linker().link(first, used);
  starter_linker().link(second, used);
  REQUIRE(fresh.analysis.mentions.size() == used.analysis.mentions.size());
  for (std::size_t i = 0; i < fresh.analysis.mentions.size(); ++i) {
    CHECK(fresh.analysis.mentions[i].entity == used.analysis.mentions[i].entity);
    CHECK(fresh.analysis.mentions[i].score == used.analysis.mentions[i].score);
  }
}

TEST_CASE("mentions are sorted and disjoint, scores have four decimals") {
  LinkerScratch scratch;
  starter_linker().link("Nvidia, Huawei and Winston Ma met Jack Ma of Alibaba (BABA) in the US-China talks.", scratch);
  uint32_t end = 0;
  for (const Mention& m : scratch.analysis.mentions) {
    CHECK(scratch.analysis.tokens[m.first_token].start >= end);
    end = scratch.analysis.tokens[m.last_token].end;
    CHECK(m.score >= 0);
    CHECK(m.score <= 1);
    const double scaled = m.score * 10000;
    CHECK(scaled - static_cast<double>(static_cast<long>(scaled + 0.5)) < 1e-6);
  }
}

TEST_CASE("the score of a link falls with a rival and rises with points") {
  CHECK(link_score(100, 0) > link_score(50, 0));
  CHECK(link_score(100, 0) > link_score(100, 50));
  CHECK(link_score(0, 0) == 0);
  CHECK(link_score(-5, 3) == 0);
}

TEST_CASE("the project's base is consistent") {
  const std::string file = read_file(DOCMILL_SOURCE_DIR "/plugins/entity_linker/knowledge/ai-chips.tsv");
  const KnowledgeTable table = parse_knowledge_tsv(file);
  for (const KnowledgeProblem& p : table.problems) MESSAGE(p.line, ": ", p.message);
  CHECK(table.problems.empty());
  const KnowledgeBase& base = starter_linker().base();
  CHECK(base.size() >= 600);
  for (const std::string& r : base.remarks()) MESSAGE(r);
  CHECK(base.remarks().empty());
  std::vector<std::string> qids;
  for (uint32_t i = 0; i < base.size(); ++i)
    if (!base.entity(i).qid.empty()) qids.emplace_back(base.entity(i).qid);
  std::sort(qids.begin(), qids.end());
  const auto twice = std::adjacent_find(qids.begin(), qids.end());
  CHECK_MESSAGE(twice == qids.end(), "an identifier stands twice: ", twice == qids.end() ? "" : *twice);
}

TEST_CASE("each mention says why it was decided so, and the parts make the total") {
  struct Case {
    const char* text;
    const char* mention;
    const char* verdict;
  };
  for (const Case& c :
       {Case{"Nvidia grew.", "Nvidia", "linked"}, Case{"We met Elena Petrova there.", "Elena Petrova", "no entry"},
        Case{"Here Winston Ma read. Later Ma spoke.", "Ma", "an unknown name before"},
        Case{"A trader named Ma sold it.", "Ma", "no support"},
        Case{"They walked through Cambridge in silence.", "Cambridge", "no support"}}) {
    LinkerScratch scratch;
    starter_linker().link(c.text, scratch);
    const Analysis& a = scratch.analysis;
    std::string found;
    for (const Mention& m : a.mentions) {
      const uint32_t start = a.tokens[m.first_token].start, end = a.tokens[m.last_token].end;
      if (a.text.substr(start, end - start) == c.mention) found = verdict_text(m.verdict);
      for (uint32_t k = 0; k < m.n_candidates; ++k) {
        const Candidate& x = a.candidates[m.first_candidate + k];
        CHECK(x.total() == x.prior + x.name_match + x.type_fit + x.context + x.coherence);
      }
    }
    CHECK_MESSAGE(found == c.verdict, c.text);
  }
}

TEST_CASE("minimum-score and margin are told as the reason") {
  const auto verdict = [](LinkerOptions options) {
    const Linker linker =
        small_linker({"Alba One|company|alba-one|Alba||3", "Alba Two|company|alba-two|Alba||3"}, options);
    LinkerScratch scratch;
    linker.link("In May Alba grew.", scratch);
    return std::string(verdict_text(scratch.analysis.mentions.at(0).verdict));
  };
  LinkerOptions options;
  CHECK(verdict(options) == "close second");
  options.disambiguation.minimum_score = 0.99;
  CHECK(verdict(options) == "low score");
  options.disambiguation = {0, 0};
  CHECK(verdict(options) == "linked");
}

TEST_CASE("a language behind another") {
  CHECK(has("It was written in Chinese and English by hand.", "English>english-language"));
  CHECK(has("It was written in Chinese and English by hand.", "Chinese>chinese-language"));
  CHECK_FALSE(has("The Chinese and English teams met.", "English>english-language"));
}
