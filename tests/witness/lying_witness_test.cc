// A server brings its checkpoints to somebody who lies, refuses or says nothing.
#include "http/hostile.h"
#include "note/signature_line.h"
#include "support/until.h"
#include "witness/pushing.h"

namespace insyn::witness_test {
namespace {

using namespace std::chrono_literals;
using support::until;

// Answers that never count: what is answered, how the push ends, and what the log says of it.
struct Lie {
  std::string answer, end, said;
};

class Lying : public Push {
 protected:
  void SetUp() override {
    Push::SetUp();
    ASSERT_TRUE(centre->append_some(5));
  }
  static std::string http(int status, const std::string& body, const std::string& fields = "") {
    return fmt::format("HTTP/1.1 {} X\r\nContent-Length: {}\r\nConnection: close\r\n{}\r\n{}", status,
                       body.size(), fields, body);
  }
  static std::string conflict(const std::string& body) {
    return http(409, body, "Content-Type: text/x.tlog.size\r\n");
  }
  // Each time the answer of its path; that to GET is `checkpoint`.
  void expect_nothing_counts(const Lie& lie, const std::string& checkpoint = http(404, "")) {
    http_test::HostileServer liar([&](http_test::Victim& victim) {
      const std::string head = victim.head();
      const std::size_t at = head.find("ontent-Length: ");
      if (at != std::string::npos) victim.body(static_cast<std::size_t>(std::atoi(head.c_str() + at + 15)));
      victim.send(head.starts_with("GET ") ? checkpoint : lie.answer);
    });
    const int before = ended(lie.end), logged_before = logged(lie.said);
    push_to(liar.port());
    until("three answers: " + lie.said, [&] { return ended(lie.end) >= before + 3; });
    pushes_.reset();
    EXPECT_EQ(logged(lie.said) - logged_before, 1) << lie.said << " in\n" << log();
    EXPECT_EQ(ended("cosigned"), 0) << lie.said;
    EXPECT_EQ(cosigned_by_server(), 10U) << lie.said;
    EXPECT_TRUE(centre->append_some(0));
  }
};

TEST_F(Lying, CosignaturesThatAreNoneOfThisCheckpointByThisWitness) {
  const note::Signer same_name = note::Signer::generate("witness.example").value();
  const note::Signer other_name = note::Signer::generate("other.example").value();
  const std::string now = text();
  std::string false_one = cosignature(parties.witness, now);
  // In the signature itself.
  false_one[false_one.size() - 12] = false_one[false_one.size() - 12] == 'A' ? 'B' : 'A';
  const std::string smaller = note::parse(stored(10)).value().text;
  const std::string other_root =
      ledger::text_of(ledger::Checkpoint{"centre.example", 15, sha256(view_of("other")), {}});
  for (const std::string& body :
       {false_one, cosignature(same_name, now), cosignature(other_name, now),
        cosignature(parties.witness, smaller), cosignature(parties.witness, other_root), std::string(),
        note::line_of(note::parse(centre->head().checkpoint).value().signatures[0]), stored(10),
        "\n" + cosignature(parties.witness, now), std::string("garbage\n")}) {
    expect_nothing_counts({http(200, body), "not-understood", "Nothing of it counts"});
  }
  // The witness's signature as of a note is no cosignature.
  expect_nothing_counts(
      {http(200, note::line_of(note::parse(note::sign(now, parties.witness)).value().signatures[0])),
       "not-understood", "no cosignature"});
  // The right one counts, so the answers above were refused for what they said.
  http_test::HostileServer honest([&](http_test::Victim& victim) {
    const std::string head = victim.head();
    victim.body(static_cast<std::size_t>(std::atoi(head.c_str() + head.find("ontent-Length: ") + 15)));
    victim.send(http(200, cosignature(parties.witness, now)));
  });
  push_to(honest.port());
  until("the right one", [&] { return cosigned_by_server() == 15; });
}

TEST_F(Lying, SizesThatAreNone) {
  for (const char* body :
       {"", "\n", "x\n", "10", "10\n\n", "010\n", "-1\n", "9223372036854775808\n", "10 11\n"})
    expect_nothing_counts({conflict(body), "not-understood", "409 without the size"});
  expect_nothing_counts({http(409, "10\n"), "not-understood", "409 without the size"});
  // Always another one than it is given a proof from.
  expect_nothing_counts({conflict("7\n"), "not-understood", "another size each time"});
}

TEST_F(Lying, MoreEntriesThanItCanShow) {
  const note::Signer stranger = note::Signer::generate("centre.example").value();
  const auto checkpoint = [&](const note::Signer& by, std::uint64_t size) {
    const std::string text = ledger::text_of({"centre.example", size, sha256(view_of("x")), {}});
    return http(200, note::sign(text, by) + cosignature(parties.witness, text));
  };
  const Lie lie{conflict("1000\n"), "not-understood", "does not show it"};
  expect_nothing_counts(lie);
  // What it shows is its old checkpoint.
  expect_nothing_counts(lie, http(200, stored(10)));
  expect_nothing_counts({lie.answer, lie.end, "this server has not signed that checkpoint"},
                        checkpoint(stranger, 1000));
  expect_nothing_counts({lie.answer, lie.end, "longer than 65536 bytes"},
                        http(200, std::string(70'000, 'x')));
  expect_nothing_counts({lie.answer, lie.end, "the note has no signatures"}, http(200, "garbage"));
  EXPECT_TRUE(centre->append_some(1));
}

TEST_F(Lying, WhatIsNoAnswerOfAWitness) {
  expect_nothing_counts(
      {http(200, std::string(1'000'000, 'x')), "not-understood", "longer than 65536 bytes"});
  expect_nothing_counts(
      {http(302, "", "Location: http://127.0.0.1:1/\r\n"), "not-understood", "is not followed"});
  expect_nothing_counts({"SSH-2.0-nothing\r\n", "not-understood", "no proper answer"});
  expect_nothing_counts({http(204, ""), "not-understood", "it answers 204"});
  expect_nothing_counts({http(418, ""), "not-understood", "it answers 418"});
  expect_nothing_counts({"", "unreachable", "no answer came"});
  expect_nothing_counts(
      {"HTTP/1.1 200 X\r\nContent-Length: 1000\r\n\r\n— wit", "unreachable", "no answer came"});
}

TEST_F(Lying, RefusalsAreSaidWithTheirNextStep) {
  const std::vector<std::tuple<int, const char*, const char*>> all = {
      {400, "refused", "have the same version (400)"},
      {403, "refused", "give its insyn-witness.toml the key that the agreement names (403)"},
      {404, "refused", "insyn-witness init with this ledger's agreement (404)"},
      {422, "refused", "insyn-witness report, at the union's, says what it has found (422)"},
      {429, "busy", "it answers 429"},
      {500, "busy", "it answers 500"},
      {503, "busy", "it answers 503"}};
  for (const auto& [status, end, why] : all) expect_nothing_counts({http(status, "why\n"), end, why});
}

TEST_F(Lying, AWitnessThatDoesNotAnswerIsGivenUp) {
  times_.answer = {100ms, 60s, 100ms};
  http_test::HostileServer silent([](http_test::Victim& victim) { victim.hold(); });
  push_to(silent.port());
  until("three tries", [&] { return ended("unreachable") >= 3; });
  EXPECT_EQ(logged("no answer came"), 1) << log();
  EXPECT_EQ(cosigned_by_server(), 10U);
}

TEST_F(Lying, AStopDoesNotWaitForItsAnswer) {
  times_.answer = {60s, 60s, 60s};
  http_test::HostileServer silent([](http_test::Victim& victim) { victim.hold(); });
  push_to(silent.port());
  until("it to be asked", [&] { return silent.connections() == 1; });
  const auto began = std::chrono::steady_clock::now();
  pushes_.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - began, 20s);
}

TEST_F(Lying, ItIsNotAskedBeforeItWantsToBe) {
  times_.longest = 3600s;
  http_test::HostileServer busy([](http_test::Victim& victim) {
    victim.head();
    victim.send(http(429, "", "Retry-After: 1000\r\n"));
  });
  push_to(busy.port());
  until("an answer", [&] { return ended("busy") == 1; });
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(centre->append_some(1));
  EXPECT_EQ(busy.connections(), 1);
  // A stop does not wait for it.
  const auto began = std::chrono::steady_clock::now();
  pushes_.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - began, 10s);
}

}  // namespace
}  // namespace insyn::witness_test
