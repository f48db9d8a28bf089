// How a worker process ended, in the words of failures.jsonl.
#pragma once

#include <string>

#include "host/isolation/launcher.hpp"
#include "host/run/capsule.hpp"

namespace docmill::host {

// "crash-sigsegv", "exit", "hang", "memory-limit", "sandbox"; "lost" for an end that is none of a stage.
std::string code_of(const Exchange& exchange);

// "crashed (SIGSEGV)", "used more than 60 s of processor time (max-seconds)": behind the name of the stage.
std::string deed_of(const Exchange& exchange, const WorkerLimits& limits);

// `in_stage`: it was in a stage of the pipeline.
Death death_of(const Exchange& exchange, const WorkerLimits& limits, bool in_stage);

}  // namespace docmill::host
