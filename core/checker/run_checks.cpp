#include "checker/run_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "host/plugins/plugin_trial.hpp"

namespace docmill::checker {
namespace {

constexpr std::size_t reasons_shown = 3;

// In the child: loads the plugin and runs one check over it.
void examine(const Request& request, const Check& check, ChildReport& report) {
  report.at("while it is loaded");
  const LoadedPlugin loaded = load_plugin_under_test(request);
  report.at("");
  if (!loaded.refusal.empty()) return report.add({record_refused, "", loaded.refusal});
  for (const std::string& mistake : loaded.mistakes) report.add({record_mistake, "", mistake});
  if (!loaded.mistakes.empty()) return;
  for (const StageUnderTest& stage : loaded.plugin.stages)
    report.add({record_stage, "", stage.declaration.id + " " + stage.declaration.version});
  for (const StageUnderTest& reader : loaded.plugin.readers)
    report.add({record_reader, "", reader.declaration.id + " " + reader.declaration.version});
  CheckContext context(check.id, loaded.plugin, report);
  check.run(context);
}

// Printed text for a person: the last lines.
std::string last_lines(const std::string& text, std::size_t n) {
  std::size_t from = text.size();
  while (from > 0 && n > 0) {
    from = text.rfind('\n', from - 1);
    if (from == std::string::npos) return text;
    --n;
  }
  return text.substr(from == 0 || from == text.size() ? from : from + 1);
}

class Runner {
 public:
  Runner(const Request& request, const RunSettings& settings) : request_(request), settings_(settings) {}

  Report run(const std::vector<const Check*>& checks) {
    const bool are_all = checks.size() == all_checks().size();
    for (const Check* check : checks) {
      const bool is_first = check == &all_checks().front();
      if (!is_first && count_parts(*check) == 0) {
        if (!are_all) skip(*check);
        continue;
      }
      const ChildEnd end = start(*check);
      if (is_first && !take_loading(end)) return std::move(report_);
      sort_out(*check, end);
      finish(*check, end);
    }
    add_found_elsewhere();
    return std::move(report_);
  }

 private:
  // How many stages or readers the check speaks of.
  std::size_t count_parts(const Check& check) const {
    return (check.subject == Subject::readers ? 0 : report_.stages.size()) +
           (check.subject == Subject::stages ? 0 : report_.readers.size());
  }

  // One that was asked for, and has nothing to look at.
  void skip(const Check& check) {
    add({&check,
         Verdict::skipped,
         {check.subject == Subject::readers ? "the library holds no reader" : "the library holds no stage"},
         {}});
  }

  ChildEnd start(const Check& check) const {
    const auto body = [&](ChildReport& report) { examine(request_, check, report); };
    return settings_.here ? run_here(body) : run_in_child(body, request_.cpu_seconds);
  }

  // What the first check tells of the plugin. False when there is nothing to go on with.
  bool take_loading(const ChildEnd& end) {
    for (const Record& record : end.records) {
      if (record.kind == record_refused) report_.refusal = record.text;
      if (record.kind == record_mistake) report_.mistakes.push_back(record.text);
      if (record.kind == record_stage) report_.stages.push_back(record.text);
      if (record.kind == record_reader) report_.readers.push_back(record.text);
    }
    if (report_.refusal.empty() && !end.trouble.empty())
      report_.refusal = fmt::format("{}: the process that loaded it {}", request_.file.string(), end.trouble);
    if (!report_.refusal.empty())
      add({&all_checks().front(), Verdict::failed, {report_.refusal}, last_lines(end.said, 20)});
    if (!report_.refusal.empty() || !report_.mistakes.empty()) return false;
    if (settings_.on_loaded) settings_.on_loaded(report_);
    host::believe_harmless(request_.file);  // each check loads it, in a child: a second child for each would be in vain
    return true;
  }

  // Failures by the rule that they are about.
  void sort_out(const Check& check, const ChildEnd& end) {
    for (const Record& record : end.records) {
      if (record.kind == record_failed) add_reason(record.id, record.text);
      if (record.kind == record_refused) add_reason(check.id, record.text);
    }
    if (end.trouble.empty()) return;
    const std::string with = end.where.empty() ? "" : "; with " + end.where;
    add_reason(check.id, "the process " + end.trouble + with);
  }

  void add_reason(const std::string& id, const std::string& reason) {
    std::vector<std::string>& reasons = reasons_[id];
    if (reasons.size() < reasons_shown) reasons.push_back(reason);
  }

  void finish(const Check& check, const ChildEnd& end) {
    CheckResult result{&check, Verdict::ok, {}, {}};
    std::size_t skips = 0;
    for (const Record& record : end.records)
      if (record.kind == record_skipped) {
        ++skips;
        if (result.reasons.empty()) result.reasons.push_back(record.text);
      }
    if (skips != 0 && skips >= count_parts(check)) result.verdict = Verdict::skipped;
    else result.reasons.clear();
    if (const auto found = reasons_.find(check.id); found != reasons_.end()) {
      result.verdict = Verdict::failed;
      result.reasons = std::move(found->second);
      reasons_.erase(found);
      if (!end.trouble.empty()) result.said = last_lines(end.said, 20);
    }
    add(std::move(result));
  }

  // Rules that were found broken by checks that are not about them, and whose own check is not among the chosen ones.
  void add_found_elsewhere() {
    for (const Check& check : all_checks())
      if (const auto found = reasons_.find(check.id); found != reasons_.end())
        add({&check, Verdict::failed, std::move(found->second), {}});
  }

  void add(CheckResult result) {
    report_.results.push_back(std::move(result));
    if (settings_.on_result) settings_.on_result(report_.results.back());
  }

  const Request& request_;
  const RunSettings& settings_;
  Report report_;
  std::map<std::string, std::vector<std::string>> reasons_;  // by check
};

}  // namespace

std::size_t Report::count(Verdict verdict) const {
  return static_cast<std::size_t>(
      std::count_if(results.begin(), results.end(), [&](const CheckResult& r) { return r.verdict == verdict; }));
}

Report run_checks(const Request& request, const std::vector<const Check*>& checks, const RunSettings& settings) {
  return Runner(request, settings).run(checks);
}

}  // namespace docmill::checker
