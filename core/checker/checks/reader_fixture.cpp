#include "checker/checks/reader_fixture.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "checker/checks/fixture.hpp"

namespace docmill::checker {
namespace {

std::vector<NamedText> with_texts(const CheckContext& context, const StageUnderTest& reader, std::size_t n_texts) {
  std::vector<NamedText> files = read_files(context.plugin().request->documents, reader.declaration.suffixes);
  const std::vector<NamedText>& texts = ordinary_texts();
  files.insert(files.end(), texts.begin(),
               texts.begin() + static_cast<std::ptrdiff_t>(std::min(n_texts, texts.size())));
  return files;
}

}  // namespace

std::vector<NamedText> sample_files(const CheckContext& context, const StageUnderTest& reader) {
  return with_texts(context, reader, SIZE_MAX);
}

std::vector<NamedText> few_files(const CheckContext& context, const StageUnderTest& reader) {
  return with_texts(context, reader, 2);
}

void say_unclean(CheckContext& context, const Reading& reading) {
  if (reading.status != DOCMILL_OK)
    context.fail(
        fmt::format("open, next or decode gave status {}; say a problem of the record, and go on", reading.status));
  context.fail(reading.wrongs);
}

ReaderReference::ReaderReference(CheckContext& context, const StageUnderTest& reader)
    : context_(context), reader_(reader), model_(reader), files_(sample_files(context, reader)) {
  need(model_);
  for (const NamedText& file : files_) expected_.push_back(read_file(model_, file.text));
}

bool ReaderReference::has_records() const {
  const bool any = std::any_of(expected_.begin(), expected_.end(), [](const Reading& r) { return r.n_records() != 0; });
  if (!any)
    context_.skip(reader_.declaration.suffixes.empty()
                      ? "no file gives a record; name one of its kind: --document PATH"
                      : fmt::format("no file gives a record; name one of its kind ({}): --document PATH",
                                    fmt::join(reader_.declaration.suffixes, ", ")));
  return any;
}

void ReaderReference::compare(std::size_t file, const Reading& got, const std::string& how) const {
  if (const std::string what = difference(expected_[file], got); !what.empty())
    context_.fail(fmt::format("{}: '{}': {}", how, files_[file].name, what));
}

void ReaderReference::compare_all(const Model& model, const std::string& how) const {
  for (std::size_t i = 0; i < files_.size(); ++i) compare(i, read_file(model, files_[i].text), how);
}

void ReaderReference::compare_everything(const std::string& how) const {
  compare_all(model_, how + ", with an older model");
  const Model another(reader_);
  need(another);
  compare_all(another, how + ", with a new model");
  std::string why;  // that it cannot be loaded is the affair of binary-second-copy
  const auto copy = second_copy(context_, reader_, why);
  if (copy == nullptr) return;
  const Model anew(*copy);
  need(anew);
  compare_all(anew, how + ", loaded anew");
}

}  // namespace docmill::checker
