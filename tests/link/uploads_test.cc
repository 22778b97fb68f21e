// Uploads against a centre made for tests, which is honest in the first part.
#include "link/upload/uploads.h"

#include <gtest/gtest.h>

#include <mutex>

#include "link/outbox/outbox.h"
#include "link/uploads.h"
#include "os/file.h"
#include "recording/lifetime/discard.h"
#include "support/small_disk.h"
#include "support/until.h"

namespace insyn::link_test {
namespace {

using link::Obstacle;

// What the agent signs; the same for the same recording.
std::string discard_of(const LinkDesk& desk, const std::string& id) {
  const Utc then = parse_utc("2026-12-01T08:00:00.000Z").value();
  return link::sign_discard({id, desk.workstation().agent(), then}, desk.workstation().agent_keys().signer);
}

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

// Everybody may put files into the outbox: one could be a link to the link's own key.
TEST_F(Uploads, OnlyDiscardsAreBroughtFromTheOutbox) {
  const auto link = desk_.start();
  std::filesystem::create_symlink(desk_.data() / "link.sign",
                                  link->data.outbox() / link::discard_file(std::string(32, 'a')));
  turn(*link);
  EXPECT_TRUE(desk_.centre.discards().empty());
  EXPECT_EQ(desk_.standing_of(*link).discards, 1U);
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
  const std::string id = desk_.call();
  const auto link = desk_.start();
  const std::string discard = discard_of(desk_, id);
  ASSERT_TRUE(link::leave_discard(link->data.outbox(), id, discard));
  desk_.centre.refuse_with(server::http::problem(503, "busy"));
  turn(*link, 1);
  EXPECT_EQ(desk_.standing_of(*link).discards, 1U);
  desk_.centre.refuse_with({});
  desk_.clock.move(std::chrono::seconds(1));
  turn(*link);
  EXPECT_EQ(desk_.centre.discards(), std::vector<std::string>{discard});
  EXPECT_EQ(desk_.standing_of(*link).discards, 0U);
  EXPECT_FALSE(link::is_unconfirmed(link->data.outbox(), id));
  EXPECT_TRUE(desk_.centre.stored().empty());
  EXPECT_FALSE(desk_.has(id));
}

TEST_F(Uploads, ADiscardEndsTheUploadThatIsUnderWay) {
  // More than the connection's buffers hold, so that the link has not sent all when the first piece arrives.
  const std::string id = desk_.call({.bytes = 12'000'000});
  const auto link = desk_.start();
  std::once_flag first;
  desk_.centre.when_taking = [&] {
    std::call_once(first,
                   [&] { EXPECT_TRUE(link::leave_discard(link->data.outbox(), id, discard_of(desk_, id))); });
  };
  link->uploads.turn();
  EXPECT_TRUE(desk_.centre.stored().empty());
  turn(*link);
  EXPECT_EQ(desk_.centre.discards(), std::vector<std::string>{discard_of(desk_, id)});
  EXPECT_TRUE(desk_.centre.stored().empty());
  EXPECT_FALSE(desk_.has(id));
}

TEST_F(Uploads, ADiscardThatIsRefusedStaysUnconfirmedAndSaysWhy) {
  const std::string id = desk_.call();
  const auto link = desk_.start();
  ASSERT_TRUE(link::leave_discard(link->data.outbox(), id, discard_of(desk_, id)));
  desk_.centre.refuse_with(server::http::problem(403, "discard"));
  link->uploads.turn();
  EXPECT_TRUE(link::is_unconfirmed(link->data.outbox(), id));
  const link::Standing standing = desk_.standing_of(*link);
  EXPECT_EQ(standing.discards, 1U);
  const auto said = std::find_if(standing.stuck.begin(), standing.stuck.end(), [&](const auto& one) {
    return one.recording == id && one.trouble.refused == link::Refused{403, "discard"};
  });
  EXPECT_NE(said, standing.stuck.end());
}

TEST_F(Uploads, WhatTheCentreHasShreddedGoesHereToo) {
  const std::string id = desk_.call(), other = desk_.call();
  const auto link = desk_.start();
  turn(*link);
  ASSERT_EQ(desk_.centre.stored().size(), 2U);
  desk_.centre.bury(id);
  link->uploads.told_shredded(id);
  turn(*link);
  EXPECT_FALSE(desk_.has(id));
  EXPECT_TRUE(desk_.has(other));
}

TEST_F(Uploads, WhatCannotArriveBecauseItIsShreddedGoesHereToo) {
  const std::string id = desk_.call();
  desk_.centre.bury(id);
  turn(*desk_.start());
  EXPECT_FALSE(desk_.has(id));
}

TEST_F(Uploads, WhoseShreddingTheWitnessesHaveNotSeenStays) {
  const std::string id = desk_.call();
  const auto link = desk_.start();
  turn(*link);
  desk_.centre.two_ledgers = true;
  desk_.centre.bury(id);
  link->uploads.told_shredded(id);
  turn(*link);
  EXPECT_TRUE(desk_.has(id));
  desk_.centre.two_ledgers = false;
  desk_.centre.has_no_witness = true;
  turn(*link);
  EXPECT_TRUE(desk_.has(id));
}

TEST_F(Uploads, WhoseShreddingIsNotProvenStays) {
  const std::string id = desk_.call(), other = desk_.call();
  const auto link = desk_.start();
  const std::function<void(Tombstone&)> lies[] = {
      [&](Tombstone& tombstone) { tombstone.proven.entry += "x"; },
      [&](Tombstone& tombstone) { tombstone.proven.number += 1; },
      [&](Tombstone& tombstone) { tombstone.recording = other; },
      [&](Tombstone& tombstone) {
        const auto stranger = note::Signer::generate(kOrigin).value();
        tombstone.proven.checkpoint =
            note::sign(note::parse(tombstone.proven.checkpoint).value().text, stranger);
      }};
  for (const auto& lie : lies) {
    desk_.centre.falsify_tombstone = lie;
    desk_.centre.bury(id);
    link->uploads.told_shredded(id);
    turn(*link);
    EXPECT_TRUE(desk_.has(id));
  }
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
      {server::http::problem(429, "rate"), Obstacle::kBusy},
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

TEST_F(Uploads, AFullDiskOfThisComputersIsSaidAndLosesNothing) {
  const auto link = desk_.start();
  const support::SmallDisk disk(desk_.data() / "recordings", std::size_t{64} << 10);
  fleet::Caller caller = desk_.caller();
  auto recording = caller.begin({}).value();
  const std::string id = recording.folder().filename().string();
  const auto expect_stuck = [&] {
    support::until("it is held up", [&] {
      turn(*link);
      return stuck(*link, id) == Obstacle::kHere;
    });
    EXPECT_NE(how_it_stands(desk_, *link).find("No space left"), std::string::npos)
        << how_it_stands(desk_, *link);
    EXPECT_TRUE(desk_.has(id));
  };
  // That the certificate is there cannot be remembered: it is brought again.
  disk.fill();
  expect_stuck();
  EXPECT_FALSE(link->memory.of(id).value().certified);
  const auto go_on = [&] {
    disk.make_room();
    support::until("it goes on", [&] {
      turn(*link);
      return !stuck(*link, id);
    });
  };
  go_on();
  EXPECT_TRUE(link->memory.of(id).value().certified);
  // Nor can the receipt: nothing is removed by it.
  ASSERT_TRUE(caller.talk(recording, {}));
  ASSERT_TRUE(caller.end(recording));
  disk.fill();
  expect_stuck();
  EXPECT_TRUE(has_arrived(desk_, id));
  EXPECT_FALSE(link->memory.of(id).value().received);
  go_on();
  EXPECT_TRUE(link->memory.of(id).value().received) << how_it_stands(desk_, *link);
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
