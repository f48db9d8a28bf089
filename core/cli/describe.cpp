#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "cli/port_json.hpp"
#include "cli/text_table.hpp"
#include "command_line/terminal.hpp"
#include "docmill/base/json_writer.hpp"
#include "docmill/base/printable.hpp"
#include "docmill/base/utf8.hpp"
#include "host/diagnostics/spelling.hpp"
#include "host/pipeline/option_text.hpp"
#include "host/plan/host_layers.hpp"

namespace docmill::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows port_rows(const std::vector<host::PortDeclaration>& ports) {
  Rows rows;
  for (const host::PortDeclaration& port : ports) {
    std::string remark = port.summary;
    if (port.optional) remark += " (optional)";
    if (!port.only_if.empty()) remark += fmt::format(" (only with {} = true)", port.only_if);
    rows.push_back({port.layer, describe_port(port), remark});
  }
  return rows;
}

// A default that fits a column; the whole one stands in --json and in `plan`.
std::string short_default(const host::OptionDeclaration& option) {
  constexpr std::size_t column = 32;
  if (!option.fallback) return "required";
  if (utf8::count(*option.fallback) <= column) return *option.fallback;
  return std::string(utf8::prefix(*option.fallback, column)) + "...";
}

// The stage in a pipeline: what must be said, and behind '#' every default, to be changed.
std::string sample_of(const host::StageDeclaration& stage) {
  constexpr std::size_t longest = 80;
  std::string out = fmt::format("[[{}]]\nuse = \"{}\"\n", stage.reader != nullptr ? "reader" : "stage", stage.id);
  if (stage.reader != nullptr)
    out += stage.suffixes.empty() ? "files = [\"**/*.abc\"]\n"
                                  : fmt::format("# files = [\"**/*{}.gz\"]\n", stage.suffixes.front());
  if (stage.ports_from_pipeline) out += "requires = [\"text\"]\nprovides = { summary = \"text\" }\n";
  if (stage.schedule == host::Schedule::external || stage.ports_from_pipeline) out += "allow = [\"external\"]\n";
  for (const host::OptionDeclaration& o : stage.options) {
    if (!o.fallback) out += fmt::format("{} = {}\n", o.name, host::example_value(o));
    else if (o.fallback->size() <= longest) out += fmt::format("# {} = {}\n", o.name, *o.fallback);
    else out += fmt::format("# {} = [...]  (docmill plan shows the whole default)\n", o.name);
  }
  return out;
}

// The table of a README.
std::string markdown_table(const host::StageDeclaration& stage) {
  std::string out = "| name | type | default | meaning |\n|---|---|---|---|\n";
  for (const host::OptionDeclaration& o : stage.options) {
    std::string type = describe_type(o, "`");
    out += fmt::format("| `{}` | {} | {} | {} |\n", o.name, type, o.fallback ? "`" + *o.fallback + "`" : "required",
                       printable(o.summary));
  }
  return out;
}

std::string indented(const std::string& lines) {
  std::string out;
  for (std::size_t from = 0; from < lines.size();) {
    const std::size_t end = lines.find('\n', from);
    out += "  " + lines.substr(from, end - from) + "\n";
    from = end + 1;
  }
  return out;
}

// Bytes as a string of C has them.
std::string escaped(const std::string& bytes) {
  std::string out;
  for (const char c : bytes)
    out +=
        c > ' ' && c < 0x7F && c != '\\' ? std::string(1, c) : fmt::format("\\x{:02X}", static_cast<unsigned char>(c));
  return out;
}

void print_reader(const host::StageDeclaration& reader) {
  if (reader.suffixes.empty()) terminal::print("reads the files that the pipeline names (key files)\n");
  else
    terminal::print(
        "reads, without other words, files with names that end with\n  {} (each also with .gz, .zst, .bz2 or .xz)\n",
        fmt::join(reader.suffixes, ", "));
  std::vector<std::string> begins;
  for (const host::FirstBytes& f : reader.first_bytes)
    begins.push_back(escaped(f.bytes) + (f.offset != 0 ? fmt::format(" at byte {}", f.offset) : ""));
  if (!begins.empty())
    terminal::print("and those that are named, have another suffix, and begin with\n  {}\n", fmt::join(begins, ", "));
  Rows rows;
  for (const host::FieldDeclaration& f : reader.metadata) rows.push_back({f.name, host::name_of(f.type), f.summary});
  if (!rows.empty()) terminal::print("metadata\n{}", text_table(rows, 2));
}

void print_text(const host::StageDeclaration& stage, const host::PluginLibrary& library) {
  terminal::print("{} {}: {}\n", stage.id, printable(stage.version), printable(stage.summary));
  terminal::print("  schedule  {}\n  plugin    {}\n",
                  stage.reader != nullptr ? "reader" : host::name_of(stage.schedule), library.path.string());
  if (stage.reader != nullptr) print_reader(stage);
  else if (stage.reads_all) terminal::print("requires\n  every layer there is\n");
  else if (stage.ports_from_pipeline)
    terminal::print("requires, provides\n  what the pipeline says (keys requires, provides, pure)\n");
  else terminal::print("requires\n{}", text_table(port_rows(stage.required), 2));
  if (!stage.provided.empty()) terminal::print("provides\n{}", text_table(port_rows(stage.provided), 2));
  if (!stage.options.empty()) {
    Rows rows = {{"name", "type", "default", "meaning"}};
    for (const host::OptionDeclaration& o : stage.options)
      rows.push_back({o.name, describe_type(o), short_default(o), o.summary});
    terminal::print("options\n{}", text_table(rows, 2));
  }
  terminal::print("sample, to copy into a pipeline\n{}", indented(sample_of(stage)));
}

