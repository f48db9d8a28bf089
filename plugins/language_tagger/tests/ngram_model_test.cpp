#include "ngram_model.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "our_model.hpp"
#include "tagger.hpp"

using namespace docmill::language;

namespace {

std::string best(std::string_view text, UScriptCode script) {
  NgramSum sum;
  WordMemo memo;
  our_model()->add(text, 1000, sum, memo);
  std::vector<int32_t> logits;
  our_model()->judge(sum, script, logits);
  const auto found = static_cast<std::size_t>(std::max_element(logits.begin(), logits.end()) - logits.begin());
  return our_model()->tag(our_model()->of_script(script)[found]);
}

std::string trouble(std::string_view bytes) {
  try {
    NgramModel m(bytes);
  } catch (const std::runtime_error& e) {
    return e.what();
  }
  return "";
}

const Tagger& modelled_tagger() {
  static const Tagger t({}, our_model());
  return t;
}

std::vector<std::string> tags(std::string_view text, const Tagger& t = modelled_tagger()) {
  TaggedText result;
  t.tag(text, result);
  std::vector<std::string> found{t.tags().tag(result.document.language, result.document.script).tag};
  for (const Paragraph& p : result.paragraphs)
    found.push_back(t.tags().tag(p.judgement.language, p.judgement.script).tag);
  return found;
}
using Tags = std::vector<std::string>;

}  // namespace

TEST_CASE("the file is at most 4 MB and holds languages of four scripts") {
  CHECK(model_file().size() <= 4000000);
  CHECK(our_model()->size() > 70);
  for (std::size_t i = 0; i < our_model()->size(); ++i) {
    const UScriptCode s = our_model()->script(i);
    CHECK((s == USCRIPT_LATIN || s == USCRIPT_CYRILLIC || s == USCRIPT_ARABIC || s == USCRIPT_DEVANAGARI));
  }
}

TEST_CASE("the rows of the file lie where none of them is in two cache lines") {
  CHECK((model_file().size() - std::size_t{model_rows} * model_width) % model_alignment == 0);
}

TEST_CASE("the model alone tells languages that share a script") {
  CHECK(best("The mill stands on the northern bank of the river", USCRIPT_LATIN) == "en");
  CHECK(best("Die Mühle steht am nördlichen Ufer des Flusses", USCRIPT_LATIN) == "de");
  CHECK(best("Мельница стоит на северном берегу реки", USCRIPT_CYRILLIC) == "ru");
  CHECK(best("Млин стоїть на північному березі річки", USCRIPT_CYRILLIC) == "uk");
  CHECK(best("تقف الطاحونة على الضفة الشمالية للنهر", USCRIPT_ARABIC) == "ar");
  CHECK(best("आसियाब नदी के उत्तरी किनारे पर है", USCRIPT_DEVANAGARI) == "hi");
}

TEST_CASE("a sum is that of the rows of all features of all words") {
  const std::string_view file = model_file();
  const std::string_view rows = file.substr(file.size() - std::size_t{model_rows} * model_width);
  const LetterTable table;
  for (const std::string_view text :
       {"The mill stands by the river.", "a", "It's O'Neill's 3rd, isn't it? ''Twas -- no: 'internationalisation'!",
        "Łódź leży nad rzeką Łódką; naïveté, Äpfel. Мельница стоит у реки", "incomprehensibilities",
        "Мельник мелет у мельницы муку, а я у реки и ты у реки: а б в г д мельница, мельница е ж з и к",
        "fifteen-letters abcdefghijklmno abcdefghijklmnop abcdefghijklmnoé éabc abc’s",
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung "
        "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"}) {
    CAPTURE(text);
    NgramSum expected;
    Words words(table);
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t size = words.next(text, at);
      if (size == 0) break;
      expected.letters += static_cast<uint32_t>(size);
      each_feature(words.letters(), size, [&](uint32_t hash) {
        ++expected.features;
        for (std::size_t d = 0; d < model_width; ++d)
          expected.vector[d] += static_cast<signed char>(rows[model_row(hash) * model_width + d]);
      });
    }
    WordMemo memo;
    for (int round = 0; round < 2; ++round) {
      NgramSum sum;
      our_model()->add(text, 1000, sum, memo);
      CHECK(sum.vector == expected.vector);
      CHECK(sum.features == expected.features);
      CHECK(sum.letters == expected.letters);
    }
    for (std::size_t before = 1; before < 100; ++before) {  // wherever the windows begin
      NgramSum sum, narrow;
      const std::string behind = std::string(before, '-') + std::string(text);
      const std::size_t end = our_model()->add(behind, 1000, sum, memo);
      REQUIRE(sum.vector == expected.vector);
      REQUIRE(our_model()->add(behind, 1000, narrow, memo, false) == end);
      REQUIRE(narrow.vector == expected.vector);
      REQUIRE(narrow.letters == expected.letters);
    }
  }
}

