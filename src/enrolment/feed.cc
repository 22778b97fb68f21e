#include "enrolment/feed.h"

#include <algorithm>

#include "enrolment/withdrawals.h"
#include "os/file.h"

namespace insyn::enrolment {
namespace {

constexpr std::size_t kLargest = std::size_t{1} << 20;
constexpr std::size_t kHashDigits = 16;  // of a file's name

// The file's text; nothing where it cannot be read, which is remembered too.
std::optional<std::string> text_in(const Path& file, FilesRead& seen) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) {
    seen.is_missing(file);
    return std::nullopt;
  }
  const auto bytes = seen.read_file(file, kLargest);
  return bytes ? std::optional(std::string(text_of(*bytes))) : std::nullopt;
}

}  // namespace

std::string word_file(const Digest& agreement, const note::Verifier& witness) {
  return fmt::format("{}-{:08x}{}", to_hex(agreement).substr(0, kHashDigits), witness.id(), kWordEnding);
}

std::optional<agreement::Agreement> agreement_after(const agreement::Agreement& enrolled, const Path& feed,
                                                    FilesRead& seen) {
  const auto text = text_in(feed / kFeedAgreement, seen);
  if (!text) return std::nullopt;
  auto next = agreement::Agreement::verify(*text, enrolled.parties());
  if (!next) return std::nullopt;
  const auto& replaced = next->terms().supersedes;
  if (std::find(replaced.begin(), replaced.end(), enrolled.hash()) == replaced.end()) return std::nullopt;
  return *std::move(next);
}

std::optional<roster::SignedRoster> roster_after(const roster::SignedRoster& enrolled, const Path& feed,
                                                 const std::vector<note::PublicKeys>& pins, FilesRead& seen) {
  const auto text = text_in(feed / kFeedRoster, seen);
  if (!text) return std::nullopt;
  auto next = roster::SignedRoster::verify(*text, pins);
  if (!next || (*next)->id != enrolled->id || (*next)->version <= enrolled->version) return std::nullopt;
  if (!roster::check_follows({enrolled->id, enrolled->version, enrolled.hash()}, *next)) return std::nullopt;
  return *std::move(next);
}

Words::Words(std::vector<Path> folders, const agreement::Agreement& agreement)
    : folders_(std::move(folders)),
      ledger_(*agreement.terms().ledger),
      agreement_(agreement.hash()),
      listed_(folders_.size()) {}

void Words::read() {
  bool same = true;
  std::vector<std::optional<FileStamp>> stamps;
  for (std::size_t i = 0; i < folders_.size(); ++i) {
    // A file that is replaced changes its folder too.
    const auto stamp = stamp_of(folders_[i]);
    stamps.push_back(stamp && is_settled(*stamp) ? std::optional(*stamp) : std::nullopt);
    same = same && stamps[i] && listed_[i] == stamps[i];
  }
  if (same) return;
  notes_.clear();
  for (const Path& folder : folders_) {
    const auto names = list_folder(folder, kMostFilesOfParties);
    if (!names) continue;
    for (const std::string& name : *names) {
      if (!name.ends_with(kWordEnding)) continue;
      if (auto note = read_text(folder / name, agreement::kLargestInForceNote))
        notes_.push_back(std::move(*note));
    }
  }
  listed_ = std::move(stamps);
}

Result<agreement::InForceUntil> Words::at(Utc now) {
  read();
  return agreement::check_in_force(notes_, ledger_, agreement_, now);
}

std::optional<Utc> Words::last_word(const note::Verifier& witness, Utc now) const {
  std::optional<Utc> last;
  for (const std::string& note : notes_) {
    const auto word = agreement::verify_in_force(note, witness);
    if (!word || word->agreement != agreement_ || word->at > now + agreement::kWitnessClockTolerance)
      continue;
    // Nothing counts as less than any time.
    if (word->at > last) last = word->at;
  }
  return last;
}

std::optional<reason::Reason> Words::problem(Utc now) {
  const auto in_force = at(now);
  if (in_force) return std::nullopt;
  const note::Verifier* silent = nullptr;
  std::optional<Utc> last;
  for (const note::Verifier& witness : ledger_.witnesses) {
    const std::optional<Utc> word = last_word(witness, now);
    if (silent == nullptr || word < last) {
      silent = &witness;
      last = word;
    }
  }
  if (silent != nullptr && !last) return reason::Reason(reason::NoWord{silent->name()});
  const std::chrono::hours grace(ledger_.grace_hours);
  if (silent != nullptr && now - *last >= grace)
    return reason::Reason(reason::WordTooOld{silent->name(), *last});
  return reason::Reason(in_force.error());
}

bool Words::is_enough(const std::string& kind, Utc now) {
  const auto in_force = at(now);
  return in_force && in_force->enough.contains(kind);
}

}  // namespace insyn::enrolment
