// bundle.json, the description at the head of a bundle: what is in it, and how the run is asked for again. The one
// place that knows what it looks like.
//
//   {"format":"docmill-bundle/1","pipeline":NAME,"set":[TEXT,..],"limit":N or null,"inputs":BOOL,
//    "plugins":{STAGE:NAME,..},"load-first":[NAME,..],
//    "options":[{"stage":NAME,"option":NAME,"list":BOOL,"files":[NAME,..]},..],
//    "files":{NAME:HASH,..},"seal":HASH}
//
// One value a line. Every NAME but those of stages and options is that of a file in the bundle. "set" is what --set
// gave to the run; "options" are those whose files lie elsewhere now; "load-first" are libraries, in the order in which
// the loader must meet them (absent in older bundles). See support/seal.hpp for the seal.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "docmill/base/status.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

// An option of a stage whose files are in the bundle.
struct MovedOption {
  std::string stage, option;
  bool is_list = false;
  std::vector<std::string> files;  // names in the bundle
};

struct BundleDescription {
  std::string pipeline;
  std::vector<std::string> sets;
  std::optional<uint64_t> limit;
  bool has_inputs = false;
  std::map<std::string, std::string> plugins;  // stage -> name
  std::vector<std::string> load_first;
  std::vector<MovedOption> options;
  std::vector<std::pair<std::string, std::string>> files;  // name, SHA-256
};

// The text of bundle.json.
std::string bundle_description_text(const BundleDescription& description);

// Reads FOLDER/bundle.json. `shown` names the bundle in the sentence of the status.
Result<BundleDescription> read_bundle_description(const std::filesystem::path& folder, const std::string& shown);

}  // namespace docmill::tooling
