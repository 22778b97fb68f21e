#include "weekly_report/session.h"

#include "base/secret.h"
#include "os/file.h"

namespace insyn::weekly_report {
namespace {

constexpr std::size_t kLongestPassphrase = 1024;
constexpr const char* kAnalyst = "analyst";

}  // namespace

Result<centre::Client> sign_in(const Settings& settings, const Clock& clock) {
  TRY_ASSIGN(std::string passphrase, read_text(settings.passphrase, kLongestPassphrase));
  if (const std::size_t end = passphrase.find('\n'); end != std::string::npos) passphrase.resize(end);
  centre::Client::Credentials credentials{settings.account, std::move(passphrase), ""};
  const auto session =
      centre::Client::sign_in(settings.server, settings.authority.value_or(Path()), credentials, clock);
  wipe(credentials.passphrase);
  if (!session) return Failure(session.error());
  if (session->role != kAnalyst)
    return fail(Code::kDenied, "the account {} is no analyst's: its role is {}", settings.account,
                session->role);
  return centre::Client::create(*session, clock);
}

}  // namespace insyn::weekly_report
