#include "fasttext_tagger.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "small_model.hpp"

using namespace docmill::language;
using small_model::trained;

namespace {

const std::string& model() {
  static const std::string bytes = trained(false);
  return bytes;
}

std::vector<std::string> tags(const FastTextTagger& tagger, std::string_view text) {
  FastTextResult result;
  tagger.tag(text, result);
  const auto tag = [&](const FastTextJudgement& j) { return j.label < 0 ? "und" : tagger.tag_of(j.label).tag; };
  std::vector<std::string> found{tag(result.document)};
  for (const FastTextParagraph& p : result.paragraphs) found.push_back(tag(p.judgement));
  return found;
}

std::string trouble(std::string_view bytes) {
  try {
    FastTextTagger tagger(bytes, 20, 0);
  } catch (const std::runtime_error& e) {
    return e.what();
  }
  return "";
}

using Tags = std::vector<std::string>;

}  // namespace

TEST_CASE("the document and each paragraph have the model's language") {
  const FastTextTagger tagger(model(), 5, 0);
  CHECK(tagger.labels() == 2);
  CHECK(tags(tagger,
             "the house stands by the old river\n\ndas Haus steht an dem alten Fluss\n\nthe children play by "
             "the river and the mill") == Tags{"en", "en", "de", "en"});
}

TEST_CASE("a short paragraph takes the document's language") {
  const FastTextTagger tagger(model(), 20, 0);
  CHECK(tags(tagger, "the house stands by the old river and the mill\n\ndas Rad") == Tags{"en", "en", "en"});
}

TEST_CASE("text without letters is und and has no paragraphs") {
  const FastTextTagger tagger(model(), 20, 0);
  for (const char* text : {"", "123\n456", "https://a.example/b", "#tag @name"})
    CHECK(tags(tagger, text) == Tags{"und"});
}

TEST_CASE("an answer below the least confidence is none") {
  const FastTextTagger tagger(model(), 20, 1);
  CHECK(tags(tagger, "the house stands by the old river") == Tags{"und", "und"});
}

TEST_CASE("a file that is no language model is refused with a reason") {
  CHECK(trouble("") == "it does not begin as a fastText model (.bin or .ftz) does");
  CHECK(trouble("not a model") == "it does not begin as a fastText model (.bin or .ftz) does");
  for (const std::size_t size : {std::size_t{8}, std::size_t{40}, std::size_t{200}, model().size() - 1})
    CHECK(trouble(std::string_view(model()).substr(0, size)) == "the fastText model is cut off or damaged");
  CHECK(trouble(trained(true)) ==
        "the fastText model holds word vectors, not labels; a language model is a supervised one");
}
