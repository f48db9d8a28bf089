#include "host/pipeline/pipeline_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "host/diagnostics/spelling.hpp"
#include "host/pipeline/pipeline_file.hpp"
#include "host/pipeline/words.hpp"

namespace docmill::host {
namespace {

using Words = std::vector<std::string>;

bool holds(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// [[x]], x = [{ }]: an array of tables and nothing else.
const Array* as_tables(const Value& value) {
  const auto* items = std::get_if<Array>(&value.data);
  if (items == nullptr) return nullptr;
  const auto is_table = [](const Value& v) { return std::holds_alternative<Table>(v.data); };
  return std::all_of(items->begin(), items->end(), is_table) ? items : nullptr;
}

// "[inptu]", shortened like a name in quotes.
std::string in_brackets(std::string_view name, bool is_array) {
  return fmt::format("{}{}{}", is_array ? "[[" : "[", shortened(name), is_array ? "]]" : "]");
}

// Hands out the tables of one file, saying what does not fit.
class Cutter {
 public:
  Cutter(PipelineTables& out, Diagnostics& diagnostics) : out_(out), diagnostics_(diagnostics) {}

  void take(Entry& entry) {
    if (entry.key == "pipeline") take_single(entry, out_.pipeline);
    else if (entry.key == "input") take_single(entry, out_.input);
    else if (entry.key == "output") take_single(entry, out_.output);
    else if (entry.key == "run") take_single(entry, out_.run);
    else if (entry.key == "stage") take_list(entry, max_stages, out_.stages);
    else if (entry.key == "reader") take_list(entry, max_readers, out_.readers);
    else if (entry.key == "change") take_changes(entry);
    else if (entry.key == "test") take_list(entry, SIZE_MAX, out_.tests);
    else say_unknown(entry);
  }

 private:
  void take_single(Entry& entry, Table& to) {
    if (auto* table = std::get_if<Table>(&entry.value.data)) {
      to = std::move(*table);
    } else if (as_tables(entry.value) != nullptr) {
      diagnostics_.error(entry.key_place, fmt::format("[[{0}]] is a table that stands once: write [{0}]", entry.key));
    } else {
      diagnostics_.error(entry.value.place,
                         fmt::format("'{0}' must be a table, not {1}: write [{0}] and its keys below", entry.key,
                                     entry.value.type_name()));
    }
  }

  // [[stage]], [[reader]], [[test]]
  void take_list(Entry& entry, std::size_t most, std::vector<StageTable>& to) {
    auto* items = std::get_if<Array>(&entry.value.data);
    if (items == nullptr || as_tables(entry.value) == nullptr) {
      diagnostics_.error(entry.key_place,
                         fmt::format("each {0} is a table of its own: write [[{0}]], with two brackets", entry.key));
      return;
    }
    if (items->size() > most) {
      diagnostics_.error((*items)[most].place,
                         fmt::format("this is {} {}; a pipeline has at most {}", entry.key, most + 1, most));
      items->resize(most);
    }
    for (Value& item : *items) to.push_back({item.place, std::move(std::get<Table>(item.data))});
  }

  void take_changes(Entry& entry) {
    auto* table = std::get_if<Table>(&entry.value.data);
    if (table == nullptr) {
      diagnostics_.error(entry.key_place, "a change names its stage: write [change.NAME], with single brackets");
      return;
    }
    for (Entry& change : *table) {
      if (auto* keys = std::get_if<Table>(&change.value.data)) {
        out_.changes.push_back({change.key, change.key_place, std::move(*keys)});
      } else {
        diagnostics_.error(change.key_place,
                           fmt::format("a change is a table: write [change.{}] and the new keys below",
                                       as_stage_name(change.key).empty() ? "NAME" : change.key));
      }
    }
  }

  void say_unknown(const Entry& entry) {
    static const Words names = {"change", "input", "output", "pipeline", "reader", "run", "stage", "test"};
    const bool is_table = std::holds_alternative<Table>(entry.value.data);
    const bool is_array = !is_table && as_tables(entry.value) != nullptr && !std::get<Array>(entry.value.data).empty();
    const std::string home = table_of_key(entry.key);
    const std::string near = nearest(entry.key, names);
    std::string message;
    if (is_table || is_array) message = fmt::format("unknown table {}", in_brackets(entry.key, is_array));
    else message = fmt::format("unknown key {} outside any table", in_quotes(entry.key));
    if (near == "stage" || near == "reader" || near == "test") message += fmt::format(", did you mean [[{}]]?", near);
    else if (near == "change") message += ", did you mean [change.NAME]?";
    else if (!near.empty()) message += fmt::format(", did you mean [{}]?", near);
    else if (!home.empty()) message += fmt::format("; it is a key of {}", home);
    else if (const std::string flag = flag_of_key(entry.key); !flag.empty() && !is_table && !is_array)
      message += fmt::format("; it is said on the command line: docmill run {}", flag);
    diagnostics_.error(
        entry.key_place, std::move(message),
        {"tables of a pipeline: [pipeline], [input], [output], [run], [[reader]], [[stage]], [change.NAME], [[test]]"});
  }

  PipelineTables& out_;
  Diagnostics& diagnostics_;
};

}  // namespace

PipelineTables cut_tables(const std::shared_ptr<const SourceText>& source, Table root, Diagnostics& diagnostics) {
  PipelineTables out;
  out.source = source;
  Cutter cutter(out, diagnostics);
  for (Entry& entry : root) cutter.take(entry);
  return out;
}

std::string table_of_key(std::string_view key) {
  if (holds(input_keys(), key)) return "[input]";
  if (holds(output_keys(), key)) return "[output]";
  if (holds(run_keys(), key)) return "[run]";
  if (key == "extends" || key == "remove" || key == "summary") return "[pipeline]";
  return holds(host_keys(), key) ? "[[stage]]" : "";
}

std::string flag_of_key(std::string_view key) {
  static const Words flags = {"threads", "limit",     "resume",   "keep",     "shard",      "strict", "quiet",
                              "locked",  "log-level", "log-file", "no-cache", "cache-size", "replay"};
  return holds(flags, key) ? fmt::format("--{}", key) : "";
}

std::string name_of_stage(const Table& stage) {
  for (const std::string_view key : {"name", "use"}) {
    for (const Entry& entry : stage) {
      if (entry.key != key) continue;
      if (const auto* text = std::get_if<std::string>(&entry.value.data)) return *text;
    }
  }
  return {};
}

std::vector<std::string> names_of_stages(const std::vector<StageTable>& stages) {
  std::vector<std::string> names;
  for (const StageTable& stage : stages) names.push_back(name_of_stage(stage.table));
  return names;
}

StageTable* find_reader(PipelineTables& tables, std::string_view name) {
  const auto found = std::find_if(tables.readers.begin(), tables.readers.end(),
                                  [&](const StageTable& reader) { return name_of_stage(reader.table) == name; });
  return found == tables.readers.end() ? nullptr : &*found;
}

Entry* find_entry(Table& table, std::string_view key) {
  const auto it = std::find_if(table.begin(), table.end(), [key](const Entry& e) { return e.key == key; });
  return it == table.end() ? nullptr : &*it;
}

void set_entry(Table& table, Entry entry) {
  if (Entry* old = find_entry(table, entry.key)) *old = std::move(entry);
  else table.push_back(std::move(entry));
}

const Words& pipeline_keys() {
  static const Words keys = {"extends", "name", "remove", "summary"};
  return keys;
}
const Words& input_keys() {
  static const Words keys = {"duplicates",   "encoding",  "fields", "from",
                             "max-document", "max-spans", "skip",   "stdin-format"};
  return keys;
}
const Words& output_keys() {
  static const Words keys = {"to"};
  return keys;
}
const Words& run_keys() {
  static const Words keys = {"isolation", "max-failure-rate", "max-failures", "max-memory", "max-seconds"};
  return keys;
}

const Words& reader_keys() {
  static const Words keys = {"files", "name", "plugin", "use"};
  return keys;
}

const Words& host_keys() {
  static const Words keys = {"after",    "allow",    "cache",    "compress", "file",   "in",       "isolation",
                             "limits",   "name",     "on-error", "out",      "plugin", "provides", "pure",
                             "requires", "split-by", "timeout",  "use",      "when"};
  return keys;
}

}  // namespace docmill::host
