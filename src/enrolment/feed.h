// What a computer's link brings from the centre, in a folder of its own: everybody may read it, and nobody
// trusts it. Withdrawals (withdrawals.h), witnesses' words, and an agreement and a roster that take the place
// of those that were enrolled.
#pragma once

#include <optional>
#include <vector>

#include "agreement/agreement.h"
#include "agreement/in_force_note.h"
#include "os/file_stamp.h"
#include "os/watched_files.h"
#include "reason/reason.h"
#include "roster/roster.h"

namespace insyn::enrolment {

// Where the link of an enrolled computer puts it.
inline constexpr const char* kFeedFolder = "/var/lib/insyn-link/feed";
inline constexpr const char* kFeedAgreement = "agreement.note";
inline constexpr const char* kFeedRoster = "roster.note";
inline constexpr const char* kWordEnding = ".in-force";

// The file of what `witness` said last about an agreement.
std::string word_file(const Digest& agreement, const note::Verifier& witness);

// The agreement in `feed`, where all parties have signed it and it names `enrolled` among those whose place
// it takes. Nothing where there is none. `seen` remembers the file, or that it is missing.
std::optional<agreement::Agreement> agreement_after(const agreement::Agreement& enrolled, const Path& feed,
                                                    FilesRead& seen);
// The same of a roster: a later version that follows `enrolled`.
std::optional<roster::SignedRoster> roster_after(const roster::SignedRoster& enrolled, const Path& feed,
                                                 const std::vector<note::PublicKeys>& pins, FilesRead& seen);

// What the witnesses of an agreement with a ledger say, by the files "*.in-force" of some folders. Reads only
// what has changed.
class Words {
 public:
  Words(std::vector<Path> folders, const agreement::Agreement& agreement);

  // As agreement::check_in_force(). Files that cannot be read count for nothing.
  Result<agreement::InForceUntil> at(Utc now);
  // NoWord or WordTooOld, of the witness that has been silent longest; a fault where the witnesses are not
  // what they should be. Nothing where all of them say that it is in force.
  std::optional<reason::Reason> problem(Utc now);
  // Whether one of them says that there are enough recordings of this kind.
  bool is_enough(const std::string& kind, Utc now);

 private:
  void read();
  std::optional<Utc> last_word(const note::Verifier& witness, Utc now) const;

  std::vector<Path> folders_;
  agreement::Ledger ledger_;
  Digest agreement_;
  std::vector<std::optional<FileStamp>> listed_;
  std::vector<std::string> notes_;
};

}  // namespace insyn::enrolment
