// Each library of flaws/ is wrong in one way; here stands what people read about it.
#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "host/plugins/plugin_library.hpp"

namespace {

namespace fs = std::filesystem;

const fs::path folder = DOCMILL_BROKEN_PLUGIN_DIR;

// The sentence without the path in front, "" when the plugin was loaded.
std::string refusal(const std::string& name) {
  const fs::path file = folder / (name + ".so");
  const auto loaded = docmill::host::load_plugin(file);
  if (loaded.ok()) return "";
  CHECK(loaded.status().trouble() == docmill::Trouble::plugin);
  const std::string message = loaded.status().message(), path = file.string() + ": ";
  REQUIRE(message.substr(0, path.size()) == path);
  return message.substr(path.size());
}

const std::map<std::string, std::string> expected = {
    {"bad_id", "a stage: the id 'flawed_stage' is not kebab-case"},
    {"bad_version", "stage 'flawed': the version '1.0' is not MAJOR.MINOR.PATCH"},
    {"bounds_of_a_string", "stage 'flawed': option 'amount': only numbers have bounds"},
    {"choices_of_a_number", "stage 'flawed': option 'amount': only strings have choices"},
    {"field_named_start", "stage 'flawed': port 'marks': field 'start' has the name of a column that all spans have"},
    {"field_of_unknown_type", "stage 'flawed': port 'marks': field 'colour' has the unknown type 5"},
    {"finish_of_a_pure_stage", "stage 'flawed': only an ORDERED stage may have 'finish'"},
    {"flag_to_ignore", ""},
    {"foreign_note", "a shared library, but no docmill stage library (it has no docmill note; see DOCMILL_NOTE)"},
    {"many_stages", "4000000000 stages are more than 256"},
    {"missing_library",
     "libgone.so: cannot open shared object file: No such file or directory; install the library that the plugin "
     "needs"},
    {"needs_minor_9", "needs stage ABI 1.9, this host speaks 1.2; upgrade docmill"},
    {"no_note", "a shared library, but no docmill stage library (it has no docmill note; see DOCMILL_NOTE)"},
    {"no_schedule", "stage 'flawed': its flags must hold exactly one of PURE, ORDERED and EXTERNAL"},
    {"no_symbol", "it exports no docmill_stage_library_1; see DOCMILL_EXPORT in docmill/stage_abi.h"},
    {"none", ""},
    {"note_of_32_bit", "built with 4-byte pointers"},
    {"note_of_abi_0", "built for stage ABI 0, this host speaks ABI 1; rebuild the plugin with this docmill's headers"},
    {"note_of_abi_2", "built for stage ABI 2, this host speaks ABI 1; upgrade docmill"},
    {"null_function", "stage 'flawed': its function 'process' is a null pointer"},
    {"null_id", "a stage: its id is a null pointer"},
    {"null_stage", "one of its stages is a null pointer"},
    {"null_stage_list", "its list of stages is a null pointer"},
    {"option_in_snake_case", "stage 'flawed': option 'the_amount': the name is not kebab-case"},
    {"option_of_the_host", "stage 'flawed': option 'when': the name is a key of the host"},
    {"option_of_unknown_type", "stage 'flawed': option 'amount': type 9 is unknown"},
    {"option_with_reversed_bounds", "stage 'flawed': option 'amount': its bounds are no range"},
    {"port_in_kebab_case", "stage 'flawed': port 'the-marks': the name is not snake_case"},
    {"port_of_unknown_kind", "stage 'flawed': port 'marks': kind 7 is unknown"},
    {"port_on_no_option", "stage 'flawed': port 'marks' hangs on 'amount', which is no boolean option"},
    {"port_over_nothing", "stage 'flawed': port 'marks' lies over 'prose', which is no text port of the stage"},
    {"port_with_reserved_name", "stage 'flawed': port 'source': the name is reserved"},
    {"port_without_over", "stage 'flawed': port 'marks': it does not say over which text it lies"},
    {"ports_from_both",
     "stage 'flawed': a stage that reads all layers, or leaves its ports to the pipeline, declares no required ports"},
    {"provides_bytes", "stage 'flawed': port 'marks': only the host provides bytes"},
    {"provides_optional", "stage 'flawed': port 'marks': only a required port may be optional"},
    {"reads_all_and_requires",
     "stage 'flawed': a stage that reads all layers, or leaves its ports to the pipeline, declares no required ports"},
    {"same_stage_twice", "stage 'flawed' stands in it twice"},
#ifndef DOCMILL_SANITIZED  // which says something else of the crash
    {"sdk_nowhere",
     "loading '" DOCMILL_BROKEN_PLUGIN_DIR "/sdk_nowhere.so' crashed (SIGSEGV); the file may be damaged"},
#else
    {"sdk_nowhere",
     "loading '" DOCMILL_BROKEN_PLUGIN_DIR "/sdk_nowhere.so' ended the process by exit(1); the file may be damaged"},
#endif
    {"short_library", "its library table is shorter than ABI 1.0"},
    {"short_stage", "a stage: its table is shorter than ABI 1.0"},
    {"summary_not_utf8", "stage 'flawed': its summary is not UTF-8"},
    {"two_schedules", "stage 'flawed': its flags must hold exactly one of PURE, ORDERED and EXTERNAL"},
    {"undefined_symbol",
     "undefined symbol: defined_nowhere; link the plugin with what defines it (-Wl,-z,defs finds this when it is "
     "built)"},
    {"unknown_flag", "stage 'flawed': its flags 0x1000 ask for something this host does not know"},
    {"zero_stages", "holds no stage and no reader"},
};

}  // namespace

TEST_CASE("every flaw has its own sentence") {
  for (const auto& flaw : expected) {
    CAPTURE(flaw.first);
    CHECK(refusal(flaw.first) == flaw.second);
  }
}

TEST_CASE("every library of flaws/ is tested, and none is missing") {
  std::set<std::string> built, tested;
  for (const fs::directory_entry& entry : fs::directory_iterator(DOCMILL_SOURCE_DIR "/tests/broken_plugins/flaws"))
    built.insert(entry.path().stem().string());
  for (const auto& flaw : expected) tested.insert(flaw.first);
  CHECK(built == tested);
}

TEST_CASE("a plugin that was refused is refused again") {
  for (const char* name : {"no_note", "null_stage", "undefined_symbol"}) {
    CAPTURE(std::string(name));
    CHECK(refusal(name) == refusal(name));
  }
}

TEST_CASE("a refusal is one sentence for a person: lower case, no full stop, one line") {
  for (const auto& flaw : expected) {
    const std::string& sentence = flaw.second;
    CAPTURE(flaw.first);
    if (sentence.empty()) continue;
    CHECK_FALSE((sentence.front() >= 'A' && sentence.front() <= 'Z'));
    CHECK(sentence.back() != '.');
    CHECK(sentence.find('\n') == std::string::npos);
    CHECK(sentence.find("boost") == std::string::npos);
  }
}
