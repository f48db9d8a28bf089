// Packed files cut by the readers `archive`, `epub` and `office`, and each record decoded, on any bytes. The first byte
// says which reader it is. What comes out must not hang on how the file came in. The body is also a test
// (tests/readers/packed/fuzz_archives_test.cpp), so it cannot rot.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "archive_reader.hpp"
#include "docmill/base/utf8.hpp"
#include "epub_reader.hpp"
#include "host/input/input.hpp"
#include "host/input/record_cutter.hpp"
#include "host/input/record_decoder.hpp"
#include "office_reader.hpp"

namespace docmill::host::test {

inline void must_be(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "fuzz_archives: %s\n", what);
  std::abort();
}

inline const docmill_setup& setup_of_nobody() {
  static const docmill_setup setup = [] {
    docmill_setup s{};
    s.size = sizeof s;
    s.log = [](const docmill_setup*, uint32_t, docmill_str) noexcept {};
    return s;
  }();
  return setup;
}

// The blocks of a file that is not packed.
class Blocks {
 public:
  Blocks(Unpacker& unpacker, std::string_view bytes, std::size_t size)
      : unpacker_(unpacker), bytes_(bytes), size_(size) {}
  std::string_view operator()() {
    for (;;) {
      const std::string_view unpacked = unpacker_.next();
      if (!unpacked.empty() || unpacker_.problem() || ended_) return unpacked;
      const std::string_view block = bytes_.substr(0, size_);
      bytes_.remove_prefix(block.size());
      ended_ = block.empty();
      if (ended_) unpacker_.end_of_file();
      unpacker_.feed(block);
    }
  }

 private:
  Unpacker& unpacker_;
  std::string_view bytes_;
  const std::size_t size_;
  bool ended_ = false;
};

// All that the reader makes of the file, as a text: numbers, kinds, sizes, problems, documents.
inline std::string all_of_file(const OpenReader& reader, std::string_view bytes, std::size_t block_size) {
  constexpr uint64_t limit = uint64_t{1} << 16;
  Unpacker unpacker;
  const std::optional<Problem> nothing;
  RecordCutter cutter(unpacker, Blocks(unpacker, bytes, block_size),
                      [&]() -> const std::optional<Problem>& { return nothing; });
  RecordDecoder decoder({reader}, limit);
  unpacker.start(Packing::none, false);
  cutter.start(reader, "fuzz", Packing::none, limit);
  std::string out, charset;
  RawDocument raw;
  SourceDocument document;
  for (uint64_t number = 1;; ++number) {
    const RecordCutter::Step step = cutter.next(raw.bytes);
    if (step == RecordCutter::Step::end) return out;
    must_be(cutter.number() == number, "records are numbered one by one");
    out += std::to_string(number) + " " + std::to_string(static_cast<int>(step)) + " " + cutter.locator() + " ";
    if (step == RecordCutter::Step::passed) out += cutter.code();
    if (step == RecordCutter::Step::problem) {
      must_be(cutter.problem().code != "reader-error", "the reader keeps the rules");
      out += cutter.problem().code + cutter.problem().message;
    }
    if (step == RecordCutter::Step::record) {
      document = {};
      raw.locator = cutter.locator();
      decoder.decode(1, raw, document, charset);
      must_be(document.raw.size() <= limit, "no document is above the limit");
      must_be(utf8::is_valid(document.id) && utf8::is_valid(document.metadata), "id and metadata are UTF-8");
      must_be(!document.problem || document.problem->code != "reader-error", "what the reader says is believed");
      out += document.id + document.metadata + document.raw + (document.problem ? document.problem->code : "");
    }
    out += '\n';
  }
}

template <class R>
OpenReader reader_without_options(const char* name) {
  using ReaderOfIt = docmill::detail::ReaderAdapter<R>;
  static const typename ReaderOfIt::Model model{[] {
                                                  if constexpr (requires { R({}); }) return R({});
                                                  else return R();
                                                }(),
                                                Setup(&setup_of_nobody())};
  return {&ReaderOfIt::reader, &model, name, false};
}

inline void fuzz_archives(const uint8_t* data, std::size_t size) {
  if (size == 0) return;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  static const OpenReader readers[] = {
      reader_without_options<docmill::archive::ArchiveReader>("archive"),
      reader_without_options<docmill::epub::EpubReader>("epub"),
      reader_without_options<docmill::office::OfficeReader>("office"),
  };
  const OpenReader& reader = readers[data[0] % std::size(readers)];
  const std::string once = all_of_file(reader, bytes, 1 << 18);
  must_be(all_of_file(reader, bytes, 61) == once, "the same, however the file comes in");
}

}  // namespace docmill::host::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  docmill::host::test::fuzz_archives(data, size);
  return 0;
}
