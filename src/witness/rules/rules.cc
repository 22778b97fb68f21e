#include "witness/rules/rules.h"

#include <algorithm>
#include <type_traits>

#include "note/note.h"
#include "witness/rules/stored.h"

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
    if (found == rules_.agreements_.end() || !found->second.terms)
      return add(UnknownAgreement{entry.agreement});
    found->second.registered = true;
  }
  void operator()(const ledger::AgreementWithdrawn& entry) {
    Known& known = rules_.agreements_[entry.agreement];
    if (!known.withdrawn) known.withdrawn = time_;
  }
  void operator()(const ledger::RosterRegistered&) {}
  void operator()(const ledger::RoleChanged&) {}
  void operator()(const ledger::RecordingForked&) {}
  // Browsers have it by the union's own signature; insyn extension check compares it with the agreement.
  void operator()(const ledger::ExtensionReleased& entry) {
    if (!rules_.agreements_.contains(entry.agreement)) add(UnknownAgreement{entry.agreement});
  }
  // Which pages are good the union knows by its own copy: insyn-room compares, and a browser cannot.
  void operator()(const ledger::PagesServed&) {}

  // What is about a recording, which is shown beside it.
  template <IsAboutARecording What>
  void operator()(const What& entry) {
    if (shown_ == nullptr) return add(NotShown{});
    if (salted(shown_->salt, view_of(hex_of(shown_->recording))) != entry.recording)
      return add(ShownFalsely{});
    judge(entry);
  }
  void operator()(const ledger::RecordingShredded& entry) {
    rules_.attached_.erase(entry.recording.bytes);
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
  void judge(const ledger::RecordingReceived&) { add(rules_.lifetimes_.receive(shown_->recording)); }
  void judge(const ledger::OpeningRequested&) {
    add_unless_there(shown_->recording);
    rules_.requested_[number_] = shown_->recording;
  }
  void judge(const ledger::AudioAttached&) {
    auto broken = rules_.lifetimes_.check_there(shown_->recording);
    if (const auto* opened = broken ? std::get_if<OpenedWhenGone>(&*broken) : nullptr)
      broken = ReceivedWhenGone{opened->gone};
    if (!broken) {
      const auto [at, is_new] = rules_.attached_.emplace(shown_->recording.bytes, number_);
      if (!is_new) broken = AttachedTwice{at->second};
    }
    add(std::move(broken));
  }
  void judge(const ledger::AudioLookedUp&) { add_unless_there(shown_->recording); }
  void judge(const ledger::OwnReadingBegun&) { add_unless_there(shown_->recording); }
  void judge(const ledger::RecordingDiscarded&) {
    add(rules_.lifetimes_.discard(number_, time_, shown_->recording));
  }
  void judge(const ledger::RecordingHeld& entry) {
    if (!shown_->hold_is_signed || salted(shown_->salt, view_of(shown_->note)) != entry.hold)
      return add(ShownFalsely{});
    add(rules_.lifetimes_.hold(shown_->recording, entry.until));
  }

  void judge_opening() {
    const auto request = rules_.order_.request_of(number_);
    if (!request) return;
    const auto found = rules_.requested_.find(*request);
    if (found != rules_.requested_.end()) add_unless_there(found->second);
  }
  void add_unless_there(const ledger::RecordingId& id) { add(rules_.lifetimes_.check_there(id)); }

  Rules& rules_;
  std::uint64_t number_;
  Utc time_;
  const Shown* shown_;
  std::vector<Breach>& breaches_;
};

void Rules::Taker::judge(const ledger::CertificateBegun& entry) {
  const Bytes note = bytes_of(shown_->note);
  if (salted(shown_->salt, note) != entry.certificate) return add(ShownFalsely{});
  auto certificate = rules_.verified_certificate(*shown_);
  if (!certificate) return add(NotCertified{certificate.error().message});
  for (Breach& breach : rules_.numbers_.take(number_, time_, *certificate, sha256(note)))
    breaches_.push_back(std::move(breach));
  const agreement::Terms* terms = rules_.in_force(*certificate);
  if (terms == nullptr) return add(NotInForce{certificate->agreement_hash});
  auto known = rules_.lifetimes_.begin(number_, shown_->recording, certificate->begin, *terms);
  if (!known && !certificate->kind.empty()) ++rules_.kinds_[{certificate->agreement_hash, certificate->kind}];
  add(std::move(known));
  const std::string& agent = certificate->agent.empty() ? certificate->device : certificate->agent;
  if (auto over = rules_.caps_.take(agent, certificate->begin, *terms)) add(*std::move(over));
}

