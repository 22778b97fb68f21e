// Folders that several users use, and the end of one.
#pragma once

#include "base/path.h"
#include "base/result.h"

namespace insyn {

// 0755; or 0733 and sticky: everybody makes files in it, nobody else lists them, and only a file's owner and
// the folder's take it away.
enum class SharedFolder { kEveryoneReads, kEveryoneAdds };
// Creates `path` unless it exists, and gives it these rights whatever it had.
Status ensure_shared_folder(const Path& path, SharedFolder use);

// Removes a folder in which nothing lies, and fsyncs the one that it is in.
Status remove_folder(const Path& path);

}  // namespace insyn
