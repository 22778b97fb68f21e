// Servers that lie to the union's witness.
#include <fstream>

#include "agreement/in_force_note.h"
#include "agreement/withdrawal.h"
#include "ledger/proof/testing.h"
#include "witness/watching.h"

namespace insyn::witness_test {
namespace {

using namespace std::chrono_literals;
using server::http::Answer;
using server::http::Request;

bool is_hand_in(const Request& request) { return request.head.path == "/v1/ledger/cosignatures"; }

class HostileServer : public Watching {
 protected:
  // Ten entries are cosigned, and the agreement is confirmed.
  void SetUp() override {
    ASSERT_TRUE(centre->register_agreement(parties.agreement, parties.note));
    start();
    look_well();
    ASSERT_TRUE(centre->append_some(9));
    look_well();
    ASSERT_EQ(cosigned().size, 10U);
    ASSERT_TRUE(confirmed_at());
  }
  // Signed with the ledger's own key, over whatever root.
  std::string checkpoint(std::uint64_t size, const Digest& root) const {
    return note::sign(ledger::text_of(ledger::Checkpoint{"centre.example", size, root, {}}), parties.origin);
  }
  void show(const std::string& note) {
    served.lie([note](const Request& request, Answer answer) {
      return is_hand_in(request) ? Answer{200, "text/plain", note} : answer;
    });
  }
  // Another ledger with the same key: other entries from number `same` on.
  std::unique_ptr<Centre> other_centre(int same, int others) {
    std::filesystem::create_directories(folder / "other");
    auto other = std::make_unique<Centre>(folder / "other", parties, clock);
    for (int i = 0; i < same; ++i) {
      const std::string entry = server::text(
          centre->query("SELECT entry FROM ledger_entries WHERE number = :a", {std::int64_t{i}})[0][0]);
      EXPECT_TRUE(other->execute("INSERT INTO ledger_entries (number, entry) VALUES (:a, :b)",
                                 {std::int64_t{i}, entry}));
    }
    EXPECT_TRUE(other->execute("UPDATE ledger_head SET size = :a", {std::int64_t{same}}));
    EXPECT_TRUE(other->append_some(others));
    return other;
  }
  // After half an hour it would be said again that the agreement is in force.
  void expect_not_confirmed() {
    const auto before = confirmed_at();
    clock.move(31min);
    (void)look();
    EXPECT_EQ(confirmed_at(), before);
  }
};

TEST_F(HostileServer, AnOlderCheckpointIsNotCosigned) {
  const std::string old = centre->log.checkpoint().value();
  ASSERT_TRUE(centre->append_some(5));
  look_well();
  show(old);
  EXPECT_EQ(look().error().code, Code::kDenied);
  EXPECT_EQ(look().error().code, Code::kDenied);
  EXPECT_EQ(cosigned().size, 15U);
  EXPECT_EQ(told("The server shows 10 entries of the ledger and had shown 15"), 1) << said;
  expect_not_confirmed();
  served.lie(nullptr);
  look_well();
  EXPECT_GT(*confirmed_at(), clock.utc() - 1min);
}

TEST_F(HostileServer, ALedgerThatIsGoneIsNotBegunAgain) {
  served.lie([](const Request& request, Answer answer) {
    return is_hand_in(request) ? Answer{204, "", ""} : answer;
  });
  EXPECT_EQ(look().error().code, Code::kDenied);
  EXPECT_EQ(told("The server shows 0 entries"), 1) << said;
  EXPECT_EQ(cosigned().size, 10U);
}

TEST_F(HostileServer, AnotherRootOfTheSameSizeIsProofOfTwoHistories) {
  Digest root = cosigned().root;
  root[0] ^= 1;
  show(checkpoint(10, root));
  EXPECT_EQ(look().error().code, Code::kDenied);
  EXPECT_EQ(told("signed two histories"), 1) << said;
  EXPECT_TRUE(std::filesystem::exists(place.evidence() / "first-10.checkpoint"));
  EXPECT_EQ(read_text(place.evidence() / "second-10.checkpoint", 65536).value(), checkpoint(10, root));
  // Nothing is confirmed any more, also when the server goes on as if nothing had been, and after a restart.
  served.lie(nullptr);
  expect_not_confirmed();
  start();
  expect_not_confirmed();
  EXPECT_FALSE(watch->standing().confirms);
}

TEST_F(HostileServer, ASecondViewOfTheLedgerIsNotCosigned) {
  // It shows another history to this witness, entries, tiles and all, which has grown from eight of the ten.
  const auto other = other_centre(8, 20);
  const std::string shown = other->log.checkpoint().value();
  served.lie([&, shown](const Request& request, Answer answer) -> Answer {
    if (is_hand_in(request)) return {200, "text/plain", shown};
    if (!request.head.path.starts_with("/ledger/tile/")) return answer;
    const auto tile = ledger::parse_tile_path(request.head.path.substr(8)).value();
    const auto bytes = other->log.tiles().read(tile, ledger::kLargestBundle).value();
    return bytes ? Answer{200, "application/octet-stream", std::string(text_of(*bytes))}
                 : Answer{404, "", ""};
  });
  EXPECT_FALSE(look());
  EXPECT_EQ(cosigned().size, 10U);
  EXPECT_EQ(told("The entries that the server shows are not those for which it signed"), 1) << said;
  expect_not_confirmed();
  EXPECT_EQ(cosigned().size, 10U);
  // What it was shown is not in its copy.
  served.lie(nullptr);
  ASSERT_TRUE(centre->append_some(15));
  look_well();
  EXPECT_EQ(cosigned().size, 25U);
}

TEST_F(HostileServer, ACheckpointThatTheLedgerHasNotSignedIsNone) {
  const note::Signer stranger = note::Signer::generate("centre.example").value();
  show(note::sign(ledger::text_of(ledger::Checkpoint{"centre.example", 11, {}, {}}), stranger));
  EXPECT_EQ(look().error().code, Code::kBadPeer);
  show(note::sign(ledger::text_of(ledger::Checkpoint{"other.example", 11, {}, {}}), parties.origin));
  EXPECT_EQ(look().error().code, Code::kBadPeer);
  show("garbage");
  EXPECT_FALSE(look());
  EXPECT_EQ(cosigned().size, 10U);
}

TEST_F(HostileServer, AnEntryThatIsWithheldStopsCosigningAndIsTold) {
  ASSERT_TRUE(centre->append_some(5));
  const auto before = confirmed_at();
  served.lie([](const Request& request, Answer answer) {
    return request.head.path.starts_with("/ledger/tile/entries") ? Answer{404, "", ""} : answer;
  });
  EXPECT_EQ(look().error().code, Code::kCorrupt);
  EXPECT_EQ(told("has not shown its ledger"), 0);
  clock.move(11min);
  EXPECT_FALSE(look());
  clock.move(31min);
  EXPECT_FALSE(look());
  EXPECT_EQ(told("The server has not shown its ledger since"), 1) << said;
  EXPECT_EQ(cosigned().size, 10U);
  EXPECT_EQ(confirmed_at(), before);
  served.lie(nullptr);
  look_well();
  EXPECT_EQ(told("shows its ledger again"), 1) << said;
  EXPECT_EQ(cosigned().size, 15U);
  EXPECT_GT(confirmed_at(), before);
}

TEST_F(HostileServer, AChangedEntryDoesNotGetIntoTheCopy) {
  ASSERT_TRUE(centre->append_some(5));
  served.lie([](const Request& request, Answer answer) {
    if (request.head.path.starts_with("/ledger/tile/entries")) answer.body[answer.body.size() - 2] ^= 1;
    return answer;
  });
  EXPECT_EQ(look().error().code, Code::kBadPeer);
  EXPECT_EQ(told("The entries that the server shows are not those for which it signed"), 1) << said;
  EXPECT_EQ(cosigned().size, 10U);
  served.lie(nullptr);
  look_well();
  EXPECT_EQ(cosigned().size, 15U);
}

TEST_F(HostileServer, ASilentServerIsToldOnceUntilItSpeaks) {
  served.serve(nullptr);
  EXPECT_FALSE(look());
  clock.move(11min);
  EXPECT_FALSE(look());
  start();
  clock.move(11min);
  EXPECT_FALSE(look());
  clock.move(11min);
  EXPECT_FALSE(look());
  served.serve(centre.get());
  look_well();
  EXPECT_EQ(told("shows its ledger again"), 1) << said;
  EXPECT_EQ(told("has not shown its ledger"), 2) << said;
}

TEST_F(HostileServer, WhatIsShownCannotBeSomethingElse) {
  for (const char* body :
       {"", "[]", "{}", R"({"shown":{}})", R"({"shown":[7]})", R"({"shown":[{"entry":-1}]})",
        R"({"shown":[{"entry":9,"salt":"00","recording":"00"}]})", R"({"shown":[{"entry":10,"note":7}]})",
        R"({"shown":[{"entry":3}]})", R"({"shown":[{"entry":10},{"entry":10}]})"}) {
    served.lie([body](const Request& request, Answer answer) {
      return request.head.path == "/v1/ledger/shown" ? Answer{200, "application/json", body} : answer;
    });
    ASSERT_TRUE(centre->append_some(1));
    const Status looked = look();
    EXPECT_EQ(looked ? "" : name_of(looked.error().code), std::string(name_of(Code::kBadPeer))) << body;
  }
  served.lie(nullptr);
  look_well();
  EXPECT_EQ(watch->standing().judged, 20U);
}

// A withdrawal, by one of the parties.
class Withdrawn : public HostileServer {
 protected:
  std::string withdrawal() const {
    agreement::Withdrawal one;
    one.agreement = parties.agreement.hash();
    one.id = parties.agreement.terms().id;
    one.party = "Klubben";
    one.at = clock.utc();
    return note::sign(agreement::withdrawal_text(one), parties.union_side.signer);
  }
  void put(const std::string& name, const std::string& text) const {
    std::ofstream(place.withdrawals() / name, std::ios::binary | std::ios::trunc) << text;
  }
};

TEST_F(Withdrawn, InTheLedgerEndsTheNotes) {
  ASSERT_TRUE(centre->append(ledger::AgreementWithdrawn{"Klubben", parties.agreement.hash(), {}}));
  expect_not_confirmed();
  start();
  expect_not_confirmed();
  EXPECT_FALSE(watch->standing().confirms);
}

TEST_F(Withdrawn, ThatTheServerSuppressesEndsTheNotesAndIsTold) {
  put("klubben.withdrawal", withdrawal());
  look_well();
  EXPECT_EQ(told("has withdrawn the agreement"), 0) << said;
  expect_not_confirmed();
  EXPECT_EQ(told("has withdrawn the agreement"), 1) << said;
  start();
  expect_not_confirmed();
  EXPECT_EQ(told("has withdrawn the agreement"), 1) << said;
}

TEST_F(Withdrawn, ThatReachesTheLedgerInTimeIsNotTold) {
  put("klubben.withdrawal", withdrawal());
  look_well();
  ASSERT_TRUE(centre->append(ledger::AgreementWithdrawn{"Klubben", parties.agreement.hash(), {}}));
  expect_not_confirmed();
  EXPECT_EQ(told("has withdrawn the agreement"), 0) << said;
}

TEST_F(Withdrawn, ThatCannotBeUnderstoodEndsTheNotesUntilItIsGone) {
  for (const std::string& text :
       {std::string("garbage"), std::string(), insyn::with(withdrawal(), "Klubben", "Klubbem")}) {
    put("x", text);
    expect_not_confirmed();
    std::filesystem::remove(place.withdrawals() / "x");
    look_well();
    EXPECT_GT(*confirmed_at(), clock.utc() - 1min);
  }
  EXPECT_GE(told("The file x among the withdrawals cannot be understood"), 1) << said;
}

}  // namespace
}  // namespace insyn::witness_test
