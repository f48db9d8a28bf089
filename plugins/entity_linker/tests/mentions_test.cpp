// Finding: borders, longest match, model numbers, abbreviations, scripts without spaces.
#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace docmill::linker;

namespace {

const Linker& linker() {
  static const Linker l =
      small_linker({"Nvidia|company|nvidia||A100|5", "A100|chip|a100|A100 GPU||4", "H20|chip|h20|||4",
                    "GPT-4|ai_model|gpt-4|||4", "Llama (language model)|ai_model|llama|Llama 3.1||5",
                    "China|place|china|Chinese||5", "Hong Kong|place|hong-kong|||4",
                    "Hong Kong Observatory|agency|observatory|||3", "United States|place|us|US;U.S.||5",
                    "TP-Link|company|tp-link|||4", "Huawei|company|huawei|华为;화웨이;ファーウェイ||5",
                    "West|place|west|the West||4", "The Hague|place|the-hague|||3",
                    "semiconductor|concept|semiconductor|semiconductors;chips||4", "Kunlun chip|chip|kunlun|Kunlun||4",
                    "Meta|company|meta|||5", "People's Bank|agency|bank|||4", "Dream Machine|ai_model|dream|||3"});
  return l;
}
std::string find(std::string_view text) { return links(linker(), text); }

}  // namespace

TEST_CASE("words in lower case are found again, and few others") {
  LowerCaseWords words;
  CHECK_FALSE(words.has(7));
  for (int round = 0; round < 2; ++round) {  // the second time nothing is left of the first
    words.clear(1000);
    uint32_t hash = round == 0 ? 1 : 99;
    for (int i = 0; i < 1000; ++i) words.add(hash = hash * 1664525 + 1013904223, i % 2 == 0);
    hash = round == 0 ? 1 : 99;
    int found = 0;
    for (int i = 0; i < 1000; ++i) {
      const bool there = words.has(hash = hash * 1664525 + 1013904223);
      if (i % 2 == 0) REQUIRE(there);
      found += int{there};
    }
    CHECK(found < 520);
  }
}

TEST_CASE("a rough vector has what was written to it, and keeps its room") {
  RoughVector<uint32_t> numbers(2, 7);
  CHECK(numbers[1] == 7);
  for (const uint32_t n : {5u, 3u}) {
    numbers.resize(8);
    for (uint32_t i = 0; i < n; ++i) numbers[i] = 10 * i;
    const uint32_t* const room = numbers.data();
    numbers.resize(n);
    CHECK(numbers.size() == n);
    CHECK(numbers.back() == 10 * (n - 1));
    CHECK(numbers.data() == room);
  }
}

TEST_CASE("the longest form wins, from the left") {
  CHECK(find("rain, the Hong Kong Observatory said") == "Hong Kong Observatory>observatory");
  CHECK(find("rain in Hong Kong today") == "Hong Kong>hong-kong");
}

TEST_CASE("forms end at word borders") {
  CHECK(find("the H200 and xH20") == "");
  CHECK(find("the H20, the H20.") == "H20>h20 H20>h20");
  CHECK(find("we like GPT-4o a lot") == "");
}

TEST_CASE("possessives and the s of plurals stay outside") {
  CHECK(find("it was Huawei's and Huawei’s") == "Huawei>huawei Huawei>huawei");
  CHECK(find("many A100s and A100 GPUs") == "A100>a100 A100 GPU>a100");
}

TEST_CASE("hyphens part names that are not one") {
  CHECK(find("the US-China talks") == "US>us China>china");
  CHECK(find("a Huawei-backed firm") == "Huawei>huawei");
  CHECK(find("the router of TP-Link broke") == "TP-Link>tp-link");
  CHECK(find("a meta-analysis. Meta-analyses are. The Meta-owned firm") == "Meta>meta");
}

TEST_CASE("case tells names from words") {
  CHECK(find("tell us more, the US said") == "US>us");
  CHECK(find("Chips are small. The chips") == "Chips>semiconductor chips>semiconductor");
  CHECK(find("the HUAWEI stand") == "HUAWEI>huawei");
}

