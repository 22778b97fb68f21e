// What a witness cosigns when a server brings it a checkpoint it has read and keeps.
#include <atomic>
#include <future>
#include <thread>

#include "ledger/tiles/reading.h"
#include "support/until.h"
#include "witness/add_checkpoint.h"
#include "witness/pushing.h"

namespace insyn::witness_test {
namespace {

using namespace std::chrono_literals;
using support::until;

TEST_F(Push, NothingIsCosignedWhoseEntriesCannotBeRead) {
  listen();
  push_to(serve_->port());
  served.lie([](const server::http::Request& request, server::http::Answer answer) {
    return request.head.path.starts_with("/ledger/tile/entries") ? server::http::Answer{404, "", ""} : answer;
  });
  ASSERT_TRUE(centre->append_some(5));
  until("three tries", [&] { return ended("busy") >= 3; });
  EXPECT_EQ(cosigned().size, 10U);
  served.lie(nullptr);
  until("the checkpoint to be cosigned", [&] { return cosigned_by_server() == 15; });
}

TEST_F(Push, EntriesThatAreNotThoseOfTheCheckpointAreToldAndNotCosigned) {
  listen();
  served.lie([](const server::http::Request& request, server::http::Answer answer) {
    if (request.head.path.starts_with("/ledger/tile/entries")) answer.body[answer.body.size() - 2] ^= 1;
    return answer;
  });
  ASSERT_TRUE(centre->append_some(5));
  push_to(serve_->port());
  until("three tries", [&] { return ended("busy") >= 3; });
  pushes_.reset();
  EXPECT_EQ(cosigned().size, 10U);
  EXPECT_EQ(told("The entries that the server shows are not those for which it signed"), 1) << said;
}

TEST_F(Push, ALookAndAPushDoNotCosignAtTheSameTime) {
  ASSERT_TRUE(centre->append_some(5));
  std::thread other;
  std::promise<int> status;
  std::future<int> ended = status.get_future();
  std::atomic<bool> begun = false;
  served.lie([&](const server::http::Request& request, server::http::Answer answer) {
    if (request.head.path.starts_with("/ledger/tile/entries") && !begun.exchange(true)) {
      other = std::thread([&] { status.set_value(add_checkpoint()); });
      EXPECT_EQ(ended.wait_for(300ms), std::future_status::timeout);
    }
    return answer;
  });
  look_well();
  other.join();
  // The look was first.
  EXPECT_EQ(ended.get(), 409);
  EXPECT_EQ(cosigned().size, 15U);
}

TEST_F(Push, LooksAndPushesBesideEachOtherLoseNothing) {
  listen();
  push_to(serve_->port());
  for (int i = 0; i < 30; ++i) {
    ASSERT_TRUE(centre->append_some(i % 3 == 0 ? 100 : 1));
    look_well();
  }
  until("the checkpoint to be cosigned", [&] { return cosigned_by_server() == centre->head().published; });
  look_well();
  EXPECT_EQ(watch->standing().judged, centre->head().published);
  EXPECT_EQ(log(), "");
  EXPECT_EQ(told(""), 0) << said;
}

// A ledger with the same key and the same first ten entries, and others after them.
class Forked : public Push {
 protected:
  void fork(int others) {
    std::filesystem::create_directories(folder / "other");
    other_ = std::make_unique<Centre>(folder / "other", parties, clock);
    for (std::int64_t i = 0; i < 10; ++i) {
      const auto entry = centre->query("SELECT entry FROM ledger_entries WHERE number = :a", {i})[0][0];
      ASSERT_TRUE(other_->execute("INSERT INTO ledger_entries (number, entry) VALUES (:a, :b)", {i, entry}));
    }
    ASSERT_TRUE(other_->execute("UPDATE ledger_head SET size = 10"));
    ASSERT_TRUE(other_->append_some(others));
    // Its witness is known to it, and was not heard.
    const server::Row row =
        centre->query("SELECT hash, id, note, entry, registered, not_after FROM agreements")[0];
    ASSERT_TRUE(
        other_->execute("INSERT INTO agreements (hash, id, note, entry, registered, not_after) VALUES "
                        "(:a, :b, :c, :d, :e, :f)",
                        {row[0], row[1], row[2], row[3], row[4], row[5]}));
  }
  // It is brought to the witness, with a proof that is right.
  Result<witness::Answer> add_forked(std::uint64_t from = 10) {
    const server::LogHead head = other_->head();
    ledger::TileNodes nodes(other_->log.tiles(), head.published);
    const witness::AddCheckpoint request{from, ledger::prove_consistency(nodes, from, head.published).value(),
                                         head.checkpoint};
    return watch->add_checkpoint(text_of(request), clock.utc());
  }
  std::unique_ptr<Centre> other_;
};

TEST_F(Forked, WhoseEntriesAreNotShownIsNotCosignedAndTold) {
  fork(5);
  ASSERT_TRUE(centre->append_some(5));
  EXPECT_FALSE(add_forked());
  EXPECT_EQ(told("The entries that the server shows are not those for which it signed"), 1) << said;
  EXPECT_EQ(cosigned().size, 10U);
  look_well();
  EXPECT_EQ(cosigned().root, centre->head().root);
}

TEST_F(Forked, OfTheSizeThatWasCosignedIsProofOfTwoHistories) {
  fork(5);
  ASSERT_TRUE(centre->append_some(5));
  look_well();
  EXPECT_EQ(add_forked(15).value().status, 422);
  EXPECT_EQ(told("signed two histories"), 1) << said;
  EXPECT_EQ(read_text(place.evidence() / "second-15.checkpoint", 65536).value(), other_->head().checkpoint);
  // From now on nothing is confirmed.
  const auto before = confirmed_at();
  clock.move(31min);
  (void)look();
  EXPECT_EQ(confirmed_at(), before);
}

TEST_F(Forked, AProofThatDoesNotFitIsProofOfNothing) {
  ASSERT_TRUE(centre->append_some(5));
  const witness::AddCheckpoint request{10, {Digest{}}, centre->head().checkpoint};
  EXPECT_EQ(watch->add_checkpoint(text_of(request), clock.utc()).value().status, 422);
  EXPECT_EQ(told(""), 0) << said;
  EXPECT_EQ(cosigned().size, 10U);
}

TEST_F(Forked, BySomebodyElseIsProofOfNothing) {
  fork(5);
  ASSERT_TRUE(centre->append_some(5));
  look_well();
  const note::Signer stranger = note::Signer::generate("centre.example").value();
  const std::string forged = note::sign(note::parse(other_->head().checkpoint).value().text, stranger);
  EXPECT_EQ(
      watch->add_checkpoint(text_of(witness::AddCheckpoint{15, {}, forged}), clock.utc()).value().status,
      403);
  EXPECT_EQ(told(""), 0) << said;
}

// A server that signed two histories, of which the witness has cosigned the other one.
TEST_F(Forked, WhatTheWitnessDoesNotCosignIsSaid) {
  fork(5);
  served.serve(other_.get());
  EXPECT_EQ(add_forked().value().status, 200);
  served.serve(centre.get());
  ASSERT_TRUE(centre->append_some(20));
  listen();
  push_to(serve_->port());
  until("it to be told", [&] { return logged("has not grown from what it has cosigned") == 1; });
  EXPECT_EQ(cosigned_by_server(), 10U);
}

}  // namespace
}  // namespace insyn::witness_test
