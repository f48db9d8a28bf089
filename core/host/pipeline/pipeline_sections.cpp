#include "host/pipeline/pipeline_sections.hpp"

#include <fmt/format.h>

#include <charconv>

#include "host/pipeline/size_text.hpp"
#include "host/pipeline/table_reader.hpp"
#include "host/pipeline/text_file.hpp"
#include "host/pipeline/words.hpp"

namespace docmill::host {
namespace {

constexpr uint64_t least_document = uint64_t{1} << 10;
constexpr uint64_t most_document = uint64_t{1} << 30;
constexpr int64_t most_spans = 100'000'000;
constexpr uint64_t least_memory = uint64_t{64} << 20;
constexpr uint64_t most_memory = uint64_t{1} << 40;
constexpr int64_t most_seconds = 86'400;

WrittenPath written_path(const Located<std::string>& text) { return {text.value, folder_of(text.place), text.place}; }

void read_from(TableReader& input, PipelineFile& out) {
  const auto from = input.strings("from", R"(["../seeds"])");
  if (!from) return;
  for (const Located<std::string>& text : *from) out.from.push_back(written_path(text));
  const Value& value = input.find("from")->value;
  if (std::get<Array>(value.data).empty()) {
    input.diagnostics().error(value.place, "'from' is empty; name at least one file, folder or glob, or \"-\"");
  }
}

void read_fields(TableReader& input, PipelineFile& out) {
  const Table* table = input.table("fields", R"({ text = "content" })");
  if (table == nullptr) return;
  static const std::vector<std::string> keys = {"html", "id", "text"};
  TableReader fields(*table, input.diagnostics());
  if (auto id = fields.filled_string("id", R"("url_hash")")) out.fields.id = id->value;
  if (auto text = fields.filled_string("text", R"("content")")) out.fields.text = text->value;
  if (auto html = fields.filled_string("html", R"("body_html")")) out.fields.html = html->value;
  fields.refuse_unknown("[input] fields", keys);
}

// Bytes of a key, within bounds; nothing when it is not there or wrong, which is said then.
std::optional<uint64_t> read_size(TableReader& table, const char* key, uint64_t least, uint64_t most,
                                  const char* example) {
  const Entry* entry = table.find(key);
  if (entry == nullptr) return std::nullopt;
  const Value& value = entry->value;
  std::optional<uint64_t> bytes;
  if (const auto* number = std::get_if<int64_t>(&value.data)) {
    bytes = *number < 0 ? 0 : static_cast<uint64_t>(*number);
  } else if (const auto* text = std::get_if<std::string>(&value.data)) {
    bytes = parse_size(*text);
    if (!bytes) {
      table.diagnostics().error(value.place, fmt::format("'{}' is {}, which is no size", key, in_quotes(*text)),
                                {fmt::format("write {} = {} or a number of bytes", key, example)});
      return std::nullopt;
    }
  } else {
    table.wrong_type(key, "a size", value, std::string(example).substr(0, std::string_view(example).find(',')).c_str());
    return std::nullopt;
  }
  if (*bytes >= least && *bytes <= most) return bytes;
  table.diagnostics().error(value.place, fmt::format("'{}' is {}; it must be between {} and {}", key, shown(value),
                                                     size_text(least), size_text(most)));
  return std::nullopt;
}

void read_max_spans(TableReader& input, PipelineFile& out) {
  const Entry* entry = input.find("max-spans");
  if (entry == nullptr) return;
  const auto* number = std::get_if<int64_t>(&entry->value.data);
  if (number == nullptr) return input.wrong_type("max-spans", "a whole number", entry->value, "1000000");
  if (*number < 1 || *number > most_spans) {
    input.diagnostics().error(entry->value.place, fmt::format("'max-spans' is {}; it must be between 1 and {}",
                                                              shown(entry->value), most_spans));
    return;
  }
  out.max_spans = static_cast<uint32_t>(*number);
}

// "5%" -> 0.05. Digits with at most one point; nothing else that a number may look like.
std::optional<double> parse_share(std::string_view text) {
  if (!text.ends_with('%')) return std::nullopt;
  text.remove_suffix(1);
  if (text.empty() || text.find_first_not_of("0123456789.") != std::string_view::npos) return std::nullopt;
  double percent = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), percent);
  if (error != std::errc() || end != text.data() + text.size() || percent > 100) return std::nullopt;
  return percent / 100;
}

