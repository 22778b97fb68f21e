// What insyn-calls' settings lead to: keys, secrets and mappings, read and checked.
#pragma once

#include <map>

#include "base/secret.h"
#include "calls/mapping/mapping.h"
#include "calls/settings/settings.h"
#include "calls/webhook/verifier.h"
#include "note/key.h"

namespace insyn::calls {

struct Reader {
  note::Verifier key;
  bool reads_all = false;
};

struct Furnished {
  note::Signer key;
  std::map<std::string, Reader, std::less<>> readers;  // by http_signature::key_id_of()
  std::optional<Mapping> mapping;                      // of a [webhook] or an [ami]
  std::vector<WebhookSecret> webhook_secrets;          // of a [webhook]
  SecretBytes secret;                                  // the user's, of an [ami] or a [sip]
  std::vector<std::string> numbers;                    // of a [sip], each once
};

// kDenied where a file with a secret is not its owner's alone; kCorrupt where one is not what it should be.
// Messages name the file, and never what a secret is.
Result<Furnished> furnish(const Settings& settings);

}  // namespace insyn::calls
