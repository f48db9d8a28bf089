#include "cli/messages.hpp"

#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <unistd.h>

#include <cstdio>
#include <utility>

#include "command_line/terminal.hpp"
#include "docmill/base/ascii.hpp"
#include "docmill/base/printable.hpp"

namespace docmill::cli {
namespace {

constexpr std::size_t most_diagnostics = 100;
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

uint32_t level_named(const std::string& name) {
  if (name == "debug") return DOCMILL_LEVEL_DEBUG;
  if (name == "info") return DOCMILL_LEVEL_INFO;
  return name == "error" ? DOCMILL_LEVEL_ERROR : DOCMILL_LEVEL_WARNING;
}

const char* name_of_level(uint32_t level) {
  switch (level) {
    case DOCMILL_LEVEL_DEBUG: return "debug";
    case DOCMILL_LEVEL_INFO: return "info";
    case DOCMILL_LEVEL_WARNING: return "warning";
    default: return "error";
  }
}

std::string duration(double seconds) {
  const auto s = static_cast<uint64_t>(seconds + 0.5);
  if (s < 60) return fmt::format("{} s", s);
  if (s < 3600) return fmt::format("{}:{:02} min", s / 60, s % 60);
  return fmt::format("{}:{:02} h", s / 3600, s % 3600 / 60);
}

// `what` is spdlog's: "Failed opening file x.log for writing: Not a directory".
std::string log_trouble(const std::string& file, const std::string& what) {
  const std::size_t colon = what.rfind(": ");
  return fmt::format("{}: the log cannot be written: {}", file,
                     what.substr(colon == std::string::npos ? 0 : colon + 2));
}

}  // namespace

std::string grouped(uint64_t n) {
  std::string digits = std::to_string(n);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, ',');
  return digits;
}

std::string megabytes(uint64_t bytes) {
  const double mb = static_cast<double>(bytes) / 1e6;
  if (bytes < 1000) return fmt::format("{} byte{}", bytes, bytes == 1 ? "" : "s");
  return mb < 0.1 ? fmt::format("{:.0f} kB", mb * 1000) : fmt::format("{:.1f} MB", mb);
}

Messages::Messages(const Settings& settings)
    : shown_level_(settings.quiet ? uint32_t{DOCMILL_LEVEL_ERROR} : level_named(settings.level)),
      file_name_(settings.file),
      quiet_(settings.quiet),
      terminal_(::isatty(STDERR_FILENO) != 0),
      started_(std::chrono::steady_clock::now()),
      last_(started_) {}

std::string Messages::open_log() {
  if (file_name_.empty()) return {};
  try {
    auto file = std::make_shared<spdlog::sinks::basic_file_sink_mt>(file_name_, true);
    file->set_pattern("%Y-%m-%dT%H:%M:%S.%e %l %v");
    const std::lock_guard lock(mutex_);
    file_ = std::make_shared<spdlog::logger>("docmill", std::move(file));
    file_->set_level(spdlog::level::info);
    file_->set_error_handler([this](const std::string& why) {
      if (file_trouble_.empty()) file_trouble_ = why;
    });
    for (const auto& [level, text] : std::exchange(early_, {})) file_->log(level_of(level), "{}", text);
  } catch (const spdlog::spdlog_ex& e) {
    return log_trouble(file_name_, e.what());
  }
  return {};
}

Messages::~Messages() {
  end_progress();
  close_log();
}

bool Messages::close_log() {
  if (!file_) return true;
  file_->flush();
  file_.reset();
  const std::string name = std::exchange(file_name_, {});
  if (!file_trouble_.empty()) error(log_trouble(name, file_trouble_));
  return file_trouble_.empty();
}

bool Messages::is_log_line(std::string_view line) {
  const std::string_view form = log_line_begins;
  if (line.size() < form.size()) return false;
  for (std::size_t i = 0; i < form.size(); ++i)
    if (form[i] == 'd' ? !ascii::is_digit(line[i]) : line[i] != form[i]) return false;
  return true;
}

void Messages::diagnostics(const host::Diagnostics& diagnostics) {
  clear_line();
  std::size_t shown = 0;
  for (const host::Diagnostic& d : diagnostics.all()) {
    if (quiet_ && d.severity != host::Severity::error) continue;
    if (shown++ < most_diagnostics) terminal::put(stderr, host::render(d));
  }
  if (shown > most_diagnostics) terminal::print(stderr, "and {} more\n", grouped(shown - most_diagnostics));
}

void Messages::error(std::string_view message) {
  clear_line();
  terminal::print(stderr, "docmill: {}\n", message);
}

void Messages::say(std::string_view message) {
  if (!quiet_) notice(message);
}

void Messages::notice(std::string_view message) {
  clear_line();
  terminal::print(stderr, "{}\n", message);
}

// One line, whatever stands in it.
void Messages::line(uint32_t level, const std::string& kind, const std::string& text) {
  const std::lock_guard lock(mutex_);  // stages speak from any thread
  const std::string shown = printable(text);
  if (file_) file_->log(level_of(level), "{}", shown);
  else if (!file_name_.empty()) early_.emplace_back(level, shown);
  if (level < shown_level_) return;
  const MessageLimit::Verdict verdict = limit_.count(kind);
  if (verdict == MessageLimit::Verdict::hide) return;
  clear_line();
  if (verdict == MessageLimit::Verdict::show) terminal::print(stderr, "{}: {}\n", name_of_level(level), shown);
  else terminal::print(stderr, "further [{}] are counted, not shown\n", kind);
}

void Messages::stage_line(uint32_t level, std::string_view stage, std::string_view message) {
  line(level, fmt::format("{} of {}", name_of_level(level), stage), fmt::format("{}: {}", stage, message));
}

void Messages::document_line(uint32_t level, std::string_view stage, std::string_view document, std::string_view code,
                             std::string_view message) {
  line(level, std::string(code), fmt::format("{}: {}: {} [{}]", document, stage, message, code));
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
    terminal::show_passing(line);
    line_is_open_ = true;
  } else {
    terminal::print(stderr, "{}\n", line);
  }
}

void Messages::clear_line() {
  if (!line_is_open_) return;
  terminal::show_passing("");
  line_is_open_ = false;
}

void Messages::end_progress() {
  clear_line();
  for (const MessageLimit::Hidden& h : limit_.take_hidden())
    terminal::print(stderr, "{} more [{}] not shown\n", grouped(h.n), h.kind);
}

}  // namespace docmill::cli
