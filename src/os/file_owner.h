// Who can change a file, and access for groups.
#pragma once

#include <string>

#include "base/path.h"
#include "base/result.h"

namespace insyn {

enum class Owner { kAdministrator, kThisUser };
// The one user who can change or replace `file`. kDenied where others can too: by the access rights of the
// file, of its folder or of one further up, because one of these belongs to another user, or because the file
// or its folder is a symbolic link.
Result<Owner> owner_of(const Path& file);

// Whether this program runs as the administrator (root).
bool is_administrator();

// Makes `file` readable for its owner and the members of `group` only (0640).
Status share_with_group(const Path& file, const std::string& group);

}  // namespace insyn
