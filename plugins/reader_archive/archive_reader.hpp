// The reader `archive` as a struct of the SDK: entries of zip, tar and 7z archives that are pages or texts.
#pragma once

#include <docmill/sdk/reader.hpp>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "entry_names.hpp"
#include "unpacked_cutter.hpp"
#include "zip_cutter.hpp"

namespace docmill::archive {

enum class IdOf { place, entry };

struct ArchiveReader {
  static constexpr ReaderInfo info{"archive", "1.0.0", "pages and texts out of archives (zip, tar, 7z)"};
  static constexpr auto suffixes =
      docmill::suffixes(".zip", ".tar", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".tzst", ".7z");
  static constexpr auto first_bytes =
      docmill::first_bytes(docmill::bytes_at(0, "PK\x03\x04"), docmill::bytes_at(0, "PK\x05\x06"),
                           docmill::bytes_at(0, "7z\xBC\xAF\x27\x1C"), docmill::bytes_at(257, "ustar"));

  struct Config {
    IdOf id = IdOf::place;
    std::vector<std::string> entries;
    Others other_entries = Others::pass_over;
  };
  static constexpr auto options = docmill::options(
      docmill::option<&Config::id>("id", "\"place\"",
                                   "what a document is called: FILE:NUMBER, or by its name in the archive")
          .one_of(docmill::choice("place", IdOf::place), docmill::choice("entry", IdOf::entry)),
      docmill::option<&Config::entries>(
          "entries", "[]", "which entries are read, as globs over their names; none: all that are pages or texts"),
      docmill::option<&Config::other_entries>(
          "other-entries", "\"pass-over\"",
          "what entries are whose names say nothing of what they are (`page`, `index.php?id=3`)")
          .one_of(docmill::choice("pass-over", Others::pass_over), docmill::choice("text", Others::text),
                  docmill::choice("html", Others::html)));
  static constexpr auto metadata = docmill::metadata(
      field::string("entry", "its name in the archive"),
      field::string("modified",
                    "when it was changed last, as the archive says; without Z where the zone is not known"));

  struct Cursor {
    std::unique_ptr<ZipCutter> zip;
    std::unique_ptr<UnpackedCutter> unpacked;
  };

  explicit ArchiveReader(Config c);

  void next(Cursor& cursor, Source& file, Cut& cut) const;
  void decode(detail::Nothing&, CutRecord in, Record& out) const;

  Config config;

 private:
  EntryKind judge(std::string_view name) const;

  std::vector<Glob> wanted_;  // config.entries
};

}  // namespace docmill::archive
