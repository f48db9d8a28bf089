// The layers that every document has before any stage: the host's own. The one list of them, from which plans are made
// and `docmill layers` and `docmill new stage` tell authors what there is.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "host/plugins/stage_declaration.hpp"

namespace docmill::host {

// In the order of HostSlot (plan.hpp). As a port would declare them: kind, fields, a sentence.
std::span<const PortDeclaration> host_layers();
// What `place` has beside in pipelines with a [[reader]].
FieldDeclaration locator_field();

// The one of that name; nullptr when the host has none.
const PortDeclaration* find_host_layer(const std::string& name);

}  // namespace docmill::host
