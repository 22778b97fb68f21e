// A witness that ledgers come to, over HTTP: C2SP's answers by their status.
#include <gtest/gtest.h>

#include "http/client.h"
#include "http/served.h"
#include "ledger/proof/testing.h"
#include "support/temp_folder.h"
#include "witness/file_state.h"
#include "witness/serve/serve.h"
#include "witness/testing.h"

namespace insyn::witness_test {
namespace {

class AddCheckpoint : public testing::Test {
 protected:
  AddCheckpoint() {
    EXPECT_TRUE(witness_.begin(ledger_.origin, clock_.utc()));
    witness::ServeSettings settings;
    settings.listen = {"127.0.0.1", 0, false};
    serve_ = witness::Serve::start(
                 settings, witness_, [](const std::string&) {}, clock_)
                 .value();
  }
  http_test::Reply ask(const std::string& method, const std::string& path,
                       const std::string& body = "") const {
    http_test::Client client(serve_->port());
    return client.ask(fmt::format("{} {} HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{}", method, path,
                                  body.size(), body));
  }
  http_test::Reply add(const std::string& body) const { return ask("POST", "/add-checkpoint", body); }
  http_test::Reply add(std::uint64_t from, std::uint64_t to) {
    return add(text_of(ledger_.request(from, to)));
  }

  support::TempFolder folder_;
  http_test::MovedClock clock_;
  witness::TestLedger ledger_;
  const note::Signer key_ = note::Signer::generate("witness.example").value();
  witness::FileState state_{folder_.path()};
  witness::Witness witness_{key_, {ledger_.watched()}, state_};
  std::unique_ptr<witness::Serve> serve_;
};

TEST_F(AddCheckpoint, IsAnsweredAsC2spSays) {
  const std::string path = "/" + witness::origin_hash(ledger_.origin) + "/checkpoint";
  EXPECT_EQ(ask("GET", path).status, 404);
  const auto first = add(0, 7);
  ASSERT_EQ(first.status, 200);
  EXPECT_TRUE(first.body.starts_with("— witness.example ")) << first.body;
  EXPECT_EQ(add(7, 20).status, 200);
  // 409 with the size that was cosigned last.
  const auto conflict = add(7, 30);
  EXPECT_EQ(conflict.status, 409);
  EXPECT_EQ(conflict.fields.at("content-type"), "text/x.tlog.size");
  EXPECT_EQ(conflict.body, "20\n");
  // 422: a proof that does not fit; the same size with another root.
  witness::AddCheckpoint wrong = ledger_.request(20, 30);
  wrong.proof[0][0] ^= 1;
  EXPECT_EQ(add(text_of(wrong)).status, 422);
  ledger::Checkpoint other = ledger_.at(20);
  other.root[0] ^= 1;
  EXPECT_EQ(add(text_of(witness::AddCheckpoint{20, {}, ledger_.signed_note(other)})).status, 422);
  // 400: an old size larger than the checkpoint's; a malformed one.
  EXPECT_EQ(add(text_of(witness::AddCheckpoint{30, {}, ledger_.signed_note(ledger_.at(20))})).status, 400);
  EXPECT_EQ(add("garbage").status, 400);
  // 403: not signed with the ledger's key.
  const note::Signer stranger = note::Signer::generate(ledger_.origin).value();
  EXPECT_EQ(
      add(text_of(witness::AddCheckpoint{20, {}, note::sign(ledger::text_of(ledger_.at(20)), stranger)}))
          .status,
      403);
  // 404: another ledger.
  ledger::Checkpoint unknown = ledger_.at(20);
  unknown.origin = "other.example";
  EXPECT_EQ(add(text_of(witness::AddCheckpoint{0, {}, ledger_.signed_note(unknown)})).status, 404);
  // What was cosigned last.
  const auto latest = ask("GET", path);
  EXPECT_EQ(latest.status, 200);
  EXPECT_TRUE(latest.body.starts_with("ledger.example\n20\n")) << latest.body;
  EXPECT_EQ(ask("GET", "/0000/checkpoint").status, 404);
  EXPECT_EQ(ask("GET", "/add-checkpoint").status, 405);
  EXPECT_EQ(add(std::string(witness::kLargestRequest + 1, 'x')).status, 413);
}

TEST_F(AddCheckpoint, NothingIsCosignedThatCannotBeRemembered) {
  ASSERT_EQ(add(0, 7).status, 200);
  std::filesystem::remove_all(folder_ / witness::origin_hash(ledger_.origin));
  EXPECT_EQ(add(7, 8).status, 503);
  EXPECT_EQ(add(0, 8).status, 503);
}

}  // namespace
}  // namespace insyn::witness_test
