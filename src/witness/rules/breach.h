// What is wrong at a centre, as its ledger and what the server shows beside it tell the union's witness.
// Codes with parameters; words/breach.h has the sentences.
#pragma once

#include "ledger/entries/order.h"

namespace insyn::witness {

// What the entry is about was not shown, so nothing else can be checked of it.
struct NotShown {
  bool operator==(const NotShown&) const = default;
};
// What was shown is not what the entry has the hash of.
struct ShownFalsely {
  bool operator==(const ShownFalsely&) const = default;
};
// The certificate is none, or no device that all parties have put on the roster signed it.
struct NotCertified {
  std::string problem;
  bool operator==(const NotCertified&) const = default;
};
// The entry `first` has certified a recording with this id already.
struct CertifiedTwice {
  std::uint64_t first = 0;
  bool operator==(const CertifiedTwice&) const = default;
};
// An agreement is registered that the witness does not have, signed by all parties.
struct UnknownAgreement {
  Digest agreement{};
  bool operator==(const UnknownAgreement&) const = default;
};
// It began under an agreement that was not in force then, or that no entry before it registered.
struct NotInForce {
  Digest agreement{};
  bool operator==(const NotInForce&) const = default;
};
// It is a call too many of this agent in the week that began then, by all devices together.
struct OverTheCap {
  std::string agent;  // the pseudonym; where agents are not told apart, the device
  Utc week{};
  int cap = 0;
  bool operator==(const OverTheCap&) const = default;
};
// The device has signed another certificate with this running number.
struct NumberTwice {
  std::string device;
  std::uint64_t number = 0;
  bool operator==(const NumberTwice&) const = default;
};
// Certificates that the device has signed are not in the ledger, from the first to the last of these running
// numbers.
struct NumbersMissing {
  std::string device;
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  bool operator==(const NumbersMissing&) const = default;
};
// The certificate of this running number names another one before it than is in the ledger.
struct OtherBefore {
  std::string device;
  std::uint64_t number = 0;
  bool operator==(const OtherBefore&) const = default;
};
// No entry before it has a certificate of its recording.
struct NeverCertified {
  bool operator==(const NeverCertified&) const = default;
};
// It opens a recording that was discarded or shredded in the entry `gone`.
struct OpenedWhenGone {
  std::uint64_t gone = 0;
  bool operator==(const OpenedWhenGone&) const = default;
};
// It says that a recording, or audio of it, came which was discarded or shredded in the entry `gone`.
struct ReceivedWhenGone {
  std::uint64_t gone = 0;
  bool operator==(const ReceivedWhenGone&) const = default;
};
// The entry `first` has put audio beside its recording already, which a server does once.
struct AttachedTwice {
  std::uint64_t first = 0;
  bool operator==(const AttachedTwice&) const = default;
};
// Its recording began then, and has not arrived since, and was not discarded either.
struct NotReceived {
  Utc began{};
  bool operator==(const NotReceived&) const = default;
};
// The server has dated it as it cannot be: later than the witness's clock, or earlier than what stands before
// it. It counts as of `counted`.
struct Misdated {
  Utc stated{};
  Utc counted{};
  bool operator==(const Misdated&) const = default;
};
// Because its time is over, which it was not before `not_before`.
struct ShreddedEarly {
  Utc not_before{};
  bool operator==(const ShreddedEarly&) const = default;
};
// Because its agent has discarded it, of which there is no entry.
struct ShreddedWithoutDiscard {
  bool operator==(const ShreddedWithoutDiscard&) const = default;
};
// The recording had to be shredded before `due`, and was not.
struct NotShredded {
  Utc due{};
  bool operator==(const NotShredded&) const = default;
};

using Broken = std::variant<ledger::Fault, NotShown, ShownFalsely, NotCertified, CertifiedTwice,
                            UnknownAgreement, NotInForce, OverTheCap, NumberTwice, NumbersMissing,
                            OtherBefore, NeverCertified, OpenedWhenGone, ReceivedWhenGone, AttachedTwice,
                            NotReceived, Misdated, ShreddedEarly, ShreddedWithoutDiscard, NotShredded>;

struct Breach {
  std::uint64_t entry = 0;  // the one that is wrong, or that shows that something is
  Broken what;
  bool operator==(const Breach&) const = default;
};

}  // namespace insyn::witness
