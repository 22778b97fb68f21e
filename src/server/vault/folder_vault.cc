#include "server/vault/folder_vault.h"

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <set>

#include "os/file.h"
#include "os/growing_file.h"
#include "os/lasting_folder.h"
#include "server/vault/blob_name.h"

namespace insyn::server {
namespace {

namespace fs = std::filesystem;

// Where blobs are written before they have their name; no blob's name begins with ".".
constexpr const char* kUnfinished = ".new";
// What lies there longer is of a process that is gone.
constexpr auto kForgotten = std::chrono::hours(24);

bool is_there(const Path& path) {
  std::error_code error;
  return fs::exists(fs::symlink_status(path, error));
}

Result<std::uint64_t> size_of(const Path& file) {
  std::error_code error;
  const std::uint64_t size = fs::file_size(file, error);
  if (error) return fail(Code::kTransient, "cannot read the size of {}: {}", file.string(), error.message());
  return size;
}

// Piece by piece, since a recording may be larger than the memory that one request is to have.
Result<bool> are_the_same(const Path& one, const Path& other) {
  TRY_ASSIGN(const std::uint64_t size, size_of(one));
  TRY_ASSIGN(const std::uint64_t other_size, size_of(other));
  if (size != other_size) return false;
  for (std::uint64_t at = 0; at < size; at += kBlobPiece) {
    const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(kBlobPiece, size - at));
    TRY_ASSIGN(const Bytes left, read_file_range(one, at, length));
    TRY_ASSIGN(const Bytes right, read_file_range(other, at, length));
    if (left != right) return false;
  }
  return true;
}

// Names below a folder, in the order of their bytes, which is not that of a folder's entries: "a-b" stands
// before "a/b".
class Listing {
 public:
  Listing(Path root, std::string prefix, std::string after, std::size_t most)
      : root_(std::move(root)), prefix_(std::move(prefix)), after_(std::move(after)), most_(most) {}

  Status add_folder(const std::string& folder) {
    std::error_code error;
    std::set<std::string> names;  // of folders with a "/" at the end
    for (fs::directory_iterator entry(root_ / folder, error), end; !error && entry != end;
         entry.increment(error)) {
      const std::string name = entry->path().filename().string();
      std::error_code gone;
      if (name.front() != '.') names.insert(folder + name + (entry->is_directory(gone) ? "/" : ""));
    }
    if (error && error != std::errc::no_such_file_or_directory)
      return fail(Code::kTransient, "cannot list {}: {}", (root_ / folder).string(), error.message());
    for (const std::string& name : names) {
      if (found_.size() == most_) return {};
      if (!name.ends_with('/')) {
        if (name.starts_with(prefix_) && name > after_) found_.push_back(name);
      } else if (may_hold(name)) {
        TRY(add_folder(name));
      }
    }
    return {};
  }
  std::vector<std::string>& found() { return found_; }

 private:
  // Whether a name that begins with `folder` can be asked for.
  bool may_hold(const std::string& folder) const {
    const bool fits = folder.starts_with(prefix_) || prefix_.starts_with(folder);
    return fits && (folder > after_ || after_.starts_with(folder));
  }

  Path root_;
  std::string prefix_, after_;
  std::size_t most_;
  std::vector<std::string> found_;
};

class FolderVault final : public Vault {
 public:
  explicit FolderVault(const Path& folder) : root_(folder), unfinished_(folder / kUnfinished) {
    remove_forgotten();
  }

  Status put_file(const std::string& name, const Path& file) override {
    TRY(check_blob_name(name));
    // Before it has its name: whoever sees the blob after a crash sees all of it.
    TRY(sync_file(file));
    return place(name, file);
  }

  Status put(const std::string& name, ByteView bytes) override {
    TRY(check_blob_name(name));
    TRY_ASSIGN(const Path file, write_unfinished([&](GrowingFile& into) { return into.append(bytes); }));
    return place_own(name, file);
  }

  Result<std::optional<Bytes>> read(const std::string& name, std::size_t limit) override {
    TRY(check_blob_name(name));
    const Path path = root_ / name;
    if (!is_there(path)) return std::nullopt;
    auto bytes = read_file(path, limit);
    if (bytes) return std::optional<Bytes>(std::move(*bytes));
    if (!is_there(path)) return std::nullopt;
    return Failure(bytes.error());
  }

  Result<Bytes> read_range(const std::string& name, std::uint64_t from, std::size_t length) override {
    TRY(check_blob_name(name));
    if (!is_there(root_ / name)) return fail(Code::kCorrupt, "the blob {} is not there", name);
    return read_file_range(root_ / name, from, length);
  }

