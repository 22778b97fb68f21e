// What insyn-room says of the pages that a server hands out.
#include <gtest/gtest.h>

#include "http/served.h"
#include "running_room.h"
#include "server/pages/page_answer.h"
#include "server/pages/testing.h"
#include "support/until.h"

namespace insyn::room_test {
namespace {

namespace http = server::http;

// A server that hands out files as it likes; what it lists is its own affair.
class LyingServer {
 public:
  // By path; `list` is what GET /manifest.txt says, `said` what GET /v1/pages does.
  LyingServer(std::map<std::string, std::string> files, std::string list, std::string said) {
    std::vector<http::Route> routes;
    const auto serve = [&](const std::string& path, http::Handle handle) {
      routes.push_back(
          {"GET", path, {std::begin(http::kRoles), std::end(http::kRoles)}, 0, std::move(handle)});
    };
    for (const auto& [path, content] : files) {
      if (path.ends_with(".br") || path.ends_with(".gz")) continue;
      const auto encoded = [&files, path = path](const char* ending) {
        const auto found = files.find(path + ending);
        return found == files.end() ? std::string() : found->second;
      };
      const std::string brotli = encoded(".br"), gzip = encoded(".gz"), type = type_of(path);
      serve("/" + path, [=, content = content](const http::Request& request) {
        const std::string taken = http_signature::value_of(request.head, "accept-encoding").value_or("");
        http::Answer answer{200, type, content};
        const auto give = [&](const std::string& body, const char* name) {
          answer.body = body;
          answer.fields.push_back({"content-encoding", name});
        };
        if (!brotli.empty() && taken.find("br") != std::string::npos)
          give(brotli, "br");
        else if (!gzip.empty() && taken.find("gzip") != std::string::npos)
          give(gzip, "gzip");
        return answer;
      });
    }
    const std::string index = files.at("index.html");
    serve("/", [index](const http::Request&) {
      return http::Answer{200, "text/html; charset=utf-8", index};
    });
    if (!list.empty())
      serve("/manifest.txt", [list](const http::Request&) {
        return http::Answer{200, "text/plain; charset=utf-8", list};
      });
    if (!said.empty())
      serve("/v1/pages", [said](const http::Request&) {
        return http::Answer{200, "application/json", fmt::format(R"({{"hash":"{}","entry":7}})", said)};
      });
    http_test::ServedOptions options;
    options.more = std::move(routes);
    served_.emplace(options);
  }
  std::string url() const { return fmt::format("http://127.0.0.1:{}", served_->port()); }

 private:
  static std::string type_of(const std::string& path) {
    if (path.ends_with(".html")) return "text/html; charset=utf-8";
    if (path.ends_with(".js")) return "text/javascript; charset=utf-8";
    return path.ends_with(".svg") ? "image/svg+xml" : "font/woff2";
  }
  std::optional<http_test::Served> served_;
};

class RoomPagesTest : public testing::Test {
 protected:
  // What the page is told once the server was asked.
  std::string verdict(const LyingServer& server) {
    server::write_bundle(folder.path("pages"));
    RunningRoom room(folder.path("room"), server.url(), folder.path("pages"), {"--role", "reviewer"});
    EXPECT_EQ(room.enter().status, 200);
    support::until("the pages were compared", [&] {
      said = room.get("/room/status").body;
      return member(said, "verdict") != "not-compared";
    });
    EXPECT_EQ(member(said, "own"), hash);
    EXPECT_EQ(room.stop(), 0);
    return member(said, "verdict");
  }

  cli::Folder folder;
  const std::map<std::string, std::string> files = server::test_pages();
  const std::string list = server::manifest_of(files);
  const std::string hash = to_hex(sha256(view_of(list)));
  std::string said;
};

TEST_F(RoomPagesTest, TheSame) {
  EXPECT_EQ(verdict({files, list, hash}), "same") << said;
  EXPECT_NE(said.find("\"entry\":7"), std::string::npos);
}

TEST_F(RoomPagesTest, AChangedScriptUnderTheOldList) {
  auto changed = files;
  changed["assets/rooms-a1.js"] = "fetch('https://evil.example')";
  EXPECT_EQ(verdict({changed, list, hash}), "other");
  EXPECT_NE(said.find("/assets/rooms-a1.js"), std::string::npos) << said;
}

// What a browser is given, and nobody who only looks at the plain file.
TEST_F(RoomPagesTest, AScriptThatIsChangedInOneEncodingAlone) {
  for (const char* ending : {".br", ".gz"}) {
    auto changed = files;
    changed[std::string("assets/rooms-a1.js") + ending] = "something else";
    EXPECT_EQ(verdict({changed, list, hash}), "other") << ending;
  }
}

TEST_F(RoomPagesTest, AnotherPageAtTheRoot) {
  auto changed = files;
  changed["index.html"] = "<!doctype html><script src=/evil.js></script>";
  EXPECT_EQ(verdict({changed, list, hash}), "other");
}

TEST_F(RoomPagesTest, AnotherVersion) {
  auto other = files;
  other["assets/rooms-b2.js"] = "export const b = 2;";
  other["index.html"] = "<!doctype html><title>Insyn 2</title>";
  other.erase("assets/rooms-a1.js");
  other.erase("assets/rooms-a1.js.br");
  other.erase("assets/rooms-a1.js.gz");
  const std::string other_list = server::manifest_of(other);
  const std::string other_hash = to_hex(sha256(view_of(other_list)));
  EXPECT_EQ(verdict({other, other_list, other_hash}), "other");
  EXPECT_EQ(member(said, "served"), other_hash);
}

TEST_F(RoomPagesTest, TheSameUnderAnotherHash) {
  EXPECT_EQ(verdict({files, list, std::string(64, '0')}), "says-other");
}

TEST_F(RoomPagesTest, None) { EXPECT_EQ(verdict({files, "", ""}), "none"); }

}  // namespace
}  // namespace insyn::room_test
