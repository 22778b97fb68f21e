#include "witness/witness.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "witness/file_state.h"
#include "witness/testing.h"

namespace insyn::witness {
namespace {

using std::chrono::seconds;

class WitnessTest : public testing::Test {
 protected:
  WitnessTest() { EXPECT_TRUE(witness_.begin(ledger_.origin, now_)); }

  Answer add(const AddCheckpoint& request) { return add(text_of(request)); }
  Answer add(const std::string& body) {
    auto answer = witness_.add_checkpoint(body, now_);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? *answer : Answer{500, "", ""};
  }
  // The size that was cosigned last.
  std::uint64_t seen() {
    return ledger::parse_checkpoint(note::parse(state_.notes.at(ledger_.origin))->text)->size;
  }

  const note::Signer signer_ = note::Signer::generate("witness.example").value();
  TestLedger ledger_;
  MemoryState state_;
  Utc now_ = parse_utc("2026-12-02T09:00:00.700Z").value();
  Witness witness_{signer_, {ledger_.watched()}, state_};
};

TEST_F(WitnessTest, CosignsWhatHasGrown) {
  std::uint64_t before = 0;
  for (const std::uint64_t size : {1U, 2U, 7U, 8U, 64U, 65U, 100U}) {
    const AddCheckpoint request = ledger_.request(before, size);
    const Answer answer = add(request);
    ASSERT_EQ(answer.status, 200) << answer.body;
    const std::vector<note::Verifier> known = {signer_.verifier()};
    const auto note = with_cosignatures(request.checkpoint, answer.body, known);
    ASSERT_TRUE(note) << note.error().message;
    const auto believed = ledger::verify_checkpoint(*note, {ledger_.origin, ledger_.key.verifier(), known, 1},
                                                    ledger::Freshness{now_, seconds(60)});
    ASSERT_TRUE(believed) << believed.error().message;
    EXPECT_EQ(believed->checkpoint.size, size);
    EXPECT_EQ(seen(), size);
    before = size;
    now_ += seconds(1);
  }
}

TEST_F(WitnessTest, CosignsTheSameAgainWithTheTimeOfNow) {
  EXPECT_EQ(add(ledger_.request(0, 7)).status, 200);
  now_ += seconds(600);
  const Answer again = add(ledger_.request(7, 7));
  EXPECT_EQ(again.status, 200);
  const auto note = note::parse(ledger_.signed_note(ledger_.at(7)) + again.body);
  EXPECT_EQ(ledger::cosigned_at(*note, signer_.verifier()).value(), std::chrono::floor<seconds>(now_));
}

TEST_F(WitnessTest, AnswersAreThoseOfTheSpecification) {
  ASSERT_EQ(add(ledger_.request(0, 7)).status, 200);
  const auto expect = [&](int status, const AddCheckpoint& request) {
    EXPECT_EQ(add(request).status, status) << text_of(request);
    EXPECT_EQ(seen(), 7u);
  };
  // 400: malformed, or the old size is larger.
  EXPECT_EQ(add(std::string("old 7\n")).status, 400);
  expect(400, {7, {}, "no checkpoint\n"});
  expect(400, {7, {}, ledger::text_of(ledger_.at(9))});
  expect(400, {8, {}, ledger_.signed_note(ledger_.at(7))});
  // 404: another ledger.
  ledger::Checkpoint other = ledger_.at(9);
  other.origin = "other.example";
  expect(404, {7, {}, ledger_.signed_note(other)});
  // 403: signed by nobody who is known, by another key of the same name, or wrongly.
  const std::string text = ledger::text_of(ledger_.at(9));
  expect(403, {7, {}, note::sign(text, note::Signer::generate("x").value())});
  expect(403, {7, {}, note::sign(text, note::Signer::generate("ledger.example").value())});
  expect(403, {7, {}, with(ledger_.signed_note(ledger_.at(9)), "\n9\n", "\n8\n")});
  // 409, with the size.
  const Answer conflict = add(ledger_.request(5, 9));
  EXPECT_EQ(conflict.status, 409);
  EXPECT_EQ(conflict.body, "7\n");
  EXPECT_EQ(conflict.content_type, "text/x.tlog.size");
  EXPECT_EQ(parse_conflict(conflict.body).value(), 7u);
  expect(409, ledger_.request(0, 9));
  expect(409, ledger_.request(8, 9));
  // 422: the proof does not fit, or the same size has another root.
  AddCheckpoint changed = ledger_.request(7, 9);
  changed.proof.front()[0] ^= 1;
  expect(422, changed);
  expect(422, {7, {}, ledger_.signed_note(ledger_.at(9))});
  ledger::Checkpoint fork = ledger_.at(7);
  fork.root = ledger_.at(8).root;
  expect(422, {7, {}, ledger_.signed_note(fork)});
  AddCheckpoint too_much = ledger_.request(7, 7);
  too_much.proof.push_back(ledger_.at(7).root);
  expect(422, too_much);
}

TEST_F(WitnessTest, EmptyLedgerHasOneRootAndNeedsNoProof) {
  ledger::Checkpoint empty = ledger_.at(0);
  empty.root = ledger_.at(7).root;
  EXPECT_EQ(add(AddCheckpoint{0, {}, ledger_.signed_note(empty)}).status, 422);
  EXPECT_EQ(add(AddCheckpoint{0, {Digest{}}, ledger_.signed_note(ledger_.at(7))}).status, 422);
  EXPECT_EQ(witness_.checkpoint(origin_hash(ledger_.origin))->status, 404);
  EXPECT_EQ(add(ledger_.request(0, 0)).status, 200);
  EXPECT_EQ(witness_.checkpoint(origin_hash(ledger_.origin))->status, 200);
  EXPECT_EQ(add(ledger_.request(0, 7)).status, 200);
}

TEST_F(WitnessTest, NothingIsCosignedThatCannotBeRemembered) {
  state_.can_write = false;
  EXPECT_FALSE(witness_.add_checkpoint(text_of(ledger_.request(0, 7)), now_));
  state_.can_write = true;
  EXPECT_EQ(seen(), 0u);
  EXPECT_EQ(add(ledger_.request(0, 7)).status, 200);
}

// The race of https://c2sp.org/tlog-witness: another request is cosigned between check and change.
TEST_F(WitnessTest, RequestThatWasOvertakenDoesNotRollBack) {
  ASSERT_EQ(add(ledger_.request(0, 7)).status, 200);
  state_.before_replace = [&] { EXPECT_EQ(add(ledger_.request(7, 20)).status, 200); };
  const Answer late = add(ledger_.request(7, 9));
  EXPECT_EQ(late.status, 409);
  EXPECT_EQ(late.body, "20\n");
  EXPECT_EQ(seen(), 20u);
}

TEST_F(WitnessTest, ClockThatWasSetBackCosignsNothing) {
  ASSERT_EQ(add(ledger_.request(0, 7)).status, 200);
  EXPECT_FALSE(witness_.add_checkpoint(text_of(ledger_.request(7, 9)), now_ - seconds(2)));
  EXPECT_EQ(seen(), 7u);
}

TEST_F(WitnessTest, LostOrAlteredMemoryCosignsNothing) {
  ASSERT_EQ(add(ledger_.request(0, 7)).status, 200);
  const std::string kept = state_.notes.at(ledger_.origin);
  state_.notes[ledger_.origin] = with(kept, "\n7\n", "\n0\n");
  EXPECT_FALSE(witness_.add_checkpoint(text_of(ledger_.request(0, 9)), now_));
  // Signed by the ledger, and by another witness: not this one's word.
  const std::string text = ledger::text_of(ledger_.at(3));
  state_.notes[ledger_.origin] =
      note::sign(text, ledger_.key) +
      note::line_of(ledger::cosign(text, std::chrono::floor<seconds>(now_),
                                   note::Signer::generate("witness.example").value()));
  EXPECT_FALSE(witness_.add_checkpoint(text_of(ledger_.request(3, 9)), now_));
  state_.notes.clear();
  EXPECT_FALSE(witness_.add_checkpoint(text_of(ledger_.request(0, 9)), now_));
  EXPECT_FALSE(witness_.checkpoint(origin_hash(ledger_.origin)));
}

TEST_F(WitnessTest, BeginsToWatchOnce) { EXPECT_FALSE(witness_.begin(ledger_.origin, now_)); }

TEST_F(WitnessTest, LastCheckpointIsServedWithBothSignaturesAndNoOthers) {
  AddCheckpoint request = ledger_.request(0, 7);
  request.checkpoint =
      note::add_signature(request.checkpoint, note::Signer::generate("stranger").value()).value();
  ASSERT_EQ(add(request).status, 200);
  const auto served = witness_.checkpoint(origin_hash(ledger_.origin));
  ASSERT_EQ(served->status, 200);
  EXPECT_TRUE(ledger::verify_checkpoint(
      served->body, {ledger_.origin, ledger_.key.verifier(), {signer_.verifier()}, 1}, std::nullopt));
  EXPECT_EQ(note::parse(served->body)->signatures.size(), 2u);
  EXPECT_EQ(witness_.checkpoint(origin_hash("other"))->status, 404);
  EXPECT_EQ(witness_.checkpoint("../" + origin_hash(ledger_.origin))->status, 404);
}

}  // namespace
}  // namespace insyn::witness
