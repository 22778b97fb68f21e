// Who can change a file, and access for groups.
#pragma once

#include <cstdint>
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

// Whether the file belongs to a user who is neither this one nor the administrator.
bool is_anothers(const Path& file);
// The number of the user to whom it belongs.
Result<std::uint32_t> user_of(const Path& file);
// Whether this computer has such a user.
bool is_user(const std::string& user);
// Makes `path`, a file or a folder, belong to `user`, whose alone it is if it was its owner's alone.
Status give_to_user(const Path& path, const std::string& user);
// Whether this program may read the file. Its content is not looked at.
bool may_read(const Path& file);

}  // namespace insyn
