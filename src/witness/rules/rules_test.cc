#include "witness/rules/rules.h"

#include <gtest/gtest.h>

#include "note/note.h"
#include "witness/rules/testing.h"

namespace insyn::witness {
namespace {

using ledger::ApprovedBy;
using ledger::ExportForm;
using ledger::FollowsFromNone;
using ledger::Opens;
using ledger::ShreddedBecause;
using std::chrono::days;
using std::chrono::hours;

using Breaches = std::vector<Breach>;

// Entry 0 registers the agreement, entry 1 certifies the recording 1.
class RulesTest : public testing::Test, protected TestCentre {
 protected:
  RulesTest() {
    EXPECT_EQ(take_agreement(), Breaches{});
    EXPECT_EQ(take_certificate(1), Breaches{});
  }
  Breaches receive(std::uint8_t recording) { return take_about(recording, ledger::RecordingReceived{}); }
  ledger::OpeningRequested request() const {
    ledger::OpeningRequested one;
    one.purpose = "search-fails";
    one.until = now + days(7);
    return one;
  }
  static ledger::RequestApproved approval(std::uint64_t of) { return {{of}, "U", ApprovedBy::kPerson, {}}; }
  // The one breach that the entry which was taken last has shown.
  Broken only(const Breaches& breaches) const {
    EXPECT_EQ(breaches.size(), 1U);
    if (breaches.size() != 1) return NotShown{};
    EXPECT_EQ(breaches.front().entry, next - 1);
    return breaches.front().what;
  }
};

TEST_F(RulesTest, WholeLifeOfARecordingIsInOrder) {
  EXPECT_EQ(take_about(1, ledger::RecordingReceived{}), Breaches{});
  EXPECT_EQ(take_about(1, request()), Breaches{});
  EXPECT_EQ(take(approval(3)), Breaches{});
  EXPECT_EQ(take(ledger::PeelHandedOut{{4}, {}}), Breaches{});
  EXPECT_EQ(take(ledger::ReadingBegun{{5}}), Breaches{});
  EXPECT_EQ(take(ledger::ExportReported{{5}, ExportForm::kVideo}), Breaches{});
  EXPECT_EQ(take_about(1, ledger::OwnReadingBegun{}), Breaches{});
  EXPECT_EQ(take_about(1, ledger::AudioLookedUp{}), Breaches{});
  EXPECT_EQ(take_about(1, ledger::AudioAttached{}), Breaches{});
  EXPECT_EQ(take_about(1, ledger::AudioLookedUp{}), Breaches{});
  now = time("2026-12-31T12:00:00.000Z");
  EXPECT_EQ(take_shredded(1, ShreddedBecause::kRetention), Breaches{});
  EXPECT_EQ(rules.check(now + days(1000)), Breaches{});
}

TEST_F(RulesTest, NoPeelWithoutRequestAndApprovalNorReadingWithoutPeel) {
  EXPECT_EQ(take_about(1, request()), Breaches{});
  EXPECT_EQ(only(take(ledger::PeelHandedOut{{2}, {}})),
            Broken(ledger::Fault(FollowsFromNone{2, "approval"})));
  EXPECT_EQ(only(take(ledger::ReadingBegun{{2}})), Broken(ledger::Fault(FollowsFromNone{2, "peel"})));
  EXPECT_EQ(only(take(approval(1))), Broken(ledger::Fault(FollowsFromNone{1, "request"})));
}

TEST_F(RulesTest, EntryThatIsNoneIsTold) {
  const auto breaches = rules.take(ledger::parse_entry("garbage\n"), std::nullopt, now);
  ASSERT_EQ(breaches.size(), 1U);
  EXPECT_EQ(breaches.front().entry, 2U);
  EXPECT_TRUE(std::holds_alternative<ledger::Fault>(breaches.front().what));
}

// At each step of an opening, and for an agent's own reading.
TEST_F(RulesTest, NothingIsOpenedAfterItsShreddingOrDiscard) {
  for (const bool discarded : {true, false}) {
    const std::uint8_t recording = discarded ? 2 : 3;
    now += days(7);
    EXPECT_EQ(take_certificate(recording), Breaches{});
    EXPECT_EQ(take_about(recording, request()), Breaches{});
    const std::uint64_t asked = next - 1;
    EXPECT_EQ(take(approval(asked)), Breaches{});
    EXPECT_EQ(take(ledger::PeelHandedOut{{asked + 1}, {}}), Breaches{});
    const std::uint64_t gone = next;
    EXPECT_EQ(discarded ? take_about(recording, ledger::RecordingDiscarded{})
                        : take_shredded(recording, ShreddedBecause::kErasure),
              Breaches{});
    const Broken broken = OpenedWhenGone{gone};
    EXPECT_EQ(only(take(ledger::ReadingBegun{{asked + 2}})), broken);
    EXPECT_EQ(only(take(ledger::ExportReported{{asked + 2}, ExportForm::kText})), broken);
    EXPECT_EQ(only(take(ledger::PeelHandedOut{{asked + 1}, {}})), broken);
    EXPECT_EQ(only(take(approval(asked))), broken);
    EXPECT_EQ(only(take_about(recording, request())), broken);
    EXPECT_EQ(only(take_about(recording, ledger::OwnReadingBegun{})), broken);
    EXPECT_EQ(only(take_about(recording, ledger::AudioLookedUp{})), broken);
    EXPECT_EQ(only(take_about(recording, ledger::AudioAttached{})), Broken(ReceivedWhenGone{gone}));
    EXPECT_EQ(take_about(1, ledger::OwnReadingBegun{}), Breaches{}) << "another one is there";
  }
}

// Whoever attaches other audio later has heard what the first one said.
TEST_F(RulesTest, AudioIsAttachedOnceToARecording) {
  EXPECT_EQ(take_certificate(2), Breaches{});
  EXPECT_EQ(take_about(1, ledger::AudioAttached{}), Breaches{});
  const std::uint64_t first = next - 1;
  EXPECT_EQ(take_about(2, ledger::AudioAttached{}), Breaches{}) << "of another recording";
  EXPECT_EQ(only(take_about(1, ledger::AudioAttached{})), Broken(AttachedTwice{first}));
  EXPECT_EQ(only(take_about(1, ledger::AudioAttached{})), Broken(AttachedTwice{first})) << "each is told";
}

TEST_F(RulesTest, EverythingIsShreddedOnItsDay) {
  EXPECT_EQ(receive(1), Breaches{});
  EXPECT_EQ(rules.check(time("2026-12-31T22:59:59.999Z")), Breaches{});
  EXPECT_EQ(rules.check(time("2026-12-31T23:00:00.000Z")),
            (Breaches{{1, NotShredded{time("2026-12-31T23:00:00.000Z")}}}));
  EXPECT_EQ(take_certificate(2), Breaches{});
  EXPECT_EQ(only(take_shredded(2, ShreddedBecause::kRetention)),
            Broken(ShreddedEarly{time("2026-12-30T23:00:00.000Z")}));
}

TEST_F(RulesTest, HoldCountsOnlyWhereBothPartiesHaveSignedIt) {
  EXPECT_EQ(receive(1), Breaches{});
  ledger::RecordingHeld hold;
  hold.until = time("2027-06-01T00:00:00.000Z");
  Shown one = shown(1);
  hold.recording = named(one);
  EXPECT_EQ(only(take(hold, one)), Broken(ShownFalsely{}));
  EXPECT_EQ(rules.check(time("2027-01-01T00:00:00.000Z")).size(), 1U);
  EXPECT_EQ(take_certificate(2), Breaches{});
  EXPECT_EQ(receive(2), Breaches{});
  one = shown(2);
  one.hold_is_signed = true;
  one.note = "both have signed this";
  hold.recording = named(one);
  hold.hold = ledger::salted(one.salt, view_of("another hold"));
  EXPECT_EQ(only(take(hold, one)), Broken(ShownFalsely{}));
  hold.hold = ledger::salted(one.salt, view_of(one.note));
  EXPECT_EQ(take(hold, one), Breaches{});
  EXPECT_EQ(rules.check(time("2027-06-01T00:00:00.000Z")), Breaches{});
}

TEST_F(RulesTest, AgentsCallsAreCountedOverAllDevices) {
  EXPECT_EQ(take_certificate(2), Breaches{});
  const note::Signer other = note::Signer::generate("desk-13").value();
  rules.add(other.verifier());
  recording::Certificate third = certificate(3);
  third.device = "desk-13";
  third.number = 1;
  third.previous.reset();
  EXPECT_EQ(only(take_certificate(note::sign(recording::text_of(third), other), 3)),
            Broken(OverTheCap{"agent-7", time("2026-11-29T23:00:00.000Z"), 2}));
}

TEST_F(RulesTest, WhereAgentsAreNotToldApartTheDeviceCounts) {
  for (std::uint8_t recording = 2; recording <= 4; ++recording) {
    recording::Certificate nobodys = certificate(recording);
    nobodys.agent = "";
    const Breaches breaches = take_certificate(nobodys, recording);
    if (recording < 4) {
      EXPECT_EQ(breaches, Breaches{});
    } else {
      EXPECT_EQ(only(breaches), Broken(OverTheCap{"desk-12", time("2026-11-29T23:00:00.000Z"), 2}));
    }
  }
}

TEST_F(RulesTest, CertificateThatIsKeptAwayShowsByTheNumbers) {
  (void)certificate(2);  // made, and never shown
  EXPECT_EQ(take_certificate(3), Breaches{});
  EXPECT_EQ(rules.check(now + hours(23)), Breaches{});
  EXPECT_EQ(rules.check(now + hours(24)), (Breaches{{2, NumbersMissing{"desk-12", 2, 2}}}));
}

TEST_F(RulesTest, SecondCertificateOfARecordingOrNumberShows) {
  recording::Certificate second = certificate(1);
  EXPECT_EQ(only(take_certificate(second, 1)), Broken(CertifiedTwice{1}));
  second = certificate(2);
  second.number = 2;
  second.agent = "agent-8";
  EXPECT_EQ(only(take_certificate(second, 2)), Broken(NumberTwice{"desk-12", 2}));
}

TEST_F(RulesTest, CertificateByNobodyOnTheRosterIsNone) {
  const auto refused = [this](const std::string& note, std::uint8_t recording) {
    const Breaches breaches = take_certificate(note, recording);
    return breaches.size() == 1 && std::holds_alternative<NotCertified>(breaches.front().what);
  };
  const std::string text = recording::text_of(certificate(2));
  EXPECT_TRUE(refused(note::sign(text, note::Signer::generate("desk-12").value()), 2)) << "another key";
  const note::Signer other = note::Signer::generate("desk-13").value();
  rules.add(other.verifier());
  EXPECT_TRUE(refused(note::sign(text, other), 2)) << "another device";
  EXPECT_TRUE(refused(with(note::sign(text, device), "agent agent-7", "agent agent-8"), 2));
  EXPECT_TRUE(refused(note::sign(text, device), 3)) << "of another recording";
  EXPECT_TRUE(refused("garbage", 2));
}

TEST_F(RulesTest, CertificateOfAnAgentOnNoRosterIsNone) {
  recording::Certificate planted = certificate(2);
  planted.agent = "agent-7b";
  const Broken broken = only(take_certificate(planted, 2));
  ASSERT_TRUE(std::holds_alternative<NotCertified>(broken));
  EXPECT_NE(std::get<NotCertified>(broken).problem.find("agent-7b"), std::string::npos);
}

TEST_F(RulesTest, NothingIsReceivedAfterItsShreddingOrDiscard) {
  EXPECT_EQ(take_certificate(2), Breaches{});
  const std::uint64_t discarded = next;
  EXPECT_EQ(take_about(1, ledger::RecordingDiscarded{}), Breaches{});
  EXPECT_EQ(only(receive(1)), Broken(ReceivedWhenGone{discarded}));
  const std::uint64_t shredded = next;
  EXPECT_EQ(take_shredded(2, ShreddedBecause::kErasure), Breaches{});
  EXPECT_EQ(only(receive(2)), Broken(ReceivedWhenGone{shredded}));
}

TEST_F(RulesTest, RecordingThatNeverArrivesIsToldOnce) {
  EXPECT_EQ(rules.check(now + days(7) - std::chrono::milliseconds(1)), Breaches{});
  EXPECT_EQ(rules.check(now + days(7)), (Breaches{{1, NotReceived{now}}}));
  rules = Rules::restored(rules.stored()).value();
  EXPECT_EQ(rules.check(now + days(8)), Breaches{});
}

// A server that dates ahead would have the witness wait for ever.
TEST_F(RulesTest, EntryThatIsDatedAheadCountsAsOfNow) {
  stated = now + std::chrono::minutes(5);
  (void)certificate(2);  // made, and never shown
  EXPECT_EQ(take_certificate(3), Breaches{});
  stated = *stated + std::chrono::milliseconds(1);
  now += hours(1);
  stated = now + days(1000);
  EXPECT_EQ(only(take(ledger::AgreementWithdrawn{"U", agreement.hash(), {}})),
            Broken(Misdated{*stated, now}));
  stated.reset();
  const Broken none = NotInForce{agreement.hash()};
  EXPECT_EQ(only(take_certificate(4)), none) << "the withdrawal counts from now on";
  EXPECT_EQ(rules.check(now + hours(24)).size(), 1U);
}

// One that dates back would have a reading begin in time.
TEST_F(RulesTest, EntryThatIsDatedBackCountsAsOfThoseBeforeIt) {
  const ledger::OpeningRequested asked = request();
  EXPECT_EQ(take_about(1, asked), Breaches{});
  EXPECT_EQ(take(approval(2)), Breaches{});
  EXPECT_EQ(take(ledger::PeelHandedOut{{3}, {}}), Breaches{});
  now = asked.until + hours(1);
  EXPECT_EQ(take(ledger::RoleChanged{}), Breaches{});
  stated = now - std::chrono::minutes(5);
  EXPECT_EQ(take(ledger::RoleChanged{}), Breaches{}) << "clocks are not that exact";
  stated = asked.until - hours(1);
  const Breaches breaches = take(ledger::ReadingBegun{{4}});
  ASSERT_EQ(breaches.size(), 2U);
  EXPECT_EQ(breaches[0].what, Broken(Misdated{*stated, now}));
  EXPECT_EQ(breaches[1].what, Broken(ledger::Fault(ledger::AfterItsTime{2, asked.until})));
}

// Where nothing stands between, the witness's own looks tell.
TEST_F(RulesTest, EntryThatIsDatedBackBeforeTheLastLookIsTold) {
  const Utc begin = now;
  rules.seen(begin + hours(3));
  now = begin + hours(4);
  stated = begin + hours(2) - Rules::kClockTolerance;
  EXPECT_EQ(take(ledger::RoleChanged{}), Breaches{}) << "a server may be late";
  stated = *stated - std::chrono::milliseconds(1);
  EXPECT_EQ(only(take(ledger::RoleChanged{})), Broken(Misdated{*stated, begin + hours(2)}));
}

TEST_F(RulesTest, WhatIsShownHasToBeWhatTheLedgerHasTheHashOf) {
  EXPECT_EQ(only(take(request())), Broken(NotShown{}));
  Shown one = shown(1);
  ledger::OpeningRequested asked = request();
  asked.recording = named(one);
  one.recording = id(2);
  EXPECT_EQ(only(take(asked, one)), Broken(ShownFalsely{})) << "another recording";
  one.recording = id(1);
  one.salt = ledger::Salt::random();
  EXPECT_EQ(only(take(asked, one)), Broken(ShownFalsely{})) << "another salt";
  Shown two = shown(2);
  two.note = note::sign(recording::text_of(certificate(2)), device);
  EXPECT_EQ(only(take(ledger::CertificateBegun{named(two), {}}, two)), Broken(ShownFalsely{}))
      << "another certificate";
}

TEST_F(RulesTest, NothingIsRecordedWhenNoAgreementIsInForce) {
  const Broken none = NotInForce{agreement.hash()};
  recording::Certificate one = certificate(2);
  one.begin = agreement.terms().not_before - std::chrono::milliseconds(1);
  EXPECT_EQ(only(take_certificate(one, 2)), none);
  one = certificate(3);
  one.begin = agreement.terms().not_after;
  EXPECT_EQ(only(take_certificate(one, 3)), none);
  one = certificate(4);
  one.agreement_hash = sha256(view_of("another"));
  EXPECT_EQ(only(take_certificate(one, 4)), Broken(NotInForce{sha256(view_of("another"))}));
  EXPECT_EQ(take(ledger::AgreementWithdrawn{"U", agreement.hash(), {}}), Breaches{});
  EXPECT_EQ(only(take_certificate(5)), none) << "from the withdrawal on";
  one = certificate(6);
  one.begin = now - std::chrono::milliseconds(1);
  EXPECT_EQ(take_certificate(one, 6), Breaches{}) << "before it";
}

TEST(Rules, AgreementHasToBeRegisteredBeforeAnythingIsRecordedUnderIt) {
  TestCentre centre;
  EXPECT_EQ(centre.take_certificate(1), (Breaches{{0, NotInForce{centre.agreement.hash()}}}));
  const Digest other = sha256(view_of("another"));
  EXPECT_EQ(centre.take(ledger::AgreementRegistered{"x", other}), (Breaches{{1, UnknownAgreement{other}}}));
}

TEST_F(RulesTest, EntryAboutARecordingThatWasNeverCertifiedIsTold) {
  EXPECT_EQ(only(take_about(9, ledger::RecordingReceived{})), Broken(NeverCertified{}));
  EXPECT_EQ(only(take_about(9, request())), Broken(NeverCertified{}));
  EXPECT_EQ(only(take_about(9, ledger::AudioAttached{})), Broken(NeverCertified{}));
  EXPECT_EQ(only(take_about(9, ledger::AudioLookedUp{})), Broken(NeverCertified{}));
  EXPECT_EQ(only(take_about(9, ledger::RecordingDiscarded{})), Broken(NeverCertified{}));
  EXPECT_EQ(only(take_shredded(9, ShreddedBecause::kErasure)), Broken(NeverCertified{}));
}

TEST_F(RulesTest, KindsOfWhichThereAreEnoughAreTold) {
  const agreement::Agreement few =
      agreement::Agreement::verify(
          agreement::signed_by_both(
              with(with(agreement::example_terms(), "week = 10", "week = 10\nenough_per_kind = 2"),
                   "Unionen, klubben vid Kundcenter Nord", "Klubben"),
              employer, union_),
          {employer.keys, union_.keys})
          .value();
  add(few);
  EXPECT_EQ(take(ledger::AgreementRegistered{"few", few.hash()}), Breaches{});
  const auto record = [&](std::uint8_t recording, const std::string& kind, const Digest& hash) {
    recording::Certificate one = certificate(recording);
    one.kind = kind;
    one.agreement_hash = hash;
    if (hash == agreement.hash()) one.agent = "agent-8";
    return take_certificate(one, recording);
  };
  const auto enough = [&](const Digest& hash) { return rules.enough(hash); };
  using Kinds = std::set<std::string>;
  EXPECT_EQ(record(2, "faktura", few.hash()), Breaches{});
  EXPECT_EQ(record(3, "", few.hash()), Breaches{});
  EXPECT_EQ(record(4, "flytt", agreement.hash()), Breaches{});
  EXPECT_EQ(enough(few.hash()), Kinds{});
  EXPECT_EQ(only(record(2, "faktura", few.hash())), Broken(CertifiedTwice{3})) << "and counts for nothing";
  EXPECT_EQ(enough(few.hash()), Kinds{});
  EXPECT_EQ(record(5, "faktura", few.hash()), Breaches{});
  EXPECT_EQ(enough(few.hash()), Kinds{"faktura"});
  rules = Rules::restored(rules.stored()).value();
  rules.add(agreement);
  EXPECT_EQ(enough(few.hash()), Kinds{}) << "nobody knows how many are enough";
  rules.add(few);
  EXPECT_EQ(enough(few.hash()), Kinds{"faktura"});
  EXPECT_EQ(enough(agreement.hash()), Kinds{}) << "it has no such limit";
  EXPECT_EQ(enough(sha256(view_of("another"))), Kinds{});
}

TEST_F(RulesTest, WhatIsThereAndInForceIsKnown) {
  EXPECT_EQ(rules.not_withdrawn(), std::vector<Digest>{agreement.hash()});
  EXPECT_FALSE(rules.is_withdrawn(agreement.hash()));
  EXPECT_FALSE(rules.is_withdrawn(sha256(view_of("another"))));
  EXPECT_EQ(take(ledger::AgreementWithdrawn{"U", agreement.hash(), {}}), Breaches{});
  EXPECT_TRUE(rules.not_withdrawn().empty());
  EXPECT_TRUE(rules.is_withdrawn(agreement.hash()));
  // One that is withdrawn and was never registered.
  EXPECT_EQ(take(ledger::AgreementWithdrawn{"U", sha256(view_of("another")), {}}), Breaches{});
  EXPECT_TRUE(rules.not_withdrawn().empty());
  using Ids = std::vector<std::pair<ledger::RecordingId, std::uint64_t>>;
  EXPECT_EQ(rules.still_there(), (Ids{{id(1), 1}}));
  EXPECT_EQ(take_about(1, ledger::RecordingDiscarded{}), Breaches{});
  EXPECT_EQ(rules.still_there(), Ids{});
}

TEST_F(RulesTest, WhatIsShreddedIsNotThere) {
  EXPECT_EQ(take_shredded(1, ShreddedBecause::kErasure), Breaches{});
  EXPECT_TRUE(rules.still_there().empty());
}

TEST_F(RulesTest, HoldThatTheWitnessHasNotVerifiedHoldsNothing) {
  Shown one = shown(1);
  one.note = "one has signed this";
  ledger::RecordingHeld hold;
  hold.until = time("2027-06-01T00:00:00.000Z");
  hold.recording = named(one);
  hold.hold = ledger::salted(one.salt, view_of(one.note));
  EXPECT_EQ(only(take(hold, one)), Broken(ShownFalsely{}));
}

// Whoever can change it could have a breach counted as judged.
TEST_F(RulesTest, WhatWasStoredAndAlteredIsRefused) {
  const Bytes stored = rules.stored();
  EXPECT_TRUE(Rules::restored(stored));
  EXPECT_FALSE(Rules::restored({}));
  EXPECT_FALSE(Rules::restored(ByteView(stored).first(stored.size() - 1)));
  Bytes altered = stored;
  altered[1] ^= 1;
  EXPECT_FALSE(Rules::restored(altered));
  const auto with_sum = [](Bytes bytes) {
    const Digest sum = sha256(bytes);
    bytes.insert(bytes.end(), sum.begin(), sum.end());
    return Rules::restored(bytes);
  };
  Bytes whole(stored.begin(), stored.end() - static_cast<std::ptrdiff_t>(Digest().size()));
  EXPECT_TRUE(with_sum(whole));
  Bytes other = whole;
  other[0] = 1;
  EXPECT_EQ(with_sum(other).error().code, Code::kPermanent) << "of another version";
  other = whole;
  other[1] = 7;
  EXPECT_FALSE(with_sum(other)) << "of another number of entries";
  other = whole;
  other.push_back(0);
  EXPECT_FALSE(with_sum(other)) << "longer";
  for (std::size_t length = 1; length < whole.size(); ++length)
    EXPECT_FALSE(with_sum(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length))))
        << length;
}

TEST_F(RulesTest, WhatTheVersionBeforeHasStoredIsRead) {
  Bytes before = rules.stored();
  // Without what it knows of audio, which is nothing, and the sum.
  before.resize(before.size() - Digest().size() - 1);
  before[0] = 2;
  const Digest sum = sha256(before);
  before.insert(before.end(), sum.begin(), sum.end());
  const auto restored = Rules::restored(before);
  ASSERT_TRUE(restored) << restored.error().message;
  EXPECT_EQ(restored->stored(), rules.stored());
}

TEST_F(RulesTest, BreachDoesNotStandAgainstTheNextEntry) {
  EXPECT_EQ(take(ledger::ReadingBegun{{0}}).size(), 1U);
  EXPECT_EQ(take_about(1, request()), Breaches{});
}

}  // namespace
}  // namespace insyn::witness
