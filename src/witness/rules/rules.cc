#include "witness/rules/rules.h"

#include <type_traits>

#include "note/note.h"

namespace insyn::witness {
namespace {

using ledger::Salted;

std::string hex_of(const ledger::RecordingId& id) { return to_hex(id.bytes); }

template <class What>
concept IsAboutARecording = std::is_same_v<decltype(What::recording), Salted>;

}  // namespace

// Judges one entry, and adds what is wrong with it.
class Rules::Taker {
 public:
  Taker(Rules& rules, const ledger::Entry& entry, const std::optional<Shown>& shown,
        std::vector<Breach>& breaches)
      : rules_(rules),
        number_(rules.next_),
        time_(entry.time),
        shown_(shown ? &*shown : nullptr),
        breaches_(breaches) {}

  // What stands in the ledger of an agreement.
  void operator()(const ledger::AgreementRegistered& entry) {
    const auto found = rules_.agreements_.find(entry.agreement);
    if (found == rules_.agreements_.end()) return add(UnknownAgreement{entry.agreement});
    found->second.registered = true;
  }
  void operator()(const ledger::AgreementWithdrawn& entry) {
    const auto found = rules_.agreements_.find(entry.agreement);
    if (found != rules_.agreements_.end() && !found->second.withdrawn) found->second.withdrawn = time_;
  }
  void operator()(const ledger::RosterRegistered&) {}
  void operator()(const ledger::RoleChanged&) {}
  void operator()(const ledger::RecordingForked&) {}

  // What is about a recording, which is shown beside it.
  template <IsAboutARecording What>
  void operator()(const What& entry) {
    if (shown_ == nullptr) return add(NotShown{});
    if (salted(shown_->salt, view_of(hex_of(shown_->recording))) != entry.recording)
      return add(ShownFalsely{});
    judge(entry);
  }
  void operator()(const ledger::RecordingShredded& entry) {
    add(rules_.lifetimes_.shred(number_, time_, entry));
  }

  // What follows from a request, which was about one.
  void operator()(const ledger::RequestApproved&) { judge_opening(); }
  void operator()(const ledger::PeelHandedOut&) { judge_opening(); }
  void operator()(const ledger::ReadingBegun&) { judge_opening(); }
  void operator()(const ledger::ExportReported&) { judge_opening(); }

 private:
  void add(std::optional<Broken> what) {
    if (what) breaches_.push_back({number_, *std::move(what)});
  }

  void judge(const ledger::CertificateBegun& entry);
  void judge(const ledger::RecordingReceived&) { add_unless_certified(); }
  void judge(const ledger::OpeningRequested&) {
    add_unless_there(shown_->recording);
    rules_.requested_[number_] = shown_->recording;
  }
  void judge(const ledger::OwnReadingBegun&) { add_unless_there(shown_->recording); }
  void judge(const ledger::RecordingDiscarded&) {
    add(rules_.lifetimes_.discard(number_, time_, shown_->recording));
  }
  void judge(const ledger::RecordingHeld& entry) {
    if (!shown_->hold_is_signed) return add(ShownFalsely{});
    add(rules_.lifetimes_.hold(shown_->recording, entry.until));
  }

  void judge_opening() {
    const auto request = rules_.order_.request_of(number_);
    if (!request) return;
    const auto found = rules_.requested_.find(*request);
    if (found != rules_.requested_.end()) add_unless_there(found->second);
  }
  void add_unless_there(const ledger::RecordingId& id) { add(rules_.lifetimes_.check_there(id)); }
  void add_unless_certified() {
    const auto state = rules_.lifetimes_.check_there(shown_->recording);
    if (state && std::holds_alternative<NeverCertified>(*state)) add(*state);
  }

  Rules& rules_;
  std::uint64_t number_;
  Utc time_;
  const Shown* shown_;
  std::vector<Breach>& breaches_;
};

void Rules::Taker::judge(const ledger::CertificateBegun& entry) {
  const Bytes note = bytes_of(shown_->certificate_note);
  if (salted(shown_->salt, note) != entry.certificate) return add(ShownFalsely{});
  auto certificate = rules_.verified_certificate(*shown_);
  if (!certificate) return add(NotCertified{certificate.error().message});
  for (Breach& breach : rules_.numbers_.take(number_, time_, *certificate, sha256(note)))
    breaches_.push_back(std::move(breach));
  const agreement::Terms* terms = rules_.in_force(*certificate);
  if (terms == nullptr) return add(NotInForce{certificate->agreement_hash});
  add(rules_.lifetimes_.begin(number_, shown_->recording, certificate->begin, *terms));
  const std::string& agent = certificate->agent.empty() ? certificate->device : certificate->agent;
  if (auto over = rules_.caps_.take(agent, certificate->begin, *terms)) add(*std::move(over));
}

Result<recording::Certificate> Rules::verified_certificate(const Shown& shown) const {
  TRY_ASSIGN(const note::Note note, note::parse(shown.certificate_note));
  TRY_ASSIGN(recording::Certificate certificate, recording::parse_certificate(note.text));
  if (certificate.id != hex_of(shown.recording))
    return fail(Code::kDenied, "it is of the recording {}", certificate.id);
  for (const note::Verifier& device : devices_) {
    if (device.name() != certificate.device) continue;
    TRY_ASSIGN(const bool has_signed, note::is_signed_by(note, device));
    if (has_signed) return certificate;
  }
  return fail(Code::kDenied, "no device on the roster has signed it as {}", certificate.device);
}

const agreement::Terms* Rules::in_force(const recording::Certificate& certificate) const {
  const auto found = agreements_.find(certificate.agreement_hash);
  if (found == agreements_.end() || !found->second.registered) return nullptr;
  const Known& known = found->second;
  const agreement::Terms& terms = known.terms;
  if (certificate.begin < terms.not_before || certificate.begin >= terms.not_after) return nullptr;
  const std::chrono::hours grace(terms.ledger ? terms.ledger->grace_hours : 0);
  if (known.withdrawn && certificate.begin >= *known.withdrawn + grace) return nullptr;
  return &terms;
}

std::vector<Breach> Rules::take(const Result<ledger::Entry>& entry, const std::optional<Shown>& shown) {
  std::vector<Breach> breaches;
  if (auto fault = order_.take(entry)) breaches.push_back({next_, *std::move(fault)});
  if (entry) std::visit(Taker(*this, *entry, shown, breaches), entry->what);
  ++next_;
  return breaches;
}

std::vector<Breach> Rules::check(Utc now) {
  std::vector<Breach> breaches = lifetimes_.check(now);
  for (Breach& breach : numbers_.check(now)) breaches.push_back(std::move(breach));
  return breaches;
}

}  // namespace insyn::witness