  Result<std::optional<std::uint64_t>> size(const std::string& name) override {
    TRY(check_blob_name(name));
    const Path path = root_ / name;
    if (!is_there(path)) return std::nullopt;
    const auto size = size_of(path);
    if (size) return std::optional<std::uint64_t>(*size);
    if (!is_there(path)) return std::nullopt;
    return Failure(size.error());
  }

  Status remove(const std::string& name) override {
    TRY(check_blob_name(name));
    if (!is_there((root_ / name).parent_path())) return {};
    return remove_file(root_ / name);
  }

  Result<std::vector<std::string>> list(const std::string& prefix, const std::string& after,
                                        std::size_t most) override {
    Listing listing(root_, prefix, after, most);
    TRY(listing.add_folder(""));
    return std::move(listing.found());
  }

 private:
  // Those of a process that ended before its blob had a name.
  void remove_forgotten() const {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(unfinished_, ignored)) {
      const auto changed = fs::last_write_time(entry.path(), ignored);
      if (!ignored && fs::file_time_type::clock::now() - changed > kForgotten)
        (void)remove_file(entry.path());
    }
  }

  // On the disk, under a name of its own in kUnfinished.
  template <class Write>
  Result<Path> write_unfinished(const Write& write) {
    TRY(make_folder(unfinished_));
    const Path path = unfinished_ / to_hex(random_bytes(16));
    TRY_ASSIGN(GrowingFile file, GrowingFile::open(path));
    Status done = write(file);
    // Its folder need not last: it gets its name in another one.
    if (done) done = file.sync();
    if (done) return path;
    (void)remove_file(path);
    return Failure(done.error());
  }

  // Gives `file`, which is on the disk, its name. It stays where it is on failure.
  Status place(const std::string& name, const Path& file) {
    const Path to = root_ / name;
    TRY(make_folder(to.parent_path()));
    const Status renamed = put_file_in_place(file, to);
    if (renamed) return make_lasting(to.parent_path());
    if (!is_there(file)) return renamed;
    if (is_there(to)) return compare(name, to, file);
    // From another file system nothing can be renamed.
    TRY_ASSIGN(const Path copy, write_unfinished([&](GrowingFile& into) { return copy_into(into, file); }));
    TRY(place_own(name, copy));
    return remove_file(file);
  }

  // The same for one that is nobody else's: it is gone afterwards in any case.
  Status place_own(const std::string& name, const Path& file) {
    const Path to = root_ / name;
    Status placed = make_folder(to.parent_path());
    if (placed) placed = put_file_in_place(file, to);
    if (!placed && is_there(file) && is_there(to)) placed = compare(name, to, file);
    if (placed) placed = make_lasting(to.parent_path());
    if (!placed) (void)remove_file(file);
    return placed;
  }

  // What is there already: is it what was to be put there?
  Status compare(const std::string& name, const Path& there, const Path& file) {
    TRY_ASSIGN(const bool same, are_the_same(there, file));
    if (!same) return fail(Code::kDenied, "the blob {} is there with other bytes; nothing was changed", name);
    // Whoever put it there may have ended before it would have lasted.
    TRY(sync_file(there));
    TRY(sync_folder(there.parent_path()));
    TRY(make_lasting(there.parent_path()));
    return remove_file(file);
  }

  static Status copy_into(GrowingFile& into, const Path& file) {
    TRY_ASSIGN(const std::uint64_t size, size_of(file));
    for (std::uint64_t at = 0; at < size; at += kBlobPiece) {
      const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(kBlobPiece, size - at));
      TRY_ASSIGN(const Bytes piece, read_file_range(file, at, length));
      TRY(into.append(piece));
    }
    return {};
  }

  static Status make_folder(const Path& folder) {
    return is_there(folder) ? Status() : ensure_folders(folder);
  }

  // Has a folder last whose own content does, from the inside out: what is below is on the disk then with
  // most file systems, and the rest costs nothing. It may be another process's that ended before it did so.
  Status make_lasting(const Path& folder) {
    for (Path one = folder; one != root_ && !lasts(one); one = one.parent_path())
      TRY(sync_folder(one.parent_path()));
    const std::lock_guard lock(mutex_);
    for (Path one = folder; one != root_; one = one.parent_path()) lasting_.insert(one);
    return {};
  }
  bool lasts(const Path& folder) {
    const std::lock_guard lock(mutex_);
    return lasting_.contains(folder);
  }

  Path root_, unfinished_;
  std::mutex mutex_;
  std::set<Path> lasting_;  // folders that are on the disk, and those above them
};

}  // namespace

std::unique_ptr<Vault> folder_vault(const Path& folder) { return std::make_unique<FolderVault>(folder); }

}  // namespace insyn::server
