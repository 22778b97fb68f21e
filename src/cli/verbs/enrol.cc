#include "cli/verbs/enrol.h"

#include "base/text.h"
#include "cli/verbs/agreed_programs.h"
#include "enrolment/key_files.h"
#include "os/file_owner.h"
#include "usage/usage_journal.h"

namespace insyn::cli {
namespace {

constexpr const char* kSignerUser = "insyn-signer";

Status make_folder(const Path& folder) {
  std::error_code error;
  if (std::filesystem::is_directory(folder, error)) return {};
  TRY(create_folder(folder));
  using std::filesystem::perms;
  std::filesystem::permissions(
      folder,
      perms::owner_all | perms::group_read | perms::group_exec | perms::others_read | perms::others_exec,
      error);
  if (error) return fail(Code::kPermanent, "cannot make {} readable: {}", folder.string(), error.message());
  return {};
}

Status copy(const Path& from, const Path& to, Access access) {
  TRY_ASSIGN(std::string text, read_text(from, kLongestText));
  Status written = write_file(to, view_of(text), access, IfExists::kReplace);
  wipe(text);
  return written;
}

// That there is one of each has been checked with the agreement.
Result<bool> is_employer(const Path& pin) {
  TRY_ASSIGN(const note::PublicKeys keys, enrolment::read_public_keys(pin));
  return keys.role == note::Role::kEmployer;
}

// The user who alone reads the device's key; empty: whoever runs this.
std::string signer_of(const EnrolOptions& options) {
  if (options.signer) return *options.signer;
  return is_administrator() && is_user(kSignerUser) ? kSignerUser : "";
}

std::optional<Path> journals_of(const EnrolOptions& options) {
  if (options.journal) return options.journal;
  return options.to == enrolment::kEnrolmentFolder ? std::optional<Path>(enrolment::kJournals) : std::nullopt;
}

Result<bool> is_installed(const Path& device, const Path& at) {
  TRY_ASSIGN(const note::Signer given, enrolment::read_signer(device));
  const Result<note::Signer> there = enrolment::read_signer(at);
  return there && there->verifier() == given.verifier();
}

// A device's journal begins with the device. Where it is lost, the same key does not begin another: what was
// recorded this week would be forgotten.
Status begin_journal(const EnrolOptions& options, const Path& installed) {
  const std::optional<Path> journals = journals_of(options);
  if (!journals) return {};
  TRY_ASSIGN(const note::Signer device, enrolment::read_signer(options.files.device));
  const Path folder = usage::journal_folder(*journals, device.verifier());
  if (!usage::UsageJournal::is_new(folder)) return {};
  TRY_ASSIGN(const bool enrolled_before, is_installed(options.files.device, installed));
  if (enrolled_before) {
    return fail(
        Code::kDenied,
        "the usage journal of this device is missing from {}: put it back from a backup, or enrol with a new "
        "device key (insyn keys new --role device)",
        folder.string());
  }
  TRY(ensure_folders(folder));
  TRY(usage::UsageJournal::create(folder, device));
  const std::string user = signer_of(options);
  if (user.empty()) return {};
  for (const Path& path : {*journals, folder, folder / usage::kJournal, folder / usage::kNewest})
    TRY(give_to_user(path, user));
  return {};
}

Status put_in_place(const EnrolOptions& options) {
  const enrolment::EnrolmentFiles to = enrolment::files_in(options.to, {});
  TRY(make_folder(options.to));
  for (const Path& pin : options.files.pins) {
    TRY_ASSIGN(const bool employer, is_employer(pin));
    TRY(copy(pin, to.pins[employer ? 0 : 1], Access::kEveryoneReads));
  }
  TRY(begin_journal(options, to.device));
  // The same key is left where it lies: a running recorder watches the file, which it cannot read.
  TRY_ASSIGN(const bool installed, is_installed(options.files.device, to.device));
  if (!installed) TRY(copy(options.files.device, to.device, Access::kOwnerOnly));
  if (const std::string user = signer_of(options); !user.empty()) TRY(give_to_user(to.device, user));
  const Path agent = options.to / "agent.pub";
  if (options.files.agent) {
    TRY(copy(*options.files.agent, agent, Access::kEveryoneReads));
  } else {
    TRY(remove_file(agent));
  }
  // Last, because this makes a running recorder restart.
  return copy(options.files.agreement, to.agreement, Access::kEveryoneReads);
}

}  // namespace

Status enrol(const EnrolOptions& options, Console& console) {
  TRY_ASSIGN(const enrolment::Enrolment enrolment, enrolment::read_enrolment(options.files));
  if (const Status run = check_agreed_programs(enrolment.agreement.terms()); !run)
    return in_context("the workstation is not enrolled", run.error());
  TRY_ASSIGN(const note::Signer device, enrolment::read_signer(options.files.device));
  if (const Status placed = put_in_place(options); !placed) {
    return in_context("the workstation is not enrolled (are you the administrator?)", placed.error());
  }
  console.say(fmt::format("this workstation, {}, is enrolled under the agreement “{}”",
                          device.verifier().name(), enrolment.agreement.terms().id));
  TRY_ASSIGN(const std::string warning, enrolment::check_rights(enrolment::files_in(options.to, {})));
  if (!warning.empty()) console.say(warning);
  console.result(options.to.string());
  return {};
}

}  // namespace insyn::cli
