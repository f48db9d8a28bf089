// One pipeline file cut into its tables, before anything in them is understood. Overlays and --set work on this form:
// a key with its value and both their places moves from one file's table into another's, so that a mistake is always
// shown in the file that wrote it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "host/diagnostics/diagnostics.hpp"
#include "host/pipeline/value.hpp"

namespace docmill::host {

inline constexpr std::size_t max_stages = 1000;
inline constexpr std::size_t max_readers = 100;

// One [[stage]].
struct StageTable {
  Place place;
  Table table;
};

// One [change.NAME].
struct ChangeTable {
  std::string stage;
  Place place;  // of NAME
  Table table;
};

struct PipelineTables {
  std::shared_ptr<const SourceText> source;
  Table pipeline, input, output, run;
  std::vector<StageTable> stages;
  std::vector<StageTable> readers;  // [[reader]]
  std::vector<ChangeTable> changes;
  std::vector<StageTable> tests;  // [[test]]
};

// Says what is no table of a pipeline, what is written with the wrong brackets, and what is reserved.
PipelineTables cut_tables(const std::shared_ptr<const SourceText>& source, Table root, Diagnostics& diagnostics);

// "[input]" for "encoding": the table of which a key is one; empty for unknown keys.
std::string table_of_key(std::string_view key);
// What is said on the command line of a run and in no file, as it changes no result: "--threads" for "threads"; empty
// for other words.
std::string flag_of_key(std::string_view key);

// `name`, or `use`; empty when neither is a string.
std::string name_of_stage(const Table& stage);
std::vector<std::string> names_of_stages(const std::vector<StageTable>& stages);
// The [[reader]] of that name or null.
StageTable* find_reader(PipelineTables& tables, std::string_view name);

// The entry of that key or null.
Entry* find_entry(Table& table, std::string_view key);
// Puts the entry in the place of one with its key, or at the end.
void set_entry(Table& table, Entry entry);

// The keys of each table, in byte order.
const std::vector<std::string>& pipeline_keys();
const std::vector<std::string>& input_keys();
const std::vector<std::string>& output_keys();
const std::vector<std::string>& run_keys();

}  // namespace docmill::host
