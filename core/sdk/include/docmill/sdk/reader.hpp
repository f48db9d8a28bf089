// The C++20 SDK for readers, header-only: what makes documents out of files of a kind. Include this, write a struct,
// export it.
//
//   struct Paragraphs {
//     static constexpr docmill::ReaderInfo info{"paragraphs", "1.0.0", "a document for each paragraph"};
//     static constexpr auto suffixes = docmill::suffixes(".para");
//     static constexpr auto first_bytes = docmill::first_bytes(docmill::bytes_at(0, "PARA1"));   // optional
//     struct Config { ... };                      // optional: options, as of a stage
//     static constexpr auto options = docmill::options(...);
//     static constexpr auto metadata = docmill::metadata(docmill::field::string("url", "where it was found"));
//     explicit Paragraphs(Config c);              // or (Config, const docmill::Setup&); throw docmill::ConfigError
//     struct Cursor { ... };                      // optional: how far a file has been read
//     void next(Cursor&, docmill::Source& file, docmill::Cut& cut) const;    // say nothing at the end of the file
//     struct Worker { ... };                      // optional: scratch space of one thread
//     void decode(Worker&, docmill::CutRecord in, docmill::Record& out) const;
//   };
//   DOCMILL_READERS(Paragraphs);
//
// `next` is called on the one thread that reads, `decode` on any: what is expensive belongs there. The same bytes and
// options must give the same records. What `next` throws ends the file, what `decode` throws fails that document.
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstdint>
#include <exception>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "docmill/sdk/declare.hpp"
#include "docmill/sdk/export_stage.hpp"
#include "docmill/sdk/setup.hpp"
#include "docmill/sdk/words.hpp"
#include "docmill/stage_abi.h"

namespace docmill {

// Of a reader: it can begin behind a damaged place, and its records do not hang on those before them.
inline constexpr uint32_t from_middle = DOCMILL_READER_MIDDLE;
// Its decode() starts programs of the machine; next() puts their name and version into the record, so that decode()
// stays a function of it.
inline constexpr uint32_t starts_programs = DOCMILL_READER_PROGRAMS;

// What a reader is. All strings must be constants.
struct ReaderInfo {
  const char* id;       // kebab-case; what `use` says. The library is called reader_ID.so
  const char* version;  // of the behaviour: MAJOR.MINOR.PATCH
  const char* summary;  // one sentence
  uint32_t flags = 0;   // docmill::from_middle, docmill::starts_programs
};

// The ends of the names of its files, in lower case and with their dots; each also with .gz, .bz2, .xz or .zst behind
// it.
template <std::same_as<const char*>... S>
constexpr std::array<const char*, sizeof...(S) + 1> suffixes(S... s) {
  return {s..., nullptr};
}

// The bytes that stand at `offset` of an unpacked file, the last of them before byte 4096; 2 to 256 of them.
template <std::size_t n>
constexpr docmill_first_bytes bytes_at(uint32_t offset, const char (&bytes)[n]) {
  return {sizeof(docmill_first_bytes), offset, {bytes, n - 1}};
}

// How its files begin, one of these: a file that the pipeline reads by name, and whose suffix nobody knows, is then
// taken.
template <std::same_as<docmill_first_bytes>... F>
constexpr std::array<docmill_first_bytes, sizeof...(F)> first_bytes(F... begins) {
  return {begins...};
}

// What the metadata may have, for people and conditions.
template <std::same_as<docmill_field>... F>
constexpr std::array<docmill_field, sizeof...(F)> metadata(F... fields) {
  return {fields...};
}

// The file that is read: unpacked, from front to back. Lent for one call of next().
class Source {
 public:
  // For the SDK.
  explicit Source(docmill_source* raw) : raw_(raw) {}

