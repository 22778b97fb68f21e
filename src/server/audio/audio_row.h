// The audio beside a recording, as the database has it; its bytes are in the vault.
#pragma once

#include "server/access/desk.h"

namespace insyn::server {

struct AudioRow {
  std::string note;  // audio.note
  std::string file;  // hash of audio.age
  std::uint64_t bytes = 0;
  // By how many milliseconds whoever listens has moved it, and who did so last: empty where nobody has.
  std::int64_t moved = 0;
  std::string moved_by;
  std::string moved_as;  // name_of() the role
  std::int64_t moved_at = 0;
};

// Nothing where there is none.
Result<std::optional<AudioRow>> find_audio(Transaction& transaction, const std::string& recording);

}  // namespace insyn::server
