#include "unpacked_archive.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>

#include <new>
#include <utility>

namespace docmill::archive {
namespace {

// libarchive gives names in the encoding of the thread's locale, and none where a name does not fit in. Names must not
// hang on who runs docmill: they are asked for in UTF-8, which is what this locale of Debian's has, and nothing else.
class InUtf8 {
 public:
  InUtf8() : before_(::uselocale(utf8())) {}
  ~InUtf8() { ::uselocale(before_); }
  InUtf8(const InUtf8&) = delete;
  InUtf8& operator=(const InUtf8&) = delete;

 private:
  static locale_t utf8() {
    static const locale_t locale = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    if (locale == nullptr) throw std::bad_alloc();
    return locale;
  }
  locale_t before_;
};

}  // namespace

struct UnpackedArchive::State {
  ::archive* file = ::archive_read_new();
  ::archive_entry* entry = nullptr;
  NextBlock next_block;
  std::string whole;

  ~State() { ::archive_read_free(file); }

  static la_ssize_t read_block(::archive* file, void* self, const void** bytes) noexcept {
    try {
      const std::string_view block = static_cast<State*>(self)->next_block();
      *bytes = block.data();
      return static_cast<la_ssize_t>(block.size());
    } catch (...) {
      ::archive_set_error(file, ENOMEM, "no memory");
      return ARCHIVE_FATAL;
    }
  }
};

UnpackedArchive::UnpackedArchive(NextBlock next_block) : state_(std::make_unique<State>()) {
  if (state_->file == nullptr) throw std::bad_alloc();
  const InUtf8 names;
  state_->next_block = std::move(next_block);
  ::archive_read_support_filter_gzip(state_->file);
  ::archive_read_support_filter_bzip2(state_->file);
  ::archive_read_support_filter_xz(state_->file);
  ::archive_read_support_filter_zstd(state_->file);
  ::archive_read_support_format_tar(state_->file);
  // What cannot be opened says so at the first entry.
  (void)::archive_read_open(state_->file, state_.get(), nullptr, State::read_block, nullptr);
}

UnpackedArchive::UnpackedArchive(std::string whole) : state_(std::make_unique<State>()) {
  if (state_->file == nullptr) throw std::bad_alloc();
  const InUtf8 names;
  state_->whole = std::move(whole);
  ::archive_read_support_format_7zip(state_->file);
  (void)::archive_read_open_memory(state_->file, state_->whole.data(), state_->whole.size());
}

UnpackedArchive::~UnpackedArchive() = default;

UnpackedArchive::Step UnpackedArchive::next() {
  const InUtf8 names;
  name_.clear();
  const int status = ::archive_read_next_header(state_->file, &state_->entry);
  if (status == ARCHIVE_EOF) return Step::end;
  if (status == ARCHIVE_FATAL) return Step::broken;
  if (status != ARCHIVE_OK && status != ARCHIVE_WARN) return Step::damaged;
  const char* name = ::archive_entry_pathname(state_->entry);
  if (name == nullptr) name = ::archive_entry_pathname_utf8(state_->entry);
  if (name != nullptr) name_ = name;
  return Step::entry;
}

UnpackedArchive::Kind UnpackedArchive::kind() const {
  if (::archive_entry_hardlink(state_->entry) != nullptr) return Kind::link;
  switch (::archive_entry_filetype(state_->entry)) {
    case AE_IFREG: return Kind::file;
    case AE_IFDIR: return Kind::folder;
    case AE_IFLNK: return Kind::link;
    default: return Kind::special;
  }
}

bool UnpackedArchive::is_encrypted() const { return ::archive_entry_is_encrypted(state_->entry) != 0; }

std::optional<int64_t> UnpackedArchive::modified() const {
  if (::archive_entry_mtime_is_set(state_->entry) == 0) return std::nullopt;
  return ::archive_entry_mtime(state_->entry);
}

uint64_t UnpackedArchive::size() const {
  const la_int64_t size = ::archive_entry_size(state_->entry);
  return size > 0 ? static_cast<uint64_t>(size) : 0;
}

uint64_t UnpackedArchive::offset() const {
  const la_int64_t offset = ::archive_read_header_position(state_->file);
  return offset > 0 ? static_cast<uint64_t>(offset) : 0;
}

UnpackedArchive::Content UnpackedArchive::read(std::string& out, uint64_t most) {
  const InUtf8 names;
  constexpr std::size_t piece = std::size_t{64} << 10;
  out.clear();
  for (;;) {
    const std::size_t begin = out.size();
    out.resize(begin + piece);
    const la_ssize_t n = ::archive_read_data(state_->file, out.data() + begin, piece);
    out.resize(begin + static_cast<std::size_t>(n > 0 ? n : 0));
    if (n == 0) return Content::whole;
    if (n == ARCHIVE_FATAL) return Content::broken;
    if (n < 0) return Content::damaged;
    if (out.size() > most) return Content::too_large;
  }
}

bool UnpackedArchive::is_packed() const { return ::archive_filter_count(state_->file) > 1; }

bool UnpackedArchive::is_known() const { return ::archive_format(state_->file) != 0; }

bool UnpackedArchive::has_encrypted() const { return ::archive_read_has_encrypted_entries(state_->file) > 0; }

}  // namespace docmill::archive
