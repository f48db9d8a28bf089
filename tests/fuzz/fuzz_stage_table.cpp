// The table that a plugin exports, filled from any bytes: flags, numbers, names and null pointers where they fall. Read
// as a declaration that the host can rely on, or refused with a sentence. (A pointer into nowhere cannot be told from a
// good one: plugins are loaded in a child first.) The body is also a test
// (tests/core/plugins/fuzz_stage_table_test.cpp).
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/base/utf8.hpp"
#include "docmill/stage_abi.h"
#include "host/plugins/stage_table.hpp"

namespace docmill::host::test {

inline void table_must(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "fuzz_stage_table: %s\n", what);
  std::abort();
}

// Makes a library of tables out of bytes, which say less of the usual than of the odd: 0 is what a good table has.
class MadeLibrary {
 public:
  explicit MadeLibrary(std::string_view bytes) : bytes_(bytes) {
    library_.size = byte() == 1 ? 8 : sizeof library_;
    library_.min_host_minor = byte();
    const uint32_t n_stages = byte() & 3, n_readers = byte() & 3;
    for (uint32_t i = 0; i < n_stages; ++i) stages_.push_back(byte() == 255 ? nullptr : stage());
    for (uint32_t i = 0; i < n_readers; ++i) readers_.push_back(byte() == 255 ? nullptr : reader());
    library_.stages = list_of(stages_);
    library_.readers = list_of(readers_);
    library_.n_stages = count(stages_);
    library_.n_readers = count(readers_);
  }
  const docmill_stage_library& library() const { return library_; }

 private:
  uint8_t byte() {
    if (bytes_.empty()) return 0;
    const auto b = static_cast<uint8_t>(bytes_[0]);
    bytes_.remove_prefix(1);
    return b;
  }
  uint32_t number() {
    const uint32_t b = byte();
    return b < 240 ? b : b == 255 ? UINT32_MAX : 1u << (2 * (b - 240));
  }
  double bound() {
    static constexpr double odd[] = {0, 1, -1, 2.5, 9223372036854775807.0, -9223372036854775808.0, 1e308, -1e308};
    const uint8_t b = byte();
    if (b == 255) return std::nan("");
    return b >= 200 ? -INFINITY : b >= 150 ? INFINITY : odd[b % 8];
  }
  // Up to the next NUL; one that begins with \xFF is a null pointer, one byte below \x20 a name that tables have.
  const char* string() {
    static constexpr const char* known[] = {"text",   "out",   "source", "metadata", "a-b",    "a_b",     "1.0.0", ".x",
                                            "fields", "start", "flag",   "files",    "\"de\"", "minimum", "",      "a"};
    const std::size_t end = bytes_.find('\0');
    const std::string_view s = bytes_.substr(0, end);
    bytes_.remove_prefix(end == std::string_view::npos ? bytes_.size() : end + 1);
    if (s.size() == 1 && static_cast<uint8_t>(s[0]) < 0x20) return known[static_cast<uint8_t>(s[0]) % 16];
    if (s.starts_with('\xFF') && s.size() == 1) return nullptr;
    return strings_.emplace_back(s).c_str();
  }
  uint32_t size_of_struct(std::size_t whole) { return byte() == 7 ? 4 : static_cast<uint32_t>(whole); }
  template <class T>
  uint32_t count(const std::vector<T>& list) {
    return byte() == 9 ? 1000 : static_cast<uint32_t>(list.size());
  }
  template <class T>
  T* list_of(std::vector<T>& list) {
    return list.empty() || byte() == 8 ? nullptr : list.data();
  }
  // Pointers to what `make` makes, as a list that lives on.
  template <class T, class Make>
  const T* const* several(std::deque<std::vector<const T*>>& kept, uint32_t& n, Make&& make) {
    std::vector<const T*> list(byte() & 3);
    for (const T*& each : list) each = byte() == 255 ? nullptr : make();
    n = count(list);
    kept.push_back(std::move(list));
    return byte() == 8 || kept.back().empty() ? nullptr : kept.back().data();
  }
  const char* const* choices() {
    const uint8_t n = byte() & 3;
    if (n == 0) return nullptr;
    std::vector<const char*>& list = choices_.emplace_back();
    for (uint8_t i = 0; i < n; ++i) list.push_back(string());
    list.push_back(nullptr);
    return list.data();
  }

