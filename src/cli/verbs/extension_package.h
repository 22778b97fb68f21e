// insyn extension key, build and sign.
#pragma once

#include <optional>
#include <vector>

#include "cli/console.h"
#include "extension/zip.h"
#include "os/file.h"

namespace insyn::cli {

struct ExtensionKeyOptions {
  Path prefix;  // the key becomes PREFIX.extension
};

struct ExtensionBuildOptions {
  Path agreement;
  std::vector<Path> pins;
  std::string version;          // of the package; the default is Insyn's own
  std::string centre;           // where what is recorded goes
  std::optional<Path> scripts;  // the default is what is installed beside the program
  Path out;
};

struct ExtensionSignOptions {
  Path package;
  Path key;
  Path out;
};

// Insyn's scripts for the browser, from `folder`, or else from where they are installed.
Result<std::vector<extension::PackedFile>> read_scripts(const std::optional<Path>& folder);

Status extension_key(const ExtensionKeyOptions& options, Console& console);
Status extension_build(const ExtensionBuildOptions& options, Console& console);
Status extension_sign(const ExtensionSignOptions& options, Console& console);

}  // namespace insyn::cli
