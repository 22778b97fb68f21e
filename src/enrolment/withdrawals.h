// Looks for withdrawals of an agreement in folders: the enrolment's, and one that a feed writes into.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "agreement/withdrawal.h"
#include "os/file_stamp.h"

namespace insyn::enrolment {

// That a folder may hold which others write their notes into.
inline constexpr std::size_t kMostFilesOfParties = 10'000;

class Withdrawals {
 public:
  Withdrawals(const std::vector<Path>& folders, const agreement::Agreement& agreement);

  // The withdrawal, once a file "*.withdrawal" in one of the folders is a party's of this agreement. It stays
  // so, even where the file goes. Files that are anything else are passed over. Reads only what is new.
  const std::optional<agreement::Withdrawal>& find();
  // Why nobody knows what find() would have found, the last time: it could not look at all that is there, or
  // a file that lies there is a withdrawal by a party that cannot be understood. Null where it could look.
  const Error* unsure() const;

 private:
  struct Folder {
    Path path;
    std::optional<FileStamp> listed;  // when its names were read
    std::vector<Path> files;          // of this kind
  };
  void list(Folder& folder);
  void look_at(const Path& file);
  void note_unreadable(const Path& path, const Error& error);

  std::vector<Folder> folders_;
  Digest agreement_;
  std::vector<note::PublicKeys> parties_;
  std::map<Path, FileStamp> looked_at_;
  std::map<Path, Error> unclear_;  // by a party, and not understood
  std::optional<agreement::Withdrawal> found_;
  std::optional<Error> unreadable_;
};

}  // namespace insyn::enrolment
