// What is registered at one moment: which machines there are, and by what links see that there is news.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "agreement/centre.h"
#include "server/http/identity.h"

namespace insyn::server {

// By http_signature::key_id_of.
using Machines = std::map<std::string, http::Machine, std::less<>>;

struct RegistryState {
  // Entries of what is registered, and of what people had shredded, have smaller numbers.
  std::uint64_t next_entry = 0;
  std::vector<std::string> rosters;   // hashes, of the newest version of each
  std::vector<std::string> in_force;  // notes
  std::vector<std::string> wanted;    // ids of recordings that links are asked for
  // Of in_force and wanted: 16 hexadecimal digits, others for others.
  std::string beside;
  // The newest rosters' links and the agreements' witnesses. Not null.
  std::shared_ptr<const Machines> machines = std::make_shared<Machines>();
  // Of all agreements. Not null.
  std::shared_ptr<const std::vector<agreement::CallSource>> call_sources =
      std::make_shared<std::vector<agreement::CallSource>>();
};

// How far somebody has been told: "17-0123456789abcdef".
struct FeedCursor {
  std::uint64_t next_entry = 0;  // what has a smaller number was told
  std::string beside;            // of the state of which the rest was told; empty: of none
  bool operator==(const FeedCursor&) const = default;
};

// Sets `beside`.
void set_beside(RegistryState& state);
FeedCursor cursor_of(const RegistryState& state);
std::string text_of(const FeedCursor& cursor);
// Of an empty text the beginning. kCorrupt where it is no cursor.
Result<FeedCursor> parse_cursor(std::string_view text);

}  // namespace insyn::server