  // The bytes that come next: at least `wanted` of them, fewer only where no more come. Valid until the next call of
  // peek or skip. Throws std::length_error for more than max_record().
  std::string_view peek(uint64_t wanted) {
    docmill_str bytes{};
    const int32_t status = raw_->peek(raw_, wanted, &bytes);
    if (status == DOCMILL_REFUSED) throw std::length_error("more is wanted than a record may have");
    if (status != DOCMILL_OK) throw std::bad_alloc();
    return view(bytes);
  }
  // How look_up_to() ended.
  enum class Sight { found, end_of_file, limit };
  // Shows `look(bytes, is_all)` the bytes that come next, more of them each time that it says false, until it says
  // true, no more come (`is_all`) or there are `most`, at most max_record(). Which of these it was does not hang on how
  // the file comes in, as long as what `look` says of some bytes it says of more of them, too; it may be shown a few
  // kilobytes or all, and no more than `most`. The bytes stay where they are until the next call.
  template <class Look>
  Sight look_up_to(uint64_t most, Look&& look, uint64_t first = uint64_t{64} << 10) {
    most = std::min(most, max_record());
    for (uint64_t wanted = std::min(std::max<uint64_t>(first, 1), most);;) {
      const std::string_view shown = peek(wanted);
      const bool is_all = shown.size() < wanted;
      if (look(shown.substr(0, most), is_all)) return Sight::found;
      if (is_all) return Sight::end_of_file;
      if (wanted == most) return Sight::limit;
      wanted = std::min(most, std::max<uint64_t>(wanted > most / 4 ? most : wanted * 4, shown.size() + 1));
    }
  }
  // Passes over `n` bytes, and says how many there were.
  uint64_t skip(uint64_t n) {
    uint64_t skipped = 0;
    if (raw_->skip(raw_, n, &skipped) != DOCMILL_OK) throw std::bad_alloc();
    return skipped;
  }
  // Where the next byte stands, in bytes from the beginning of the unpacked file.
  uint64_t offset() const { return raw_->offset(raw_); }
  // The most bytes that peek() shows and that a cut has.
  uint64_t max_record() const { return raw_->max_record; }
  // Of the file, relative to its root: for messages.
  std::string_view name() const { return view(raw_->name); }
  // Does it not begin at the beginning of the file? Then what stands before the first record is passed over in silence.
  bool is_middle() const { return (raw_->flags & DOCMILL_SOURCE_MIDDLE) != 0; }

 private:
  docmill_source* raw_;
};

// What next() has cut: one of these is said once. Without a word the file has ended. `offset`: of the first byte of the
// record (Source::offset() before it was taken); `locator`: where a person finds it in the file, valid UTF-8, at most
// 1000 bytes, or empty.
class Cut {
 public:
  // For the SDK: `kept` holds the strings until the next call.
  struct Kept {
    std::string locator;  // a copy of what was said
    std::string code;     // likewise
    std::string message;  // likewise
  };
  // For the SDK.
  Cut(docmill_cut* raw, Kept* kept) : raw_(raw), kept_(kept) {}

  // A document for decode(). `bytes` stay where they are until next() returns; at most Source::max_record().
  void record(uint64_t offset, std::string_view bytes, std::string_view locator = {}) {
    say(DOCMILL_CUT_RECORD, offset, locator);
    raw_->bytes = str(bytes);
  }
  // No document and no mistake: counted under the code, which is kebab-case.
  void passed(uint64_t offset, std::string_view code) {
    say(DOCMILL_CUT_PASSED, offset, {});
    reason(code, {});
  }
  // Broken: listed. `message`: a sentence with what would be right.
  void problem(uint64_t offset, std::string_view code, std::string_view message, std::string_view locator = {}) {
    say(DOCMILL_CUT_PROBLEM, offset, locator);
    reason(code, message);
  }
  // The bytes of the file end inside it: listed, with the host's own reason where the file is damaged there.
  void broken_off(uint64_t offset, std::string_view code, std::string_view message, std::string_view locator = {}) {
    say(DOCMILL_CUT_BROKEN_OFF, offset, locator);
    reason(code, message);
  }
  // Above max_record(), and passed over: listed. `n_bytes`: how many it has; 0: not known.
  void too_large(uint64_t offset, uint64_t n_bytes, std::string_view locator = {}) {
    say(DOCMILL_CUT_TOO_LARGE, offset, locator);
    raw_->n_bytes = n_bytes;
  }
  // To be added to one of these: what it says hangs on where the file ends, because the record goes up to there or the
  // file is read as a whole. Where the file breaks off or is damaged, the host lists that instead. (A host of ABI 1.1
  // takes the record as it is.)
  void hangs_on_end() {
    if (DOCMILL_HAS(docmill_cut, raw_, flags)) raw_->flags |= DOCMILL_CUT_HANGS_ON_END;
  }

 private:
  void say(uint32_t kind, uint64_t offset, std::string_view locator) {
    raw_->kind = kind;
    raw_->offset = offset;
    kept_->locator = locator;
    raw_->locator = str(kept_->locator);
  }
  void reason(std::string_view code, std::string_view message) {
    kept_->code = code;
    kept_->message = message;
    raw_->code = str(kept_->code);
    raw_->message = str(kept_->message);
  }

