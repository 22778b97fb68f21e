#include "ledger/folder/folder.h"

#include <algorithm>

#include "base/check.h"
#include "ledger/checkpoint/checkpoint.h"
#include "ledger/tiles/bundle.h"
#include "os/lasting_folder.h"

namespace insyn::ledger {
namespace {

constexpr const char* kCheckpoint = "checkpoint";

bool is_there(const Path& path) {
  std::error_code error;
  return std::filesystem::symlink_status(path, error).type() != std::filesystem::file_type::not_found;
}

}  // namespace

Result<std::optional<Bytes>> Folder::read(const Tile& tile, std::size_t limit) {
  const Path path = path_ / path_of(tile);
  if (!is_there(path)) return std::optional<Bytes>();
  TRY_ASSIGN(Bytes bytes, read_file(path, limit));
  return std::optional(std::move(bytes));
}

// A folder that somebody else was making when the power went out may be there and not last: whoever finds it
// makes it last.
Status Folder::make_folders(const Path& folder) {
  if (folder == path_ || lasting_.contains(folder)) return {};
  TRY(make_folders(folder.parent_path()));
  TRY(ensure_lasting_folder(folder));
  lasting_.insert(folder);
  return {};
}

Status Folder::put_if_absent(const Tile& tile, ByteView bytes) {
  const Path path = path_ / path_of(tile);
  TRY(make_folders(path.parent_path()));
  if (!is_there(path)) {
    Status written = write_file(path, bytes, Access::kOwnerOnly, IfExists::kRefuse);
    // Where it is there now, somebody else was faster.
    if (written || !is_there(path)) return written;
  }
  TRY_ASSIGN(const Bytes stored, read_file(path, kLargestBundle));
  if (std::ranges::equal(stored, bytes)) return sync_folder(path.parent_path());
  return fail(Code::kDenied, "{} is there with other content: a ledger's tiles are never overwritten",
              path.string());
}

void Folder::remove_partial(const Tile& full) {
  CHECK(full.width == kTileWidth);
  const Path whole = path_ / path_of(full);
  if (!is_there(whole)) return;
  Path partial = whole;
  partial += ".p";
  const auto names = list_folder(partial, kTileWidth);
  if (!names) return;
  for (const std::string& name : *names) (void)remove_file(partial / name);
}

Result<std::string> Folder::checkpoint() const {
  const Path path = path_ / kCheckpoint;
  if (!is_there(path)) {
    return fail(Code::kPermanent, "{} is no ledger's folder: it has no file “{}”", path_.string(),
                kCheckpoint);
  }
  return read_text(path, kLargestCheckpoint);
}

Status Folder::replace_checkpoint(std::string_view note) {
  return write_file(path_ / kCheckpoint, view_of(note), Access::kOwnerOnly, IfExists::kReplace);
}

}  // namespace insyn::ledger
