// @{name}: @{summary}. It works as it is: built, checked, tested. Yours to replace are the functions make_...().
#include <docmill/sdk/stage.hpp>

#include <cstdint>
%% if any_measures
#include <optional>
%% end
%% if any_strings
#include <string>
%% end
#include <string_view>

namespace {

%% if has_text
// A word is a run of letters and digits; all that is not ASCII counts as letters, so no character is ever cut. Calls
// use(start, end) for each word of at least `minimum` bytes.
template <class F>
void for_each_word(std::string_view text, int64_t minimum, F use) {
  const auto in_word = [&](std::size_t i) {
    const auto c = static_cast<unsigned char>(text[i]);
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  };
  for (std::size_t start = 0, end = 0; start < text.size(); start = end + 1) {
    for (end = start; end < text.size() && in_word(end);) ++end;
    if (end > start && static_cast<int64_t>(end - start) >= minimum) use(static_cast<uint32_t>(start), static_cast<uint32_t>(end));
  }
}

%% end
%% if any_measures
// How much a layer holds: bytes of a text, spans, rows of attributes (one); nothing where it is absent. To read a key of
// attributes or a field of spans, find its place once, in the constructor: key_of(*setup.inputs()[i], "tag").
std::optional<int64_t> size_of(docmill::Document in, uint32_t i) {
  if (!in.has(i)) return std::nullopt;
  const docmill_layer& layer = *in.layer(i);
  const bool has_rows = layer.kind == DOCMILL_KIND_SPANS || layer.kind == DOCMILL_KIND_ATTRIBUTES;
  return has_rows ? static_cast<int64_t>(layer.n_rows) : static_cast<int64_t>(layer.pool_size);
}

%% end
struct @{struct} {
  static constexpr docmill::Info info{"@{name}", "0.1.0", "@{summary}", docmill::pure};

%% if has_text
  // What the pipeline file can say to the stage.
  struct Config {
    int64_t minimum = 4;
  };
  static constexpr auto options = docmill::options(
      docmill::option<&Config::minimum>("minimum", "4", "shortest word that counts, in bytes").between(1, 1000));

%% end
  // What it reads and what it makes: Document and Output know the layers by their place in these lists.
  static constexpr auto required = docmill::ports(
%% for r in requires
%% if r.kind == spans
      docmill::port::spans("@{r.layer}", nullptr, "what the stage reads")@{r.optional_call}@{r.comma}
%% else
      docmill::port::@{r.kind}("@{r.layer}", "what the stage reads")@{r.optional_call}@{r.comma}
%% end
%% end
  );
  static constexpr auto provided = docmill::ports(
%% for p in provides
%% if p.kind == spans
      docmill::port::spans("@{p.layer}", "@{text_layer}", "the words that count").without_label().without_score()@{p.comma}
%% elif p.kind == rewrite
      docmill::port::rewrite("@{p.layer}", "@{text_layer}", "the words that count in capitals")@{p.comma}
%% elif p.kind == text
      docmill::port::text("@{p.layer}", "@{p.summary}")@{p.comma}
%% elif p.kind == json
      docmill::port::json("@{p.layer}", "@{p.summary}")@{p.comma}
%% else
      docmill::port::attributes("@{p.layer}", "@{p.summary}"
%% if has_text
                                , docmill::field::integer("words", "how many words count")
                                , docmill::field::string("longest", "the longest of them; null without any")
%% end
%% for o in others
                                , docmill::field::integer("@{o.layer}_size", "how much @{o.layer} holds; null where it is absent")
%% end
                                )@{p.comma}
%% end
%% end
  );

%% if has_text
  explicit @{struct}(Config c) : config(c) {}

%% end
  // Called for each document, by many threads at once (const). An exception fails the document with its text as reason.
  void process(docmill::Document in, docmill::Output& out) const {
%% if unread
    // The other layers: in.spans(i), in.attributes(i), in.text(i) by their place in `required`; see docmill/sdk/document.hpp.
%% end
%% for p in provides
    make_@{p.layer}(in, out);
%% end
  }
%% for p in provides

%% if p.kind == spans
  // A span for each word that counts. Offsets are bytes of @{text_layer}; spans are added in the order of their start.
  void make_@{p.layer}(docmill::Document in, docmill::Output& out) const {
    docmill::Spans& spans = out.spans(@{p.index});  // touched: where nothing is found an empty layer, not an absent one
    const std::string_view text = in.text(@{text});
    for_each_word(text, config.minimum, [&](uint32_t start, uint32_t end) {
      docmill::Span span{start, end};
      span.value = text.substr(start, end - start);
      spans.add(span);
    });
  }
%% elif p.kind == rewrite
  // The text with the words that count in capitals (of ASCII). What no edit names is kept.
  void make_@{p.layer}(docmill::Document in, docmill::Output& out) const {
    docmill::Edits& edits = out.rewrite(@{p.index});
    const std::string_view text = in.text(@{text});
    for_each_word(text, config.minimum, [&](uint32_t start, uint32_t end) {
      std::string word(text.substr(start, end - start));
      for (char& c : word)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
      if (word != text.substr(start, end - start)) edits.replace(start, end, word);
    });
  }
%% elif p.kind == attributes
  // Figures; a key that is not set is null.
  void make_@{p.layer}(docmill::Document in, docmill::Output& out) const {
    docmill::Attributes& keys = out.attributes(@{p.index});
%% if has_text
    const std::string_view text = in.text(@{text});
    int64_t words = 0;
    std::string_view longest;
    for_each_word(text, config.minimum, [&](uint32_t start, uint32_t end) {
      ++words;
      if (end - start > longest.size()) longest = text.substr(start, end - start);
    });
    keys.integer(0, words);
    if (words != 0) keys.string(1, longest);
%% end
%% for o in others
    if (const auto size = size_of(in, @{o.index})) keys.integer(@{o.key}, *size);
%% end
  }
%% elif p.kind == json
  // One JSON value. Everything in it is a number here; strings need escaping.
  void make_@{p.layer}(docmill::Document in, docmill::Output& out) const {
    std::string json = "{";
%% if has_text
    int64_t words = 0;
    for_each_word(in.text(@{text}), config.minimum, [&](uint32_t, uint32_t) { ++words; });
    json += "\"words\":" + std::to_string(words);
%% end
%% for o in others
    const auto size_@{o.index} = size_of(in, @{o.index});
    json += "@{o.comma}\"@{o.layer}\":" + (size_@{o.index} ? std::to_string(*size_@{o.index}) : std::string("null"));
%% end
    out.json(@{p.index}, json + "}");
  }
%% else
%% if has_text
  // The words that count, one blank between them.
%% else
  // How much there is of each layer.
%% end
  void make_@{p.layer}(docmill::Document in, docmill::Output& out) const {
    std::string result;
%% if has_text
    const std::string_view text = in.text(@{text});
    for_each_word(text, config.minimum, [&](uint32_t start, uint32_t end) {
      if (!result.empty()) result += ' ';
      result += text.substr(start, end - start);
    });
%% end
%% for o in others
    if (const auto size = size_of(in, @{o.index})) result += (result.empty() ? "@{o.layer}: " : "; @{o.layer}: ") + std::to_string(*size);
%% end
    out.text(@{p.index}, result);
  }
%% end
%% end
%% if has_text

  Config config;
%% end
};

}  // namespace

DOCMILL_STAGES(@{struct});
