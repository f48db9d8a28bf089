#include "tooling/review/retry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "host/input/input.hpp"
#include "host/run/lost_to_the_machine.hpp"
#include "tooling/inspect/trace.hpp"

namespace docmill::tooling {
namespace {

// The failed documents of a run, in input order.
class Failures {
 public:
  static Result<std::unique_ptr<Failures>> open(const std::filesystem::path& folder) {
    Result<std::unique_ptr<DocumentsIndex>> index = DocumentsIndex::open(folder);
    if (!index.ok()) return index.status();
    auto failures = std::make_unique<Failures>();
    failures->index_ = std::move(index.value());
    return failures;
  }
  const IndexEntry* next() {
    while (index_->next(entry_))
      if (entry_.outcome == DocumentOutcome::failed && entry_.error) return &entry_;
    return nullptr;
  }
  const Status& trouble() const { return index_->trouble(); }

 private:
  std::unique_ptr<DocumentsIndex> index_;
  IndexEntry entry_;
};

// Ended the process of a stage, under --isolate; a document that is `unsteady` did so with a part of it.
bool is_deadly(const std::string& code) {
  return code.starts_with("crash-") || code == "exit" || code == "hang" || code == "memory-limit" ||
         code == "sandbox" || code == "lost" || code == host::unsteady;
}

class Retry {
 public:
  Retry(const PreparedPipeline& prepared, const std::function<void(const Retried&)>& say)
      : prepared_(prepared), say_(say) {
    if (const PlannedStage* ordered = Memory(prepared).ordered()) summary_.remembers = ordered->name();
  }

  Result<RetrySummary> run(const std::filesystem::path& folder) {
    for (const WrittenPath& from : prepared_.plan.file.from)
      if (from.text == "-") return Status(Trouble::usage, "the run read standard input, which cannot be read again");
    if (Status s = find_files(folder); !s.ok()) return s;
    const auto failures = Failures::open(folder);
    if (!failures.ok()) return failures.status();
    InputReader reader(files_, prepared_.plan.file.max_document, prepared_.plan.file.stdin_format, {},
                       open_readers(prepared_));
    reader_ = &reader;
    while (const IndexEntry* entry = failures.value()->next()) say(retried(*entry));
    if (!failures.value()->trouble().ok()) return failures.value()->trouble();
    return summary_;
  }

 private:
  // Of the input only the files with a failed document in them. Both lists are in the order of the names.
  Status find_files(const std::filesystem::path& folder) {
    Diagnostics diagnostics;
    const InputList all = list_inputs(prepared_.plan.file, diagnostics);
    for (const Diagnostic& d : diagnostics.all())
      if (d.severity == Severity::error) return {Trouble::usage, d.message};
    const auto failures = Failures::open(folder);
    if (!failures.ok()) return failures.status();
    const IndexEntry* entry = failures.value()->next();
    for (std::size_t i = 0; i < all.files.size() && entry != nullptr; ++i) {
      const InputFile file = all.files[i];
      while (entry != nullptr && entry->source < file.name) entry = failures.value()->next();
      if (entry != nullptr && entry->source == file.name) files_.files.push_back(file);
    }
    return failures.value()->trouble();
  }

  // Reads on to the place of the failure. A document that stands behind it waits for the next failure.
  bool read_to(const IndexEntry& entry) {
    for (;; has_raw_ = false) {
      if (!has_raw_) has_raw_ = reader_->next(raw_);
      if (!has_raw_) return false;
      file_ = files_.files[raw_.file];
      if (file_.name > entry.source) return false;
      if (file_.name == entry.source && raw_.line == entry.line.value_or(0)) return true;
    }
  }

  Retried retried(const IndexEntry& entry) {
    Retried r{entry.id, entry.place(), entry.locator, *entry.error, Retried::Now::gone, {}};
    if (!read_to(entry)) return r;
    r.now = Retried::Now::untried;
    if (is_deadly(entry.error->code)) return r;
    RawDocument raw = raw_;  // it may have more parts that failed
    const std::string whole = entry.part != 0 ? entry.id.substr(0, entry.id.rfind('#')) : entry.id;
    const std::unique_ptr<Trace> trace = trace_document(prepared_, file_, raw, whole, nullptr, entry.part);
    if (!trace) {
      r.now = Retried::Now::gone;
      return r;
    }
    const Document& d = trace->document;
    r.now = reaches_outputs(d.outcome)      ? Retried::Now::passes
            : d.outcome == Outcome::dropped ? Retried::Now::dropped
                                            : Retried::Now::fails;
    if (r.now == Retried::Now::passes) return r;
    const std::string stage =
        d.error.stage < 0 ? "input" : prepared_.stage_names[static_cast<std::size_t>(d.error.stage)];
    r.error = IndexedError{stage, d.error.code, d.error.message};
    return r;
  }

  void say(const Retried& r) {
    using Now = Retried::Now;
    ++(r.now == Now::passes    ? summary_.passes
       : r.now == Now::dropped ? summary_.dropped
       : r.now == Now::fails   ? summary_.fails
       : r.now == Now::gone    ? summary_.gone
                               : summary_.untried);
    say_(r);
  }

  const PreparedPipeline& prepared_;
  const std::function<void(const Retried&)>& say_;
  InputList files_;
  InputReader* reader_ = nullptr;
  RawDocument raw_;
  InputFile file_;
  bool has_raw_ = false;
  RetrySummary summary_;
};

}  // namespace

const char* name_of(Retried::Now now) {
  switch (now) {
    case Retried::Now::passes: return "passes";
    case Retried::Now::dropped: return "dropped";
    case Retried::Now::fails: return "fails";
    case Retried::Now::gone: return "gone";
    case Retried::Now::untried: break;
  }
  return "untried";
}

Result<RetrySummary> retry_failures(const PreparedPipeline& prepared, const std::filesystem::path& folder,
                                    const std::function<void(const Retried&)>& say) {
  return Retry(prepared, say).run(folder);
}

}  // namespace docmill::tooling
