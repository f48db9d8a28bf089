// What pdftotext says of a PDF, made into paragraphs and HTML, on any bytes. The body is also a test
// (plugins/reader_pdf/tests/pdf_logic_test.cpp).
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <docmill/base/utf8.hpp>
#include <string_view>
#include <utility>

#include "page_layout.hpp"
#include "paragraphs.hpp"
#include "pdf_html.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  using namespace docmill::pdf;
  LayoutParser parser;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  parser.feed(bytes.substr(0, size / 2));
  parser.feed(bytes.substr(size / 2));
  Layout layout = parser.take();
  const std::size_t n_pages = layout.pages.size();
  const Text text = text_of(std::move(layout.pages));
  const Html html = html_of(text, layout.title, n_pages);
  if (!docmill::utf8::is_valid(html.page) || html.page_starts.size() != n_pages) std::abort();
  for (const uint64_t start : html.page_starts)
    if (start > html.page.size()) std::abort();
  return 0;
}
