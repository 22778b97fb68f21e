// Where agents' programs leave discards for the link, which brings them to the centre: files "ID.discard", ID
// the recording's, in a folder to which everybody adds and which nobody but the link lists. A discard is
// unconfirmed as long as its file is there.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "note/key.h"
#include "os/file.h"
#include "recording/lifetime/discard.h"

namespace insyn::link {

// Of an installed link. Its outbox and what it says of itself are below it.
inline constexpr const char* kUsualFolder = "/var/lib/insyn-link";
inline Path outbox_of(const Path& folder) { return folder / "outbox"; }
inline Path feed_of(const Path& folder) { return folder / "feed"; }

// "0123….discard".
std::string discard_file(const std::string& recording);
// The recording; nothing where the file is no discard.
std::optional<std::string> discarded_by(std::string_view file);

// The note that `agent_key` signs: what is sent, and what can be handed to the union.
std::string sign_discard(const recording::DiscardOrder& order, const note::Signer& agent_key);
// Leaves it there; on the disk when this returns. Errors where there is no outbox, that is no link.
Status leave_discard(const Path& outbox, const std::string& recording, const std::string& note);
// Whether the centre has not confirmed a discard of this recording.
bool is_unconfirmed(const Path& outbox, const std::string& recording);

}  // namespace insyn::link
