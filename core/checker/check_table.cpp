#include "checker/check_table.hpp"

#include <algorithm>
#include <string_view>

#include "checker/checks/checks.hpp"

namespace docmill::checker {

const std::vector<Check>& all_checks() {
  static const std::vector<Check> checks = {
      // ---- the file
      {"binary-loads", "docmill takes the file: ELF note, exported table, declarations without mistakes",
       "the reason says what is wrong; docmill_add_stage builds plugins that load", binary_loads, Subject::both},
      {"binary-note", "the ELF note names the ABI minor that the table was built for",
       "write DOCMILL_NOTE; once, and build the whole plugin with one stage_abi.h", binary_note, Subject::both},
      {"binary-one-export", "it exports docmill_stage_library_1 and nothing else",
       "build with -fvisibility=hidden and link with docmill's version script, as docmill_add_stage does",
       binary_one_export, Subject::both},
      {"binary-no-unique-symbols", "it holds no unique symbols, which all libraries of a process share",
       "compile with -fno-gnu-unique", binary_no_unique_symbols, Subject::both},
      {"binary-nothing-undefined", "each symbol that it needs is in a library that it names",
       "link it with what it uses; -Wl,-z,defs finds what is missing when it is built", binary_nothing_undefined,
       Subject::both},
      {"binary-never-unloaded", "it is linked so that it stays loaded", "link with -Wl,-z,nodelete",
       binary_never_unloaded, Subject::both},
      {"binary-shared-code", "its code is not changed while it is loaded", "compile with -fPIC", binary_shared_code,
       Subject::both},
      {"binary-second-copy", "it works beside a second copy of itself, and both give the same",
       "keep nothing that belongs to the process: signals, environment, names in /tmp", binary_second_copy,
       Subject::both},
      {"binary-no-thread", "loading it starts no thread", "start none in static constructors", binary_no_thread,
       Subject::both},
      {"binary-no-output", "loading it prints nothing", "print nothing in static constructors", binary_no_output,
       Subject::both},
      {"binary-no-open-file", "loading it leaves no file open", "open none in static constructors", binary_no_open_file,
       Subject::both},

      // ---- what it says of itself
      {"declaration-origin", "the table says by what and with which compiler it was made",
       "fill in sdk and compiler of docmill_stage_library", declaration_origin, Subject::both},
      {"declaration-sentences", "stage or reader, ports, fields and options each have a sentence",
       "a summary is one line, lower case, without a full stop", declaration_sentences, Subject::both},
      {"declaration-defaults", "defaults have the right type, lie within bounds and choices, and their files are there",
       "a default is a TOML literal: \"3\", \"\\\"text\\\"\", \"[]\"; a file beside the library is \"plugin:NAME\"",
       declaration_defaults, Subject::both},
      {"declaration-purpose", "a stage provides a layer, opens an output or drops documents",
       "declare a provided port, or call open_output in create", declaration_purpose},
      {"declaration-constant", "the table says the same after a run", "make it constant data", declaration_constant,
       Subject::both},

      // ---- create
      {"config-defaults", "create makes a model with the options as they are, and says no error",
       "what create diagnoses stands in the reason; options are said by --set", config_defaults, Subject::both},
      {"config-without-optional", "create makes a model where nothing provides the optional layers",
       "a catalogue entry of kind 0 is a layer that is not there", config_without_optional},
      {"config-bounds",
       "every option works at both its bounds, turned round and with each choice, or is refused by name",
       "narrow the bounds, or refuse in create with DOCMILL_ERROR_CONFIGURATION after diagnose(option, message)",
       config_bounds, Subject::both},
      {"config-beyond-bounds",
       "what the declaration excludes is refused by name, and does no harm if it reaches create",
       "check numbers before they become sizes or indices; refuse with diagnose(option, message)", config_beyond_bounds,
       Subject::both},
      {"config-extremes", "what the declaration allows, however odd, works or is refused by name",
       "refuse in create with DOCMILL_ERROR_CONFIGURATION after diagnose(option, message)", config_extremes,
       Subject::both},
      {"config-whole", "an integer option counts with all its 64 bits, or the declaration has bounds",
       "declare the bounds of the variable that it goes to, or keep it as int64_t; the SDK does it", config_whole,
       Subject::both},
      {"config-files", "files that hold rubbish make a model or are refused by the name of their option",
       "check what a resource holds; refuse with diagnose(option, message)", config_files, Subject::both},
      {"config-calls", "create names its own options, opens outputs below the output folder, and not afterwards",
       "diagnose and open_output are for create alone; the name of an output is relative and has no \"..\"",
       config_calls, Subject::both},

      // ---- what goes in
      {"input-empty-batch", "a batch of no documents is no mistake", "return DOCMILL_OK when n_documents is 0",
       input_empty_batch},
      {"input-empty-document", "a document of 0 bytes is no mistake", "data may be a null pointer when size is 0",
       input_empty_document},
      {"input-ordinary", "ordinary documents in several languages and forms, and yours, go through",
       "give a verdict for what cannot be processed; process itself returns DOCMILL_OK", input_ordinary},
      {"input-odd", "NUL, CRLF, right to left, every plane of Unicode, combining marks, only spaces go through",
       "texts are sizes, not strings that end with NUL; any code point may come", input_odd},
      {"input-huge", "10 MB, 100,000 lines, a word of 1 MB, 50,000 open elements go through in time",
       "look for what is done once for each byte and takes as long as the text: a search, a copy", input_huge},
      {"input-made-up", "300 made-up documents go through, each ending at a page that cannot be read",
       "run it again with the same --seed and --only input-made-up --here in a debugger", input_made_up},
      {"input-guard-page", "no byte is read behind the end of a layer, and none is written",
       "check the size before the byte; copy what has to be changed", input_guard_page},
      {"input-endings", "no byte is read behind a text that ends in the middle of anything",
       "look for a character that is looked at before the size is", input_endings},
      {"input-without-optional", "documents go through where nothing provides the optional layers",
       "layers[i] is a null pointer then", input_without_optional},
      {"input-absent-layers", "documents go through that lack layers which may be absent",
       "layers[i] is a null pointer then; that the catalogue names it says nothing of one document",
       input_absent_layers},
      {"input-more-fields", "fields are found by name: a layer may have more of them, in another order",
       "look up the place of a field in the catalogue, in create", input_more_fields},

      // ---- memory never changes owner
      {"ownership-input-gone", "nothing of a document is looked at after process has returned",
       "copy what a worker is to remember", ownership_input_gone},
      {"ownership-input-changed", "a document that is overwritten after process has returned changes nothing",
       "copy what a worker is to remember", ownership_input_changed},
      {"ownership-models", "120 models come and go without growth", "free in destroy what create has made",
       ownership_models, Subject::both},
      {"ownership-workers", "120 workers come and go without growth", "free in close what open and process have made",
       ownership_workers},
      {"ownership-documents", "120 batches come and go without growth (ORDERED: with their models)",
       "use the worker's memory again, or free it before process returns", ownership_documents},
      {"ownership-many-workers", "100 workers of one model work side by side", "keep nothing of a worker in the model",
       ownership_many_workers},

      // ---- a whole life
      {"life-no-thread", "no thread is left after destroy", "end in close and destroy what open and create started",
       life_no_thread, Subject::both},
      {"life-no-output", "nothing is printed", "say it through log, note or verdict", life_no_output, Subject::both},
      {"life-no-open-file", "no file is left open after destroy", "close it; files are best declared as options",
       life_no_open_file, Subject::both},
      {"life-begin-and-end", "begin and end say the same each time: they hang on options alone",
       "what depends on documents belongs into process or finish", life_begin_and_end},

      // ---- constness is the thread rule
      {"threads-several-workers", "four threads with a worker each give what one gives",
       "process may not write to the model or to static data; ThreadSanitizer finds the place",
       threads_several_workers},
      {"threads-moved-worker", "a worker may go from thread to thread", "keep nothing in thread_local data",
       threads_moved_worker},
      {"threads-two-models", "two models made alike, used in turn, give the same", "keep nothing in static data",
       threads_two_models},
      {"threads-death-of-another", "destroying a model does not touch another",
       "what models share has to outlive all of them", threads_death_of_another},

      // ---- the declared schedule
      {"determinism-batches", "the size of batches shows nowhere", "treat each document by itself",
       determinism_batches},
      {"determinism-order", "the order of documents shows nowhere (PURE)",
       "forget the document before; or declare DOCMILL_ORDERED", determinism_order},
      {"determinism-repetition", "a document gives the same the second time, also after a huge one",
       "begin each document with an empty scratch space", determinism_repetition},
      {"determinism-clock", "the same comes out a second later", "use no clock; or declare DOCMILL_EXTERNAL",
       determinism_clock, Subject::both},
      {"determinism-addresses", "where memory lies shows nowhere",
       "never order or hash by pointer; sort what comes out of a hash table", determinism_addresses, Subject::both},
      {"determinism-memory", "what memory held before shows nowhere",
       "set variables before they are read; valgrind or MemorySanitizer finds the place", determinism_memory,
       Subject::both},
      {"determinism-locale", "the locale shows nowhere",
       "use std::from_chars and tables of your own instead of strtod, printf, toupper, streams", determinism_locale,
       Subject::both},
      {"determinism-time-zone", "the time zone shows nowhere", "use no localtime", determinism_time_zone,
       Subject::both},
      {"determinism-folder", "the working folder shows nowhere", "take files as options", determinism_folder,
       Subject::both},
      {"determinism-environment", "environment variables show nowhere", "declare an option instead",
       determinism_environment, Subject::both},

      // ---- the host says no
      {"faults-refused-document", "documents that the host refuses cost the others nothing",
       "after DOCMILL_REFUSED go on with the next document", faults_refused_document},
      {"faults-refused-call", "a put or emit that the host refuses costs the others nothing, whichever it is",
       "after DOCMILL_REFUSED go on with the next document", faults_refused_call},
      {"faults-stop", "after DOCMILL_STOP process returns DOCMILL_STOP at once", "look at what put and emit return",
       faults_stop},
      {"faults-afterwards", "a worker that was refused or stopped works like a new one (PURE)",
       "begin each document with an empty scratch space", faults_afterwards},
      {"faults-should-stop", "should_stop may say yes at any time", "return DOCMILL_STOP then, or finish the batch",
       faults_should_stop},

      // ---- other hosts
      {"hosts-older", "it runs in a host of every released ABI minor that it says it can run in",
       "look at DOCMILL_HAS before a newer member, or raise min_host_minor", hosts_older, Subject::both},
      {"hosts-newer", "it runs in a host whose structs are longer",
       "compare sizes by DOCMILL_HAS, never by ==", hosts_newer, Subject::both},

      // ---- what comes out
      {"output-declared", "it puts declared layers and opened outputs, each once, for documents of the batch",
       "put(document, port): index in the batch, index of the declaration; a text before the spans over it",
       output_rules},
      {"output-layout", "layers have the declared kind, rows of the declared size, strings in row order without gaps",
       "see docmill_layer in stage_abi.h; the SDK's builders do it", output_rules},
      {"output-range", "places lie inside the text: start <= end <= size", "offsets are bytes, not code points",
       output_rules},
      {"output-order", "spans are sorted by start, edits do not overlap", "sort them before put", output_rules},
      {"output-borders", "places lie on code point borders", "move them to a byte that is not 10xxxxxx", output_rules},
      {"output-utf8", "texts and strings are valid UTF-8", "cut between code points; replace what is not valid",
       output_rules},
      {"output-types", "values have the declared type: no double in an integer, no field set as another",
       "set the member of docmill_cell that the field's type names; the SDK's builders do it", output_types},
      {"output-finite", "scores and numbers are finite", "look for a division by zero", output_rules},
      {"output-words", "verdicts and notes have a kebab-case code and one line of UTF-8",
       "the code is for programs (too-large), the message for people", output_rules},
      {"output-thread", "put, emit, verdict and note are called from the thread that called process",
       "gather what threads find, and give it before process returns", output_rules},

      // ---- readers
      {"reader-any-file",
       "files of its kind (--document), texts, empty, damaged and made-up files are read to their end",
       "what is wrong with a record is a problem of the record, never a status; --here shows it in a debugger",
       reader_any_file, Subject::readers},
      {"reader-endings", "of a file that ends anywhere all before is read, and of the rest something is said",
       "say a record that is cut off by DOCMILL_CUT_BROKEN_OFF, or as what is there of it", reader_endings,
       Subject::readers},
      {"reader-peeks", "how much peek shows, and where, shows nowhere",
       "ask peek again for more; what it showed before is gone then", reader_peeks, Subject::readers},
      {"reader-too-large", "a record above max_record is listed, and those behind it are read",
       "say DOCMILL_CUT_TOO_LARGE and skip it; peek refuses more than max_record", reader_too_large, Subject::readers},
      {"reader-middle", "begun at a record, or inside one, it gives the records that follow (DOCMILL_READER_MIDDLE)",
       "with DOCMILL_SOURCE_MIDDLE pass over in silence what stands before the first record", reader_middle,
       Subject::readers},
      {"reader-repetition", "the same file gives the same the second time, also after one that was left early",
       "keep nothing of a file but in its cursor", reader_repetition, Subject::readers},
      {"reader-order", "records are decoded alike in any order, by any worker",
       "begin each record with an empty scratch space", reader_order, Subject::readers},
      {"reader-threads", "four threads with a worker each give what one gives",
       "decode may not write to the model or to static data; ThreadSanitizer finds the place", reader_threads,
       Subject::readers},
      {"reader-input-gone", "nothing of a cut is looked at after decode has returned",
       "copy what a worker is to remember", reader_input_gone, Subject::readers},
      {"reader-refused", "after DOCMILL_REFUSED decode gives no more bytes, and the worker goes on",
       "look at what raw returns: the document has failed already", reader_refused, Subject::readers},
      {"reader-growth", "120 files come and go without growth, also when they are left early",
       "free in close what open and next have made, and in end what begin and decode have", reader_growth,
       Subject::readers},
      {"reader-cuts", "cuts are of known kinds, ascend in the file, and have codes, locators and messages in form",
       "see docmill_cut in stage_abi.h", reader_rules, Subject::readers},
      {"reader-documents", "media type, encoding, id, codes are in form, and the metadata one JSON object",
       "see docmill_record in stage_abi.h", reader_rules, Subject::readers},
      {"reader-metadata", "the metadata have declared members of the declared types, and no others",
       "declare each member with its type, and leave out what a record does not say", reader_rules, Subject::readers},
  };
  return checks;
}

std::vector<const Check*> choose_checks(const std::vector<std::string>& words, std::vector<std::string>& unknown) {
  const auto names = [](const std::string& word, const Check& check) {
    const std::string_view id = check.id;
    return id == word || (id.starts_with(word) && id.size() > word.size() && id[word.size()] == '-');
  };
  for (const std::string& word : words)
    if (std::none_of(all_checks().begin(), all_checks().end(), [&](const Check& c) { return names(word, c); }))
      unknown.push_back(word);
  std::vector<const Check*> chosen;
  for (const Check& check : all_checks()) {
    const bool is_named =
        std::any_of(words.begin(), words.end(), [&](const std::string& word) { return names(word, check); });
    if (words.empty() || is_named || &check == &all_checks().front()) chosen.push_back(&check);
  }
  return chosen;
}

std::vector<std::string> groups_of_checks() {
  std::vector<std::string> groups;
  for (const Check& check : all_checks()) {
    const std::string_view id = check.id;
    std::string group(id.substr(0, id.find('-')));
    if (groups.empty() || groups.back() != group) groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace docmill::checker
