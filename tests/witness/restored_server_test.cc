// A server that was put back from a backup, and what its witness does about it.
#include "note/signature_line.h"
#include "witness/watching.h"

namespace insyn::witness_test {
namespace {

using namespace std::chrono_literals;
using server::Kept;
using server::http::Answer;
using server::http::Request;

class RestoredServer : public Watching {
 protected:
  void SetUp() override {
    ASSERT_TRUE(centre->register_agreement(parties.agreement, parties.note));
    start();
    look_well();
    ASSERT_TRUE(centre->append_some(5));
    look_well();
  }
  // A copy of all that the server keeps.
  void back_up() {
    served.serve(nullptr);
    centre.reset();
    std::filesystem::copy(folder / "centre", folder / "backup", std::filesystem::copy_options::recursive);
    begin_again();
  }
  void restore() {
    served.serve(nullptr);
    centre.reset();
    std::filesystem::remove_all(folder / "centre");
    std::filesystem::copy(folder / "backup", folder / "centre", std::filesystem::copy_options::recursive);
    begin_again();
  }
  void begin_again() {
    clock.move(1s);
    centre = std::make_unique<Centre>(folder / "centre", parties, clock);
    served.serve(centre.get());
    clock.move(1s);
  }
  // Until the server has been heard and has what it lost.
  void look_until_well() {
    for (int i = 0; i < 5 && !look(); ++i) {
    }
    look_well();
  }
};

TEST_F(RestoredServer, SignsNothingUntilTheWitnessHasGivenBackWhatItLost) {
  back_up();
  look_well();
  // A week goes on: more than one part, a shredded recording, a withdrawn agreement.
  ASSERT_TRUE(centre->append_some(5000));
  ledger::RecordingShredded shredded;
  shredded.recording.bytes.fill(0xab);
  ASSERT_TRUE(centre->append(shredded));
  ASSERT_TRUE(centre->append(ledger::AgreementWithdrawn{"Klubben", parties.agreement.hash(), {}}));
  look_well();
  const ledger::Checkpoint signed_before = cosigned();
  ASSERT_EQ(signed_before.size, 5008U);

  restore();
  ASSERT_TRUE(centre->execute("INSERT INTO key_files (recording, name, content) VALUES (:a, 'key.age', 'x')",
                              {to_hex(shredded.recording.bytes)}));
  EXPECT_EQ(centre->head().published, 6U);
  EXPECT_EQ(centre->append_some(1).error().code, Code::kTransient);
  // The first look tells the server how far the witness is, and gives the entries back.
  EXPECT_FALSE(look());
  EXPECT_NE(served.log().find("this server has forgotten"), std::string::npos) << served.log();
  const server::LogHead head = centre->head();
  EXPECT_EQ(head.published, signed_before.size);
  EXPECT_EQ(head.size, signed_before.size);
  EXPECT_EQ(head.root, signed_before.root);
  EXPECT_EQ(centre->query("SELECT recording FROM key_files").size(), 0U);
  EXPECT_FALSE(server::is_null(centre->query("SELECT withdrawn FROM agreements")[0][0]));
  look_well();
  EXPECT_EQ(told("was put back from a backup and had forgotten the entries 6 to 5007"), 1) << said;
  ASSERT_TRUE(centre->append_some(1));
  look_well();
  EXPECT_EQ(cosigned().size, 5009U);
  EXPECT_EQ(told("two histories"), 0);
}

TEST_F(RestoredServer, ThatWasAlreadyBehindWhenAnotherWitnessSaidNothingStaysBehind) {
  back_up();
  look_well();
  ASSERT_TRUE(centre->append_some(3));
  look_well();
  restore();
  // It hears how far the witness is, and the connection is cut before anything is given back.
  served.lie([](const Request& request, Answer answer) {
    return request.head.path == "/v1/ledger/missing" ? Answer{500, "", ""} : answer;
  });
  EXPECT_FALSE(look());
  EXPECT_EQ(centre->append_some(1).error().code, Code::kTransient);
  // Also after another start.
  begin_again();
  EXPECT_EQ(centre->append_some(1).error().code, Code::kTransient);
  served.lie(nullptr);
  look_until_well();
  EXPECT_TRUE(centre->append_some(1));
}

TEST_F(RestoredServer, TakesOnlyWhatItHasSignedItself) {
  back_up();
  look_well();
  ASSERT_TRUE(centre->append_some(3));
  look_well();
  const std::string id = http_signature::key_id_of(parties.witness.verifier());
  Bytes right;
  for (int i = 6; i < 9; ++i)
    ledger::add_to_bundle(
        right, view_of(server::text(centre->query("SELECT entry FROM ledger_entries WHERE number = :a",
                                                  {std::int64_t{i}})[0][0])));
  restore();
  // Nothing is missing, for all that it has heard.
  EXPECT_EQ(centre->giving_back.take(id, 6, right).error().code, Code::kDenied);
  served.lie([](const Request& request, Answer answer) {
    return request.head.path == "/v1/ledger/missing" ? Answer{500, "", ""} : answer;
  });
  EXPECT_FALSE(look());
  Bytes wrong = right;
  wrong[20] ^= 1;
  EXPECT_EQ(centre->giving_back.take(id, 6, wrong).error().code, Code::kDenied);
  EXPECT_EQ(centre->head().published, 6U);
  EXPECT_EQ(centre->query("SELECT number FROM ledger_given_back").size(), 0U);
  EXPECT_EQ(centre->query("SELECT number FROM ledger_entries").size(), 6U);
  // More than it signed, cut off, or from elsewhere.
  Bytes more = right;
  ledger::add_to_bundle(more, view_of("x"));
  EXPECT_EQ(centre->giving_back.take(id, 6, more).error().code, Code::kDenied);
  EXPECT_EQ(centre->giving_back.take(id, 6, ByteView(right).first(right.size() - 1)).error().code,
            Code::kCorrupt);
  const auto elsewhere = centre->giving_back.take(id, 7, right);
  EXPECT_EQ(elsewhere->next, 6U);
  EXPECT_FALSE(elsewhere->complete);
  EXPECT_TRUE(centre->giving_back.take(id, 6, right)->complete);
  EXPECT_EQ(centre->head().published, 9U);
}

TEST_F(RestoredServer, AsksLinksForTheRecordingsThatItLost) {
  ASSERT_TRUE(centre->execute(
      "INSERT INTO tombstones (recording, because, at, entry, blob_removed, forgotten) VALUES (:a, "
      "'discard', 1, 1, 1, 1)",
      {std::string(32, 'd')}));
  const std::string id = http_signature::key_id_of(parties.witness.verifier());
  http_client::Call call;
  call.method = "POST";
  call.target = "/v1/ledger/recordings";
  const auto ask = [&](const std::string& lines) {
    call.body = http_client::body_of("text/plain", lines);
    return client->ask(call).value();
  };
  const std::string lines = std::string(32, 'a') + " 7\n" + std::string(32, 'd') + " 8\n";
  EXPECT_EQ(ask(lines).body, R"({"wanted":1})");
  EXPECT_EQ(ask(lines).body, R"({"wanted":0})");
  const auto rows = centre->query("SELECT recording, certified FROM wanted");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(server::text(rows[0][0]), std::string(32, 'a'));
  EXPECT_EQ(server::number(rows[0][1]), 7);
  for (const char* wrong :
       {"x\n", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 7"})
    EXPECT_EQ(ask(wrong).status, 400) << wrong;
}

TEST_F(RestoredServer, ThatHasSignedASecondHistoryNeverSignsAgain) {
  back_up();
  look_well();
  ASSERT_TRUE(centre->append_some(3));
  look_well();
  restore();
  // As a server would that did not wait for its witness.
  server::Log log(*centre->database, *centre->vault, parties.origin, clock);
  ASSERT_TRUE(centre->database->write([&](server::Transaction& transaction) -> Status {
    for (int i = 0; i < 5; ++i) TRY(log.append(transaction, ledger::RosterRegistered{"other", 1, {}}));
    return {};
  }));
  ASSERT_TRUE(log.publish());
  EXPECT_EQ(look().error().code, Code::kDenied);
  EXPECT_GE(told("signed two histories"), 1) << said;
  EXPECT_EQ(centre->append_some(1).error().code, Code::kDenied);
  begin_again();
  (void)look();
  EXPECT_EQ(centre->append_some(1).error().code, Code::kDenied);
}

class WitnessSays : public RestoredServer {
 protected:
  int hand_in(const std::string& note) {
    http_client::Call call;
    call.method = "POST";
    call.target = "/v1/ledger/cosignatures";
    call.body = http_client::body_of("text/plain", note);
    const http_client::Answer answer = client->ask(call).value();
    code = answer.code();
    return answer.status;
  }
  std::string code;
};

TEST_F(WitnessSays, OnlyWhatItAndTheLedgerHaveSigned) {
  const std::string text = ledger::text_of(cosigned());
  const auto at = std::chrono::floor<std::chrono::seconds>(clock.utc());
  const note::Signer stranger = note::Signer::generate("witness.example").value();
  const auto with_both = [&](const std::string& what, const note::Signer& ledger,
                             const note::Signer& witness) {
    return note::sign(what, ledger) + note::line_of(ledger::cosign(what, at, witness));
  };
  EXPECT_EQ(hand_in(with_both(text, parties.origin, parties.witness)), 200);
  EXPECT_EQ(hand_in(with_both(text, stranger, parties.witness)), 403);
  EXPECT_EQ(hand_in(with_both(text, parties.origin, stranger)), 403);
  EXPECT_EQ(hand_in(note::sign(text, parties.origin)), 403);
  EXPECT_EQ(hand_in("garbage"), 400);
  const std::string other = ledger::text_of(ledger::Checkpoint{"other.example", 1, {}, {}});
  EXPECT_EQ(hand_in(with_both(other, parties.origin, parties.witness)), 403);
  // Of no entries the witness's word alone is enough, of others not.
  const std::string none = ledger::text_of(ledger::Checkpoint{"centre.example", 0, ledger::empty_root(), {}});
  EXPECT_EQ(hand_in(none + "\n" + note::line_of(ledger::cosign(none, at, parties.witness))), 200);
  EXPECT_EQ(hand_in(text + "\n" + note::line_of(ledger::cosign(text, at, parties.witness))), 403);
  // An earlier one does not make the server forget that there was a later one.
  const std::string longer = ledger::text_of(ledger::Checkpoint{"centre.example", 100, {}, {}});
  EXPECT_EQ(hand_in(with_both(longer, parties.origin, parties.witness)), 409);
  EXPECT_EQ(code, "behind");
  EXPECT_EQ(hand_in(with_both(text, parties.origin, parties.witness)), 200);
  EXPECT_EQ(centre->append_some(1).error().code, Code::kTransient);
}

}  // namespace
}  // namespace insyn::witness_test
