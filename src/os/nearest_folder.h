// Notification that a folder is made, or changes.
#pragma once

#include <optional>

#include "os/folder_watch.h"

namespace insyn {

// Of `folder` or, where it is not there, of one further up, three at most, until what is missing is made:
// begun again when it is readable it comes nearer. Nothing where none of them is there.
std::optional<FolderWatch> watch_nearest_folder(Path folder);

}  // namespace insyn
