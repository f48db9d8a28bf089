// A pipeline in which one line puts this tagger in the place of the other.
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "small_model.hpp"
#include "support/records.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

namespace {

using docmill::test::TempFolder;

constexpr const char* base =
    "[input]\nfrom = [\"in\"]\n[output]\nto = \"own\"\n[[stage]]\nuse = \"cleaner\"\n"
    "[[stage]]\nuse = \"language-tagger\"\n[[stage]]\nuse = \"writer\"\n";
constexpr const char* swapped =
    "change.language-tagger = { use = \"language-tagger-fasttext\", model = \"small.bin\" }\n"
    "[pipeline]\nextends = \"base.toml\"\n[output]\nto = \"other\"\n";

struct Record {
  std::string language;
  std::vector<std::string> paragraphs, keys;
};

// The records of a run, by source.
std::map<std::string, Record> run(const TempFolder& temp, const std::string& pipeline, const std::string& out) {
  const auto result = docmill::test::run_docmill({"run", pipeline}, {temp.path(), {}, ""});
  REQUIRE_MESSAGE(result.status == 0, result.err);
  std::map<std::string, Record> records;
  for (const auto& row : docmill::test::read_json_lines(temp / (out + "/records/documents.jsonl"))) {
    Record& record = records[row["source"].GetString()];
    record.language = row["language"]["tag"].GetString();
    for (const auto& member : row.GetObject()) record.keys.emplace_back(member.name.GetString());
    for (const auto& span : row["paragraph_languages"].GetArray())
      record.paragraphs.emplace_back(span["label"].GetString());
  }
  return records;
}

}  // namespace

TEST_CASE("one line of an overlay swaps the tagger, and what stands in the records is the same but for the answers") {
  const TempFolder temp;
  temp.write("small.bin", docmill::language::small_model::trained(false));
  temp.write("in/de.txt", "das Haus steht an dem alten Fluss und die Kinder spielen in dem Garten\n");
  temp.write("in/en.txt", "the house stands by the old river and the children play in the garden\n");
  temp.write("in/fr.txt", "la maison se trouve au bord de la rivière et les enfants jouent dans le jardin\n");
  temp.write("base.toml", base);
  temp.write("swapped.toml", swapped);
  auto own = run(temp, "base.toml", "own"), other = run(temp, "swapped.toml", "other");
  for (const char* language : {"de", "en"}) {
    const std::string source = std::string(language) + ".txt";
    CHECK(own[source].language == language);
    CHECK(other[source].language == language);
    CHECK(own[source].keys == other[source].keys);
    CHECK(own[source].paragraphs == other[source].paragraphs);
  }
  CHECK(own["fr.txt"].language == "fr");
  CHECK(other["fr.txt"].language != "fr");  // the small model has not seen it: the swap took place
}
