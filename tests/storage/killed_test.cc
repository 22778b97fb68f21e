// PostgreSQL, killed in the midst of an upload, an append and a shredding: nothing is lost, nothing half of
// it is visible, and every receipt is true.
#include <csignal>
#include <cstdlib>

#include "recording/lifetime/discard.h"
#include "server/erasure/erasure.h"
#include "server/ingest/testing.h"
#include "storage/other_pair.h"
#include "support/until.h"

namespace insyn::server {
namespace {

using recording::kTestId;
using support::PostgresServer;
using support::until;

// Before a centre's stores are opened.
struct OnOtherPair {
  OnOtherPair() {
    EXPECT_STRNE(INSYN_STRACE, "INSYN_STRACE-NOTFOUND");
    for (const auto& [name, value] : storage_test::other_pair()) ::setenv(name.c_str(), value.c_str(), 1);
  }
};

class KilledDatabase : public testing::Test, private OnOtherPair, public TestCentre {
 protected:
  // The process that serves this centre's connection: it uses one at a time, and always the same.
  pid_t backend() const {
    pid_t process = 0;
    until("the database answers", [&] {
      return store.database
          ->read([&](Transaction& transaction) -> Status {
            TRY_ASSIGN(const auto rows, transaction.query("SELECT pg_backend_pid()"));
            process = static_cast<pid_t>(number(rows.at(0)[0]));
            return {};
          })
          .has_value();
    });
    return process;
  }
  // Does `what`, with that process killed at its `when`th of these system calls; whether it was.
  bool killed(const std::string& call, int when, const std::function<void()>& what) const {
    const pid_t process = backend();
    support::Program tracer(store.folder, {INSYN_STRACE, "-qq", "-o", (store.folder / "calls").string(), "-p",
                                           std::to_string(process), "-e", "trace=" + call, "-e",
                                           fmt::format("inject={}:signal=SIGKILL:when={}", call, when)});
    until("it is traced", [&] {
      EXPECT_FALSE(tracer.ended()) << tracer.err();
      return tracer.ended() || support::status_of(process).find("TracerPid:\t0\n") == std::string::npos;
    });
    what();
    tracer.signal(SIGINT);
    tracer.wait();
    return backend() != process;
  }
  std::int64_t count_of(const std::string& table, const char* column, const std::string& id) const {
    std::int64_t rows = 0;
    EXPECT_TRUE(store.database->read([&](Transaction& transaction) -> Status {
      TRY_ASSIGN(
          const auto counted,
          transaction.query(fmt::format("SELECT COUNT(*) FROM {} WHERE {} = :id", table, column), {id}));
      rows = number(counted[0][0]);
      return {};
    }));
    return rows;
  }
  void expect_whole_or_nothing(const std::string& id) {
    const std::int64_t rows = count_of("recordings", "id", id);
    EXPECT_EQ(count_of("key_files", "recording", id), 4 * rows);
    if (rows == 1) {
      EXPECT_TRUE(vault.size(chunks_blob_of(id)).value());
    }
  }
  std::size_t times(const std::string& kind) const {
    const auto all = entries();
    return static_cast<std::size_t>(std::count(all.begin(), all.end(), kind));
  }
  // As a link does, until it has a receipt.
  http::Answer come_again(const std::string& whole, const std::string& id) {
    http::Answer answer;
    for (int tries = 0; tries < 5 && answer.type != kReceiptType; ++tries) {
      std::filesystem::remove_all(uploads);
      answer = upload(whole, 0, false, id);
    }
    return answer;
  }
  static std::string next_id() {
    static int number = 0;
    return fmt::format("{:08x}89abcdef0123456789abcdef", number++);
  }
};

TEST_F(KilledDatabase, AtAnyStepOfAnUploadThatIsNeitherLostNorHalfThere) {
  int kills = 0;
  for (const std::string call : {"pwrite64", "fdatasync"}) {
    for (int when = 1;; ++when) {
      const std::string id = next_id();
      const Path folder = record(2, true, id);
      const std::string whole = bundle(folder);
      const std::size_t received = times("received");
      http::Answer answer;
      const bool was_killed = killed(call, when, [&] { answer = upload(whole, 0, false, id); });
      expect_whole_or_nothing(id);
      if (answer.type == kReceiptType) {
        EXPECT_EQ(count_of("recordings", "id", id), 1) << call << " " << when;
      }
      if (!was_killed) break;
      ++kills;
      EXPECT_TRUE(verify(come_again(whole, id), folder)) << call << " " << when;
      EXPECT_EQ(times("received"), received + 1) << call << " " << when;
      EXPECT_EQ(times("certificate"), times("received")) << call << " " << when;
      std::filesystem::remove_all(folder);
    }
  }
  EXPECT_GE(kills, 6);
}

TEST_F(KilledDatabase, AtAnyStepOfAShreddingThatIsFinishedByWhoeverComesNext) {
  int kills = 0;
  for (const std::string call : {"pwrite64", "fdatasync"}) {
    for (int when = 1;; when += 2) {
      const std::string id = next_id();
      const Path folder = record(1, true, id);
      ASSERT_TRUE(verify(come_again(bundle(folder), id), folder));
      const std::string note =
          note::sign(recording::text_of(recording::DiscardOrder{id, "a17", parse_utc(kTestNow).value()}),
                     parties.agent.signer);
      const auto discard = [&] {
        return wishes.discard(note) && shredder.remove_chunks() && erase(*store.database);
      };
      const std::size_t shredded = times("shredded");
      const bool was_killed = killed(call, when, [&] { (void)discard(); });
      expect_whole_or_nothing(id);
      if (!was_killed || when > 8) break;
      ++kills;
      EXPECT_TRUE(discard()) << call << " " << when;
      EXPECT_EQ(times("shredded"), shredded + 1);
      EXPECT_EQ(times("discard"), times("shredded"));
      EXPECT_FALSE(vault.size(chunks_blob_of(id)).value());
      EXPECT_EQ(count("key_files"), 0);
      EXPECT_EQ(storing.receipt(id).error().status, 410);
      std::filesystem::remove_all(folder);
    }
  }
  EXPECT_GE(kills, 6);
}

// The whole of it, for longer than the server waits.
TEST_F(KilledDatabase, AndStartedAgainAnUploadGoesOnWhereItWas) {
  const Path folder = record(3, true);
  const std::string whole = bundle(folder);
  EXPECT_EQ(upload(whole, 0, true).status, 200);
  PostgresServer::shared().kill();
  const http::Answer down = upload("", whole.size());
  EXPECT_EQ(down.status, 503) << down.body;
  EXPECT_NE(down.cause.find("PostgreSQL"), std::string::npos) << down.cause;
  EXPECT_EQ(staged(), whole.size());
  PostgresServer::shared().start();
  (void)backend();
  expect_whole_or_nothing(kTestId);
  EXPECT_TRUE(verify(upload("", whole.size()), folder));
}

}  // namespace
}  // namespace insyn::server
