#include "host/pipeline/stage_entry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "docmill/base/utf8.hpp"
#include "host/diagnostics/spelling.hpp"
#include "host/pipeline/provides.hpp"
#include "host/pipeline/table_reader.hpp"
#include "host/pipeline/text_file.hpp"
#include "host/pipeline/words.hpp"

namespace docmill::host {
namespace {

bool is_host_key(std::string_view key) {
  return std::find(host_keys().begin(), host_keys().end(), key) != host_keys().end();
}

// What is said of a run, and could be meant of a stage.
struct KeyOfRun {
  std::string_view key, why, right;
};
constexpr KeyOfRun keys_of_run[] = {
    {"isolation", "worker processes run the whole chain of stages",
     "write isolation = \"process\" in [run], or run with --isolate"},
    {"limits", "a document is limited on its way through all stages",
     "write max-seconds and max-memory in [run], which hold for worker processes"},
    {"timeout", "a document is limited on its way through all stages, in processor time",
     "write max-seconds in [run], which holds for worker processes"}};

void refuse_keys_of_run(const Table& table, Diagnostics& diagnostics) {
  for (const Entry& entry : table)
    for (const KeyOfRun& of_run : keys_of_run)
      if (entry.key == of_run.key)
        diagnostics.error(entry.key_place, fmt::format("'{}' is no key of a stage: {}", of_run.key, of_run.why),
                          {std::string(of_run.right)});
}

// The first character that only looks like one of a name, or that nobody sees: "U+200B".
std::optional<std::string> strange_character(std::string_view name) {
  for (std::size_t at = 0; at < name.size() && utf8::valid_length(name, at) != 0;)
    if (const char32_t c = utf8::next(name, at); c >= 0x80) return fmt::format("U+{:04X}", static_cast<uint32_t>(c));
  return std::nullopt;
}

// A stage's name or id; nothing and said when it is none.
std::optional<Located<std::string>> read_name(TableReader& stage, std::string_view key, std::string_view example) {
  std::optional<Located<std::string>> name = stage.filled_string(key, example);
  if (!name || is_stage_name(name->value)) return name;
  const std::string right = as_stage_name(name->value);
  std::vector<std::string> details;
  const std::optional<std::string> strange = strange_character(name->value);
  if (strange) details.push_back(fmt::format("it holds the character {}, which may look like another", *strange));
  if (key == "use" && (name->value.find('/') != std::string::npos || name->value.ends_with(".so")))
    details.push_back(fmt::format("name the library by plugin = \"{}\", and in use the id of its stage", name->value));
  else if (!right.empty() && !(strange && right.find('-') != std::string::npos))
    details.push_back(fmt::format("write {} = \"{}\"", key, right));
  stage.diagnostics().error(
      name->place,
      fmt::format("'{}' cannot be {}: {} has lower-case letters, digits and '-', a letter first", key,
                  in_quotes(name->value), key == "use" ? "the id of a stage or reader" : "a name"),
      std::move(details));
  return std::nullopt;
}

// --set addresses tables and stages alike, so a stage may not be called like a table.
void refuse_table_name(const Located<std::string>& name, Diagnostics& diagnostics) {
  for (const std::string_view table : {"input", "output", "run"}) {
    if (name.value != table) continue;
    diagnostics.error(name.place,
                      fmt::format("a stage or reader cannot be named '{0}', as [{0}] is a table of the file", table),
                      {fmt::format("write name = \"{}-stage\"", table)});
  }
}

using Renames = std::map<std::string, Located<std::string>>;

Renames read_renames(TableReader& stage, std::string_view key) {
  Renames renames;
  const Table* table = stage.table(key, R"({ text = "text_b" })");
  if (table == nullptr) return renames;
  TableReader reader(*table, stage.diagnostics());
  for (const Entry& entry : *table) {
    const auto layer = reader.filled_string(entry.key, R"("text_b")");
    if (!layer) continue;
    if (!is_layer_name(layer->value)) {
      say_no_layer_name(*layer, stage.diagnostics());
    } else if (key == "out" && is_reserved_layer(layer->value)) {
      say_reserved_layer(*layer, stage.diagnostics());
    } else {
      renames.emplace(entry.key, *layer);
    }
  }
  return renames;
}

void refuse_two_of_one_name(const Renames& out, Diagnostics& diagnostics) {
  for (auto a = out.begin(); a != out.end(); ++a) {
    for (auto b = out.begin(); b != a; ++b) {
      if (a->second.value != b->second.value) continue;
      diagnostics.error(a->second.place, fmt::format("'{}' and '{}' cannot both be provided as '{}'", b->first,
                                                     a->first, a->second.value));
      break;
    }
  }
}

// Why a `file` cannot stand under the output folder; empty when it can.
std::string trouble_with_file(std::string_view path) {
  if (path.starts_with('/')) return "it must be relative, as it counts from OUT/records";
  if (path.ends_with('/')) return "it must name a file, not a folder";
  for (const char c : path) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return "it must not hold control characters";
  }
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (part == "..") return "it must not leave OUT/records by '..'";
    if (part.empty() || part == ".") return "it must not have empty parts or '.'";
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
  }
  return {};
}

void read_file(TableReader& stage, StageEntry& out) {
  std::optional<Located<std::string>> file = stage.filled_string("file", R"("chips.csv")");
  if (!file) return;
  const std::string trouble = trouble_with_file(file->value);
  if (trouble.empty()) out.file = std::move(*file);
  else stage.diagnostics().error(file->place, fmt::format("'file' is {}; {}", in_quotes(file->value), trouble));
}

