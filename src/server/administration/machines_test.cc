#include "server/administration/machines.h"

#include <gtest/gtest.h>

#include "agreement/testing.h"
#include "http_signature/signature.h"
#include "roster/testing.h"
#include "server/log/testing.h"

namespace insyn::server {
namespace {

class MachineListTest : public testing::Test, protected TestLedger {
 protected:
  MachineListTest() {
    clock.moved = parse_utc("2026-12-01T09:20:00.000Z").value() - SystemClock().utc();
    one.links.push_back({"link-12", link.verifier()});
    EXPECT_TRUE(registry.add_roster(signed_by(one, employer.signer, union_.signer)));
  }
  // The next version of the roster.
  void next(const std::function<void(roster::Roster&)>& change) {
    one = roster::next_version(one, sha256(view_of(roster::roster_text(one))));
    change(one);
    clock.moved += std::chrono::hours(24);
    EXPECT_TRUE(registry.add_roster(signed_by(one, employer.signer, union_.signer)));
  }
  std::string get(const std::string& query = "") {
    http::Request request;
    request.head.query = query;
    const http::Answer answer = std::get<http::Handle>(list.route().handler)(request);
    EXPECT_EQ(answer.body.find("a17"), std::string::npos);
    return answer.status == 200 ? answer.body : std::to_string(answer.status);
  }

  Log log{*database, *vault, key, clock};
  const agreement::Party employer = agreement::employer_party(), union_ = agreement::union_party();
  Registry registry{*database, log, {employer.keys, union_.keys}, clock};
  const note::Signer device = note::Signer::generate("desk-12").value();
  const note::Signer link = note::Signer::generate("link-12").value();
  roster::Roster one = roster::roster_of(roster::TestAgent("a17"), device.verifier());
  std::vector<Machine> others;
  MachineList list{registry, *database, [this] { return others; }};
};

TEST_F(MachineListTest, HasThoseOfTheNewestRosterAndWhatTheirLinksSay) {
  ASSERT_TRUE(execute(
      "INSERT INTO link_reports (key_id, version, waiting, faults, at) VALUES (:key, '0.1.0', "
      "3, 'clock damaged', :at)",
      {http_signature::key_id_of(link.verifier()), column(parse_utc("2026-12-01T10:47:11.000Z").value())}));
  const std::string today = to_text(parse_utc("2026-12-01T09:20:00.000Z").value()).substr(0, 16);
  const auto machines = list.all().value();
  ASSERT_EQ(machines.size(), 2U);
  EXPECT_EQ(machines[0].name, "desk-12");
  EXPECT_STREQ(machines[0].kind, "workstation");
  EXPECT_EQ(to_text(*machines[0].enrolled).substr(0, 16), today);
  EXPECT_FALSE(machines[0].version || machines[0].last_seen || machines[0].waiting);
  EXPECT_STREQ(machines[1].kind, "link");
  EXPECT_EQ(machines[1].version, "0.1.0");
  EXPECT_EQ(machines[1].waiting, 3U);
  EXPECT_EQ(machines[1].faults, (std::vector<std::string>{"clock", "damaged"}));
  // To the hour.
  EXPECT_EQ(to_text(*machines[1].last_seen), "2026-12-01T10:00:00.000Z");
}

TEST_F(MachineListTest, IsEnrolledByTheFirstRosterThatHasIt) {
  EXPECT_NE(get().find("desk-12"), std::string::npos);
  const note::Signer second = note::Signer::generate("desk-13").value();
  next([&](roster::Roster& roster) { roster.devices.push_back({"desk-13", second.verifier()}); });
  const auto machines = list.all().value();
  ASSERT_EQ(machines.size(), 3U);
  EXPECT_EQ(to_text(*machines[0].enrolled).substr(0, 10), "2026-12-01");
  EXPECT_EQ(to_text(*machines[1].enrolled).substr(0, 10), "2026-12-02");
  next([&](roster::Roster& roster) { roster.devices.erase(roster.devices.begin()); });
  EXPECT_EQ(list.all().value().size(), 2U);
  EXPECT_EQ(get().find("desk-12"), std::string::npos);
}

TEST_F(MachineListTest, ComesByPages) {
  Machine server, calls;
  server.name = "centre.example";
  server.kind = "server";
  calls.name = "pbx.1";
  calls.kind = "calls";
  others = {calls, server};
  std::vector<std::string> names;
  std::string after;
  do {
    const std::string page = get("?most=1" + after);
    const std::size_t name = page.find("\"name\":\"") + 8;
    names.push_back(page.substr(name, page.find('"', name) - name));
    const std::size_t next = page.find("\"next\":\"");
    after = next == std::string::npos
                ? ""
                : "&after=" + page.substr(next + 8, page.find('"', next + 8) - next - 8);
  } while (!after.empty() && names.size() < 10);
  EXPECT_EQ(names, (std::vector<std::string>{"desk-12", "link-12", "centre.example", "pbx.1"}));
  for (const char* wrong : {"?most=0", "?most=501", "?after=robot.a", "?kind=link", "?most"})
    EXPECT_EQ(get(wrong), "400") << wrong;
}

}  // namespace
}  // namespace insyn::server
