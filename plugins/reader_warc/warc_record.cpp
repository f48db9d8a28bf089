#include "warc_record.hpp"

#include <algorithm>

#include "http_message.hpp"

namespace docmill::warc {
namespace {

std::optional<uint64_t> parse_length(std::string_view text) {
  if (text.empty() || text.size() > 18) return std::nullopt;
  uint64_t n = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    n = n * 10 + static_cast<uint64_t>(c - '0');
  }
  return n;
}

// Behind a record that has lost its end the next begins within a line; its second line then tells it from other text.
bool is_followed_by_field(std::string_view bytes) {
  (void)take_line(bytes);
  return bytes.starts_with("WARC-") || bytes.starts_with("Content-");
}

// Types of records without a page of their own.
bool is_passed_type(std::string_view type) {
  for (const char* passed : {"warcinfo", "request", "metadata", "revisit", "continuation"})
    if (type == passed) return true;
  return false;
}

Judgement passed(std::string code) { return {Judgement::Kind::passed, std::move(code), {}, {}, 0, {}, {}, {}}; }

Judgement broken(std::string code, std::string message) {
  return {Judgement::Kind::broken, std::move(code), std::move(message), {}, 0, {}, {}, {}};
}

// The media type that the answer says, or else the one that the crawler has found.
MediaType media_of(const RecordHead& head, std::string_view said) {
  MediaType media = parse_media_type(said);
  if (media.type.empty()) media.type = parse_media_type(head.fields.get("WARC-Identified-Payload-Type")).type;
  if (media.type == "application/xhtml+xml") media.type = "text/html";
  return media;
}

Judgement judge_media(Judgement out) {
  if (out.media.type.empty()) return passed("no-media-type");
  if (out.media.type != "text/html" && out.media.type != "text/plain" && out.media.type != "text/markdown")
    return passed("other-media-type");
  if (out.body.empty()) return passed("no-payload");
  return out;
}

Judgement judge_response(const RecordHead& head, std::string_view block, bool any_status) {
  const std::optional<HttpResponse> response = parse_response(block);
  if (!response) return broken("bad-http-head", "the block of this response does not begin with a status line of HTTP");
  if (!any_status && (response->status < 200 || response->status > 299)) return passed("http-status");
  Judgement out;
  out.media = media_of(head, response->fields.get("Content-Type"));
  out.status = response->status;
  out.body = response->body;
  out.transfer = lowered(response->fields.get("Transfer-Encoding"));
  out.content = lowered(response->fields.get("Content-Encoding"));
  return judge_media(std::move(out));
}

}  // namespace

ParsedHead parse_record_head(std::string_view text) {
  const std::string_view first = take_line(text);
  if (first != "WARC/1.0" && first != "WARC/1.1") return {std::nullopt, "its version is not WARC/1.0 or WARC/1.1"};
  RecordHead head;
  head.fields = HeaderFields(text);
  head.type = lowered(head.fields.get("WARC-Type"));
  if (head.type.empty()) return {std::nullopt, "it has no WARC-Type"};
  const std::optional<uint64_t> length = parse_length(head.fields.get("Content-Length"));
  if (!length) return {std::nullopt, "its Content-Length is missing or no number"};
  head.length = *length;
  return {std::move(head), {}};
}

bool begins_record(std::string_view bytes) { return bytes.starts_with("WARC/1.") || bytes.starts_with("WARC/0."); }

std::size_t find_record(std::string_view bytes, std::size_t from) {
  for (std::size_t at = from; at < bytes.size(); ++at) {
    at = bytes.find("WARC/", at);
    if (at == std::string_view::npos) break;
    const std::string_view here = bytes.substr(at);
    const bool begins_line = at == 0 || bytes[at - 1] == '\n';
    if (begins_record(here) && (begins_line || is_followed_by_field(here))) return at;
  }
  return std::string_view::npos;
}

Judgement judge(const RecordHead& head, std::string_view block, bool any_status) {
  if (is_passed_type(head.type)) return passed(head.type);
  if (head.type != "response" && head.type != "resource" && head.type != "conversion") return passed("other-type");
  const MediaType of_block = parse_media_type(head.fields.get("Content-Type"));
  if (head.type == "response" && of_block.type == "application/http") return judge_response(head, block, any_status);
  Judgement out;
  out.media = media_of(head, head.fields.get("Content-Type"));
  out.body = block;
  return judge_media(std::move(out));
}

std::string_view without_brackets(std::string_view id) {
  if (id.starts_with('<')) id.remove_prefix(1);
  if (id.ends_with('>')) id.remove_suffix(1);
  return id;
}

}  // namespace docmill::warc