void write_ports(JsonWriter& w, const std::vector<host::PortDeclaration>& ports) {
  w.array();
  for (const host::PortDeclaration& port : ports) {
    write_port_members(w.object(), port);
    w.end();
  }
  w.end();
}

void print_describe_json(const host::StageDeclaration& stage, const host::PluginLibrary& library) {
  std::string out;
  JsonWriter w(out);
  w.object().member("id", stage.id).member("version", stage.version).member("summary", stage.summary);
  w.member("schedule", host::name_of(stage.schedule)).member("plugin", library.path.string());
  w.member("sha256", library.sha256).member("reads_all", stage.reads_all);
  w.member("ports_from_pipeline", stage.ports_from_pipeline);
  if (stage.reader != nullptr) {
    w.member("kind", "reader").member("suffixes", stage.suffixes).key("first_bytes").array();
    for (const host::FirstBytes& f : stage.first_bytes)
      w.object().member("offset", uint64_t{f.offset}).member("bytes", escaped(f.bytes)).end();
    w.end().key("metadata").array();
    for (const host::FieldDeclaration& f : stage.metadata)
      w.object().member("name", f.name).member("type", host::name_of(f.type)).member("summary", f.summary).end();
    w.end();
  }
  write_ports(w.key("requires"), stage.required);
  write_ports(w.key("provides"), stage.provided);
  w.key("options").array();
  for (const host::OptionDeclaration& o : stage.options) {
    w.object().member("name", o.name).member("type", host::name_of(o.type)).member("default", o.fallback);
    if (o.minimum)
      w.key("minimum").raw(host::describe_bound(o, *o.minimum)).key("maximum").raw(host::describe_bound(o, *o.maximum));
    w.member("choices", o.choices).member("summary", o.summary).end();
  }
  w.end().end();
  terminal::put_json(out + "\n");
}

struct DescribeSettings {
  std::string stage;  // a name or the file of a plugin
  PluginFlags plugins;
  bool json = false;
  bool markdown = false;
};

void print_one(const host::StageDeclaration& stage, const host::PluginLibrary& library,
               const DescribeSettings& settings) {
  if (settings.json) print_describe_json(stage, library);
  else if (settings.markdown) terminal::put(stdout, markdown_table(stage));
  else print_text(stage, library);
}

int say_unknown(const DescribeSettings& settings, const host::PluginSearch& search) {
  std::vector<std::string> known = search.known_stages();
  for (std::string& reader : search.known_readers()) known.push_back(std::move(reader));
  terminal::print(stderr, "docmill: no plugin has a stage '{}'{}\n", settings.stage,
                  host::find_host_layer(settings.stage) != nullptr ? "; it is a layer of the host, see docmill layers"
                                                                   : host::suggestion(settings.stage, known));
  for (const std::string& folder : search.describe()) terminal::print(stderr, "  {}\n", folder);
  return plugin_error;
}

// A file was found by the name, and has nothing that is called so: `entity_linker`, `reader_csv`.
int say_another_name(const DescribeSettings& settings, const host::PluginLibrary& library) {
  std::vector<std::string> ids;
  for (const auto* declared : {&library.stages, &library.readers})
    for (const host::StageDeclaration& stage : *declared) ids.push_back(stage.id);
  if (ids.size() == 1)
    terminal::print(stderr, "docmill: no plugin has a stage '{}', did you mean '{}'?\n", settings.stage, ids.front());
  else
    terminal::print(stderr, "docmill: no plugin has a stage '{}'\n  {} has: {}\n", settings.stage,
                    library.path.string(), fmt::join(ids, ", "));
  return plugin_error;
}

int describe(const DescribeSettings& settings) {
  const host::PluginSearch search = settings.plugins.search();
  const bool is_file = settings.stage.find('/') != std::string::npos || settings.stage.ends_with(".so");
  std::filesystem::path file = is_file ? std::filesystem::path(settings.stage) : search.file_of(settings.stage);
  if (file.empty()) file = search.file_of_reader(settings.stage);
  if (file.empty()) return say_unknown(settings, search);
  const Result<const host::PluginLibrary*> library = host::load_plugin(file);
  if (!library.ok()) {
    terminal::print(stderr, "docmill: {}\n", library.status().message());
    return plugin_error;
  }
  bool any = false;
  for (const auto* declared : {&library.value()->stages, &library.value()->readers})
    for (const host::StageDeclaration& stage : *declared) {
      if (!is_file && stage.id != settings.stage) continue;
      any = true;
      print_one(stage, *library.value(), settings);
    }
  return any ? done : say_another_name(settings, *library.value());
}

}  // namespace

Command describe_command() {
  const auto settings = std::make_shared<DescribeSettings>();
  return {"describe", "Show a stage or reader: layers, options, schedule, a sample to copy",
          joined({{argument("STAGE", &settings->stage, "Its name, or the file of a plugin", "the name of a stage",
                            a_stage())},
                  settings->plugins.flags(),
                  {json_flag(&settings->json),
                   flag("--markdown", &settings->markdown, "The options as the table of a README")}}),
          [settings] { return describe(*settings); }};
}

}  // namespace docmill::cli
