// Whoever is not the page that was let in: other names for this computer, other sites, other starts, and
// programs that send what no page sends.
#include <gtest/gtest.h>

#include "running_room.h"
#include "server/pages/testing.h"
#include "support/free_port.h"

namespace insyn::room_test {
namespace {

using http_test::Reply;

class RoomGateTest : public testing::Test {
 protected:
  RoomGateTest() {
    server::write_bundle(folder.path("pages"));
    room.emplace(folder.path("room"), server, folder.path("pages"),
                 std::vector<std::string>{"--role", "reviewer"});
  }
  static void expect_refused(const Reply& reply, const std::string& code) {
    EXPECT_EQ(reply.status, 403) << reply.head << reply.body;
    EXPECT_EQ(member(reply.body, "code"), code);
  }

  cli::Folder folder;
  // Nobody is there.
  const std::string server = fmt::format("http://127.0.0.1:{}", support::free_port());
  std::optional<RunningRoom> room;
};

TEST_F(RoomGateTest, ServesThePagesAsAServerDoes) {
  const Reply page = room->get("/");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.body, server::test_pages().at("index.html"));
  auto fields = page.fields;
  EXPECT_NE(fields["content-security-policy"].find("default-src 'none'; script-src 'self'"),
            std::string::npos);
  EXPECT_NE(fields["content-security-policy"].find("require-trusted-types-for 'script'"), std::string::npos);
  EXPECT_NE(fields["content-security-policy"].find("; media-src blob:;"), std::string::npos);
  EXPECT_EQ(fields["x-frame-options"], "DENY");
  EXPECT_EQ(fields["cross-origin-resource-policy"], "same-origin");
  EXPECT_EQ(room->get("/union", {{"accept", "text/html"}}).body, page.body);
  EXPECT_EQ(room->get("/assets/rooms-a1.js").body, "export {};");
}

TEST_F(RoomGateTest, LetsInOnce) {
  expect_refused(room->get("/room/status"), "token");
  expect_refused(room->enter(std::string(64, 'a')), "token");
  EXPECT_EQ(room->enter().status, 200);
  const Reply status = room->get("/room/status");
  EXPECT_EQ(status.status, 200) << status.body;
  EXPECT_EQ(member(status.body, "server"), server);
  expect_refused(room->enter(), "token");
  // The page that is in stays in.
  EXPECT_EQ(room->get("/room/status").status, 200);
}

TEST_F(RoomGateTest, APageOfAnotherStartIsNotIn) {
  EXPECT_EQ(room->enter().status, 200);
  RunningRoom second(folder.path("second"), server, folder.path("pages"), {"--role", "reviewer"});
  second.take_secrets_of(*room);
  expect_refused(second.get("/room/status"), "token");
  EXPECT_EQ(second.enter().status, 200);
}

// DNS rebinding: a name of the attacker's that leads to 127.0.0.1 is of the same site for the browser.
TEST_F(RoomGateTest, AnyOtherNameIsRefused) {
  EXPECT_EQ(room->enter().status, 200);
  const std::string port = std::to_string(room->port());
  for (const std::string& host :
       {std::string("evil.example"), "evil.example:" + port, "localhost:" + port, std::string("127.0.0.1"),
        "127.0.0.1:" + std::to_string(room->port() + 1), "[::1]:" + port, "0.0.0.0:" + port})
    for (const char* path : {"/", "/assets/rooms-a1.js", "/room/status", "/v1/session"})
      expect_refused(room->get(path, {{"host", host}}), "host");
}

TEST_F(RoomGateTest, AnotherSiteIsRefused) {
  EXPECT_EQ(room->enter().status, 200);
  for (const char* origin : {"https://evil.example", "http://localhost:1", "null"})
    expect_refused(room->post("/v1/sessions", "{}", {{"origin", origin}}), "cross-site");
  expect_refused(room->post("/v1/sessions", "{}", {{"origin", ""}}), "cross-site");
  for (const char* site : {"cross-site", "same-site", "none"})
    expect_refused(room->get("/room/status", {{"sec-fetch-site", site}}), "cross-site");
  expect_refused(room->get("/", {{"sec-fetch-site", "cross-site"}}), "cross-site");
  // The token is not guessed from there either.
  expect_refused(room->post("/room/enter", "{}", {{"origin", "https://evil.example"}}), "cross-site");
}

TEST_F(RoomGateTest, CookieAndKeyAreBothNeeded) {
  EXPECT_EQ(room->enter().status, 200);
  expect_refused(room->get("/room/status", {{"cookie", ""}}), "token");
  expect_refused(room->get("/room/status", {{"x-insyn-room", ""}}), "token");
  expect_refused(room->get("/v1/session", {{"x-insyn-room", ""}}), "token");
}

TEST_F(RoomGateTest, NothingOfTheDiskButTheBundle) {
  server::write_page(folder.path("secret.txt"), "secret");
  for (const char* path :
       {"/../secret.txt", "/assets/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt",
        "//secret.txt", "/assets/..", "/.", "/manifest.txt/../../secret.txt", "/etc/passwd"}) {
    const Reply reply = room->get(path);
    EXPECT_NE(reply.status, 200) << path;
    EXPECT_EQ(reply.body.find("secret\n"), std::string::npos);
  }
}

TEST_F(RoomGateTest, WhatIsTooLargeIsRefused) {
  EXPECT_EQ(room->enter().status, 200);
  EXPECT_EQ(room->post("/room/enter", std::string(100'000, 'a')).status, 413);
  EXPECT_EQ(room->get("/" + std::string(5000, 'a')).status, 414);
  EXPECT_EQ(room->get("/", {{"cookie", std::string(20'000, 'a')}}).status, 431);
  EXPECT_EQ(room->get("/room/status").status, 200);
}

TEST_F(RoomGateTest, AServerThatIsNotThereIsSaid) {
  EXPECT_EQ(room->enter().status, 200);
  const Reply reply = room->get("/v1/session");
  EXPECT_EQ(reply.status, 503);
  EXPECT_EQ(member(reply.body, "code"), "unavailable");
}

TEST_F(RoomGateTest, ARoomOfAReviewerDecidesNothing) {
  EXPECT_EQ(room->enter().status, 200);
  EXPECT_EQ(room->get("/room/requests", {{"accept", "application/json"}}).status, 404);
  EXPECT_EQ(room->post("/room/approve", R"({"ids":["0"]})").status, 404);
  EXPECT_EQ(room->post("/room/withdraw", "{}").status, 404);
}

TEST_F(RoomGateTest, StopsWhenItIsTold) { EXPECT_EQ(room->stop(), 0) << room->err(); }

TEST_F(RoomGateTest, ChangedPagesAreNotServed) {
  server::write_page(Path(folder.path("pages")) / "assets/rooms-a1.js", "alert(1)");
  const cli::Ran ran =
      cli::run({"--server", server, "--role", "reviewer", "--no-browser", "--pages", folder.path("pages")},
               "insyn-room");
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("assets/rooms-a1.js is not the file that it lists"), std::string::npos) << ran.err;
}

TEST_F(RoomGateTest, HoldsNoKeyInAFileAndCannotBeReadByOthers) {
  const std::string status = support::status_of(room->pid());
  EXPECT_NE(status.find("Seccomp:\t2"), std::string::npos) << status;
  EXPECT_NE(status.find("NoNewPrivs:\t1"), std::string::npos);
}

}  // namespace
}  // namespace insyn::room_test
