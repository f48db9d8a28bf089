#include "cli/run_report.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <map>

#include "cli/exit_codes.hpp"
#include "cli/passed_by.hpp"
#include "command_line/terminal.hpp"
#include "docmill/base/json_writer.hpp"

namespace docmill::cli {

std::string plural(uint64_t n, const char* what) { return fmt::format("{} {}{}", grouped(n), what, n == 1 ? "" : "s"); }

namespace {

std::atomic<bool> requested{false};
std::atomic<int> signal_number{0};
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free);

constexpr unsigned seconds_of_grace = 10;

// A stage that is long at one document, and does not ask whether it is to stop, is not waited for: whoever sends a
// signal (a scheduler, a container) kills half a minute later. The run can be gone on with wherever it dies.
extern "C" void on_end_of_grace(int) {
  terminal::put_in_signal_handler(
      "docmill: a stage has not come to the end of its document within 10 s, so it is not waited for; the same command "
      "with --resume goes on\n");
  std::signal(signal_number, SIG_DFL);
  std::raise(signal_number);
}

// The first signal ends the run in order, the second at once.
extern "C" void on_signal(int signal) {
  signal_number = signal;
  requested = true;
  std::signal(signal, SIG_DFL);
  std::signal(SIGALRM, on_end_of_grace);
  ::alarm(seconds_of_grace);
}

// What is worth telling of a stage; most have nothing.
void say_stage(Messages& messages, const std::string& name, const host::StageCounts& counts, uint64_t recalled,
               bool is_replayed) {
  std::string line;
  if (recalled != 0) line += fmt::format(", {} {}", grouped(recalled), is_replayed ? "replayed" : "from the cache");
  if (counts.skipped != 0) line += fmt::format(", {} skipped", grouped(counts.skipped));
  if (counts.kept != 0) line += fmt::format(", {} failed and kept", grouped(counts.kept));
  if (!line.empty())
    messages.say(fmt::format("  {}: {} processed{}", name, grouped(counts.documents - recalled), line));
}

// Records that are no documents, by reader.
void say_passed_over(Messages& messages, const host::RunSummary& s) {
  std::map<std::string, std::pair<uint64_t, std::string>> by_reader;  // how many, and of what
  for (const auto& [what, n] : s.passed_over) {
    auto& [sum, codes] = by_reader[what.first];
    sum += n;
    codes += fmt::format("{} {} {}", codes.empty() ? "" : ",", grouped(n), what.second);
  }
  for (const auto& [reader, all] : by_reader)
    messages.say(fmt::format("{} passed over by reader '{}':{}", plural(all.first, "record"), reader, all.second));
}

// Of each code how many documents have it, but for what the summary says in other words.
void say_notes(Messages& messages, const host::RunSummary& s) {
  std::string codes;
  for (const host::NoteCount& n : s.notes) {
    if (n.code == host::duplicate_id) continue;
    codes += fmt::format("{}{} {} ({})", codes.empty() ? "" : ", ", n.code, grouped(n.documents), n.stage);
  }
  if (!codes.empty())
    messages.say(fmt::format("documents with a note, by code: {} (listed in {})", codes,
                             (s.output / "documents.jsonl.zst").string()));
}

}  // namespace

void say_summary(Messages& messages, const host::PreparedPipeline& prepared, const host::RunSummary& s) {
  const host::RunCounts& c = s.counts;
  std::string line = plural(c.written, "document") + " written";
  if (c.kept != 0) line += fmt::format(" ({} without some layers)", grouped(c.kept));
  if (c.split != 0) line += fmt::format(", {} split into {}", grouped(c.split), plural(c.parts, "part"));
  if (c.dropped != 0) line += fmt::format(", {} dropped", grouped(c.dropped));
  line += fmt::format(", {} failed", grouped(c.failed));
  if (c.failed != 0) line += fmt::format(" (listed in {})", (s.output / "failures.jsonl").string());
  messages.say(line);
  for (std::size_t i = 0; i < s.stages.size(); ++i)
    say_stage(messages, prepared.plan.stages[i].name(), s.stages[i], s.worked[i].recalled,
              prepared.replays[i] != nullptr);
  if (const std::string other = host::describe_not_read(s.not_read); !other.empty())
    messages.say(other + " (listed in run.json)");
  for (const std::string& sentence : readers_of_passed_by(s.not_read, prepared.plan.file, prepared.search))
    messages.say("  " + sentence);
  say_passed_over(messages, s);
  if (const std::string outputs = host::describe_outputs(s.outputs); !outputs.empty()) messages.say(outputs);
  if (c.duplicates != 0) messages.say(fmt::format("{} that came before", plural(c.duplicates, "id")));
  say_notes(messages, s);
  if (s.taken_over != 0)
    messages.say(
        fmt::format("{} of {} kept from the last run", grouped(s.taken_over), plural(c.documents, "document")));
  if (s.resumed != 0) messages.say(fmt::format("{} had been done before", plural(s.resumed, "document")));
  for (const std::string& reason : s.not_reproducible) messages.say("not reproducible: " + reason);
  messages.say(fmt::format("{} in {:.2f} s: {:.1f} MB/s, {:.0f} documents/s, {}", megabytes(s.bytes_read), s.seconds,
                           static_cast<double>(s.bytes_read) / 1e6 / s.seconds,
                           static_cast<double>(c.documents) / s.seconds, plural(s.threads, "thread")));
  for (const host::WrittenFile& file : s.written)
    if (file.name.starts_with("records/") && !file.name.ends_with(".sha256"))
      messages.say(fmt::format("  {}{}", (s.output / file.name).string(),
                               file.files ? fmt::format(" ({} files)", grouped(*file.files)) : ""));
}

void print_json(const host::RunSummary& s) {
  std::string out;
  JsonWriter w(out);
  w.object().member("output", s.output.string()).member("documents", s.counts.documents);
  w.member("written", s.counts.written).member("dropped", s.counts.dropped).member("failed", s.counts.failed);
  w.member("split", s.counts.split).member("parts", s.counts.parts);
  w.member("kept", s.counts.kept).member("duplicates", s.counts.duplicates).member("not_read", s.not_read.size());
  w.member("reproducible", s.not_reproducible.empty()).key("notes").array();
  for (const host::NoteCount& n : s.notes)
    w.object().member("stage", n.stage).member("code", n.code).member("documents", n.documents).end();
  w.end().member("digest", s.digest).end();
  terminal::put_json(out + "\n");
}

const std::atomic<bool>& stop_on_signals() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP})
    if (std::signal(signal, on_signal) == SIG_IGN) std::signal(signal, SIG_IGN);  // nohup, a shell's background
  return requested;
}

int stop_signal() { return signal_number; }

host::RunObserver observer_of(Messages& messages) {
  host::RunObserver observer;
  observer.on_message = [&](uint32_t level, std::string_view stage, std::string_view document, std::string_view code,
                            std::string_view message) {
    messages.document_line(level, stage, document, code, message);
  };
  observer.on_notice = [&](const std::string& what) { messages.notice(what); };
  observer.on_progress = [&](const host::Progress& p) { messages.progress(p); };
  return observer;
}

int failure_code(Messages& messages, const Status& status) {
  messages.error(status.message());
  return stop_signal() != 0 ? 128 + stop_signal() : code_of(status.trouble());
}

}  // namespace docmill::cli
