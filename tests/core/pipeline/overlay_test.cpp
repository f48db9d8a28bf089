// Overlays: a pipeline file that extends another.
#include <doctest/doctest.h>

#include "core/pipeline/mistakes.hpp"
#include "core/pipeline/temp_folder.hpp"

using namespace docmill::host;
using test::TempFolder;

namespace {

constexpr std::string_view base = R"([pipeline]
name = "articles"
summary = "the base"
[input]
from = ["../seeds"]
encoding = "detect"
[output]
to = "../out/articles"
[[stage]]
use = "cleaner"
[[stage]]
use = "entity-linker"
knowledge = ["kb.tsv"]
when = "language.tag == 'en'"
on-error = "keep"
[[stage]]
use = "summarizer-stub"
sentences = 3
out = { summary = "short" }
allow = ["external"]
[[stage]]
use = "writer"
)";

struct Result {
  PipelineFile file;
  std::string said;
};

Result read(const TempFolder& folder, const std::string& name, const std::vector<Override>& overrides = {}) {
  Diagnostics diagnostics;
  Result result;
  result.file = read_pipeline_file(folder.path() / name, overrides, diagnostics);
  result.said = folder.relative(test::rendered(diagnostics));
  return result;
}

// "cleaner writer": the stages by name, in order.
std::string names(const PipelineFile& file) {
  std::string out;
  for (const StageEntry& stage : file.stages) out += (out.empty() ? "" : " ") + stage.name.value;
  return out;
}

std::string keys(const Table& table) {
  std::string out;
  for (const Entry& e : table) out += (out.empty() ? "" : " ") + e.key;
  return out;
}

}  // namespace

TEST_CASE("an overlay inherits everything but the name") {
  const TempFolder folder("overlay-inherit");
  folder.write("base/articles.toml", base);
  folder.write("mine.toml", "[pipeline]\nextends = \"base/articles.toml\"\n");
  const Result r = read(folder, "mine.toml");
  CHECK(r.said == "");
  CHECK(r.file.name == "mine");
  CHECK(r.file.summary.empty());
  CHECK(names(r.file) == "cleaner entity-linker summarizer-stub writer");
  CHECK(r.file.encoding.value == "detect");
}

TEST_CASE("paths count from the file that wrote them") {
  const TempFolder folder("overlay-paths");
  folder.write("base/articles.toml", base);
  folder.write("mine.toml", R"([pipeline]
extends = "base/articles.toml"
[output]
to = "out"
[change.entity-linker]
plugin = "linker.so"
)");
  const Result r = read(folder, "mine.toml");
  CHECK(r.said == "");
  CHECK(r.file.from.at(0).resolved() == folder.path() / "seeds");
  CHECK(r.file.to->resolved() == folder.path() / "out");
  CHECK(r.file.stages.at(1).plugin->resolved() == folder.path() / "linker.so");
  CHECK(r.file.stages.at(1).base == folder.path() / "base");
}

TEST_CASE("keys of input, output and run replace those of the base one by one") {
  const TempFolder folder("overlay-sections");
  folder.write("articles.toml", base);
  folder.write("mine.toml",
               "[pipeline]\nextends = \"articles.toml\"\n[input]\nskip = [\"*.pdf\"]\nencoding = \"utf-8\"\n[run]\n"
               "max-failures = 3\n");
  const Result r = read(folder, "mine.toml");
  CHECK(r.said == "");
  CHECK(r.file.encoding.value == "utf-8");
  CHECK(r.file.from.size() == 1);
  CHECK(r.file.skip.size() == 1);
  CHECK(*r.file.max_failures.count == 3);
}

TEST_CASE("a change replaces the keys that it gives and keeps the others") {
  const TempFolder folder("overlay-change");
  folder.write("articles.toml", base);
  folder.write("mine.toml", R"([pipeline]
extends = "articles.toml"
[change.summarizer-stub]
sentences = 5
language = "en"
[change.entity-linker]
on-error = "stop"
)");
  const Result r = read(folder, "mine.toml");
  CHECK(r.said == "");
  const StageEntry& summarizer = r.file.stages.at(2);
  CHECK(keys(summarizer.options) == "sentences language");
  CHECK(std::get<int64_t>(summarizer.options[0].value.data) == 5);
  CHECK(summarizer.options[0].value.place.source->name == (folder.path() / "mine.toml").string());
  CHECK(summarizer.use.place.source->name == (folder.path() / "articles.toml").string());
  CHECK(r.file.stages.at(1).on_error.value == OnError::stop);
  CHECK(r.file.stages.at(1).when.has_value());
}

