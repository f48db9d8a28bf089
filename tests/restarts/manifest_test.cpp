// run.json against its schema, and the lists of hashes against sha256sum.
#include "restarts.hpp"

using namespace docmill::test;

namespace {

const std::string schema = std::string(DOCMILL_SOURCE_DIR) + "/core/schema/run.schema.json";
const std::string validate = R"(
import json, sys
try:
    from jsonschema import Draft7Validator
except ImportError:
    sys.exit(77)
schema = json.load(open(sys.argv[1]))
Draft7Validator.check_schema(schema)
for error in Draft7Validator(schema).iter_errors(json.load(open(sys.argv[2]))):
    print("/".join(map(str, error.path)), error.message)
    sys.exit(1)
)";

ProgramResult check(const std::filesystem::path& manifest) {
  return run_program({"/usr/bin/python3", "-c", validate, schema, manifest.string()});
}

}  // namespace

TEST_CASE("run.json is what its schema says, and the schema would notice") {
  const TempFolder temp;
  write_input(temp, 2);
  write_pipeline(temp, ordered_stage);
  whole(temp, {"--limit", "9", "--set", "run.max-failures=50%"});
  const ProgramResult checked = check(temp / "whole/run.json");
  if (checked.status == 77) {
    MESSAGE("skipped: python3-jsonschema is missing");
    return;
  }
  CHECK_MESSAGE(checked.status == 0, checked.out);
  const std::string good = read_file(temp / "whole/run.json");
  const auto refused = [&](const std::string& from, const std::string& to) {
    std::string changed = good;
    REQUIRE(changed.find(from) != std::string::npos);
    changed.replace(changed.find(from), from.size(), to);
    return check(temp.write("changed.json", changed)).status == 1;
  };
  CHECK(refused("docmill-run/1", "docmill-run/2"));
  CHECK(refused("\"digest\": \"", "\"digest\": \"x"));
  CHECK(refused("\"total\": ", "\"total\": -"));
  CHECK(refused("\"not_read\"", "\"not-read\""));
}

TEST_CASE("the schema knows the counts of a run that splits, and the key that says so") {
  const TempFolder temp;
  temp.write("in/a.md", "# One\n\n" + good_text + "\n\n# Two\n\n" + good_text);
  write_pipeline(temp, "[[stage]]\nuse = \"sections\"\nsplit-by = \"sections\"\n");
  whole(temp);
  const ProgramResult checked = check(temp / "whole/run.json");
  if (checked.status != 77) CHECK_MESSAGE(checked.status == 0, checked.out);
  const std::string manifest = read_file(temp / "whole/run.json");
  CHECK(manifest.find("\"split\": 1,\n  \"parts\": 2") != std::string::npos);
  CHECK(manifest.find("\"split-by\": \"sections\"") != std::string::npos);
}

TEST_CASE("sha256sum -c agrees with SHA256SUMS and with the lists of folders") {
  const TempFolder temp;
  write_input(temp, 2);
  write_pipeline(temp);
  whole(temp);
  ProgramSettings settings;
  settings.working_folder = temp / "whole";
  const ProgramResult all = run_program({"sha256sum", "-c", "--strict", "SHA256SUMS"}, settings);
  CHECK_MESSAGE(all.status == 0, all.out, all.err);
  for (const char* name :
       {"run.json: OK", "chunks.jsonl: OK", "records/table.csv.gz: OK", "records/markdown.sha256: OK"})
    CHECK(all.out.find(name) != std::string::npos);
  settings.working_folder = temp / "whole/records";
  CHECK(run_program({"sha256sum", "-c", "--strict", "--quiet", "markdown.sha256"}, settings).status == 0);
}
