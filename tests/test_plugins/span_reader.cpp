// Reads a text and spans over that very text: counts the bytes that the spans cover. Refused where a rewrite stands
// between the two.
#include <docmill/sdk/stage.hpp>

#include <cstdint>

namespace {

struct SpanReader {
  static constexpr docmill::Info info{"span-reader", "1.0.0", "counts the bytes under entities", docmill::pure};
  static constexpr auto required = docmill::ports(docmill::port::text("text", "the text"),
                                                  docmill::port::spans("entities", "text", "spans over it"));
  static constexpr auto provided = docmill::ports(docmill::port::attributes(
      "coverage", "what spans cover", docmill::field::integer("bytes", "of the text, spans that overlap count twice")));

  void process(docmill::Document in, docmill::Output& out) const {
    int64_t bytes = 0;
    for (const docmill::SpanView span : in.spans(1))
      bytes += in.text(0).substr(span.start(), span.end() - span.start()).size();
    out.attributes(0).integer(0, bytes);
  }
};

}  // namespace

DOCMILL_STAGES(SpanReader);
