// Dumps of Wikipedia made of anything: read or refused with a sentence; links within the bytes.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

#include <docmill/base/utf8.hpp>

#include "kb/source.hpp"
#include "kb/wikipedia_dump.hpp"

namespace {

using namespace docmill::linker;

void must(bool condition) {
  if (!condition) std::abort();
}

void check_links(std::string_view wikitext) {
  for_each_link(wikitext, [](std::string_view title, std::string_view form) {
    must(!form.empty() && docmill::utf8::is_valid(form));
    must(docmill::utf8::is_valid(title_of_link(title)));
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  check_links(input);
  const int file = ::memfd_create("dump", 0);
  if (file < 0 || ::write(file, data, size) != static_cast<ssize_t>(size)) std::abort();
  try {
    PackedFile dump("/proc/self/fd/" + std::to_string(file));
    read_wikipedia(dump, {[](std::string_view) {},
                          [](const WikipediaPage& page) {
                            must(!page.title.empty());
                            check_links(page.text);
                          }});
  } catch (const std::runtime_error& e) {
    must(*e.what() != '\0');
  }
  ::close(file);
  return 0;
}
