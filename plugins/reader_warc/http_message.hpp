// The head of an HTTP response (RFC 9112, 2 to 6) as a crawler has kept it.
#pragma once

#include <optional>
#include <string_view>

#include "headers/header_fields.hpp"

namespace docmill::warc {

struct HttpResponse {
  int status = 0;  // 100 to 599
  HeaderFields fields{{}};
  std::string_view body;  // as it was sent: chunked, packed
};

// Nothing when the block does not begin with a status line.
std::optional<HttpResponse> parse_response(std::string_view block);

}  // namespace docmill::warc
