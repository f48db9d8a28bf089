#include <fmt/format.h>

#include "cli/bar.hpp"
#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "cli/messages.hpp"
#include "cli/text_table.hpp"
#include "command_line/paint.hpp"
#include "command_line/terminal.hpp"
#include "docmill/base/json_writer.hpp"
#include "docmill/base/printable.hpp"
#include "tooling/review/run_statistics.hpp"
#include "tooling/review/statistics_json.hpp"

namespace docmill::cli {
namespace {

struct StatsSettings {
  std::string out;
  uint64_t top = 10;
  bool json = false;
};

// ---- JSON

void print_stats_json(const tooling::RunStatistics& s, uint64_t top) {
  std::string out;
  JsonWriter w(out);
  w.object();
  tooling::write_statistics(w, s, top);
  w.key("stages").array();
  for (const tooling::StageTimings& work : s.work)
    w.object().member("stage", work.name).member("documents", work.documents).member("seconds", work.seconds).end();
  w.end().end();
  terminal::put_json(out + "\n");
}

// ---- for people

using Rows = std::vector<std::vector<std::string>>;

class StatsTeller {
 public:
  StatsTeller(const tooling::RunStatistics& s, uint64_t top) : s_(s), top_(top) {}

  void tell() {
    outcomes();
    counts("notes", s_.notes);
    if (!s_.records)
      terminal::print(
          "\nlanguages, lengths and spans are not known: the run left no records (a writer with format = \"jsonl\")\n");
    counts("languages", s_.languages);
    for (const auto& [layer, lengths] : s_.lengths) this->lengths(layer, lengths);
    for (const auto& [layer, spans] : s_.spans) this->spans(layer, spans);
    work();
  }

 private:
  void heading(const std::string& text, const std::string& more = "") const {
    terminal::print("\n{}{}\n", paint_.bold(printable(text)), more.empty() ? "" : paint_.dim("  " + more));
  }
  static void table(const Rows& rows) { terminal::put(stdout, text_table(rows, 2)); }

  void outcomes() const {
    const tooling::DocumentTotals& t = s_.totals;
    const auto most = static_cast<double>(t.total);
    const auto row = [&](const char* what, uint64_t n) {
      return std::vector<std::string>{what, grouped(n), bar(static_cast<double>(n), most)};
    };
    terminal::print("{}  {} documents\n", paint_.bold(printable(s_.pipeline)), grouped(t.total));
    Rows outcomes = {row("written", t.written), row("dropped", t.dropped), row("failed", t.failed)};
    if (t.split != 0) outcomes.push_back(row(fmt::format("split into {} parts", grouped(t.parts)).c_str(), t.split));
    table(outcomes);
    if (s_.reasons.empty()) return;
    heading("why documents were dropped or failed");
    Rows rows;
    for (const tooling::ReasonCount& r : s_.reasons)
      rows.push_back({r.outcome, printable(r.stage), printable(r.code), grouped(r.documents),
                      bar(static_cast<double>(r.documents), most)});
    if (s_.other_reasons != 0) rows.push_back({"", "", "other reasons", grouped(s_.other_reasons)});
    table(rows);
  }

  void counts(const std::string& title, const tooling::BoundedCounts& counts) const {
    if (counts.total() == 0) return;
    heading(title);
    Rows rows;
    count_rows(counts, rows);
    table(rows);
  }

  void count_rows(const tooling::BoundedCounts& counts, Rows& rows) const {
    const auto top = counts.top(top_);
    const double most = top.empty() ? 0 : static_cast<double>(top.front().second);
    for (const auto& [what, n] : top) rows.push_back({printable(what), grouped(n), bar(static_cast<double>(n), most)});
    if (counts.different() > top.size()) rows.push_back({fmt::format("… {} more", counts.different() - top.size())});
    if (counts.others() != 0) rows.push_back({"… not counted one by one", grouped(counts.others())});
  }

  void lengths(const std::string& layer, const tooling::Lengths& l) const {
    heading("length of " + layer, fmt::format("characters: {} to {}, {} on average", grouped(l.shortest),
                                              grouped(l.longest), grouped(l.total / std::max<uint64_t>(l.texts, 1))));
    const uint64_t most = *std::max_element(l.documents.begin(), l.documents.end());
    Rows rows;
    for (std::size_t i = 0; i < l.documents.size(); ++i) {
      if (l.documents[i] == 0) continue;
      const std::string name =
          i < l.borders.size() ? "below " + grouped(l.borders[i]) : "from " + grouped(l.borders[i - 1]);
      rows.push_back(
          {name, grouped(l.documents[i]), bar(static_cast<double>(l.documents[i]), static_cast<double>(most))});
    }
    table(rows);
  }

  void spans(const std::string& layer, const tooling::SpanStatistics& spans) const {
    if (spans.spans == 0) return;
    heading(layer, fmt::format("{} in {} document{}", grouped(spans.spans), grouped(spans.documents),
                               spans.documents == 1 ? "" : "s"));
    Rows rows;
    count_rows(spans.labels, rows);
    table(rows);
    if (spans.values.total() == 0) return;
    terminal::print("  {}\n", paint_.dim("most often"));
    rows.clear();
    count_rows(spans.values, rows);
    table(rows);
  }

  void work() const {
    if (s_.work.empty()) return;
    double all = 0;
    for (const tooling::StageTimings& w : s_.work) all += w.seconds;
    heading("work of the stages", fmt::format("{:.2f} s over all threads", all));
    Rows rows;
    for (const tooling::StageTimings& w : s_.work)
      rows.push_back({printable(w.name), fmt::format("{:.2f} s", w.seconds), bar(w.seconds, s_.work.front().seconds)});
    table(rows);
  }

  const tooling::RunStatistics& s_;
  const uint64_t top_;
  const Paint paint_;
};

int stats(const StatsSettings& settings) {
  Messages messages({});
  const Result<tooling::RunStatistics> result = tooling::statistics_of(settings.out);
  if (!result.ok()) {
    messages.error(result.status().message());
    return code_of(result.status().trouble());
  }
  if (settings.json) print_stats_json(result.value(), settings.top);
  else StatsTeller(result.value(), settings.top).tell();
  return done;
}

}  // namespace

Command stats_command() {
  const auto s = std::make_shared<StatsSettings>();
  return {"stats",
          "Show what a run found in figures: outcomes, languages, spans, lengths, the slowest stages",
          {argument("OUT", &s->out, "The output folder of a run", "the output folder of a run", a_folder()),
           flag("--top", "N", &s->top, "How many of each list to show", whole_number(1, 100000)), json_flag(&s->json)},
          [s] { return stats(*s); }};
}

}  // namespace docmill::cli
