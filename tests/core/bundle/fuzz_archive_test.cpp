// The fuzz target over its saved corpus and mutations of it; and by name what archives may not do.
#include "fuzz/fuzz_archive.cpp"

#include <doctest/doctest.h>

#include "support/corpus.hpp"
#include "support/mutation.hpp"
#include "tooling/bundle/bundle_description.hpp"
#include "tooling/bundle/open_bundle.hpp"

namespace {

namespace fs = std::filesystem;

// The sentence for a saved archive, without the path in front.
std::string refusal(const char* name) {
  const docmill::test::TempFolder temp;
  const std::string input = docmill::test::read_file(fs::path(DOCMILL_SOURCE_DIR "/tests/fuzz/corpus/archive") / name);
  const auto file = temp.write("a", docmill::tooling::test::packed_with_zstd(input.substr(1)));
  const auto names = docmill::tooling::unpack_archive(file, temp / "into");
  REQUIRE_FALSE(names.ok());
  const std::string why = names.status().message();
  REQUIRE(why.starts_with(file.string() + ": "));
  return why.substr(file.string().size() + 2);
}

}  // namespace

TEST_CASE("archives made of anything make plain files in their folder, or nothing that stays") {
  const std::vector<std::string> inputs = docmill::test::fuzz_corpus("archive");
  REQUIRE(inputs.size() >= 10);
  const auto run = [](const std::string& input) {
    docmill::tooling::test::fuzz_archive(reinterpret_cast<const uint8_t*>(input.data()), input.size());
  };
  for (const std::string& input : inputs) run(input);
  std::mt19937 random(53);
  for (int i = 0; i < 1500; ++i) run(docmill::test::mutation(inputs, random));
}

TEST_CASE("an archive of a few bytes cannot fill the disk") {
  const std::string huge = refusal("huge");
  CHECK_MESSAGE(huge.starts_with("'huge' in it has 1125899906842624 bytes, and in "), huge);
  CHECK_MESSAGE(huge.ends_with("; set TMPDIR to a folder with more"), huge);
  CHECK(refusal("holes") == "'big' in it is no plain file; it is left alone");
}

TEST_CASE("names stay inside") {
  using docmill::tooling::stays_inside;
  for (const char* name : {"a", "a/b", "a/..b", "...", "a/"}) CHECK_MESSAGE(stays_inside(name), name);
  for (const char* name : {"", "/a", "..", "a/..", "../a", "a/./b", "a//b", "./a"})
    CHECK_MESSAGE(!stays_inside(name), name);
}

TEST_CASE("inputs whose names lead out of the folder are neither linked nor made") {
  const docmill::test::TempFolder temp;
  temp.write("in/a.txt", "x");
  const auto why = [&](const docmill::host::Manifest& manifest) {
    return docmill::tooling::gather_inputs(manifest, {(temp / "in").string()}, temp / "into/here").status().message();
  };
  docmill::host::Manifest linked, made;
  linked.inputs.push_back({"../../a.txt", 1, "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"});
  made.not_read.push_back("x/%2e%2e/../../../b.pdf");
  CHECK(why(linked) == "run.json: the input '../../a.txt' leads out of its folder; it is left alone");
  CHECK(why(made) == "run.json: the input 'x/%2e%2e/../../../b.pdf' leads out of its folder; it is left alone");
  linked.inputs[0].name = "a.txt";
  CHECK(why(linked).empty());
  CHECK(docmill::test::read_file(temp / "into/here/0/a.txt") == "x");
}

TEST_CASE("a bundle names no file outside of it") {
  using namespace docmill::tooling;
  const docmill::test::TempFolder temp;
  const auto why = [&](const BundleDescription& description) {
    temp.write("bundle.json", bundle_description_text(description));
    return read_bundle_description(temp.path(), "b").status().message();
  };
  BundleDescription good;
  good.pipeline = "tree/p.toml";
  CHECK(why(good).empty());
  const std::string said = "b: bundle.json: '../x' leads out of the bundle; it is left alone";
  BundleDescription bad = good;
  bad.pipeline = "../x";
  CHECK(why(bad) == said);
  bad = good;
  bad.plugins["first"] = "../x";
  CHECK(why(bad) == said);
  bad = good;
  bad.options.push_back({"first", "cues", false, {"../x"}});
  CHECK(why(bad) == said);
  bad = good;
  bad.files.emplace_back("../x", "hash");
  CHECK(why(bad) == said);
}
