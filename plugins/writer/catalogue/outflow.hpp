// What is written of a document may leave before the document ends: a record with a hundred thousand spans has tens of
// megabytes, which need not stand in memory at once.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "catalogue/catalogue.hpp"

namespace docmill::writer {

// Every span repeats the words it covers, so that a stage whose long spans overlap without end could fill the disk.
// What is written for one document is refused beyond this many bytes.
inline constexpr std::size_t longest_output = std::size_t{1} << 30;

class Outflow {
 public:
  using Take = std::function<void(std::string_view)>;
  // Without `take` all stays where it is written.
  Outflow() = default;
  explicit Outflow(Take take) : take_(std::move(take)) {}

  // Call it between two spans: hands over what stands in `out`, when it has become much, and empties it. Throws
  // std::runtime_error that names the layer when the whole passes longest_output.
  void relieve(std::string& out, const LayerInfo& layer) {
    if (gone_ + out.size() > longest_output) refuse(layer);
    relieve_unchecked(out);
  }
  // The same for what belongs to no layer; `what` is for the message.
  void relieve(std::string& out, const char* what) {
    if (gone_ + out.size() > longest_output) refuse(what);
    relieve_unchecked(out);
  }

  static constexpr std::size_t much = std::size_t{64} << 10;

 private:
  void relieve_unchecked(std::string& out) {
    if (!take_ || out.size() < much) return;
    take_(out);
    gone_ += out.size();
    out.clear();
  }
  [[noreturn]] static void refuse(const LayerInfo& layer);
  [[noreturn]] static void refuse(const char* what);

  Take take_;
  std::size_t gone_ = 0;
};

}  // namespace docmill::writer
