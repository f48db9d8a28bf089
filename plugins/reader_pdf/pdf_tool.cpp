#include "pdf_tool.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <docmill/base/printable.hpp>
#include <stdexcept>
#include <utility>
#include <vector>

#include "build_id.hpp"
#include "processes/filter_run.hpp"

namespace docmill::pdf {
namespace {

constexpr const char* ask_again = "install poppler-utils, or name the program pdftotext";
constexpr std::size_t most_output = std::size_t{1} << 30;  // of one PDF: 100 bytes a word, so ten million words
constexpr int patience = 10;                               // seconds of time for one of the processor
constexpr std::size_t build_digits = 12;                   // of a build id, as people look at them

// A copy of the program that nobody can change any more. Throws.
int copy_in_memory(std::string_view program) {
  if (!program.starts_with("\x7F"
                           "ELF"))
    throw std::runtime_error(std::string("it is no program; ") + ask_again);
  const int made = memfd_create("pdftotext", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  // 0 to 2 are the child's own, also where docmill was started without them.
  const int copy = made < 0 ? -1 : fcntl(made, F_DUPFD_CLOEXEC, 3);
  if (made >= 0) close(made);
  if (copy < 0) throw std::runtime_error("there is no memory for a copy of the program");
  const auto give_up = [&](const char* why) {
    close(copy);
    throw std::runtime_error(why);
  };
  for (std::string_view rest = program; !rest.empty();) {
    const ssize_t n = write(copy, rest.data(), rest.size());
    if (n <= 0) give_up("there is no memory for a copy of the program");
    rest.remove_prefix(static_cast<std::size_t>(n));
  }
  if (fcntl(copy, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) != 0)
    give_up("the copy of the program in memory cannot be sealed against changes");
  return copy;
}

std::string first_line(std::string_view text) { return std::string(text.substr(0, text.find('\n'))); }

// The first few lines of what it says, each once.
std::string complaints(std::string_view said) {
  constexpr std::size_t most_lines = 3;
  std::vector<std::string> lines;
  while (!said.empty() && lines.size() < most_lines) {
    const std::size_t end = std::min(said.find('\n'), said.size());
    std::string line(said.substr(0, end));
    said.remove_prefix(std::min(end + 1, said.size()));
    if (line.empty() || std::find(lines.begin(), lines.end(), line) != lines.end()) continue;
    lines.push_back(std::move(line));
  }
  std::string all;
  for (const std::string& line : lines) all += (all.empty() ? "" : "; ") + line;
  return all;
}

bool has(std::string_view text, std::string_view what) { return text.find(what) != std::string_view::npos; }

// " (it says: ...)", or nothing.
std::string in_its_words(std::string_view said) {
  constexpr std::size_t most = 200;
  const std::string line = first_line(said.substr(0, most));
  return line.empty() ? "" : " (it says: " + printable(line) + ")";
}

// It gave no text because it has come to its limit: poppler says so and aborts, or an exception of C++ does.
bool is_without_memory(const process::FilterResult& result) {
  return (result.how == process::FilterEnd::killed_by_signal || result.status != 0) &&
         (has(result.messages, "Out of memory") || has(result.messages, "bad_alloc"));
}

// Why it gave no text. Exit codes: 1 cannot be opened, 3 its owner forbids it (pdftotext(1)).
[[noreturn]] void refuse(const process::FilterResult& result) {
  if (has(result.messages, "Incorrect password"))
    throw Mistake{"encrypted", "the PDF is encrypted; save it without a password first"};
  if (has(result.messages, "encryption"))
    throw Mistake{"encrypted", "the PDF is encrypted in a way that poppler does not know; save it without first"};
  if (result.status == 3 || has(result.messages, "Copying of text from this document is not allowed"))
    throw Mistake{"copying-forbidden", "its owner does not allow text to be copied out of it; ask for another copy"};
  const std::string said = complaints(result.messages);
  throw Mistake{"damaged", "poppler cannot read it" + (said.empty() ? "" : ": " + said) + "; fetch the file again"};
}

}  // namespace

PdfTool::PdfTool(std::string_view program, const ToolLimits& limits)
    : limits_(limits), program_(copy_in_memory(program)), launcher_(std::make_unique<process::Launcher>()) {
  launch_.executable = "/proc/self/fd/" + std::to_string(program_);
  launch_.folder = "/";
  launch_.environment = {"LC_ALL=C.UTF-8", "TZ=UTC", "HOME=/nonexistent"};
  launch_.confinement = std::make_shared<const process::Confinement>(std::vector<std::string>{});
  launch_.processor_seconds = limits.processor_seconds;
  launch_.memory = limits.memory;
  try {
    const std::string said = said_by_it({"pdftotext", "-v"}, launch_.environment);
    constexpr std::string_view before = "pdftotext version ";
    const std::size_t at = said.find(before);
    if (at == std::string::npos || !has(said, "Poppler"))
      throw std::runtime_error("it does not say that it is poppler's pdftotext" + in_its_words(said) + "; " +
                               ask_again);
    version_ = first_line(std::string_view(said).substr(at + before.size()));
    identity_ = "pdftotext " + version_;
    // The loader alone runs, and says where it finds the libraries.
    std::vector<std::string> environment = launch_.environment;
    environment.emplace_back("LD_TRACE_LOADED_OBJECTS=1");
    const std::string libraries = said_by_it({"pdftotext"}, environment);
    if (const std::size_t name = libraries.find("libpoppler.so"); name != std::string::npos) {
      const std::string line = first_line(std::string_view(libraries).substr(name));
      const std::size_t path = line.find(" => ");
      identity_ += ", " + line.substr(0, line.find(' '));
      if (path != std::string::npos)
        identity_ += " " + build_id_of(line.substr(path + 4, line.find(" (", path) - path - 4)).substr(0, build_digits);
    }
  } catch (...) {
    close(program_);
    throw;
  }
}

PdfTool::~PdfTool() { close(program_); }

// By a launcher of its own: no thread may be left when a model has been made.
std::string PdfTool::said_by_it(std::vector<std::string> arguments, std::vector<std::string> environment) const {
  process::LaunchSettings settings = launch_;
  settings.arguments = std::move(arguments);
  settings.environment = std::move(environment);
  process::Launcher launcher;
  std::string out;
  const process::FilterResult result = process::run_filter(launcher, settings, {}, {60'000, 1 << 20}, [&](auto piece) {
    out += piece;
    return true;
  });
  return out + result.messages;
}

PdfTool::Answer PdfTool::read(std::string_view pdf) const {
  process::LaunchSettings settings = launch_;
  settings.arguments = {"pdftotext", "-bbox-layout", "-enc", "UTF-8", "-l", std::to_string(limits_.max_pages + 1), "-",
                        "-"};
  LayoutParser parser;
  const process::FilterLimits limits{limits_.processor_seconds * patience * 1000, most_output};
  const process::FilterResult result = process::run_filter(*launcher_, settings, pdf, limits, [&](auto piece) {
    parser.feed(piece);
    return true;
  });
  using process::FilterEnd;
  const auto raise = [](const char* option) { return std::string("; raise ") + option + " if it is what you want"; };
  if (result.how == FilterEnd::out_of_time)
    throw Mistake{"time-limit", "pdftotext was ended after " + std::to_string(limits.milliseconds / 1000) +
                                    " seconds; run again on a machine with less to do"};
  if (result.signal == SIGXCPU)
    throw Mistake{"time-limit", "pdftotext was ended after " + std::to_string(limits_.processor_seconds) +
                                    " seconds of processor time" + raise("max-seconds")};
  if (result.signal == SIGKILL)
    throw Mistake{"out-of-memory",
                  "something else ended pdftotext (often the kernel, for want of memory); run again with fewer threads "
                  "or on a machine with more memory"};
  if (result.how == FilterEnd::too_much_output)
    throw Mistake{"too-large", "its text is above 1 GiB with the places of the words"};
  if (is_without_memory(result))
    throw Mistake{"memory-limit", "pdftotext needs more memory than it may have; raise max-memory"};
  if (result.how == FilterEnd::killed_by_signal)
    throw Mistake{"program-ended", "pdftotext ended " + result.end + " on it; tell the makers of poppler"};
  if (result.status != 0 || !parser.is_whole()) refuse(result);
  Answer answer{parser.take(), complaints(result.messages)};
  if (answer.layout.pages.size() > limits_.max_pages)
    throw Mistake{"too-many-pages",
                  "it has more than " + std::to_string(limits_.max_pages) + " pages" + raise("max-pages")};
  return answer;
}

}  // namespace docmill::pdf
