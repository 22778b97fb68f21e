// What a role may do is one table: every path of a whole node by every role.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/check.h"
#include "fleet/company.h"
#include "http_client/client.h"
#include "server/node/run.h"
#include "server/pages/page_answer.h"
#include "server/pages/testing.h"
#include "support/temp_folder.h"

namespace insyn::server {
namespace {

using http::Role;
using Who = std::set<Role>;

constexpr const char* kPassphrase = "tolv katter i en korg";

const Who kAll(std::begin(http::kRoles), std::end(http::kRoles));
const Who kPersons = {Role::kAdministrator, Role::kReviewer, Role::kUnion, Role::kAnalyst, Role::kAgent};
const Who kSignedIn = {Role::kAdministrator, Role::kReviewer, Role::kUnion,
                       Role::kAnalyst,       Role::kAgent,    Role::kImporter};
const Who kSigningIn = {Role::kAnybody, Role::kAdministrator, Role::kReviewer, Role::kUnion,
                        Role::kAnalyst, Role::kAgent,         Role::kImporter};
const Who kOpeners = {Role::kReviewer, Role::kAnalyst};
const Who kOpenersAndUnion = {Role::kReviewer, Role::kAnalyst, Role::kUnion};
const Who kReadWhatIsSigned = {Role::kLink,  Role::kWitness, Role::kAdministrator, Role::kReviewer,
                               Role::kUnion, Role::kAnalyst, Role::kAgent,         Role::kImporter};
// A roster names the agents, and reviewers and analysts learn no agent's name.
const Who kReadRosters = {Role::kLink,  Role::kWitness, Role::kAdministrator,
                          Role::kUnion, Role::kAgent,   Role::kImporter};
const Who kBringWhatIsSigned = {Role::kLink, Role::kWitness, Role::kAdministrator, Role::kUnion};

// By method and path. Who is not named is refused.
std::map<std::string, Who> table() {
  std::map<std::string, Who> all = {
      {"GET /*", kAll},
      {"GET /v1/pages", kAll},
      {"GET /healthz", kAll},
      {"GET /readyz", kAll},
      {"GET /metrics", {Role::kMonitor}},

      {"POST /v1/sessions", kSigningIn},
      {"POST /v1/invitations", kSigningIn},
      {"GET /v1/session", kSignedIn},
      {"DELETE /v1/session", kSignedIn},
      {"GET /v1/accounts", {Role::kAdministrator}},
      {"POST /v1/accounts", {Role::kAdministrator}},
      {"POST /v1/accounts/invitation", {Role::kAdministrator}},
      {"POST /v1/accounts/role", {Role::kAdministrator}},
      {"POST /v1/accounts/removal", {Role::kAdministrator}},

      {"GET /v1/agreements", kReadWhatIsSigned},
      {"GET /v1/agreements/{hash}", kReadWhatIsSigned},
      {"POST /v1/agreements", kBringWhatIsSigned},
      {"GET /v1/rosters", kReadRosters},
      {"GET /v1/rosters/{hash}", kReadRosters},
      {"POST /v1/rosters", kBringWhatIsSigned},
      {"GET /v1/withdrawals", kReadWhatIsSigned},
      {"GET /v1/withdrawals/{hash}", kReadWhatIsSigned},
      {"POST /v1/withdrawals", kBringWhatIsSigned},
      {"GET /v1/extension/releases", kReadWhatIsSigned},
      {"GET /v1/extension/releases/{hash}", kReadWhatIsSigned},
      {"POST /v1/extension/releases", kBringWhatIsSigned},
      {"POST /v1/extension/packages", kBringWhatIsSigned},
      {"GET /v1/extension/packages/{crx}", kAll},
      {"GET /v1/extension/updates.xml", kAll},
      {"GET /v1/feed", {Role::kLink, Role::kWitness}},

      {"GET /v1/calls", {Role::kLink}},
      {"POST /v1/calls/answers", {Role::kLink}},

      {"POST /v1/certificates", {Role::kLink}},
      {"GET /v1/recordings/{id}/upload", {Role::kLink}},
      {"POST /v1/recordings/{id}/upload", {Role::kLink}},
      {"GET /v1/recordings/{id}/receipt", {Role::kLink}},
      {"GET /v1/recordings/{id}/sample", {Role::kLink}},
      {"GET /v1/recordings/{id}/tombstone", {Role::kLink}},

      {"POST /v1/discards", {Role::kLink, Role::kAgent, Role::kUnion}},
      {"POST /v1/holds", {Role::kAdministrator, Role::kUnion}},
      {"POST /v1/erasures", {Role::kAdministrator}},

      {"GET /v1/recordings", kOpenersAndUnion},
      {"GET /v1/recordings/counts", kOpenersAndUnion},
      {"PUT /v1/recordings/{id}/example", {Role::kUnion}},
      {"DELETE /v1/recordings/{id}/example", {Role::kUnion}},
      {"POST /v1/findings", {Role::kReviewer}},
      {"GET /v1/findings", {Role::kReviewer}},
      {"PUT /v1/findings/{id}", {Role::kReviewer}},
      {"DELETE /v1/findings/{id}", {Role::kReviewer}},
      {"GET /v1/findings/{id}/picture", {Role::kReviewer}},
      {"GET /v1/weeks", {Role::kUnion}},
      {"GET /v1/witness", {Role::kUnion, Role::kReviewer, Role::kAdministrator}},
      {"POST /v1/report", {Role::kLink}},
      {"GET /v1/machines", {Role::kAdministrator}},
      {"GET /v1/storage", {Role::kAdministrator}},
      {"GET /v1/sources", {Role::kAdministrator}},
      {"GET /v1/backup", {Role::kAdministrator}},
      {"GET /v1/settings", {Role::kAdministrator}},
      {"GET /v1/agreement-draft", {Role::kAdministrator}},
      {"POST /v1/agreement-draft", {Role::kAdministrator}},
      {"GET /v1/agreements/{hash}/document", {Role::kAdministrator, Role::kUnion}},
      {"GET /v1/searches", kOpeners},
      {"PUT /v1/searches", kOpeners},
      {"DELETE /v1/searches", kOpeners},
      {"GET /v1/recordings/{id}", {Role::kUnion}},
      {"GET /v1/recordings/{id}/files/{name}", {Role::kUnion}},
      {"POST /v1/requests", kOpeners},
      {"GET /v1/requests", kOpenersAndUnion},
      {"GET /v1/requests/{id}", kOpenersAndUnion},
      {"POST /v1/requests/{id}/approval", {Role::kUnion}},
      {"POST /v1/approvals", {Role::kUnion}},
      {"POST /v1/requests/{id}/refusal", {Role::kUnion}},
      {"GET /v1/requests/{id}/peel", kOpeners},
      {"GET /v1/requests/{id}/chunks", kOpeners},
      {"POST /v1/requests/{id}/export", kOpeners},
      {"GET /v1/audio/calls", {Role::kImporter}},
      {"PUT /v1/recordings/{id}/audio", {Role::kImporter}},
      {"GET /v1/requests/{id}/audio", kOpeners},
      {"GET /v1/requests/{id}/audio/note", kOpeners},
      {"GET /v1/requests/{id}/audio/offset", kOpeners},
      {"PUT /v1/requests/{id}/audio/offset", kOpeners},
      {"GET /v1/own/recordings/{id}/audio", {Role::kAgent}},
      {"GET /v1/own/recordings/{id}/audio/note", {Role::kAgent}},
      {"GET /v1/own/recordings/{id}/audio/offset", {Role::kAgent}},
      {"PUT /v1/own/recordings/{id}/audio/offset", {Role::kAgent}},
      {"POST /v1/reports", {Role::kAnalyst}},
      {"GET /v1/reports", kPersons},
      {"GET /v1/reports/{id}", kPersons},
      {"GET /v1/reports/{id}/examples", {Role::kReviewer, Role::kUnion}},
      {"GET /v1/frictions", kPersons},
      {"PUT /v1/frictions", {Role::kAdministrator, Role::kReviewer, Role::kAnalyst}},
      {"GET /v1/own/challenge", {Role::kAgent}},
      {"POST /v1/own/proof", {Role::kAgent}},
      {"GET /v1/own/recordings", {Role::kAgent}},
      {"GET /v1/own/recordings/{id}", {Role::kAgent}},
      {"GET /v1/own/recordings/{id}/files/{name}", {Role::kAgent}},
      {"GET /v1/own/recordings/{id}/chunks", {Role::kAgent}},

      {"GET /ledger/checkpoint", kAll},
      {"GET /v1/ledger/shown", {Role::kWitness, Role::kUnion}},
      {"GET /v1/ledger/proof", {Role::kWitness, Role::kUnion, Role::kReviewer, Role::kAnalyst}},
      {"POST /v1/ledger/cosignatures", {Role::kWitness}},
      {"POST /v1/ledger/missing", {Role::kWitness}},
      {"POST /v1/ledger/recordings", {Role::kWitness}},
      {"POST /v1/in-force", {Role::kWitness}}};
  // A tile's number has up to eight segments.
  std::string tile = "GET /ledger/tile/{level}";
  for (int i = 0; i < 8; ++i) all[tile += fmt::format("/{{n{}}}", i)] = kAll;
  return all;
}

// A request for it that is in order as far as the path goes, and that no handler does anything for.
std::string target_of(std::string path) {
  for (const auto& [from, to] : {std::pair("{id}", std::string(32, '0')),
                                 {"{name}", "key.age"},
                                 {"{hash}", std::string(64, '0')},
                                 {"{level}", "0"}}) {
    if (const std::size_t at = path.find(from); at != std::string::npos)
      path.replace(at, std::string(from).size(), to);
  }
  for (std::size_t at = 0; (at = path.find("{n", at)) != std::string::npos;) path.replace(at, 4, "000");
  if (path == "/*") return "/";
  return path == "/v1/feed" ? "/v1/feed?after=x" : path;
}

// A node as run_node() joins it, on a socket, with a company's machines and an account of each role.
class Node {
 public:
  Node() {
    Configuration configuration;
    configuration.listen = {"127.0.0.1", 1, false};
    configuration.origin = "centre.example";
    fleet::CompanyOptions options;
    options.origin = configuration.origin;
    options.ledger = create_data_folder(data_folder_, configuration).value();
    company_.emplace(fleet::Company::make_up(options, clock_.utc()).value());
    data_.emplace(std::move(*examine_data_folder(data_folder_, clock_).data));
    write_bundle(folder_ / "rooms");
    data_->pages = Bundle::load(folder_ / "rooms").value();
    data_->pins = company_->pins();
    data_->monitor_token = sha256(view_of(kToken));
    centre_ = Centre::open(data_folder_, *data_, no_log_, clock_, Centre::Start::kFirst).value();
    calls_ = begin_call_relay(*data_, *centre_, metrics_, no_log_, clock_).value();
    CHECK(centre_->registry().add(company_->agreement_note()));
    CHECK(centre_->registry().add(company_->roster_note()));
    callers_.emplace(centre_->known(), centre_->nonces(), clock_);
    router_.emplace(node_routes(data_folder_, *data_, *centre_, *calls_, metrics_, clock_),
                    page_route(*data_->pages));
    limits_.by_address = limits_.by_identity = {10'000, 10'000};
    service_.emplace(*router_, *callers_, limits_, metrics_, no_log_, clock_);
    server_ = http::Server::start({"127.0.0.1", 0, false}, nullptr, *service_).value();
  }

