#include "cli/verbs/centre_session.h"

#include "base/secret.h"
#include "centre/client.h"
#include "enrolment/enrolled.h"
#include "os/terminal.h"

namespace insyn::cli {
namespace {

constexpr std::size_t kLongestPassphrase = 1024;

Result<std::string> passphrase_of(const LoginOptions& options) {
  if (options.passphrase_file) {
    TRY_ASSIGN(std::string text, read_text(*options.passphrase_file, kLongestPassphrase + 1));
    if (const std::size_t end = text.find('\n'); end != std::string::npos) text.resize(end);
    if (text.empty()) return fail(Code::kPermanent, "{} is empty", options.passphrase_file->string());
    return text;
  }
  if (options.invitation.empty()) return ask_secret("Passphrase: ");
  TRY_ASSIGN(std::string first, ask_secret("New passphrase: "));
  TRY_ASSIGN(std::string second, ask_secret("The same again: "));
  const bool same = first == second;
  wipe(second);
  if (same) return first;
  wipe(first);
  return fail(Code::kPermanent, "the two are not the same");
}

}  // namespace

Status login(const LoginOptions& options, const Clock& clock, Console& console) {
  TRY_ASSIGN(const Path state, enrolment::state_folder());
  centre::Client::Credentials credentials{options.account, "", options.invitation};
  TRY_ASSIGN(credentials.passphrase, passphrase_of(options));
  const Path authority = options.authority ? std::filesystem::absolute(*options.authority) : Path();
  auto session = centre::Client::sign_in(options.server, authority, credentials, clock);
  wipe(credentials.passphrase);
  if (!session) return Failure(std::move(session).error());
  TRY(centre::write_session(state, *session));
  console.say(fmt::format("signed in at {} as {}, {}", session->server, session->account, session->role));
  return {};
}

Status logout(const LogoutOptions&, const Clock& clock, Console& console) {
  TRY_ASSIGN(const Path state, enrolment::state_folder());
  TRY_ASSIGN(const centre::Session session, centre::read_session(state));
  TRY_ASSIGN(centre::Client client, centre::Client::create(session, clock));
  const Status ended = client.sign_out();
  TRY(centre::forget_session(state));
  TRY(ended);
  console.say(fmt::format("signed out at {}", session.server));
  return {};
}

}  // namespace insyn::cli
