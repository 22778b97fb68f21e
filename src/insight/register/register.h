// The register of reports: a chain of signed notes in a folder of its own, one for each report that was made.
// Its key is made with it, and its public half stands in each report.
#pragma once

#include "insight/register/counted.h"
#include "insight/register/entry.h"
#include "note/key.h"
#include "os/file.h"
#include "os/folder_lock.h"

namespace insyn::insight {

class Register {
 public:
  static constexpr std::uint32_t kMostReports = 999'999;

  // Opens the register in `folder`, which is this user's alone and made where it is missing, and keeps others
  // out until this is destroyed. kCorrupt where a note is missing, was changed, or does not follow on the one
  // before; kTransient where another report is being made.
  static Result<Register> open(const Path& folder);

  const note::Verifier& verifier() const { return signer_.verifier(); }
  std::uint32_t next_number() const { return static_cast<std::uint32_t>(notes_.size()) + 1; }
  // Of counted_calls().
  std::uint64_t key() const;

  // The earlier report from which one about `now` would differ by too few. kCorrupt where what an earlier one
  // counted is missing or was changed.
  Result<std::optional<Conflict>> conflict_of(const Counted& now, const Floor& floor) const;

  // Enters a report, as the next one: the number and the note before are put in here. Returns the signed
  // note, which is on the disk then.
  Result<std::string> add(Entry entry, const Counted& counted);

 private:
  Register(Path folder, FolderLock lock, note::Signer signer)
      : folder_(std::move(folder)), lock_(std::move(lock)), signer_(std::move(signer)) {}
  Status read_notes();
  Status check_last() const;
  Path note_file(std::uint32_t number) const;
  Path calls_file(const Digest& calls) const;

  Path folder_;
  FolderLock lock_;
  note::Signer signer_;
  std::vector<std::string> notes_;
  std::vector<Entry> entries_;
};

}  // namespace insyn::insight