Result<recording::Certificate> Rules::verified_certificate(const Shown& shown) const {
  TRY_ASSIGN(const note::Note note, note::parse(shown.note));
  TRY_ASSIGN(recording::Certificate certificate, recording::parse_certificate(note.text));
  if (certificate.id != hex_of(shown.recording))
    return fail(Code::kDenied, "it is of the recording {}", certificate.id);
  // Whoever may make up agents is bound by no cap.
  if (!certificate.agent.empty() && !agents_.contains(certificate.agent))
    return fail(Code::kDenied, "no roster has its agent, {}", certificate.agent);
  for (const note::Verifier& device : devices_) {
    if (device.name() != certificate.device) continue;
    TRY_ASSIGN(const bool has_signed, note::is_signed_by(note, device));
    if (has_signed) return certificate;
  }
  return fail(Code::kDenied, "no device on the roster has signed it as {}", certificate.device);
}

const agreement::Terms* Rules::in_force(const recording::Certificate& certificate) const {
  const auto found = agreements_.find(certificate.agreement_hash);
  if (found == agreements_.end() || !found->second.registered || !found->second.terms) return nullptr;
  const Known& known = found->second;
  const agreement::Terms& terms = *known.terms;
  if (certificate.begin < terms.not_before || certificate.begin >= terms.not_after) return nullptr;
  const std::chrono::hours grace(terms.ledger ? terms.ledger->grace_hours : 0);
  if (known.withdrawn && certificate.begin >= *known.withdrawn + grace) return nullptr;
  return &terms;
}

void Rules::add(const note::Verifier& device) {
  if (std::ranges::find(devices_, device) == devices_.end()) devices_.push_back(device);
}

std::vector<Digest> Rules::not_withdrawn() const {
  std::vector<Digest> all;
  for (const auto& [hash, known] : agreements_)
    if (known.registered && !known.withdrawn) all.push_back(hash);
  return all;
}

bool Rules::is_withdrawn(const Digest& agreement) const {
  const auto found = agreements_.find(agreement);
  return found != agreements_.end() && found->second.withdrawn;
}

std::set<std::string> Rules::enough(const Digest& agreement) const {
  std::set<std::string> kinds;
  const auto found = agreements_.find(agreement);
  if (found == agreements_.end() || !found->second.terms || found->second.terms->enough_per_kind == 0)
    return kinds;
  const auto most = static_cast<std::uint64_t>(found->second.terms->enough_per_kind);
  for (const auto& [key, count] : kinds_)
    if (key.first == agreement && count >= most) kinds.insert(key.second);
  return kinds;
}

std::optional<Broken> Rules::check_time(ledger::Entry& entry, Utc now) {
  const Utc stated = entry.time;
  if (stated > now + kClockTolerance) entry.time = std::max(now, latest_);
  if (stated < latest_ - kClockTolerance) entry.time = latest_;
  latest_ = std::max(latest_, entry.time);
  return entry.time == stated ? std::nullopt : std::optional<Broken>(Misdated{stated, entry.time});
}

