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

class UsageJournal {
 public:
  // Makes an empty journal in `folder`. kDenied where there is one, or where there was one.
  static Status create(const Path& folder, const note::Signer& device);
  // Nothing was ever made here: neither the journal nor the mark of one is there.
  static bool is_new(const Path& folder);
  // kDenied, with what to do, where it is missing, altered or shorter than it was. The caller has the
  // folder's lock. `device` outlives the journal.
  static Result<UsageJournal> open(const Path& folder, const note::Signer& device);

  const std::vector<Entry>& entries() const { return entries_; }
  // The last recording that was certified; null where there is none.
  const Certified* last_certified() const;
  // On the disk when this returns. After an error the journal has to be opened anew.
  Status append(const Entry& entry);

 private:
  UsageJournal(Path folder, const note::Signer& device) : folder_(std::move(folder)), device_(device) {}
  Status mark() const;

  Path folder_;
  const note::Signer& device_;
  std::string text_;  // whole lines
  std::vector<Entry> entries_;
};

}  // namespace insyn::usage
