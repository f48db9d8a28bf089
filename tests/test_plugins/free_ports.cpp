// Leaves its ports to the pipeline: copies the first text that it is given to the first text that it is to provide.
#include <docmill/sdk/stage.hpp>

#include <cstdint>
#include <optional>
#include <span>

namespace {

using Entries = std::span<const docmill_catalogue_entry* const>;

std::optional<uint32_t> first_text(Entries entries) {
  for (uint32_t i = 0; i < entries.size(); ++i)
    if (entries[i]->kind == DOCMILL_KIND_TEXT) return i;
  return std::nullopt;
}

struct FreePorts {
  static constexpr docmill::Info info{"free-ports", "1.0.0", "copies a text to another name",
                                      docmill::ports_from_pipeline};

  explicit FreePorts(const docmill::Setup& setup) {
    const auto read = first_text(setup.inputs()), write = first_text(setup.outputs());
    if (!read || !write)
      throw docmill::ConfigError(
          "", "it copies a text to a text; write requires = [\"text\"] and provides = { copy = \"text\" }");
    from = *read;
    to = *write;
  }

  void process(docmill::Document in, docmill::Output& out) const {
    if (in.has(from)) out.text(to, in.text(from));
  }

  uint32_t from = 0, to = 0;
};

}  // namespace

DOCMILL_STAGES(FreePorts);
