// What messages say of the folders in which plugins are looked for.
#include <doctest/doctest.h>

#include "host/plugins/plugin_search.hpp"
#include "support/temp_folder.hpp"

using docmill::host::PluginSearch;
using docmill::test::TempFolder;

namespace {

std::vector<std::string> described(const TempFolder& folder) {
  return PluginSearch::standard({folder.path().string()}, nullptr, "/nowhere/bin/docmill").describe();
}

}  // namespace

TEST_CASE("stages and readers are told by their ids, which a pipeline takes, not by their files") {
  TempFolder folder;
  const std::string begins = folder.path().string() + " (--plugin-dir)  ";
  CHECK(described(folder).at(0) == begins + "has no plugins");
  folder.write("reader_csv.so", "");
  CHECK(described(folder).at(0) == begins + "has: readers: csv");
  folder.write("entity_linker.so", "");
  folder.write("cleaner.so", "");
  folder.write("reader_word_lists.so", "");
  CHECK(described(folder).at(0) == begins + "has: cleaner, entity-linker; readers: csv, word-lists");
}
