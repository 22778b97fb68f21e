#include "server/node/backup.h"

#include <algorithm>
#include <iterator>

#include "os/file.h"
#include "os/lasting_folder.h"
#include "server/node/administration.h"
#include "server/node/data_folder.h"
#include "server/node/pins.h"
#include "server/node/stores.h"
#include "server/vault/folder_vault.h"

namespace insyn::server {
namespace {

constexpr std::size_t kListed = 1000;
constexpr std::size_t kLargestSmallFile = std::size_t{64} << 10;
constexpr const char* kDatabaseCopy = "insyn.sqlite";
constexpr const char* kBlobsCopy = "blobs";
constexpr const char* kPieceFile = "blob";

// Nothing where it was removed meanwhile: its recording was shredded.
Result<std::optional<std::uint64_t>> copy_blob(Vault& from, Vault& to, const std::string& name,
                                               const Path& passing) {
  TRY_ASSIGN(const auto size, from.size(name));
  if (!size) return std::nullopt;
  TRY_ASSIGN(NewFile file, NewFile::create(passing, Access::kOwnerOnly));
  for (std::uint64_t at = 0; at < *size; at += kBlobPiece) {
    const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(kBlobPiece, *size - at));
    const auto piece = from.read_range(name, at, length);
    if (!piece) {
      TRY_ASSIGN(const auto still, from.size(name));
      if (!still) return std::nullopt;
      return Failure(piece.error());
    }
    TRY(file.write(*piece));
  }
  TRY(file.put_in_place(IfExists::kRefuse));
  TRY(to.put_file(name, passing));
  return size;
}

// Of all blobs that are there now. One is stored faster than it is copied: whoever looked for those that come
// meanwhile might never be done.
Result<std::vector<std::string>> names_in(Vault& vault) {
  std::vector<std::string> all;
  while (true) {
    TRY_ASSIGN(auto names, vault.list("", all.empty() ? "" : all.back(), kListed));
    if (names.empty()) return all;
    std::ranges::move(names, std::back_inserter(all));
  }
}

Result<BackedUp> copy_blobs(Vault& from, Vault& to, const Path& passing) {
  TRY_ASSIGN(const std::vector<std::string> names, names_in(from));
  BackedUp done;
  for (const std::string& name : names) {
    TRY_ASSIGN(const auto size, copy_blob(from, to, name, passing));
    done.blobs += size ? 1 : 0;
    done.bytes += size.value_or(0);
  }
  return done;
}

Status copy_small_file(const Path& from, const Path& to) {
  TRY_ASSIGN(const Bytes bytes, read_file(from, kLargestSmallFile));
  return write_file(to, bytes, Access::kOwnerOnly, IfExists::kRefuse);
}

// Whether all of the database can be read.
bool is_sound(const Path& database) {
  const auto copy = Database::open(std::string(kSqlite) + database.string(), 1);
  if (!copy) return false;
  bool sound = false;
  const Status read = (*copy)->read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(const auto rows, transaction.query("PRAGMA quick_check"));
    sound = rows.size() == 1 && text(rows[0][0]) == "ok";
    return {};
  });
  return read && sound;
}

}  // namespace

Result<BackedUp> back_up(const Path& folder, const Path& to) {
  TRY_ASSIGN(const Configuration configuration, read_configuration(folder));
  TRY_ASSIGN(const Stores stores, open_existing_stores(configuration));
  TRY(create_folder(to));
  // First the facts: each of their blobs is there then, and stays as it is.
  TRY(stores.database->copy_to(to / kDatabaseCopy));
  for (const char* name : {kOriginKeyFile, kMonitorTokenFile, kConfigurationFile})
    TRY(copy_small_file(folder / name, to / name));
  TRY_ASSIGN(const std::vector<Path> pins, pin_files(folder / kPinsFolder));
  if (!pins.empty()) TRY(copy_pins(pins, to / kPinsFolder));
  TRY(ensure_lasting_folder(to / kBlobsCopy));
  const auto vault = folder_vault(to / kBlobsCopy);
  TRY_ASSIGN(BackedUp done, copy_blobs(*stores.vault, *vault, to / kPieceFile));
  done.checked = is_sound(to / kDatabaseCopy);
  const Status noted =
      note_backup(*stores.database, {SystemClock().utc(), done.blobs, done.bytes, done.checked});
  if (!noted) done.not_noted = noted.error().message;
  return done;
}

}  // namespace insyn::server
