// Stricter than check-stage: what the plugins of this tree do not even reach for. Others may link a standard library
// that does (Rust's, say) and still keep their promises.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "checker/checks/fixture.hpp"
#include "checker/elf_symbols.hpp"
#include "checker/plugin_under_test.hpp"
#include "checker/strict_host/model.hpp"

using namespace docmill::checker;

namespace {

// Those that promise something: what is EXTERNAL is made to reach for the world.
bool is_external(const std::filesystem::path& file) {
  const auto loaded = docmill::host::load_plugin(file);
  return loaded.ok() && !loaded.value()->stages.empty() &&
         std::all_of(loaded.value()->stages.begin(), loaded.value()->stages.end(), [](const auto& stage) {
           return stage.schedule == docmill::host::Schedule::external ||
                  stage.schedule == docmill::host::Schedule::from_pipeline;
         });
}

std::vector<std::filesystem::path> plugins() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(DOCMILL_PLUGIN_DIR))
    if (entry.path().extension() == ".so" && !is_external(entry.path())) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

constexpr const char* forbidden[] = {
    "setlocale",
    "newlocale",
    "uselocale",
    "localeconv",
    "_ZNSt6locale6globalERKS_",
    "strtod",
    "strtof",
    "atof",
    "strcoll",
    "tolower",
    "toupper",
    "towlower",
    "towupper",
    "isalpha",
    "isspace",
    "__ctype_b_loc",
    "__ctype_tolower_loc",
    "iswalpha",
    "time",
    "clock",
    "gettimeofday",
    "localtime",
    "localtime_r",
    "rand",
    "srand",
    "random",
    "getrandom",
    "_ZNSt13random_device9_M_getvalEv",
    "getenv",
    "secure_getenv",
    "setenv",
    "getcwd",
    "chdir",
    "printf",
    "puts",
    "putchar",
    "__printf_chk",
    "_ZSt4cout",
    "_ZSt4cerr",
    "_ZSt4clog",
    "stdout",
    "stderr",
    "exit",
    "fork",
    "system",
    "popen",
    "pthread_create",
    "_ZNSt6thread15_M_start_threadESt10unique_ptrINS_6_StateESt14default_deleteIS1_EEPFvvE",
    "signal",
    "sigaction"};

// libarchive loses names outside ASCII where the locale is C: the reader sets that of its thread for one call, and
// back. A reader that says so starts programs, each named in the pipeline and pinned by hash (decision 14).
bool is_allowed(const std::filesystem::path& plugin, std::string_view symbol) {
  if (plugin.filename() == "reader_archive.so") return symbol == "newlocale" || symbol == "uselocale";
  constexpr std::array starting = {
      std::string_view("fork"), std::string_view("chdir"), std::string_view("signal"),
      std::string_view("_ZNSt6thread15_M_start_threadESt10unique_ptrINS_6_StateESt14default_deleteIS1_EEPFvvE")};
  // This one passes on to its program what the pipeline lets through of the environment.
  const bool starts_any = plugin.filename() == "reader_program.so";
  if (starts_any && symbol == "getenv") return true;
  return (starts_any || plugin.filename() == "reader_pdf.so") &&
         std::find(starting.begin(), starting.end(), symbol) != starting.end();
}

}  // namespace

TEST_CASE("no plugin reaches for the locale, the clock, chance, the environment or the terminal") {
  for (const auto& plugin : plugins())
    for (const DynamicSymbol& symbol : read_dynamic(plugin).symbols)
      for (const char* name : forbidden)
        if (!symbol.defined && !is_allowed(plugin, name))
          CHECK_MESSAGE(symbol.name != name, plugin.filename().string() << " calls " << name);
}

TEST_CASE("every plugin gives something for every document, and not the same for all") {
  for (const auto& plugin : plugins()) {
    CAPTURE(plugin.filename().string());
    if (plugin.filename() == "writer_sqlite.so") continue;  // what it gives stands behind the last document
    Request request;
    request.file = plugin;
    const LoadedPlugin loaded = load_plugin_under_test(request);
    REQUIRE(loaded.refusal == "");
    for (const StageUnderTest& stage : loaded.plugin.stages) {
      const Model model(stage);
      Fixture fixture;
      fixture.add(model, ordinary_texts(), 2);
      fixture.add(model, odd_texts(), 2);
      const Outcome outcome = run(Worker(model), fixture.documents, 1);
      bool differs = false;
      for (std::size_t i = 0; i < outcome.results.size(); ++i) {
        CHECK_MESSAGE(!outcome.results[i].is_empty(), fixture.contents[i].name);
        differs = differs || !(outcome.results[i] == outcome.results[0]);
      }
      CHECK(differs);
    }
  }
}
