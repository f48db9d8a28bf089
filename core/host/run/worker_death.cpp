#include "host/run/worker_death.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <utility>

#include "host/isolation/trial.hpp"
#include "host/pipeline/size_text.hpp"

namespace docmill::host {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c == ' ' ? '-' : c;
  });
  return text;
}

bool is_of_the_sandbox(const Exchange& exchange) {
  return exchange.end == Exchange::End::crashed && exchange.number_of_end == SIGSYS;
}

}  // namespace

std::string code_of(const Exchange& exchange) {
  if (is_of_the_sandbox(exchange)) return "sandbox";
  switch (exchange.end) {
    case Exchange::End::crashed: return "crash-" + lower(signal_name(exchange.number_of_end));
    case Exchange::End::exited: return "exit";
    case Exchange::End::hung:
    case Exchange::End::quiet: return "hang";
    case Exchange::End::memory: return "memory-limit";
    default: return "lost";
  }
}

std::string deed_of(const Exchange& exchange, const WorkerLimits& limits) {
  if (is_of_the_sandbox(exchange))
    return "did what a worker process may not: a socket, a program, a child process, a change of a file";
  switch (exchange.end) {
    case Exchange::End::crashed: return deed_of_signal(exchange.number_of_end, exchange.cause);
    case Exchange::End::exited: return fmt::format("ended its process by exit({})", exchange.number_of_end);
    case Exchange::End::hung:
      return fmt::format("used more than {} s of processor time (max-seconds)", limits.processor_seconds);
    case Exchange::End::quiet: return fmt::format("gave no sign of life for {} s", limits.quiet_seconds);
    case Exchange::End::memory:
      return fmt::format("took more than {} of memory (max-memory)", size_text(limits.memory_bytes));
    default: return "was lost";
  }
}

Death death_of(const Exchange& exchange, const WorkerLimits& limits, bool in_stage) {
  const std::string deed = deed_of(exchange, limits);
  Death death;
  death.id = exchange.document;
  death.part = exchange.place.part;
  death.code = code_of(exchange);
  death.stack = exchange.stack;
  if (in_stage) death.stage = exchange.who;
  death.message = in_stage ? fmt::format("'{}' {}", exchange.who, deed)
                  : exchange.work == ForeignWork::decode
                      ? fmt::format("reader '{}' {}", exchange.who, deed)
                      : fmt::format("the worker process {} outside of any stage", deed);
  return death;
}

}  // namespace docmill::host
