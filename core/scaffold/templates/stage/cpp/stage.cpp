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
// attributes or a field of spans, declare it with the port, docmill::field::string("tag", "BCP 47 tag"), and say
// in.attributes(language_in).get<"tag">().
template <class Handle>
std::optional<int64_t> size_of(docmill::Document in, Handle handle) {
  if (!in.has(handle)) return std::nullopt;
  const docmill_layer& layer = *in.layer(handle);
  const bool has_rows = layer.kind == DOCMILL_KIND_SPANS || layer.kind == DOCMILL_KIND_ATTRIBUTES;
  return has_rows ? static_cast<int64_t>(layer.n_rows) : static_cast<int64_t>(layer.pool_size);
}

%% end
struct @{struct} {
  static constexpr docmill::Info info{"@{name}", "0.1.0", "@{summary}", docmill::@{schedule}};

%% if has_text
  // What the pipeline file can say to the stage.
  struct Config {
    int64_t minimum = 4;
%% if filter
    int64_t fewest_words = 1;
%% end
  };
  static constexpr auto options = docmill::options(
%% if filter
      docmill::option<&Config::fewest_words>("fewest-words", "1", "a document with fewer words that count is dropped")
          .between(0, 1000000),
%% end
      docmill::option<&Config::minimum>("minimum", "4", "shortest word that counts, in bytes").between(1, 1000));

%% end
  // What it reads and what it makes.
  static constexpr auto required = docmill::ports(
%% for r in requires
%% if r.kind == spans
      docmill::port::spans("@{r.layer}", nullptr, "what the stage reads")@{r.optional_call}@{r.comma}
%% else
      docmill::port::@{r.kind}("@{r.layer}", "what the stage reads")@{r.optional_call}@{r.comma}
%% end
%% end
  );
%% if provides_any
  static constexpr auto provided = docmill::ports(
%% for p in provides
%% if p.kind == spans
      docmill::port::spans("@{p.layer}", "@{p.over}", "the words that count").without_label().without_score()@{p.comma}
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
%% end
  // Names for them: a layer or field that is not declared, or is of another type, does not compile.
%% for r in requires
  static constexpr docmill::Requires<required, "@{r.layer}"> @{r.layer}_in{};
%% end
%% for p in provides
  static constexpr docmill::Provides<provided, "@{p.layer}"> @{p.layer}_out{};
%% end

%% if ordered
  // What is remembered from document to document: the stage is ORDERED, so there is one worker, in input order.
  struct Worker {
    int64_t documents = 0;
  };

%% end
%% if writer
  @{struct}(Config c, const docmill::Setup& setup) : config(c), file(setup.open_file("@{name}.txt")) {}

%% elif has_text
  explicit @{struct}(Config c) : config(c) {}

%% end
%% if ordered
  // Called for each document, in input order. An exception fails the document with its text as reason.
  void process(Worker& worker, docmill::Document in, docmill::Output& out) const {
    ++worker.documents;
%% else
  // Called for each document, by many threads at once (const). An exception fails the document with its text as reason.
  void process(docmill::Document in, docmill::Output& out) const {
%% end
%% if unread
    // The other layers: in.spans(NAME_in), in.attributes(NAME_in), in.text(NAME_in); see docmill/sdk/document.hpp.
%% end
%% if filter
    if (!is_wanted(in)) return out.drop("too-few-words", "the document has too few words");
%% end
%% for p in provides
%% if p.below
    const std::string @{p.layer}_made = make_@{p.layer}(in, out);
%% elif p.kind == spans
%% if own
    make_@{p.layer}(@{own_layer}_made, out);
%% else
    make_@{p.layer}(in.text(@{text_layer}_in), out);
%% end
%% else
    make_@{p.layer}(in, out);
%% end
%% end
%% if writer
    write(in, out);
%% end
  }
%% if filter

  // What is not wanted is dropped: counted, listed in the index, and not written.
  bool is_wanted(docmill::Document in) const {
    int64_t words = 0;
    for_each_word(in.text(@{text_layer}_in), config.minimum, [&](uint32_t, uint32_t) { ++words; });
    return words >= config.fewest_words;
  }
%% end
%% if writer

  // A line for each document, in input order, into records/@{name}.txt: the words that count, one blank between them.
  void write(docmill::Document in, docmill::Output& out) const {
    std::string line;
    const std::string_view text = in.text(@{text_layer}_in);
    for_each_word(text, config.minimum, [&](uint32_t start, uint32_t end) {
      if (!line.empty()) line += ' ';
      line += text.substr(start, end - start);
    });
    out.emit(file, line + "\n");
  }
%% end
%% for p in provides

%% if p.kind == spans
  // A span for each word that counts. Offsets are bytes of @{p.over}; spans are added in the order of their start.
  void make_@{p.layer}(std::string_view text, docmill::Output& out) const {
    auto spans = out.spans(@{p.layer}_out);  // touched: where nothing is found an empty layer, not an absent one
    for_each_word(text, config.minimum, [&](uint32_t start, uint32_t end) {
      docmill::Span span{start, end};
      span.value = text.substr(start, end - start);
      spans.add(span);
    });
  }
%% elif p.kind == rewrite
%% if p.below
  // The text with the words that count in capitals (of ASCII). What no edit names is kept. Gives the new text, as that is
  // what the spans lie over.
  std::string make_@{p.layer}(docmill::Document in, docmill::Output& out) const {
    std::string after;
    std::size_t copied = 0;
%% else
  // The text with the words that count in capitals (of ASCII). What no edit names is kept.
  void make_@{p.layer}(docmill::Document in, docmill::Output& out) const {
%% end
    docmill::Edits& edits = out.rewrite(@{p.layer}_out);
    const std::string_view text = in.text(@{text_layer}_in);
    for_each_word(text, config.minimum, [&](uint32_t start, uint32_t end) {
      std::string word(text.substr(start, end - start));
      for (char& c : word)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
      if (word == text.substr(start, end - start)) return;
      edits.replace(start, end, word);
%% if p.below
      after.append(text, copied, start - copied).append(word);
      copied = end;
%% end
    });
%% if p.below
    return after.append(text, copied);
%% end
  }
%% elif p.kind == attributes
  // Figures; a key that is not set is null.
  void make_@{p.layer}(docmill::Document in, docmill::Output& out) const {
    auto keys = out.attributes(@{p.layer}_out);
%% if has_text
    const std::string_view text = in.text(@{text_layer}_in);
    int64_t words = 0;
    std::string_view longest;
    for_each_word(text, config.minimum, [&](uint32_t start, uint32_t end) {
      ++words;
      if (end - start > longest.size()) longest = text.substr(start, end - start);
    });
    keys.set<"words">(words);
    if (words != 0) keys.set<"longest">(longest);
%% end
%% for o in others
    keys.set<"@{o.layer}_size">(size_of(in, @{o.layer}_in));
%% end
  }
%% elif p.kind == json
  // One JSON value. Everything in it is a number here; strings need escaping.
  void make_@{p.layer}(docmill::Document in, docmill::Output& out) const {
    std::string json = "{";
%% if has_text
    int64_t words = 0;
    for_each_word(in.text(@{text_layer}_in), config.minimum, [&](uint32_t, uint32_t) { ++words; });
    json += "\"words\":" + std::to_string(words);
%% end
%% for o in others
    const auto size_@{o.index} = size_of(in, @{o.layer}_in);
    json += "@{o.comma}\"@{o.layer}\":" + (size_@{o.index} ? std::to_string(*size_@{o.index}) : std::string("null"));
%% end
    out.json(@{p.layer}_out, json + "}");
  }
%% else
%% if has_text
  // The words that count, one blank between them.
%% else
  // How much there is of each layer.
%% end
%% if p.below
  // Gives the text, as the spans lie over it.
  std::string make_@{p.layer}(docmill::Document in, docmill::Output& out) const {
%% else
  void make_@{p.layer}(docmill::Document in, docmill::Output& out) const {
%% end
    std::string result;
%% if has_text
    const std::string_view text = in.text(@{text_layer}_in);
    for_each_word(text, config.minimum, [&](uint32_t start, uint32_t end) {
      if (!result.empty()) result += ' ';
      result += text.substr(start, end - start);
    });
%% end
%% for o in others
    if (const auto size = size_of(in, @{o.layer}_in)) result += (result.empty() ? "@{o.layer}: " : "; @{o.layer}: ") + std::to_string(*size);
%% end
    out.text(@{p.layer}_out, result);
%% if p.below
    return result;
%% end
  }
%% end
%% end
%% if has_text

  Config config;
%% end
%% if writer
  uint32_t file;
%% end
};

}  // namespace

DOCMILL_STAGES(@{struct});
