// The room server/http on real sockets, with real TLS, and clients that mean it no good.
#include <algorithm>
#include <fstream>

#include "http/served.h"
#include "http_signature/content_digest.h"
#include "os/file.h"
#include "os/process.h"
#include "support/temp_folder.h"
#include "support/until.h"

namespace insyn::http_test {
namespace {

using namespace server::http;
using support::until;

constexpr const char* kHello = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n";

std::string with_length(std::size_t length) { return fmt::format("Content-Length: {}\r\n", length); }
// The code of problem details, or what came instead.
std::string code_of(const Reply& reply) {
  const std::size_t at = reply.body.find("\"code\":\"");
  if (reply.status == 0) return "nothing";
  if (at == std::string::npos) return fmt::format("{} {}", reply.status, reply.body);
  return reply.body.substr(at + 8, reply.body.find('"', at + 8) - at - 8);
}

// A request as a link signs it.
struct SignedRequest {
  Head head;
  std::string text;
};
SignedRequest signed_by(const note::Signer& key, Utc when, const std::string& method, const std::string& path,
                        const std::string& body, const std::string& stated_body) {
  Head head{method, "a", path, "", {}, !body.empty()};
  if (head.has_body)
    head.fields = {{"content-type", "application/octet-stream"},
                   {"content-digest", http_signature::content_digest(sha256(view_of(stated_body)))}};
  const auto lines = http_signature::sign(head, key, when).value();
  head.fields.insert(head.fields.end(), lines.begin(), lines.end());
  std::string fields = head.has_body ? with_length(body.size()) : "";
  for (const Field& field : head.fields) fields += field.name + ": " + field.value + "\r\n";
  return {head, request(method + " " + path, fields, body)};
}
std::string signed_text(const Served& served, const std::string& method, const std::string& path,
                        const std::string& body = "", std::chrono::seconds shifted = {}) {
  return signed_by(served.link, served.clock.utc() + shifted, method, path, body, body).text;
}

TEST(HttpServer, AnswersAndKeepsTheConnection) {
  Served served;
  Client client(served.port());
  for (int i = 0; i < 3; ++i) {
    const Reply reply = client.ask(kHello);
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, "hello");
    EXPECT_EQ(reply.fields.count("connection"), 0U);
  }
  EXPECT_EQ(client.ask(request("GET /things/a-1")).body, "a-1");
  ASSERT_TRUE(client.send(request("HEAD /hello")));
  const Reply head = client.receive(true);
  EXPECT_EQ(head.fields.at("content-length"), "5");
  EXPECT_EQ(client.ask(request("POST /echo", with_length(3), "abc")).body, "abc");
  EXPECT_EQ(client.ask(request("GET /hello", "Connection: close\r\n")).fields.at("connection"), "close");
  EXPECT_TRUE(client.is_ended());
}

TEST(HttpServer, EveryAnswerHasTheFieldsThatProtect) {
  Served served;
  Client client(served.port());
  for (const char* path : {"/hello", "/nothing", "/figures"}) {
    const Reply reply = client.ask(request(std::string("GET ") + path));
    EXPECT_EQ(reply.fields.at("x-content-type-options"), "nosniff");
    EXPECT_EQ(reply.fields.at("content-security-policy"), "default-src 'none'; frame-ancestors 'none'");
    EXPECT_EQ(reply.fields.at("referrer-policy"), "no-referrer");
    EXPECT_EQ(reply.fields.at("cache-control"), "no-store");
    EXPECT_EQ(reply.fields.at("cross-origin-resource-policy"), "same-origin");
    EXPECT_EQ(reply.fields.at("date").size(), 29U);
    EXPECT_EQ(reply.fields.count("server"), 0U);
  }
}

TEST(HttpServer, PipelinedRequestsAreAnsweredInOrder) {
  Served served;
  Client client(served.port());
  std::string all;
  for (int i = 0; i < 20; ++i) all += request(fmt::format("GET /things/{}", i));
  all += request("POST /echo", with_length(4), "GET ") + request("GET /things/last");
  ASSERT_TRUE(client.send(all));
  for (int i = 0; i < 20; ++i) EXPECT_EQ(client.receive().body, std::to_string(i));
  EXPECT_EQ(client.receive().body, "GET ");
  EXPECT_EQ(client.receive().body, "last");
}

TEST(HttpServer, WhatCouldBeReadInTwoWaysIsRefusedAndEndsTheConnection) {
  Served served;
  const std::vector<std::pair<std::string, std::string>> cases = {
      {request("POST /echo", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\nGET /hello"),
       "two-lengths"},
      {request("POST /echo", "Transfer-Encoding: chunked\r\n", "0\r\n\r\n"), "chunks"},
      {request("POST /echo", "Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"), "chunks"},
      {request("POST /echo", "Content-Length: 5\r\nContent-Length: 5\r\n", "abcde"), "field-twice"},
      {request("POST /echo", "Content-Length: 5, 5\r\n", "abcde"), "content-length"},
      {request("POST /echo", "Content-Length: +5\r\n", "abcde"), "content-length"},
      {request("POST /echo", "Content-Length : 5\r\n", "abcde"), "field-name"},
      {request("GET /hello", "X-A: b\r\n Content-Length: 5\r\n"), "folded-line"},
      {"GET /hello HTTP/1.1\nHost: a\n\n", "line-end"},
      {"GET /hello HTTP/1.1\r\nHost: a\r\nX: a\nContent-Length: 3\r\n\r\n", "line-end"},
      {"GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "field-twice"},
      {"GET /hello HTTP/1.1\r\nX: a\r\n\r\n", "host"},
      {"GET /hello HTTP/1.0\r\nHost: a\r\n\r\n", "version"},
      {"GET  /hello HTTP/1.1\r\nHost: a\r\n\r\n", "target"},
      {"GET http://b/hello HTTP/1.1\r\nHost: a\r\n\r\n", "target"},
      {"CONNECT b:443 HTTP/1.1\r\nHost: a\r\n\r\n", "method"},
      {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "version"},
      {"GET /../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", "target"},
      {"GET /things/..%2f..%2fetc HTTP/1.1\r\nHost: a\r\n\r\n", "target"},
      {"GET /things//a HTTP/1.1\r\nHost: a\r\n\r\n", "target"},
      {"GET /things\\a HTTP/1.1\r\nHost: a\r\n\r\n", "target"},
      {std::string("GET /hello HTTP/1.1\r\nHost: a\r\nX: a") + '\0' + "b\r\n\r\n", "field-value"},
      {"\x16\x03\x01\x02\x01\x01\xfc\x03\x03\n", "line-end"},
  };
  for (const auto& [bytes, code] : cases) {
    Client client(served.port());
    EXPECT_EQ(code_of(client.ask(bytes)), code) << bytes;
    EXPECT_TRUE(client.is_ended()) << bytes;
  }
  EXPECT_EQ(served.echoed, 0);
}

TEST(HttpServer, WhatIsTooLargeIsRefused) {
  Served served;
  const auto answer = [&](const std::string& bytes) {
    Client client(served.port());
    client.send(bytes);
    return code_of(client.receive());
  };
  EXPECT_EQ(answer(request("GET /things/" + std::string(5000, 'a'))), "target-too-long");
  EXPECT_EQ(answer(request("GET /hello", "X: " + std::string(20'000, 'a') + "\r\n")), "head-too-large");
  EXPECT_EQ(answer("GET /hello HTTP/1.1\r\nHost: " + std::string(40'000, 'a')), "head-too-large");
  std::string many;
  for (int i = 0; i < 100; ++i) many += fmt::format("X-{}: a\r\n", i);
  EXPECT_EQ(answer(request("GET /hello", many)), "too-many-fields");
  // Before any of it is read, whatever the client says it will send.
  EXPECT_EQ(answer(request("POST /echo", with_length(70'000))), "body-too-large");
  EXPECT_EQ(answer(request("POST /echo", "Content-Length: 999999999999999999\r\n")), "body-too-large");
  EXPECT_EQ(answer(request("GET /hello", with_length(1), "a")), "body-too-large");
  EXPECT_EQ(served.echoed, 0);
}

TEST(HttpServer, AClientThatExpectsItIsToldToGoOnOrRefused) {
  Served served;
  Client client(served.port());
  EXPECT_EQ(client.ask(request("POST /echo", with_length(3) + "Expect: 100-continue\r\n")).status, 100);
  EXPECT_EQ(client.ask("abc").body, "abc");
  EXPECT_EQ(code_of(client.ask(request("POST /echo", with_length(70'000) + "Expect: 100-continue\r\n"))),
            "body-too-large");
}

TEST(HttpServer, SlowClientsAreLetGo) {
  Served::Options options;
  options.limits.times.idle = options.limits.times.head = std::chrono::milliseconds(300);
  options.limits.times.body = std::chrono::milliseconds(300);
  options.limits.times.handshake = std::chrono::milliseconds(300);
  Served served(options);
  Client silent(served.port()), slow_head(served.port()), slow_body(served.port());
  ASSERT_TRUE(slow_head.send("GET /hello HTTP/1.1\r\nHost: a\r\n"));
  ASSERT_TRUE(slow_body.send(request("POST /echo", with_length(10), "abc")));
  // Byte by byte gains no time: it counts from the first byte.
  const auto began = std::chrono::steady_clock::now();
  bool open = true;
  while (open && std::chrono::steady_clock::now() - began < std::chrono::seconds(15)) {
    open = slow_head.send("X");
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_FALSE(open);
  EXPECT_TRUE(silent.is_ended());
  EXPECT_TRUE(slow_body.is_ended());
  until("all have ended", [&] { return served.server->connections() == 0; });
  EXPECT_NE(served.metrics.text().find("why=\"slow-head\""), std::string::npos) << served.metrics.text();
  EXPECT_NE(served.metrics.text().find("why=\"slow-body\""), std::string::npos);
}

TEST(HttpServer, WhoDoesNotReadTheAnswerIsLetGo) {
  Served::Options options;
  options.limits.times.body = std::chrono::milliseconds(300);
  options.limits.times.slowest_body = std::uint64_t{1} << 30;
  Served served(options);
  Client client(served.port());
  ASSERT_TRUE(client.send(request("GET /large")));
  until("the answer was given up", [&] { return served.server->connections() == 0; });
}

TEST(HttpServer, ConnectionsAreBoundedInAllAndByAddress) {
  Served::Options options;
  options.limits.connections.by_address = 3;
  Served served(options);
  std::vector<Client> clients;
  for (int i = 0; i < 3; ++i) {
    clients.emplace_back(served.port());
    EXPECT_EQ(clients.back().ask(kHello).status, 200);
  }
  EXPECT_EQ(Client(served.port()).ask(kHello).status, 0);
  clients.pop_back();
  until("a place is free", [&] { return Client(served.port()).ask(kHello).status == 200; });
  EXPECT_NE(served.metrics.text().find("why=\"address\""), std::string::npos);
}

TEST(HttpServer, RequestsAreBoundedByAddressAndSaidHowLongToWait) {
  Served::Options options;
  options.limits.by_address = {0.01, 3};
  Served served(options);
  Client client(served.port());
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client.ask(kHello).status, 200);
  const Reply refused = client.ask(kHello);
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.fields.at("retry-after"), "100");
  EXPECT_EQ(Client(served.port()).ask(kHello).status, 429) << "another connection is another client";
  served.clock.move(std::chrono::seconds(100));
  EXPECT_EQ(client.ask(kHello).status, 200);
}

TEST(HttpServer, RequestsThatWaitForAWorkerAreBounded) {
  Served::Options options;
  options.limits.waiting = 2;
  Served served(options);
  Client first(served.port()), second(served.port());
  ASSERT_TRUE(first.send(request("GET /waits")));
  ASSERT_TRUE(second.send(request("GET /waits")));
  until("both run", [&] { return served.waiting == 2; });
  const Reply refused = Client(served.port()).ask(kHello);
  EXPECT_EQ(code_of(refused), "busy");
  served.let_go();
  EXPECT_EQ(first.receive().body, "waited");
  EXPECT_EQ(second.receive().body, "waited");
  until("there is room", [&] { return Client(served.port()).ask(kHello).status == 200; });
}

TEST(HttpServer, RequestsAreBoundedByIdentity) {
  Served::Options options;
  options.limits.by_identity = {0.01, 2};
  Served served(options);
  Client client(served.port());
  const std::string figures = request("GET /figures", "Authorization: Bearer " + served.token + "\r\n");
  EXPECT_EQ(client.ask(figures).status, 200);
  EXPECT_EQ(client.ask(figures).status, 200);
  EXPECT_EQ(client.ask(figures).status, 429);
  EXPECT_EQ(client.ask(kHello).status, 200);
  EXPECT_EQ(client.ask(signed_text(served, "GET", "/hello")).status, 200);
}

TEST(HttpServer, BehindAProxyTheProxysLastWordIsTheClient) {
  Served::Options options;
  options.listen.behind_proxy = true;
  options.limits.by_address = {0.01, 1};
  Served served(options);
  Client client(served.port());
  const auto from = [&](const std::string& chain) {
    return client.ask(request("GET /hello", "X-Forwarded-For: " + chain + "\r\n")).status;
  };
  EXPECT_EQ(from("192.0.2.1"), 200);
  EXPECT_EQ(from("192.0.2.2"), 200);
  EXPECT_EQ(from("192.0.2.9, 192.0.2.1"), 429);
  EXPECT_EQ(from("2001:db8::1"), 200);
  EXPECT_EQ(from("2001:db8::2"), 429);
}

// Every role on every route.
TEST(HttpServer, WhoMayIsWhatTheTableSays) {
  Served served;
  const std::string token = "Authorization: Bearer " + served.token + "\r\n";
  struct Row {
    std::string method, path;
    int anybody, monitor, link;
  };
  const std::vector<Row> table = {{"GET", "/hello", 200, 200, 200},     {"GET", "/things/1", 200, 200, 200},
                                  {"POST", "/echo", 200, 200, 200},     {"GET", "/figures", 401, 200, 403},
                                  {"PUT", "/uploads/1", 401, 403, 200}, {"PUT", "/hello", 405, 405, 405},
                                  {"GET", "/nothing", 404, 404, 404}};
  for (const Row& row : table) {
    Client client(served.port());
    const std::string line = row.method + " " + row.path;
    EXPECT_EQ(client.ask(request(line)).status, row.anybody) << line;
    EXPECT_EQ(client.ask(request(line, token)).status, row.monitor) << line;
    EXPECT_EQ(client.ask(signed_text(served, row.method, row.path)).status, row.link) << line;
    EXPECT_EQ(client.ask(request(line, "Authorization: Bearer wrong\r\n")).status,
              row.anybody == 404 || row.anybody == 405 ? row.anybody : 401)
        << line;
  }
  EXPECT_EQ(Client(served.port()).ask(request("PUT /hello")).fields.at("allow"), "GET, HEAD");
}

TEST(HttpServer, ASignedRequestCountsOnceAndInItsTime) {
  Served served;
  Client client(served.port());
  const std::string once = signed_text(served, "GET", "/hello");
  EXPECT_EQ(client.ask(once).status, 200);
  EXPECT_EQ(code_of(client.ask(once)), "seen-before");
  EXPECT_EQ(code_of(Client(served.port()).ask(once)), "seen-before");
  const auto beyond = http_signature::kTolerance + std::chrono::seconds(30);
  EXPECT_EQ(code_of(client.ask(signed_text(served, "GET", "/hello", "", -beyond))), "too-old");
  EXPECT_EQ(code_of(client.ask(signed_text(served, "GET", "/hello", "", beyond))), "too-new");
  const note::Signer other = note::Signer::generate("link-1").value();
  EXPECT_EQ(code_of(client.ask(signed_by(other, served.clock.utc(), "GET", "/hello", "", "").text)),
            "unknown-key");
  std::string changed = signed_text(served, "GET", "/hello");
  changed.replace(changed.find("/hello"), 6, "/waits");
  EXPECT_EQ(code_of(client.ask(changed)), "wrong-signature");
}

TEST(HttpServer, AnUploadIsComparedWithItsDigestWhileItStreams) {
  Served served;
  const std::string body(3'000'000, 'b');
  Client client(served.port());
  EXPECT_EQ(client.ask(signed_text(served, "PUT", "/uploads/1", body)).body, "3000000");
  EXPECT_EQ(served.uploaded, 3'000'000U);
  std::string other = body;
  other.back() = 'c';
  const auto wrong = signed_by(served.link, served.clock.utc(), "PUT", "/uploads/2", other, body);
  EXPECT_EQ(code_of(client.ask(wrong.text)), "digest");
  EXPECT_EQ(served.uploaded, 3'000'000U);
  EXPECT_EQ(served.abandoned, 1);
  // Without being read, where the handler refuses it. Not longer than what is let go by before the connection
  // ends: this client reads nothing while it sends.
  EXPECT_EQ(code_of(client.ask(signed_text(served, "PUT", "/uploads/taken", std::string(500'000, 'b')))),
            "busy");
}

TEST(HttpServer, AnUploadThatIsCutLeavesNothing) {
  Served served;
  const std::string text = signed_text(served, "PUT", "/uploads/1", std::string(1'000'000, 'b'));
  {
    Client client(served.port());
    ASSERT_TRUE(client.send(std::string_view(text).substr(0, 600'000)));
  }
  until("the upload was given up", [&] { return served.abandoned == 1; });
  EXPECT_EQ(served.uploaded, 0U);
}

TEST(HttpServer, PlainHttpElsewhereThanOnLoopbackIsRefusedByName) {
  Served served;
  Metrics metrics;
  const Router router({});
  RecentNonces nonces(served.clock, 1);
  const Callers callers({}, nonces, served.clock);
  const Limits limits;
  Service service(
      router, callers, limits, metrics, [](const std::string&) {}, served.clock);
  const auto refused = Server::start({"0.0.0.0", 0, false}, nullptr, service);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kDenied);
  EXPECT_NE(refused.error().message.find("loopback only, and 0.0.0.0 is not"), std::string::npos);
  const auto taken = Server::start({"127.0.0.1", served.port(), false}, nullptr, service);
  ASSERT_FALSE(taken);
  EXPECT_NE(taken.error().message.find(std::to_string(served.port())), std::string::npos);
}

TEST(HttpServer, StoppingFinishesWhatRunsAndTakesNothingNew) {
  Served served;
  Client idle(served.port()), half(served.port()), running(served.port());
  ASSERT_TRUE(idle.ask(kHello).status == 200);
  ASSERT_TRUE(half.send("GET /hello HT"));
  ASSERT_TRUE(running.send(request("GET /waits")));
  until("it runs", [&] { return served.waiting == 1; });
  bool all = false;
  std::thread stopper([&] { all = served.server->stop(std::chrono::seconds(20)); });
  EXPECT_TRUE(idle.is_ended());
  EXPECT_TRUE(half.is_ended());
  until("nothing new is taken", [&] { return Client(served.port()).ask(kHello).status == 0; });
  served.let_go();
  const Reply reply = running.receive();
  EXPECT_EQ(reply.body, "waited");
  EXPECT_EQ(reply.fields.at("connection"), "close");
  stopper.join();
  EXPECT_TRUE(all);
}

TEST(HttpServer, StoppingDoesNotWaitForWhoDoesNotRead) {
  Served served;
  Client client(served.port());
  ASSERT_TRUE(client.send(request("GET /large")));
  until("it was answered", [&] { return served.log().find("/large 200") != std::string::npos; });
  EXPECT_FALSE(served.server->stop(std::chrono::milliseconds(100)));
}

class HttpTls : public testing::Test {
 protected:
  HttpTls() : tls_(load()) {}
  Tls load() {
    put(made_);
    return Tls::load(files()).value();
  }
  TlsFiles files() const { return {folder_ / "live.pem", folder_ / "live.key"}; }
  // What the server reads.
  void put(const Certificates& certificates) {
    std::filesystem::copy_file(certificates.certificate, files().certificate,
                               std::filesystem::copy_options::overwrite_existing);
    std::filesystem::copy_file(certificates.key, files().key,
                               std::filesystem::copy_options::overwrite_existing);
    std::filesystem::permissions(files().key,
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  }

  support::TempFolder folder_;
  Certificates made_ = make_certificates(folder_.path(), "one");
  Tls tls_;
};

TEST_F(HttpTls, Tls13IsSpokenAndNothingOlder) {
  Served::Options options;
  options.tls = &tls_;
  Served served(options);
  const TlsWish wish{made_.authority};
  Client client(served.port(), &wish);
  ASSERT_TRUE(client.connected());
  const Reply reply = client.ask(kHello);
  EXPECT_EQ(reply.body, "hello");
  EXPECT_EQ(reply.fields.at("strict-transport-security"), "max-age=31536000");
  EXPECT_EQ(client.ask(signed_text(served, "PUT", "/uploads/1", std::string(1'000'000, 'b'))).body,
            "1000000");
  // The one who is refused before its body is read still learns why.
  EXPECT_EQ(code_of(client.ask(request("POST /echo", with_length(70'000), std::string(70'000, 'a')))),
            "body-too-large");
  EXPECT_TRUE(client.is_ended());

  const TlsWish old{made_.authority, true};
  EXPECT_FALSE(Client(served.port(), &old).connected());
  const TlsWish h2{made_.authority, false, "h2"};
  EXPECT_FALSE(Client(served.port(), &h2).connected());
  const TlsWish http11{made_.authority, false, "http/1.1"};
  EXPECT_EQ(Client(served.port(), &http11).ask(kHello).status, 200);
  EXPECT_EQ(Client(served.port()).ask(kHello).status, 0) << "plain HTTP where TLS is spoken";
}

// Longer than a record of TLS, and than what OpenSSL takes at once.
TEST_F(HttpTls, ALongAnswerArrivesWhole) {
  Served::Options options;
  options.tls = &tls_;
  for (const std::size_t size : {16'384U, 17'300U, 1'000'000U})
    options.more.push_back(
        {"GET", fmt::format("/long/{}", size), {Role::kAnybody}, 0, [size](const Request&) {
           return Answer{200, "text/plain", std::string(size, 'a')};
         }});
  Served served(options);
  const TlsWish wish{made_.authority};
  Client client(served.port(), &wish);
  for (const std::size_t size : {16'384U, 17'300U, 1'000'000U})
    EXPECT_EQ(client.ask(request(fmt::format("GET /long/{}", size))).body, std::string(size, 'a')) << size;
}

TEST_F(HttpTls, ANewCertificateIsUsedAndABadOneIsNot) {
  Served::Options options;
  options.tls = &tls_;
  Served served(options);
  const TlsWish wish{made_.authority};
  Client before(served.port(), &wish);
  const std::string serial = before.serial();

  const Certificates second = make_certificates(folder_.path(), "two");
  std::filesystem::copy_file(second.key, files().key, std::filesystem::copy_options::overwrite_existing);
  const auto refused = tls_.reload();
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("is not that of the certificate"), std::string::npos);
  EXPECT_EQ(Client(served.port(), &wish).serial(), serial);
  EXPECT_FALSE(tls_.reload().value()) << "the same fault is said once";

  put(second);
  EXPECT_TRUE(tls_.reload().value());
  const TlsWish renewed{second.authority};
  Client after(served.port(), &renewed);
  ASSERT_TRUE(after.connected());
  EXPECT_NE(after.serial(), serial);
  EXPECT_EQ(before.ask(kHello).status, 200) << "a connection goes on with what it began with";
  until("the files have settled", [&] {
    const auto again = tls_.reload();
    return again && !*again;
  });
}

TEST_F(HttpTls, AKeyThatEverybodyReadsIsRefused) {
  std::filesystem::permissions(files().key, std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  const auto refused = Tls::load(files());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kDenied);
}

TEST_F(HttpTls, FilesThatNobodyCouldUseAreRefused) {
  const auto refusal = [&] { return Tls::load(files()).error().message; };
  const std::string key = files().key.string(), text = read_text(files().key, 65536).value();
  ASSERT_EQ(run_program("/usr/bin/openssl",
                        {"pkey", "-in", made_.key, "-aes256", "-passout", "pass:abcd", "-out", key})
                .value(),
            0);
  EXPECT_NE(refusal().find("under a passphrase"), std::string::npos) << refusal();
  std::ofstream(key, std::ios::trunc) << "garbage\n";
  EXPECT_NE(refusal().find("holds no secret key"), std::string::npos) << refusal();
  std::ofstream(key, std::ios::trunc) << text;
  std::ofstream(files().certificate, std::ios::trunc) << text;
  EXPECT_NE(refusal().find("holds no certificate"), std::string::npos) << refusal();
}

TEST_F(HttpTls, ACertificateSaysWhenItIsValid) {
  const auto now = SystemClock().utc();
  EXPECT_LT(tls_.validity().from, now + std::chrono::minutes(1));
  EXPECT_GT(tls_.validity().until, now + std::chrono::hours(47));
  EXPECT_LT(tls_.validity().until, now + std::chrono::hours(49));
}

}  // namespace
}  // namespace insyn::http_test
