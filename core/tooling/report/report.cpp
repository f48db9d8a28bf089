#include "tooling/report/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "docmill/base/ascii.hpp"
#include "docmill/base/base64.hpp"
#include "docmill/base/json_writer.hpp"
#include "host/formats/documents_index.hpp"
#include "tooling/compare/record_lines.hpp"
#include "tooling/report/differing_figures.hpp"
#include "tooling/report/report_assets.hpp"
#include "tooling/report/report_folder.hpp"
#include "tooling/report/source_reader.hpp"
#include "tooling/review/record_places.hpp"
#include "tooling/review/statistics_json.hpp"

namespace docmill::tooling {
namespace {

constexpr std::size_t rows_in_list = 2000, documents_in_shard = 25;
constexpr std::size_t listed = 40;                                // of each list of the overview
constexpr std::size_t names_in_row = 200, bytes_of_names = 4000;  // by which a document is found
constexpr std::size_t longest_id = 1000;                          // in the list, bytes
constexpr std::size_t most_source = 4 << 20;                      // bytes; of a larger document the source is left out
constexpr std::size_t most_in_shard = 1 << 20;                    // bytes; a larger document has a file of its own

// "2024-05-06": what a stage gives as a date may be any text.
bool begins_with_month(std::string_view date) {
  static constexpr std::string_view form = "0000-00";
  if (date.size() < form.size()) return false;
  return std::equal(form.begin(), form.end(), date.begin(),
                    [](char f, char d) { return f == '0' ? ascii::is_digit(d) : d == f; });
}

// The values of a document's linked spans with their names, in byte order. Dates and amounts are no names.
using Linked = std::map<std::string, std::string>;
Linked linked_in(JsonValue record) {
  Linked linked;
  for (const JsonMember& m : record.members())
    for (const JsonValue& span : m.value.items())
      if (const auto value = string_of(span, "value"); value && span["amount"].is_absent())
        linked.emplace(utf8::prefix(*value, 200), utf8::prefix(string_of(span, "name").value_or(*value), 200));
  return linked;
}

// Figures that need the records a second time: what is named together is counted among the most frequent only.
class Together {
 public:
  void watch(const SpanStatistics& layer) {
    for (const auto& [value, n] : layer.values.top(listed)) names_.emplace(value, "");
  }
  void add(const Linked& linked) {
    std::vector<std::string> here;
    for (const auto& [value, name] : linked) {
      const auto watched = names_.find(value);
      if (watched == names_.end()) continue;
      watched->second = name;
      here.push_back(value);
    }
    for (std::size_t i = 0; i < here.size(); ++i)
      for (std::size_t j = i + 1; j < here.size(); ++j) ++pairs_[{here[i], here[j]}];
  }
  void write(JsonWriter& w) const {
    w.key("names").object();
    for (const auto& [value, name] : names_)
      if (!name.empty()) w.member(value, name);
    w.end().key("together").array();
    std::vector<std::pair<std::pair<std::string, std::string>, uint64_t>> all(pairs_.begin(), pairs_.end());
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    all.resize(std::min(all.size(), listed));
    for (const auto& [pair, n] : all) w.array().value(pair.first).value(pair.second).value(n).end();
    w.end();
  }

 private:
  std::map<std::string, std::string> names_;  // by value; empty: no document is found by it
  std::map<std::pair<std::string, std::string>, uint64_t> pairs_;
};

class Reporter {
 public:
  Reporter(const ReportRequest& request, const ReportFolder& folder, const RunStatistics& statistics)
      : request_(request), folder_(folder), statistics_(statistics), list_json_(list_), document_json_(document_) {
    for (const auto& [name, layer] : statistics.spans) together_.watch(layer);
  }

  Result<ReportSummary> write() {
    if (Status s = open(); !s.ok()) return s;
    IndexEntry entry;
    while (index_->next(entry))
      if (Status s = add(entry); !s.ok()) return s;
    if (!index_->trouble().ok()) return index_->trouble();
    if (records_ && !records_->trouble().ok()) return records_->trouble();
    for (Status s : {end_list(), end_shard(), write_overview(), write_assets()})
      if (!s.ok()) return s;
    return summary_;
  }

 private:
  Status open() {
    auto index = DocumentsIndex::open(request_.folder);
    if (!index.ok()) return index.status();
    index_ = std::move(index.value());
    if (statistics_.records) {
      auto records = RecordLines::open(*statistics_.records);
      if (!records.ok()) return records.status();
      records_ = std::move(records.value());
      record_ = records_->next();
    }
    if (request_.pipeline == nullptr) return {};
    auto sources = SourceReader::open(*request_.pipeline);
    if (!sources.ok()) return sources.status();
    sources_ = std::move(sources.value());
    return {};
  }

  // Records stand in the order of the index; those of documents that were not written are not there.
  Status add(const IndexEntry& entry) {
    const bool has_record = !record_.is_absent() && !has_reason(entry.outcome) && records_->id() == entry.id;
    const JsonValue record = has_record ? record_ : JsonValue();
    const auto linked = linked_in(record);
    together_.add(linked);
    figures_.add(record, summary_.documents);
    count(record["article"]);
    add_row(entry, record, linked);
    if (Status s = add_document(entry, has_record); !s.ok()) return s;
    if (has_record) record_ = records_->next();
    if (++summary_.documents % rows_in_list == 0)
      if (Status s = end_list(); !s.ok()) return s;
    return summary_.documents % documents_in_shard == 0 ? end_shard() : Status();
  }

  void count(JsonValue article) {
    if (const auto date = string_of(article, "date"); date && begins_with_month(*date)) months_.add(date->substr(0, 7));
    if (!article["confidence"].is_number()) return;
    const double c = std::clamp(article["confidence"].number(), 0.0, 1.0);
    confidence_.add(fmt::format("{:.1f}", static_cast<double>(std::min(static_cast<int>(c * 10), 9)) / 10));
  }

