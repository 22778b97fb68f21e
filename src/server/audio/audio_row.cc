#include "server/audio/audio_row.h"

namespace insyn::server {

Result<std::optional<AudioRow>> find_audio(Transaction& transaction, const std::string& recording) {
  TRY_ASSIGN(
      const auto rows,
      transaction.query("SELECT note, file, bytes, moved, moved_by, moved_as, moved_at FROM audio WHERE "
                        "recording = :id",
                        {recording}));
  if (rows.empty()) return std::nullopt;
  const Row& row = rows[0];
  AudioRow one;
  one.note = text(row[0]);
  one.file = text(row[1]);
  one.bytes = static_cast<std::uint64_t>(number(row[2]));
  one.moved = number(row[3]);
  if (!is_null(row[4])) {
    one.moved_by = text(row[4]);
    one.moved_as = text(row[5]);
    one.moved_at = number(row[6]);
  }
  return one;
}

}  // namespace insyn::server
