// Where a stage puts its results. One thread at a time: that of the call that received it.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/sdk/builders.hpp"  // IWYU pragma: export
#include "docmill/sdk/handle.hpp"
#include "docmill/stage_abi.h"

namespace docmill {

namespace detail {

// Thrown through a stage's process() when the host wants the call to end.
struct Stopped {};

}  // namespace detail

// The results of one document; in begin, end and finish: of the stage, which then may only emit and note. Ports are
// named by a handle or, where a stage learns its ports from the pipeline, by the index of Setup::outputs. A port that
// is not touched stays absent for that document.
//
// A name or number that does not fit the declaration throws WrongUse; left alone, it fails the document. When the host
// wants the call to end, any of these functions may throw what is no std::exception: let it pass.
class Output {
 public:
  // For the SDK. One builder for each provided port; made once for each worker.
  struct Builder {
    uint32_t kind;                   // DOCMILL_KIND_...; 0: switched off
    bool touched = false;            // something was asked of it for this document
    Spans spans;                     // of these three the one of its kind is used
    Attributes attributes;           // likewise
    Edits edits;                     // likewise
    std::string_view layer = {};     // its name
    const void* declared = nullptr;  // the stage's list of provided ports
  };
  // For the SDK.
  Output(docmill_output* output, uint32_t document, std::vector<Builder>* builders)
      : output_(output), document_(document), builders_(builders) {}

  // The builder of a spans port, emptied at the first call for a document; the layer is put when process() returns, in
  // order of declaration, unless it throws. To touch a port and add nothing gives an empty layer, which is not an
  // absent one. Of a port that its option switches off nothing is kept. Throws WrongUse for a port of another kind, and
  // where there is none.
  Spans& spans(uint32_t port) { return touch(port, DOCMILL_KIND_SPANS).spans; }
  // Likewise of an attributes port; touched alone, all keys are null.
  Attributes& attributes(uint32_t port) { return touch(port, DOCMILL_KIND_ATTRIBUTES).attributes; }
  // Likewise of a rewrite port; touched alone, the text stays as it is.
  Edits& rewrite(uint32_t port) { return touch(port, DOCMILL_KIND_REWRITE).edits; }
  // A text port: valid UTF-8, put at once and copied; once for each document. What lies over a text of the same stage
  // is put after it, when process() returns. Throws WrongUse as spans() does.
  void text(uint32_t port, std::string_view v) { put_pool(port, DOCMILL_KIND_TEXT, v); }
  // Likewise a JSON port: one value (RFC 8259).
  void json(uint32_t port, std::string_view v) { put_pool(port, DOCMILL_KIND_JSON, v); }

  // The builder of a spans port, with fields by name. As all functions by handle, throws WrongUse for a handle that is
  // not of this stage's list.
  template <const auto& P, Name L>
  requires detail::HandleOfSpans<Provides<P, L>> SpansOf < Provides<P, L> {}
  > spans(Provides<P, L> handle) { return SpansOf<Provides<P, L>{}>(spans(place(handle))); }
  // The builder of an attributes port, with keys by name.
  template <const auto& P, Name L>
  requires detail::HandleOfAttributes<Provides<P, L>> AttributesOf < Provides<P, L> {}
  > attributes(Provides<P, L> handle) { return AttributesOf<Provides<P, L>{}>(attributes(place(handle))); }
  // The builder of a rewrite port.
  template <const auto& P, Name L>
  requires detail::HandleOfRewrite<Provides<P, L>> Edits& rewrite(Provides<P, L> handle) {
    return rewrite(place(handle));
  }
  // A text port: valid UTF-8, put at once and copied; once for each document.
  template <const auto& P, Name L>
  requires(Provides<P, L>::kind == DOCMILL_KIND_TEXT) void text(Provides<P, L> handle, std::string_view v) {
    text(place(handle), v);
  }
  // A JSON port: one value, likewise.
  template <const auto& P, Name L>
  requires(Provides<P, L>::kind == DOCMILL_KIND_JSON) void json(Provides<P, L> handle, std::string_view v) {
    json(place(handle), v);
  }

