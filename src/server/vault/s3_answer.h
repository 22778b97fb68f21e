// What an S3 store says, as far as a vault asks: bytes from outside.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace insyn::server {

// Of an error's XML, 1 to 60 letters and digits as "NoSuchKey"; empty where it says none.
std::string s3_error_code(std::string_view body);

// Of a list of objects: their names and whether there are more. kBadPeer where it is none, or a name has what
// no blob's has.
struct S3List {
  std::vector<std::string> keys;
  bool more = false;
};
Result<S3List> parse_s3_list(std::string_view body);

// Of a Content-Range, "bytes 3-6/10"; nothing where it is none.
struct S3Range {
  std::uint64_t first = 0, last = 0;
};
std::optional<S3Range> parse_s3_range(std::string_view value);

}  // namespace insyn::server
