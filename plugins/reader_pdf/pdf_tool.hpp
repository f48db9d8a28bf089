// poppler's program pdftotext: which one it is, and what it makes of a PDF.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "page_layout.hpp"
#include "processes/child.hpp"

namespace docmill::pdf {

// A sentence, under a code: why a file has no text.
struct Mistake {
  std::string code, message;
};

struct ToolLimits {
  int processor_seconds = 60;    // of one PDF; behind ten times as many that passed it is ended as well
  std::size_t max_pages = 2000;  // of one PDF
  std::size_t memory = 0;        // bytes of one pdftotext
};

// Any thread may ask it; each PDF gets a process of its own, without a network, that can change no file.
class PdfTool {
 public:
  // `program`: the bytes of an executable. Throws std::runtime_error with a sentence: it is none, or is not pdftotext.
  // Starts it once, for its version.
  PdfTool(std::string_view program, const ToolLimits& limits);
  ~PdfTool();
  PdfTool(const PdfTool&) = delete;
  PdfTool& operator=(const PdfTool&) = delete;

  const std::string& version() const { return version_; }  // "22.12.0"
  // Version and build of the libraries that do the work: "pdftotext 22.12.0, libpoppler.so.126 1f2e3d4c".
  const std::string& identity() const { return identity_; }

  struct Answer {
    Layout layout;
    std::string messages;  // what it complained of, at most the first lines
  };
  // Throws Mistake; std::runtime_error where it cannot be started.
  Answer read(std::string_view pdf) const;

 private:
  std::string said_by_it(std::vector<std::string> arguments, std::vector<std::string> environment) const;

  const ToolLimits limits_;
  int program_ = -1;  // descriptor of a copy in memory
  process::LaunchSettings launch_;
  std::string version_, identity_;
  const std::unique_ptr<process::Launcher> launcher_;
};

}  // namespace docmill::pdf
