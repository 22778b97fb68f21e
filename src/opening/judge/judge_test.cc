// Whatever a lying server gives, the union's client refuses it and says why.
#include "opening/judge/judge.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "opening/judge/testing.h"

namespace insyn::opening {
namespace {

using recording::kTestId;

void expect_refused(const TestCase& centre, std::string_view why) {
  const std::string refusal = centre.refusal();
  EXPECT_NE(refusal, "");
  // Whoever makes words of it gets a code that there is.
  EXPECT_EQ(std::count(kWhyCodes.begin(), kWhyCodes.end(), centre.told), 1) << refusal << ": " << centre.told;
  EXPECT_NE(refusal.find(why), std::string::npos) << refusal;
}

TEST(Judge, OpensWhatIsAsItShouldBe) {
  const TestCase centre;
  const auto judged = centre.judged();
  ASSERT_TRUE(judged) << judged.error().message;
  EXPECT_EQ(judged->asked.asked_by, "Granskare 3");
  EXPECT_EQ(judged->certificate.agent, "a17");
  EXPECT_EQ(judged->certificate.kind, "faktura");
}

TEST(Judge, RefusesExchangedKeyFiles) {
  for (const char* name : recording::kKeyFiles) {
    TestCase centre;
    centre.files[name] = bytes_of("another recording's");
    expect_refused(centre, "key-exchanged");
    centre.files.erase(name);
    expect_refused(centre, "key-missing");
  }
}

TEST(Judge, RefusesAnExchangedRecipient) {
  TestCase centre;
  centre.request_note = with(centre.request_note, kRequestRecipient, "age1" + std::string(58, 'x'));
  expect_refused(centre, "signed by");
}

TEST(Judge, RefusesARequestThatWasAlteredAfterItWasEntered) {
  TestCase centre;
  Request altered = centre.parties.request();
  altered.until += std::chrono::hours(1);
  centre.request_note = note::sign(text_of(altered), centre.parties.reviewer.signer);
  expect_refused(centre, "another request than this one");
}

TEST(Judge, RefusesAForgedRequest) {
  TestCase centre;
  const Request request = centre.parties.request();
  centre.ask(request, note::sign(text_of(request), centre.parties.employer.signer));
  expect_refused(centre, "and not with the key");
  centre.ask(request, note::sign(text_of(request), note::Signer::generate("Granskare-3").value()));
  expect_refused(centre, "and not with the key");
}

TEST(Judge, RefusesARequestThatIsNotInTheLedger) {
  TestCase centre;
  centre.entries.pop_back();
  expect_refused(centre, "is no request");
  centre.request_entry = centre.received_entry;
  expect_refused(centre, "is no request");
}

TEST(Judge, RefusesARequestOfAnotherRecordingThanTheLedgerHas) {
  TestCase centre;
  centre.request_salt = ledger::Salt::random();
  expect_refused(centre, "another request than this one");
}

TEST(Judge, RefusesAPurposeThatIsNotAgreed) {
  TestCase centre;
  Request request = centre.parties.request();
  request.purpose = "performance";
  centre.ask(request);
  expect_refused(centre, "no agreed purpose");
}

TEST(Judge, RefusesWhatWasApprovedBefore) {
  TestCase centre;
  centre.add(ledger::RequestApproved{{centre.request_entry}, "Klubben", ledger::ApprovedBy::kPerson, {}});
  expect_refused(centre, "approved before");
}

TEST(Judge, RefusesAfterADiscard) {
  TestCase centre;
  const ShownEntry one = TestCase::shown(kTestId);
  centre.add(ledger::RecordingDiscarded{TestCase::named(one), {}}, one);
  expect_refused(centre, "discarded");
}

TEST(Judge, RefusesWhereADiscardIsKeptDark) {
  TestCase centre;
  const ShownEntry one = TestCase::shown(kTestId);
  centre.add(ledger::RecordingDiscarded{TestCase::named(one), {}});
  expect_refused(centre, "1 discards");
  // A wrong salt shows as little as none.
  centre.entries.back().shown = TestCase::shown(std::string(32, '1'));
  expect_refused(centre, "1 discards");
  // One that was shredded is dark by right; a second one beside it is not.
  centre.entries.pop_back();
  const ShownEntry other = TestCase::shown(std::string(32, '1'));
  centre.add(ledger::CertificateBegun{TestCase::named(other), {}});
  centre.add(ledger::RecordingDiscarded{TestCase::named(other), {}});
  centre.add(ledger::RecordingShredded{*other.recording, ledger::ShreddedBecause::kDiscard});
  EXPECT_EQ(centre.refusal(), "");
  centre.add(ledger::RecordingDiscarded{TestCase::named(one), {}});
  expect_refused(centre, "1 discards");
}

// A server that never forgets the salts of what was shredded could keep something else dark in their place.
TEST(Judge, WhatIsShownOfAShreddedRecordingLetsNothingElseBeDark) {
  TestCase centre;
  const std::string id(32, '1');
  centre.certify("a note", id);
  const ShownEntry other = TestCase::shown(id);
  centre.add(ledger::RecordingDiscarded{TestCase::named(other), {}}, other);
  centre.add(ledger::RecordingShredded{*other.recording, ledger::ShreddedBecause::kDiscard});
  EXPECT_EQ(centre.refusal(), "");
  centre.add(ledger::RecordingDiscarded{TestCase::named(TestCase::shown(kTestId)), {}});
  expect_refused(centre, "1 discards");
  centre.entries.pop_back();
  centre.add(ledger::CertificateBegun{TestCase::named(TestCase::shown(std::string(32, '2'))), {}});
  expect_refused(centre, "does not show 1 certificates");
}

TEST(Judge, RefusesWhereAShreddingIsMadeUp) {
  TestCase centre;
  const ShownEntry nobody = TestCase::shown(std::string(32, '1'));
  centre.add(ledger::RecordingDiscarded{TestCase::named(TestCase::shown(kTestId)), {}});
  centre.add(ledger::RecordingShredded{*nobody.recording, ledger::ShreddedBecause::kDiscard});
  expect_refused(centre, "has no certificate of them");
}

TEST(Judge, RefusesWhatBeganAfterAWithdrawal) {
  const auto certificate = [](const TestCase& centre) {
    return recording::parse_certificate(note::parse(centre.text(recording::kCertificate))->text).value();
  };
  const auto refusal_where_withdrawn = [&](Utc at) {
    TestCase centre;
    const Digest hash = centre.parties.agreement.hash();
    for (TestCase::Stood& one : centre.entries) {
      ledger::Entry entry = ledger::parse_entry(one.text).value();
      entry.time = at;
      one.text = ledger::text_of(entry);
    }
    centre.entries.push_back(
        {ledger::text_of({at, ledger::AgreementWithdrawn{"Klubben", hash, {}}}), std::nullopt});
    return centre.refusal();
  };
  TestCase centre;
  const Utc begin = certificate(centre).begin;
  const auto& ledger = centre.parties.agreement.terms().ledger;
  const std::chrono::hours grace(ledger ? ledger->grace_hours : 0);
  EXPECT_EQ(refusal_where_withdrawn(begin - grace + std::chrono::milliseconds(1)), "");
  EXPECT_NE(refusal_where_withdrawn(begin - grace).find("the agreement was withdrawn at"), std::string::npos);
  // Of another agreement.
  centre.add(ledger::AgreementWithdrawn{"Klubben", {}, {}});
  EXPECT_EQ(centre.refusal(), "");
}

TEST(Judge, RefusesAWorkstationOrAnAgentThatIsNotOnTheRoster) {
  TestCase device({{}, [](roster::Roster& roster) {
                     roster.devices[0].sign = note::Signer::generate("desk-99").value().verifier();
                   }});
  expect_refused(device, "is not on the roster");
  TestCase agent({[](recording::Beginning& one) { one.about.agent = "a99"; }, {}});
  expect_refused(agent, "the agent “a99” is not on the roster");
}

TEST(Judge, RefusesWhatTheTermsDoNotAllow) {
  const auto refused = [](std::function<void(recording::Beginning&)> otherwise, const std::string& why) {
    TestCase centre({std::move(otherwise), {}});
    expect_refused(centre, why);
  };
  refused([](recording::Beginning& one) { one.opening.agreement_hash = {}; }, "under another agreement");
  refused([](recording::Beginning& one) { one.about.begin = recording::utc("2020-12-01T08:15:03.250Z"); },
          "did not allow a recording at");
  refused([](recording::Beginning& one) { one.opening.retention_days = 31; }, "kept for longer");
  for (const int days : {-2, 2})
    refused([=](recording::Beginning& one) { one.opening.date += std::chrono::days(days); },
            "date is not that");
  refused([](recording::Beginning& one) { one.opening.level = agreement::Level::kMasked; }, "another level");
}

TEST(Judge, RefusesWhereTheServerGivesNoCertificate) {
  TestCase centre;
  centre.files.erase(recording::kCertificate);
  expect_refused(centre, "no certificate that can be read");
}

// Each thing that the entry says beside the request's hash, which all readers of the ledger see.
TEST(Judge, RefusesAnEntryThatSaysSomethingElseThanItsRequest) {
  using Change = std::function<void(ledger::OpeningRequested&)>;
  for (const Change& change :
       {Change([](auto& entry) { entry.recording = {}; }), Change([](auto& entry) { entry.reader = {}; }),
        Change([](auto& entry) { entry.request = {}; }),
        Change([](auto& entry) { entry.opens = ledger::Opens::kEvents; }),
        Change([](auto& entry) { entry.purpose = "complaint"; }),
        Change([](auto& entry) { entry.until += std::chrono::days(1); })}) {
    TestCase centre;
    std::string& text = centre.entries.at(centre.request_entry).text;
    ledger::Entry entry = ledger::parse_entry(text).value();
    change(std::get<ledger::OpeningRequested>(entry.what));
    text = ledger::text_of(entry);
    expect_refused(centre, "is another request than this one");
  }
}

TEST(Judge, RefusesARequestThatIsNotYet) {
  TestCase centre;
  Request request = centre.parties.request();
  request.asked = centre.now + std::chrono::minutes(5);
  centre.ask(request);
  EXPECT_EQ(centre.refusal(), "");
  request.asked += std::chrono::milliseconds(1);
  centre.ask(request);
  expect_refused(centre, "which is not yet");
}

TEST(Judge, NothingFollowsFromWhatIsNoEntry) {
  TestCase centre;
  centre.entries.push_back({"garbage", std::nullopt});
  centre.add(ledger::RequestApproved{{centre.received_entry}, "Klubben", ledger::ApprovedBy::kRules, {}});
  const LedgerKnowledge knowledge = centre.knowledge();
  EXPECT_EQ(knowledge.faulty(), 2U);
  EXPECT_TRUE(knowledge.by_rules().empty());
  EXPECT_EQ(centre.refusal(), "");
}

TEST(Judge, RefusesALedgerThatIsDatedAhead) {
  TestCase centre;
  centre.add(ledger::RosterRegistered{"test", 2, {}});
  centre.now -= std::chrono::minutes(5);
  EXPECT_EQ(centre.refusal(), "");
  centre.now -= std::chrono::milliseconds(1);
  expect_refused(centre, "which is not yet");
}

TEST(Judge, RefusesAfterAShredding) {
  for (const auto because : {ledger::ShreddedBecause::kRetention, ledger::ShreddedBecause::kErasure}) {
    TestCase centre;
    centre.add(ledger::RecordingShredded{*TestCase::shown(kTestId).recording, because});
    expect_refused(centre, "shredded");
  }
}

TEST(Judge, RefusesAFork) {
  TestCase centre;
  centre.add(ledger::RecordingForked{{centre.received_entry}, {}});
  expect_refused(centre, "a fork");
}

TEST(Judge, RefusesASecondCertificate) {
  TestCase centre;
  centre.certify("another certificate");
  expect_refused(centre, "another certificate of the same recording");
}

TEST(Judge, RefusesWhatWasNotCertifiedOrReceived) {
  TestCase centre;
  centre.entries.at(2).shown.reset();
  expect_refused(centre, "no certificate of the recording");
  TestCase other;
  other.entries.at(3).shown.reset();
  expect_refused(other, "0 times");
  TestCase twice;
  twice.receive();
  expect_refused(twice, "2 times");
}

TEST(Judge, RefusesOtherNotesThanWereReceived) {
  TestCase centre;
  centre.entries.at(3).shown->salt = ledger::Salt::random();
  expect_refused(centre, "0 times");
  TestCase other;
  const ShownEntry one = TestCase::shown(kTestId);
  other.entries.at(3) = {ledger::text_of({other.now, ledger::RecordingReceived{TestCase::named(one), {}, 1}}),
                         one};
  expect_refused(other, "other ones than the ledger says");
}

TEST(Judge, RefusesNotesOfAnotherRecording) {
  TestCase centre;
  const TestCase other;
  centre.files[recording::kClosingNote] = other.files.at(recording::kClosingNote);
  expect_refused(centre, "not-of-its-key");
  centre.files = other.files;
  // The same id, and another workstation's.
  expect_refused(centre, "another roster");
}

TEST(Judge, RefusesARosterWithAPlantedAgentOrDevice) {
  TestCase centre;
  const roster::TestAgent planted("a18");
  roster::Roster roster = centre.roster;
  roster.agents.push_back({planted.name, {}, {planted.key("test")}});
  const std::string text = roster::roster_text(roster);
  centre.roster_note = note::add_signature(note::sign(text, centre.parties.employer.signer),
                                           note::Signer::generate("Klubben").value())
                           .value();
  expect_refused(centre, "the roster");
  // Signed by both, but another one than the certificate names, or not in the ledger.
  centre.roster_note =
      roster::signed_by(roster, centre.parties.employer.signer, centre.parties.union_.signer);
  expect_refused(centre, "another roster");
  TestCase other;
  other.entries.at(1) = {ledger::text_of({other.now, ledger::RosterRegistered{"test", 1, {}}}), std::nullopt};
  expect_refused(other, "not in the ledger");
}

TEST(Judge, RefusesAnAgreementThatIsNotTheRecordingsOrNotRegistered) {
  TestCase centre;
  centre.entries.at(0) = {ledger::text_of({centre.now, ledger::AgreementRegistered{"a", {}}}), std::nullopt};
  expect_refused(centre, "the agreement is not in the ledger");
  Request request = centre.parties.request();
  request.agreement = sha256(view_of("changed after it was signed"));
  centre.ask(request);
  expect_refused(centre, "another agreement");
}

TEST(Judge, RefusesOneRecordingTooManyInAWeek) {
  TestCase centre;
  const auto certificate =
      recording::parse_certificate(note::parse(centre.text(recording::kCertificate))->text).value();
  bool elsewhere = false;  // under another agreement
  const auto earlier = [&](int number, Utc begin, const std::string& agent) {
    recording::Certificate one = certificate;
    one.id = fmt::format("{:032x}", number);
    one.key = note::Signer::generate(one.id).value().verifier().text();
    one.begin = begin;
    one.agent = agent;
    if (elsewhere) one.agreement_hash = {};
    const std::string note = note::sign(recording::text_of(one), note::Signer::generate("desk-12").value());
    const ShownEntry shown = TestCase::shown(one.id, note);
    centre.entries.insert(
        centre.entries.begin() + 2,
        {ledger::text_of({centre.now, ledger::CertificateBegun{TestCase::named(shown),
                                                               ledger::salted(*shown.salt, view_of(note))}}),
         shown});
    ++centre.request_entry;
  };
  for (int i = 1; i <= 9; ++i) earlier(i, certificate.begin - std::chrono::minutes(i), "a17");
  earlier(10, certificate.begin, "a18");
  earlier(11, certificate.begin - std::chrono::days(7), "a17");
  elsewhere = true;
  earlier(13, certificate.begin, "a17");
  elsewhere = false;
  EXPECT_EQ(centre.refusal(), "");
  earlier(12, certificate.begin, "a17");
  expect_refused(centre, "one recording too many");
  centre.entries.at(2).shown.reset();
  expect_refused(centre, "does not show 1 certificates");
}

TEST(Judge, RefusesWhenTheTimeIsOver) {
  TestCase centre;
  centre.now = recording::utc("2026-12-09T09:00:00.000Z");
  expect_refused(centre, "access was asked for until");
  TestCase late;
  late.now = recording::utc("2026-12-31T12:00:00.000Z");
  Request request = late.parties.request();
  request.asked = late.now;
  request.until = late.now + std::chrono::days(1);
  late.ask(request);
  expect_refused(late, "and its retention ends");
  late.now = recording::utc("2026-12-31T23:30:00.000Z");
  request.asked = late.now;
  late.ask(request);
  expect_refused(late, "its retention ended");
}

TEST(Judge, OpensEventsOnceTheirWeekIsOver) {
  TestCase centre;
  const auto ask_at = [&](const char* time) {
    centre.now = recording::utc(time);
    Request request = centre.parties.request_of_events();
    request.asked = centre.now;
    request.until = centre.now + std::chrono::days(7);
    centre.ask(request, note::sign(text_of(request), centre.parties.analyst.signer));
  };
  // Sunday night in Stockholm, and the Monday after.
  ask_at("2026-12-06T22:59:59.999Z");
  expect_refused(centre, "once the week is over");
  ask_at("2026-12-06T23:00:00.000Z");
  EXPECT_EQ(centre.refusal(), "");
}

TEST(Judge, TakesAHoldThatAllPartiesHaveSigned) {
  TestCase centre;
  centre.now = recording::utc("2027-01-05T12:00:00.000Z");
  Request request = centre.parties.request();
  request.asked = centre.now;
  request.until = centre.now + std::chrono::days(1);
  centre.ask(request);
  const recording::Hold hold{kTestId, recording::utc("2027-02-01T00:00:00.000Z"), "tvist"};
  const auto held = [&](const std::string& note) {
    const ShownEntry one = TestCase::shown(kTestId, note);
    centre.add(
        ledger::RecordingHeld{TestCase::named(one), ledger::salted(*one.salt, view_of(note)), hold.until},
        one);
  };
  recording::Hold other = hold;
  other.id = std::string(32, '1');
  held(note::add_signature(note::sign(recording::text_of(other), centre.parties.employer.signer),
                           centre.parties.union_.signer)
           .value());
  expect_refused(centre, "its retention ended");
  const std::string by_one = note::sign(recording::text_of(hold), centre.parties.employer.signer);
  held(by_one);
  expect_refused(centre, "its retention ended");
  held(note::add_signature(by_one, centre.parties.union_.signer).value());
  EXPECT_EQ(centre.refusal(), "");
}

TEST(Judge, CountsApprovalsByRulesOfThisWeek) {
  TestCase centre;
  const auto approve = [&](const char* time, const char* party, ledger::ApprovedBy by) {
    centre.entries.push_back(
        {ledger::text_of(
             {recording::utc(time), ledger::RequestApproved{{centre.request_entry}, party, by, {}}}),
         std::nullopt});
  };
  const auto count = [&] {
    const LedgerKnowledge ledger = centre.knowledge();
    return approved_by_rules({centre.parties.agreement, centre.pins, ledger, centre.now}, "Klubben").value();
  };
  approve("2026-12-02T09:20:00.000Z", "Klubben", ledger::ApprovedBy::kRules);
  approve("2026-12-02T09:20:00.000Z", "Klubben", ledger::ApprovedBy::kPerson);
  approve("2026-12-02T09:20:00.000Z", "Andra klubben", ledger::ApprovedBy::kRules);
  EXPECT_EQ(count(), 1U);
  // An entry that is dated back counts as of when it was made.
  approve("2026-11-20T09:20:00.000Z", "Klubben", ledger::ApprovedBy::kRules);
  EXPECT_EQ(count(), 2U);
  centre.now += std::chrono::days(7);
  EXPECT_EQ(count(), 0U);
}

}  // namespace
}  // namespace insyn::opening
