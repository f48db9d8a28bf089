// Where a run into OUT keeps what it needs beside the finished folder:
//
//   OUT.partial   what the run writes, until it takes the place of OUT
//   OUT.previous  the OUT before
//   OUT.shards    the shards of a run, until they are merged
//   OUT.slurm     scripts and logs of its jobs
//   OUT.capsules  documents that a stage did not survive (see run/capsule.hpp)
//
// A folder that cannot be renamed has them inside, as OUT/.docmill/partial and so on: a mount point, such as a volume
// of a container, and one whose parent cannot be written to. What is a link is followed: it goes on leading there.
#pragma once

#include <filesystem>
#include <string>

#include "docmill/base/status.hpp"

namespace docmill::host {

// A folder in full, and how messages name it: as the user typed it, where that leads there.
struct NamedFolder {
  std::filesystem::path path;
  std::string shown;
};

struct OutputPlaces {
  NamedFolder out, partial, previous, shards, jobs, capsules;
  bool inside = false;  // beside OUT there is no room: they lie in OUT/.docmill
};

// Trouble::io, a sentence, for what can be no output folder (".", "..", "/", nothing), and for a link in a circle.
Result<OutputPlaces> places_of(const std::filesystem::path& out);

// OUT as it is named in messages, without a trailing slash; as it is when it can be no output folder.
std::filesystem::path plain_output_path(const std::filesystem::path& out);

inline constexpr const char* inside_folder = ".docmill";

}  // namespace docmill::host
