#include "weekly_report/check.h"

#include <algorithm>
#include <filesystem>

#include "enrolment/key_files.h"
#include "opening/asked.h"
#include "os/file_owner.h"
#include "weekly_report/session.h"

namespace insyn::weekly_report {
namespace {

// Who signs an agreement's reports and requests for events.
bool may_sign(const Furnished& with) {
  const note::Verifier& key = with.signer.verifier();
  const auto& vouched = with.agreement.terms().vouched;
  if (std::ranges::any_of(vouched, [&](const auto& one) {
        return one.keys.verifier == key && one.keys.recipient == with.agreement.terms().insight_recipient;
      }))
    return true;
  return std::ranges::any_of(with.agreement.parties(),
                             [&](const auto& party) { return party.verifier == key; });
}

void check_ask(const Furnished& with, std::vector<std::string>& findings) {
  const agreement::Terms& terms = with.agreement.terms();
  if (!with.settings.ask) return;
  if (!agreement::keeps_events(terms))
    findings.push_back(
        "[ask]: the agreement keeps no events of calls (it has no [[screen]] rules, or no "
        "insight.recipient)");
  const auto& purposes = terms.purposes;
  if (!purposes.empty() && std::ranges::find(purposes, with.settings.ask->purpose) == purposes.end())
    findings.push_back(
        fmt::format("ask.purpose: “{}” is no purpose of the agreement", with.settings.ask->purpose));
  const Utc first_gone = with.weeks.front() + std::chrono::days(terms.retention_days);
  if (first_gone < with.weeks.back())
    findings.push_back(
        fmt::format("the agreement keeps recordings for {} days, and a report needs the events of all its "
                    "weeks: from {} on "
                    "there is none",
                    terms.retention_days, to_text(first_gone).substr(0, 10)));
}

}  // namespace

std::vector<std::string> check_setup(const Furnished& with, const Clock& clock) {
  std::vector<std::string> findings;
  const Settings& settings = with.settings;
  if (!may_sign(with))
    findings.push_back(fmt::format("{}: the agreement vouches for no such insight key, and it is no party's",
                                   settings.sign.string()));
  for (const Path& file : settings.files)
    if (!may_read(file)) findings.push_back(fmt::format("{} cannot be read", file.string()));
  if (settings.key && !may_read(*settings.key))
    findings.push_back(fmt::format("{} cannot be read", settings.key->string()));
  check_ask(with, findings);
  auto server = sign_in(settings, clock);
  if (!server) {
    findings.push_back("the centre: " + server.error().message);
  } else {
    (void)server->sign_out();
  }
  return findings;
}

}  // namespace insyn::weekly_report
