#include "cli/verbs/enrol.h"

#include "base/text.h"
#include "enrolment/key_files.h"
#include "os/file_owner.h"

namespace insyn::cli {
namespace {

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

Status put_in_place(const EnrolOptions& options) {
  const enrolment::EnrolmentFiles to = enrolment::files_in(options.to, {});
  TRY(make_folder(options.to));
  for (const Path& pin : options.files.pins) {
    TRY_ASSIGN(const bool employer, is_employer(pin));
    TRY(copy(pin, to.pins[employer ? 0 : 1], Access::kEveryoneReads));
  }
  TRY(copy(options.files.device, to.device, Access::kOwnerOnly));
  if (options.group) TRY(share_with_group(to.device, *options.group));
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
  if (const Status placed = put_in_place(options); !placed) {
    return in_context("the workstation is not enrolled (are you the administrator?)", placed.error());
  }
  console.say(fmt::format("this workstation, {}, is enrolled under the agreement “{}”",
                          enrolment.device.verifier().name(), enrolment.agreement.terms().id));
  TRY_ASSIGN(const std::string warning, enrolment::check_rights(enrolment::files_in(options.to, {})));
  if (!warning.empty()) console.say(warning);
  console.result(options.to.string());
  return {};
}

}  // namespace insyn::cli
