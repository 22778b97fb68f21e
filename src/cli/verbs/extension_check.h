// insyn extension check, policy and release: what is said of an extension once it is found to be the agreed
// one.
#pragma once

#include <optional>
#include <vector>

#include "base/clock.h"
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

struct ExtensionReleaseOptions {
  ExtensionCheckOptions check;
  Path key;                  // a party's .sign
  std::optional<Path> note;  // that another party has signed already
  Path out;
};

// Good where the extension is what this version of Insyn makes of the agreement, signed by the key that it
// names.
Result<Outcome> extension_check(const ExtensionCheckOptions& options, Console& console);
// Prints the policy that installs the extension and confines it once more. Bad where extension_check() is.
Result<Outcome> extension_policy(const ExtensionPolicyOptions& options, Console& console);
// Signs, as a party, that this package is released. Bad, and nothing is signed, where extension_check() is.
Result<Outcome> extension_release(const ExtensionReleaseOptions& options, Utc now, Console& console);

}  // namespace insyn::cli
