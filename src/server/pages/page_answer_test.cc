#include "server/pages/page_answer.h"

#include <gtest/gtest.h>

#include "server/pages/testing.h"

namespace insyn::server {
namespace {

class PageAnswer : public testing::Test {
 protected:
  http::Answer get(const std::string& path, std::vector<http::Field> fields = {}) const {
    http::Request request;
    request.head.method = "GET";
    request.head.path = path;
    request.head.fields = std::move(fields);
    return page_answer(bundle, request);
  }
  static std::string field(const http::Answer& answer, std::string_view name) {
    std::string found;
    for (const http::Field& one : answer.fields) {
      if (one.name != name) continue;
      EXPECT_EQ(found, "") << name << " stands twice";
      found = one.value;
    }
    return found;
  }
  const Bundle bundle = [] {
    const PagesFolder folder;
    write_bundle(folder / "rooms");
    return Bundle::load(folder / "rooms").value();
  }();
  const std::string index = test_pages().at("index.html");
  const http::Field html{"accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"};
};

TEST_F(PageAnswer, GivesFilesAndToWhoeverWantsAPageTheIndex) {
  EXPECT_EQ(get("/").body, index);
  EXPECT_EQ(get("/index.html").body, index);
  EXPECT_EQ(get("/assets/rooms-a1.js").body, "export {};");
  EXPECT_EQ(get("/review/0123", {html}).body, index);
  EXPECT_EQ(get("/review/0123", {html}).type, "text/html; charset=utf-8");
  EXPECT_EQ(get("/review/0123", {{"accept", "TEXT/HTML ; q=0.5"}}).status, 200);
  for (const char* accept :
       {"*/*", "application/json", "text/html;q=0", "text/html; q=0.00", "text/htmlx", ""})
    EXPECT_EQ(get("/review/0123", {{"accept", accept}}).status, 404) << accept;
  EXPECT_EQ(get("/review/0123").status, 404);
}

TEST_F(PageAnswer, NoPathOfTheServersOwnIsAPage) {
  for (const char* path : {"/v1", "/v1/nothing", "/ledger/nothing", "/healthz/x", "/readyz/x", "/metrics/x",
                           "/assets", "/assets/gone.js"})
    EXPECT_EQ(get(path, {html}).status, 404) << path;
  EXPECT_EQ(get("/v1s", {html}).status, 200);
}

TEST_F(PageAnswer, ForbidsABrowserAllButTheBundle) {
  for (const http::Answer& answer : {get("/"), get("/assets/rooms-a1.js"), get("/none"),
                                     get("/", {{"if-none-match", field(get("/"), "etag")}})}) {
    EXPECT_EQ(field(answer, "content-security-policy"),
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src "
              "blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri "
              "'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
              "trusted-types insyn");
    EXPECT_EQ(field(answer, "x-content-type-options"), "nosniff");
    EXPECT_EQ(field(answer, "referrer-policy"), "no-referrer");
    EXPECT_EQ(field(answer, "cross-origin-opener-policy"), "same-origin");
    EXPECT_EQ(field(answer, "cross-origin-embedder-policy"), "require-corp");
    EXPECT_EQ(field(answer, "cross-origin-resource-policy"), "same-origin");
    EXPECT_EQ(field(answer, "x-frame-options"), "DENY");
    const std::string permissions = field(answer, "permissions-policy");
    EXPECT_TRUE(permissions.starts_with("fullscreen=(self), clipboard-write=(self), ")) << permissions;
    for (const char* none : {"clipboard-read=()", "camera=()", "microphone=()", "geolocation=()",
                             "display-capture=()", "usb=()"})
      EXPECT_NE(permissions.find(none), std::string::npos) << none;
    EXPECT_EQ(permissions.find("=*"), std::string::npos);
  }
}

TEST_F(PageAnswer, OnlyAssetsAreKept) {
  for (const char* path : {"/", "/index.html", "/favicon.svg", "/manifest.txt"})
    EXPECT_EQ(field(get(path), "cache-control"), "no-cache") << path;
  EXPECT_EQ(field(get("/review", {html}), "cache-control"), "no-cache");
  for (const char* path : {"/assets/rooms-a1.js", "/assets/deep/font.woff2"})
    EXPECT_EQ(field(get(path), "cache-control"), "public, max-age=31536000, immutable") << path;
}

TEST_F(PageAnswer, ChoosesTheEncodingThatIsTaken) {
  const std::string sum = to_hex(sha256(view_of("export {};")));
  const auto with = [&](const std::string& accepted) {
    const http::Answer answer = get("/assets/rooms-a1.js", {{"accept-encoding", accepted}});
    EXPECT_EQ(field(answer, "vary"), "accept, accept-encoding");
    return answer.body + " " + field(answer, "content-encoding") + " " + field(answer, "etag");
  };
  const std::string plain = "export {};  \"" + sum + "\"", brotli = kTestBrotli + " br \"" + sum + "-br\"";
  EXPECT_EQ(with("gzip, deflate, br"), brotli);
  EXPECT_EQ(with("gzip, deflate"), kTestGzip + " gzip \"" + sum + "-gzip\"");
  EXPECT_EQ(with("br;q=0, gzip;q=0"), plain);
  EXPECT_EQ(with("identity"), plain);
  EXPECT_EQ(with("brotli"), plain);
  EXPECT_EQ(field(get("/", {{"accept-encoding", "br"}}), "content-encoding"), "");
}

TEST_F(PageAnswer, SendsNothingThatTheClientHas) {
  const std::string tag = field(get("/"), "etag");
  EXPECT_EQ(tag, "\"" + to_hex(sha256(view_of(index))) + "\"");
  const http::Answer same = get("/", {{"if-none-match", "\"other\", W/" + tag}});
  EXPECT_EQ(same.status, 304);
  EXPECT_EQ(same.body + same.type, "");
  EXPECT_EQ(field(same, "etag"), tag);
  EXPECT_EQ(field(same, "cache-control"), "no-cache");
  EXPECT_EQ(get("/", {{"if-none-match", "*"}}).status, 304);
  EXPECT_EQ(get("/", {{"if-none-match", "\"other\""}}).status, 200);
  EXPECT_EQ(get("/", {{"if-none-match", tag}, {"accept-encoding", "br"}}).status, 304);
  // Another encoding is another representation.
  EXPECT_EQ(get("/assets/rooms-a1.js",
                {{"if-none-match", field(get("/assets/rooms-a1.js"), "etag")}, {"accept-encoding", "br"}})
                .status,
            200);
}

}  // namespace
}  // namespace insyn::server
