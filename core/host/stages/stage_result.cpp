#include "host/stages/stage_result.hpp"

#include <cstring>

namespace docmill::host {
namespace {

constexpr uint32_t stage_result_version = 1;

template <class T>
void append_number(std::string& out, T n) {
  char bytes[sizeof n];
  std::memcpy(bytes, &n, sizeof n);
  out.append(bytes, sizeof n);
}

void pad(std::string& out) { out.resize((out.size() + 7) / 8 * 8, '\0'); }

void append_str(std::string& out, std::string_view text) {
  append_number<uint64_t>(out, text.size());
  out += text;
  pad(out);
}

// Reads front to back; after the first thing that does not fit everything is empty and `whole` is false.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  template <class T>
  T number() {
    T n{};
    const std::string_view bytes = take(sizeof n);
    if (whole_) std::memcpy(&n, bytes.data(), sizeof n);
    return n;
  }
  std::string_view padded(uint64_t size) {
    const std::string_view bytes = take(size);
    take((8 - size % 8) % 8);
    return bytes;
  }
  std::string_view str() { return padded(number<uint64_t>()); }
  bool whole() const { return whole_; }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view take(uint64_t size) {
    if (!whole_ || size > rest_.size()) {
      whole_ = false;
      return {};
    }
    const std::string_view bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return bytes;
  }
  std::string_view rest_;
  bool whole_ = true;
};

// Reads the whole result; says it only with a listener.
bool read(std::string_view bytes, const StageResultListener* listener) {
  Reader in(bytes);
  const auto version = in.number<uint32_t>();
  const auto verdict = in.number<uint32_t>();
  const auto n_notes = in.number<uint32_t>();
  const auto n_puts = in.number<uint32_t>();
  if (!in.whole() || version != stage_result_version || verdict > DOCMILL_FAIL) return false;
  const std::string_view code = in.str();
  const std::string_view message = in.str();
  for (uint32_t i = 0; i < n_puts && in.whole(); ++i) {
    docmill_layer layer{};
    layer.size = sizeof layer;
    const auto port = in.number<uint32_t>();
    layer.kind = in.number<uint32_t>();
    layer.n_rows = in.number<uint32_t>();
    layer.row_size = in.number<uint32_t>();
    layer.pool_size = in.number<uint64_t>();
    layer.rows = in.padded(uint64_t{layer.n_rows} * layer.row_size).data();
    layer.pool = in.padded(layer.pool_size).data();
    if (in.whole() && listener != nullptr) listener->put(port, layer);
  }
  for (uint32_t i = 0; i < n_notes && in.whole(); ++i) {
    const auto level = static_cast<uint32_t>(in.number<uint64_t>());
    const std::string_view note_code = in.str();
    const std::string_view text = in.str();
    if (in.whole() && listener != nullptr) listener->note(level, note_code, text);
  }
  if (!in.whole() || !in.at_end()) return false;
  if (verdict != 0 && listener != nullptr) listener->verdict(verdict, code, message);
  return true;
}

}  // namespace

void StageResultWriter::reset() {
  notes_.clear();
  puts_.clear();
  whole_.clear();
  n_notes_ = n_puts_ = 0;
}

void StageResultWriter::put(uint32_t port, const docmill_layer& layer) {
  ++n_puts_;
  append_number(puts_, port);
  append_number(puts_, layer.kind);
  append_number(puts_, layer.n_rows);
  append_number(puts_, layer.row_size);
  append_number(puts_, layer.pool_size);
  const std::size_t rows = std::size_t{layer.n_rows} * layer.row_size;
  if (rows != 0) puts_.append(static_cast<const char*>(layer.rows), rows);
  pad(puts_);
  if (layer.pool_size != 0) puts_.append(layer.pool, layer.pool_size);
  pad(puts_);
}

void StageResultWriter::note(uint32_t level, std::string_view code, std::string_view message) {
  ++n_notes_;
  append_number<uint64_t>(notes_, level);
  append_str(notes_, code);
  append_str(notes_, message);
}

std::string_view StageResultWriter::finish(uint32_t verdict, std::string_view code, std::string_view message) {
  append_number(whole_, stage_result_version);
  append_number(whole_, verdict);
  append_number(whole_, n_notes_);
  append_number(whole_, n_puts_);
  append_str(whole_, code);
  append_str(whole_, message);
  whole_ += puts_;
  whole_ += notes_;
  return whole_;
}

bool repeat_stage_result(std::string_view bytes, const StageResultListener& listener) {
  return read(bytes, nullptr) && read(bytes, &listener);
}

}  // namespace docmill::host
