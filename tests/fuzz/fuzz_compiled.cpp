// Compiled knowledge bases made of anything: refused with a sentence, or linked with and looked into without a read
// outside of their bytes. The header's checksum is mended first, so that the bytes behind it are reached. The input is
// the base.

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include <docmill/base/utf8.hpp>

#include "linker.hpp"

using namespace docmill::linker;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

// The base in memory of its own size, so that a sanitizer sees a read behind its end.
struct Base {
  std::unique_ptr<char[]> bytes;
  std::size_t size = 0;
  std::string_view view() const { return {bytes.get(), size}; }
};

Base mended(std::string_view input) {
  Base base;
  base.size = input.size() & ~std::size_t{7};
  base.bytes = std::make_unique<char[]>(base.size);
  std::memcpy(base.bytes.get(), input.data(), base.size);
  if (base.size < sizeof(format::Header)) return base;
  format::Header header;
  std::memcpy(&header, base.bytes.get(), sizeof header);
  header.file_size = base.size;
  header.token_rules = token_rules(CharacterTable());
  header.checksum = header_checksum(header);
  std::memcpy(base.bytes.get(), &header, sizeof header);
  return base;
}

// Touches everything that a program can reach.
std::size_t look_into(const KnowledgeImage& image) {
  std::size_t seen = 0;
  const auto touch = [&](std::string_view text) {
    for (const char c : text) seen += static_cast<unsigned char>(c);
  };
  for (uint32_t id = 0; id < image.size() && id < 1000; ++id) {
    const Entity e = image.entity(id);
    for (const std::string_view text :
         {e.key, e.label, e.name, e.type, e.qid, e.evidence, e.description(), e.context()})
      touch(text);
    for (const uint32_t other : image.relations(id)) seen += other;
    for (const uint32_t term : image.terms(id)) seen += static_cast<std::size_t>(term_points(term));
    seen += image.related(id, image.size() - 1 - id) + image.find_key(e.key) + image.find_wikidata(e.qid);
  }
  image.aliases().for_all_forms([&](const Form& form) { touch(form.text); });
  image.for_each_open_end([&](uint32_t id, std::string_view label) {
    require(id < image.size());
    touch(label);
  });
  touch(image.about());
  return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  KnowledgeBase untouched;
  const docmill::Status refused = untouched.add_compiled(input);
  require(refused.ok() || (!refused.message().empty() && refused.message().back() != '.'));

  const Base bytes = mended(input);
  KnowledgeBase base;
  const docmill::Status opened = base.add_compiled(bytes.view());
  require(opened.ok() || (!opened.message().empty() && opened.message().back() != '.'));
  if (!opened.ok()) return 0;
  const std::size_t seen = look_into(base.layers()[0].image);
  require(seen == look_into(base.layers()[0].image));
  const bool twice = base.size() < 1000 && base.add_compiled(bytes.view()).ok();  // and as two layers
  base.connect({"place"});
  require(!twice || base.layers().size() == 2);

  const Linker linker(std::move(base), {});
  static constexpr std::string_view text =
      "Acme Corp of Zed met Acme. The Zedburg works of ACME CORP, Acme-2 and Zed in Zedburg (AC) said AC is Acme Corp "
      "3.1.\n"
      "西海 Acme's anvils and rockets; zed, Zeds";
  LinkerScratch scratch;
  linker.link(text, scratch);
  const std::size_t n = scratch.analysis.mentions.size();
  for (const Mention& m : scratch.analysis.mentions) {
    require(m.last_token < scratch.analysis.tokens.size());
    require(m.entity == no_entity || m.entity < linker.base().size());
    require(m.first_candidate + std::size_t{m.n_candidates} <= scratch.analysis.candidates.size());
  }
  linker.link(text, scratch);
  require(scratch.analysis.mentions.size() == n);
  return 0;
}
