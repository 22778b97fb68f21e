#include "witness/file_state.h"

#include "base/sha256.h"
#include "ledger/checkpoint/checkpoint.h"
#include "os/folder_lock.h"
#include "os/lasting_folder.h"

namespace insyn::witness {

std::string origin_hash(std::string_view origin) { return to_hex(sha256(view_of(origin))); }

Path FileState::file_of(std::string_view origin) const {
  return folder_ / origin_hash(origin) / "checkpoint";
}

Status FileState::begin(std::string_view origin, std::string_view checkpoint) {
  const Path file = file_of(origin);
  TRY(ensure_lasting_folder(file.parent_path()));
  Status begun = write_file(file, view_of(checkpoint), Access::kOwnerOnly, IfExists::kRefuse);
  if (begun || begun.error().code != Code::kPermanent) return begun;
  return fail(Code::kDenied, "this witness watches the ledger “{}” already: {}", origin, file.string());
}

Result<std::string> FileState::latest(std::string_view origin) {
  auto note = read_text(file_of(origin), ledger::kLargestCheckpoint);
  if (note) return note;
  return fail(
      Code::kDenied,
      "what this witness has seen of the ledger “{}” cannot be read, so it cosigns nothing: {}. Put the file "
      "back from a backup of the same day; where there is none, the parties begin a new ledger",
      origin, note.error().message);
}

Result<bool> FileState::replace(std::string_view origin, std::string_view expected,
                                std::string_view checkpoint) {
  const Path file = file_of(origin);
  TRY_ASSIGN(const FolderLock lock, FolderLock::take(file.parent_path()));
  TRY_ASSIGN(const std::string now, latest(origin));
  if (now != expected) return false;
  TRY(write_file(file, view_of(checkpoint), Access::kOwnerOnly, IfExists::kReplace));
  return true;
}

}  // namespace insyn::witness
