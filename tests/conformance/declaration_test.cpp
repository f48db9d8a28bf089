// What a plugin says about itself, and what its file shows to the loader.
#include "conformance/checks.hpp"
#include "conformance/elf_symbols.hpp"

using namespace docmill::conformance;
namespace host = docmill::host;

namespace {

void check_sentence(const std::string& what, const std::string& sentence) {
  INFO(what << ": \"" << sentence << "\"");
  CHECK(sentence.size() >= 8);
  CHECK(sentence.find(' ') != std::string::npos);
  CHECK(sentence.find('\n') == std::string::npos);
  if (!sentence.empty()) CHECK(sentence.back() != '.');
}

void check_port(const host::PortDeclaration& port) {
  check_sentence("port '" + port.layer + "'", port.summary);
  for (const host::FieldDeclaration& f : port.fields) {
    INFO("field '" << f.name << "' of port '" << port.layer << "': \"" << f.summary << "\"");
    CHECK(f.summary.size() >= 5);
    CHECK(f.summary.find('\n') == std::string::npos);
  }
}

}  // namespace

TEST_CASE("a plugin holds at least one stage and says with what it was built") {
  CHECK_FALSE(plugin().library->stages.empty());
  CHECK_FALSE(plugin().library->sdk.empty());
  CHECK_FALSE(plugin().library->compiler.empty());
}

TEST_CASE("every stage, port, field and option has a sentence") {
  for_each_stage([](const host::StageDeclaration& stage) {
    check_sentence("stage", stage.summary);
    for (const host::PortDeclaration& port : stage.required) check_port(port);
    for (const host::PortDeclaration& port : stage.provided) check_port(port);
    for (const host::OptionDeclaration& option : stage.options)
      check_sentence("option '" + option.name + "'", option.summary);
  });
}

TEST_CASE("defaults are TOML literals of the right type, within bounds, among the choices, and their files are there") {
  for_each_stage([](const host::StageDeclaration& stage) {
    const Defaults defaults = default_options(stage);
    for (const std::string& mistake : defaults.mistakes) FAIL_CHECK(mistake);
    REQUIRE(defaults.values.size() == stage.options.size());
    for (std::size_t i = 0; i < stage.options.size(); ++i) {
      INFO("option '" << stage.options[i].name << "'");
      const bool files =
          stage.options[i].type == host::OptionType::file || stage.options[i].type == host::OptionType::files;
      for (const auto& item : defaults.values[i].items) {
        if (files) CHECK_MESSAGE(std::filesystem::is_regular_file(item.path), item.path.string());
      }
    }
  });
}

TEST_CASE("a stage that another can be swapped for provides something or writes") {
  for_each_stage([](const host::StageDeclaration& stage) {
    CHECK((stage.reads_all || stage.ports_from_pipeline || !stage.provided.empty()));
  });
}

TEST_CASE("the library exports one symbol and nothing else") {
  for (const DynamicSymbol& symbol : read_dynamic(plugin().path).symbols)
    if (symbol.defined && !symbol.version) CHECK(symbol.name == DOCMILL_LIBRARY_SYMBOL);
}

TEST_CASE("the library holds no unique symbols, which all plugins of the process would share") {
  for (const DynamicSymbol& symbol : read_dynamic(plugin().path).symbols) CHECK_MESSAGE(!symbol.unique, symbol.name);
}

TEST_CASE("the library needs nothing of docmill from outside") {
  const DynamicInfo info = read_dynamic(plugin().path);
  for (const DynamicSymbol& symbol : info.symbols)
    if (!symbol.defined) CHECK_MESSAGE(symbol.name.find("docmill") == std::string::npos, symbol.name);
  for (const std::string& library : info.needed) CHECK_MESSAGE(library.find("docmill") == std::string::npos, library);
}

TEST_CASE("the library stays loaded and its code is shared") {
  const DynamicInfo info = read_dynamic(plugin().path);
  CHECK(info.never_unloaded);
  CHECK_FALSE(info.has_text_relocations);
}

TEST_CASE("the library does not reach for the locale, the clock, chance, the environment or the terminal") {
  static const char* const forbidden[] = {
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
  for (const DynamicSymbol& symbol : read_dynamic(plugin().path).symbols)
    for (const char* name : forbidden)
      if (!symbol.defined) CHECK_MESSAGE(symbol.name != name, "it calls " << name);
}

TEST_CASE("loading starts no thread, opens no file and prints nothing") {
  CHECK(plugin().threads_started == 0);
  CHECK(plugin().files_opened == 0);
  CHECK(plugin().said_while_loading == "");
}
