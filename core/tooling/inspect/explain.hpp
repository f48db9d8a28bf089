// A trace told to people: what each stage took away and what it added. As text for a terminal, as one page of HTML that
// needs no other file. Any stage and any layer: what there is to tell is found from kinds and maps, not from names.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "host/run/prepared_pipeline.hpp"
#include "tooling/inspect/trace.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

// How words are set off on a terminal; each may give its argument as it is.
struct ExplainStyle {
  std::function<std::string(std::string_view)> title, dim, added, removed, bad;
};

// `places`: the same on every run (no times), for tests and for files that are compared.
std::string explain_text(const PreparedPipeline& prepared, const Trace& trace, const ExplainStyle& style,
                         bool with_times);
std::string explain_html(const PreparedPipeline& prepared, const Trace& trace, bool with_times);

// Removed text is struck through, spans are coloured by label, and each span shows the bytes of the source for which it
// stands. At most so many spans of a layer are told, in order.
inline constexpr std::size_t spans_told = 20;       // text
inline constexpr std::size_t spans_on_page = 5000;  // HTML

}  // namespace docmill::tooling