TEST_CASE("a new use drops what belonged to the old stage and keeps its place, name, in, out and when") {
  const TempFolder folder("overlay-use");
  folder.write("articles.toml", base);
  folder.write("mine.toml", R"([pipeline]
extends = "articles.toml"
[change.summarizer-stub]
use = "summarizer-frequency"
[change.entity-linker]
use = "chip-finder"
name = "chips"
pattern = "A100"
)");
  const Result r = read(folder, "mine.toml");
  CHECK(r.said == "");
  CHECK(names(r.file) == "cleaner chips summarizer-stub writer");
  const StageEntry& summarizer = r.file.stages.at(2);
  CHECK(summarizer.use.value == "summarizer-frequency");
  CHECK(summarizer.options.empty());
  CHECK(summarizer.allow.empty());
  CHECK(summarizer.out.at("summary").value == "short");
  const StageEntry& chips = r.file.stages.at(1);
  CHECK(keys(chips.options) == "pattern");
  CHECK(chips.when->value == "language.tag == 'en'");
  CHECK(chips.on_error.value == OnError::keep);
}

TEST_CASE("stages are removed, added at the end and added after others in the order of the file") {
  const TempFolder folder("overlay-add");
  folder.write("articles.toml", base);
  folder.write("mine.toml", R"([pipeline]
extends = "articles.toml"
remove = ["summarizer-stub"]
[[stage]]
use = "last"
[[stage]]
use = "first"
after = "cleaner"
[[stage]]
use = "second"
after = "cleaner"
[[stage]]
use = "between"
after = "first"
)");
  const Result r = read(folder, "mine.toml");
  CHECK(r.said == "");
  CHECK(names(r.file) == "cleaner first between second entity-linker writer last");
  for (const StageEntry& stage : r.file.stages) CHECK(keys(stage.options).find("after") == std::string::npos);
}

TEST_CASE("a change may move a stage behind another") {
  const TempFolder folder("overlay-move");
  folder.write("articles.toml", base);
  folder.write("mine.toml", "[pipeline]\nextends = \"articles.toml\"\n[change.cleaner]\nafter = \"summarizer-stub\"\n");
  CHECK(names(read(folder, "mine.toml").file) == "entity-linker summarizer-stub cleaner writer");
  folder.write("back.toml", "[pipeline]\nextends = \"articles.toml\"\n[change.writer]\nafter = \"cleaner\"\n");
  CHECK(names(read(folder, "back.toml").file) == "cleaner writer entity-linker summarizer-stub");
}

TEST_CASE("overlays stack") {
  const TempFolder folder("overlay-stack");
  folder.write("articles.toml", base);
  folder.write("b.toml",
               "[pipeline]\nextends = \"articles.toml\"\n[[stage]]\nuse = \"b\"\nafter = \"cleaner\"\n"
               "[change.summarizer-stub]\nuse = \"other\"\n");
  folder.write("c.toml",
               "[pipeline]\nextends = \"b.toml\"\nname = \"top\"\n[[stage]]\nuse = \"c\"\nafter = \"cleaner\"\n"
               "[change.summarizer-stub]\nwords = 3\n");
  const Result r = read(folder, "c.toml", {{"b.x=1"}});
  CHECK(r.said == "");
  CHECK(r.file.name == "top");
  CHECK(names(r.file) == "cleaner c b entity-linker summarizer-stub writer");
  CHECK(keys(r.file.stages.at(4).options) == "words");
  CHECK(keys(r.file.stages.at(2).options) == "x");
}

TEST_CASE("--set with a new use acts like a change") {
  const TempFolder folder("overlay-set-use");
  folder.write("articles.toml", base);
  const Result r = read(folder, "articles.toml", {{"summarizer-stub.use=other"}, {"summarizer-stub.words=2"}});
  CHECK(r.said == "");
  CHECK(r.file.stages.at(2).use.value == "other");
  CHECK(keys(r.file.stages.at(2).options) == "words");
}

TEST_CASE("mistake: names of stages that the base does not have") {
  const TempFolder folder("overlay-names");
  folder.write("articles.toml", base);
  folder.write("mine.toml", R"([pipeline]
extends = "articles.toml"
remove = ["cleanr", "writer"]
[change.entity_linker]
words = 1
[change.writer]
format = "csv"
[[stage]]
use = "x"
after = "sumarizer"
)");
  CHECK(read(folder, "mine.toml").said ==
        R"(mine.toml:3:11: no stage named 'cleanr' in articles.toml, did you mean 'cleaner'?
    remove = ["cleanr", "writer"]
              ^
  stages of articles.toml: cleaner, entity-linker, summarizer-stub, writer
mine.toml:4:9: no stage named 'entity_linker' in articles.toml, did you mean 'entity-linker'?
    [change.entity_linker]
            ^
  stages of articles.toml: cleaner, entity-linker, summarizer-stub
mine.toml:6:9: 'writer' is removed by this file; remove it or use it, not both
    [change.writer]
            ^
mine.toml:10:9: no stage named 'sumarizer' in articles.toml, did you mean 'summarizer-stub'?
    after = "sumarizer"
            ^
  stages of articles.toml: cleaner, entity-linker, summarizer-stub
)");
}

TEST_CASE("mistake: a stage after itself, and one that takes a name of the base") {
  const TempFolder folder("overlay-clash");
  folder.write("articles.toml", base);
  folder.write("mine.toml", R"([pipeline]
extends = "articles.toml"
[change.cleaner]
after = "cleaner"
[[stage]]
use = "writer"
)");
  CHECK(read(folder, "mine.toml").said == R"(mine.toml:4:9: 'cleaner' cannot stand after itself
    after = "cleaner"
            ^
mine.toml:6:7: a stage named 'writer' stands already at articles.toml:22; give this one a name of its own
    use = "writer"
          ^
  write name = "writer-b"
)");
}

