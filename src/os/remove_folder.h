// Removing a folder whose files are known by name.
#pragma once

#include <string>
#include <vector>

#include "base/path.h"
#include "base/result.h"

namespace insyn {

// Removes those of `files` that are there, then the folder, and has that last. Succeeds where there is none;
// an error where something else is in it.
Status remove_folder(const Path& folder, const std::vector<std::string>& files);

// The same, but when the power goes out it may be there again, with some of its files.
Status remove_folder_without_sync(const Path& folder, const std::vector<std::string>& files);

}  // namespace insyn