  docmill_cut* raw_;
  Kept* kept_;
};

// A record as next() cut it. Lent for one call of decode().
struct CutRecord {
  std::string_view bytes;    // all of it
  std::string_view locator;  // as it was said
};

// What is made of the record that decode() has. What the host refuses fails the document, with its reason.
class Record {
 public:
  // For the SDK.
  explicit Record(docmill_record* raw) : raw_(raw) {}

  // Appends to the document's raw bytes. False above [input] max-document: the document has failed, so return.
  bool raw(std::string_view bytes) { return raw_->raw(raw_, str(bytes)) == DOCMILL_OK; }
  // What the bytes are ("text/html"), and the encoding that is said of them, or "". Lower case.
  void format(std::string_view media_type, std::string_view charset = {}) {
    (void)raw_->format(raw_, str(media_type), str(charset));
  }
  // The metadata: the text of one JSON object.
  void metadata(std::string_view json) { (void)raw_->metadata(raw_, str(json)); }
  // The document's id, in valid UTF-8. Without it: FILE:NUMBER.
  void id(std::string_view id) { (void)raw_->id(raw_, str(id)); }
  // A remark. `code`: kebab-case.
  void note(std::string_view code, std::string_view message) { (void)raw_->note(raw_, str(code), str(message)); }
  // The document cannot be made.
  void problem(std::string_view code, std::string_view message) { (void)raw_->problem(raw_, str(code), str(message)); }

 private:
  docmill_record* raw_;
};

namespace detail {

template <class R>
struct CursorOf {
  using type = Nothing;
};
template <class R>
requires requires { typename R::Cursor; }
struct CursorOf<R> {
  using type = typename R::Cursor;
};
template <class R>
constexpr auto metadata_of() {
  if constexpr (requires { R::metadata; }) return R::metadata;
  else return std::array<docmill_field, 0>{};
}

template <class R>
constexpr auto first_bytes_of() {
  if constexpr (requires { R::first_bytes; }) return R::first_bytes;
  else return std::array<docmill_first_bytes, 0>{};
}

template <class R>
struct ReaderAdapter {
  using Stage = Adapter<R>;  // options and construction are those of a stage
  using Config = typename Stage::Config;
  using Worker = typename Stage::Worker;
  using Cursor = typename CursorOf<R>::type;

  static constexpr auto suffixes = R::suffixes;
  static constexpr auto metadata = metadata_of<R>();
  static constexpr auto metadata_pointers = [] {
    std::array<const docmill_field*, metadata.size() + 1> pointers{};
    for (std::size_t i = 0; i < metadata.size(); ++i) pointers[i] = &metadata[i];
    return pointers;
  }();

  static constexpr auto first_bytes = first_bytes_of<R>();
  static constexpr auto first_bytes_pointers = [] {
    std::array<const docmill_first_bytes*, first_bytes.size() + 1> pointers{};
    for (std::size_t i = 0; i < first_bytes.size(); ++i) pointers[i] = &first_bytes[i];
    return pointers;
  }();

  struct Model {
    R reader;
    Setup setup;  // for its log
  };
  struct File {
    const Model* model;
    Cursor cursor;
    Cut::Kept kept;
  };
  struct Session {
    const Model* model;
    Worker worker;
  };

  static int32_t create(const docmill_reader*, const docmill_setup* raw, void** model) noexcept {
    const Setup setup(raw);
    try {
      Config config{};
      for (std::size_t i = 0; i < Stage::options.size(); ++i)
        Stage::options[i].set(Stage::options[i], config, raw->values[i]);
      *model = new Model{Stage::make(std::move(config), setup), setup};
      return DOCMILL_OK;
    } catch (const ConfigError& e) {
      setup.error(e);
      return DOCMILL_ERROR_CONFIGURATION;
    } catch (const std::bad_alloc&) {
      return DOCMILL_ERROR_RESOURCE;
    } catch (const std::exception& e) {
      setup.error({"", e.what()});
      return DOCMILL_ERROR_INTERNAL;
    } catch (...) {
      return DOCMILL_ERROR_INTERNAL;
    }
  }
  static void destroy(void* model) noexcept { delete static_cast<Model*>(model); }

