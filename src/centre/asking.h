// How a reader asks for a recording: with a request key for this one request, which lies beside the signed
// request until what is opened by it is not needed any more.
#pragma once

#include "agreement/agreement.h"
#include "centre/client.h"
#include "note/key.h"
#include "os/file.h"

namespace insyn::centre {

// In the folder of a request.
inline constexpr const char* kRequestKey = "request.age";
inline constexpr const char* kRequestNote = "request.note";

struct WhatIsAsked {
  std::string recording;
  ledger::Opens opens = ledger::Opens::kPictures;
  std::string purpose, because;
  Utc until;
};

// What every request of one reader is made with. All of it outlives this.
struct AskingReader {
  const note::Signer& signer;
  const agreement::Agreement& agreement;
  Client& server;
  const Clock& clock;
};

// By which a centre calls the request that has this note.
std::string request_id(const std::string& note);
Result<std::string> request_note_in(const Path& folder);

// Makes a key and a request, signs it, writes both into a new folder and hands the request in: its id. Where
// the server does not take it no folder is left. kDenied where nobody vouches for the reader.
Result<std::string> ask(const AskingReader& reader, const WhatIsAsked& what, const Path& folder);

}  // namespace insyn::centre
