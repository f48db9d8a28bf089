#include "checker/strict_host/host_shape.hpp"

namespace docmill::checker {

const std::vector<HostShape>& released_hosts() {
  static const std::vector<HostShape> hosts = {
      // name minor setup entry field output batch document layer source cut record
      {"1.0", 0, 112, 88, 24, 56, 16, 16, 56, 0, 0, 0},
      {"1.1", 1, 112, 88, 24, 56, 16, 16, 56, 64, 88, 64},  // readers came; what stages see is the same
      {"1.2", 2, 112, 88, 24, 56, 16, 16, 56, 64, 96, 64},  // flags of cuts
  };
  return hosts;
}

HostShape host_to_come() {
  HostShape host = this_host;
  host.name = "1.99";
  host.minor = 99;
  for (uint32_t* size : {&host.setup, &host.catalogue_entry, &host.field, &host.output, &host.batch, &host.document,
                         &host.layer, &host.source, &host.cut, &host.record})
    *size += 64;
  return host;
}

}  // namespace docmill::checker
