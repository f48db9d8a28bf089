#include "host/run/seen_ids.hpp"

#include <cstring>

namespace docmill::host {

std::optional<SeenIds::Where> SeenIds::meet(std::string_view id, Where where) {
  if (table_.empty() || (used_ + 1) * 4 > table_.size() * 3) grow();
  hash_.update(id);
  const Digest digest = hash_.finish();
  uint64_t key;
  std::memcpy(&key, digest.data(), sizeof key);
  if (key == 0) key = 1;
  std::size_t i = key & (table_.size() - 1);
  for (; table_[i].key != 0; i = (i + 1) & (table_.size() - 1))
    if (table_[i].key == key) return table_[i].where;
  table_[i] = {key, where};
  ++used_;
  return std::nullopt;
}

void SeenIds::grow() {
  std::vector<Entry> old = std::move(table_);
  table_.assign(old.empty() ? 1024 : old.size() * 2, {});
  for (const Entry& e : old) {
    if (e.key == 0) continue;
    std::size_t i = e.key & (table_.size() - 1);
    while (table_[i].key != 0) i = (i + 1) & (table_.size() - 1);
    table_[i] = e;
  }
}

}  // namespace docmill::host
