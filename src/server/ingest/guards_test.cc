// Uploads at rare moments, and by links that mean no good.
#include <gtest/gtest.h>

#include "recording/lifetime/discard.h"
#include "server/ingest/testing.h"

namespace insyn::server {
namespace {

using recording::kTestId;

class IngestGuards : public testing::Test, public TestCentre {
 protected:
  // A bundle of these files, each of a stated length.
  struct Part {
    std::string name, bytes;
    std::size_t stated = 0;
  };
  static std::vector<Part> parts_of(const Path& folder) {
    std::vector<Part> all;
    for (const char* name : {recording::kCertificate, recording::kOpeningNote, recording::kClosingNote,
                             recording::kKey, recording::kEventsKey, recording::kCallsKey,
                             recording::kAgentKey, "000000.chunk.age", "000001.calls.age"}) {
      std::string bytes = recording::content(folder / name);
      const std::size_t size = bytes.size();
      all.push_back({name, std::move(bytes), size});
    }
    return all;
  }
  static std::string bundle_of(const std::vector<Part>& parts) {
    std::string head = "insyn bundle 1\n", files;
    for (const Part& one : parts) {
      head += fmt::format("{} {}\n", one.name, one.stated);
      files += one.bytes;
    }
    return head + "\n" + files;
  }
  void expect(const http::Answer& answer, int status, const std::string& code) {
    EXPECT_EQ(answer.status, status) << answer.body;
    EXPECT_NE(answer.body.find("\"" + code + "\""), std::string::npos) << answer.body;
  }
  Status claim(const std::string& id) {
    return store.execute("INSERT INTO claims (recording, contents, at) VALUES (:a, 'other', :b)",
                         {id, std::int64_t{store.clock.utc().time_since_epoch().count()}});
  }
  http::Answer ask(const std::string& query, const std::string& id = kTestId) {
    for (const http::Route& route : ingest_routes(parts())) {
      if (!route.path.ends_with("/sample")) continue;
      http::Request asked = request(id, 0);
      asked.head.query = query;
      return std::get<http::Handle>(route.handler)(asked);
    }
    return {};
  }
};

TEST_F(IngestGuards, ABundleHasEveryChunkThatIsListedAndNoOther) {
  const Path folder = record(1, true);
  const auto whole = parts_of(folder);
  auto parts = whole;
  parts.pop_back();
  expect(upload(bundle_of(parts)), 403, "list");
  parts = whole;
  parts.back().name = "000001.chunk.age";
  expect(upload(bundle_of(parts)), 403, "list");
  parts = whole;
  parts.back().bytes += "x";
  ++parts.back().stated;
  expect(upload(bundle_of(parts)), 403, "list");
  EXPECT_TRUE(verify(upload(bundle_of(whole)), folder));
}

TEST_F(IngestGuards, AnotherKindOfBodyIsRefused) {
  http::Request asked = request(kTestId, 0);
  asked.head.fields = {{"content-type", "text/plain"}};
  const auto begun = begin_upload(parts(), asked);
  ASSERT_TRUE(std::holds_alternative<http::Answer>(begun));
  EXPECT_EQ(std::get<http::Answer>(begun).status, 422);
}

TEST_F(IngestGuards, WhatFailsForAReasonOfTheServersIsNotThrownAway) {
  const std::string whole = bundle(record(1, true));
  TestDatabase failing(*store.database);
  Certificates asking(failing, registry, log, store.clock);
  Storing keeping(failing, vault, log, asking, store.clock);
  const auto bring = [&] {
    auto begun = begin_upload({failing, vault, asking, keeping, uploads}, request(kTestId, staged()));
    if (auto* ended = std::get_if<http::Answer>(&begun)) return *ended;
    const auto arriving = std::get<std::unique_ptr<http::Upload>>(std::move(begun));
    return *arriving->take(view_of(std::string_view(whole).substr(staged())));
  };
  failing.reads = false;
  EXPECT_EQ(bring().status, 503);
  const std::uint64_t kept = staged();
  EXPECT_GT(kept, 0U);
  failing.reads = true;
  failing.answers_left = 0;
  EXPECT_EQ(bring().status, 503);
  EXPECT_EQ(staged(), kept);
  EXPECT_TRUE(verify(upload(whole.substr(kept), kept), pc.spool / kTestId));
}

TEST_F(IngestGuards, ChunksBeforeTheirFrontAreNotBelieved) {
  const std::string whole = bundle(record(1, true));
  EXPECT_EQ(upload(whole.substr(0, 100), 0, true).status, 200);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(uploads))
    if (entry.path().filename() == "chunks") recording::put(entry.path(), "garbage");
  EXPECT_TRUE(verify(upload(whole.substr(100), 100), pc.spool / kTestId));
}

TEST_F(IngestGuards, WhileSomebodyElseStoresItItWaitsAnHourAtMost) {
  const std::string whole = bundle(record(1, true));
  ASSERT_TRUE(claim(kTestId));
  expect(upload(whole), 409, "busy");
  EXPECT_EQ(staged(), whole.size());
  EXPECT_EQ(count("recordings"), 0);
  store.clock.moved += std::chrono::minutes(61);
  EXPECT_TRUE(verify(upload("", whole.size()), pc.spool / kTestId));
}

TEST_F(IngestGuards, WhoHasLostItsClaimMeanwhileStoresNothing) {
  const std::string whole = bundle(record(1, true));
  vault.before_put_file = [&] { ASSERT_TRUE(store.execute("DELETE FROM claims")); };
  expect(upload(whole), 409, "busy");
  EXPECT_EQ(count("recordings"), 0);
  EXPECT_FALSE(storing.receipt(kTestId));
}

TEST_F(IngestGuards, OneThatIsDiscardedWhileItsBlobIsStoredIsGone) {
  const std::string whole = bundle(record(1, true));
  vault.before_put_file = [&] {
    ASSERT_TRUE(wishes.discard(
        note::sign(recording::text_of(recording::DiscardOrder{kTestId, "a17", parse_utc(kTestNow).value()}),
                   parties.agent.signer)));
    ASSERT_TRUE(shredder.remove_chunks());
  };
  expect(upload(whole), 410, "gone");
  EXPECT_FALSE(vault.size(chunks_blob_of(kTestId)).value());
  EXPECT_EQ(count("key_files"), 0);
}

TEST_F(IngestGuards, BytesOfAnUploadThatWasNeverStoredMakeRoom) {
  const std::string whole = bundle(record(1, true));
  ASSERT_TRUE(vault.put(chunks_blob_of(kTestId), view_of("of another one, which a crash has ended")));
  EXPECT_EQ(upload(whole).status, 503);
  EXPECT_TRUE(verify(upload(whole.substr(staged()), staged()), pc.spool / kTestId));
}

TEST_F(IngestGuards, ABlobThatSomebodyStoresNowIsNoOrphan) {
  ASSERT_TRUE(claim(kTestId));
  ASSERT_TRUE(vault.put(chunks_blob_of(kTestId), view_of("chunks")));
  ASSERT_TRUE(storing.remove_orphans());
  EXPECT_TRUE(vault.size(chunks_blob_of(kTestId)).value());
}

TEST_F(IngestGuards, ASecondCertificateChangesNothingOfItsTime) {
  const Path folder = record(1, true);
  const auto add = [&] {
    const std::string note = recording::content(folder / recording::kCertificate);
    ASSERT_TRUE(certificates.add(certificates.check(note).value()));
  };
  add();
  std::filesystem::remove_all(folder);
  store.clock.moved += std::chrono::days(2);
  record(1, true, kTestId,
         [](auto& all) { all.about.begin = parse_utc("2026-12-03T08:00:00.000Z").value(); });
  add();
  std::vector<Row> rows;
  ASSERT_TRUE(store.database->read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(rows, transaction.query("SELECT DISTINCT kept_until FROM certificates"));
    return {};
  }));
  EXPECT_EQ(count("certificates"), 2);
  EXPECT_EQ(rows.size(), 1U);
}