  // Each role's client: its key, its token, or the session of a new account.
  void make_clients() {
    clients_.emplace(Role::kAnybody, client_of({}));
    clients_.emplace(Role::kMonitor, client_of({}));
    link_key_.emplace(company_->workstations.front().link());
    clients_.emplace(Role::kLink, client_of(&*link_key_));
    clients_.emplace(Role::kWitness, client_of(&company_->witness));
    for (const auto& [role, given] : {std::pair(Role::kAdministrator, ledger::Role::kAdministrator),
                                      {Role::kReviewer, ledger::Role::kReviewer},
                                      {Role::kUnion, ledger::Role::kUnion},
                                      {Role::kAnalyst, ledger::Role::kAnalyst},
                                      {Role::kAgent, ledger::Role::kAgent},
                                      {Role::kImporter, ledger::Role::kImporter}}) {
      tokens_[role] = session_of(given);
      clients_.emplace(role, client_of(tokens_.at(role)));
    }
  }

  std::vector<const http::Route*> routes() const {
    std::vector<const http::Route*> all = {&*router_->rest()};
    for (const http::Route& route : router_->routes()) all.push_back(&route);
    return all;
  }

  // "403 role", "200": the status, and a problem's code.
  std::string asked(Role role, const std::string& method, const std::string& target) {
    http_client::Call call{method, target};
    if (method == "POST" || method == "PUT") call.body = http_client::body_of("application/json", "{}");
    if (role == Role::kMonitor) call.fields.push_back({"authorization", std::string("Bearer ") + kToken});
    return said(role, call);
  }

