#include "tooling/bundle/bundle_description.hpp"

#include <fmt/format.h>

#include "docmill/base/json_writer.hpp"
#include "docmill/base/printable.hpp"
#include "host/formats/json_object.hpp"
#include "host/support/seal.hpp"
#include "tooling/bundle/archive.hpp"

namespace docmill::tooling {
namespace {

constexpr SealedFile bundle_file{"docmill-bundle", "the description of a docmill bundle", "fetch the bundle again"};

// Of files in the bundle.
std::vector<std::string> names_in(const BundleDescription& d) {
  std::vector<std::string> names = d.load_first;
  names.push_back(d.pipeline);
  for (const auto& [stage, name] : d.plugins) names.push_back(name);
  for (const MovedOption& option : d.options) names.insert(names.end(), option.files.begin(), option.files.end());
  for (const auto& [name, hash] : d.files) names.push_back(name);
  return names;
}

void write_option(JsonWriter& w, const MovedOption& option) {
  w.object();
  w.member("stage", option.stage);
  w.member("option", option.option);
  w.member("list", option.is_list);
  w.member("files", option.files);
  w.end();
}

}  // namespace

std::string bundle_description_text(const BundleDescription& d) {
  std::string out;
  JsonWriter w(out, 1);
  w.object();
  w.member("format", "docmill-bundle/1");
  w.member("pipeline", d.pipeline);
  w.member("set", d.sets);
  w.member("limit", d.limit);
  w.member("inputs", d.has_inputs);
  w.member("plugins", d.plugins);
  w.member("load-first", d.load_first);
  w.key("options").array();
  for (const MovedOption& option : d.options) write_option(w, option);
  w.end();
  w.key("files").object();
  for (const auto& [name, hash] : d.files) w.member(name, hash);
  w.end();
  w.end();
  return sealed(out + "\n");
}

Result<BundleDescription> read_bundle_description(const std::filesystem::path& folder, const std::string& shown) {
  const std::string path = (folder / "bundle.json").string();
  JsonDocument json;
  if (const Status s = read_sealed_file(path, bundle_file, json); !s.ok())
    return Status(s.trouble(), fmt::format("{}: bundle.json{}", shown, s.message().substr(path.size())));
  std::string mistake;
  const JsonObject o(json.root(), "", mistake);
  BundleDescription d;
  d.pipeline = o.string("pipeline");
  d.sets = o.strings("set");
  d.limit = o.integer_or_null("limit");
  d.has_inputs = o.boolean("inputs");
  o.object("plugins").each_string_member([&](std::string s, std::string f) { d.plugins[std::move(s)] = std::move(f); });
  if (o.has("load-first")) d.load_first = o.strings("load-first");
  o.each_object("options", [&](const JsonObject& option) {
    d.options.push_back(
        {option.string("stage"), option.string("option"), option.boolean("list"), option.strings("files")});
  });
  o.object("files").each_string_member(
      [&](std::string name, std::string hash) { d.files.emplace_back(std::move(name), std::move(hash)); });
  for (const std::string& name : names_in(d))
    if (mistake.empty() && !stays_inside(name))
      return Status(Trouble::usage, fmt::format("{}: bundle.json: '{}' leads out of the bundle; it is left alone",
                                                shown, printable(name)));
  if (mistake.empty()) return d;
  return Status(Trouble::usage, fmt::format("{}: bundle.json: {}; it was written by another docmill", shown, mistake));
}

}  // namespace docmill::tooling
