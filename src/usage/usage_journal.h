// A device's usage journal: the file, safe against crashes, and whether anything of it is missing. Each line
// is signed by the device over all that stands before it. docs/usage-journal.md describes it byte for byte.
#pragma once

#include <optional>
#include <vector>

#include "note/key.h"
#include "os/file.h"
#include "usage/entry.h"

namespace insyn::usage {

inline constexpr const char* kJournal = "usage.journal";
// How long the journal was at least, and what it held then: without it nobody could tell that lines are
// missing at its end.
inline constexpr const char* kNewest = "usage.newest";
inline constexpr std::size_t kLargestJournal = std::size_t{64} << 20;

// The journal's text, checked: the entries. `text` may end within a line, which was being written. kCorrupt
// with the line's number where it is not `device`'s, where a line was altered, taken out or put in, or where
// a running number is out of order.
Result<std::vector<Entry>> read_journal(std::string_view text, const note::Verifier& device);

// Where a device's journal lies in the folder of all journals: a new key begins a new one.
Path journal_folder(const Path& journals, const note::Verifier& device);

// The first line of a new journal, and each next one, with its end. `before` is all that stands before it.
std::string first_line(const note::Signer& device);
std::string next_line(std::string_view before, const Entry& entry, const note::Signer& device);

// The journal in `folder`, checked as open() checks it, by whoever may read it; nothing is written. kDenied,
// with what to do, where it is missing, altered or shorter than it was.
Result<std::vector<Entry>> entries_in(const Path& folder, const note::Verifier& device);
// Whose journal it says it is in `folder`, by its first line; entries_in() tells whether that is so.
Result<note::Verifier> device_named_in(const Path& folder);

// The lines of a journal, verified one after the other.
class VerifiedLines {
 public:
  // `device` outlives them.
  explicit VerifiedLines(const note::Verifier& device) : device_(device) {}

  // Takes the whole lines of `text`, which stands behind those that were taken. kCorrupt as read_journal(),
  // and then nothing more can be taken.
  Status take(std::string_view text);
  const std::vector<Entry>& entries() const { return entries_; }
  bool is_empty() const { return lines_ == 0; }
  // Of all that was taken.
  Digest hash() const { return Sha256(before_).digest(); }

 private:
  Status take_line(std::string_view line);

  const note::Verifier& device_;
  Sha256 before_;
  std::size_t lines_ = 0;
  std::uint64_t last_number_ = 0;
  std::vector<Entry> entries_;
};

class UsageJournal {
 public:
  // Makes an empty journal in `folder`. kDenied where there is one, or where there was one.
  static Status create(const Path& folder, const note::Signer& device);
  // Nothing was ever made here: neither the journal nor the mark of one is there.
  static bool is_new(const Path& folder);
  // kDenied, with what to do, where it is missing, altered or shorter than it was. The caller has the
  // folder's lock. `device` outlives the journal.
  static Result<UsageJournal> open(const Path& folder, const note::Signer& device);
  // Reads what others have written since; the caller has the lock again. What was verified once is compared
  // and not verified again. An error as with open(), and where it no longer begins with what was read: then
  // it has to be opened anew.
  Status refresh();

  const std::vector<Entry>& entries() const { return lines_.entries(); }
  // The last recording that was certified; null where there is none.
  const Certified* last_certified() const;
  // On the disk when this returns. After an error the journal has to be opened anew.
  Status append(const Entry& entry);

 private:
  UsageJournal(Path folder, const note::Signer& device)
      : folder_(std::move(folder)), device_(device), lines_(device.verifier()) {}
  Status mark() const;

  Path folder_;
  const note::Signer& device_;
  std::string text_;     // whole lines
  VerifiedLines lines_;  // of it
};

}  // namespace insyn::usage
