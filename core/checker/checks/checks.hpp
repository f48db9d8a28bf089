// The checks, by subject; check_table.cpp gives each its id and its sentence. A check says what is wrong through the
// CheckContext; what it throws is a failure, too. Each runs in a process of its own, so it may change what it likes.
#pragma once

#include "checker/check_context.hpp"

namespace docmill::checker {

// binary.cpp: the file, before and while it is loaded
void binary_loads(CheckContext&);
void binary_note(CheckContext&);
void binary_one_export(CheckContext&);
void binary_no_unique_symbols(CheckContext&);
void binary_nothing_undefined(CheckContext&);
void binary_never_unloaded(CheckContext&);
void binary_shared_code(CheckContext&);
void binary_second_copy(CheckContext&);
void binary_no_thread(CheckContext&);
void binary_no_output(CheckContext&);
void binary_no_open_file(CheckContext&);

// declaration.cpp: what the stages say of themselves
void declaration_origin(CheckContext&);
void declaration_sentences(CheckContext&);
void declaration_defaults(CheckContext&);
void declaration_purpose(CheckContext&);
void declaration_constant(CheckContext&);

// configuration.cpp: create
void config_defaults(CheckContext&);
void config_without_optional(CheckContext&);
void config_bounds(CheckContext&);
void config_beyond_bounds(CheckContext&);
void config_extremes(CheckContext&);
void config_whole(CheckContext&);
void config_files(CheckContext&);
void config_calls(CheckContext&);

// input.cpp: documents of every sort
void input_empty_batch(CheckContext&);
void input_empty_document(CheckContext&);
void input_ordinary(CheckContext&);
void input_odd(CheckContext&);
void input_huge(CheckContext&);
void input_made_up(CheckContext&);
void input_guard_page(CheckContext&);
void input_endings(CheckContext&);
void input_without_optional(CheckContext&);
void input_absent_layers(CheckContext&);
void input_more_fields(CheckContext&);

// ownership.cpp: rule R1 of the ABI
void ownership_input_gone(CheckContext&);
void ownership_input_changed(CheckContext&);
void ownership_models(CheckContext&);
void ownership_workers(CheckContext&);
void ownership_documents(CheckContext&);
void ownership_many_workers(CheckContext&);

// life.cpp: what a whole life leaves behind
void life_no_thread(CheckContext&);
void life_no_output(CheckContext&);
void life_no_open_file(CheckContext&);
void life_begin_and_end(CheckContext&);

// threads.cpp: rule R2 of the ABI
void threads_several_workers(CheckContext&);
void threads_moved_worker(CheckContext&);
void threads_two_models(CheckContext&);
void threads_death_of_another(CheckContext&);

// determinism.cpp: the declared schedule, PURE and ORDERED
void determinism_batches(CheckContext&);
void determinism_order(CheckContext&);
void determinism_repetition(CheckContext&);
void determinism_clock(CheckContext&);
void determinism_addresses(CheckContext&);
void determinism_memory(CheckContext&);
void determinism_locale(CheckContext&);
void determinism_time_zone(CheckContext&);
void determinism_folder(CheckContext&);
void determinism_environment(CheckContext&);

// faults.cpp: the host says no
void faults_refused_document(CheckContext&);
void faults_refused_call(CheckContext&);
void faults_stop(CheckContext&);
void faults_afterwards(CheckContext&);
void faults_should_stop(CheckContext&);

// hosts.cpp: hosts of other minors
void hosts_older(CheckContext&);
void hosts_newer(CheckContext&);

// output.cpp: what comes out, whatever goes in. Other checks that see such a rule broken say it under its id.
void output_rules(CheckContext&);
void output_types(CheckContext&);

// readers.cpp, reader_decode.cpp: what only readers do
void reader_rules(CheckContext&);
void reader_any_file(CheckContext&);
void reader_endings(CheckContext&);
void reader_peeks(CheckContext&);
void reader_middle(CheckContext&);
void reader_too_large(CheckContext&);
void reader_repetition(CheckContext&);
void reader_order(CheckContext&);
void reader_threads(CheckContext&);
void reader_input_gone(CheckContext&);
void reader_refused(CheckContext&);
void reader_growth(CheckContext&);

}  // namespace docmill::checker
