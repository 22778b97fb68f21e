// Folders that several users use.
#pragma once

#include "base/bytes.h"
#include "base/path.h"
#include "base/result.h"

namespace insyn {

// 0755; or 0733 and sticky: everybody makes files in it, nobody else lists them, and only a file's owner and
// the folder's take it away.
enum class SharedFolder { kEveryoneReads, kEveryoneAdds };
// Creates `path` unless it exists, and gives it these rights whatever it had.
Status ensure_shared_folder(const Path& path, SharedFolder use);

// Puts a file that everybody may read into a folder of either kind; it replaces one of this user's, and lasts
// when this returns. Whoever may only add to the folder could not fsync it.
Status put_into_shared_folder(const Path& file, ByteView bytes);

}  // namespace insyn
