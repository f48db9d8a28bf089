// What a `when` condition sees of a document.
#pragma once

#include "host/pipeline/condition.hpp"
#include "host/stages/document.hpp"

namespace docmill::host {

// Does the condition hold? Keys of attributes by their declared type; members of JSON layers (metadata) by name:
// strings, numbers and booleans as they are, everything else null. An absent layer gives null.
bool condition_holds(const Condition& condition, const Document& document);

}  // namespace docmill::host
