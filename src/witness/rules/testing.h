// For tests: a centre whose ledger grows entry by entry, and a witness's rules that read it.
#pragma once

#include "agreement/testing.h"
#include "witness/rules/rules.h"

namespace insyn::witness {

class TestCentre {
 public:
  TestCentre() {
    add(agreement);
    rules.add(device.verifier());
    for (const char* agent : {"agent-7", "agent-8"}) rules.add_agent(agent);
  }
  void add(const agreement::Agreement& one) {
    added.push_back(one);
    rules.add(one);
  }

  // The example's terms, with at most two calls of an agent in a week.
  const agreement::Party employer = agreement::employer_party(), union_ = agreement::union_party();
  const agreement::Agreement agreement =
      agreement::Agreement::verify(
          agreement::signed_by_both(with(with(agreement::example_terms(), "week = 10", "week = 2"),
                                         "Unionen, klubben vid Kundcenter Nord", "Klubben"),
                                    employer, union_),
          {employer.keys, union_.keys})
          .value();
  const note::Signer device = note::Signer::generate("desk-12").value();
  Rules rules;
  std::vector<agreement::Agreement> added;

  static Utc time(const char* text) { return parse_utc(text).value(); }
  static ledger::RecordingId id(std::uint8_t number) {
    ledger::RecordingId id;
    id.bytes.fill(number);
    return id;
  }
  static std::string text_of(const ledger::RecordingId& id) { return to_hex(id.bytes); }

  // What is shown of an entry about this recording, and its salted hash.
  static Shown shown(std::uint8_t recording) {
    Shown one;
    one.salt = ledger::Salt::random();
    one.recording = id(recording);
    return one;
  }
  static ledger::Salted named(const Shown& one) {
    return ledger::salted(one.salt, view_of(text_of(one.recording)));
  }

  // The number of the next entry.
  std::uint64_t next = 0;
  Utc now = time("2026-12-01T08:00:00.000Z");
  std::optional<Utc> stated;  // what the server says instead

  // Each time by rules that were stored and go on.
  std::vector<Breach> take(ledger::AnyEntry what, const std::optional<Shown>& shown = std::nullopt) {
    ++next;
    rules = Rules::restored(rules.stored()).value();
    for (const agreement::Agreement& one : added) rules.add(one);
    return rules.take(ledger::Entry{stated.value_or(now), std::move(what)}, shown, now);
  }
  std::vector<Breach> take_agreement() {
    return take(ledger::AgreementRegistered{agreement.terms().id, agreement.hash()});
  }

  // The device's next certificate, for a recording of agent-7 that begins now.
  recording::Certificate certificate(std::uint8_t recording) {
    recording::Certificate one;
    one.id = text_of(id(recording));
    one.key = note::Signer::generate(one.id).value().verifier().text();
    one.device = device.verifier().name();
    one.agent = "agent-7";
    one.call = "4711";
    one.begin = now;
    one.agreement_hash = agreement.hash();
    one.number = ++number_;
    one.previous = last_;
    return one;
  }
  std::vector<Breach> take_certificate(const recording::Certificate& certificate, std::uint8_t recording) {
    return take_certificate(note::sign(recording::text_of(certificate), device), recording);
  }
  std::vector<Breach> take_certificate(const std::string& note, std::uint8_t recording) {
    last_ = sha256(view_of(note));
    Shown one = shown(recording);
    one.note = note;
    return take(ledger::CertificateBegun{named(one), ledger::salted(one.salt, view_of(note))}, one);
  }
  std::vector<Breach> take_certificate(std::uint8_t recording) {
    return take_certificate(certificate(recording), recording);
  }
  template <class What>
  std::vector<Breach> take_about(std::uint8_t recording, What what) {
    const Shown one = shown(recording);
    what.recording = named(one);
    return take(std::move(what), one);
  }
  std::vector<Breach> take_shredded(std::uint8_t recording, ledger::ShreddedBecause because) {
    return take(ledger::RecordingShredded{id(recording), because});
  }

 private:
  std::uint64_t number_ = 0;
  std::optional<Digest> last_;
};

}  // namespace insyn::witness
