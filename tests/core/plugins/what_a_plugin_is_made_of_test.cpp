// What the host can say of a plugin beside its stages: the source it was built from, the shared objects it brings in.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "host/plugins/elf_preflight.hpp"
#include "host/plugins/plugin_library.hpp"
#include "host/plugins/shared_objects.hpp"
#include "support/temp_folder.hpp"

using namespace docmill;
using namespace docmill::host;

namespace {

const PluginLibrary& loaded(const std::string& name) {
  const Result<const PluginLibrary*> library = load_plugin(std::string(DOCMILL_PLUGIN_DIR) + "/" + name + ".so");
  REQUIRE_MESSAGE(library.ok(), library.status().message());
  return *library.value();
}

}  // namespace

TEST_CASE("a plugin brings in what it is linked with, and what that is linked with") {
  const auto& brings = loaded("cleaner").brings;
  REQUIRE(brings.contains("libc.so.6"));
  CHECK(brings.at("libc.so.6").build_id.size() == 40);
  CHECK(std::filesystem::exists(brings.at("libc.so.6").path));
  // Not named by the plugin itself: ICU's data come in through libicuuc.
  CHECK(std::any_of(brings.begin(), brings.end(), [](const auto& b) { return b.first.starts_with("libicudata.so"); }));
  CHECK_FALSE(brings.contains("cleaner.so"));
  CHECK_FALSE(brings.contains("linux-vdso.so.1"));
}

TEST_CASE("a library that is not loaded brings in nothing") {
  CHECK(shared_objects_below("/nowhere/x.so").empty());
  CHECK_FALSE(shared_objects_of_program().empty());
}

TEST_CASE("a plugin of the tree says the hash of its source, each its own") {
  const std::string& cleaner = loaded("cleaner").source;
  CHECK(cleaner.size() == 64);
  CHECK(cleaner.find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(cleaner != loaded("writer").source);
}

TEST_CASE("a note that is cut or of another size is no source hash") {
  std::string bytes = test::read_file(std::string(DOCMILL_PLUGIN_DIR) + "/cleaner.so");
  const std::string& source = loaded("cleaner").source;
  const auto at = bytes.find(source);
  REQUIRE(at != std::string::npos);
  REQUIRE(preflight_elf(bytes).value().source == source);
  bytes[at - 16] = 65;  // the size that the note says of itself
  CHECK(preflight_elf(bytes).value().source.empty());
}