TEST_CASE("model numbers are kept whole") {
  CHECK(find("we ran Llama 3.1 and Llama 3.2 and Llama-2-70B") == "Llama 3.1>llama Llama 3.2>llama Llama-2>llama");
  CHECK(find("the Kunlun Gen 2 and Kunlun 3") == "Kunlun Gen 2>kunlun Kunlun 3>kunlun");
  CHECK(find("in GPT-4.1 there is") == "GPT-4.1>?");
  CHECK(find("the Kunlun 3 million people saw") == "Kunlun>kunlun");
  CHECK(find("the A100 80GB version") == "A100>a100");
  CHECK(find("It is Kunlun. 3 others") == "Kunlun>kunlun");
}

TEST_CASE("apostrophes are equal in all forms") { CHECK(find("the People’s Bank cut rates") == "People’s Bank>bank"); }

TEST_CASE("a the that is asked for stays outside, one of the name inside") {
  CHECK(find("as the West did. The West knew.") == "West>west West>west");
  CHECK(find("from The Hague") == "The Hague>the-hague");
}

TEST_CASE("names written as one word in camel case are found") {
  CHECK(find("with DreamMachine today") == "DreamMachine>dream");
}

TEST_CASE("a line break is a space, an empty line is not") {
  CHECK(find("rain in Hong\nKong today") == "Hong\nKong>hong-kong");
  CHECK(find("rain in Hong\n\nKong today").find("hong-kong") == std::string::npos);
}

TEST_CASE("in scripts without spaces every border is a word border") {
  CHECK(find("昨天华为发布") == "华为>huawei");
  CHECK(find("新しいファーウェイの") == "ファーウェイ>huawei");
}

TEST_CASE("Korean particles may follow, other syllables may not") {
  CHECK(find("화웨이는 새로운") == "화웨이>huawei");
  CHECK(find("화웨이에서") == "화웨이>huawei");
  CHECK(find("화웨이폰") == "");
  CHECK(find("신화웨이") == "");
}

TEST_CASE("addresses are no mentions") {
  CHECK(find("see https://example.com/china-chips/semiconductors-now here") == "");
  CHECK(find("write to me@Huawei today") == "");
}

TEST_CASE("hostile runs of capitals, hyphens and connectors take linear time") {
  for (const char* piece :
       {"Foo ", "Meta-", "A.", "Foo of ", "Meta & ", "Foo'bar'", "(US) ", "University of ", "1.1."}) {
    std::string text = "foo Kunlun ";
    while (text.size() < 2000000) text += piece;
    LinkerScratch scratch;
    linker().link(text, scratch);  // quadratic work would run into the time limit of the test
    CHECK(scratch.analysis.tokens.size() > 1000);
  }
}

TEST_CASE("hostile texts do no harm") {
  CHECK(find("") == "");
  CHECK(find(std::string(3, '\0')) == "");
  CHECK(find(std::string(50000, '(')) == "");
  std::string dots;
  for (int i = 0; i < 20000; ++i) dots += "A.";
  LinkerScratch scratch;
  linker().link(dots, scratch);
  std::string capitals;
  for (int i = 0; i < 20000; ++i) capitals += "Hong ";
  linker().link(capitals, scratch);
  CHECK(scratch.analysis.mentions.size() <= 2);
}

TEST_CASE("a title stays outside when a longer name stands behind it, and variants of a model inside") {
  const auto find = [](const char* text) { return links(starter_linker(), text); };
  CHECK(find("In May Premier Li Qiang spoke.") == "Li Qiang>li-qiang");
  CHECK(find("In May President Biden spoke.") == "President Biden>joe-biden");
  CHECK(find("She bought the iPhone 17 Pro Max in May.") == "iPhone 17 Pro Max>iphone");
  CHECK(find("She bought the Galaxy S25 Ultra Case in May.").find("samsung-galaxy") == std::string::npos);
  CHECK(find("The Chinese Embassy in Washington declined.").find("Embassy>?") == std::string::npos);
}
