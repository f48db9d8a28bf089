// What is written of a capsule is read again, with names of before.
#include "host/formats/capsule_description.hpp"

#include <doctest/doctest.h>

#include <string>

#include "host/support/seal.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::host;

TEST_CASE("a capsule in which the fingerprint has its name before is read") {
  CapsuleDescription capsule;
  capsule.id = "a.md#3";
  capsule.part = 3;
  capsule.death = {"breaker", "exit", "ended"};
  capsule.fingerprint = "what has made it";
  std::string text = capsule_text(capsule);
  const docmill::test::TempFolder folder;
  for (const bool before : {false, true}) {
    if (before) {
      text.resize(text.rfind(",\n \"seal\""));
      const std::string name = "\"fingerprint\"";
      text.replace(text.find(name), name.size(), "\"recipe\"");
      text = sealed(text + "\n}\n");
    }
    folder.write(capsule_file, text);
    const auto read = read_capsule_description(folder.path());
    REQUIRE_MESSAGE(read.ok(), read.status().message());
    CHECK(read.value().fingerprint == capsule.fingerprint);
    CHECK(read.value().id == capsule.id);
    CHECK(read.value().part == 3);
    CHECK(read.value().death.stage == "breaker");
  }
}
