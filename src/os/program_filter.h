// Programs that turn a file into bytes.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/path.h"
#include "base/result.h"

namespace insyn {

struct Filtered {
  int code = 0;  // 1 where a signal ended it
  Bytes output;
  std::string said;  // on standard error, without the lines that were taken; at most 64 KiB of it
};

// Starts `program` with `input` as its standard input, and returns what it writes. `take_line` is given each
// line that it says on standard error, and keeps those for which it says true. kPermanent, and the program is
// ended, where it writes more than `limit` bytes.
Result<Filtered> run_filter(const Path& program, const std::vector<std::string>& arguments, const Path& input,
                            std::size_t limit, const std::function<bool(std::string_view)>& take_line);

}  // namespace insyn