TEST_CASE("a sum over parts is the sum over the whole") {
  NgramSum whole, parts;
  WordMemo memo;
  our_model()->add("one two three", 1000, whole, memo);
  for (const char* word : {"one", "two", "three"}) our_model()->add(word, 1000, parts, memo);
  CHECK(whole.vector == parts.vector);
  CHECK(whole.features == parts.features);
  CHECK(whole.letters == 11);
}

TEST_CASE("a memo of many words, and of another model, gives what none gives") {
  const auto other = std::make_shared<const NgramModel>(model_file());
  WordMemo memo;
  for (int i = 0; i < 20000; ++i) {
    const std::string text =
        "wort" + std::string(1, static_cast<char>('a' + i % 26)) + std::string(i % 17, 'x') + " слово मिल";
    NgramSum with, without;
    WordMemo fresh;
    (i % 3000 == 0 ? other : our_model())->add(text, 1000, with, memo);
    if (i % 100 != 0) continue;
    our_model()->add(text, 1000, without, fresh);
    CHECK(with.vector == without.vector);
    CHECK(with.features == without.features);
  }
}

TEST_CASE("nothing to add gives the same for all languages") {
  NgramSum sum;
  WordMemo memo;
  our_model()->add(" 12 -- ", 1000, sum, memo);
  std::vector<int32_t> logits;
  our_model()->judge(sum, USCRIPT_LATIN, logits);
  CHECK(sum.features == 0);
  CHECK(logits.size() >= our_model()->of_script(USCRIPT_LATIN).size());
  CHECK(logits.size() % 4 == 0);
  CHECK(std::count(logits.begin(), logits.end(), 0) == static_cast<std::ptrdiff_t>(logits.size()));
}

TEST_CASE("a damaged model is refused with a reason") {
  CHECK(trouble("not a model") == "it does not begin with \"docmill-language-model-1\"");
  CHECK(trouble("docmill-language-model-1") == "its head is damaged");
  CHECK(trouble("docmill-language-model-1 1 2 3 4\n") == "its head is not one of this version");
  CHECK(trouble(model_file().substr(0, 100000)) == "it is cut off or has something behind its end");
  CHECK(trouble(model_file() + "x") == "it is cut off or has something behind its end");
}

TEST_CASE("a quotation in another script is a span of its own and says nothing about its surroundings") {
  CHECK(
      tags("Мельник прочитал вывеску «The Old Tide Mill, open daily from nine to five, children welcome» и засмеялся: "
           "мельница давно закрыта.") == Tags{"ru", "ru", "en", "ru"});
  CHECK(tags("Мельник прочитал вывеску «Open» и засмеялся: мельница давно закрыта.") == Tags{"ru", "ru"});
  CHECK(tags("Мелничарят прочете табелата «The Old Tide Mill, open daily from nine to five» и се засмя: мелницата "
             "отдавна е затворена.")[0] == "bg");
  CHECK(tags("Мірошник прочитав вивіску «The Old Tide Mill, open daily from nine to five» і засміявся: млин давно "
             "зачинено.")[0] == "uk");
}

