// What Source::look_up_to says, whatever pieces the file comes in.
#include <doctest/doctest.h>

#include <algorithm>
#include <docmill/sdk/reader.hpp>
#include <string>
#include <vector>

using namespace docmill;

namespace {

// A file that comes in pieces: what was read is at hand, and is shown though less is wanted, as the host does.
struct FakeFile {
  std::string bytes;
  uint64_t piece, at_hand = 0, at = 0;
  docmill_source raw{};

  FakeFile(std::string content, uint64_t piece_size, uint64_t max_record)
      : bytes(std::move(content)), piece(piece_size) {
    raw.size = sizeof raw;
    raw.impl = this;
    raw.max_record = max_record;
    raw.peek = [](docmill_source* source, uint64_t wanted, docmill_str* out) noexcept -> int32_t {
      auto& self = *static_cast<FakeFile*>(source->impl);
      if (wanted > self.raw.max_record) return DOCMILL_REFUSED;
      while (self.at_hand < std::min<uint64_t>(self.at + wanted, self.bytes.size())) self.at_hand += self.piece;
      self.at_hand = std::min<uint64_t>(self.at_hand, self.bytes.size());
      *out = {self.bytes.data() + self.at, self.at_hand - self.at};
      return DOCMILL_OK;
    };
  }
  FakeFile(const FakeFile&) = delete;
};

struct Looked {
  Source::Sight sight;
  std::string bytes;
  bool is_all = false;
  int n_looks = 0;
};

// Looks for an 'x'.
Looked look(FakeFile& file, uint64_t most, uint64_t first) {
  Looked looked{};
  Source source(&file.raw);
  looked.sight = source.look_up_to(
      most,
      [&](std::string_view bytes, bool is_all) {
        CHECK(bytes.size() >= looked.bytes.size());
        looked.bytes = bytes;
        looked.is_all = is_all;
        ++looked.n_looks;
        return bytes.find('x') != std::string_view::npos;
      },
      first);
  return looked;
}

}  // namespace

TEST_CASE("look_up_to finds, reaches the end of the file or its limit, whatever pieces the file comes in") {
  using Sight = Source::Sight;
  const std::string dots(1000, '.');
  for (const uint64_t piece : {1, 7, 64, 300, 5000})
    for (const uint64_t first : {0, 1, 10, 1000, 100000}) {
      CAPTURE(piece);
      CAPTURE(first);
      FakeFile found(dots + "x" + dots, piece, 10000);
      CHECK(look(found, 5000, first).sight == Sight::found);
      FakeFile ended(dots, piece, 10000);
      const Looked to_end = look(ended, 5000, first);
      CHECK(to_end.sight == Sight::end_of_file);
      CHECK(to_end.bytes == dots);
      CHECK(to_end.is_all);
      FakeFile large(dots + dots + "x", piece, 10000);
      const Looked to_limit = look(large, 1500, first);
      CHECK(to_limit.sight == Sight::limit);
      CHECK(to_limit.bytes == (dots + dots).substr(0, 1500));
      CHECK_FALSE(to_limit.is_all);
      // What stands behind the limit is not looked at, though it may be at hand.
      FakeFile behind(dots + "x", piece, 10000);
      CHECK(look(behind, 1000, first).sight == Sight::limit);
    }
}

TEST_CASE("look_up_to asks for no more than a record may have, shows an empty file once, and grows by its own") {
  FakeFile small(std::string(5000, '.'), 100, 1000);
  CHECK(look(small, UINT64_MAX, 64).sight == Source::Sight::limit);
  FakeFile empty("", 100, 1000);
  const Looked nothing = look(empty, 1000, 64);
  CHECK(nothing.sight == Source::Sight::end_of_file);
  CHECK(nothing.n_looks == 1);
  FakeFile long_one(std::string(1 << 20, '.'), 1, 1 << 21);
  CHECK(look(long_one, 1 << 21, 1).n_looks < 15);
  FakeFile zero("x", 1, 1000);
  CHECK(look(zero, 0, 64).sight == Source::Sight::limit);
}
