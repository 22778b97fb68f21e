#include "cli/out_path.h"

namespace insyn::cli {

Status require_new(const Path& out) {
  std::error_code ignored;
  if (!std::filesystem::exists(std::filesystem::symlink_status(out, ignored))) return {};
  return fail(Code::kPermanent, "{} exists already, and nothing was written; choose another --out",
              out.string());
}

}  // namespace insyn::cli
