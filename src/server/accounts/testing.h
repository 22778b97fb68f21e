// For tests: a server without sockets on a database, a vault and a ledger of its own, and people at it.
#pragma once

#include "json/members.h"
#include "server/accounts/account_routes.h"
#include "server/accounts/session_routes.h"
#include "server/accounts/transact.h"
#include "server/http/exchange.h"
#include "server/http/recent_nonces.h"
#include "server/log/testing.h"

namespace insyn::server {

// So little that a test does not wait for it.
inline constexpr PassphraseCost kCheapPassphrases{1, std::size_t{8} << 10, 2, 2};
inline constexpr const char* kTestPassphrase = "tolv katter i en korg";

struct Sent {
  std::string method = "GET";
  std::string target;
  std::string body = {};
  std::string cookie = {};  // the session's token
  std::vector<http::Field> fields = {{"x-insyn", "1"}};
  std::string client = "192.0.2.1";
};

// Told of each answer, where a test says so.
inline std::function<void(const Sent&, const http::Answer&)> on_answer;

class TestServer : public TestLedger {
 public:
  TestServer() {
    take(session_routes({*database, accounts, sessions, guesses, passphrases}));
    take(account_routes(*database, log, accounts, clock));
  }

  TestGate gate;
  Log log{*database, *vault, key, clock, &gate};
  Accounts accounts{log, clock};
  Sessions sessions{*database, clock};
  Guesses guesses{*database, clock};
  Passphrases passphrases{kCheapPassphrases};
  std::vector<http::Route> routes;
  std::map<std::string, http::Machine, std::less<>> machines;  // by the key's id
  std::string logged;

  void take(std::vector<http::Route> more) {
    for (http::Route& one : more) routes.push_back(std::move(one));
  }

  http::Answer ask(const Sent& sent) {
    if (!service_) begin();
    http::Head head;
    head.method = sent.method;
    head.authority = "insyn.example";
    const std::size_t question = std::min(sent.target.find('?'), sent.target.size());
    head.path = sent.target.substr(0, question);
    head.query = sent.target.substr(question);
    head.fields = sent.fields;
    head.has_body = !sent.body.empty();
    if (head.has_body) head.fields.push_back({"content-length", std::to_string(sent.body.size())});
    if (!sent.cookie.empty())
      head.fields.push_back({"cookie", fmt::format("{}={}", http::kSessionCookie, sent.cookie)});
    http::Exchange exchange(*service_, head, sent.client);
    const auto answer = [&]() -> http::Answer {
      if (auto refused = exchange.admit()) return *refused;
      if (auto refused = exchange.take(view_of(sent.body))) return *refused;
      return std::get<http::Answer>(exchange.finish(true));
    }();
    exchange.done(answer);
    if (on_answer) on_answer(sent, answer);
    return answer;
  }

  // An account that has signed in: its session's token.
  std::string sign_up(const std::string& name, ledger::Role role, const std::string& by = "init") {
    std::string invitation;
    CHECK(database->write([&](Transaction& transaction) -> Status {
      TRY_ASSIGN(const auto made, accounts.create(transaction, name, role, by));
      CHECK(made.has_value());
      invitation = *made;
      return {};
    }));
    const http::Answer answer =
        ask({"POST", "/v1/invitations",
             json::line_of({{"invitation", invitation}, {"passphrase", kTestPassphrase}})});
    CHECK(answer.status == 200);
    return token_of(answer);
  }
  // Another session of an account.
  std::string sign_in(const std::string& name) {
    const std::string body = json::line_of({{"account", name}, {"passphrase", kTestPassphrase}});
    return token_of(ask({"POST", "/v1/sessions", body}));
  }
  // In the cookie that it sets; empty where it sets none.
  static std::string token_of(const http::Answer& answer) {
    for (const http::Field& field : answer.fields) {
      if (field.name != "set-cookie") continue;
      const std::size_t begin = field.value.find('=') + 1;
      return field.value.substr(begin, field.value.find(';') - begin);
    }
    return "";
  }
  static json::Json json_of(const http::Answer& answer) {
    return json::Json::parse(answer.body, nullptr, false);
  }
  // "401 passphrase", "200".
  static std::string said(const http::Answer& answer) {
    const json::Json body = json_of(answer);
    const std::string code =
        body.is_object() && body.contains("code") ? " " + body["code"].get<std::string>() : "";
    return std::to_string(answer.status) + code;
  }

 private:
  void begin() {
    http::Known known;
    known.machine = [this](std::string_view key_id) -> std::optional<http::Machine> {
      const auto found = machines.find(key_id);
      return found == machines.end() ? std::nullopt : std::optional(found->second);
    };
    known.person = [this](const Digest& token) { return sessions.find(token).value(); };
    callers_ = std::make_unique<http::Callers>(std::move(known), nonces_, clock);
    router_ = std::make_unique<http::Router>(routes);
    limits_.by_address = limits_.by_identity = {1e6, 1e6};
    service_ = std::make_unique<http::Service>(
        *router_, *callers_, limits_, metrics_, [this](const std::string& line) { logged += line + "\n"; },
        clock);
  }

  http::Limits limits_;
  http::Metrics metrics_;
  http::RecentNonces nonces_{clock, 1000};
  std::unique_ptr<http::Callers> callers_;
  std::unique_ptr<http::Router> router_;
  std::unique_ptr<http::Service> service_;
};

}  // namespace insyn::server