TEST_CASE("mistake: an overlay that extends itself, over another file") {
  const TempFolder folder("overlay-circle");
  folder.write("a.toml", "[pipeline]\nextends = \"sub/b.toml\"\n");
  folder.write("sub/b.toml", "[pipeline]\nextends = \"../a.toml\"\n");
  CHECK(read(folder, "a.toml").said ==
        R"(sub/b.toml:2:11: cannot extend '../a.toml': the files go in a circle: a.toml -> sub/b.toml -> a.toml
    extends = "../a.toml"
              ^
)");
  folder.write("self.toml", "[pipeline]\nextends = \"self.toml\"\n");
  CHECK(read(folder, "self.toml").said ==
        R"(self.toml:2:11: cannot extend 'self.toml': the files go in a circle: self.toml -> self.toml
    extends = "self.toml"
              ^
)");
}

TEST_CASE("mistake: a chain without end") {
  const TempFolder folder("overlay-chain");
  for (int i = 0; i < 20; ++i) {
    folder.write(std::to_string(i) + ".toml", "[pipeline]\nextends = \"" + std::to_string(i + 1) + ".toml\"\n");
  }
  CHECK(read(folder, "0.toml").said ==
        R"(15.toml:2:11: cannot extend '16.toml': it would be file 17 of the chain; at most 16
    extends = "16.toml"
              ^
)");
}

TEST_CASE("mistake: a base that is not there, with no echoes of it") {
  const TempFolder folder("overlay-missing");
  folder.write("articles.toml", base);
  folder.write("mine.toml", R"([pipeline]
extends = "artikles.toml"
remove = ["cleaner"]
[change.writer]
format = "csv"
)");
  CHECK(read(folder, "mine.toml", {{"writer.x=1"}}).said ==
        R"(mine.toml:2:11: cannot extend 'artikles.toml': no such file, did you mean 'articles.toml'?
    extends = "artikles.toml"
              ^
)");
  folder.write("folder.toml", "[pipeline]\nextends = \".\"\n");
  CHECK(read(folder, "folder.toml").said ==
        R"(folder.toml:2:11: cannot extend '.': this is a folder; name a pipeline file
    extends = "."
              ^
  pipeline files in it: articles.toml, folder.toml, mine.toml
)");
}

TEST_CASE("mistakes of all files of a chain are said at once, each in the file that wrote it") {
  const TempFolder folder("overlay-all");
  folder.write("base.toml", "[input]\nencodng = \"x\"\nskip = 3\n[[stage]]\nuse = \"a\"\non-error = \"x\"\n");
  folder.write("mine.toml",
               "[pipeline]\nextends = \"base.toml\"\n[input]\nskip = \"a\"\n[change.a]\non-error = \"y\"\n");
  CHECK(read(folder, "mine.toml").said == R"(mine.toml:4:8: 'skip' must be an array of strings, not a string
    skip = "a"
           ^
  write skip = ["a"]
mine.toml:6:12: unknown value 'y' for 'on-error'
    on-error = "y"
               ^
  values of 'on-error': fail, keep, stop
base.toml:2:1: unknown key 'encodng' in [input], did you mean 'encoding'?
    encodng = "x"
    ^
  keys of [input]: duplicates, encoding, fields, from, max-document, max-spans, skip, stdin-format
base.toml:3:8: 'skip' must be an array of strings, not an integer
    skip = 3
           ^
  write skip = ["**/*_files/**"]
base.toml:6:12: unknown value 'x' for 'on-error'
    on-error = "x"
               ^
  values of 'on-error': fail, keep, stop
)");
}

TEST_CASE("a syntax error in the base hides the mistakes of neither file") {
  const TempFolder folder("overlay-syntax");
  folder.write("base.toml", "[[stage]]\nuse = cleaner\n");
  folder.write("mine.toml", "[pipeline]\nextends = \"base.toml\"\n[input]\nfrm = []\n[change.cleaner]\nx = 1\n");
  CHECK(read(folder, "mine.toml").said == R"(mine.toml:4:1: unknown key 'frm' in [input], did you mean 'from'?
    frm = []
    ^
  keys of [input]: duplicates, encoding, fields, from, max-document, max-spans, skip, stdin-format
base.toml:2:7: a text stands in quotes
    use = cleaner
          ^
  write use = "cleaner"
)");
}

TEST_CASE("mistake: an overlay that removes everything") {
  const TempFolder folder("overlay-nothing-left");
  folder.write("base.toml", "[[stage]]\nuse = \"a\"\n");
  folder.write("mine.toml", "[pipeline]\nextends = \"base.toml\"\nremove = [\"a\"]\n");
  CHECK(read(folder, "mine.toml").said.starts_with("mine.toml: there is no [[stage]]"));
}