std::vector<Breach> Rules::take(Result<ledger::Entry> entry, const std::optional<Shown>& shown, Utc now) {
  std::vector<Breach> breaches;
  if (entry) {
    if (auto misdated = check_time(*entry, now)) breaches.push_back({next_, *std::move(misdated)});
  }
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

namespace {
// The first byte of what is stored: its version. The one before it knew nothing of audio.
constexpr std::uint8_t kStored = 3;
constexpr std::uint8_t kWithoutAudio = 2;
}  // namespace

Bytes Rules::stored() const {
  ByteWriter to;
  to.u8(kStored);
  to.varint(next_);
  write_time(to, latest_);
  order_.write(to);
  to.varint(agreements_.size());
  for (const auto& [hash, known] : agreements_) {
    write_digest(to, hash);
    to.u8(known.registered ? 1 : 0);
    to.u8(known.withdrawn ? 1 : 0);
    write_time(to, known.withdrawn.value_or(Utc()));
  }
  to.varint(devices_.size());
  for (const note::Verifier& device : devices_) write_text(to, device.text());
  to.varint(agents_.size());
  for (const std::string& agent : agents_) write_text(to, agent);
  numbers_.write(to);
  caps_.write(to);
  lifetimes_.write(to);
  to.varint(kinds_.size());
  for (const auto& [key, count] : kinds_) {
    write_digest(to, key.first);
    write_text(to, key.second);
    to.varint(count);
  }
  to.varint(requested_.size());
  for (const auto& [number, id] : requested_) {
    to.varint(number);
    to.raw(id.bytes);
  }
  to.varint(attached_.size());
  for (const auto& [id, number] : attached_) {
    to.raw(id);
    to.varint(number);
  }
  Bytes bytes = to.take();
  const Digest sum = sha256(bytes);
  bytes.insert(bytes.end(), sum.begin(), sum.end());
  return bytes;
}

Status Rules::read_agreements(ByteReader& from) {
  TRY_ASSIGN(std::uint64_t agreements, from.varint());
  for (; agreements > 0; --agreements) {
    TRY_ASSIGN(const Digest hash, read_digest(from));
    Known& known = agreements_[hash];
    TRY_ASSIGN(const std::uint8_t registered, from.u8());
    TRY_ASSIGN(const std::uint8_t withdrawn, from.u8());
    TRY_ASSIGN(const Utc at, read_time(from));
    known.registered = registered != 0;
    if (withdrawn != 0) known.withdrawn = at;
  }
  TRY_ASSIGN(std::uint64_t devices, from.varint());
  for (; devices > 0; --devices) {
    TRY_ASSIGN(const std::string text, read_text(from));
    TRY_ASSIGN(const note::Verifier device, note::Verifier::parse(text));
    devices_.push_back(device);
  }
  TRY_ASSIGN(std::uint64_t agents, from.varint());
  for (; agents > 0; --agents) {
    TRY_ASSIGN(std::string agent, read_text(from));
    agents_.insert(std::move(agent));
  }
  return {};
}

Status Rules::read_counts(ByteReader& from) {
  TRY_ASSIGN(std::uint64_t kinds, from.varint());
  for (; kinds > 0; --kinds) {
    TRY_ASSIGN(const Digest hash, read_digest(from));
    TRY_ASSIGN(std::string kind, read_text(from));
    TRY_ASSIGN(kinds_[std::pair(hash, std::move(kind))], from.varint());
  }
  TRY_ASSIGN(std::uint64_t requested, from.varint());
  for (; requested > 0; --requested) {
    TRY_ASSIGN(const std::uint64_t number, from.varint());
    ledger::RecordingId& id = requested_[number];
    TRY_ASSIGN(const ByteView bytes, from.raw(id.bytes.size()));
    std::ranges::copy(bytes, id.bytes.begin());
  }
  return {};
}

Status Rules::read_attached(ByteReader& from) {
  TRY_ASSIGN(std::uint64_t left, from.varint());
  for (; left > 0; --left) {
    ledger::RecordingId id;
    TRY_ASSIGN(const ByteView bytes, from.raw(id.bytes.size()));
    std::ranges::copy(bytes, id.bytes.begin());
    TRY_ASSIGN(attached_[id.bytes], from.varint());
  }
  return {};
}

Result<Rules> Rules::restored(ByteView bytes) {
  const std::size_t sum = Digest().size();
  if (bytes.size() < sum || !std::ranges::equal(sha256(bytes.first(bytes.size() - sum)), bytes.last(sum)))
    return fail(Code::kCorrupt, "it was altered or is cut off");
  ByteReader from(bytes.first(bytes.size() - sum));
  TRY_ASSIGN(const std::uint8_t version, from.u8());
  if (version != kStored && version != kWithoutAudio)
    return fail(
        Code::kPermanent,
        "it was written by another version of insyn-witness, as version {} of its format, and this one reads "
        "versions {} and {}; start the newest insyn-witness that was used here",
        version, kWithoutAudio, kStored);
  Rules rules;
  TRY_ASSIGN(rules.next_, from.varint());
  TRY_ASSIGN(rules.latest_, read_time(from));
  TRY_ASSIGN(rules.order_, ledger::Order::read(from));
  TRY(rules.read_agreements(from));
  TRY_ASSIGN(rules.numbers_, RunningNumbers::read(from));
  TRY_ASSIGN(rules.caps_, Caps::read(from));
  TRY_ASSIGN(rules.lifetimes_, Lifetimes::read(from));
  TRY(rules.read_counts(from));
  if (version != kWithoutAudio) TRY(rules.read_attached(from));
  if (from.left() != 0 || rules.order_.size() != rules.next_)
    return fail(Code::kCorrupt, "it does not end where it should");
  return rules;
}

}  // namespace insyn::witness
