// What an S3 store answers, cut and changed in any way.
#include "base/check.h"
#include "server/vault/blob_name.h"
#include "server/vault/s3_answer.h"

using namespace insyn;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  CHECK(server::s3_error_code(body).size() <= 60);
  (void)server::parse_s3_range(body);
  const auto list = server::parse_s3_list(body);
  if (!list) return 0;
  for (const std::string& key : list->keys) CHECK(server::is_blob_name(key));
  return 0;
}
