// What a worker process says of a document, and a document in a spool, on any bytes: taken as one that can be, or not
// at all. The first byte says which, and whether the place in the input is mended, so that what stands behind it is
// reached. The body is also a test (tests/core/run/fuzz_worker_reply_test.cpp).
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "docmill/base/utf8.hpp"
#include "host/run/spool.hpp"
#include "host/run/worker_reply.hpp"

namespace docmill::host::test {

inline void reply_must(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "fuzz_worker_reply: %s\n", what);
  std::abort();
}

// Two stages; the layers of the host, a text and spans over it.
inline const Plan& small_plan() {
  static const Plan plan = [] {
    Plan p;
    p.layers.resize(n_host_slots + 2);
    static const char* const names[] = {"raw", "source", "id", "format", "metadata", "place", "errors", "makers"};
    for (std::size_t i = 0; i < n_host_slots; ++i) p.layers[i].name = p.layers[i].unique_name = names[i];
    for (int i = 0; i < 2; ++i) {
      PlannedLayer& layer = p.layers[static_cast<std::size_t>(n_host_slots + i)];
      layer.name = layer.unique_name = i == 0 ? "text" : "marks";
      layer.kind = i == 0 ? LayerKind::text : LayerKind::spans;
      layer.stages = {i};
      layer.over = i == 0 ? no_slot : n_host_slots;
      PlannedStage& stage = p.stages.emplace_back();
      stage.entry.name.value = stage.entry.use.value = stage.declaration.id = i == 0 ? "first" : "second";
      stage.declaration.version = "1.0.0";
      layer.provider = stage.credit();
    }
    return p;
  }();
  return plan;
}

inline constexpr ExpectedResult small_place{3, 4242, 2};

// The bytes that say which document it is, put right.
inline void mend_place(std::string& bytes, std::size_t at) {
  if (bytes.size() < at + sizeof(uint64_t) + sizeof(uint32_t) + sizeof(uint64_t)) return;
  const uint64_t size = bytes.size() - at;
  std::memcpy(bytes.data() + at, &size, sizeof size);
  std::memcpy(bytes.data() + at + sizeof size, &small_place.file, sizeof small_place.file);
  std::memcpy(bytes.data() + at + sizeof size + sizeof small_place.file, &small_place.offset,
              sizeof small_place.offset);
}

inline void must_be_possible(const Document& d, const EmissionBuffer& emitted) {
  reply_must(utf8::is_valid(d.source.id) && utf8::is_valid(d.source.file) && utf8::is_valid(d.source.locator),
             "names are UTF-8");
  reply_must(d.layers.size() == small_plan().layers.size() && d.digests.size() <= d.layers.size(), "a slot a layer");
  for (const auto& said : d.kept) reply_must(said.stage >= -1 && said.stage < 2, "a stage that there is");
  for (const auto& note : d.notes) {
    reply_must(note.stage >= -1 && note.stage < 2 && note.level <= DOCMILL_LEVEL_ERROR,
               "a note of a stage that there is");
    reply_must(utf8::is_valid(note.message), "a note is UTF-8");
  }
  for (const Emission& e : d.emissions) {
    reply_must(e.offset <= emitted.size() && e.size <= emitted.size() - e.offset, "what was emitted is there");
  }
}

inline void try_reply(const std::string& bytes) {
  static Document d, again;
  static EmissionBuffer emitted, emitted_again;
  emitted.clear();
  emitted_again.clear();
  flat::Reader in(bytes);
  if (!take_result(in, small_plan(), small_place, d, emitted)) return;
  must_be_possible(d, emitted);
  reply_must(d.file == small_place.file && d.offset == small_place.offset, "it is the document that was asked for");
  for (const Emission& e : d.emissions) reply_must(e.output < small_place.n_outputs, "an output that there is");
  std::string once;
  put_result(once, small_plan(), d, emitted, true);
  flat::Reader in_again(once);
  reply_must(take_result(in_again, small_plan(), small_place, again, emitted_again) && in_again.is_used_up(),
             "what was taken is taken again");
}

inline void try_spool(std::string_view spool) {
  static Document d;
  static EmissionBuffer emitted;
  emitted.clear();
  SpooledPlace place;
  while (look_at_document(spool, place)) {
    reply_must(place.size != 0 && place.size <= spool.size(), "a document has a size");
    if (restore_document(spool.substr(0, place.size), small_plan(), d, emitted)) must_be_possible(d, emitted);
    spool.remove_prefix(place.size);
  }
}

inline void fuzz_worker_reply(const uint8_t* data, std::size_t size) {
  if (size == 0) return;
  std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const bool is_reply = (data[0] & 1) != 0, is_mended = (data[0] & 2) != 0;
  if (is_mended) mend_place(bytes, is_reply ? sizeof(uint8_t) + sizeof(uint64_t) : 0);
  if (is_reply) try_reply(bytes);
  else try_spool(bytes);
}

}  // namespace docmill::host::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  docmill::host::test::fuzz_worker_reply(data, size);
  return 0;
}
