// What a check is given: the plugin, and a way to say what is wrong with it. Lives in the child process.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "checker/child_process.hpp"
#include "checker/plugin_under_test.hpp"
#include "checker/strict_host/recorder.hpp"

namespace docmill::checker {

// Kinds of records.
inline constexpr char record_failed = 'F', record_skipped = 'S', record_refused = 'L', record_mistake = 'M',
                      record_stage = 'T', record_reader = 'R';

class CheckContext {
 public:
  // `id`: of the check that is running.
  CheckContext(std::string_view id, const PluginUnderTest& plugin, ChildReport& report)
      : id_(id), plugin_(plugin), report_(report) {}

  const PluginUnderTest& plugin() const { return plugin_; }
  std::string_view id() const { return id_; }

  // Where it is: comes behind the reason, also behind that of a crash.
  void at(std::string where);
  // What is wrong, for people; the first few are kept. With an id: a rule of another check that was found broken by the
  // way.
  void fail(std::string what) { fail(id_, std::move(what)); }
  void fail(std::string_view id, std::string what);
  // The strict host's words about broken rules.
  void fail(const std::vector<Wrong>& wrongs);
  // Of what the check says nothing for this stage.
  void skip(std::string_view why);

  // The stages one after the other; reasons name the stage when there are several.
  template <class F>
  void for_each_stage(F&& check) {
    for_each(plugin_.stages, check);
  }
  template <class F>
  void for_each_reader(F&& check) {
    for_each(plugin_.readers, check);
  }
  // Both.
  template <class F>
  void for_each_part(F&& check) {
    for_each_stage(check);
    for_each_reader(check);
  }

 private:
  template <class F>
  void for_each(const std::vector<StageUnderTest>& parts, F&& check) {
    const bool are_several = plugin_.stages.size() + plugin_.readers.size() > 1;
    for (const StageUnderTest& part : parts) {
      stage_ = are_several ? (part.is_reader() ? "reader '" : "stage '") + part.declaration.id + "'" : "";
      at("");
      check(part);
    }
    stage_.clear();
  }

  std::string_view id_;
  const PluginUnderTest& plugin_;
  ChildReport& report_;
  std::string stage_, where_;
  int n_failures_ = 0;
};

}  // namespace docmill::checker