  // ---- the list: [id, title, outcome, language, characters, [names], stage, code, names left out]
  void add_row(const IndexEntry& e, JsonValue record, const Linked& linked) {
    if (list_.empty()) list_json_.array();
    JsonWriter& w = list_json_;
    w.array().value(utf8::prefix(e.id, longest_id)).value(title_of(record)).value(name_of(e.outcome));
    w.value(language_of(record));
    const auto text = string_of(record, "text");
    w.value(text ? utf8::count(*text) : 0).array();
    const std::size_t left_out = add_names(linked);
    w.end().value(e.error ? e.error->stage : "").value(e.error ? e.error->code : "").value(left_out).end();
  }

  std::size_t add_names(const Linked& linked) {
    std::size_t n = 0, bytes = 0;
    for (const auto& [value, name] : linked) {
      if (n == names_in_row || bytes + name.size() > bytes_of_names) break;
      list_json_.value(name);
      bytes += name.size();
      ++n;
    }
    return linked.size() - n;
  }

  static std::string_view title_of(JsonValue record) {
    return utf8::prefix(string_of(record["article"], "title").value_or(""), 200);
  }
  static std::string_view language_of(JsonValue record) { return string_of(record["language"], "tag").value_or(""); }

  Status end_list() {
    if (list_.empty()) return {};
    list_json_.end();
    Status s = folder_.write_data(fmt::format("list-{}", lists_++), {list_});
    list_.clear();
    return s;
  }

  // ---- a document
  Status add_document(const IndexEntry& e, bool has_record) {
    document_.clear();
    JsonWriter& w = document_json_;
    w.object().member("id", e.id).member("place", e.place());
    if (!e.locator.empty()) w.member("locator", e.locator);
    w.member("outcome", name_of(e.outcome));
    if (e.error) {
      w.key("error").object();
      add_members(*e.error);
      w.end();
    }
    w.key("notes").array();
    for (const IndexedError& note : e.notes) {
      w.object();
      add_members(note);
      w.end();
    }
    w.end();
    add_source(e);
    w.end();
    document_.back() = ',';  // the record is a member, too, and is not copied
    return put_document({document_, "\"record\":", has_record ? std::string_view(records_->line()) : "null", "}"});
  }

  // What is large is loaded alone, so that the documents beside it stay quick to open.
  Status put_document(std::initializer_list<std::string_view> json) {
    std::size_t size = 0;
    for (const std::string_view piece : json) size += piece.size();
    shard_ += shard_.empty() ? '[' : ',';
    if (size > most_in_shard) {
      shard_ += R"({"apart":true})";
      return folder_.write_data(fmt::format("doc-{}", summary_.documents), json);
    }
    for (const std::string_view piece : json) shard_ += piece;
    return {};
  }

  void add_members(const IndexedError& e) {
    document_json_.member("stage", e.stage).member("code", e.code).member("message", e.message);
  }

  // Bytes that are no UTF-8 go as Base64, with the name of their encoding.
  void add_source(const IndexEntry& e) {
    const SourceDocument* source = sources_ ? sources_->read(e) : nullptr;
    if (source == nullptr || source->raw.size() > most_source) return;
    ++summary_.with_source;
    JsonWriter& w = document_json_;
    w.member("charset", source->charset);
    if (utf8::is_valid(source->raw)) {
      w.member("source", source->raw);
      return;
    }
    std::string base64;
    append_base64(base64, source->raw);
    w.member("source64", base64);
  }

  Status end_shard() {
    if (shard_.empty()) return {};
    shard_ += ']';
    Status s = folder_.write_data(fmt::format("docs-{}", shards_++), {shard_});
    shard_.clear();
    return s;
  }

  // ---- what is the same for all
  Status write_overview() const {
    std::string out;
    JsonWriter w(out);
    w.object().member("rows_in_list", rows_in_list).member("documents_in_shard", documents_in_shard);
    w.member("lists", lists_).member("has_sources", summary_.with_source != 0);
    write_statistics(w, statistics_, listed);
    write_counts(w, "months", months_, 600);
    write_counts(w, "confidence", confidence_, 10);
    together_.write(w);
    figures_.write(w);
    w.end();
    return folder_.write_data("overview", {out});
  }

  Status write_assets() const {
    for (Status s : {folder_.write("index.html", report_page), folder_.write("report.css", report_style),
                     folder_.write("report.js", report_script)})
      if (!s.ok()) return s;
    return {};
  }

  const ReportRequest& request_;
  const ReportFolder& folder_;
  const RunStatistics& statistics_;
  std::unique_ptr<DocumentsIndex> index_;
  std::unique_ptr<RecordLines> records_;
  JsonValue record_;  // the next one
  std::unique_ptr<SourceReader> sources_;
  Together together_;
  DifferingFigures figures_;
  BoundedCounts months_{1000}, confidence_{10};
  std::string list_, shard_, document_;
  JsonWriter list_json_, document_json_;
  uint64_t lists_ = 0, shards_ = 0;
  ReportSummary summary_;
};

}  // namespace

Result<ReportSummary> write_report(const ReportRequest& request) {
  const Result<RunStatistics> statistics = statistics_of(request.folder);
  if (!statistics.ok()) return statistics.status();
  const Result<ReportFolder> folder = ReportFolder::begin(request.to);
  if (!folder.ok()) return folder.status();
  Result<ReportSummary> summary = Reporter(request, folder.value(), statistics.value()).write();
  if (!summary.ok()) return summary;
  if (Status s = folder.value().finish(); !s.ok()) return s;
  return summary;
}

}  // namespace docmill::tooling