  // What a browser sends that another site has it send: with the cookie of a session, if one is given.
  std::string asked_by_another_site(const std::optional<Role>& session, const std::string& method,
                                    const std::string& target, std::vector<http_client::Field> fields) {
    http_client::Call call{method, target};
    if (method == "POST" || method == "PUT") call.body = http_client::body_of("application/json", "{}");
    call.fields = std::move(fields);
    call.fields.push_back({"origin", "https://another.example"});
    if (session)
      call.fields.push_back({"cookie", fmt::format("{}={}", http::kSessionCookie, tokens_.at(*session))});
    return said(Role::kAnybody, call);
  }

 private:
  std::string said(Role role, const http_client::Call& call) {
    const auto answer = clients_.at(role).ask(call);
    if (!answer) return answer.error().message;
    // No answer is shown in another site's frame, and none lets another site read it.
    EXPECT_NE(answer->value_of("content-security-policy").value_or("").find("frame-ancestors 'none'"),
              std::string::npos)
        << call.method << " " << call.target;
    EXPECT_EQ(answer->value_of("access-control-allow-origin"), std::nullopt) << call.target;
    const std::string code = answer->code();
    return std::to_string(answer->status) + (code.empty() ? "" : " " + code);
  }

  http_client::Client client_of(http_client::Identity identity) const {
    const auto address =
        http_client::parse_address(fmt::format("http://127.0.0.1:{}", server_->port())).value();
    return http_client::Client::create({address, {}}, std::move(identity), clock_).value();
  }

