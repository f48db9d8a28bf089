// Titles and sources made of anything: whatever the edits are, they must be those of a rewrite and give the title. The
// input is a title and a source, divided by the first line that is "%%".
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <docmill/base/utf8.hpp>

#include "headline/headline_place.hpp"

namespace {

void need(bool condition) {
  if (!condition) std::abort();
}

void check_headline(std::string_view source, std::string_view title, bool markup) {
  std::vector<docmill::linker::HeadlineEdit> edits;
  docmill::linker::find_headline(source, title, markup, edits);
  std::string text;
  std::size_t at = 0;
  for (const docmill::linker::HeadlineEdit& e : edits) {
    need(e.start >= at && e.end >= e.start && e.end <= source.size());
    need(docmill::utf8::is_border(source, e.start) && docmill::utf8::is_border(source, e.end));
    text.append(source.substr(at, e.start - at)).append(e.with);
    at = e.end;
  }
  text.append(source.substr(at));
  need(text == title);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t divide = input.find("\n%%\n");
  if (divide == std::string_view::npos || divide == 0 || divide > docmill::linker::longest_headline) return 0;
  const std::string_view title = input.substr(0, divide), source = input.substr(divide + 4);
  if (!docmill::utf8::is_valid(input)) return 0;
  check_headline(source, title, true);
  check_headline(source, title, false);
  return 0;
}
