#include "parquet_reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <docmill/base/json_writer.hpp>
#include <docmill/base/printable.hpp>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "temporary_files/copy_source.hpp"

namespace docmill::parquet {
namespace {

constexpr std::string_view file_begin = "PAR1", encrypted_begin = "PARE";
constexpr std::size_t longest_id = 2000;
constexpr char behind_part = '\n';  // of a record: size of the id, id, metadata in one line, text

void member(JsonWriter& w, const TableColumn& column, const std::string& name, std::string_view value) {
  switch (column.type) {
    case ValueType::boolean: w.member(name, value == "true"); return;
    case ValueType::integer: {
      int64_t n = 0;
      std::from_chars(value.data(), value.data() + value.size(), n);
      w.member(name, n);
      return;
    }
    case ValueType::number: {
      double n = 0;
      std::from_chars(value.data(), value.data() + value.size(), n);
      if (std::isfinite(n)) w.member(name, n);
      return;
    }
    default: w.member(name, value);
  }
}

}  // namespace

// False: it cannot be, which was told of.
bool ParquetReader::open(Cursor& cursor, Source& file, Cut& cut) const {
  cursor.is_done = true;
  const std::string_view begin = file.peek(file_begin.size());
  if (begin.empty()) return false;
  // Where the packed bytes end too early, or are damaged, the host tells of that in place of it.
  const auto refuse = [&](std::string_view code, const std::string& why) {
    file.skip(~uint64_t{0});
    cut.broken_off(0, code, why);
    return false;
  };
  if (begin.starts_with(encrypted_begin)) return refuse("encrypted", "it is encrypted; write it without");
  if (!begin.starts_with(file_begin))
    return refuse("no-parquet", "it does not begin like Parquet; take it off the files of this [[reader]]");
  std::unique_ptr<OpenTable> table;
  try {
    table = std::make_unique<OpenTable>();
    const std::optional<uint64_t> size = copy_source(file, table->file.descriptor(0), config.max_file);
    if (!size) {
      cut.problem(0, "too-large",
                  "it has more than " + std::to_string(config.max_file) +
                      " bytes, unpacked; raise max-file if it is what you want");
      return false;
    }
    table->size = *size;
  } catch (const std::runtime_error& e) {
    return refuse("no-temporary-file", e.what());
  }
  try {
    table->rows = std::make_unique<ParquetRows>(table->file.descriptor(0));
  } catch (const OutOfMemory& e) {
    return refuse("memory-limit", e.what());
  } catch (const std::runtime_error& e) {
    return refuse("damaged", "it cannot be read as Parquet: " + std::string(e.what()) + "; fetch the file again");
  }
  std::vector<std::string> names;
  for (const TableColumn& column : table->rows->columns()) names.push_back(column.name);
  csv::FoundColumns found = csv::find_columns(std::move(names), {config.text, config.id});
  if (!found.columns) return refuse("no-text-column", found.mistake);
  table->columns = std::move(*found.columns);
  const std::size_t text = table->columns.text;
  if (table->rows->columns()[text].type == ValueType::bytes)
    return refuse("no-text-column",
                  "its column '" + printable(table->columns.names[text]) + "' holds bytes; write it as text");
  if (table->rows->n_rows() == 0) return refuse("no-row", "there is no row in it");
  cursor.table = std::move(table);
  cursor.is_done = false;
  return true;
}

void ParquetReader::next(Cursor& cursor, Source& file, Cut& cut) const {
  if (!cursor.is_done && !cursor.table && !open(cursor, file, cut)) return;
  if (cursor.is_done) return;
  OpenTable& table = *cursor.table;
  try {
    if (table.rows->next()) return cut_row(table, file, cut);
  } catch (const OutOfMemory& e) {
    cut.problem(table.size, "memory-limit", "behind row " + std::to_string(table.row) + " " + e.what());
  } catch (const std::runtime_error& e) {
    cut.problem(
        table.size, "damaged",
        "behind row " + std::to_string(table.row) + " it cannot be read: " + e.what() + "; fetch the file again");
  }
  cursor.is_done = true;
}

// A row stands in many places of the file; that it stands as far in as its number of all rows shares the file out
// evenly.
void ParquetReader::cut_row(OpenTable& table, Source& file, Cut& cut) const {
  const double share = static_cast<double>(table.row) / static_cast<double>(table.rows->n_rows());
  const auto offset = static_cast<uint64_t>(share * static_cast<double>(table.size));
  const std::string place = "row " + std::to_string(++table.row);
  const csv::Columns& columns = table.columns;
  const auto text = table.rows->value(columns.text);
  if (!text || text->empty()) return cut.passed(offset, "no-text");
  std::string json;
  JsonWriter w(json);
  w.object();
  std::string_view id;
  for (std::size_t i = 0; i < columns.names.size(); ++i) {
    if (i == columns.text) continue;
    const auto value = table.rows->value(i);
    if (!value) continue;
    if (i == columns.id && value->size() <= longest_id) id = *value;
    else member(w, table.rows->columns()[i], columns.names[i], *value);
  }
  w.end();
  table.record = std::to_string(id.size()) + behind_part;
  table.record += id;
  table.record += json;
  table.record += behind_part;
  if (const uint64_t size = text->size() + table.record.size(); size > file.max_record())
    return cut.too_large(offset, size, place);
  table.record += *text;
  cut.record(offset, table.record, place);
  cut.hangs_on_end();  // the directory of the table stands there
}

void ParquetReader::decode(detail::Nothing&, CutRecord in, Record& out) const {
  if (in.bytes.empty()) return out.problem("bad-record", "this is no row of a table");
  std::size_t id_size = 0;
  const std::size_t begin = std::min(in.bytes.find(behind_part), in.bytes.size() - 1) + 1;
  std::from_chars(in.bytes.data(), in.bytes.data() + begin, id_size);
  const std::size_t metadata = begin + std::min(id_size, in.bytes.size() - begin);
  const std::size_t end = in.bytes.find(behind_part, metadata);
  if (end == std::string_view::npos) return out.problem("bad-record", "this is no row of a table");
  out.format(csv::media_type_of(config.media_type), "utf-8");
  if (id_size != 0) out.id(in.bytes.substr(begin, id_size));
  out.metadata(in.bytes.substr(metadata, end - metadata));
  out.raw(in.bytes.substr(end + 1));
}

}  // namespace docmill::parquet