  // What is thrown goes to the log.
  template <class F>
  static int32_t said_in_log(const Model& model, const char* where, F&& call) noexcept {
    try {
      std::forward<F>(call)();
      return DOCMILL_OK;
    } catch (const std::bad_alloc&) {
      return DOCMILL_ERROR_RESOURCE;
    } catch (const std::exception& e) {
      model.setup.log(DOCMILL_LEVEL_ERROR, where);
      model.setup.log(DOCMILL_LEVEL_ERROR, e.what());
      return DOCMILL_ERROR_INTERNAL;
    } catch (...) {
      model.setup.log(DOCMILL_LEVEL_ERROR, where);
      return DOCMILL_ERROR_INTERNAL;
    }
  }

  static int32_t open(const void* model, docmill_source*, void** cursor) noexcept {
    const auto& m = *static_cast<const Model*>(model);
    return said_in_log(m, "the file cannot be begun", [&] { *cursor = new File{&m, {}, {}}; });
  }
  static int32_t next(void* cursor, docmill_source* source, docmill_cut* cut) noexcept {
    auto& file = *static_cast<File*>(cursor);
    return said_in_log(*file.model, "the file cannot be read on", [&] {
      Source from(source);
      Cut to(cut, &file.kept);
      file.model->reader.next(file.cursor, from, to);
    });
  }
  static void close(void* cursor) noexcept { delete static_cast<File*>(cursor); }

  static int32_t begin(const void* model, void** worker) noexcept {
    const auto& m = *static_cast<const Model*>(model);
    return said_in_log(m, "the worker cannot be made", [&] {
      *worker = new Session{&m, Stage::make_worker(m.reader)};
    });
  }
  static int32_t decode(void* worker, const docmill_cut* cut, docmill_record* raw) noexcept {
    auto& session = *static_cast<Session*>(worker);
    Record record(raw);
    try {
      session.model->reader.decode(session.worker, CutRecord{view(cut->bytes), view(cut->locator)}, record);
    } catch (const std::bad_alloc&) {
      record.problem("out-of-memory", "the reader has no memory for it");
    } catch (const std::exception& e) {
      record.problem("exception", e.what());
    } catch (...) {
      record.problem("exception", "an exception that is no std::exception");
    }
    return DOCMILL_OK;
  }
  static void end(void* worker) noexcept { delete static_cast<Session*>(worker); }

  static constexpr docmill_reader table() {
    docmill_reader r{};
    r.size = sizeof(docmill_reader);
    r.flags = R::info.flags;
    r.id = R::info.id;
    r.version = R::info.version;
    r.summary = R::info.summary;
    r.suffixes = suffixes.data();
    r.n_options = static_cast<uint32_t>(Stage::options.size());
    r.options = Stage::option_pointers.data();
    r.n_metadata = static_cast<uint32_t>(metadata.size());
    r.metadata = metadata_pointers.data();
    r.create = create;
    r.open = open;
    r.next = next;
    r.close = close;
    r.begin = begin;
    r.decode = decode;
    r.end = end;
    r.destroy = destroy;
    r.first_bytes = first_bytes_pointers.data();
    return r;
  }
  static constexpr docmill_reader reader = table();
};

template <class... R>
struct ReaderLibrary {
  static constexpr std::array<const docmill_reader*, sizeof...(R)> readers{&ReaderAdapter<R>::reader...};
  // A host of 1.1 refuses a reader without suffixes.
  static constexpr uint16_t min_host_minor = ((*ReaderAdapter<R>::reader.suffixes == nullptr) || ...) ? 2 : 1;
};

}  // namespace detail

}  // namespace docmill

// Once in a plugin that holds readers alone, at namespace scope: DOCMILL_READERS(MyReader, MyOtherReader);
#define DOCMILL_READERS(...)                                                                                          \
  DOCMILL_NOTE;                                                                                                       \
  extern "C" DOCMILL_EXPORT constexpr docmill_stage_library docmill_stage_library_1 {                                 \
    sizeof(docmill_stage_library), ::docmill::detail::ReaderLibrary<__VA_ARGS__>::min_host_minor, DOCMILL_ABI_MINOR,  \
        "docmill-c++ 1.2", __VERSION__, nullptr, 0, 0, ::docmill::detail::ReaderLibrary<__VA_ARGS__>::readers.data(), \
        static_cast<uint32_t>(::docmill::detail::ReaderLibrary<__VA_ARGS__>::readers.size()), 0                       \
  }
