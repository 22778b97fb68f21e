#include "server/ingest/certificates.h"

#include <algorithm>

#include "agreement/call_id.h"
#include "recording/format/layout.h"
#include "recording/format/note_text.h"
#include "server/lifetime/wishes.h"

namespace insyn::server {
namespace {

// How far ahead a workstation's clock may be.
constexpr std::chrono::minutes kTolerance{5};

Result<recording::Certificate> parse(const std::string& note) {
  if (note.size() > recording::kLargestNote) return fail(Code::kCorrupt, "the certificate is too long");
  TRY_ASSIGN(const note::Note parsed, note::parse(note));
  return recording::parse_certificate(parsed.text);
}

// Whose signature alone the note has.
const note::Verifier* signer_of(const std::string& note, const recording::Certificate& certificate,
                                const roster::Roster& roster) {
  for (const roster::Machine& device : roster.devices) {
    if (device.sign.name() == certificate.device && recording::verified_text(note, device.sign))
      return &device.sign;
  }
  return nullptr;
}

bool has_agent(const roster::Roster& roster, const std::string& name) {
  return std::any_of(roster.agents.begin(), roster.agents.end(),
                     [&](const roster::Agent& agent) { return agent.name == name; });
}

Result<std::optional<std::int64_t>> number_in(Transaction& transaction, const char* sql,
                                              const std::string& value) {
  TRY_ASSIGN(const auto rows, transaction.query(sql, {value}));
  if (rows.empty()) return std::optional<std::int64_t>();
  return std::optional(number(rows[0][0]));
}

}  // namespace

Certificates::Certificates(Database& database, Registry& registry, Log& log, const Clock& clock)
    : database_(database), registry_(registry), log_(log), clock_(clock) {}

OrRefusal<Certified> Certificates::check(const std::string& note) {
  auto certificate = parse(note);
  if (!certificate) return refuse(422, "certificate");
  if (!certificate->roster_hash) return refuse(403, "roster");
  std::shared_ptr<const roster::SignedRoster> roster;
  std::optional<RegisteredAgreement> registered;
  const Status read = database_.read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(roster, registry_.roster(transaction, *certificate->roster_hash));
    TRY_ASSIGN(registered, registry_.agreement(transaction, certificate->agreement_hash));
    return {};
  });
  if (!read) return refuse(read.error(), "certificate");
  if (!roster) return refuse(403, "roster");
  const note::Verifier* device = signer_of(note, *certificate, roster->roster());
  if (device == nullptr) return refuse(403, "certificate");
  if (!has_agent(roster->roster(), certificate->agent)) return refuse(403, "agent");
  if (!registered || !in_force_at(*registered, certificate->begin)) return refuse(403, "agreement");
  if (certificate->begin > clock_.utc() + kTolerance) return refuse(403, "clock");
  return Certified{note, std::move(*certificate), *device, registered->agreement, roster->hash()};
}

OrRefusal<std::uint64_t> Certificates::add(const Certified& certified) {
  std::optional<std::uint64_t> entry;
  const Status added = database_.write([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(entry, add_in(transaction, certified));
    return {};
  });
  if (!added) return refuse(added.error(), "certificate");
  if (!entry) return refuse(410, "gone");
  return *entry;
}

Result<std::optional<std::uint64_t>> Certificates::add_in(Transaction& transaction,
                                                          const Certified& certified) {
  const recording::Certificate& says = certified.certificate;
  TRY_ASSIGN(const bool gone, is_gone(transaction, says.id));
  if (gone) return std::optional<std::uint64_t>();
  const std::string hash = to_hex(sha256(view_of(certified.note)));
  TRY_ASSIGN(const auto known,
             number_in(transaction, "SELECT entry FROM certificates WHERE hash = :hash", hash));
  if (known) return std::optional(static_cast<std::uint64_t>(*known));
  TRY_ASSIGN(const std::int64_t until, kept_until(transaction, certified));
  TRY_ASSIGN(const std::uint64_t entry, entry_for(transaction, certified));
  TRY(transaction.execute(
      "INSERT INTO certificates (hash, recording, device, number, agreement, roster, agent, call_id, began, "
      "kept_until, note, entry) VALUES (:hash, :recording, :device, :number, :agreement, :roster, :agent, "
      ":call_id, :began, :kept_until, :note, :entry)",
      {hash, says.id, says.device, static_cast<std::int64_t>(says.number), to_hex(says.agreement_hash),
       to_hex(certified.roster), says.agent, agreement::normalised_call_id(says.call), column(says.begin),
       until, certified.note, static_cast<std::int64_t>(entry)}));
  return std::optional(entry);
}

// That of the recording's first certificate: a second one neither prolongs nor shortens its time.
Result<std::int64_t> Certificates::kept_until(Transaction& transaction, const Certified& certified) const {
  TRY_ASSIGN(const auto known, number_in(transaction,
                                         "SELECT kept_until FROM certificates WHERE recording = :id "
                                         "ORDER BY entry LIMIT 1",
                                         certified.certificate.id));
  if (known) return *known;
  TRY_ASSIGN(const Utc over, over_at(certified.certificate.begin, certified.agreement->terms()));
  return column(over);
}

// Nothing where another certificate has that entry, or where it is none of a certificate.
Result<std::optional<std::uint64_t>> Certificates::entry_given_back(Transaction& transaction,
                                                                    const std::string& recording) {
  TRY_ASSIGN(const auto said,
             number_in(transaction,
                       "SELECT certified FROM wanted WHERE recording = :id AND certified NOT "
                       "IN (SELECT entry FROM certificates)",
                       recording));
  if (!said) return std::optional<std::uint64_t>();
  const auto entry = static_cast<std::uint64_t>(*said);
  const auto stood = log_.at(transaction, entry);
  if (!stood && stood.error().code != Code::kPermanent) return Failure(stood.error());
  if (!stood || !std::holds_alternative<ledger::CertificateBegun>(stood->entry.what))
    return std::optional<std::uint64_t>();
  return std::optional(entry);
}

Result<std::uint64_t> Certificates::entry_for(Transaction& transaction, const Certified& certified) {
  TRY_ASSIGN(const auto before, entry_given_back(transaction, certified.certificate.id));
  if (before) return *before;
  const Kept kept{ledger::Salt::random(), certified.certificate.id};
  return log_.append(transaction,
                     ledger::CertificateBegun{ledger::salted(kept.salt, view_of(certified.certificate.id)),
                                              ledger::salted(kept.salt, view_of(certified.note))},
                     kept);
}

}  // namespace insyn::server
