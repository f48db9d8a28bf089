#include "fasttext_tagger.hpp"

#include <doctest/doctest.h>
#include <fasttext/fasttext.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using namespace docmill::language;
namespace fs = std::filesystem;

namespace {

constexpr const char* english[] = {"the mill stands by the river", "we went to the house of the baker",
                                   "children play in the garden", "this bread was made with water and salt",
                                   "the old wheel turned slowly"};
constexpr const char* german[] = {"die Mühle steht an dem Fluss", "wir gingen zu dem Haus des Bäckers",
                                  "Kinder spielen in dem Garten", "dieses Brot wurde mit Wasser und Salz gemacht",
                                  "das alte Rad drehte sich langsam"};

// A small model of two languages, trained anew in a folder of its own; `word_vectors`: one without labels.
std::string trained(bool word_vectors) {
  const fs::path folder = fs::temp_directory_path() / ("docmill-fasttext-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  const fs::path text = folder / "text", file = folder / "model.bin";
  {
    std::ofstream out(text);
    for (int i = 0; i < 40; ++i) {
      for (const char* s : english) out << "__label__eng_Latn " << s << '\n';
      for (const char* s : german) out << "__label__deu_Latn " << s << '\n';
    }
  }
  fasttext::Args args;
  args.input = text.string();
  args.output = file.string();
  args.model = word_vectors ? fasttext::model_name::sg : fasttext::model_name::sup;
  args.loss = word_vectors ? fasttext::loss_name::ns : fasttext::loss_name::softmax;
  args.lr = word_vectors ? 0.05 : 0.5;
  args.epoch = word_vectors ? 1 : 20;
  args.dim = 8;
  args.minn = 2;
  args.maxn = 4;
  args.bucket = 2000;
  args.minCount = 1;
  args.thread = 1;
  args.verbose = 0;
  fasttext::FastText model;
  model.train(args);
  model.saveModel(file.string());
  std::ifstream in(file, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  fs::remove_all(folder);
  return bytes;
}

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
