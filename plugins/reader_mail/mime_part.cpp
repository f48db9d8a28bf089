#include "mime_part.hpp"

#include <algorithm>

namespace docmill::mail {
namespace {

constexpr int deepest = 20;
constexpr std::size_t most_parts = 1000;

// A line "--BOUNDARY" or, at the end of all parts, "--BOUNDARY--".
struct Delimiter {
  std::size_t begin = std::string_view::npos,
              end = std::string_view::npos;  // with its line ends, that before it included
  bool is_last = false;
};

Delimiter find_delimiter(std::string_view body, const std::string& boundary, std::size_t from) {
  const std::string mark = "--" + boundary;
  for (std::size_t at = from; (at = body.find(mark, at)) != std::string_view::npos; ++at) {
    if (at != 0 && body[at - 1] != '\n') continue;
    std::string_view rest = body.substr(at + mark.size());
    const bool is_last = rest.starts_with("--");
    if (is_last) rest.remove_prefix(2);
    const std::size_t line_end = std::min(rest.find('\n'), rest.size());
    if (rest.substr(0, line_end).find_first_not_of(" \t\r") != std::string_view::npos)
      continue;  // another boundary that begins alike
    Delimiter out{at, body.size() - rest.size() + std::min(line_end + 1, rest.size()), is_last};
    if (out.begin > from) --out.begin;
    if (out.begin > from && body[out.begin - 1] == '\r') --out.begin;
    return out;
  }
  return {};
}

class Parser {
 public:
  explicit Parser(ParsedMessage& out) : out_(out) {}

  Part parse(std::string_view bytes, std::string_view usual_type, int depth) {
    Part part;
    const bool has_head = !bytes.starts_with("\n") && !bytes.starts_with("\r\n");
    const std::size_t head_size = has_head ? std::min(end_of_head(bytes), bytes.size()) : bytes.find('\n') + 1;
    part.fields = HeaderFields(bytes.substr(0, head_size));
    part.body = bytes.substr(head_size);
    const std::string_view type = part.fields.get("Content-Type");
    part.type = StructuredField(type.empty() ? usual_type : type);
    part.disposition = StructuredField(part.fields.get("Content-Disposition"));
    if (part.is_multipart()) add_parts(part, depth);
    return part;
  }

 private:
  void add_parts(Part& whole, int depth) {
    const std::string boundary = whole.type.get("boundary");
    if (boundary.empty()) return;
    if (depth == deepest) {
      out_.is_too_deep = true;
      return;
    }
    const std::string_view usual = whole.type.value() == "multipart/digest" ? "message/rfc822" : "text/plain";
    Delimiter open = find_delimiter(whole.body, boundary, 0);
    while (open.begin != std::string_view::npos && !open.is_last) {
      if (++n_parts_ > most_parts) {
        out_.is_too_deep = true;
        return;
      }
      const Delimiter close = find_delimiter(whole.body, boundary, open.end);
      const std::size_t end = std::min(close.begin, whole.body.size());
      whole.parts.push_back(parse(whole.body.substr(open.end, end - open.end), usual, depth + 1));
      open = close;
    }
    if (open.begin == std::string_view::npos) out_.is_cut_off = true;
  }

  ParsedMessage& out_;
  std::size_t n_parts_ = 0;
};

}  // namespace

std::string Part::file_name() const {
  std::string name = disposition.get("filename");
  return name.empty() ? type.get("name") : name;
}

ParsedMessage parse_message(std::string_view message) {
  ParsedMessage out;
  out.root = Parser(out).parse(message, "text/plain", 0);
  return out;
}

}  // namespace docmill::mail
