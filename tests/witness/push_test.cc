// A server brings its checkpoints to a real witness that listens.
#include <atomic>

#include "http/hostile.h"
#include "ledger/checkpoint/trust.h"
#include "support/until.h"
#include "witness/pushing.h"

namespace insyn::witness_test {
namespace {

using namespace std::chrono_literals;
using support::until;

// Why the ledger does not grow by an entry; nothing where it does.
std::optional<Code> refusal_of(Centre& centre) {
  const Status grown = centre.append_some(1);
  return grown ? std::nullopt : std::optional(grown.error().code);
}

TEST_F(Push, EachCheckpointIsCosignedWithoutALook) {
  listen();
  push_to(serve_->port());
  for (const int more : {1, 300, 1}) {
    ASSERT_TRUE(centre->append_some(more));
    until("the checkpoint to be cosigned", [&] { return cosigned_by_server() == centre->head().published; });
  }
  EXPECT_EQ(cosigned().size, 312U);
  const ledger::Trust trust{"centre.example", parties.origin.verifier(), {parties.witness.verifier()}, 1};
  const auto believed = ledger::verify_checkpoint(stored(312), trust, ledger::Freshness{clock.utc(), 600s});
  ASSERT_TRUE(believed) << believed.error().message;
  EXPECT_EQ(believed->checkpoint.size, 312U);
  EXPECT_EQ(log(), "");
  EXPECT_GE(ended("cosigned"), 1);
  EXPECT_NE(metrics_.text().find("insyn_witness_push_seconds"), std::string::npos);
  // Its own looks read, keep and judge them.
  look_well();
  EXPECT_EQ(watch->standing().judged, 312U);
  EXPECT_EQ(told(""), 0) << said;
}

TEST_F(Push, ADifferentSizeThatTheWitnessNamesIsGoneOnFrom) {
  ASSERT_TRUE(centre->append_some(5));
  // As if its answer had been lost.
  ASSERT_EQ(add_checkpoint(), 200);
  ASSERT_TRUE(centre->append_some(5));
  listen();
  push_to(serve_->port());
  until("the checkpoint to be cosigned", [&] { return cosigned_by_server() == 20; });
  EXPECT_EQ(log(), "");
  EXPECT_EQ(ended("cosigned"), 1);
}

TEST_F(Push, AreNoMoreThanTheirTimesAllow) {
  times_.between = 200ms;
  listen();
  const auto began = std::chrono::steady_clock::now();
  push_to(serve_->port());
  for (int i = 0; i < 40; ++i) ASSERT_TRUE(centre->append_some(1));
  until("the checkpoint to be cosigned", [&] { return cosigned_by_server() == 50; });
  const auto took = std::chrono::steady_clock::now() - began;
  EXPECT_LE(ended("cosigned"), took / times_.between + 1);
}

// One push after the other.
class OnePush : public Push {
 protected:
  server::Pushed once(const note::Verifier& key) {
    const http_client::Server at{
        http_client::parse_address(fmt::format("http://127.0.0.1:{}", serve_->port())).value(), {}};
    auto asking = http_client::Client::create(at, std::monostate(), clock).value();
    server::Push push({key, at}, asking, times_.answer, *centre->database, centre->log, centre->witnesses);
    return push.once();
  }
  server::Pushed once() { return once(parties.witness.verifier()); }
};

TEST_F(OnePush, NothingIsBroughtThatTheWitnessHasCosigned) {
  using End = server::Pushed::End;
  listen();
  EXPECT_EQ(once().end, End::kNothingNew);
  ASSERT_TRUE(centre->append_some(1));
  EXPECT_EQ(once().end, End::kCosigned);
  EXPECT_EQ(once().end, End::kNothingNew);
  ASSERT_TRUE(centre->append_some(1));
  look_well();
  EXPECT_EQ(once().end, End::kNothingNew);
}

TEST_F(OnePush, NothingIsBroughtOfASecondHistory) {
  listen();
  ASSERT_TRUE(centre->append_some(1));
  ASSERT_TRUE(centre->execute("UPDATE ledger_witnesses SET same_history = 0"));
  EXPECT_EQ(once().end, server::Pushed::End::kNothingNew);
  EXPECT_EQ(cosigned().size, 10U);
}

TEST_F(OnePush, TheSameKeyUnderAnotherNameIsNoWitness) {
  listen();
  ASSERT_TRUE(centre->append_some(1));
  std::string key = "\x01";
  key += text_of(parties.witness.verifier().key());
  const Digest id = sha256(view_of("other.example\n" + key));
  const std::string other = fmt::format("other.example+{}+{}", to_hex(ByteView(id).first(4)),
                                        to_base64(view_of(key), Padding::kRequired));
  EXPECT_EQ(once(note::Verifier::parse(other).value()).end, server::Pushed::End::kUnnamed);
  EXPECT_EQ(cosigned().size, 10U);
}

TEST_F(Push, PublishingDoesNotWaitForAWitnessWhichGetsTheNewestAloneAndOneAtATime) {
  times_.answer = {20s, 60s, 20s};
  std::atomic<int> asked = 0;
  std::atomic<bool> goes_on = false;
  std::mutex mutex;
  std::string last;
  http_test::HostileServer slow([&](http_test::Victim& victim) {
    const std::string head = victim.head();
    if (++asked == 1) {
      while (!goes_on && !victim.is_gone()) continue;
      return;
    }
    const std::size_t length = head.find("content-length: ");
    const std::size_t other = head.find("Content-Length: ");
    const std::size_t at = std::min(length, other);
    const std::string body = victim.body(static_cast<std::size_t>(std::atoi(head.c_str() + at + 16)));
    const std::lock_guard lock(mutex);
    last = body;
  });
  push_to(slow.port());
  ASSERT_TRUE(centre->append_some(1));
  until("it to be asked", [&] { return asked == 1; });
  for (int i = 0; i < 50; ++i) ASSERT_TRUE(centre->append_some(1));
  EXPECT_EQ(centre->head().published, 61U);
  EXPECT_EQ(asked, 1);
  goes_on = true;
  until("it to be asked again", [&] {
    const std::lock_guard lock(mutex);
    return !last.empty();
  });
  const std::lock_guard lock(mutex);
  EXPECT_TRUE(last.starts_with("old 10\n")) << last;
  EXPECT_NE(last.find("\n\ncentre.example\n61\n"), std::string::npos) << last;
}

TEST_F(Push, AWitnessThatNoAgreementNamesIsNotAsked) {
  listen();
  const note::Signer stranger = note::Signer::generate("witness.example").value();
  push_to(serve_->port(), stranger.verifier());
  until("it to be told", [&] { return logged("no registered agreement has its key") == 1; });
  ASSERT_TRUE(centre->append_some(1));
  ASSERT_TRUE(centre->append_some(1));
  EXPECT_EQ(logged("\n"), 1) << log();
  EXPECT_EQ(cosigned().size, 10U);
}

TEST_F(Push, AnAnswerIsNoHearingOfTheWitness) {
  ASSERT_TRUE(centre->append_some(1));
  served.serve(nullptr);
  begin_again();
  listen();
  push_to(serve_->port());
  until("the checkpoint to be cosigned", [&] { return cosigned_by_server() == 11; });
  // Somebody may have kept it: the ledger waits for the witness itself.
  EXPECT_EQ(refusal_of(*centre), Code::kTransient);
  look_well();
  ASSERT_TRUE(centre->append_some(1));
  until("the checkpoint to be cosigned", [&] { return cosigned_by_server() == 12; });
}

TEST_F(Push, AServerThatWasPutBackLearnsItAndSignsNothing) {
  served.serve(nullptr);
  centre.reset();
  std::filesystem::copy(folder / "centre", folder / "backup", std::filesystem::copy_options::recursive);
  begin_again();
  look_well();
  // What was only pushed the witness keeps too.
  listen();
  push_to(serve_->port());
  ASSERT_TRUE(centre->append_some(20));
  until("the checkpoint to be cosigned", [&] { return cosigned_by_server() == 30; });
  pushes_.reset();
  const ledger::Checkpoint last = cosigned();
  ASSERT_EQ(last.size, 30U);
  served.serve(nullptr);
  centre.reset();
  std::filesystem::remove_all(folder / "centre");
  std::filesystem::copy(folder / "backup", folder / "centre", std::filesystem::copy_options::recursive);
  begin_again();
  // It does not remember what it had cosigned.
  ASSERT_TRUE(centre->execute("DELETE FROM ledger_witnesses"));
  push_to(serve_->port());
  until("it to be told", [&] { return logged("entries that this server has forgotten") == 1; });
  EXPECT_EQ(centre->query("SELECT size FROM ledger_witnesses WHERE size = 30").size(), 1U);
  EXPECT_EQ(refusal_of(*centre), Code::kTransient);
  EXPECT_EQ(centre->head().published, 10U);
  // The witness's looks give it back what it has lost, and it goes on.
  EXPECT_FALSE(look());
  look_well();
  EXPECT_EQ(centre->head().root, last.root);
  ASSERT_TRUE(centre->append_some(1));
  until("the checkpoint to be cosigned", [&] { return cosigned_by_server() == 31; });
  EXPECT_EQ(logged("cosigns again"), 1) << log();
}

TEST_F(Push, AWitnessThatComesBackIsFoundAgain) {
  listen();
  const std::uint16_t port = serve_->port();
  push_to(port);
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(centre->append_some(1));
    until("the checkpoint to be cosigned", [&] { return cosigned_by_server() == centre->head().published; });
    serve_.reset();
    ASSERT_TRUE(centre->append_some(1));
    until("it to be missed", [&] { return logged("no answer came") == i + 1; });
    listen(port);
    until("it to be found again", [&] { return logged("cosigns again") == i + 1; });
  }
  EXPECT_EQ(cosigned().size, 16U);
}

}  // namespace
}  // namespace insyn::witness_test
