// An S3 store of a test program's own: Debian's Swift with s3api, in a temporary folder.
#pragma once

#include <memory>

#include "support/program.h"
#include "support/temp_folder.h"

namespace insyn::support {

class SwiftStore {
 public:
  // Throws std::runtime_error where it does not start, e.g. since the temporary folder's file system has no
  // user extended attributes.
  SwiftStore();

  std::string endpoint() const { return "http://127.0.0.1:" + port_; }
  static constexpr const char* kRegion = "local";
  static constexpr const char* kBucket = "recordings";
  static constexpr const char* kAccessKey = "centre:server";
  static constexpr const char* kSecretKey = "secret-of-the-store-4711";
  // Where all of its files are.
  const Path& folder() const { return folder_.path(); }

  static SwiftStore& shared();  // one for the test program

 private:
  TempFolder folder_;
  std::unique_ptr<Program> server_;
  std::string port_;
};

}  // namespace insyn::support