void read_allow(TableReader& stage, StageEntry& out) {
  static const std::vector<std::string> known = {"external", "network"};
  const auto allow = stage.strings("allow", R"(["external"])");
  if (!allow) return;
  for (const Located<std::string>& word : *allow) {
    if (std::find(known.begin(), known.end(), word.value) == known.end()) stage.unknown_word("allow", word, known);
    else out.allow.push_back(word);
  }
}

// A stage or reader without `use`: the key that may have been meant is an option nearly called so.
void say_no_use(const Table& table, const Place& place, const char* what, const char* example,
                Diagnostics& diagnostics) {
  static const std::vector<std::string> wanted = {"use"};
  for (const Entry& entry : table) {
    if (nearest(entry.key, wanted).empty()) continue;
    diagnostics.error(entry.key_place,
                      fmt::format("this [[{}]] has no 'use'; did you mean it by {}?", what, in_quotes(entry.key)));
    return;
  }
  diagnostics.error(place,
                    fmt::format("this [[{0}]] has no 'use', the id of the {0}{1}", what,
                                std::string_view(what) == "stage" ? " to run" : ""),
                    {fmt::format("write use = \"{}\"; docmill stages lists the ids", example)});
}

// What stages and readers are called alike.
void read_identity(TableReader& reader, const char* example, StageEntry& out) {
  if (auto use = read_name(reader, "use", example)) out.use = std::move(*use);
  if (auto name = read_name(reader, "name", R"("cleaner-b")")) out.name = std::move(*name);
  if (auto plugin = reader.filled_string("plugin", R"("../build/my_stage.so")")) {
    out.plugin = WrittenPath{plugin->value, folder_of(plugin->place), plugin->place};
  }
}

void read_host_keys(TableReader& reader, StageEntry& out) {
  Diagnostics& diagnostics = reader.diagnostics();
  read_identity(reader, R"("cleaner")", out);
  out.in = read_renames(reader, "in");
  out.out = read_renames(reader, "out");
  refuse_two_of_one_name(out.out, diagnostics);
  out.when = reader.filled_string("when", R"("language.tag == 'en'")");
  if (auto on_error = reader.choice<OnError>(
          "on-error", {{"fail", OnError::fail}, {"keep", OnError::keep}, {"stop", OnError::stop}})) {
    out.on_error = *on_error;
  }
  read_allow(reader, out);
  read_file(reader, out);
  if (auto compress = reader.choice<Compression>(
          "compress", {{"none", Compression::none}, {"gzip", Compression::gzip}, {"zstd", Compression::zstd}})) {
    out.compress = *compress;
  }
  out.requires_layers = read_requires(reader);
  out.provides_layers = read_provides(reader);
  out.pure = reader.boolean("pure");
  out.cache = reader.boolean("cache");
  out.split = reader.filled_string("split-by", R"("sections")");
  read_name(reader, "after", R"("cleaner")");
}

}  // namespace

bool is_key_of_run(std::string_view key) {
  return std::any_of(std::begin(keys_of_run), std::end(keys_of_run), [&](const KeyOfRun& k) { return k.key == key; });
}

StageEntry read_stage(const StageTable& stage, Diagnostics& diagnostics) {
  TableReader reader(stage.table, diagnostics);
  StageEntry out;
  out.place = stage.place;
  out.base = folder_of(stage.place);
  refuse_keys_of_run(stage.table, diagnostics);
  read_host_keys(reader, out);
  if (reader.find("use") == nullptr) say_no_use(stage.table, stage.place, "stage", "cleaner", diagnostics);
  if (reader.find("name") == nullptr) out.name = out.use;
  refuse_table_name(out.name, diagnostics);
  for (const Entry& entry : stage.table) {
    if (!is_host_key(entry.key)) out.options.push_back(entry);
  }
  return out;
}

StageEntry read_reader(const StageTable& table, Diagnostics& diagnostics) {
  TableReader reader(table.table, diagnostics);
  StageEntry out;
  out.place = table.place;
  out.base = folder_of(table.place);
  read_identity(reader, R"("warc")", out);
  if (reader.find("use") == nullptr) say_no_use(table.table, table.place, "reader", "warc", diagnostics);
  if (reader.find("name") == nullptr) out.name = out.use;
  refuse_table_name(out.name, diagnostics);
  if (auto files = reader.strings("files", R"(["crawl/*.warc.gz"])")) out.files = std::move(*files);
  if (const Entry* files = reader.find("files"); files != nullptr && out.files.empty() &&
                                                 std::holds_alternative<Array>(files->value.data) &&
                                                 std::get<Array>(files->value.data).empty())
    diagnostics.error(files->value.place, "'files' is empty; name at least one glob, or leave it out");
  for (const Entry& entry : table.table)
    if (std::find(reader_keys().begin(), reader_keys().end(), entry.key) == reader_keys().end())
      out.options.push_back(entry);
  return out;
}

void check_change(const ChangeTable& change, Diagnostics& diagnostics) {
  TableReader reader(change.table, diagnostics);
  StageEntry ignored;
  refuse_keys_of_run(change.table, diagnostics);
  read_host_keys(reader, ignored);
}

}  // namespace docmill::host