  // A new account's, as its invitation is accepted.
  std::string session_of(ledger::Role role) {
    const std::string invitation = centre_->people().invite_first(std::string(name_of(role)), role).value();
    const std::string body =
        fmt::format(R"({{"invitation":"{}","passphrase":"{}"}})", invitation, kPassphrase);
    const auto answer = clients_.at(Role::kAnybody)
                            .ask({"POST", "/v1/invitations", http_client::body_of("application/json", body)});
    const std::string cookie = answer.value().value_of("set-cookie").value();
    const std::size_t begin = cookie.find('=') + 1;
    return cookie.substr(begin, cookie.find(';') - begin);
  }

  static constexpr const char* kToken = "0123456789abcdef0123456789abcdef";

  SystemClock clock_;
  support::TempFolder folder_;
  const Path data_folder_ = folder_ / "data";
  std::optional<fleet::Company> company_;
  std::optional<note::Signer> link_key_;
  std::optional<DataFolder> data_;
  http::Metrics metrics_;
  const http::Log no_log_ = [](const std::string&) {};
  std::unique_ptr<Centre> centre_;
  std::unique_ptr<CallRelay> calls_;
  std::optional<http::Callers> callers_;
  std::optional<http::Router> router_;
  http::Limits limits_;
  std::optional<http::Service> service_;
  std::unique_ptr<http::Server> server_;
  std::map<Role, http_client::Client> clients_;
  std::map<Role, std::string> tokens_;
};

TEST(RoleTable, HasARowForEachPathAndNoOther) {
  Node node;
  std::set<std::string> served, rows;
  for (const http::Route* route : node.routes()) served.insert(route->method + " " + route->path);
  for (const auto& [row, who] : table()) rows.insert(row);
  EXPECT_EQ(served, rows);
}

TEST(RoleTable, IsWhatEachRoleIsAnsweredOnEachPath) {
  Node node;
  node.make_clients();
  std::vector<const http::Route*> in_order = node.routes();
  // Ends the session that the others are asked with.
  std::stable_partition(in_order.begin(), in_order.end(),
                        [](const http::Route* route) { return route->path != "/v1/session"; });
  const std::map<std::string, Who> rows = table();
  std::size_t cells = 0;
  for (const http::Route* route : in_order) {
    const auto row = rows.find(route->method + " " + route->path);
    if (row == rows.end()) continue;
    for (const Role role : http::kRoles) {
      const std::string said = node.asked(role, route->method, target_of(route->path));
      const bool refused = said == "403 role" || said == "401 who-is-it";
      if (row->second.count(role) == 1)
        EXPECT_TRUE(!refused && std::isdigit(static_cast<unsigned char>(said[0])))
            << row->first << " by " << http::name_of(role) << ": " << said;
      else
        EXPECT_EQ(said, role == Role::kAnybody ? "401 who-is-it" : "403 role")
            << row->first << " by " << http::name_of(role);
      ++cells;
    }
  }
  EXPECT_EQ(cells, rows.size() * std::size(http::kRoles));
}

TEST(RoleTable, LetsNoOtherSiteChangeAnything) {
  Node node;
  node.make_clients();
  std::size_t changing = 0;
  for (const http::Route* route : node.routes()) {
    if (route->method == "GET") continue;
    ++changing;
    const std::string target = target_of(route->path);
    const auto said = [&](const std::optional<Role>& session, std::vector<http_client::Field> fields) {
      return node.asked_by_another_site(session, route->method, target, std::move(fields));
    };
    for (const Role role : kPersons) {
      // A form, or a script without leave; a script of an old browser's that had leave.
      EXPECT_EQ(said(role, {}), "403 cross-site") << route->method << " " << route->path;
      EXPECT_EQ(said(role, {{"x-insyn", "1"}, {"sec-fetch-site", "cross-site"}}), "403 cross-site")
          << route->method << " " << route->path;
    }
    // Signing somebody in as another person takes no session.
    EXPECT_EQ(said(std::nullopt, {{"sec-fetch-site", "cross-site"}}), "403 cross-site") << route->path;
    // Nor is a script given leave.
    EXPECT_EQ(node.asked_by_another_site(std::nullopt, "OPTIONS", target,
                                         {{"access-control-request-method", route->method},
                                          {"access-control-request-headers", "x-insyn"}}),
              "501 method")
        << route->path;
  }
  EXPECT_GT(changing, std::size_t{25});
}

}  // namespace
}  // namespace insyn::server
