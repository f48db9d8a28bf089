// What the tests of the input share: a temporary folder, packing, and reading everything of a list.
#pragma once

#include <bzlib.h>
#include <lzma.h>
#include <stdlib.h>
#include <zstd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "host/input/input.hpp"
#include "support/deflated.hpp"

namespace docmill::host::test {

// A folder that is gone at the end of the test.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "docmill-input-").string() +
                       std::string(6, 'X');  // mkdtemp fills them
    path_ = mkdtemp(name.data());
  }
  ~TemporaryFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

  // Writes a file and the folders it lies in.
  std::filesystem::path write(const std::filesystem::path& name, std::string_view content) const {
    const std::filesystem::path path = path_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary).write(content.data(), static_cast<std::streamsize>(content.size()));
    return path;
  }

 private:
  std::filesystem::path path_;
};

using docmill::test::gzipped;

inline std::string bzip2(std::string_view content) {
  std::string packed(content.size() + content.size() / 50 + 1000, '\0');
  auto size = static_cast<unsigned>(packed.size());
  const int result = BZ2_bzBuffToBuffCompress(packed.data(), &size, const_cast<char*>(content.data()),
                                              static_cast<unsigned>(content.size()), 1, 0, 0);
  if (result != BZ_OK) throw std::runtime_error("bzip2 does not pack");
  packed.resize(size);
  return packed;
}

inline std::string xz(std::string_view content) {
  std::string packed(lzma_stream_buffer_bound(content.size()), '\0');
  std::size_t size = 0;
  const lzma_ret result =
      lzma_easy_buffer_encode(0, LZMA_CHECK_CRC64, nullptr, reinterpret_cast<const uint8_t*>(content.data()),
                              content.size(), reinterpret_cast<uint8_t*>(packed.data()), &size, packed.size());
  if (result != LZMA_OK) throw std::runtime_error("xz does not pack");
  packed.resize(size);
  return packed;
}

inline std::string zstd(std::string_view content) {
  std::string out(ZSTD_compressBound(content.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), content.data(), content.size(), 3));
  return out;
}

inline PipelineFile pipeline_from(const std::vector<std::string>& from, const std::filesystem::path& base) {
  PipelineFile pipeline;
  for (const std::string& text : from) pipeline.from.push_back({text, base, {}});
  return pipeline;
}

// The list of `from`, which must be without mistakes.
inline InputList list_of(const std::vector<std::string>& from, const std::filesystem::path& base) {
  Diagnostics diagnostics;
  return list_inputs(pipeline_from(from, base), diagnostics);
}

inline std::vector<std::string> names_of(const InputList& list) {
  std::vector<std::string> names;
  for (const InputFile& file : list.files) names.push_back(file.name);
  return names;
}

// The code of the problem of the file with this name; "" for none, "absent" when it is not in the list.
inline std::string problem_of(const InputList& list, const std::string& name) {
  for (const InputFile& file : list.files)
    if (file.name == name) return file.problem ? file.problem->code : "";
  return "absent";
}

inline std::vector<RawDocument> read_all(InputReader& reader) {
  std::vector<RawDocument> documents;
  RawDocument document;
  while (reader.next(document)) documents.push_back(document);
  return documents;
}

inline std::vector<RawDocument> read_all(const InputList& list, uint64_t max_document = 32 << 20) {
  InputReader reader(list, max_document, "jsonl");
  return read_all(reader);
}

// Documents in one line each: "NAME:LINE bytes" or "NAME:LINE !code".
inline std::vector<std::string> shown(const InputList& list, const std::vector<RawDocument>& documents) {
  std::vector<std::string> lines;
  for (const RawDocument& document : documents) {
    std::string line = list.files[document.file].name;
    if (document.line != 0) line += ":" + std::to_string(document.line);
    lines.push_back(line + (document.problem ? " !" + document.problem->code : " " + document.bytes));
  }
  return lines;
}

inline std::vector<std::string> read_shown(const TemporaryFolder& folder, uint64_t max_document = 32 << 20) {
  const InputList list = list_of({"."}, folder.path());
  return shown(list, read_all(list, max_document));
}

using Lines = std::vector<std::string>;

}  // namespace docmill::host::test
