// What a role may do is one table: each path by each role.
#include <gtest/gtest.h>

#include "server/access/testing.h"

namespace insyn::server {
namespace {

using http::Role;

// Who may, by method and path. Whoever is not named is refused.
const std::map<std::string, std::set<Role>>& table() {
  static const std::set<Role> people(std::begin(kPeople), std::end(kPeople));
  static const std::set<Role> signing_in = [] {
    std::set<Role> all = people;
    all.insert(Role::kAnybody);
    return all;
  }();
  static const std::set<Role> readers = {Role::kReviewer, Role::kAnalyst};
  static const std::set<Role> readers_and_union = {Role::kReviewer, Role::kAnalyst, Role::kUnion};
  static const std::map<std::string, std::set<Role>> all = {
      {"POST /v1/sessions", signing_in},
      {"POST /v1/invitations", signing_in},
      {"GET /v1/session", people},
      {"DELETE /v1/session", people},
      {"GET /v1/accounts", {Role::kAdministrator}},
      {"POST /v1/accounts", {Role::kAdministrator}},
      {"POST /v1/accounts/invitation", {Role::kAdministrator}},
      {"POST /v1/accounts/role", {Role::kAdministrator}},
      {"POST /v1/accounts/removal", {Role::kAdministrator}},
      {"GET /v1/recordings", readers_and_union},
      {"GET /v1/recordings/{id}", {Role::kUnion}},
      {"GET /v1/recordings/{id}/files/{name}", {Role::kUnion}},
      {"POST /v1/requests", readers},
      {"GET /v1/requests", readers_and_union},
      {"GET /v1/requests/{id}", readers_and_union},
      {"POST /v1/requests/{id}/approval", {Role::kUnion}},
      {"POST /v1/approvals", {Role::kUnion}},
      {"POST /v1/requests/{id}/refusal", {Role::kUnion}},
      {"GET /v1/requests/{id}/peel", readers},
      {"GET /v1/requests/{id}/chunks", readers},
      {"POST /v1/requests/{id}/export", readers},
      {"GET /v1/own/challenge", {Role::kAgent}},
      {"POST /v1/own/proof", {Role::kAgent}},
      {"GET /v1/own/recordings", {Role::kAgent}},
      {"GET /v1/own/recordings/{id}", {Role::kAgent}},
      {"GET /v1/own/recordings/{id}/files/{name}", {Role::kAgent}},
      {"GET /v1/own/recordings/{id}/chunks", {Role::kAgent}}};
  return all;
}

TEST(Roles, AreThoseOfTheTableOnEachPath) {
  TestCentre centre;
  std::map<Role, std::string> sessions = {
      {Role::kAnybody, ""},
      {Role::kAdministrator, centre.sign_up("a", ledger::Role::kAdministrator)},
      {Role::kReviewer, centre.sign_up("b", ledger::Role::kReviewer)},
      {Role::kUnion, centre.sign_up("c", ledger::Role::kUnion)},
      {Role::kAnalyst, centre.sign_up("d", ledger::Role::kAnalyst)},
      {Role::kAgent, centre.sign_up("e", ledger::Role::kAgent)}};
  std::set<std::string> seen;
  for (const http::Route& route : centre.routes) {
    const std::string name = route.method + " " + route.path;
    seen.insert(name);
    ASSERT_EQ(table().count(name), 1U) << name;
    const std::set<Role>& who = table().at(name);
    for (const Role role : http::kRoles)
      EXPECT_EQ(http::may(route, role), who.count(role) == 1) << name << " " << http::name_of(role);
    if (name == "DELETE /v1/session") continue;
    std::string target = route.path;
    for (const auto& [from, to] :
         {std::pair("{id}", std::string(32, '0')), {"{name}", std::string("key.age")}})
      if (const std::size_t at = target.find(from); at != std::string::npos)
        target.replace(at, std::string(from).size(), to);
    for (const auto& [role, session] : sessions) {
      const auto answer = centre.ask({route.method, target, route.method == "POST" ? "{}" : "", session});
      const std::string said = TestServer::said(answer);
      if (who.count(role) == 1)
        EXPECT_TRUE(said != "403 role" && said != "401 who-is-it") << name << " " << http::name_of(role);
      else
        EXPECT_EQ(said, role == Role::kAnybody ? "401 who-is-it" : "403 role")
            << name << " " << http::name_of(role);
    }
  }
  EXPECT_EQ(seen.size(), table().size());
}

}  // namespace
}  // namespace insyn::server
