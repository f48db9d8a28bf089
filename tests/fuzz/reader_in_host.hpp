// A file cut into records by a reader, and each record decoded, through the code of the host that does both. For the
// bodies of fuzzers.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "docmill/base/utf8.hpp"
#include "docmill/sdk/reader.hpp"
#include "host/input/input.hpp"
#include "host/input/record_cutter.hpp"
#include "host/input/record_decoder.hpp"

namespace docmill::host::test {

inline void must_hold(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "fuzz: %s\n", what);
  std::abort();
}

inline const docmill_setup& setup_without_host() {
  static const docmill_setup setup = [] {
    docmill_setup s{};
    s.size = sizeof s;
    s.log = [](const docmill_setup*, uint32_t, docmill_str) noexcept {};
    return s;
  }();
  return setup;
}

// All that the file gives, as a text: numbers, kinds, sizes, problems, documents.
template <class Reader>
std::string read_file_of(const Reader& made, std::string_view bytes, Packing packing, std::size_t block_size) {
  using Adapter = docmill::detail::ReaderAdapter<Reader>;
  constexpr uint64_t limit = uint64_t{1} << 16;
  const typename Adapter::Model model{made, Setup(&setup_without_host())};
  const bool from_middle = (Reader::info.flags & DOCMILL_READER_MIDDLE) != 0;
  const OpenReader reader{&Adapter::reader, &model, Reader::info.id, from_middle};
  Unpacker unpacker;
  bool ended = false;
  const std::optional<Problem> nothing;
  RecordCutter cutter(
      unpacker,
      [&]() -> std::string_view {
        for (;;) {
          const std::string_view unpacked = unpacker.next();
          if (!unpacked.empty() || unpacker.problem() || ended) return unpacked;
          const std::string_view block = bytes.substr(0, block_size);
          bytes.remove_prefix(block.size());
          ended = block.empty();
          if (ended) unpacker.end_of_file();
          unpacker.feed(block);
        }
      },
      [&]() -> const std::optional<Problem>& { return nothing; });
  RecordDecoder decoder({reader}, limit);
  unpacker.start(packing, true);
  cutter.start(reader, "fuzz", packing, limit);
  std::string out, charset;
  RawDocument raw;
  SourceDocument document;
  for (uint64_t number = 1;; ++number) {
    const RecordCutter::Step step = cutter.next(raw.bytes);
    if (step == RecordCutter::Step::end) return out;
    must_hold(cutter.number() == number, "records are numbered one by one");
    out += std::to_string(number) + " " + std::to_string(static_cast<int>(step)) + " " + cutter.locator() + " ";
    if (step == RecordCutter::Step::passed) out += cutter.code();
    if (step == RecordCutter::Step::problem) {
      must_hold(cutter.problem().code != "reader-error", "the reader keeps the rules");
      out += cutter.problem().code + cutter.problem().message;
    }
    if (step == RecordCutter::Step::record) {
      document = {};
      raw.locator = cutter.locator();
      decoder.decode(1, raw, document, charset);
      must_hold(document.raw.size() <= limit, "no document is above the limit");
      must_hold(utf8::is_valid(document.id) && utf8::is_valid(document.metadata), "id and metadata are UTF-8");
      must_hold(!document.problem || document.problem->code != "reader-error", "what the reader says is believed");
      out += document.id + document.metadata + document.raw + (document.problem ? document.problem->code : "");
    }
    out += '\n';
  }
}

// The first byte says whether the others are packed (gzip). What comes out must not hang on how the file came in. (Of a
// damaged packed file a reader that cannot begin in the middle sees what could be unpacked, and that does.)
template <class Reader>
void fuzz_reader(const Reader& reader, const uint8_t* data, std::size_t size) {
  if (size == 0) return;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Packing packing = (data[0] & 1) != 0 ? Packing::gzip : Packing::none;
  const std::string once = read_file_of(reader, bytes, packing, 1 << 18);
  const std::string again = read_file_of(reader, bytes, packing, 61);
  if (packing == Packing::none || (Reader::info.flags & DOCMILL_READER_MIDDLE) != 0)
    must_hold(again == once, "the same, however the file comes in");
}

}  // namespace docmill::host::test
