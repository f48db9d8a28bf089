#include "host/run/document_key.hpp"

#include <cstdint>
#include <cstring>
#include <string_view>

namespace docmill::host {

Digest key_of(const RawDocument& raw, Sha256& hash) {
  if (raw.digest && raw.locator.empty()) return *raw.digest;
  hash.update(raw.bytes);
  // What a reader makes of a record hangs on both. One of a text that has both in it stands at another place.
  if (!raw.locator.empty()) {
    const uint64_t size = raw.bytes.size();
    hash.update(&size, sizeof size);
    hash.update(raw.locator);
  }
  return hash.finish();
}

void add_key_of_record(const RawDocument& raw, Document& d, Sha256Lanes& hashes) {
  Digest& key = d.key.emplace();
  if (raw.locator.empty()) return hashes.add(key, raw.bytes);
  const uint64_t size = raw.bytes.size();
  hashes.add(key, raw.bytes, {d.arena.copy({reinterpret_cast<const char*>(&size), sizeof size}), sizeof size},
             raw.locator);
}

void add_key_of_line(const RawDocument& raw, Document& d, Sha256Lanes& hashes) {
  struct Head {
    Digest text;
    uint32_t is_html, is_marked;
    uint64_t size_of_id;
  } head{d.raw_digest, d.source.media_type == "text/html", raw.marked, d.source.id.size()};
  static_assert(sizeof head == sizeof head.text + 16, "no byte of it is left open");
  hashes.add(d.key.emplace(), {d.arena.copy({reinterpret_cast<const char*>(&head), sizeof head}), sizeof head},
             d.source.id, d.source.metadata);
}

}  // namespace docmill::host