void read_max_failures(TableReader& run, PipelineFile& out) {
  const Entry* entry = run.find("max-failures");
  if (entry == nullptr) return;
  const Value& value = entry->value;
  const auto* number = std::get_if<int64_t>(&value.data);
  const auto* text = std::get_if<std::string>(&value.data);
  if (number != nullptr && *number >= 0) {
    out.max_failures.count = static_cast<uint64_t>(*number);
  } else if (const auto share = text == nullptr ? std::nullopt : parse_share(*text)) {
    out.max_failures.share = share;
  } else if (number == nullptr && text == nullptr && !std::holds_alternative<double>(value.data)) {
    run.wrong_type("max-failures", "a number or a share", value, R"("5%")");
  } else {
    run.diagnostics().error(
        value.place,
        fmt::format("'max-failures' is {}; it must be a whole number from 0 or a share up to 100%", shown(value)),
        {"write max-failures = 100, or \"5%\""});
  }
}

void read_max_failure_rate(TableReader& run, PipelineFile& out) {
  const Entry* entry = run.find("max-failure-rate");
  if (entry == nullptr) return;
  const auto* text = std::get_if<std::string>(&entry->value.data);
  if (text == nullptr) return run.wrong_type("max-failure-rate", "a share", entry->value, R"("20%")");
  out.max_failures.stage_share = parse_share(*text);
  if (out.max_failures.stage_share) return;
  run.diagnostics().error(entry->value.place,
                          fmt::format("'max-failure-rate' is {}; it must be a share up to 100%", in_quotes(*text)),
                          {"write max-failure-rate = \"20%\": of the documents that one stage is called on"});
}

void read_max_seconds(TableReader& run, Isolation& out) {
  const Entry* entry = run.find("max-seconds");
  if (entry == nullptr) return;
  const auto* number = std::get_if<int64_t>(&entry->value.data);
  if (number == nullptr) return run.wrong_type("max-seconds", "a whole number", entry->value, "60");
  if (*number < 1 || *number > most_seconds) {
    run.diagnostics().error(entry->value.place, fmt::format("'max-seconds' is {}; it must be between 1 and {}",
                                                            shown(entry->value), most_seconds));
    return;
  }
  out.max_seconds = static_cast<uint64_t>(*number);
}

void read_isolation(TableReader& run, Isolation& out) {
  if (const auto by = run.choice<bool>("isolation", {{"process", true}, {"none", false}})) out.by_process = by->value;
  read_max_seconds(run, out);
  if (const auto bytes = read_size(run, "max-memory", least_memory, most_memory, R"("4 GiB", "800 MB")"))
    out.max_memory = *bytes;
  if (out.by_process) return;
  for (const char* key : {"max-seconds", "max-memory"})
    if (const Entry* entry = run.find(key))
      run.diagnostics().error(entry->key_place,
                              fmt::format("'{}' limits worker processes, of which this run has none", key),
                              {"write isolation = \"process\" beside it, or run with --isolate"});
}

}  // namespace

PipelineHead read_head(const Table& table, Diagnostics& diagnostics) {
  TableReader reader(table, diagnostics);
  PipelineHead head;
  head.name = reader.filled_string("name", R"("articles")");
  head.summary = reader.string("summary", R"("clean and tag articles")");
  head.extends = reader.filled_string("extends", R"("articles.toml")");
  if (auto remove = reader.strings("remove", R"(["cleaner"])")) head.remove = std::move(*remove);
  reader.refuse_unknown("[pipeline]", pipeline_keys());
  return head;
}

void read_input(const Table& table, PipelineFile& out, Diagnostics& diagnostics) {
  TableReader reader(table, diagnostics);
  read_from(reader, out);
  read_fields(reader, out);
  if (auto encoding = reader.filled_string("encoding", R"("detect")")) out.encoding = std::move(*encoding);
  if (auto skip = reader.strings("skip", R"(["**/*_files/**"])")) out.skip = std::move(*skip);
  if (auto d = reader.choice<Duplicates>("duplicates", {{"warn", Duplicates::warn}, {"error", Duplicates::error}})) {
    out.duplicates = d->value;
  }
  if (const auto bytes =
          read_size(reader, "max-document", least_document, most_document, R"("32 MiB", "10 MB", "1 GiB")"))
    out.max_document = *bytes;
  read_max_spans(reader, out);
  using Format = Choice<const char*>;
  if (auto format = reader.choice<const char*>(
          "stdin-format",
          {Format{"jsonl", "jsonl"}, Format{"text", "text"}, Format{"html", "html"}, Format{"markdown", "markdown"}})) {
    out.stdin_format = format->value;
  }
  reader.refuse_unknown("[input]", input_keys());
}

void read_output(const Table& table, PipelineFile& out, Diagnostics& diagnostics) {
  TableReader reader(table, diagnostics);
  if (auto to = reader.filled_string("to", R"("../out/articles")")) out.to = written_path(*to);
  reader.refuse_unknown("[output]", output_keys());
}

void read_run(const Table& table, PipelineFile& out, Diagnostics& diagnostics) {
  TableReader reader(table, diagnostics);
  read_max_failures(reader, out);
  read_max_failure_rate(reader, out);
  read_isolation(reader, out.isolation);
  reader.refuse_unknown("[run]", run_keys());
}

}  // namespace docmill::host
