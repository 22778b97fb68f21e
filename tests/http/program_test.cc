// insyn-server as it is started, asked and stopped.
#include "support/program.h"

#include <sys/stat.h>

#include <csignal>
#include <fstream>

#include "http/client.h"
#include "http/openapi.h"
#include "note/key.h"
#include "server/pages/testing.h"
#include "support/free_port.h"
#include "support/temp_folder.h"
#include "support/until.h"

namespace insyn::http_test {
namespace {

using support::Program;
using support::Ran;
using support::until;

const std::string kServer = INSYN_BIN_DIR "/insyn-server";

unsigned mode_of(const Path& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0U;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from << " in " << text;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

class ServerProgram : public testing::Test {
 protected:
  Ran run(const std::vector<std::string>& arguments) const {
    std::vector<std::string> command = {kServer};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return support::run(folder_.path(), command);
  }
  Ran init(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments = {"init", "--data", data_.string(), "--origin", "centre.example"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }
  Ran check() const { return run({"check", "--data", data_.string()}); }
  std::string configuration() const { return read_text(data_ / "insyn-server.toml", 65536).value(); }
  void configure(const std::string& text) const {
    std::ofstream(data_ / "insyn-server.toml", std::ios::trunc) << text;
  }
  void take_free_port() const {
    port_ = support::free_port();
    configure(replaced(configuration(), "port = 8443", "port = " + std::to_string(port_)));
  }
  Reply ask(const std::string& method, const std::string& path, const std::string& fields = "",
            const TlsWish* tls = nullptr) const {
    Client client(port_, tls);
    client.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n");
    const Reply reply = client.receive(method == "HEAD");
    EXPECT_EQ(reply.status == 0 ? "" : against_openapi(method, path, reply), "");
    return reply;
  }
  void expect_fault(const std::string& line, const std::string& why) const {
    const Ran checked = check();
    EXPECT_EQ(checked.code, 1) << checked.err;
    EXPECT_NE(checked.out.find(line), std::string::npos) << checked.out;
    EXPECT_NE(checked.out.find(why), std::string::npos) << checked.out;
    const Ran started = run({"--data", data_.string()});
    EXPECT_EQ(started.code, 1);
    EXPECT_NE(started.err.find(why), std::string::npos) << started.err;
  }

  support::TempFolder folder_;
  const Path data_ = folder_ / "data";
  mutable std::uint16_t port_ = 0;
};

TEST_F(ServerProgram, InitMakesAFolderThatIsItsOwnersAlone) {
  const Ran made = init();
  ASSERT_EQ(made.code, 0) << made.err;
  EXPECT_EQ(mode_of(data_), 0700U);
  for (const char* file : {"insyn-server.toml", "origin.sign", "monitor.token"})
    EXPECT_EQ(mode_of(data_ / file), 0600U) << file;
  const std::string key = read_text(data_ / "origin.sign", 4096).value();
  const note::Verifier verifier = note::Signer::parse(key).value().verifier();
  EXPECT_EQ(made.out, "origin centre.example\nkey " + verifier.text() + "\n");
  EXPECT_EQ(check().code, 0) << check().out;
  // A second time it touches nothing.
  const std::string before = configuration();
  EXPECT_EQ(init().code, 1);
  EXPECT_EQ(read_text(data_ / "origin.sign", 4096).value(), key);
  EXPECT_EQ(configuration(), before);
}

TEST_F(ServerProgram, InitMakesNothingThatCouldNotRun) {
  for (const std::vector<std::string>& wrong : {std::vector<std::string>{"--listen", "0.0.0.0:8443"},
                                                {"--listen", "8443"},
                                                {"--listen", "127.0.0.1:0"},
                                                {"--listen", "localhost:80"},
                                                {"--certificate", "/nowhere.pem", "--key", "/nowhere.key"}}) {
    EXPECT_EQ(init(wrong).code, 1) << wrong[1];
    EXPECT_FALSE(std::filesystem::exists(data_)) << wrong[1];
  }
  EXPECT_EQ(init({"--certificate", "/nowhere.pem"}).code, 2);
  EXPECT_EQ(run({"init", "--data", data_.string(), "--origin", "two words"}).code, 1);
  EXPECT_EQ(run({}).code, 2);
  EXPECT_EQ(run({"serve"}).code, 2);
  EXPECT_FALSE(std::filesystem::exists(data_));
}

TEST_F(ServerProgram, CheckNamesTheLineAndStartsNothing) {
  ASSERT_EQ(init().code, 0);
  const std::string good = configuration();
  const std::vector<std::array<std::string, 4>> cases = {
      {"behind_proxy = true", "behind_prox = true", "line 8", "behind_prox"},
      {"port = 8443", "prot = 8443", "line 4", "listen.port is missing"},
      {"port = 8443", "port = 0", "line 6", "listen.port"},
      {"port = 8443", "port = \"8443\"", "line 6", "listen.port"},
      {"address = \"127.0.0.1\"", "address = \"localhost\"", "line 5", "no IPv4 or IPv6 address"},
      {"address = \"127.0.0.1\"", "address = \"192.0.2.1\"", "line 7", "loopback only"},
      {"plain = true", "plain = false", "line 4", "neither certificate and key nor plain"},
      {"plain = true", "plain = true\nkey = \"a.key\"", "line 7", "remove one or the other"},
      {"plain = true", "plain = ", "line 7", ""},
      {"[ledger]", "[legder]", "", "there is no [ledger]"},
      {"insyn_server = 1", "insyn_server = 2", "line 2", "insyn_server"},
      {"origin = \"centre.example\"", "origin = \"a b\"", "line 11", "ledger.origin"},
      {"origin = \"centre.example\"", "origin = \"other.example\"", "origin.sign", "other.example"},
      {"[ledger]", "[limits]\nworkers = 0\n[ledger]", "line 11", "limits.workers"},
      {"[ledger]", "[limits]\nidle_seconds = 0\n[ledger]", "line 11", "limits.idle_seconds"},
      {"[ledger]", "[limits]\nworker = 1\n[ledger]", "line 11", "worker"},
  };
  for (const auto& [from, to, line, why] : cases) {
    configure(replaced(good, from, to));
    expect_fault(line, why);
  }
}

TEST_F(ServerProgram, CheckNamesTheLineOfAWitnessThatCannotBeAsked) {
  ASSERT_EQ(init().code, 0);
  const std::string good = configuration();
  const auto lines = static_cast<int>(std::count(good.begin(), good.end(), '\n'));
  const std::string key = note::Signer::generate("witness.example").value().verifier().text();
  const std::string begin = "[[witness]]\nkey = \"" + key + "\"\n";
  const std::string url = "url = \"https://witness.example:8444\"\n";
  const auto line = [&](int number) { return fmt::format("line {}:", lines + number); };
  configure(good + begin + url);
  EXPECT_EQ(check().code, 0) << check().out;
  std::ofstream(data_ / "ca.pem") << "no certificate\n";
  const std::vector<std::array<std::string, 3>> cases = {
      {begin, line(1), "witness.url is missing"},
      {"[[witness]]\n" + url, line(1), "witness.key is missing"},
      {"[[witness]]\nkey = \"witness.example\"\n" + url, line(2), "witness.key is no key"},
      {begin + "url = \"http://192.0.2.1:8444\"\n", line(3), "without encryption"},
      {begin + "url = \"witness.example\"\n", line(3), "write https://HOST"},
      {begin + "url = \"https://witness.example/path\"\n", line(3), "write https://HOST"},
      {begin + url + "keys = 1\n", line(4), "keys is not a key"},
      {begin + url + begin + url, line(5), "in two [[witness]] tables"},
      {"[witness]\nkey = \"" + key + "\"\n" + url, line(1), "must be [[witness]] tables"},
      {begin + url + "authority = \"none.pem\"\n", line(1), "none.pem"},
      {begin + url + "authority = \"ca.pem\"\n", line(1), "has no certificate in PEM"},
  };
  for (const auto& [text, where, why] : cases) {
    configure(good + text);
    expect_fault(where, why);
  }
}

TEST_F(ServerProgram, CheckNamesTheLineOfACallSourceThatCannotBeRead) {
  ASSERT_EQ(init().code, 0);
  const std::string good = configuration();
  const auto lines = static_cast<int>(std::count(good.begin(), good.end(), '\n'));
  const std::string begin = "[[calls]]\nsource = \"pbx\"\n", key = "key = \"calls.sign\"\n";
  const std::string url = "url = \"https://calls.example:8445\"\n";
  const auto line = [&](int number) { return fmt::format("line {}:", lines + number); };
  std::ofstream(data_ / "calls.sign") << note::Signer::generate("server").value().secret_text() << "\n";
  std::filesystem::permissions(data_ / "calls.sign", std::filesystem::perms(0600));
  configure(good + begin + url + key);
  EXPECT_EQ(check().code, 0) << check().out;
  std::ofstream(data_ / "others.sign") << note::Signer::generate("server").value().secret_text() << "\n";
  std::filesystem::permissions(data_ / "others.sign", std::filesystem::perms(0644));
  const std::vector<std::array<std::string, 3>> cases = {
      {begin + key, line(1), "calls.url is missing"},
      {begin + url, line(1), "calls.key is missing"},
      {"[[calls]]\n" + url + key, line(1), "calls.source is missing"},
      {begin + "url = \"http://192.0.2.1:8445\"\n" + key, line(3), "without encryption"},
      {begin + url + key + "keys = 1\n", line(5), "keys is not a key"},
      {begin + url + key + begin + url + key, line(6), "in two [[calls]] tables"},
      {begin + url + key + "authority = \"none.pem\"\n", line(1), "none.pem"},
      {begin + url + "key = \"none.sign\"\n", line(1), "none.sign is not there"},
      {begin + url + "key = \"others.sign\"\n", line(1), "others.sign is not its owner's alone"},
  };
  for (const auto& [text, where, why] : cases) {
    configure(good + text);
    expect_fault(where, why);
  }
}

TEST_F(ServerProgram, CheckSaysAllThatIsWrongWithTheFiles) {
  ASSERT_EQ(init().code, 0);
  std::filesystem::permissions(data_ / "origin.sign", std::filesystem::perms(0640));
  std::ofstream(data_ / "monitor.token", std::ios::trunc) << "short\n";
  const Ran checked = check();
  EXPECT_EQ(checked.code, 1);
  EXPECT_NE(checked.out.find("origin.sign is not its owner's alone"), std::string::npos) << checked.out;
  EXPECT_NE(checked.out.find("fewer than 32 characters"), std::string::npos) << checked.out;
  std::filesystem::permissions(data_, std::filesystem::perms(0755));
  EXPECT_NE(check().out.find("data is not its owner's alone"), std::string::npos) << check().out;
  std::filesystem::permissions(data_, std::filesystem::perms(0700));
  std::filesystem::rename(data_, folder_ / "elsewhere");
  std::filesystem::create_directory_symlink(folder_ / "elsewhere", data_);
  EXPECT_NE(check().out.find("symbolic link"), std::string::npos) << check().out;
  EXPECT_NE(run({"check", "--data", (folder_ / "none").string()}).out.find("insyn-server init"),
            std::string::npos);
}

TEST_F(ServerProgram, ServesHealthReadinessAndFiguresUntilItIsStopped) {
  ASSERT_EQ(init().code, 0);
  take_free_port();
  Program server(folder_.path(), {kServer, "--data", data_.string()});
  until("it answers", [&] { return ask("GET", "/healthz").status == 200; });
  EXPECT_EQ(ask("GET", "/healthz").body, "{\"running\":true}");
  EXPECT_EQ(ask("HEAD", "/healthz").status, 200);
  const Reply ready = ask("GET", "/readyz");
  EXPECT_EQ(ready.status, 200) << ready.body;
  EXPECT_EQ(ready.body, "{\"ready\":true,\"failed\":[]}");

  EXPECT_EQ(ask("GET", "/metrics").status, 401);
  EXPECT_EQ(ask("GET", "/metrics", "Authorization: Bearer wrong\r\n").status, 401);
  std::string token = read_text(data_ / "monitor.token", 4096).value();
  token.pop_back();
  const Reply figures = ask("GET", "/metrics", "Authorization: Bearer " + token + "\r\n");
  EXPECT_EQ(figures.status, 200);
  EXPECT_NE(figures.body.find("insyn_http_connections 1\n"), std::string::npos) << figures.body;
  EXPECT_NE(figures.body.find("{method=\"GET\",route=\"/readyz\",status=\"200\"} 1\n"), std::string::npos);
  EXPECT_NE(figures.body.find("insyn_storage_free_bytes "), std::string::npos);

  EXPECT_EQ(ask("GET", "/nothing").status, 404);
  EXPECT_EQ(ask("POST", "/healthz").status, 405);
  EXPECT_EQ(ask("GET", "/../etc/passwd").status, 400);
  EXPECT_EQ(ask("GET", "/healthz", "Signature: a\r\nSignature-Input: b\r\n").status, 401);

  const Ran second = run({"--data", data_.string()});
  EXPECT_EQ(second.code, 1);
  EXPECT_NE(second.err.find("another insyn-server runs with"), std::string::npos) << second.err;

  server.signal(SIGTERM);
  EXPECT_EQ(server.wait(), 0) << server.err();
  EXPECT_NE(server.err().find("stopped"), std::string::npos);
  EXPECT_EQ(server.err().find(token), std::string::npos);
  EXPECT_EQ(server.err().find("127.0.0.1 port"), server.err().rfind("127.0.0.1"))
      << "an address beside the server's own: " << server.err();
}

TEST_F(ServerProgram, ServesThePagesOfItsFolder) {
  ASSERT_EQ(init().code, 0);
  // Without a folder of its own it serves those of this build, or, where none were built, none, and says so.
  const std::string built = (Path(INSYN_BIN_DIR).parent_path() / "share/insyn/rooms").string();
  EXPECT_NE(check().err.find(std::filesystem::exists(built) ? "files of " + built
                                                            : "pages: none are served; install them in"),
            std::string::npos)
      << check().err;
  server::write_bundle(data_ / "rooms");
  configure(configuration() + "[pages]\nfolder = \"rooms\"\n");
  take_free_port();
  const std::string hash = to_hex(sha256(view_of(server::manifest_of(server::test_pages()))));
  const Ran checked = check();
  EXPECT_EQ(checked.code, 0) << checked.out;
  EXPECT_NE(checked.err.find("pages: 4 files of " + (data_ / "rooms").string() + ", SHA-256 " + hash),
            std::string::npos)
      << checked.err;
  {
    Program server(folder_.path(), {kServer, "--data", data_.string()});
    until("it answers", [&] { return ask("GET", "/healthz").status == 200; });
    const Reply page = ask("GET", "/");
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(page.fields.at("content-type"), "text/html; charset=utf-8");
    EXPECT_NE(page.fields.at("content-security-policy").find("trusted-types insyn"), std::string::npos);
    EXPECT_EQ(page.fields.at("cache-control"), "no-cache");
    const Reply head = ask("HEAD", "/");
    EXPECT_EQ(head.fields.at("content-length"), std::to_string(page.body.size()));
    const Reply same = ask("GET", "/", "If-None-Match: " + page.fields.at("etag") + "\r\n");
    EXPECT_EQ(same.status, 304);
    EXPECT_EQ(same.fields.count("content-length"), 0U);
    EXPECT_EQ(ask("GET", "/assets/rooms-a1.js", "Accept-Encoding: br\r\n").body, server::kTestBrotli);
    EXPECT_EQ(ask("GET", "/assets/none.js", "Accept: text/html\r\n").status, 404);
    EXPECT_EQ(ask("POST", "/").status, 404);
    EXPECT_EQ(ask("GET", "/v1/recordings").status, 401);
    EXPECT_EQ(ask("GET", "/v1/none", "Accept: text/html\r\n").status, 404);
    // A server that nobody watches yet signs its first entries.
    const std::string said = R"({"hash":")" + hash + R"(","entry":0})";
    until("the pages stand in the ledger", [&] { return ask("GET", "/v1/pages").body == said; });
  }
  std::ofstream(data_ / "rooms" / "index.html", std::ios::app) << "<script src=//evil.example></script>";
  expect_fault("pages.folder", "index.html is not the file that it lists; install the pages again");
}

TEST_F(ServerProgram, WithTooLittleSpaceItRunsAndIsNotReady) {
  ASSERT_EQ(init().code, 0);
  configure(configuration() + "[limits]\nleast_free_mib = 1000000000\n");
  take_free_port();
  EXPECT_NE(check().out.find("limits.least_free_mib"), std::string::npos) << check().out;
  Program server(folder_.path(), {kServer, "--data", data_.string()});
  until("it answers", [&] { return ask("GET", "/healthz").status == 200; });
  const Reply ready = ask("GET", "/readyz");
  EXPECT_EQ(ready.status, 503);
  EXPECT_EQ(ready.body, "{\"ready\":false,\"failed\":[\"storage\"]}");
}

TEST_F(ServerProgram, SpeaksTlsAndTakesARenewedCertificate) {
  const Certificates first = make_certificates(folder_.path(), "one");
  ASSERT_EQ(init({"--certificate", first.certificate, "--key", first.key}).code, 0);
  take_free_port();
  Program server(folder_.path(), {kServer, "--data", data_.string()});
  const TlsWish wish{first.authority};
  until("it answers", [&] { return ask("GET", "/readyz", "", &wish).status == 200; });
  const Certificates second = make_certificates(folder_.path(), "two");
  std::filesystem::rename(second.certificate, first.certificate);
  std::filesystem::rename(second.key, first.key);
  const TlsWish renewed{second.authority};
  until("the new certificate is used", [&] { return ask("GET", "/readyz", "", &renewed).status == 200; });
  EXPECT_FALSE(Client(port_, &wish).connected());
}

}  // namespace
}  // namespace insyn::http_test
