// A bundle unpacked and checked, ready to be verified; and the inputs of a run found by their content.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "docmill/base/status.hpp"
#include "host/formats/manifest.hpp"
#include "host/support/temporary_folder.hpp"
#include "tooling/namespace.hpp"
#include "tooling/verify/verify.hpp"

namespace docmill::tooling {

struct OpenBundle {
  std::unique_ptr<TemporaryFolder> folder;  // with what was unpacked, as long as this lives
  VerifyRequest request;                    // filled in but for what is to be tried
};

// Unpacks the bundle and hashes every file in it. With `inputs` (files and folders) the run's inputs are looked for
// there by their content, whatever they are called; otherwise those in the bundle are used, if it has them.
// `needs_inputs`: a run is wanted, so that it is a mistake when they are not all there.
Result<OpenBundle> open_bundle(const std::filesystem::path& file, const std::vector<std::string>& inputs,
                               bool needs_inputs);

// Links every input of the manifest into `into`/N/NAME (N: how many of that name came before), from files below `roots`
// that have its hash; one without a hash (not read to its end) from the file of its name. The status names the first
// ones that were not found.
Result<std::vector<std::string>> gather_inputs(const Manifest& manifest, const std::vector<std::string>& roots,
                                               const std::filesystem::path& into);

}  // namespace docmill::tooling
