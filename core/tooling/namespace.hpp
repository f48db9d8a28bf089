// The namespace of this library. It stands on the host throughout, so the host's names are as its own.
#pragma once

namespace docmill::host {}
namespace docmill::tooling {
using namespace docmill::host;
}
