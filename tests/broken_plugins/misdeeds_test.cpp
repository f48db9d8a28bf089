// Each plugin of misdeeds/ breaks one rule: docmill check-stage says so under that rule, and under no other.
#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "checker/check_table.hpp"
#include "docmill/base/sanitizers.hpp"
#include "support/run_program.hpp"
#include "support/turkish_locale.hpp"

namespace {

namespace fs = std::filesystem;
const fs::path folder = DOCMILL_MISDEED_DIR;

struct Misdeed {
  const char* check;
  const char* reason;  // a part of it
};

const std::map<std::string, Misdeed> misdeeds = {
    {"aborts_while_loaded", {"binary-loads", "crashed (SIGABRT); the file may be damaged"}},
    {"asks_the_environment", {"determinism-environment", "with other environment variables"}},
    {"asks_the_folder", {"determinism-folder", "in another working folder"}},
    {"asks_the_locale", {"determinism-locale", "in the locale tr_TR.UTF-8"}},
    {"asks_the_time_zone", {"determinism-time-zone", "14 hours ahead"}},
    {"batch_leaks", {"ownership-documents", "each batch leaves 1"}},
    {"begin_counts", {"life-begin-and-end", "begin gives something else"}},
    {"believes_its_file", {"config-files", "with lists = an empty file"}},
    {"borrows_a_symbol", {"binary-nothing-undefined", "'zlibVersion' is in none of the libraries that it names"}},
    {"bound_to_a_thread", {"threads-moved-worker", "a worker that goes from thread to thread"}},
    {"changes_its_table", {"declaration-constant", "after a run its table says something else"}},
    {"code_in_words", {"output-words", "the code 'No words' is not kebab-case"}},
    {"code_with_addresses", {"binary-shared-code", "its code is changed while it is loaded"}},
    {"counts_the_batch", {"determinism-batches", "batches of 64 instead of one by one"}},
    {"cuts_a_character", {"output-borders", "'words': row 0: range 0 to 5 cuts a code point"}},
    {"cuts_its_option",
     {"config-whole", "amount = 65539 does what 3 does, and 65536 what 0 does: only 16 bits of it count"}},
    {"collects_and_leaks", {"ownership-documents", "each model with its batches leaves 3"}},
    {"default_beyond_bounds", {"declaration-defaults", "'amount' is 99; it must be between 0 and 9"}},
    {"diagnoses_too_late", {"config-calls", "diagnose was called after create"}},
    {"does_not_stop", {"faults-stop", "process gave status 0 instead of DOCMILL_STOP (2)"}},
    {"double_in_an_integer",
     {"output-types", "'words': row 0: field 'length' is an integer, but its bits are those of the number"}},
    {"endless_on_megabytes", {"input-huge", "it used 2 s of processor time; with '10 MB of everything'"}},
    {"error_and_model", {"config-defaults", "create said an error and yet made a model: it should say something"}},
    {"error_without_optional", {"config-without-optional", "create said an error and yet made a model"}},
    {"exports_more", {"binary-one-export", "it exports 'helper'"}},
    {"fears_should_stop", {"faults-should-stop", "process gave status 5 instead of DOCMILL_STOP or DOCMILL_OK"}},
    {"few_workers", {"ownership-many-workers", "open made no worker"}},
    {"field_by_place", {"input-more-fields", "with more fields, in another order"}},
    {"file_while_loaded", {"binary-no-open-file", "1 open file more after loading"}},
    {"fractions_in_an_integer",
     {"output-types", "'words': field 'length' is an integer, but the bits of all its values are those of numbers"}},
    {"gives_up_on_refusal", {"faults-refused-document", "process gave status 5 instead of DOCMILL_OK (0)"}},
    {"gives_up_on_refused_emit", {"faults-refused-call", "put or emit 1 refused"}},
    {"integer_in_a_number",
     {"output-types", "'words': row 0: field 'length' is a number, but its bits are those of the integer"}},
    {"keeps_its_input", {"ownership-input-gone", "with 'CRLF', variant 1"}},
    {"knows_one_host", {"hosts-newer", "create gave status 3; with a host of ABI 1.99"}},
    {"leans_on_another", {"threads-death-of-another", "after another model was destroyed"}},
    {"leaves_a_file_open", {"life-no-open-file", "1 open file more after destroy"}},
    {"leaves_a_thread", {"life-no-thread", "1 thread more after destroy"}},
    {"looks_ahead", {"input-endings", "with 'the first 1 bytes of \"<!doctyp...\"', variant 0"}},
    {"may_be_unloaded", {"binary-never-unloaded", "DF_1_NODELETE"}},
    {"model_leaks", {"ownership-models", "each model leaves 1"}},
    {"needs_a_newer_host", {"hosts-older", "with a host of ABI 1.0"}},
    {"needs_the_optional", {"input-without-optional", "process gave status 5"}},
    {"no_carriage_returns", {"input-odd", "with 'only carriage returns', variant 4"}},
    {"no_empty_batch", {"input-empty-batch", "process gave status 5 to a batch of no documents"}},
    {"no_empty_document", {"input-empty-document", "with '0 bytes', variant 0"}},
    {"no_markdown", {"input-ordinary", "with 'Markdown', variant 4"}},
    {"no_origin", {"declaration-origin", "does not say by what it was made"}},
    {"no_purpose", {"declaration-purpose", "it provides no layer, opens no output and drops no document"}},
    {"no_sentence", {"declaration-sentences", "option 'amount' has no summary"}},
    {"no_thousands", {"input-made-up", "of seed 1', variant 0"}},
    {"not_finite", {"output-finite", "'words': row 0: score is not finite"}},
    {"not_utf8", {"output-utf8", "'echo': byte 0 is not valid UTF-8"}},
    {"note_of_another_minor", {"binary-note", "the note says ABI 1.7, the table was built for 1.2"}},
    {"notes_from_a_thread", {"output-thread", "note was called from another thread than process"}},
    {"notices_poison", {"ownership-input-changed", "when documents are overwritten after each call"}},
    {"one_model_at_a_time", {"threads-two-models", "two models in turn, the first"}},
    {"one_of_a_process", {"binary-second-copy", "the copy cannot be loaded"}},
    {"orders_by_address", {"determinism-addresses", "with memory in another order"}},
    {"out_of_order", {"output-order", "'words': row 1: spans must be sorted by start"}},
    {"prints", {"life-no-output", "it prints \"begins\n\""}},
    {"prints_while_loaded", {"binary-no-output", "loading prints \"hello\n\""}},
    {"range_outside", {"output-range", "lies outside the text of"}},
    {"reads_behind_the_end", {"input-guard-page", "with 'a list of facts', variant 0"}},
    {"reads_what_was_there", {"determinism-memory", "with memory full of 0x5a"}},
    {"refuses_its_bound", {"config-bounds", "create refused it: \"that is too many\"; with amount = 9"}},
    {"refuses_without_a_name", {"config-extremes", "does not name the option: \"something is too long\""}},
    {"refuses_without_a_word", {"config-beyond-bounds", "create refused it and gave no reason; with amount = -1"}},
    {"remembers_a_stop", {"faults-afterwards", "after DOCMILL_STOP"}},
    {"remembers_the_last", {"determinism-order", "in reverse, one by one"}},
    {"remembers_the_longest", {"determinism-repetition", "after a huge document, by the same worker"}},
    {"reader_begins_late", {"reader-middle", "with the beginning of cut 2 of 'sample.notes'"}},
    {"reader_believes_one_peek", {"reader-peeks", "where peek shows no byte more than is wanted"}},
    {"reader_file_leaks", {"reader-growth", "each file leaves"}},
    {"reader_gives_a_list", {"reader-documents", "the metadata are no JSON object: ["}},
    {"reader_gives_up_on_large", {"reader-too-large", "gave status 4"}},
    {"reader_gives_up_on_nul", {"reader-any-file", "gave status 5"}},
    {"reader_goes_back", {"reader-cuts", "a cut begins at byte 0, the one before at"}},
    {"reader_ignores_refusal", {"reader-refused", "after DOCMILL_REFUSED `raw` was called again"}},
    {"reader_keeps_its_record", {"reader-input-gone", "with the record at byte"}},
    {"reader_loses_the_last", {"reader-endings", "nothing is said of what stands from byte"}},
    {"reader_remembers_a_large_file", {"reader-repetition", "after a large file"}},
    {"reader_remembers_the_last", {"reader-order", "in reverse: the record at byte"}},
    {"reader_says_more_than_declared", {"reader-metadata", "the metadata have 'words', which is not declared"}},
    {"reader_shared_scratch", {"reader-threads", "four threads at once"}},
    {"rows_too_short", {"output-layout", "'words': rows of 40 bytes where the declaration makes 48"}},
    {"shared_scratch", {"threads-several-workers", "four threads at once"}},
    {"tells_the_time", {"determinism-clock", "a second later"}},
    {"thread_while_loaded", {"binary-no-thread", "1 thread more after loading"}},
    {"trusts_the_catalogue", {"input-absent-layers", "without 'language'"}},
    {"undeclared_port", {"output-declared", "put to port 7, which is not declared"}},
    {"unique_table", {"binary-no-unique-symbols", "'docmill_stage_library_1' is unique"}},
    {"worker_leaks", {"ownership-workers", "each worker leaves 1"}},
};

// What a sanitizer stops before the check can see it, or whose check says nothing under one.
const std::set<std::string> not_sanitized = {"orders_by_address",      "reads_what_was_there", "keeps_its_input",
                                             "reads_behind_the_end",   "looks_ahead",          "needs_a_newer_host",
                                             "reader_keeps_its_record"};

rapidjson::Document check_stage(const std::string& name, const std::vector<std::string>& more) {
  std::vector<std::string> arguments = {"check-stage", (folder / (name + ".so")).string(), "--json", "--document",
                                        DOCMILL_SOURCE_DIR "/tests/broken_plugins/notes"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  rapidjson::Document json;
  json.Parse(docmill::test::run_docmill(arguments, {{}, {"LOCPATH=" + docmill::test::turkish_locale_folder()}, ""})
                 .out.c_str());
  return json;
}

// All checks; the slow one only where it is meant. Under a sanitizer everything takes longer: there only the one that
// is meant, as that no other fails is seen without it.
std::vector<std::string> checks_for(const std::string& meant) {
  std::vector<std::string> arguments = {"--time-limit", meant == "input-huge" ? "2" : "60"};
  for (const docmill::checker::Check& check : docmill::checker::all_checks())
    if (check.id == meant || (!docmill::is_sanitized && check.id != std::string("input-huge")))
      arguments.insert(arguments.end(), {"--only", check.id});
  return arguments;
}

// By id, the reasons in one text.
std::map<std::string, std::string> with_result(const rapidjson::Document& json, const char* wanted) {
  std::map<std::string, std::string> found;
  for (const auto& check : json["checks"].GetArray()) {
    if (check["result"] != wanted) continue;
    std::string& reasons = found[check["id"].GetString()];
    for (const auto& reason : check["reasons"].GetArray()) reasons += std::string(reason.GetString()) + "\n";
  }
  return found;
}

// What docmill check-stage says of each misdeed. Most of its time is waiting (for the clock to go on, for processes),
// so several run beside each other; nothing that is judged is a time.
std::map<std::string, rapidjson::Document> reports_on_all() {
  std::map<std::string, rapidjson::Document> reports;
  for (const auto& [name, misdeed] : misdeeds)
    if (!docmill::is_sanitized || !not_sanitized.contains(name)) reports[name];
  docmill::test::turkish_locale_folder();
  std::mutex mutex;
  auto next = reports.begin();
  const auto work = [&] {
    for (;;) {
      std::unique_lock lock(mutex);
      if (next == reports.end()) return;
      auto& [name, report] = *next++;
      lock.unlock();
      report = check_stage(name, checks_for(misdeeds.at(name).check));
    }
  };
  std::vector<std::jthread> threads(5);
  for (std::jthread& thread : threads) thread = std::jthread(work);
  threads.clear();
  return reports;
}

void check_caught(const std::string& name, const Misdeed& misdeed, const std::map<std::string, std::string>& failed) {
  CAPTURE(name);
  const auto found = failed.find(misdeed.check);
  CHECK_MESSAGE(found != failed.end(), misdeed.check << " did not fail");
  if (found != failed.end()) CHECK_MESSAGE(found->second.find(misdeed.reason) != std::string::npos, found->second);
  for (const auto& other : failed)
    CHECK_MESSAGE(other.first == misdeed.check, other.first << " failed as well: " << other.second);
}

}  // namespace

TEST_CASE("nothing is found in a right plugin, and nothing is skipped") {
  for (const char* name : {"none", "reader_none"}) {
    CAPTURE(name);
    const rapidjson::Document json = check_stage(name, {});
    REQUIRE_FALSE(json.HasParseError());
    for (const auto& failed : with_result(json, "failed")) FAIL_CHECK(failed.first << ": " << failed.second);
    for (const auto& skipped : with_result(json, "skipped"))
      CHECK_MESSAGE((docmill::is_sanitized || skipped.second.find("localedef") != std::string::npos),
                    skipped.first << ": " << skipped.second);
  }
}

TEST_CASE("each misdeed is caught by the check that is made for it, and by no other") {
  const std::map<std::string, rapidjson::Document> reports = reports_on_all();
  for (const auto& report : reports) {
    const std::string& name = report.first;
    const rapidjson::Document& json = report.second;
    const Misdeed& misdeed = misdeeds.at(name);
    CAPTURE(name);
    REQUIRE_FALSE(json.HasParseError());
    const bool no_locale = with_result(json, "skipped").contains("determinism-locale");
    if (no_locale && std::string(misdeed.check) == "determinism-locale") continue;
    std::map<std::string, std::string> failed = with_result(json, "failed");
    if (name == "tells_the_time") std::erase_if(failed, [](const auto& f) { return f.first != "determinism-clock"; });
    check_caught(name, misdeed, failed);
  }
}

TEST_CASE("every check has a misdeed that it catches") {
  std::set<std::string> checks, caught;
  for (const docmill::checker::Check& check : docmill::checker::all_checks()) checks.insert(check.id);
  for (const auto& [name, misdeed] : misdeeds) caught.insert(misdeed.check);
  CHECK(checks == caught);
}

TEST_CASE("every file of misdeeds/ is tested, and none is missing") {
  std::set<std::string> files, tested = {"none", "reader_none"};
  for (const fs::directory_entry& entry : fs::directory_iterator(DOCMILL_SOURCE_DIR "/tests/broken_plugins/misdeeds"))
    files.insert(entry.path().stem().string());
  for (const auto& misdeed : misdeeds) tested.insert(misdeed.first);
  CHECK(files == tested);
}
