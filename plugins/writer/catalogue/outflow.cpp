#include "catalogue/outflow.hpp"

#include <stdexcept>

namespace docmill::writer {

void Outflow::refuse(const LayerInfo& layer) {
  throw std::runtime_error("the spans of '" + layer.name +
                           "' with the words they cover pass 1 GiB; leave the layer out");
}

void Outflow::refuse(const char* what) {
  throw std::runtime_error(std::string(what) + " as this format writes them pass 1 GiB");
}

}  // namespace docmill::writer
