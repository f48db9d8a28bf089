// What a program of the stage `process` says, on any bytes, in lines as they arrive: read, or refused with a sentence
// for its author; and what is read passes the gate of the host. The body is also a test
// (plugins/process/tests/fuzz_answer_test.cpp).
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "answer.hpp"
#include "docmill/base/utf8.hpp"
#include "programs/line_buffer.hpp"

namespace docmill::process::test {

inline void answer_must(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "fuzz_process_answer: %s\n", what);
  std::abort();
}

inline constexpr std::string_view text_of_document = "aé光😀z";  // 1 + 2 + 3 + 4 + 1 bytes

// A port of each kind.
inline const Ports& all_ports() {
  static const Ports ports = [] {
    const auto port = [](const char* name, uint32_t kind, TextBelow below = {}, std::vector<FieldShape> fields = {}) {
      PortShape shape;
      shape.name = name;
      shape.kind = kind;
      shape.below = below;
      shape.fields = std::move(fields);
      return shape;
    };
    const std::vector<FieldShape> every_type = {{"sure", DOCMILL_TYPE_BOOLEAN},
                                                {"rank", DOCMILL_TYPE_INTEGER},
                                                {"weight", DOCMILL_TYPE_NUMBER},
                                                {"remark", DOCMILL_TYPE_STRING}};
    Ports p;
    p.inputs = {port("text", DOCMILL_KIND_TEXT)};
    p.outputs = {port("summary", DOCMILL_KIND_TEXT),
                 port("marks", DOCMILL_KIND_SPANS, {TextBelow::Of::input, 0}, every_type),
                 port("words", DOCMILL_KIND_SPANS, {TextBelow::Of::output, 0}),
                 port("facts", DOCMILL_KIND_ATTRIBUTES, {}, every_type),
                 port("better", DOCMILL_KIND_REWRITE, {TextBelow::Of::input, 0}),
                 port("extra", DOCMILL_KIND_JSON)};
    return p;
  }();
  return ports;
}

inline void check_rows(const docmill_layer& layer) {
  const auto* bytes = static_cast<const char*>(layer.rows);
  uint32_t last = 0;
  for (uint32_t i = 0; i < layer.n_rows; ++i, bytes += layer.row_size) {
    const auto* span = reinterpret_cast<const docmill_span*>(bytes);
    answer_must(span->start <= span->end && span->start >= last, "spans are sorted");
    last = span->start;
  }
}

inline docmill_output listening_output() {
  docmill_output out{};
  out.size = sizeof out;
  out.put = [](docmill_output*, uint32_t, uint32_t port, const docmill_layer* layer) noexcept {
    answer_must(port < all_ports().outputs.size(), "a port that there is");
    if (layer->pool_size != 0) answer_must(utf8::is_valid({layer->pool, layer->pool_size}), "what is put is UTF-8");
    if (layer->kind == DOCMILL_KIND_SPANS) check_rows(*layer);
    return int32_t{DOCMILL_OK};
  };
  out.verdict = [](docmill_output*, uint32_t, uint32_t, docmill_str code, docmill_str) noexcept {
    answer_must(utf8::is_valid({code.data, code.size}), "a code is UTF-8");
    return int32_t{DOCMILL_OK};
  };
  out.note = [](docmill_output*, uint32_t, uint32_t level, docmill_str, docmill_str) noexcept {
    answer_must(level <= DOCMILL_LEVEL_ERROR, "a level that there is");
    return int32_t{DOCMILL_OK};
  };
  out.emit = [](docmill_output*, uint32_t, uint32_t, docmill_str) noexcept { return int32_t{DOCMILL_OK}; };
  out.should_stop = [](const docmill_output*) noexcept { return int32_t{0}; };
  return out;
}

inline void read_line_of_program(std::string_view line, Unit unit) {
  const docmill_layer layer{sizeof(docmill_layer),   DOCMILL_KIND_TEXT,       nullptr, 0, 0,
                            text_of_document.data(), text_of_document.size(), nullptr, 0};
  const docmill_layer* layers[] = {&layer};
  const docmill_document document{sizeof(docmill_document), 1, layers};
  std::vector<Output::Builder> builders;
  for (const PortShape& p : all_ports().outputs) {
    const auto n = static_cast<uint32_t>(p.fields.size());
    builders.push_back({p.kind, false, Spans(n), Attributes(n), {}});
  }
  docmill_output host = listening_output();
  Output output(&host, 0, &builders);
  check_envelope(line, 1);
  read_answer(line, all_ports(), Document(document), unit, output);
  output.commit();
}

// The first byte says how the program counts and how its bytes arrive.
inline void fuzz_process_answer(const uint8_t* data, std::size_t size) {
  if (size == 0) return;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Unit unit = (data[0] & 3) == 0 ? Unit::byte : (data[0] & 3) == 1 ? Unit::utf16 : Unit::codepoint;
  const std::size_t piece = (data[0] & 4) != 0 ? 7 : bytes.size() + 1;
  LineBuffer buffer;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    buffer.add(bytes.substr(at, piece));
    while (const auto line = buffer.take()) {
      for (const bool is_first : {true, false}) try {
          if (is_first) (void)read_ready(*line);
          else read_line_of_program(*line, unit);
        } catch (const BadAnswer& e) {
          const std::string why = e.what();
          answer_must(!why.empty() && utf8::is_valid(why) && why.find('\n') == std::string::npos, "a sentence");
        }
    }
  }
  answer_must(buffer.rest().size() <= bytes.size(), "what is left has arrived");
}

}  // namespace docmill::process::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  docmill::process::test::fuzz_process_answer(data, size);
  return 0;
}
