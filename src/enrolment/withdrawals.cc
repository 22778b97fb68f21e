#include "enrolment/withdrawals.h"

#include "os/file.h"

namespace insyn::enrolment {
Withdrawals::Withdrawals(const std::vector<Path>& folders, const agreement::Agreement& agreement)
    : agreement_(agreement.hash()), parties_(agreement.parties()) {
  for (const Path& folder : folders) folders_.push_back({folder, {}, {}});
}

const std::optional<agreement::Withdrawal>& Withdrawals::find() {
  unreadable_.reset();
  for (Folder& folder : folders_) {
    if (found_) break;
    list(folder);
    for (const Path& file : folder.files) look_at(file);
  }
  std::erase_if(unclear_, [](const auto& one) { return !stamp_of(one.first); });
  return found_;
}

const Error* Withdrawals::unsure() const {
  if (unreadable_) return &*unreadable_;
  return unclear_.empty() ? nullptr : &unclear_.begin()->second;
}

void Withdrawals::list(Folder& folder) {
  // The stamp from before the names are read: a file that comes since then makes it differ.
  const Result<FileStamp> stamp = stamp_of(folder.path);
  if (!stamp) {
    folder.files.clear();
    return note_unreadable(folder.path, stamp.error());
  }
  if (folder.listed && *folder.listed == *stamp) return;
  const bool settled = is_settled(*stamp);
  const auto names = list_folder(folder.path, kMostFilesOfParties);
  if (!names) return note_unreadable(folder.path, names.error());
  folder.files.clear();
  for (const std::string& name : *names) {
    if (name.ends_with(agreement::kWithdrawalEnding)) folder.files.push_back(folder.path / name);
  }
  folder.listed = settled ? std::optional(*stamp) : std::nullopt;
}

void Withdrawals::note_unreadable(const Path& path, const Error& error) {
  std::error_code ignored;
  if (std::filesystem::symlink_status(path, ignored).type() == std::filesystem::file_type::not_found) return;
  unreadable_ =
      Error{error.code, fmt::format("whether the agreement was withdrawn cannot be told, so nothing "
                                    "is recorded: {}",
                                    error.message)};
}

void Withdrawals::look_at(const Path& file) {
  const Result<FileStamp> stamp = stamp_of(file);
  if (!stamp) return note_unreadable(file, stamp.error());
  const auto known = looked_at_.find(file);
  if (known != looked_at_.end() && known->second == *stamp) return;
  const bool settled = is_settled(*stamp);
  const Result<std::string> note = read_text(file, agreement::kLargestWithdrawal);
  if (!note && note.error().code != Code::kCorrupt) return note_unreadable(file, note.error());
  if (settled) looked_at_.insert_or_assign(file, *stamp);
  if (!note) return;
  unclear_.erase(file);
  auto withdrawal = agreement::verify_withdrawal(*note, parties_);
  if (withdrawal) {
    if (withdrawal->agreement == agreement_) found_ = std::move(*withdrawal);
  } else if (withdrawal.error().code == Code::kCorrupt &&
             note->find("insyn_withdrawal") != std::string::npos) {
    unclear_.insert_or_assign(
        file,
        Error{Code::kCorrupt,
              fmt::format(
                  "{} is a withdrawal that a party has signed and that cannot be understood ({}); nothing is "
                  "recorded while it lies there. Let the party withdraw anew (insyn agreement withdraw)",
                  file.string(), withdrawal.error().message)});
  }
}

}  // namespace insyn::enrolment
