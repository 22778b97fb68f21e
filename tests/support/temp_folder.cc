#include "support/temp_folder.h"

#include <cstdio>
#include <cstdlib>

#include "base/check.h"

namespace insyn::support {

TempFolder::TempFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "insyn-test-XXXXXX").string();
  CHECK(::mkdtemp(name.data()) != nullptr);
  path_ = name;
}

TempFolder::~TempFolder() {
  if (std::getenv("INSYN_KEEP") != nullptr) {
    std::fprintf(stderr, "kept: %s\n", path_.c_str());
    return;
  }
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace insyn::support
