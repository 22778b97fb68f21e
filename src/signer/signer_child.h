// The signer where there is no service for it: a child process of the one that records. It alone reads the
// device's key, and it ends with the other.
#pragma once

#include <memory>

#include "os/local_socket.h"
#include "signer/client/signer_client.h"

namespace insyn::signer {

// Whether a device that has no journal yet may begin one.
enum class FirstJournal { kBegins, kIsMissing };

// A connection to a new process that reads `device`, the device's .sign file. Its journal lies in a folder of
// its own in `journals`, named by the key. To be called before any key is read, and before there are other
// threads. That the key cannot be read is its answer to each request.
Result<LocalSocket> start_signer_child(const Path& device, const Path& journals, FirstJournal first);
// The same, and a client of it.
Result<std::unique_ptr<SignerClient>> own_signer(const Path& device, const Path& journals, FirstJournal first,
                                                 const Path& spool);

}  // namespace insyn::signer
