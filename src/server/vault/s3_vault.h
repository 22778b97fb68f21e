// A vault in an S3 store, by signed requests (AWS Signature Version 4).
#pragma once

#include "server/vault/vault.h"

namespace insyn::server {

// Buckets are named in the path. Objects are named `prefix`, which is empty or ends with "/", and the blob's
// name.
struct S3 {
  std::string endpoint;  // "https://s3.example:9000"
  std::string region;
  std::string bucket;
  std::string prefix;
  std::string access_key;
  std::string secret_key;
};

// kCorrupt where one of them is not what it should be, kDenied where plain HTTP would leave this computer.
Status check_s3(const S3& where);
// Not asked yet. The same errors.
Result<std::unique_ptr<Vault>> s3_vault(const S3& where);

}  // namespace insyn::server
