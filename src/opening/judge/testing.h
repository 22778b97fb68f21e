// For tests: a centre's ledger and a recording in it, as a server gives them, honest until a test says
// otherwise.
#pragma once

#include <functional>

#include "opening/judge/judge.h"
#include "opening/testing.h"
#include "recording/lifetime/hold.h"
#include "recording/store/recording.h"
#include "recording/testing.h"
#include "roster/testing.h"

namespace insyn::opening {

class TestCase {
 public:
  // What is otherwise with its recording and its roster.
  struct Otherwise {
    std::function<void(recording::Beginning&)> recording = {};
    std::function<void(roster::Roster&)> roster = {};
  };
  TestCase() : TestCase(Otherwise{}) {}
  explicit TestCase(Otherwise otherwise) : otherwise_(std::move(otherwise)) {
    add(ledger::AgreementRegistered{"a", parties.agreement.hash()});
    roster = roster::roster_of(agent, station.certifier.device());
    if (otherwise_.roster) otherwise_.roster(roster);
    roster_note = roster::signed_by(roster, parties.employer.signer, parties.union_.signer);
    const Digest hash = roster::SignedRoster::verify(roster_note, pins)->hash();
    add(ledger::RosterRegistered{"test", 1, hash});
    record(hash);
    certify();
    receive();
    ask(parties.request());
  }

  const Parties parties;
  const std::vector<note::PublicKeys> pins = {parties.employer.keys, parties.union_.keys};
  recording::Workstation station;
  const roster::TestAgent agent{"a17"};
  roster::Roster roster;
  std::string roster_note;
  std::map<std::string, Bytes> files;
  std::uint64_t chunks = 0;
  std::string request_note;
  ledger::Salt request_salt = ledger::Salt::random();
  std::uint64_t request_entry = 0, received_entry = 0;
  Utc now = recording::utc("2026-12-02T09:10:00.000Z");

  struct Stood {
    std::string text;
    std::optional<ShownEntry> shown;
  };
  std::vector<Stood> entries;

  std::uint64_t add(ledger::AnyEntry what, std::optional<ShownEntry> shown = std::nullopt) {
    entries.push_back({ledger::text_of({now, std::move(what)}), std::move(shown)});
    return entries.size() - 1;
  }
  // What is shown of an entry about a recording.
  static ShownEntry shown(const std::string& recording, std::string note = "") {
    ShownEntry one;
    one.salt = ledger::Salt::random();
    one.recording.emplace();
    const Bytes id = from_hex(recording).value();
    std::copy(id.begin(), id.end(), one.recording->bytes.begin());
    one.note = std::move(note);
    return one;
  }
  static ledger::Salted named(const ShownEntry& one) {
    return ledger::salted(*one.salt, view_of(to_hex(one.recording->bytes)));
  }

  // Makes the recording, of as many days' retention as was agreed.
  void record(const Digest& roster_hash) {
    recording::Beginning beginning = station.beginning();
    beginning.opening.agreement_hash = parties.agreement.hash();
    beginning.about.roster_hash = roster_hash;
    if (otherwise_.recording) otherwise_.recording(beginning);
    recording::RecordingWriter writer = station.begin(std::move(beginning)).value();
    CHECK(writer.append(station.chunk(0)).has_value());
    CHECK(recording::Workstation::close(writer).has_value());
    const auto one = recording::Recording::read(writer.folder()).value();
    for (const std::string& name : one.names) {
      if (recording::chunk_named(name))
        ++chunks;
      else
        files[name] = one.files().read(name, recording::kLargestNote).value();
    }
  }
  std::string text(const std::string& name) const { return std::string(insyn::text_of(files.at(name))); }

  void certify(const std::string& note, const std::string& id = recording::kTestId) {
    const ShownEntry one = shown(id, note);
    add(ledger::CertificateBegun{named(one), ledger::salted(*one.salt, view_of(note))}, one);
  }
  void certify() { certify(text(recording::kCertificate)); }
  void receive() {
    const ShownEntry one = shown(recording::kTestId);
    received_entry = add(ledger::RecordingReceived{named(one),
                                                   ledger::salted_contents(
                                                       *one.salt, sha256(files.at(recording::kOpeningNote)),
                                                       sha256(files.at(recording::kClosingNote))),
                                                   chunks},
                         one);
  }
  void ask(const Request& request) {
    ask(request, note::sign(opening::text_of(request), parties.reviewer.signer));
  }
  void ask(const Request& request, const std::string& note) {
    request_note = note;
    const auto salted = [&](std::string_view what) { return ledger::salted(request_salt, view_of(what)); };
    request_entry =
        add(ledger::OpeningRequested{salted(request.recording), request.opens, salted(request.reader),
                                     salted(request_note), request.purpose, request.until});
  }

  LedgerKnowledge knowledge() const {
    LedgerKnowledge all;
    for (const Stood& one : entries) all.take(view_of(one.text), one.shown ? &*one.shown : nullptr);
    return all;
  }
  Result<Judged> judged() const {
    const LedgerKnowledge ledger = knowledge();
    const GivenFiles given(files, chunks);
    const auto refused = [this](const Why& why) { told = why.code; };
    const JudgeBy by{parties.agreement, pins, ledger, now, {}, refused};
    return judge(by, {request_note, request_entry, request_salt, roster_note, given});
  }
  // The code of the last refusal.
  mutable std::string told;
  // Why it is refused; empty where it is not.
  std::string refusal() const {
    told.clear();
    const auto one = judged();
    return one ? "" : one.error().message;
  }

 private:
  Otherwise otherwise_;
};

}  // namespace insyn::opening
