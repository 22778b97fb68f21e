// What a verb writes is new: nothing that is there already is overwritten.
#pragma once

#include "os/file.h"

namespace insyn::cli {

// kPermanent where there is something at `out` already, be it a link to nothing.
inline Status refuse_existing(const Path& out) {
  std::error_code ignored;
  if (!std::filesystem::exists(std::filesystem::symlink_status(out, ignored))) return {};
  return fail(Code::kPermanent, "{} exists already; nothing was written. Choose another --out", out.string());
}

}  // namespace insyn::cli
