// Does one wrong thing, and only to documents that hold the trigger word; every other document gets a right `echo` of
// its text and a right span over its first byte (if that is ASCII). For tests of what the host does about it.
//
//   mode        what happens to a document with the trigger
//   throw       an exception leaves process() (and is caught at the edge of the SDK)
//   status      the whole call answers DOCMILL_ERROR_INTERNAL, so the host repeats it document by document
//   bad-span    a span that ends behind the text
//   bad-utf8    a text that is not UTF-8
//   twice       the same port put twice
//   nan         a score that is no number
//   drop        the verdict DROP
//   fail        the verdict FAIL
//   note        a warning, and otherwise right
//   none        nothing
#include <docmill/sdk/stage.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace {

struct Misbehave {
  static constexpr docmill::Info info{"misbehave", "1.0.0", "does one wrong thing where the trigger stands",
                                      docmill::pure};

  struct Config {
    std::string mode;
    std::string trigger;
  };
  static constexpr auto options = docmill::options(
      docmill::option<&Config::mode>("mode", "\"none\"", "what to do wrong")
          .one_of("none", "throw", "status", "bad-span", "bad-utf8", "twice", "nan", "drop", "fail", "note"),
      docmill::option<&Config::trigger>("trigger", "\"POISON\"", "the word that a document must hold"));
  static constexpr auto required = docmill::ports(docmill::port::text("text", "the text"));
  static constexpr auto provided = docmill::ports(docmill::port::text("echo", "the text again"),
                                                  docmill::port::spans("marks", "text", "the first byte"));

  explicit Misbehave(Config c) : config(std::move(c)) {}

  bool is_triggered(docmill::Document in) const { return in.text(0).find(config.trigger) != std::string_view::npos; }

  void process(docmill::Document in, docmill::Output& out) const {
    const std::string_view text = in.text(0);
    if (is_triggered(in)) provoke(text, out);
    else answer(text, out);
  }

  static void answer(std::string_view text, docmill::Output& out) {
    out.text(0, text);
    docmill::Spans& marks = out.spans(1);
    if (!text.empty() && static_cast<unsigned char>(text[0]) < 0x80) marks.add({0, 1, "first", {}, 1.0});
  }

  void provoke(std::string_view text, docmill::Output& out) const {
    const std::string& mode = config.mode;
    if (mode == "throw") throw std::runtime_error("thrown on purpose");
    if (mode == "drop") return out.drop("on-purpose", "dropped on purpose");
    if (mode == "fail") return out.fail("on-purpose", "failed on purpose");
    if (mode == "bad-utf8") return out.text(0, "\xC3\x28");
    if (mode == "note") out.note("on-purpose", "noted on purpose", DOCMILL_LEVEL_WARNING);
    if (mode == "twice") out.text(0, text);
    answer(text, out);
    if (mode == "bad-span") out.spans(1).add({0, static_cast<uint32_t>(text.size() + 1)});
    if (mode == "nan") spoil_score(out.spans(1).add({0, 0, {}, {}, 1.0}));
  }

  // The builder refuses a NaN, so it is written into the row behind its back.
  static void spoil_score(const docmill::Spans& spans) {
    const docmill_layer layer = spans.layer();
    const std::size_t last = std::size_t{layer.row_size} * (layer.n_rows - 1);
    reinterpret_cast<docmill_span*>(static_cast<char*>(const_cast<void*>(layer.rows)) + last)->score = std::nan("");
  }

  Config config;
};

// The SDK gives every document its own answer; an answer for the whole call has to go around it.
using Adapter = docmill::detail::Adapter<Misbehave>;

int32_t process(void* worker, const docmill_batch* batch, docmill_output* out) noexcept {
  const Misbehave& stage = static_cast<Adapter::Session*>(worker)->model->stage;
  if (stage.config.mode == "status") {
    for (uint32_t i = 0; i < batch->n_documents; ++i)
      if (stage.is_triggered(docmill::Document(*batch->documents[i]))) return DOCMILL_ERROR_INTERNAL;
  }
  return Adapter::process(worker, batch, out);
}

constexpr docmill_stage table = [] {
  docmill_stage t = Adapter::stage;
  t.process = process;
  return t;
}();
constexpr const docmill_stage* stages[] = {&table};

}  // namespace

DOCMILL_NOTE;
extern "C" DOCMILL_EXPORT constexpr docmill_stage_library docmill_stage_library_1{
    sizeof(docmill_stage_library), 0, DOCMILL_ABI_MINOR, "docmill-c++ 1.0", __VERSION__, stages, 1, 0, nullptr, 0, 0};
