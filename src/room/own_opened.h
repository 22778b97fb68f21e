// An agent's own recording, opened with the agent's key: verified first, wherever it lies.
#pragma once

#include "recording/format/contents.h"
#include "room/own_here.h"
#include "room/signed_texts.h"

namespace insyn::room {

struct OpenedOwn {
  recording::Contents recording;
  std::vector<recording::ChunkRecord> chunks;  // all that are listed
  std::optional<seal::Identity> pictures;      // the recording's own; nothing where it has none
  seal::Identity calls;                        // what opens how it ended
};

// From the spool, and from the centre. kPermanent where it is not there or is another agent's; kDenied where
// no workstation on the roster that it names has made it, where nobody verifies that roster, or where none of
// the agent's keys opens it; kCorrupt where it is damaged.
Result<OpenedOwn> open_here(const OwnPlaces& places, const OwnAgent& agent, Upstream& server,
                            const Keyring& keys, const std::string& id);
Result<OpenedOwn> open_at_centre(const OwnPlaces& places, const OwnAgent& agent, Upstream& server,
                                 const Keyring& keys, const std::string& id);

// At most so many bytes of the sealed chunks of a recording here, as if these lay one after another: as far
// as the chunk goes in which `from` lies. Empty where nothing is left, or where its file is gone.
Result<Bytes> sealed_bytes(const recording::Recording& recording, std::uint64_t from, std::size_t most);

}  // namespace insyn::room
