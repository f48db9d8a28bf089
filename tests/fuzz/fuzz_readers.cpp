// A file cut into records by the reader `warc`, and each record decoded, on any bytes. The first byte says whether the
// others are packed (gzip). What comes out must not hang on how the file came in. The body is also a test
// (tests/readers/fuzz_readers_test.cpp), so it cannot rot.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "docmill/base/utf8.hpp"
#include "host/input/input.hpp"
#include "host/input/record_cutter.hpp"
#include "host/input/record_decoder.hpp"
#include "warc_reader.hpp"

namespace docmill::host::test {

inline void must_hold(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "fuzz_readers: %s\n", what);
  std::abort();
}

using WarcAdapter = docmill::detail::ReaderAdapter<docmill::warc::WarcReader>;

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
inline std::string read_file_of(std::string_view bytes, Packing packing, std::size_t block_size) {
  constexpr uint64_t limit = uint64_t{1} << 16;
  static const WarcAdapter::Model model{docmill::warc::WarcReader({}), Setup(&setup_without_host())};
  const OpenReader reader{&WarcAdapter::reader, &model, "warc", true};
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
    if (step == RecordCutter::Step::problem) out += cutter.problem().code + cutter.problem().message;
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

inline void fuzz_readers(const uint8_t* data, std::size_t size) {
  if (size == 0) return;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Packing packing = (data[0] & 1) != 0 ? Packing::gzip : Packing::none;
  const std::string once = read_file_of(bytes, packing, 1 << 18);
  must_hold(read_file_of(bytes, packing, 61) == once, "the same, however the file comes in");
}

}  // namespace docmill::host::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  docmill::host::test::fuzz_readers(data, size);
  return 0;
}
