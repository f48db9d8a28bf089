// The pipeline of the tests: a cleaner, a tagger, a linker, a summariser, and a stage that the writer has never heard
// of.
#pragma once

#include <string>

#include "fake_pipeline.hpp"

namespace fake {

struct SamplePipeline : Pipeline {
  using F = docmill_field;
  uint32_t clean = text("text", "cleaner 1.0.0", "source");
  uint32_t article = attributes(
      "article", "cleaner 1.0.0",
      {docmill::field::string("title", "headline"), docmill::field::string("byline", ""),
       docmill::field::string("date", ""), docmill::field::string("site", ""), docmill::field::string("url", "")});
  uint32_t removed = spans("removed", "cleaner 1.0.0", "source", {docmill::field::string("reason", "the rule")},
                           DOCMILL_PORT_NO_VALUE);
  uint32_t language = attributes("language", "language-tagger 1.0.0",
                                 {docmill::field::string("tag", "BCP 47"), docmill::field::string("script", ""),
                                  docmill::field::number("score", "")});
  uint32_t entities = spans("entities", "entity-linker 1.0.0", "text",
                            {docmill::field::string("name", ""), docmill::field::string("wikidata", "")});
  uint32_t summary = text("summary", "summarizer-stub 1.0.0");
  uint32_t odd = spans("odd", "custom 0.1.0", "text",
                       {docmill::field::boolean("sure", ""), docmill::field::integer("rank", ""),
                        docmill::field::number("weight", ""), docmill::field::string("remark", "")},
                       DOCMILL_PORT_NO_LABEL | DOCMILL_PORT_NO_VALUE | DOCMILL_PORT_NO_SCORE);
  uint32_t extra = json("extra", "custom 0.1.0");
};

// One document with everything; `text` is the source from byte `cut` on.
inline void fill_sample(Document& d, const SamplePipeline& p) {
  const std::string source = "MENU\nDer Chip „A100“ kostet 10\u202F000 €. A100!\n";
  const std::string text = source.substr(5);
  d.set(1, source, identity_map());
  d.set(p.clean, text, {{0, 5, 1, 1}});
  d.attributes(p.article, 5).string(0, "Der Chip").string(1, "A. Muster");
  d.spans(p.removed, 1).add({0, 5, "menu", {}, 1.0}).string(0, "first-line");
  d.attributes(p.language, 3).string(0, "de").string(1, "Latn").number(2, 0.99);
  const auto first = static_cast<uint32_t>(text.find("A100")), last = static_cast<uint32_t>(text.rfind("A100"));
  docmill::Spans& entities = d.spans(p.entities, 2);
  entities.add({first, first + 4, "chip", "nvidia-a100", 0.97}).string(0, "Nvidia A100").string(1, "Q120000000");
  entities.add({last, last + 4, "chip", {}, 0.5});
  d.set(p.summary, "Ein Chip.");
  d.spans(p.odd, 4).add({0, 3}).boolean(0, true).integer(1, -7).number(2, 2).string(3, "x\ty");
  d.set(p.extra, "{ \"a\" : [1,\n2] }");
}

}  // namespace fake
