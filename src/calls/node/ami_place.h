// Where the manager interface is that the settings name.
#pragma once

#include "calls/ami_connection/connection.h"
#include "calls/settings/furnished.h"

namespace insyn::calls {

// `with` outlives what is made.
inline AmiPlace ami_place(const AmiSettings& ami, const Furnished& with) {
  return {{ami.address, ami.port, ami.tls, ami.authority}, ami.user, &with.secret, &*with.mapping};
}

}  // namespace insyn::calls
