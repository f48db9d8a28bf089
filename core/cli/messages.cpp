#include "cli/messages.hpp"

#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <unistd.h>

#include <cstdio>

namespace docmill::cli {
namespace {

constexpr uint64_t most_failures_shown = 20;
constexpr auto terminal_every = std::chrono::milliseconds(100);
constexpr auto plain_every = std::chrono::seconds(10);

spdlog::level::level_enum level_of(uint32_t level) {
  switch (level) {
    case DOCMILL_LEVEL_DEBUG: return spdlog::level::debug;
    case DOCMILL_LEVEL_INFO: return spdlog::level::info;
    case DOCMILL_LEVEL_WARNING: return spdlog::level::warn;
    default: return spdlog::level::err;
  }
}

spdlog::level::level_enum level_named(const std::string& name) {
  if (name == "debug") return spdlog::level::debug;
  if (name == "info") return spdlog::level::info;
  if (name == "error") return spdlog::level::err;
  return spdlog::level::warn;
}

std::string duration(double seconds) {
  const auto s = static_cast<uint64_t>(seconds + 0.5);
  if (s < 60) return fmt::format("{} s", s);
  if (s < 3600) return fmt::format("{}:{:02} min", s / 60, s % 60);
  return fmt::format("{}:{:02} h", s / 3600, s % 3600 / 60);
}

}  // namespace

std::string grouped(uint64_t n) {
  std::string digits = std::to_string(n);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, ',');
  return digits;
}

std::string megabytes(uint64_t bytes) {
  const double mb = static_cast<double>(bytes) / 1e6;
  return mb < 0.1 ? fmt::format("{:.0f} kB", mb * 1000) : fmt::format("{:.1f} MB", mb);
}

Messages::Messages(const Settings& settings)
    : quiet_(settings.quiet),
      terminal_(::isatty(STDERR_FILENO) != 0),
      started_(std::chrono::steady_clock::now()),
      last_(started_) {
  auto screen = std::make_shared<spdlog::sinks::stderr_sink_mt>();
  screen->set_pattern("%l: %v");
  screen->set_level(quiet_ ? spdlog::level::err : level_named(settings.level));
  std::vector<spdlog::sink_ptr> sinks = {screen};
  if (!settings.file.empty()) {
    try {
      auto file = std::make_shared<spdlog::sinks::basic_file_sink_mt>(settings.file, true);
      file->set_pattern("%Y-%m-%dT%H:%M:%S.%e %l %v");
      file->set_level(spdlog::level::info);
      sinks.push_back(std::move(file));
    } catch (const spdlog::spdlog_ex& e) {
      const std::string what = e.what();  // "Failed opening file x.log for writing: Not a directory"
      const std::size_t colon = what.rfind(": ");
      trouble_ = fmt::format("{}: the log cannot be written: {}", settings.file,
                             what.substr(colon == std::string::npos ? 0 : colon + 2));
    }
  }
  logger_ = std::make_shared<spdlog::logger>("docmill", sinks.begin(), sinks.end());
  logger_->set_level(spdlog::level::debug);
}

Messages::~Messages() { end_progress(); }

void Messages::diagnostics(const host::Diagnostics& diagnostics) {
  clear_line();
  for (const host::Diagnostic& d : diagnostics.all()) {
    if (quiet_ && d.severity != host::Severity::error) continue;
    std::fputs(host::render(d).c_str(), stderr);
  }
}

void Messages::error(std::string_view message) {
  clear_line();
  std::fprintf(stderr, "docmill: %.*s\n", static_cast<int>(message.size()), message.data());
}

void Messages::say(std::string_view message) {
  if (quiet_) return;
  clear_line();
  std::fprintf(stderr, "%.*s\n", static_cast<int>(message.size()), message.data());
}

void Messages::stage_line(uint32_t level, std::string_view stage, std::string_view message) {
  clear_line();
  logger_->log(level_of(level), "{}: {}", stage, message);
}

void Messages::document_line(uint32_t level, std::string_view stage, std::string_view document, std::string_view code,
                             std::string_view message) {
  if (level >= DOCMILL_LEVEL_ERROR && ++failures_shown_ > most_failures_shown) {
    if (failures_shown_ == most_failures_shown + 1) say("further failures are not shown; all stand in failures.jsonl");
    return;
  }
  clear_line();
  logger_->log(level_of(level), "{}: {}: {} [{}]", document, stage, message, code);
}

void Messages::progress(const host::Progress& p) {
  if (quiet_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - last_ < (terminal_ ? std::chrono::duration_cast<std::chrono::milliseconds>(terminal_every) : plain_every))
    return;
  last_ = now;
  const double seconds = std::chrono::duration<double>(now - started_).count();
  std::string line =
      fmt::format("{} documents, {}, {:.1f} MB/s, {} failed", grouped(p.counts.documents), megabytes(p.bytes_read),
                  static_cast<double>(p.bytes_read) / 1e6 / seconds, grouped(p.counts.failed));
  if (p.bytes_total > p.bytes_read && p.bytes_read > 0)
    line += fmt::format(", {} left", duration(seconds * static_cast<double>(p.bytes_total - p.bytes_read) /
                                              static_cast<double>(p.bytes_read)));
  if (terminal_) {
    std::fprintf(stderr, "\r%s\x1b[K", line.c_str());
    std::fflush(stderr);
    line_is_open_ = true;
  } else {
    std::fprintf(stderr, "%s\n", line.c_str());
  }
}

void Messages::clear_line() {
  if (!line_is_open_) return;
  std::fputs("\r\x1b[K", stderr);
  line_is_open_ = false;
}

void Messages::end_progress() { clear_line(); }

}  // namespace docmill::cli
