#include "cli/verbs/enrol.h"

#include "base/text.h"
#include "cli/next_steps.h"
#include "cli/verbs/agreed_programs.h"
#include "enrolment/in_force.h"
#include "enrolment/key_files.h"
#include "os/file_owner.h"
#include "usage/usage_journal.h"
#include "words/reason.h"

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

// That the employer's is there once has been checked with the agreement.
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
  std::size_t unions = 0;
  for (const Path& pin : options.files.pins) {
    TRY_ASSIGN(const bool employer, is_employer(pin));
    TRY(copy(pin, employer ? to.pins.front() : enrolment::union_pin_in(options.to, ++unions),
             Access::kEveryoneReads));
  }
  // Those of an earlier enrolment with more unions.
  for (; unions + 1 < to.pins.size(); ++unions) {
    TRY(remove_file(enrolment::union_pin_in(options.to, unions + 1)));
  }
  TRY(begin_journal(options, to.device));
  // The same key is left where it lies: a running recorder watches the file, which it cannot read.
  TRY_ASSIGN(const bool installed, is_installed(options.files.device, to.device));
  if (!installed) TRY(copy(options.files.device, to.device, Access::kOwnerOnly));
  if (const std::string user = signer_of(options); !user.empty()) TRY(give_to_user(to.device, user));
  std::size_t agents = 0;
  for (const Path& agent : options.files.agents) {
    TRY(copy(agent, enrolment::agent_key_in(options.to, ++agents), Access::kEveryoneReads));
  }
  while (agents < to.agents.size()) TRY(remove_file(enrolment::agent_key_in(options.to, ++agents)));
  TRY(copy(options.files.roster, to.roster, Access::kEveryoneReads));
  // Last, because this makes a running recorder restart.
  return copy(options.files.agreement, to.agreement, Access::kEveryoneReads);
}

// Each user's recorder reads it too.
Status let_everyone_read(const Path& file) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return {};
  using std::filesystem::perms;
  std::filesystem::permissions(
      file, perms::owner_read | perms::owner_write | perms::group_read | perms::others_read, error);
  if (error) return fail(Code::kPermanent, "cannot make {} readable: {}", file.string(), error.message());
  return {};
}

// What was withdrawn or replaced is not enrolled again, nor whoever is not on the roster.
Status check_in_force(const enrolment::Enrolment& enrolment, const note::Verifier& device,
                      const EnrolOptions& options) {
  std::optional<reason::Reason> refused = enrolment::not_listed(enrolment, device);
  for (const Path& agent : options.files.agents) {
    if (refused) break;
    TRY_ASSIGN(const std::string key, enrolment::read_agent_recipient(agent));
    const auto listed = roster::listed_agent(enrolment.roster.roster(), key);
    if (!listed) refused = listed.error();
  }
  if (!refused) {
    TRY(make_folder(options.to));
    const auto in_force =
        enrolment::InForce::begin(enrolment, {options.to}, options.to / enrolment::kMemory, {});
    if (!in_force) refused = in_force.error();
    TRY(let_everyone_read(options.to / enrolment::kMemory));
  }
  if (!refused) return {};
  return fail(error_code_of(*refused), "the workstation is not enrolled: {}",
              words::say(*refused, words::Language::kEnglish));
}

Status install(const EnrolOptions& options, Console& console) {
  TRY_ASSIGN(const enrolment::Enrolment enrolment, enrolment::read_enrolment(options.files));
  if (const Status run = check_agreed_programs(enrolment.agreement.terms()); !run)
    return in_context("the workstation is not enrolled", run.error());
  TRY_ASSIGN(const note::Signer device, enrolment::read_signer(options.files.device));
  TRY(check_in_force(enrolment, device.verifier(), options));
  if (const Status placed = put_in_place(options); !placed) {
    return in_context("the workstation is not enrolled (are you the administrator?)", placed.error());
  }
  console.say(fmt::format("this workstation, {}, is enrolled under the agreement “{}”",
                          device.verifier().name(), enrolment.agreement.terms().id));
  if (enrolment.shared) {
    console.say(fmt::format(
        "{} may work here: the tray asks who does, and nothing is recorded before somebody has said so",
        options.files.agents.empty() ? std::string("anybody on the roster")
                                     : fmt::format("{} agents", enrolment.shared_by.size())));
  }
  TRY_ASSIGN(const std::string warning, enrolment::check_rights(enrolment::files_in(options.to, {})));
  if (!warning.empty()) console.say(warning);
  console.result(options.to.string());
  return {};
}

}  // namespace

Status enrol(const EnrolOptions& options, Console& console) {
  return with_next_steps(install(options, console), options.files);
}

}  // namespace insyn::cli
