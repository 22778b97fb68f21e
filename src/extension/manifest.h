// What is in a package beside Insyn's own scripts: the manifest, which confines the extension to the
// agreement's origins, and the rules that it obeys there.
#pragma once

#include <string>

#include "agreement/agreement.h"

namespace insyn::extension {

// Which package of an agreement this is.
struct Release {
  std::string version;  // one to four numbers up to 65535, with full stops between them; browsers take only
                        // higher ones
  std::string centre;   // "https://insyn.example", where what is recorded goes; empty without a ledger
};

// kPermanent where one of them is malformed.
Status check_release(const Release& release);

// "https://wiki.example:443/*" for the origin "https://wiki.example". The port is always there: without one
// a browser lets the extension onto every port of the host.
std::string match_pattern(std::string_view origin, std::string_view path = "/*");

// Where browsers look for the next release at its centre.
std::string update_address(const Release& release);

// manifest.json: the same bytes for the same agreement and release.
std::string manifest_text(const agreement::Agreement& agreement, const Release& release);

// rules.js: a script that tells the others what the agreement says of web applications, and the pinned keys
// of its parties.
std::string rules_text(const agreement::Agreement& agreement, const Release& release);

// The release that a manifest states. kCorrupt where it states none. Says nothing of the rest of it.
Result<Release> release_in(std::string_view manifest);

}  // namespace insyn::extension
