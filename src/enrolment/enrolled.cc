#include "enrolment/enrolled.h"

#include <cstdlib>
#include <optional>

#include "os/file_owner.h"

namespace insyn::enrolment {

Path union_pin_in(const Path& folder, std::size_t number) {
  return folder / (number == 1 ? std::string("union.pub") : fmt::format("union-{}.pub", number));
}

Path agent_key_in(const Path& folder, std::size_t number) {
  return folder / (number == 1 ? std::string("agent.pub") : fmt::format("agent-{}.pub", number));
}

EnrolmentFiles files_in(const Path& folder, const Path& spool) {
  EnrolmentFiles files;
  files.agreement = folder / "agreement.note";
  files.pins = {folder / "employer.pub", union_pin_in(folder, 1)};
  std::error_code error;
  std::size_t next = 2;
  while (std::filesystem::exists(union_pin_in(folder, next), error)) {
    files.pins.push_back(union_pin_in(folder, next++));
  }
  files.device = folder / "device.sign";
  files.spool = spool;
  files.roster = folder / "roster.note";
  std::size_t agent = 1;
  while (std::filesystem::exists(agent_key_in(folder, agent), error)) {
    files.agents.push_back(agent_key_in(folder, agent++));
  }
  files.missing.push_back(agent_key_in(folder, agent));
  return files;
}

Result<std::string> check_rights(const EnrolmentFiles& files) {
  std::vector<Path> fixed = files.pins;
  fixed.push_back(files.agreement);
  // Where it is the signer's alone, the signer answers for it.
  if (may_read(files.device) && !is_anothers(files.device)) fixed.push_back(files.device);
  fixed.push_back(files.roster);
  fixed.insert(fixed.end(), files.agents.begin(), files.agents.end());
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

bool is_the_installed(const Path& folder) {
  std::error_code error;
  return std::filesystem::equivalent(folder, kEnrolmentFolder, error);
}

Result<Path> state_folder() {
  if (const char* state = std::getenv("XDG_STATE_HOME"); state != nullptr && Path(state).is_absolute()) {
    return Path(state) / "insyn";
  }
  const char* home = std::getenv("HOME");
  if (home == nullptr || !Path(home).is_absolute()) {
    return fail(Code::kPermanent, "$HOME is not set; set it, or $XDG_STATE_HOME");
  }
  return Path(home) / ".local" / "state" / "insyn";
}

Result<Path> usual_spool() {
  TRY_ASSIGN(const Path folder, state_folder());
  return folder / "recordings";
}

Result<Path> own_journals() {
  TRY_ASSIGN(const Path folder, state_folder());
  return folder / "usage";
}

Result<Path> report_register() {
  TRY_ASSIGN(const Path folder, state_folder());
  return folder / "reports";
}

}  // namespace insyn::enrolment
