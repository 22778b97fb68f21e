// insyn extension check and policy.
#pragma once

#include <optional>
#include <vector>

#include "cli/console.h"
#include "os/file.h"

namespace insyn::cli {

struct ExtensionCheckOptions {
  Path crx;
  Path agreement;
  std::vector<Path> pins;
  std::optional<Path> scripts;
  bool json = false;
};

// For whom a browser's policy is written.
enum class PolicyFor { kLinux, kWindows, kChromeOs };

struct ExtensionPolicyOptions {
  ExtensionCheckOptions check;
  std::string update_url;  // where browsers get the extension; empty: from its own manifest
  PolicyFor system = PolicyFor::kLinux;
};

// Good where the extension is what this version of Insyn makes of the agreement, signed by the key that it
// names.
Result<Outcome> extension_check(const ExtensionCheckOptions& options, Console& console);
// Prints the policy that installs the extension and confines it once more. Bad where extension_check() is.
Result<Outcome> extension_policy(const ExtensionPolicyOptions& options, Console& console);

}  // namespace insyn::cli
