#include "outflow.hpp"

#include <stdexcept>

namespace docmill::writer {

void Outflow::refuse(const LayerInfo& layer) {
  throw std::runtime_error("the spans of '" + layer.name +
                           "' with the words they cover pass 1 GiB; leave the layer out");
}

}  // namespace docmill::writer
