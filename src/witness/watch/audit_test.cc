// What the server shows of agreements, rosters and holds counts only by their parties' signatures.
#include "witness/watch/audit.h"

#include <gtest/gtest.h>

#include "agreement/testing.h"
#include "os/file.h"
#include "recording/lifetime/hold.h"
#include "roster/testing.h"

namespace insyn::witness {
namespace {

class AuditTest : public testing::Test {
 protected:
  AuditTest() {
    EXPECT_TRUE(create_folder(place_.folder));
    EXPECT_TRUE(create_folder(place_.agreements()));
  }
  ~AuditTest() override { std::filesystem::remove_all(place_.folder); }

  Audit open() const {
    const note::Verifier ledger = note::Signer::generate("centre.example").value().verifier();
    Furnished with{Settings{ledger},
                   note::Signer::generate("witness.example").value(),
                   {employer_.keys, union_.keys},
                   {agreement_}};
    return Audit::open(place_, with).value();
  }
  std::vector<Breach> take(Audit& audit, ledger::AnyEntry what, const ShownEntry* shown = nullptr) const {
    return audit.take(view_of(ledger::text_of({now_, std::move(what)})), shown, now_).value();
  }
  std::vector<Breach> take_roster(Audit& audit, const Digest& hash, const std::string& note) const {
    ShownEntry shown;
    shown.note = note;
    return take(audit, ledger::RosterRegistered{"test", 1, hash}, &shown);
  }
  // A certificate of `device` for a recording of `agent`.
  std::vector<Breach> take_certificate(Audit& audit, const note::Signer& device,
                                       const std::string& agent) const {
    recording::Certificate one;
    one.id = std::string(32, '1');
    one.key = note::Signer::generate(one.id).value().verifier().text();
    one.device = device.verifier().name();
    one.agent = agent;
    one.call = "4711";
    one.begin = now_;
    one.agreement_hash = agreement_.hash();
    one.number = 1;
    ShownEntry shown = of_recording();
    shown.note = note::sign(recording::text_of(one), device);
    return take(audit,
                ledger::CertificateBegun{named(shown), ledger::salted(*shown.salt, view_of(shown.note))},
                &shown);
  }
  static ShownEntry of_recording() {
    ShownEntry shown;
    shown.salt = ledger::Salt::random();
    shown.recording.emplace();
    shown.recording->bytes.fill(0x11);
    return shown;
  }
  static ledger::Salted named(const ShownEntry& shown) {
    return ledger::salted(*shown.salt, view_of(to_hex(shown.recording->bytes)));
  }
  template <class What>
  static void expect_only(const std::vector<Breach>& breaches, What what) {
    ASSERT_EQ(breaches.size(), 1U);
    EXPECT_EQ(breaches[0].what, Broken(what));
  }

