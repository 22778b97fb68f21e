// Uploads against a centre made for tests, which is honest in the first part.
#include "link/upload/uploads.h"

#include <gtest/gtest.h>

#include "link/link_desk.h"
#include "os/file.h"
#include "support/until.h"

namespace insyn::link_test {
namespace {

using link::Obstacle;

class Uploads : public ::testing::Test {
 protected:
  // Turns until nothing is to be done at once, or a few times at most.
  static void turn(LinkDesk::Link& link, int times = 5) {
    for (int time = 0; time < times; ++time) (void)link.uploads.turn();
  }
  std::optional<Obstacle> stuck(const LinkDesk::Link& link, const std::string& id) const {
    for (const auto& one : desk_.standing_of(link).stuck)
      if (one.recording == id) return one.trouble.obstacle;
    return std::nullopt;
  }
  // Byte for byte.
  static bool has_arrived(LinkDesk& desk, const std::string& id) {
    const auto stored = desk.centre.stored();
    return stored.contains(id) && stored.at(id) == desk.bundle(id);
  }
  // For what a test fails with.
  static std::string how_it_stands(const LinkDesk& desk, const LinkDesk::Link& link) {
    return text_of(desk.standing_of(link));
  }
  LinkDesk desk_;
};

TEST_F(Uploads, ARecordingArrivesByteForByte) {
  const std::string id = desk_.call();
  const auto link = desk_.start();
  turn(*link);
  EXPECT_TRUE(has_arrived(desk_, id)) << how_it_stands(desk_, *link);
  EXPECT_EQ(desk_.centre.certificates().size(), 1U);
  EXPECT_TRUE(desk_.has(id));
  const auto remembered = link->memory.of(id).value();
  EXPECT_TRUE(remembered.received && remembered.certified);
  EXPECT_TRUE(parse_receipt(remembered.receipt));
  const auto standing = desk_.standing_of(*link);
  EXPECT_EQ(standing.waiting, 0U);
  EXPECT_EQ(standing.kept, 1U);
  EXPECT_FALSE(standing.trouble);
  EXPECT_TRUE(standing.stuck.empty());
}

TEST_F(Uploads, WhatHasArrivedIsNotBroughtAgain) {
  (void)desk_.call();
  turn(*desk_.start());
  const int before = desk_.centre.requests();
  turn(*desk_.start());
  EXPECT_EQ(desk_.centre.requests(), before);
}

TEST_F(Uploads, ACertificateGoesUpWhenTheCallBegins) {
  fleet::Caller caller = desk_.caller();
  auto recording = caller.begin({}).value();
  const std::string id = recording.folder().filename().string();
  const auto link = desk_.start();
  turn(*link);
  EXPECT_EQ(desk_.centre.certificates().size(), 1U);
  EXPECT_TRUE(desk_.centre.stored().empty());
  EXPECT_FALSE(link->memory.of(id).value().received);
  ASSERT_TRUE(caller.talk(recording, {}));
  turn(*link);
  EXPECT_TRUE(desk_.centre.stored().empty());
  ASSERT_TRUE(caller.end(recording));
  turn(*link);
  EXPECT_TRUE(has_arrived(desk_, id));
  EXPECT_EQ(desk_.centre.certificates().size(), 1U);
}

TEST_F(Uploads, OneThatWasCutOffArrivesByItsJournal) {
  std::string id;
  {
    fleet::Caller caller = desk_.caller();
    auto recording = caller.begin({}).value();
    id = recording.folder().filename().string();
    ASSERT_TRUE(caller.talk(recording, {}));
  }
  const auto link = desk_.start();
  turn(*link);
  EXPECT_TRUE(has_arrived(desk_, id));
}

TEST_F(Uploads, WaitsForTheEndOfACall) {
  const std::string before = desk_.call();
  fleet::Caller caller = desk_.caller();
  auto recording = caller.begin({}).value();
  const auto link = desk_.start();
  turn(*link);
  EXPECT_TRUE(desk_.centre.stored().empty());
  EXPECT_TRUE(desk_.standing_of(*link).beside_call);
  ASSERT_TRUE(caller.end(recording));
  turn(*link);
  EXPECT_EQ(desk_.centre.stored().size(), 2U);
  EXPECT_FALSE(desk_.standing_of(*link).beside_call);
}

TEST_F(Uploads, BesideACallWhereThatIsAllowed) {
  desk_.configure(desk_.centre.url(), "[upload]\nbeside_calls = true\n");
  const std::string before = desk_.call();
  fleet::Caller caller = desk_.caller();
  auto recording = caller.begin({}).value();
  const auto link = desk_.start();
  turn(*link);
  EXPECT_EQ(desk_.centre.stored().size(), 1U);
}

// An upload that goes on ends when a call begins, and continues where it was.
TEST_F(Uploads, ACallThatBeginsInterruptsAnUpload) {
  desk_.configure(desk_.centre.url(), "[upload]\nkilobytes_per_second = 400\n");
  const std::string id = desk_.call({.bytes = 2'000'000, .chunks = 20});
  const auto link = desk_.start();
  std::thread uploads([&] { (void)link->uploads.turn(); });
  support::until("a part of it has arrived", [&] { return desk_.centre.staged(id) >= 100'000; });
  fleet::Caller caller = desk_.caller();
  auto recording = caller.begin({}).value();
  uploads.join();
  EXPECT_TRUE(desk_.centre.stored().empty());
  EXPECT_FALSE(desk_.standing_of(*link).trouble);
  ASSERT_TRUE(caller.end(recording));
  desk_.configure(desk_.centre.url());
  turn(*desk_.start());
  EXPECT_TRUE(has_arrived(desk_, id));
}

TEST_F(Uploads, GoesOnAtAnyByte) {
  desk_.centre.takes_at_once = 50'001;
  const std::string id = desk_.call({.bytes = 400'000});
  const auto link = desk_.start();
  for (int time = 0; time < 20 && desk_.centre.stored().empty(); ++time) {
    (void)link->uploads.turn();
    desk_.clock.move(std::chrono::milliseconds(5));
  }
  EXPECT_TRUE(has_arrived(desk_, id));
}

TEST_F(Uploads, WithoutALedgerInTheAgreementItStaysHere) {
  LinkDesk without(false);
  const std::string id = without.call();
  const auto link = without.start();
  turn(*link);
  EXPECT_EQ(without.centre.requests(), 0);
  without.clock.move(std::chrono::days(400));
  turn(*link);
  EXPECT_TRUE(without.has(id));
}

TEST_F(Uploads, IsRemovedAfterSevenDays) {
  const std::string id = desk_.call();
  const auto link = desk_.start();
  turn(*link);
  desk_.clock.move(std::chrono::days(7) - std::chrono::minutes(1));
  turn(*link);
  EXPECT_TRUE(desk_.has(id));
  desk_.clock.move(std::chrono::minutes(1));
  turn(*link);
  EXPECT_FALSE(desk_.has(id));
  // The receipt stays.
  EXPECT_TRUE(parse_receipt(link->memory.of(id).value().receipt));
}

TEST_F(Uploads, IsKeptWhileTheServerHasSomethingElse) {
  const std::string id = desk_.call();
  const auto link = desk_.start();
  turn(*link);
  desk_.centre.false_samples = true;
  desk_.clock.move(std::chrono::days(8));
  turn(*link);
  EXPECT_TRUE(desk_.has(id));
  EXPECT_EQ(stuck(*link, id), Obstacle::kFalseSample);
}

TEST_F(Uploads, IsKeptWhereTheServerHasLostIt) {
  const std::string id = desk_.call();
  const auto link = desk_.start();
  turn(*link);
  desk_.centre.lose(id);
  desk_.clock.move(std::chrono::days(8));
  turn(*link);
  EXPECT_TRUE(desk_.has(id));
  EXPECT_EQ(stuck(*link, id), Obstacle::kRefused);
  // A restored server asks for it.
  link->uploads.want(id);
  turn(*link);
  EXPECT_TRUE(has_arrived(desk_, id));
}

TEST_F(Uploads, IsKeptWhereNothingWasStoredBehindTheReceipt) {
  desk_.centre.keeps_nothing = true;
  const std::string id = desk_.call();
  const auto link = desk_.start();
  turn(*link);
  EXPECT_TRUE(link->memory.of(id).value().received);
  desk_.clock.move(std::chrono::days(8));
  turn(*link);
  EXPECT_TRUE(desk_.has(id));
}

TEST_F(Uploads, IsRemovedWhenItsTimeIsOver) {
  const std::string id = desk_.call();
  const auto link = desk_.start();
  desk_.centre.refuse_with(server::http::problem(403, "agreement"));
  turn(*link);
  desk_.centre.refuse_with({});
  // A clock alone proves nothing: the server has not taken anything yet.
  desk_.clock.move(std::chrono::days(40));
  desk_.centre.refuse_with(server::http::problem(503, "busy"));
  turn(*link);
  EXPECT_TRUE(desk_.has(id));
  desk_.centre.refuse_with({});
  desk_.clock.move(std::chrono::seconds(1));
  turn(*link);
  desk_.clock.move(std::chrono::seconds(1));
  turn(*link);
  EXPECT_FALSE(desk_.has(id));
}

TEST_F(Uploads, NothingIsRemovedByAMemoryThatCannotBeRead) {
  const std::string id = desk_.call();
  turn(*desk_.start());
  ASSERT_TRUE(write_file(desk_.data() / "recordings" / id, view_of("insyn link recording 1\nleaving now\n"),
                         Access::kOwnerOnly, IfExists::kReplace));
  desk_.clock.move(std::chrono::days(8));
  const auto link = desk_.start();
  turn(*link);
  EXPECT_TRUE(desk_.has(id));
  EXPECT_EQ(stuck(*link, id), Obstacle::kDamaged);
}

TEST_F(Uploads, ARemovalThatWasCutOffGoesOn) {
  const std::string id = desk_.call();
  {
    const auto link = desk_.start();
    turn(*link);
    link::Remembered remembered = link->memory.of(id).value();
    remembered.leaving = desk_.clock.utc();
    ASSERT_TRUE(link->memory.remember(id, remembered));
  }
  std::filesystem::remove(desk_.spool() / id / "key.age");
  std::filesystem::remove(desk_.spool() / id / "certificate.note");
  turn(*desk_.start());
  EXPECT_FALSE(desk_.has(id));
}

TEST_F(Uploads, WhatTheAgentDiscardedHereIsNotBrought) {
  const std::string id = desk_.call();
  for (const char* key : {"key.age", "key.calls.age", "key.agent.age"})
    std::filesystem::remove(desk_.spool() / id / key);
  const auto link = desk_.start();
  turn(*link);
  EXPECT_TRUE(desk_.centre.stored().empty());
  EXPECT_EQ(stuck(*link, id), Obstacle::kGone);
  EXPECT_EQ(desk_.standing_of(*link).waiting, 0U);
}

TEST_F(Uploads, DiscardsGoFirstAndAreUnconfirmedUntilThen) {
  const auto link = desk_.start();
  ASSERT_TRUE(write_file(desk_.data() / "outbox" / "x.discard", view_of("a discard"), Access::kOwnerOnly,
                         IfExists::kReplace));
  desk_.centre.refuse_with(server::http::problem(503, "busy"));
  turn(*link, 1);
  EXPECT_EQ(desk_.standing_of(*link).discards, 1U);
  desk_.centre.refuse_with({});
  desk_.clock.move(std::chrono::seconds(1));
  turn(*link);
  EXPECT_EQ(desk_.centre.discards(), std::vector<std::string>{"a discard"});
  EXPECT_EQ(desk_.standing_of(*link).discards, 0U);
  EXPECT_FALSE(std::filesystem::exists(desk_.data() / "outbox" / "x.discard"));
}

TEST_F(Uploads, DoesNotAskBeforeTheServerWantsToBeAsked) {
  (void)desk_.call();
  const auto link = desk_.start();
  desk_.centre.refuse_with(server::http::problem_for(503, "busy", std::chrono::seconds(3600)));
  turn(*link);
  const int asked = desk_.centre.requests();
  EXPECT_EQ(asked, 1);
  EXPECT_EQ(desk_.standing_of(*link).trouble->obstacle, Obstacle::kBusy);
  desk_.clock.move(std::chrono::seconds(3590));
  turn(*link);
  EXPECT_EQ(desk_.centre.requests(), asked);
  desk_.centre.refuse_with({});
  desk_.clock.move(std::chrono::seconds(3700));
  turn(*link);
  EXPECT_EQ(desk_.centre.stored().size(), 1U);
  EXPECT_FALSE(desk_.standing_of(*link).trouble);
}

TEST_F(Uploads, SaysWhatStandsInTheWay) {
  const std::string id = desk_.call();
  const std::pair<server::http::Answer, Obstacle> everywhere[] = {
      {server::http::problem(507, "full"), Obstacle::kNoRoom},
      {server::http::problem(429, "too-many-requests"), Obstacle::kBusy},
      {server::http::problem(401, "too-new"), Obstacle::kClock}};
  for (const auto& [answer, obstacle] : everywhere) {
    const auto link = desk_.start();
    desk_.centre.refuse_with(answer);
    turn(*link);
    ASSERT_TRUE(desk_.standing_of(*link).trouble) << code_of(obstacle);
    EXPECT_EQ(desk_.standing_of(*link).trouble->obstacle, obstacle);
    EXPECT_EQ(desk_.standing_of(*link).waiting, 1U);
  }
  const std::pair<server::http::Answer, Obstacle> alone[] = {
      {server::http::problem(403, "agreement"), Obstacle::kRefused},
      {server::http::problem(409, "fork"), Obstacle::kForked},
      {server::http::problem(410, "gone"), Obstacle::kGone},
      {server::http::problem(422, "chunk"), Obstacle::kRefused}};
  for (const auto& [answer, obstacle] : alone) {
    const auto link = desk_.start();
    desk_.centre.refuse_with(answer);
    turn(*link);
    EXPECT_EQ(stuck(*link, id), obstacle);
    EXPECT_FALSE(desk_.standing_of(*link).trouble) << code_of(obstacle);
  }
  EXPECT_TRUE(desk_.has(id));
}

TEST_F(Uploads, DaysWithoutAServer) {
  const std::string id = desk_.call();
  {
    http_test::Client holds_port(desk_.centre.port());
    desk_.configure("http://127.0.0.1:1");
    const auto link = desk_.start();
    for (int day = 0; day < 5; ++day) {
      turn(*link);
      desk_.clock.move(std::chrono::days(1));
    }
    EXPECT_EQ(desk_.standing_of(*link).trouble->obstacle, Obstacle::kNoAnswer);
    EXPECT_EQ(desk_.standing_of(*link).waiting, 1U);
  }
  desk_.configure(desk_.centre.url());
  turn(*desk_.start());
  EXPECT_TRUE(has_arrived(desk_, id));
}

// What a receipt may be instead of the proof that the recording is stored.
struct Lie {
  const char* what;
  std::function<void(CentreDouble&)> tell;
};

class FalseReceipt : public Uploads, public ::testing::WithParamInterface<Lie> {};

TEST_P(FalseReceipt, IsRefusedAndNothingIsRemoved) {
  const std::string id = desk_.call();
  GetParam().tell(desk_.centre);
  const auto link = desk_.start();
  turn(*link);
  EXPECT_EQ(stuck(*link, id), Obstacle::kFalseReceipt);
  EXPECT_FALSE(link->memory.of(id).value().received);
  desk_.clock.move(std::chrono::days(20));
  turn(*link);
  EXPECT_TRUE(desk_.has(id));
}

std::string without_signature(const std::string& text, const std::string& with) {
  const std::size_t at = text.find("\n— ");
  return at == std::string::npos ? with : text.substr(0, at + 1) + with;
}

const note::Signer& another_key() {
  static const note::Signer key = note::Signer::generate(kOrigin).value();
  return key;
}

void sign_again(Receipt& receipt, const std::string& origin, const note::Signer& key) {
  auto checkpoint = ledger::parse_checkpoint(note::parse(receipt.checkpoint).value().text).value();
  checkpoint.origin = origin;
  receipt.checkpoint = note::sign(ledger::text_of(checkpoint), key);
}

INSTANTIATE_TEST_SUITE_P(
    Lies, FalseReceipt,
    ::testing::Values(
        Lie{"another recording",
            [](CentreDouble& c) { c.falsify = [](Receipt& r) { r.recording.back() ^= 1; }; }},
        Lie{"another salt",
            [](CentreDouble& c) { c.falsify = [](Receipt& r) { r.salt = ledger::Salt::random(); }; }},
        Lie{"another place", [](CentreDouble& c) { c.falsify = [](Receipt& r) { ++r.number; }; }},
        Lie{"no proof", [](CentreDouble& c) { c.falsify = [](Receipt& r) { r.proof.push_back(Digest{}); }; }},
        Lie{"another entry",
            [](CentreDouble& c) {
              c.falsify = [](Receipt& r) { r.entry.replace(r.entry.find("chunks "), 8, "chunks 9"); };
            }},
        Lie{"another key",
            [](CentreDouble& c) { c.falsify = [](Receipt& r) { sign_again(r, kOrigin, another_key()); }; }},
        Lie{"another ledger",
            [](CentreDouble& c) {
              c.falsify = [](Receipt& r) { sign_again(r, "other.example", another_key()); };
            }},
        Lie{"unsigned",
            [](CentreDouble& c) {
              c.falsify_text = [](const std::string& receipt) { return without_signature(receipt, ""); };
            }},
        Lie{"cut",
            [](CentreDouble& c) {
              c.falsify_text = [](const std::string& receipt) {
                return receipt.substr(0, receipt.size() / 2);
              };
            }},
        Lie{"nothing",
            [](CentreDouble& c) { c.falsify_text = [](const std::string&) { return "stored\n"; }; }}),
    [](const auto& lie) {
      std::string name = lie.param.what;
      for (char& c : name)
        if (c == ' ') c = '_';
      return name;
    });

}  // namespace
}  // namespace insyn::link_test
