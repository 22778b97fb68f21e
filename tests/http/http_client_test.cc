// The client of src/http_client against the server's own HTTP, and against servers that mean it no good.
#include <gtest/gtest.h>

#include <cstring>

#include "http/hostile.h"
#include "http/served.h"
#include "http_client/client.h"
#include "support/temp_folder.h"

namespace insyn::http_client {
namespace {

using http_test::HostileServer;
using http_test::Served;
using http_test::Victim;

Address plain(std::uint16_t port) { return parse_address(fmt::format("http://127.0.0.1:{}", port)).value(); }
Address secure(std::uint16_t port) {
  return parse_address(fmt::format("https://127.0.0.1:{}", port)).value();
}

// Bytes that are not all the same and are nowhere in memory.
Body made_up(std::uint64_t length) {
  const auto byte_at = [](std::uint64_t offset) {
    return static_cast<std::uint8_t>(offset * 7 + offset / 251);
  };
  Body body;
  body.type = "application/octet-stream";
  body.length = length;
  Sha256 hash;
  for (std::uint64_t offset = 0; offset < length; ++offset) {
    const std::uint8_t byte = byte_at(offset);
    hash.add({&byte, 1});
  }
  body.sha256 = hash.digest();
  body.read = [byte_at](std::uint64_t offset, std::span<std::uint8_t> into) -> Result<std::size_t> {
    const std::size_t count = std::min<std::size_t>(into.size(), 10'007);
    for (std::size_t at = 0; at < count; ++at) into[at] = byte_at(offset + at);
    return count;
  };
  return body;
}

Call quick(std::string target = "/hello") {
  Call call;
  call.target = std::move(target);
  call.times.connect = std::chrono::milliseconds(5'000);
  call.times.whole = std::chrono::milliseconds(20'000);
  return call;
}

class HttpClient : public ::testing::Test {
 protected:
  Client client(std::uint16_t port, Identity identity = {}) const {
    return Client::create({plain(port)}, std::move(identity), clock_).value();
  }
  // Of a server that acts so: how one request ends.
  Result<Answer> asked(std::function<void(Victim&)> act, const Call& call = quick()) const {
    HostileServer server(std::move(act));
    return client(server.port()).ask(call);
  }
  static void expect(const Result<Answer>& result, Code code, const std::string& message) {
    ASSERT_FALSE(result) << result->status << " " << result->body;
    EXPECT_EQ(result.error().code, code) << result.error().message;
    EXPECT_NE(result.error().message.find(message), std::string::npos) << result.error().message;
  }
  SystemClock clock_;
};

// A head, and then whatever the test adds.
std::string ok(std::string_view fields) { return fmt::format("HTTP/1.1 200 OK\r\n{}\r\n", fields); }

TEST_F(HttpClient, AsksAndIsAnswered) {
  Served served;
  Client asks = client(served.port());
  for (int time = 0; time < 3; ++time) {
    const auto answer = asks.ask(quick());
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->type(), "text/plain");
    EXPECT_EQ(answer->body, "hello");
  }
}

TEST_F(HttpClient, AnAnswerOfFailureIsAnAnswer) {
  Served served;
  const auto answer = client(served.port()).ask(quick("/nowhere"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 404);
  EXPECT_EQ(error_of(*answer).code, Code::kPermanent);
}

TEST_F(HttpClient, SignsWhatItSends) {
  Served served;
  Call upload = quick("/uploads/7");
  upload.method = "PUT";
  upload.body = made_up(3'000'000);
  const auto answer = Client::create({plain(served.port())}, &served.link, served.clock).value().ask(upload);
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->status, 200) << answer->body;
  EXPECT_EQ(served.uploaded, 3'000'000U);
}

TEST_F(HttpClient, WithoutAKeyItIsNobody) {
  Served served;
  Call upload = quick("/uploads/7");
  upload.method = "PUT";
  upload.body = made_up(3'000'000);
  std::uint64_t gone = 0;
  upload.progress = [&](std::uint64_t sent, std::uint64_t) { gone = sent; };
  const auto answer = client(served.port()).ask(upload);
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->status / 100, 4);
  // It asked before it sent.
  EXPECT_EQ(gone, 0U);
}

TEST_F(HttpClient, BytesThatAreNotThoseOfTheDigestAreRefused) {
  Served served;
  Call upload = quick("/uploads/7");
  upload.method = "PUT";
  upload.body = made_up(100'000);
  upload.body->sha256[0] ^= 1;
  const auto answer = Client::create({plain(served.port())}, &served.link, served.clock).value().ask(upload);
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->status / 100, 4);
  EXPECT_EQ(served.uploaded, 0U);
}

TEST_F(HttpClient, ASessionsCookieComesWithALineThatNoPageCanAdd) {
  std::string head;
  const auto answer = [&] {
    HostileServer server([&](Victim& victim) {
      head = victim.head();
      victim.send(ok("content-length: 0\r\n"));
    });
    return client(server.port(), std::string("0123456789abcdef")).ask(quick());
  }();
  ASSERT_TRUE(answer);
  EXPECT_NE(head.find("\r\ncookie: __Host-insyn=0123456789abcdef\r\n"), std::string::npos) << head;
  EXPECT_NE(head.find("\r\nx-insyn: 1\r\n"), std::string::npos) << head;
  EXPECT_EQ(head.find("signature"), std::string::npos) << head;
}

TEST_F(HttpClient, WhatIsLongGoesPieceByPiece) {
  Served served;
  Call large = quick("/large");
  large.largest_answer = std::size_t{16} << 20;
  std::uint64_t taken = 0;
  large.sink = [&](ByteView piece) -> Status {
    taken += piece.size();
    return {};
  };
  const auto answer = client(served.port()).ask(large);
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(taken, std::uint64_t{16} << 20);
  EXPECT_EQ(answer->body, "");
}

TEST_F(HttpClient, WhoeverTakesPiecesEndsIt) {
  Served served;
  Call large = quick("/large");
  large.largest_answer = std::size_t{16} << 20;
  large.sink = [](ByteView) -> Status { return fail(Code::kFull, "no room"); };
  expect(client(served.port()).ask(large), Code::kFull, "no room");
}

TEST_F(HttpClient, AnAnswerThatIsTooLongIsRefused) {
  Served served;
  Call large = quick("/large");
  large.largest_answer = 1'000'000;
  expect(client(served.port()).ask(large), Code::kBadPeer, "longer than 1000000 bytes");
}

TEST_F(HttpClient, AnEndlessBodyIsCutOff) {
  const auto endless = [](Victim& victim) {
    victim.head();
    victim.send(ok("transfer-encoding: chunked\r\n"));
    while (victim.send("10\r\n0123456789abcdef\r\n")) continue;
  };
  expect(asked(endless), Code::kBadPeer, "longer than");
}

TEST_F(HttpClient, EndlessFieldsAreCutOff) {
  const auto endless = [](Victim& victim) {
    victim.head();
    victim.send("HTTP/1.1 200 OK\r\n");
    while (victim.send("a: b\r\n")) continue;
  };
  expect(asked(endless), Code::kBadPeer, "too many fields");
}

TEST_F(HttpClient, EndlessInterimAnswersAreCutOff) {
  const auto endless = [](Victim& victim) {
    victim.head();
    while (victim.send("HTTP/1.1 103 Early\r\n\r\n")) continue;
  };
  expect(asked(endless), Code::kBadPeer, "too many fields");
}

TEST_F(HttpClient, AnEndlessLineIsCutOff) {
  const auto endless = [](Victim& victim) {
    victim.head();
    victim.send("HTTP/1.1 200 OK\r\na: ");
    while (victim.send(std::string(4096, 'x'))) continue;
  };
  EXPECT_FALSE(asked(endless));
}

TEST_F(HttpClient, NothingComesForTooLong) {
  Call call = quick();
  call.times.stalled = std::chrono::seconds(1);
  const auto silent = [](Victim& victim) {
    victim.head();
    victim.hold();
  };
  expect(asked(silent, call), Code::kTransient, "no answer came");
}

TEST_F(HttpClient, NearlyNothingComesForTooLong) {
  Call call = quick();
  call.times.stalled = std::chrono::seconds(2);
  call.times.whole = std::chrono::milliseconds(0);
  const auto drips = [](Victim& victim) {
    victim.head();
    victim.send(ok("content-length: 1000000\r\n"));
    // is_gone() waits a little.
    while (!victim.is_gone() && victim.send("x")) continue;
  };
  expect(asked(drips, call), Code::kTransient, "no answer came");
}

TEST_F(HttpClient, AllOfItTakesTooLong) {
  Call call = quick();
  call.times.whole = std::chrono::milliseconds(300);
  const auto slow = [](Victim& victim) {
    victim.head();
    victim.send(ok("content-length: 10000000\r\n"));
    while (!victim.is_gone() && victim.send(std::string(1000, 'x'))) continue;
  };
  call.largest_answer = 20'000'000;
  expect(asked(slow, call), Code::kTransient, "no answer came");
}

TEST_F(HttpClient, ACutAnswerIsNone) {
  const auto cut = [](Victim& victim) {
    victim.head();
    victim.send(ok("content-length: 10\r\n") + "01234");
  };
  expect(asked(cut), Code::kTransient, "no answer came");
  expect(asked([](Victim& victim) { victim.head(); }), Code::kTransient, "no answer came");
}

TEST_F(HttpClient, NobodyIsThere) {
  std::uint16_t port = 0;
  {
    HostileServer gone([](Victim&) {});
    port = gone.port();
  }
  expect(client(port).ask(quick()), Code::kTransient, "no answer came");
}

TEST_F(HttpClient, ItIsLedNowhereElse) {
  Served other;
  for (const int status : {301, 302, 303, 307, 308}) {
    const auto leads = [&](Victim& victim) {
      victim.head();
      victim.send(
          fmt::format("HTTP/1.1 {} Elsewhere\r\nlocation: http://127.0.0.1:{}/hello\r\ncontent-length: "
                      "0\r\n\r\n",
                      status, other.port()));
    };
    expect(asked(leads), Code::kBadPeer, "leads to another address");
  }
}

TEST_F(HttpClient, WhatIsNotHttpIsRefused) {
  for (const char* bytes : {"hello\r\n\r\n", "220 ESMTP\r\n", "SSH-2.0-x\r\n"}) {
    const auto other = [&](Victim& victim) {
      victim.head();
      victim.send(bytes);
    };
    expect(asked(other), Code::kBadPeer, "no proper answer");
  }
}

TEST_F(HttpClient, ARangeThatWasAskedFor) {
  Call call = quick();
  call.range = Range{10, 5};
  std::string taken;
  call.sink = [&](ByteView piece) -> Status {
    taken += text_of(piece);
    return {};
  };
  const auto gives = [](const std::string& head, const std::string& body) {
    return [=](Victim& victim) {
      EXPECT_NE(victim.head().find("\r\nrange: bytes=10-14\r\n"), std::string::npos);
      victim.send(head + fmt::format("content-length: {}\r\n\r\n", body.size()) + body);
    };
  };
  const auto answer =
      asked(gives("HTTP/1.1 206 Partial\r\ncontent-range: bytes 10-14/20\r\n", "abcde"), call);
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(taken, "abcde");

  taken.clear();
  const char* other = "another range";
  expect(asked(gives("HTTP/1.1 206 Partial\r\ncontent-range: bytes 0-4/20\r\n", "abcde"), call),
         Code::kBadPeer, other);
  expect(asked(gives("HTTP/1.1 206 Partial\r\n", "abcde"), call), Code::kBadPeer, other);
  expect(asked(gives("HTTP/1.1 200 OK\r\n", "abcde"), call), Code::kBadPeer, other);
  expect(asked(gives("HTTP/1.1 200 OK\r\n", ""), call), Code::kBadPeer, other);
  EXPECT_EQ(taken, "");
  expect(asked(gives("HTTP/1.1 206 Partial\r\ncontent-range: bytes 10-14/20\r\n", "abcdef"), call),
         Code::kBadPeer, "longer than 5 bytes");
  expect(asked(gives("HTTP/1.1 206 Partial\r\ncontent-range: bytes 10-14/20\r\n", "abcd"), call),
         Code::kBadPeer, "less than it was asked for");
}

TEST_F(HttpClient, AnAnswerThatWasLostIsAskedForAgain) {
  const auto seen = [](Victim& victim) {
    victim.head();
    const std::string body = R"({"code":"seen-before"})";
    victim.send(fmt::format("HTTP/1.1 401 Unauthorized\r\ncontent-length: {}\r\n\r\n{}", body.size(), body));
  };
  expect(asked(seen), Code::kTransient, "was lost");
}

TEST_F(HttpClient, ItIsStoppedFromAnotherThread) {
  std::atomic<bool> asking = false;
  HostileServer server([&](Victim& victim) {
    victim.head();
    asking = true;
    victim.hold();
  });
  Client asks = client(server.port());
  std::thread stops([&] {
    while (!asking) std::this_thread::yield();
    asks.stop();
  });
  const auto before = clock_.mono();
  expect(asks.ask(quick()), Code::kTransient, "stopped");
  EXPECT_LT(clock_.mono() - before, std::chrono::seconds(10));
  stops.join();
  expect(asks.ask(quick()), Code::kTransient, "stopped");
}

TEST_F(HttpClient, ItSendsNoFasterThanItMay) {
  Served served;
  Call upload = quick("/uploads/7");
  upload.method = "PUT";
  upload.body = made_up(600'000);
  upload.bytes_per_second = 300'000;
  const auto before = clock_.mono();
  const auto answer = Client::create({plain(served.port())}, &served.link, served.clock).value().ask(upload);
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->status, 200);
  EXPECT_GT(clock_.mono() - before, std::chrono::milliseconds(700));
}

TEST_F(HttpClient, WhoeverReadsWhatIsSentEndsIt) {
  Served served;
  Call upload = quick("/uploads/7");
  upload.method = "PUT";
  upload.body = made_up(600'000);
  upload.body->read = [](std::uint64_t, std::span<std::uint8_t>) -> Result<std::size_t> {
    return fail(Code::kCorrupt, "the file has changed");
  };
  expect(Client::create({plain(served.port())}, &served.link, served.clock).value().ask(upload),
         Code::kCorrupt, "the file has changed");
  upload.body->read = [](std::uint64_t, std::span<std::uint8_t>) -> Result<std::size_t> { return 0; };
  expect(Client::create({plain(served.port())}, &served.link, served.clock).value().ask(upload),
         Code::kPermanent, "ends too early");
}

class SecureHttpClient : public HttpClient {
 protected:
  Result<Answer> asked_securely(const http_test::Certificates& of_server, const Path& believed) const {
    const auto tls = server::http::Tls::load({of_server.certificate, of_server.key}).value();
    Served::Options options;
    options.tls = &tls;
    Served served(options);
    return Client::create({secure(served.port()), believed}, {}, clock_).value().ask(quick());
  }
  support::TempFolder folder_;
  http_test::Certificates own_ = http_test::make_certificates(folder_.path(), "own");
  http_test::Certificates other_ = http_test::make_certificates(folder_.path(), "other");
};

TEST_F(SecureHttpClient, BelievesThePinnedAuthorityAlone) {
  const auto answer = asked_securely(own_, own_.authority);
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->body, "hello");
  expect(asked_securely(own_, other_.authority), Code::kDenied, "not the one");
  expect(asked_securely(own_, {}), Code::kDenied, "not the one");
  expect(asked_securely(own_, folder_.path() / "missing.pem"), Code::kPermanent, "cannot be read");
}

TEST_F(SecureHttpClient, AnotherNameIsNotTheServers) {
  const auto tls = server::http::Tls::load({own_.certificate, own_.key}).value();
  Served::Options options;
  options.tls = &tls;
  Served served(options);
  const Address address = parse_address(fmt::format("https://localhost:{}", served.port())).value();
  expect(Client::create({address, own_.authority}, {}, clock_).value().ask(quick()), Code::kDenied,
         "not the one");
}

}  // namespace
}  // namespace insyn::http_client
