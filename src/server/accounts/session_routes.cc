#include "server/accounts/session_routes.h"

#include "base/secret.h"
#include "json/members.h"
#include "server/accounts/transact.h"
#include "server/http/identity.h"

namespace insyn::server {
namespace {

using http::Answer;
using http::problem;
using http::Request;

constexpr std::uint64_t kLargestSessionBody = 8 << 10;
constexpr std::size_t kLongestInvitation = 64;

Answer json_answer(const json::Json& body, std::vector<http::Field> fields = {}) {
  return {200, "application/json", json::line_of(body), std::move(fields)};
}

http::Field cookie(const std::string& token, bool ends) {
  return {"set-cookie", fmt::format("{}={}; Path=/; Secure; HttpOnly; SameSite=Strict{}",
                                    http::kSessionCookie, token, ends ? "; Max-Age=0" : "")};
}

// Answers that only their receiver may keep.
const http::Field kNoStore = {"cache-control", "no-store"};

// Texts of a body in JSON, wiped when this goes.
struct Secrets {
  std::string who;  // the account, or its invitation
  std::string passphrase;
  Secrets() = default;
  Secrets(Secrets&&) = default;
  Secrets& operator=(Secrets&&) = delete;
  ~Secrets() {
    wipe(who);
    wipe(passphrase);
  }
};

std::optional<Secrets> read(const Request& request, const char* who, std::size_t longest) {
  auto members = json::Members::parse(request.body);
  if (!members) return std::nullopt;
  Secrets secrets;
  secrets.who = members->text(who, longest).value_or("");
  secrets.passphrase = members->text("passphrase", kLongestPassphrase).value_or("");
  if (!members->finish() || secrets.who.empty() || secrets.passphrase.empty()) return std::nullopt;
  return secrets;
}

class Door {
 public:
  explicit Door(const SigningIn& with) : with_(with) {}

  Answer sign_in(const Request& request) const {
    const auto said = read(request, "account", kLongestAccountName);
    if (!said) return problem(400, "json");
    if (auto refused = count(said->who, request.client)) return *refused;
    std::optional<std::string> kept;
    const Status found = with_.database.read([&](Transaction& transaction) -> Status {
      TRY_ASSIGN(kept, Accounts::passphrase(transaction, said->who));
      return {};
    });
    if (!found) return answer_to(found.error());
    const auto right = with_.passphrases.is(said->passphrase, kept);
    if (!right) return answer_to(right.error());
    if (!*right) return problem(401, "passphrase", {{"www-authenticate", "Bearer realm=\"insyn\""}});
    return answer_writing(with_.database, [&](Transaction& transaction) -> Result<Answer> {
      TRY_ASSIGN(const auto now, Accounts::passphrase(transaction, said->who));
      if (now != kept) return problem(401, "passphrase", {{"www-authenticate", "Bearer realm=\"insyn\""}});
      return begun(transaction, said->who, request.client);
    });
  }

  Answer accept(const Request& request) const {
    const auto said = read(request, "invitation", kLongestInvitation);
    if (!said) return problem(400, "json");
    if (said->passphrase.size() < kShortestPassphrase) return problem(422, "passphrase-too-short");
    if (auto refused = count("", request.client)) return *refused;
    const auto kept = with_.passphrases.kept(said->passphrase);
    if (!kept) return answer_to(kept.error());
    return answer_writing(with_.database, [&](Transaction& transaction) -> Result<Answer> {
      TRY_ASSIGN(const auto account, with_.accounts.invited(transaction, said->who));
      if (!account) return problem(401, "invitation", {{"www-authenticate", "Bearer realm=\"insyn\""}});
      TRY(Accounts::set_passphrase(transaction, *account, *kept));
      return begun(transaction, *account, request.client);
    });
  }

  Answer sign_out(const Request& request) const {
    if (const auto token = session_of(request.head)) {
      if (const Status ended = with_.sessions.end(*token); !ended) return answer_to(ended.error());
    }
    return json_answer(json::Json::object(), {cookie("", true), kNoStore});
  }

 private:
  std::optional<Answer> count(const std::string& account, const std::string& client) const {
    const auto wait = with_.guesses.begin(account, client);
    if (!wait) return answer_to(wait.error());
    if (*wait) return http::problem_for(429, "guesses", **wait);
    return std::nullopt;
  }

  Result<Answer> begun(Transaction& transaction, const std::string& name, const std::string& client) const {
    TRY_ASSIGN(const auto account, Accounts::find(transaction, name));
    if (!account) return problem(401, "passphrase", {{"www-authenticate", "Bearer realm=\"insyn\""}});
    TRY_ASSIGN(const Sessions::Begun session, with_.sessions.begin(transaction, name, client));
    TRY(with_.guesses.was_right(transaction, name, client));
    json::Json body;
    body["account"] = name;
    body["role"] = name_of(account->role);
    body["until"] = to_text(session.until);
    return json_answer(body, {cookie(session.token, false), kNoStore});
  }

  const SigningIn with_;
};

Answer who(const Request& request) {
  json::Json body;
  body["account"] = request.caller.id;
  body["role"] = name_of(request.caller.role);
  return json_answer(body, {kNoStore});
}

}  // namespace

std::optional<Digest> session_of(const http::Head& head) {
  const auto token = http::cookie_of(head, http::kSessionCookie);
  if (!token) return std::nullopt;
  return sha256(view_of(*token));
}

std::vector<http::Route> session_routes(const SigningIn& with) {
  const std::vector<http::Role> people(std::begin(kPeople), std::end(kPeople));
  std::vector<http::Role> anybody = people;
  anybody.push_back(http::Role::kAnybody);
  const auto door = std::make_shared<Door>(with);
  const auto handle = [&](Answer (Door::*what)(const Request&) const) {
    return http::Handle([door, what](const Request& request) { return ((*door).*what)(request); });
  };
  return {{"POST", "/v1/sessions", anybody, kLargestSessionBody, handle(&Door::sign_in)},
          {"POST", "/v1/invitations", anybody, kLargestSessionBody, handle(&Door::accept)},
          {"GET", "/v1/session", people, 0, http::Handle(&who)},
          {"DELETE", "/v1/session", people, 0, handle(&Door::sign_out)}};
}

}  // namespace insyn::server