  // Gives up the document: `code` is kebab-case, `message` a sentence. Results put before or after are not kept.
  void fail(std::string_view code, std::string_view message) { verdict(DOCMILL_FAIL, code, message); }
  // Says that the document is not wanted: it is counted and listed, and not written. Otherwise like fail().
  void drop(std::string_view code, std::string_view message) { verdict(DOCMILL_DROP, code, message); }
  // A remark on the document, for the log and for whoever asks what became of it; comes out in input order. `level`:
  // DOCMILL_LEVEL_...
  void note(std::string_view code, std::string_view message, uint32_t level = DOCMILL_LEVEL_INFO) {
    check(output_->note(output_, document_, level, str(code), str(message)));
  }
  // Appends bytes to an output by the number that Setup::open_file or open_folder gave; copied. They come out in input
  // order, and not at all where the document fails later in this stage.
  void emit(uint32_t output, std::string_view bytes) { check(output_->emit(output_, document_, output, str(bytes))); }
  // The most spans that a layer may have: whoever finds more need not look on (add one more, and the document fails).
  uint32_t max_spans() const { return output_->max_spans != 0 ? output_->max_spans : UINT32_MAX - 1; }
  // For loops that may run for seconds: true when the host wants the call to end. Then return at once.
  bool should_stop() const { return output_->should_stop(output_) != 0; }

  // For the SDK: puts what was built.
  void commit() {
    if (given_up_) return;
    for (uint32_t port = 0; port < builders_->size(); ++port) {
      Builder& b = (*builders_)[port];
      if (!b.touched) continue;
      b.touched = false;
      docmill_layer layer{};
      if (b.kind == DOCMILL_KIND_SPANS) layer = b.spans.layer();
      else if (b.kind == DOCMILL_KIND_ATTRIBUTES) layer = b.attributes.layer();
      else layer = b.edits.layer();
      const int32_t status = output_->put(output_, document_, port, &layer);
      b.spans.trim();
      b.edits.trim();
      if (status == DOCMILL_REFUSED) break;
      check(status);
    }
  }
  // For the SDK: what was built for another document is not put for this one.
  void forget() {
    for (Builder& b : *builders_) b.touched = false;
  }

 private:
  Builder& touch(uint32_t port, uint32_t kind) {
    Builder& b = builder(port, kind);
    if (!b.touched) {
      b.touched = true;
      b.spans.limit(max_spans());
      if (kind == DOCMILL_KIND_SPANS) b.spans.clear();
      else if (kind == DOCMILL_KIND_ATTRIBUTES) b.attributes.clear();
      else b.edits.clear();
    }
    return b;
  }
  Builder& builder(uint32_t port, uint32_t kind) {
    if (port >= builders_->size()) [[unlikely]]
      throw WrongUse(document_ == DOCMILL_NO_DOCUMENT
                         ? "a layer is given outside process(), where there is no document"
                         : detail::joined({"layer ", std::to_string(port), " is given, but the stage provides only ",
                                           std::to_string(builders_->size()), ", counted from 0"}));
    Builder& b = (*builders_)[port];
    // 0: a port that is switched off, of a stage whose ports the SDK does not know.
    if (b.kind != kind && b.kind != 0) [[unlikely]]
      throw WrongUse(detail::joined(
          {b.layer.empty() ? detail::joined({"port ", std::to_string(port)}) : detail::joined({"'", b.layer, "'"}),
           " is ", detail::kind_in_words(b.kind), ", and is given as ", detail::kind_in_words(kind)}));
    return b;
  }
  template <class H>
  uint32_t place(H handle) const {
    if (handle.index < builders_->size()) {
      const void* declared = (*builders_)[handle.index].declared;
      if (declared == nullptr || declared == handle.list()) [[likely]]
        return handle.index;
    }
    throw WrongUse("a layer is given by a handle that is not of the stage's list of provided ports");
  }
  void put_pool(uint32_t port, uint32_t kind, std::string_view v) {
    builder(port, kind);
    const docmill_layer layer{sizeof(docmill_layer), kind, nullptr, 0, 0, v.data(), v.size(), nullptr, 0};
    check(output_->put(output_, document_, port, &layer));
  }
  void verdict(uint32_t what, std::string_view code, std::string_view message) {
    given_up_ = true;
    check(output_->verdict(output_, document_, what, str(code), str(message)));
  }
  static void check(int32_t status) {
    if (status != DOCMILL_OK && status != DOCMILL_REFUSED) throw detail::Stopped{};
  }
  docmill_output* output_;
  uint32_t document_;
  std::vector<Builder>* builders_;
  bool given_up_ = false;
};

}  // namespace docmill
