// By what a result is found again: everything that a PURE stage may depend on, as one SHA-256.
#pragma once

#include "host/stages/document.hpp"
#include "host/stages/stage_instance.hpp"
#include "host/support/sha256.hpp"

namespace docmill::host {

// What a stage is, documents apart: the bytes of its library and of what that brings in, its options and resources by
// content, its name and the layers as the pipeline bound them (a stage can read their names), and the host's ABI minor.
// An EXTERNAL stage is known by id and version alone instead of by its library: it is the world that answers, and what
// it has answered stays good when the library is built anew.
Digest stage_identity(const StageInstance& stage, Sha256& hash);

// The identity and the layers that the stage sees of this document: which are there, their content, and of texts their
// map to the source. Digests of the layers that stages provided are remembered in the document.
Digest stage_result_key(const Digest& identity, const StageInstance& stage, Document& document, Sha256& hash);

}  // namespace docmill::host