TEST_CASE("text that is no language is und") {
  for (const char* text : {"#mill #tide #orrinbay", "@ada_tern @bo_dunlin", "/usr/share/doc/mill/README\n~/notes.txt",
                           "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                           "import os\ndef main(argv):\n    print(os.getcwd())\n"}) {
    CAPTURE(text);
    CHECK(tags(text) == Tags{"und"});
  }
}

TEST_CASE("the page is its prose's, however much code is in it") {
  std::string text = "Le programme lit chaque fichier et en affiche le contenu sans les espaces.\n\n";
  for (int i = 0; i < 20; ++i)
    text += "import os\ndef main(argv):\n    for path in argv:\n        print(handle.read().strip())\n";
  CHECK(tags(text) == Tags{"fr", "fr"});
}

TEST_CASE("only the languages that are wanted are answered") {
  Tagger only({}, our_model());
  CHECK(only.restrict_to({"de", "en", "ru"}) == "");
  CHECK(tags("De molen staat aan de noordelijke oever van de rivier.", only)[0] != "nl");
  CHECK(tags("Die Mühle steht am nördlichen Ufer des Flusses.", only)[0] == "de");
  CHECK(tags("Млин стоїть на північному березі річки.", only)[0] == "ru");
  CHECK(tags("Ο μύλος είναι στην όχθη.", only)[0] == "und");
  CHECK(Tagger({}).restrict_to({"en", "english"}) == "english");
}

TEST_CASE("an answer below the least confidence is und") {
  const Tagger sure({.minimum_confidence = 0.999}, our_model());
  CHECK(tags("casa", sure) == Tags{"und", "und"});
  CHECK(tags("The mill stands on the northern bank of the river, and its wheel has turned since 1790.", sure)[0] ==
        "en");
}

TEST_CASE("a model whose scale makes sums of any size gives numbers that can be compared") {
  std::string bytes = model_file();
  const std::size_t end = bytes.find('\n'), space = bytes.rfind(' ', end);
  bytes.replace(space + 1, end - space - 1, "1");
  const NgramModel loud(bytes);
  NgramSum sum;
  WordMemo memo;
  loud.add("The rain in the north is cold, and the roads are closed.", 1000, sum, memo);
  std::vector<int32_t> logits;
  loud.judge(sum, USCRIPT_LATIN, logits);
  const auto [least, most] = std::minmax_element(logits.begin(), logits.end());
  CHECK(*most <= 500000000);
  CHECK(*least >= -500000000);
  CHECK(*least < *most);
}

TEST_CASE("the model sees the same in a text whether it is shown at once or word by word") {
  const std::vector<std::string> words{
      "Don't", "pięć", "O’Neill",         "internationalisation", "a", "'tis'", "dogs'", "ÅNGSTRÖM", "Крокодил",
      "naïve", "RAIN", "fifteenletterss", "sixteenletterssx",     "e"};
  for (std::size_t spaces = 1; spaces < 20; ++spaces) {
    NgramSum at_once, by_words;
    WordMemo memo;
    std::string text(spaces, ' ');
    for (const std::string& word : words) {
      our_model()->add(word, 1000, by_words, memo);
      text += word + ", ";
    }
    CHECK(our_model()->add(text, 1000, at_once, memo) == text.size());
    CHECK(at_once.vector == by_words.vector);
    CHECK(at_once.features == by_words.features);
    CHECK(at_once.letters == by_words.letters);
  }
}

TEST_CASE("a text can be shown to the model in parts") {
  const std::string text = "The rain's over, and the naïve miller counts his sacks beside the northern gate of town.";
  NgramSum at_once, in_parts;
  WordMemo memo;
  our_model()->add(text, 1000, at_once, memo);
  std::size_t at = 0;
  while (at < text.size())
    at += our_model()->add(std::string_view(text).substr(at), in_parts.letters + 1, in_parts, memo);
  CHECK(in_parts.vector == at_once.vector);
  CHECK(in_parts.letters == at_once.letters);
}

TEST_CASE("what the model says is the same with vectors of either width") {
  if (!docmill::has_wide_vectors) {
    MESSAGE("no vectors of 32 bytes here; skipped");
    return;
  }
  std::mt19937 random(7);
  int n_large = 0;
  for (const UScriptCode script : {USCRIPT_LATIN, USCRIPT_CYRILLIC, USCRIPT_ARABIC, USCRIPT_DEVANAGARI}) {
    for (int round = 0; round < 500; ++round) {
      NgramSum sum;
      sum.features = 1 + random() % 5000;
      const int32_t bound = 1 << (random() % 24);
      for (int32_t& x : sum.vector) x = static_cast<int32_t>(random() % (2 * bound)) - bound;
      std::vector<int32_t> narrow, wide;
      our_model()->judge(sum, script, narrow, {}, false);
      std::vector<int32_t> handicaps(round % 2 == 0 ? 0 : narrow.size());
      for (int32_t& h : handicaps) h = static_cast<int32_t>(random() % 1000);
      our_model()->judge(sum, script, narrow, handicaps, false);
      our_model()->judge(sum, script, wide, handicaps, true);
      REQUIRE(narrow == wide);
      if (*std::max_element(narrow.begin(), narrow.end()) > 1000) ++n_large;
    }
  }
  CHECK(n_large > 500);
}
