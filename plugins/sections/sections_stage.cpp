// The stage: a span for each section of a text. The logic is in sections.hpp.
#include <docmill/sdk/stage.hpp>

#include <string_view>
#include <vector>

#include "sections.hpp"

namespace {

namespace sections = docmill::sections;

struct Config {
  int32_t level = 2;
  uint32_t minimum = 0;
};

struct Sections {
  static constexpr docmill::Info info{"sections", "1.0.0", "finds the sections of a text, from heading to heading",
                                      docmill::pure};
  using Config = ::Config;
  static constexpr auto options = docmill::options(
      docmill::option<&Config::level>("level", "2", "headings from 1 up to this level begin a section").between(1, 6),
      docmill::option<&Config::minimum>("minimum", "0",
                                        "a section of fewer characters is joined with the next one, the last one with "
                                        "the one before")
          .between(0, 1000000000));
  static constexpr auto required = docmill::ports(
      docmill::port::text("text", "the clean text"),
      docmill::port::spans("headings", "text", "its headings", docmill::field::integer("level", "1 to 6")).optional(),
      docmill::port::attributes("format", "of text/markdown the headings are read from the text",
                                docmill::field::string("media_type", "e.g. text/markdown"))
          .optional());
  static constexpr auto provided = docmill::ports(
      docmill::port::spans("sections", "text",
                           "label is section, or lead for what stands before the first heading; value is the heading",
                           docmill::field::integer("level", "of the heading, 1 to 6"),
                           docmill::field::string("path", "headings above and its own: \"Install > Debian\""))
          .without_score());
  static constexpr docmill::Requires<required, "text"> text{};
  static constexpr docmill::Requires<required, "headings"> headings{};
  static constexpr docmill::Requires<required, "format"> format{};
  static constexpr docmill::Provides<provided, "sections"> spans{};

  struct Worker {};

  Sections(Config config, const docmill::Setup&) : rules{config.level, config.minimum} {}

  void process(Worker&, docmill::Document in, docmill::Output& out) const {
    const auto to = out.spans(spans);
    for (const sections::Section& s : sections::find_sections(in.text(text), headings_of(in), rules)) put(s, to);
  }

  static std::vector<sections::Heading> headings_of(const docmill::Document& in) {
    const bool is_markdown = in.attributes(format).get<"media_type">().value_or("") == "text/markdown";
    if (is_markdown && in.spans(headings).empty()) return sections::markdown_headings(in.text(text));
    std::vector<sections::Heading> all;
    for (const auto& heading : in.spans(headings))
      all.push_back({heading.start(), heading.end(), static_cast<int>(heading.get<"level">().value_or(1))});
    return all;
  }

  static void put(const sections::Section& s, docmill::SpansOf<spans> to) {
    docmill::Span span{s.start, s.end, s.heading ? "section" : "lead"};
    if (s.heading) span.value = s.title;
    to.add(span);
    if (!s.heading) return;
    to.set<"level">(s.heading->level);
    to.set<"path">(s.path);
  }

  sections::Rules rules;
};

}  // namespace

DOCMILL_STAGES(Sections);
