// The checks, by subject; check_table.cpp gives each its id and its sentence. A check says what is wrong through the
// Exam; what it throws is a failure, too. Each runs in a process of its own, so it may change what it likes.
#pragma once

#include "checker/exam.hpp"

namespace docmill::checker {

// binary.cpp: the file, before and while it is loaded
void binary_loads(Exam&);
void binary_note(Exam&);
void binary_one_export(Exam&);
void binary_no_unique_symbols(Exam&);
void binary_nothing_undefined(Exam&);
void binary_never_unloaded(Exam&);
void binary_shared_code(Exam&);
void binary_second_copy(Exam&);
void binary_no_thread(Exam&);
void binary_no_output(Exam&);
void binary_no_open_file(Exam&);

// declaration.cpp: what the stages say of themselves
void declaration_origin(Exam&);
void declaration_sentences(Exam&);
void declaration_defaults(Exam&);
void declaration_purpose(Exam&);
void declaration_constant(Exam&);

// configuration.cpp: create
void config_defaults(Exam&);
void config_without_optional(Exam&);
void config_bounds(Exam&);
void config_beyond_bounds(Exam&);
void config_extremes(Exam&);
void config_whole(Exam&);
void config_files(Exam&);
void config_calls(Exam&);

// input.cpp: documents of every sort
void input_empty_batch(Exam&);
void input_empty_document(Exam&);
void input_ordinary(Exam&);
void input_odd(Exam&);
void input_huge(Exam&);
void input_made_up(Exam&);
void input_guard_page(Exam&);
void input_endings(Exam&);
void input_without_optional(Exam&);
void input_absent_layers(Exam&);
void input_more_fields(Exam&);

// ownership.cpp: rule R1 of the ABI
void ownership_input_gone(Exam&);
void ownership_input_changed(Exam&);
void ownership_models(Exam&);
void ownership_workers(Exam&);
void ownership_documents(Exam&);
void ownership_many_workers(Exam&);

// life.cpp: what a whole life leaves behind
void life_no_thread(Exam&);
void life_no_output(Exam&);
void life_no_open_file(Exam&);
void life_begin_and_end(Exam&);

// threads.cpp: rule R2 of the ABI
void threads_several_workers(Exam&);
void threads_moved_worker(Exam&);
void threads_two_models(Exam&);
void threads_death_of_another(Exam&);

// determinism.cpp: the declared schedule, PURE and ORDERED
void determinism_batches(Exam&);
void determinism_order(Exam&);
void determinism_repetition(Exam&);
void determinism_clock(Exam&);
void determinism_addresses(Exam&);
void determinism_memory(Exam&);
void determinism_locale(Exam&);
void determinism_time_zone(Exam&);
void determinism_folder(Exam&);
void determinism_environment(Exam&);

// faults.cpp: the host says no
void faults_refused_document(Exam&);
void faults_refused_call(Exam&);
void faults_stop(Exam&);
void faults_afterwards(Exam&);
void faults_should_stop(Exam&);

// hosts.cpp: hosts of other minors
void hosts_older(Exam&);
void hosts_newer(Exam&);

// output.cpp: what comes out, whatever goes in. Other checks that see such a rule broken say it under its id.
void output_rules(Exam&);
void output_types(Exam&);

}  // namespace docmill::checker
