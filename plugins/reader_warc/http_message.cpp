#include "http_message.hpp"

#include <utility>

namespace docmill::warc {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<HttpResponse> parse_one(std::string_view block) {
  if (!block.starts_with("HTTP/")) return std::nullopt;
  const std::size_t end = end_of_head(block);
  // Crawlers keep answers that have broken off inside their head, too.
  std::string_view head = block.substr(0, end);
  const std::string_view first = take_line(head);
  const std::size_t space = first.find(' ');
  const std::string_view code = space == std::string_view::npos ? std::string_view() : trimmed(first.substr(space));
  if (code.size() < 3 || code[0] < '1' || code[0] > '5' || !is_digit(code[1]) || !is_digit(code[2]))
    return std::nullopt;
  HttpResponse out;
  out.status = (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
  out.fields = HeaderFields(head);
  if (end != std::string_view::npos) out.body = block.substr(end);
  return out;
}

}  // namespace

// Heads that only tell of the one to come ("100 Continue", "103 Early Hints") stand before it in what was received.
std::optional<HttpResponse> parse_response(std::string_view block) {
  std::optional<HttpResponse> out = parse_one(block);
  while (out && out->status < 200 && out->status != 101) {
    std::optional<HttpResponse> next = parse_one(out->body);
    if (!next) break;
    out = std::move(next);
  }
  return out;
}

}  // namespace docmill::warc
