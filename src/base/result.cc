#include "base/result.h"

namespace insyn {
const char* name_of(Code code) {
  switch (code) {
    case Code::kTransient:
      return "transient";
    case Code::kPermanent:
      return "permanent";
    case Code::kBadPeer:
      return "bad peer";
    case Code::kCorrupt:
      return "corrupt";
    case Code::kDenied:
      return "denied";
    case Code::kFull:
      return "full";
  }
  return "permanent";
}
}  // namespace insyn
