// insyn login and logout: a person's session at a centre.
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "cli/console.h"
#include "os/file.h"

namespace insyn::cli {

struct LoginOptions {
  std::string server;
  std::optional<Path> authority;
  std::string account;
  std::string invitation;               // empty: with the passphrase that was set
  std::optional<Path> passphrase_file;  // nothing: it is asked for
};
struct LogoutOptions {};

// Signs in, or takes an invitation and sets the passphrase, and keeps the session in the user's state folder.
Status login(const LoginOptions& options, const Clock& clock, Console& console);
Status logout(const LogoutOptions& options, const Clock& clock, Console& console);

}  // namespace insyn::cli
