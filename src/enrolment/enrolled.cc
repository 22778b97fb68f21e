#include "enrolment/enrolled.h"

#include <cstdlib>

#include "os/file_owner.h"

namespace insyn::enrolment {

EnrolmentFiles files_in(const Path& folder, const Path& spool) {
  EnrolmentFiles files;
  files.agreement = folder / "agreement.note";
  files.pins = {folder / "employer.pub", folder / "union.pub"};
  files.device = folder / "device.sign";
  files.spool = spool;
  const Path agent = folder / "agent.pub";
  std::error_code error;
  if (std::filesystem::exists(agent, error)) {
    files.agent = agent;
  } else {
    files.missing.push_back(agent);
  }
  return files;
}

Result<std::string> check_rights(const EnrolmentFiles& files) {
  std::vector<Path> fixed = files.pins;
  fixed.push_back(files.agreement);
  // Where it is the signer's alone, the signer answers for it.
  if (may_read(files.device) && !is_anothers(files.device)) fixed.push_back(files.device);
  if (files.agent) fixed.push_back(*files.agent);
  for (const Path& path : fixed) {
    const Result<Owner> owner = owner_of(path);
    if (!owner) return in_context("this workstation's enrolment is not safe", owner.error());
    if (*owner == Owner::kThisUser && !is_administrator()) {
      return fmt::format(
          "{} can be changed by this user; let the administrator run insyn enrol to prevent it",
          path.string());
    }
  }
  return std::string();
}

bool is_enrolled(const Path& folder) {
  const EnrolmentFiles files = files_in(folder, {});
  for (const Path& file : {files.agreement, files.device}) {
    std::error_code error;
    // Where nobody may look there may be one.
    if (std::filesystem::symlink_status(file, error).type() != std::filesystem::file_type::not_found)
      return true;
  }
  return false;
}

namespace {

std::optional<Path> state_folder() {
  if (const char* state = std::getenv("XDG_STATE_HOME"); state != nullptr && Path(state).is_absolute())
    return Path(state) / "insyn";
  const char* home = std::getenv("HOME");
  if (home == nullptr || !Path(home).is_absolute()) return std::nullopt;
  return Path(home) / ".local" / "state" / "insyn";
}

}  // namespace

Result<Path> usual_spool() {
  if (const auto state = state_folder()) return *state / "recordings";
  return fail(Code::kPermanent, "$HOME is not set; name the folder for recordings with --spool");
}

Result<Path> own_journals() {
  if (const auto state = state_folder()) return *state / "usage";
  return fail(Code::kPermanent, "$HOME is not set, so there is no usage journal and nothing is recorded");
}

Result<Path> report_register() {
  if (const auto state = state_folder()) return *state / "reports";
  return fail(Code::kPermanent, "$HOME is not set, so there is no register of reports and no report");
}

}  // namespace insyn::enrolment
