#include "server/accounts/account_routes.h"

#include "json/members.h"
#include "server/accounts/transact.h"
#include "server/erasure/erasure.h"

namespace insyn::server {
namespace {

using http::Answer;
using http::problem;
using http::Request;
using json::Json;
using json::Members;

constexpr std::uint64_t kLargestAccountBody = 4 << 10;
constexpr std::size_t kLongestRole = 32;

Answer json_answer(const Json& body) {
  return {200, "application/json", json::line_of(body), {{"cache-control", "no-store"}}};
}

Answer refused(Accounts::No no) {
  switch (no) {
    case Accounts::No::kThere:
      return problem(409, "account-there");
    case Accounts::No::kNotThere:
      return problem(404, "no-such-account");
    case Accounts::No::kLastAdministrator:
      return problem(409, "last-administrator");
    case Accounts::No::kName:
      return problem(422, "account-name");
  }
  return problem(500, "unexpected");
}

struct Said {
  std::string name;
  std::optional<ledger::Role> role;
};

// A body of JSON; nothing where it is not as it should be.
std::optional<Said> read(const Request& request, bool with_role) {
  auto members = Members::parse(request.body);
  if (!members) return std::nullopt;
  Said said;
  said.name = members->text("name", kLongestAccountName).value_or("");
  if (with_role) {
    said.role = ledger::value_named<ledger::Role>(members->text("role", kLongestRole).value_or(""));
    if (!said.role) return std::nullopt;
  }
  if (!members->finish() || said.name.empty()) return std::nullopt;
  return said;
}

class Administration {
 public:
  Administration(Database& database, Log& log, Accounts& accounts, const Clock& clock)
      : database_(database), log_(log), accounts_(accounts), clock_(clock) {}

  Answer list(const Request&) const {
    return answer_reading(database_, [&](Transaction& transaction) -> Result<Answer> {
      TRY_ASSIGN(const auto all, Accounts::all(transaction));
      Json accounts = Json::array();
      for (const Account& one : all) {
        Json account;
        account["name"] = one.name;
        account["role"] = name_of(one.role);
        account["invited"] = !one.has_passphrase;
        account["created"] = to_text(one.created);
        accounts.push_back(std::move(account));
      }
      return json_answer({{"accounts", std::move(accounts)}});
    });
  }

  Answer create(const Request& request) const {
    const auto said = read(request, true);
    if (!said) return problem(400, "json");
    return published(answer_writing(database_, [&](Transaction& transaction) -> Result<Answer> {
      TRY_ASSIGN(const auto made, accounts_.create(transaction, said->name, *said->role, request.caller.id));
      return made ? invitation(*made) : refused(made.error());
    }));
  }

  Answer invite(const Request& request) const {
    const auto said = read(request, false);
    if (!said) return problem(400, "json");
    return answer_writing(database_, [&](Transaction& transaction) -> Result<Answer> {
      TRY_ASSIGN(const auto made, accounts_.invite(transaction, said->name));
      return made ? invitation(*made) : refused(made.error());
    });
  }

  Answer change_role(const Request& request) const {
    const auto said = read(request, true);
    if (!said) return problem(400, "json");
    return published(answer_writing(database_, [&](Transaction& transaction) -> Result<Answer> {
      TRY_ASSIGN(const auto no,
                 accounts_.change_role(transaction, said->name, *said->role, request.caller.id));
      return no ? refused(*no) : json_answer(Json::object());
    }));
  }

  Answer remove(const Request& request) const {
    const auto said = read(request, false);
    if (!said) return problem(400, "json");
    Answer answer = published(answer_writing(database_, [&](Transaction& transaction) -> Result<Answer> {
      TRY_ASSIGN(const auto no, accounts_.remove(transaction, said->name, request.caller.id));
      if (no) return refused(*no);
      TRY(note_deleted(transaction, {"accounts", "audio_lookups", "sessions", "invitations", "searches",
                                     "findings", "ledger_salts"}));
      return json_answer(Json::object());
    }));
    if (answer.status != 200) return answer;
    // What is not erased now is by the next round.
    (void)erase_if_cheap(database_);
    return answer;
  }

 private:
  Answer invitation(const std::string& code) const {
    return json_answer({{"invitation", code}, {"until", to_text(clock_.utc() + kInvitationLasts)}});
  }

  // What was entered into the ledger is there for everybody by the time it is answered.
  Answer published(Answer answer) const {
    if (answer.status != 200) return answer;
    if (const Status done = log_.publish(); !done) return answer_to(done.error());
    return answer;
  }

  Database& database_;
  Log& log_;
  Accounts& accounts_;
  const Clock& clock_;
};

}  // namespace

std::vector<http::Route> account_routes(Database& database, Log& log, Accounts& accounts,
                                        const Clock& clock) {
  const std::vector<http::Role> who = {http::Role::kAdministrator};
  const auto all = std::make_shared<Administration>(database, log, accounts, clock);
  const auto handle = [&](Answer (Administration::*what)(const Request&) const) {
    return http::Handle([all, what](const Request& request) { return ((*all).*what)(request); });
  };
  return {{"GET", "/v1/accounts", who, 0, handle(&Administration::list)},
          {"POST", "/v1/accounts", who, kLargestAccountBody, handle(&Administration::create)},
          {"POST", "/v1/accounts/invitation", who, kLargestAccountBody, handle(&Administration::invite)},
          {"POST", "/v1/accounts/role", who, kLargestAccountBody, handle(&Administration::change_role)},
          {"POST", "/v1/accounts/removal", who, kLargestAccountBody, handle(&Administration::remove)}};
}

}  // namespace insyn::server
