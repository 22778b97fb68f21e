#include "control/place.h"

#include <cstdlib>

namespace insyn::control {

Result<Path> runtime_folder() {
  const char* variable = std::getenv("XDG_RUNTIME_DIR");
  const Path folder = variable == nullptr ? Path() : Path(variable);
  if (!folder.is_absolute()) {
    return fail(
        Code::kPermanent,
        "$XDG_RUNTIME_DIR is not set to an absolute path; run this inside the agent's desktop session");
  }
  return folder / "insyn";
}

}  // namespace insyn::control
