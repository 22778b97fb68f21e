#include "room/gate.h"

#include <gtest/gtest.h>

#include "json/members.h"

namespace insyn::room {
namespace {

using server::http::Head;

class GateTest : public testing::Test {
 protected:
  GateTest() { gate.open(8123); }

  static Head head(const std::string& method, const std::string& path) {
    Head one;
    one.method = method;
    one.path = path;
    one.fields = {{"host", "127.0.0.1:8123"}, {"sec-fetch-site", "same-origin"}};
    if (method != "GET") one.fields.push_back({"origin", "http://127.0.0.1:8123"});
    return one;
  }
  static Head with(Head head, const std::string& name, const std::optional<std::string>& value) {
    std::erase_if(head.fields, [&](const http_signature::Field& one) { return one.name == name; });
    if (value) head.fields.push_back({name, *value});
    return head;
  }
  server::http::Answer enter(const std::string& token) {
    server::http::Request request;
    request.head = head("POST", "/room/enter");
    request.body = json::line_of({{"token", token}});
    return gate.enter(request);
  }
  // As a page that was let in sends it.
  Head let_in(Head head) {
    if (!key_) {
      const auto answer = enter(gate.token());
      EXPECT_EQ(answer.status, 200);
      key_ = json::Members::parse(answer.body)->text("key", 100);
      const std::string set = answer.fields.at(0).value;
      cookie_ = set.substr(0, set.find(';'));
    }
    head.fields.push_back({"cookie", cookie_});
    head.fields.push_back({std::string(kKeyField), *key_});
    return head;
  }
  std::string refused(const Head& head) const {
    const auto answer = gate.refuse(head);
    if (!answer) return "";
    EXPECT_EQ(answer->status, 403);
    const std::string label = "\"code\":\"";
    const std::size_t at = answer->body.find(label) + label.size();
    return answer->body.substr(at, answer->body.find('"', at) - at);
  }

  Gate gate;

 private:
  std::optional<std::string> key_;
  std::string cookie_;
};

TEST_F(GateTest, LetsAPageOfItsOwnInOnce) {
  EXPECT_EQ(refused(head("GET", "/room/status")), "token");
  EXPECT_EQ(refused(head("GET", "/v1/session")), "token");
  EXPECT_EQ(refused(head("GET", "/ledger/checkpoint")), "token");
  EXPECT_EQ(refused(let_in(head("GET", "/room/status"))), "");
  EXPECT_EQ(refused(let_in(head("POST", "/room/approve"))), "");
  EXPECT_EQ(enter(gate.token()).status, 403) << "the same token a second time";
}

TEST_F(GateTest, AWrongTokenUsesNothingUp) {
  EXPECT_EQ(enter(std::string(64, '0')).status, 403);
  EXPECT_EQ(enter("").status, 403);
  EXPECT_EQ(enter(gate.token()).status, 200);
}

TEST_F(GateTest, APageOfAnotherStartIsRefused) {
  Gate another;
  another.open(8123);
  EXPECT_TRUE(another.refuse(let_in(head("GET", "/room/status"))));
  EXPECT_NE(another.token(), gate.token());
}

TEST_F(GateTest, NeitherCookieNorKeyIsEnough) {
  const Head whole = let_in(head("GET", "/room/status"));
  EXPECT_EQ(refused(with(whole, "cookie", std::nullopt)), "token");
  EXPECT_EQ(refused(with(whole, std::string(kKeyField), std::nullopt)), "token");
  EXPECT_EQ(refused(with(whole, std::string(kKeyField), std::string(64, '0'))), "token");
  EXPECT_EQ(refused(with(whole, "cookie", "insyn=" + std::string(64, '0'))), "token");
}

TEST_F(GateTest, OtherNamesOfThisComputerAreRefused) {
  for (const char* path : {"/", "/union", "/assets/a.js", "/room/status", "/v1/session"}) {
    for (const char* host : {"evil.example", "localhost:8123", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8124",
                             "[::1]:8123", "127.0.0.1:8123, 127.0.0.1:8123", "127.1:8123", ""})
      EXPECT_EQ(refused(with(let_in(head("GET", path)), "host", host)), "host") << path << " " << host;
    EXPECT_EQ(refused(with(let_in(head("GET", path)), "host", std::nullopt)), "host");
  }
}

TEST_F(GateTest, OtherSitesAreRefused) {
  for (const char* path : {"/room/approve", "/room/enter", "/v1/sessions"}) {
    const Head good = let_in(head("POST", path));
    EXPECT_EQ(refused(good), "");
    for (const char* origin :
         {"https://evil.example", "http://127.0.0.1:8124", "http://localhost:8123", "null"})
      EXPECT_EQ(refused(with(good, "origin", origin)), "cross-site") << origin;
    EXPECT_EQ(refused(with(good, "origin", std::nullopt)), "cross-site");
  }
  for (const char* site : {"cross-site", "same-site", "none", ""}) {
    EXPECT_EQ(refused(with(let_in(head("GET", "/room/status")), "sec-fetch-site", site)), "cross-site");
    EXPECT_EQ(refused(with(let_in(head("POST", "/room/approve")), "sec-fetch-site", site)), "cross-site");
  }
  // Without a word of either nobody knows where it is from.
  EXPECT_EQ(refused(with(let_in(head("GET", "/room/status")), "sec-fetch-site", std::nullopt)), "cross-site");
}

TEST_F(GateTest, PagesAreEverybodysButOtherSites) {
  EXPECT_EQ(refused(with(head("GET", "/enter"), "sec-fetch-site", "none")), "");
  EXPECT_EQ(refused(with(head("GET", "/"), "sec-fetch-site", std::nullopt)), "");
  EXPECT_EQ(refused(with(head("GET", "/"), "sec-fetch-site", "cross-site")), "cross-site");
  EXPECT_EQ(refused(with(head("GET", "/assets/a.js"), "sec-fetch-site", "same-site")), "cross-site");
  // What looks like a page is one: nothing that needs to be let in begins otherwise.
  EXPECT_EQ(refused(head("GET", "/rooms")), "");
  EXPECT_EQ(refused(head("GET", "/room")), "token");
}

TEST_F(GateTest, RefusesAllBeforeItIsOpen) {
  Gate closed;
  EXPECT_TRUE(closed.refuse(with(head("GET", "/"), "host", "127.0.0.1:0")));
}

TEST_F(GateTest, TheCookieIsForThisHostAndNoScript) {
  const auto answer = enter(gate.token());
  ASSERT_EQ(answer.fields.size(), 1u);
  const std::string& cookie = answer.fields[0].value;
  for (const char* part : {"; Path=/", "; HttpOnly", "; SameSite=Strict"})
    EXPECT_NE(cookie.find(part), std::string::npos) << cookie;
  EXPECT_EQ(cookie.find("Domain"), std::string::npos);
}

}  // namespace
}  // namespace insyn::room
