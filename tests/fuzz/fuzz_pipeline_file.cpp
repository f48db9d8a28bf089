// Any bytes as a pipeline file, as an override and as a condition: no crash, and every mistake has a place that exists.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "docmill/base/utf8.hpp"
#include "host/pipeline/condition.hpp"
#include "host/pipeline/pipeline_text.hpp"

namespace {

using namespace docmill::host;

void require(bool good) {
  if (!good) std::abort();
}

void check_place(const Place& place) {
  if (place.source == nullptr || place.line == 0) return;
  const std::string& text = place.source->content;
  require(place.line <= static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1);
  // The end of the file may be named as the place behind the last character and its line end.
  require(place.column <= place.source->line(place.line).size() + 3);
}

void check_diagnostics(const Diagnostics& diagnostics) {
  for (const Diagnostic& d : diagnostics.all()) {
    check_place(d.place);
    require(!d.message.empty() && d.message.find('\n') == std::string::npos);
    require(docmill::utf8::is_valid(render(d)));
  }
}

void read_as_file(std::string_view text) {
  const auto source = std::make_shared<const SourceText>(SourceText{"p.toml", std::string(text)});
  Diagnostics diagnostics;
  const PipelineFile file = read_pipeline_text(source, {}, false, diagnostics);
  check_diagnostics(diagnostics);
  require(diagnostics.has_errors() || !file.stages.empty());
}

void read_as_override(std::string_view text) {
  const auto source = std::make_shared<const SourceText>(SourceText{"p.toml", "[[stage]]\nuse = \"a\"\n"});
  Diagnostics diagnostics;
  read_pipeline_text(source, {{std::string(text)}, {"a." + std::string(text)}, {"input." + std::string(text)}}, false,
                     diagnostics);
  check_diagnostics(diagnostics);
}

void read_as_condition(std::string_view text) {
  const auto bind = [](std::string_view layer, std::string_view key) -> std::variant<KeyBinding, std::string> {
    if (layer == "metadata") return KeyBinding{0, 0, std::nullopt};
    if (key.size() > 4) return std::string("no such key");
    return KeyBinding{1, 0, static_cast<FieldType>(1 + key.size() % 4)};
  };
  auto parsed = Condition::parse(text, bind);
  if (const auto* mistakes = std::get_if<1>(&parsed)) {
    require(!mistakes->empty());
    for (const auto& mistake : *mistakes) require(mistake.offset <= text.size() && !mistake.message.empty());
    return;
  }
  const auto& condition = std::get<Condition>(parsed);
  condition.holds([](std::size_t) { return Scalar(Null{}); });
  condition.holds([](std::size_t i) { return i % 2 == 0 ? Scalar(int64_t{3}) : Scalar(std::string_view("en")); });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  read_as_file(text);
  read_as_override(text.substr(0, 4096));
  read_as_condition(text.substr(0, 4096));
  return 0;
}