  const Path folder_ = std::filesystem::temp_directory_path();
  const Place place_{folder_ / ("insyn-audit-" + to_hex(random_bytes(8)))};
  const agreement::Party employer_ = agreement::employer_party(), union_ = agreement::union_party();
  const agreement::Agreement agreement_ =
      agreement::Agreement::verify(
          agreement::signed_by_both(
              with(agreement::example_terms(), "Unionen, klubben vid Kundcenter Nord", "Klubben"), employer_,
              union_),
          {employer_.keys, union_.keys})
          .value();
  const note::Signer device_ = note::Signer::generate("desk-12").value();
  const roster::TestAgent agent_{"a17"};
  const roster::Roster roster_ = roster::roster_of(agent_, device_.verifier());
  const Utc now_ = parse_utc("2026-12-01T08:00:00.000Z").value();
};

TEST_F(AuditTest, RosterCountsByItsPartiesSignatures) {
  const std::string note = roster::signed_by(roster_, employer_.signer, union_.signer);
  const Digest hash = sha256(view_of(roster::roster_text(roster_)));
  Audit audit = open();
  EXPECT_TRUE(take(audit, ledger::AgreementRegistered{"a", agreement_.hash()}).empty());
  expect_only(take_roster(audit, hash, ""), NotShown{});
  expect_only(take_roster(audit, hash, note::sign(roster::roster_text(roster_), employer_.signer)),
              ShownFalsely{});
  expect_only(take_roster(audit, {}, note), ShownFalsely{});
  const auto planted = take_certificate(audit, device_, "a17");
  ASSERT_EQ(planted.size(), 1U);
  EXPECT_TRUE(std::holds_alternative<NotCertified>(planted[0].what)) << "nobody has signed its roster";
  EXPECT_TRUE(take_roster(audit, hash, note).empty());
  EXPECT_TRUE(take_certificate(audit, device_, "a17").empty());
}

TEST_F(AuditTest, HoldCountsByItsPartiesSignaturesForThatRecordingAndTime) {
  Audit audit = open();
  const std::string note = roster::signed_by(roster_, employer_.signer, union_.signer);
  EXPECT_TRUE(take(audit, ledger::AgreementRegistered{"a", agreement_.hash()}).empty());
  EXPECT_TRUE(take_roster(audit, sha256(view_of(roster::roster_text(roster_))), note).empty());
  EXPECT_TRUE(take_certificate(audit, device_, "a17").empty());
  const recording::Hold right{std::string(32, '1'), now_ + std::chrono::days(90), "tvist"};
  const auto take_hold = [&](const recording::Hold& hold, bool both) {
    ShownEntry shown = of_recording();
    shown.note = note::sign(recording::text_of(hold), employer_.signer);
    if (both) shown.note = note::add_signature(shown.note, union_.signer).value();
    return take(
        audit,
        ledger::RecordingHeld{named(shown), ledger::salted(*shown.salt, view_of(shown.note)), right.until},
        &shown);
  };
  expect_only(take_hold(right, false), ShownFalsely{});
  recording::Hold other = right;
  other.id = std::string(32, '2');
  expect_only(take_hold(other, true), ShownFalsely{});
  other = right;
  other.until += std::chrono::days(1);
  expect_only(take_hold(other, true), ShownFalsely{});
  EXPECT_TRUE(take_hold(right, true).empty());
}

TEST_F(AuditTest, AgreementThatIsShownIsKeptWhereItIsTheOneThatIsEntered) {
  const std::string another =
      agreement::signed_by_both(with(with(agreement::example_terms(), "week = 10", "week = 9"),
                                     "Unionen, klubben vid Kundcenter Nord", "Klubben"),
                                employer_, union_);
  const Digest hash = agreement::Agreement::verify(another, {employer_.keys, union_.keys})->hash();
  Audit audit = open();
  ShownEntry shown;
  shown.note = "garbage";
  expect_only(take(audit, ledger::AgreementRegistered{"b", hash}, &shown), UnknownAgreement{hash});
  shown.note = another;
  expect_only(take(audit, ledger::AgreementRegistered{"b", Digest{}}, &shown), UnknownAgreement{Digest{}});
  EXPECT_EQ(audit.agreements().size(), 1U);
  EXPECT_TRUE(take(audit, ledger::AgreementRegistered{"b", hash}, &shown).empty());
  EXPECT_EQ(audit.agreements().size(), 2U);
  EXPECT_EQ(list_folder(place_.agreements(), 10).value().size(), 1U);
}

TEST_F(AuditTest, InForceIsWhatIsRegisteredAndNotOver) {
  Audit audit = open();
  EXPECT_TRUE(audit.in_force(now_).empty()) << "not registered";
  EXPECT_TRUE(take(audit, ledger::AgreementRegistered{"a", agreement_.hash()}).empty());
  EXPECT_EQ(audit.in_force(now_).size(), 1U);
  EXPECT_TRUE(audit.in_force(agreement_.terms().not_after).empty());
}

TEST_F(AuditTest, WhatWasSavedAndAlteredIsRefused) {
  ASSERT_TRUE(open().save());
  open();
  Bytes saved = read_file(place_.rules(), 1 << 20).value();
  saved[2] ^= 1;
  ASSERT_TRUE(write_file(place_.rules(), saved, Access::kOwnerOnly, IfExists::kReplace));
  const note::Verifier ledger = note::Signer::generate("centre.example").value().verifier();
  const Furnished with{Settings{ledger}, note::Signer::generate("witness.example").value(), {}, {}};
  EXPECT_EQ(Audit::open(place_, with).error().code, Code::kCorrupt);
}

}  // namespace
}  // namespace insyn::witness