  const docmill_field* field() {
    docmill_field f{};
    f.size = size_of_struct(sizeof f), f.type = number(), f.name = string(), f.summary = string();
    return &fields_.emplace_back(f);
  }
  const docmill_option* option() {
    docmill_option o{};
    o.size = size_of_struct(sizeof o), o.type = number(), o.name = string(), o.fallback = string();
    o.minimum = bound(), o.maximum = bound(), o.choices = choices(), o.summary = string();
    return &options_.emplace_back(o);
  }
  const docmill_port* port() {
    docmill_port p{};
    p.size = size_of_struct(sizeof p), p.flags = number(), p.kind = number(), p.layer = string(), p.over = string();
    p.only_if = string(), p.summary = string();
    p.fields = several<docmill_field>(field_lists_, p.n_fields, [&] { return field(); });
    return &ports_.emplace_back(p);
  }
  const docmill_stage* stage() {
    docmill_stage s{};
    s.size = size_of_struct(sizeof s), s.flags = number(), s.id = string(), s.version = string(), s.summary = string();
    s.requires_ports = several<docmill_port>(port_lists_, s.n_requires, [&] { return port(); });
    s.provides_ports = several<docmill_port>(port_lists_, s.n_provides, [&] { return port(); });
    s.options = several<docmill_option>(option_lists_, s.n_options, [&] { return option(); });
    // None of them is called.
    const uint8_t missing = byte();
    if (missing != 1) s.create = [](const docmill_stage*, const docmill_setup*, void**) noexcept { return 0; };
    if (missing != 2) s.open = [](const void*, void**) noexcept { return 0; };
    if (missing != 3) s.process = [](void*, const docmill_batch*, docmill_output*) noexcept { return 0; };
    if (missing != 4) s.close = [](void*) noexcept {};
    if (missing != 5) s.destroy = [](void*) noexcept {};
    if (missing == 6) s.finish = [](void*, docmill_output*) noexcept { return 0; };
    return &stage_tables_.emplace_back(s);
  }
  const docmill_reader* reader() {
    docmill_reader r{};
    r.size = size_of_struct(sizeof r), r.flags = number(), r.id = string(), r.version = string(), r.summary = string();
    r.suffixes = choices();
    r.options = several<docmill_option>(option_lists_, r.n_options, [&] { return option(); });
    r.metadata = several<docmill_field>(field_lists_, r.n_metadata, [&] { return field(); });
    const uint8_t missing = byte();
    if (missing != 1) r.create = [](const docmill_reader*, const docmill_setup*, void**) noexcept { return 0; };
    if (missing != 2) r.open = [](const void*, docmill_source*, void**) noexcept { return 0; };
    if (missing != 3) r.next = [](void*, docmill_source*, docmill_cut*) noexcept { return 0; };
    if (missing != 4) r.close = [](void*) noexcept {};
    if (missing != 5) r.begin = [](const void*, void**) noexcept { return 0; };
    if (missing != 6) r.decode = [](void*, const docmill_cut*, docmill_record*) noexcept { return 0; };
    if (missing != 7) r.end = [](void*) noexcept {};
    if (missing != 8) r.destroy = [](void*) noexcept {};
    return &reader_tables_.emplace_back(r);
  }

  std::string_view bytes_;
  docmill_stage_library library_{};
  std::vector<const docmill_stage*> stages_;
  std::vector<const docmill_reader*> readers_;
  std::deque<std::string> strings_;
  std::deque<docmill_field> fields_;
  std::deque<docmill_option> options_;
  std::deque<docmill_port> ports_;
  std::deque<docmill_stage> stage_tables_;
  std::deque<docmill_reader> reader_tables_;
  std::deque<std::vector<const docmill_field*>> field_lists_;
  std::deque<std::vector<const docmill_option*>> option_lists_;
  std::deque<std::vector<const docmill_port*>> port_lists_;
  std::deque<std::vector<const char*>> choices_;
};

inline void check_text(std::string_view text) { table_must(utf8::is_valid(text), "what is declared is UTF-8"); }

inline void check_fields(const std::vector<FieldDeclaration>& fields) {
  for (const FieldDeclaration& f : fields) {
    check_text(f.summary);
    table_must(!f.name.empty() && *name_of(f.type) != '\0', "a field has a name and a type");
    for (const FieldDeclaration& other : fields)
      table_must(&other == &f || other.name != f.name, "no two fields have one name");
  }
}

inline void check_ports(const std::vector<PortDeclaration>& ports) {
  for (const PortDeclaration& p : ports) {
    table_must(!p.layer.empty() && *name_of(p.kind) != '\0', "a port has a layer and a kind");
    for (const std::string* s : {&p.over, &p.only_if, &p.summary}) check_text(*s);
    check_fields(p.fields);
  }
}

inline void check_declaration(const StageDeclaration& d) {
  table_must((d.table != nullptr) != (d.reader != nullptr), "it is a stage or a reader");
  table_must(!d.id.empty() && *name_of(d.schedule) != '\0', "it has an id and a schedule");
  check_text(d.summary);
  check_ports(d.required);
  check_ports(d.provided);
  check_fields(d.metadata);
  for (const OptionDeclaration& o : d.options) {
    table_must(!o.name.empty() && *name_of(o.type) != '\0', "an option has a name and a type");
    check_text(o.summary);
    if (o.fallback) check_text(*o.fallback);
    for (const std::string& choice : o.choices) check_text(choice);
    if (o.minimum && o.maximum) table_must(*o.minimum <= *o.maximum, "bounds are a range");
  }
}

inline void fuzz_stage_table(const uint8_t* data, std::size_t size) {
  const MadeLibrary made({reinterpret_cast<const char*>(data), size});
  const Result<LibraryDeclaration> read = read_stage_library(made.library());
  if (!read.ok()) {
    const std::string why = read.status().message();
    return table_must(!why.empty() && why.back() != '.' && utf8::is_valid(why), "what is refused has a sentence");
  }
  table_must(!read.value().stages.empty() || !read.value().readers.empty(), "a library holds something");
  for (const StageDeclaration& d : read.value().stages) check_declaration(d);
  for (const StageDeclaration& d : read.value().readers) check_declaration(d);
}

}  // namespace docmill::host::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  docmill::host::test::fuzz_stage_table(data, size);
  return 0;
}
