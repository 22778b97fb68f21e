#include "cli/verbs/week_of_usage.h"

#include <algorithm>

#include "agreement/zone.h"
#include "recording/store/recording.h"
#include "signer/client/signer_client.h"
#include "usage/usage_journal.h"

namespace insyn::cli {
namespace {

constexpr std::size_t kMostJournals = 1000;

JournalOfWeek unreadable(std::string workstation, std::string why) {
  return {std::move(workstation), {}, std::move(why)};
}

JournalOfWeek journal_of_week(const Path& folder, const note::Verifier& device, Utc begin,
                              const std::optional<Path>& spool) {
  JournalOfWeek week;
  week.workstation = device.name();
  std::vector<usage::Entry> entries;
  // A key that has never been used has no journal.
  if (!usage::UsageJournal::is_new(folder)) {
    auto read = usage::entries_in(folder, device);
    if (!read) return unreadable(device.name(), read.error().message);
    entries = *std::move(read);
  }
  std::uint64_t last = 0;
  for (const usage::Entry& entry : entries) {
    const auto* certified = std::get_if<usage::Certified>(&entry);
    if (certified == nullptr) continue;
    last = certified->number;
    if (certified->begin >= begin) ++week.calls[certified->agent];
  }
  if (!spool || !signer::is_behind(last, *spool, device)) return week;
  return unreadable(
      device.name(),
      fmt::format(
          "how many calls were recorded cannot be told, so none is: {} has recordings of {} that its usage "
          "journal does not know; put it back from a backup: {}",
          spool->string(), device.name(), (folder / usage::kJournal).string()));
}

Result<std::vector<std::string>> folders_in(const JournalPlace& place) {
  std::error_code error;
  const auto status = std::filesystem::status(place.folder, error);
  if (status.type() == std::filesystem::file_type::not_found) {
    if (place.may_be_missing) return std::vector<std::string>();
    return fail(
        Code::kDenied,
        "there are no usage journals in {}, so how many calls were recorded cannot be told; a missing one "
        "counts as full",
        place.folder.string());
  }
  auto names = list_folder(place.folder, kMostJournals);
  if (names) return names;
  return fail(
      Code::kDenied,
      "how many calls were recorded is in the usage journal, in {}, which this user may not read; ask "
      "as the administrator, with sudo before this command",
      place.folder.string());
}

// Whose recordings lie in the spool though no journal here is theirs.
Status add_without_journal(const Path& spool, WeekOfUsage& week) {
  TRY_ASSIGN(const recording::SpoolListing listing, recording::list_recordings(spool));
  for (const recording::Recording& one : listing.recordings) {
    if (!one.certificate) continue;
    const std::string& device = one.certificate->device;
    const auto is_its = [&](const JournalOfWeek& journal) { return journal.workstation == device; };
    if (std::any_of(week.journals.begin(), week.journals.end(), is_its)) continue;
    week.journals.push_back(unreadable(
        device, fmt::format("{} has recordings of {}, and there is no usage journal of it on this computer",
                            spool.string(), device)));
  }
  return {};
}

}  // namespace

std::string WeekOfUsage::why_full() const {
  const auto readable = [](const JournalOfWeek& one) { return one.unreadable.empty(); };
  if (journals.empty() || std::any_of(journals.begin(), journals.end(), readable)) return "";
  return journals.front().unreadable;
}

Result<WeekOfUsage> week_of_usage(const agreement::Terms& terms, Utc now, const JournalPlace& place,
                                  const std::optional<note::Verifier>& device,
                                  const std::optional<Path>& spool) {
  WeekOfUsage week;
  const std::string_view zone = zone_of(terms);
  TRY_ASSIGN(week.begin, agreement::week_start(now, zone));
  constexpr std::chrono::hours kIntoTheNext(8 * 24);
  TRY_ASSIGN(week.end, agreement::week_start(week.begin + kIntoTheNext, zone));
  TRY_ASSIGN(const std::vector<std::string> names, folders_in(place));
  const Path& journals = place.folder;
  if (device) {
    week.journals.push_back(
        journal_of_week(usage::journal_folder(journals, *device), *device, week.begin, spool));
    return week;
  }
  for (const std::string& name : names) {
    const Path folder = journals / name;
    const auto named = usage::device_named_in(folder);
    if (!named) {
      week.journals.push_back(unreadable(name, named.error().message));
    } else if (usage::journal_folder(journals, *named) != folder) {
      week.journals.push_back(unreadable(
          name, fmt::format("{} is the usage journal of another key, {}", folder.string(), named->name())));
    } else {
      week.journals.push_back(journal_of_week(folder, *named, week.begin, spool));
    }
  }
  if (spool) TRY(add_without_journal(*spool, week));
  return week;
}

}  // namespace insyn::cli
