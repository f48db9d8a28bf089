// Every stage and reader that a search can find.
#pragma once

#include <string>
#include <vector>

#include "host/plugins/plugin_library.hpp"
#include "host/plugins/plugin_search.hpp"

namespace docmill::host {

struct ListedStage {
  const StageDeclaration* stage;
  const PluginLibrary* library;
};

struct StageList {
  std::vector<ListedStage> stages;   // by id; of two with one id the one that a pipeline would get
  std::vector<ListedStage> readers;  // likewise
  std::vector<std::string> broken;   // a sentence for each library that cannot be loaded

  const StageDeclaration* find(const std::string& id) const;
};

// Loads every library in the folders. Not for several threads.
StageList list_stages(const PluginSearch& search);
// Those of the libraries of readers (reader_*.so) alone; what cannot be loaded is left out.
std::vector<ListedStage> list_readers(const PluginSearch& search);

}  // namespace docmill::host
