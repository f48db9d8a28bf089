#include "pdf_tool.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <cstring>
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
  const int copy = memfd_create("pdftotext", MFD_CLOEXEC);
  if (copy < 0) throw std::runtime_error("there is no memory for a copy of the program");
  for (std::string_view rest = program; !rest.empty();) {
    const ssize_t n = write(copy, rest.data(), rest.size());
    if (n <= 0) {
      close(copy);
      throw std::runtime_error("there is no memory for a copy of the program");
    }
    rest.remove_prefix(static_cast<std::size_t>(n));
  }
  return copy;
}

std::string first_line(std::string_view text) { return std::string(text.substr(0, text.find('\n'))); }

// The lines of what it says that tell of mistakes, without the numbers of bytes in parentheses, each once, the first
// few.
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

// Why it gave no text. Exit codes: 1 cannot be opened, 3 its owner forbids it (pdftotext(1)).
[[noreturn]] void refuse(const process::FilterResult& result) {
  if (has(result.messages, "Incorrect password"))
    throw Mistake{"encrypted", "the PDF is encrypted; save it without a password first"};
  if (has(result.messages, "encryption"))
    throw Mistake{"encrypted", "the PDF is encrypted in a way that poppler does not know; save it without first"};
  if (result.status == 3 || has(result.messages, "Copying of text from this document is not allowed"))
    throw Mistake{"copying-forbidden", "its owner does not allow text to be copied out of it; ask for another copy"};
  if (has(result.messages, "Out of memory") || has(result.messages, "bad_alloc"))
    throw Mistake{"memory-limit", "pdftotext needs more memory than it may have; raise max-memory"};
  const std::string said = complaints(result.messages);
  throw Mistake{"damaged", "poppler cannot read it" + (said.empty() ? "" : ": " + said) + "; fetch the file again"};
}

}  // namespace

PdfTool::PdfTool(std::string_view program, const ToolLimits& limits)
    : limits_(limits), program_(copy_in_memory(program)), launcher_(std::make_unique<process::Launcher>()) {
  launch_.executable = "/proc/self/fd/" + std::to_string(program_);
  launch_.folder = "/";
  launch_.environment = {"LC_ALL=C.UTF-8", "TZ=UTC", "HOME=/nonexistent"};
  launch_.confinement = std::make_shared<const process::Confinement>(std::vector<std::string>{"/dev"});
  launch_.processor_seconds = limits.processor_seconds;
  launch_.memory = limits.memory;
  try {
    const std::string said = said_by_it({"pdftotext", "-v"}, launch_.environment);
    constexpr std::string_view before = "pdftotext version ";
    const std::size_t at = said.find(before);
    if (at == std::string::npos || !has(said, "Poppler"))
      throw std::runtime_error(std::string("it does not say that it is poppler's pdftotext; ") + ask_again);
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
  if (result.how == FilterEnd::out_of_time || result.signal == SIGXCPU || result.signal == SIGKILL)
    throw Mistake{"time-limit", "pdftotext was ended after " + std::to_string(limits_.processor_seconds) +
                                    " seconds of processor time" + raise("max-seconds")};
  if (result.how == FilterEnd::too_much_output)
    throw Mistake{"too-large", "its text is above 1 GiB with the places of the words"};
  if (result.how == FilterEnd::killed_by_signal && !has(result.messages, "bad_alloc"))
    throw Mistake{"program-ended", "pdftotext ended " + result.end + " on it; tell the makers of poppler"};
  if (result.status != 0 || !parser.is_whole()) refuse(result);
  Answer answer{parser.take(), complaints(result.messages)};
  if (answer.layout.pages.size() > limits_.max_pages)
    throw Mistake{"too-many-pages",
                  "it has more than " + std::to_string(limits_.max_pages) + " pages" + raise("max-pages")};
  return answer;
}

}  // namespace docmill::pdf