TEST_F(IngestGuards, SamplesAreOfWhatIsThere) {
  const std::string nonce(64, 'a');
  ASSERT_EQ(upload(bundle(record(1, true))).status, 200);
  EXPECT_EQ(ask("?chunk=1&nonce=" + nonce).status, 200);
  EXPECT_EQ(ask("?chunk=2&nonce=" + nonce).status, 404);
  EXPECT_EQ(ask("?chunk=1&nonce=" + nonce.substr(2)).status, 400);
  EXPECT_EQ(ask("?chunk=1&nonce=" + nonce + "aa").status, 400);
  ASSERT_EQ(wishes.erase("4711").value(), 1U);
  EXPECT_EQ(ask("?chunk=1&nonce=" + nonce).status, 410);
}

TEST_F(IngestGuards, OnlyWhatNobodyGoesOnWithIsCleanedAway) {
  const std::string done = "1123456789abcdef0123456789abcdef", open = "2123456789abcdef0123456789abcdef";
  for (const std::string& id : {std::string(kTestId), done, open})
    EXPECT_EQ(upload(bundle(record(1, true, id)).substr(0, 100), 0, true, id).status, 200);
  std::filesystem::create_directory(uploads / "something-else");
  const auto held = begin_upload(parts(), request(open, 100));
  ASSERT_TRUE(std::holds_alternative<std::unique_ptr<http::Upload>>(held));
  const auto is_done = [&](const std::string& id) -> Result<bool> { return id == done || id == open; };
  const Utc now = SystemClock().utc();
  ASSERT_TRUE(Staged::clean(uploads, is_done, now - std::chrono::hours(1)));
  EXPECT_EQ(staged(), 100U);
  EXPECT_EQ(staged(done), 0U);
  EXPECT_EQ(staged(open), 100U);
  ASSERT_TRUE(Staged::clean(uploads, is_done, now + std::chrono::hours(1)));
  EXPECT_EQ(staged(), 0U);
  EXPECT_TRUE(std::filesystem::exists(uploads / "something-else"));
}

}  // namespace
}  // namespace insyn::server
