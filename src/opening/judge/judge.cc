#include "opening/judge/judge.h"

#include <algorithm>

#include "agreement/allowed.h"
#include "recording/format/journal.h"
#include "recording/lifetime/hold.h"

namespace insyn::opening {
namespace {

using recording::Certificate;
using recording::Contents;
using recording::Verification;

constexpr std::chrono::minutes kClockTolerance{5};

class Judge {
 public:
  Judge(const JudgeBy& by, const Case& what) : by_(by), what_(what) {}

  Result<Judged> judge() {
    TRY_ASSIGN(Asked asked, told("not-signed", verify_request(what_.request, by_.agreement)));
    pass(Check::kSigned);
    TRY(check_times_of_ledger());
    TRY(check_entry(asked.request));
    pass(Check::kEntry);
    TRY(check_still_there(asked.request.recording));
    pass(Check::kThere);
    TRY_ASSIGN(Contents recording, told("unreadable", recording::read_contents(what_.files)));
    if (recording.opening.id != asked.request.recording)
      return deny({"other-notes", {{"recording", recording.opening.id}}},
                  "the server gives the notes of another recording, {}", recording.opening.id);
    TRY_ASSIGN(Verification verification, check_made_by_its_device(recording));
    pass(Check::kDevice);
    TRY(check_faults(verification, Check::kWhole));
    pass(Check::kWhole);
    TRY(check_faults(verification, Check::kKeys));
    pass(Check::kKeys);
    const Certificate& certificate = *recording.certificate;
    TRY(check_certified(certificate, recording.certificate_note));
    TRY(check_received(recording));
    pass(Check::kStored);
    TRY(check_terms(recording, certificate));
    pass(Check::kTerms);
    TRY(check_cap(certificate));
    pass(Check::kCap);
    TRY(check_time(recording, asked.request));
    TRY(check_week_is_over(asked.request, certificate));
    if (!recording.has(key_file_of(kind_of(asked.request.opens))))
      return deny({asked.request.opens == ledger::Opens::kEvents ? "no-events" : "no-pictures", {}},
                  "there are no {} to open", name_of(asked.request.opens));
    pass(Check::kTime);
    return Judged{std::move(asked), recording, std::move(verification), certificate};
  }

 private:
  void tell(const Why& why) const {
    if (by_.refused) by_.refused(why);
  }
  // The error of something that was read or verified elsewhere has a code here, and its own words.
  template <class Outcome>
  Outcome told(std::string_view code, Outcome outcome) const {
    if (!outcome) tell({code, {{"detail", outcome.error().message}}});
    return outcome;
  }
  // Refuses, by a code for whoever makes words of it, and in the words of whoever asked for none.
  template <class... Values>
  Failure deny(const Why& why, fmt::format_string<Values...> says, Values&&... values) const {
    tell(why);
    return fail(Code::kDenied, says, std::forward<Values>(values)...);
  }
  void pass(Check check) const {
    if (by_.passed) by_.passed(check);
  }

  // A withdrawal that is dated ahead would hold too late.
  Status check_times_of_ledger() const {
    if (by_.ledger.latest() <= by_.now + kClockTolerance) return {};
    return deny({"ledger-ahead", {{"time", to_text(by_.ledger.latest())}}},
                "the ledger has an entry of {}, which is not yet: the server's clock is wrong",
                to_text(by_.ledger.latest()));
  }

  // That this very request stands in the ledger, and was not answered.
  Status check_entry(const Request& asked) const {
    const ledger::OpeningRequested* entry = by_.ledger.request(what_.entry);
    if (entry == nullptr)
      return deny({"not-entered", {{"entry", std::to_string(what_.entry)}}},
                  "entry {} of the ledger is no request: the server has not entered it, or keeps it back",
                  what_.entry);
    const auto fits = [&](const ledger::Salted& entered, std::string_view said) {
      return ledger::salted(what_.salt, view_of(said)) == entered;
    };
    const bool same = fits(entry->recording, asked.recording) && fits(entry->reader, asked.reader) &&
                      fits(entry->request, what_.request) && entry->opens == asked.opens &&
                      entry->purpose == asked.purpose && entry->until == asked.until;
    if (!same)
      return deny({"another-request", {{"entry", std::to_string(what_.entry)}}},
                  "entry {} of the ledger is another request than this one", what_.entry);
    if (by_.ledger.is_approved(what_.entry))
      return deny({"approved-before", {}}, "the ledger says that this request was approved before");
    return {};
  }

  Status check_still_there(const std::string& recording) const {
    if (by_.ledger.is_shredded(recording))
      return deny({"shredded", {}}, "the recording was shredded, as the ledger says");
    if (by_.ledger.is_discarded(recording))
      return deny({"discarded", {}}, "its agent has discarded the recording, as the ledger says");
    if (by_.ledger.dark_discards() > 0)
      return deny(
          {"dark-discards", {{"count", std::to_string(by_.ledger.dark_discards())}}},
          "the server does not show of {} discards in the ledger which recordings they are of; one of "
          "them may be of this one",
          by_.ledger.dark_discards());
    if (by_.ledger.made_up_shreddings() > 0)
      return deny({"made-up-shreddings", {{"count", std::to_string(by_.ledger.made_up_shreddings())}}},
                  "the ledger says of {} recordings that they were shredded, and has no certificate of them; "
                  "so discards may be kept dark in their place",
                  by_.ledger.made_up_shreddings());
    return {};
  }

  // By the roster that the certificate names, which both parties have signed.
  Result<Verification> check_made_by_its_device(const Contents& recording) const {
    if (!recording.certificate)
      return deny({"no-certificate", {}}, "the server gives no certificate that can be read");
    const Certificate& certificate = *recording.certificate;
    const auto roster = told("roster-unsigned", roster::SignedRoster::verify(what_.roster, by_.pins));
    if (!roster) return in_context("the roster", roster.error());
    if (!certificate.roster_hash || *certificate.roster_hash != roster->hash())
      return deny({"other-roster", {}}, "the certificate names another roster than the server gives");
    if (!by_.ledger.is_roster(roster->hash()))
      return deny({"roster-not-entered", {}}, "the roster that the certificate names is not in the ledger");
    const auto& devices = roster->roster().devices;
    const auto device = std::find_if(devices.begin(), devices.end(), [&](const roster::Machine& one) {
      return one.sign.name() == certificate.device;
    });
    if (device == devices.end())
      return deny({"device-not-listed", {{"device", certificate.device}}},
                  "the workstation “{}” is not on the roster", certificate.device);
    const auto& agents = roster->roster().agents;
    const bool listed = certificate.agent.empty() ||
                        std::any_of(agents.begin(), agents.end(),
                                    [&](const roster::Agent& one) { return one.name == certificate.agent; });
    if (!listed)
      return deny({"agent-not-listed", {{"agent", certificate.agent}}}, "the agent “{}” is not on the roster",
                  certificate.agent);
    return told("unreadable", recording::verify(recording, what_.files, device->sign));
  }

  // Of the key files, or of all else but the chunks.
  Status check_faults(const Verification& verification, Check what) const {
    for (const recording::Finding& finding : verification.findings) {
      const bool of_keys =
          finding.fault == recording::Fault::kKeyMissing || finding.fault == recording::Fault::kKeyExchanged;
      if (recording::chunk_named(finding.file) || of_keys != (what == Check::kKeys)) continue;
      return deny({"file-changed", {{"file", finding.file}, {"fault", name_of(finding.fault)}}},
                  "{} is not as the workstation made it: {}", finding.file, name_of(finding.fault));
    }
    return {};
  }

  Status check_certified(const Certificate& certificate, const std::string& note) const {
    const auto& all = by_.ledger.certificates();
    const auto is_of = [&](const LedgerKnowledge::Certified& one) { return one.recording == certificate.id; };
    const auto count = std::count_if(all.begin(), all.end(), is_of);
    if (count == 0)
      return deny({"not-certified", {}}, "no certificate of the recording stands in the ledger");
    if (count > 1 || std::find_if(all.begin(), all.end(), is_of)->note != note)
      return deny({"certified-twice", {}}, "the ledger has another certificate of the same recording");
    return {};
  }

  Status check_received(const Contents& recording) const {
    const auto received = by_.ledger.received(recording.opening.id);
    if (received.size() != 1)
      return deny({"not-received-once", {{"count", std::to_string(received.size())}}},
                  "the ledger says {} times that the recording was received, not once", received.size());
    std::string list = recording.closing_note;
    if (list.empty()) {
      TRY_ASSIGN(const Bytes journal,
                 told("unreadable", what_.files.read(recording::kJournal, recording::kLargestJournal)));
      list = insyn::text_of(journal);
    }
    const auto contents = ledger::salted_contents(received[0].salt, sha256(view_of(recording.opening_note)),
                                                  sha256(view_of(list)));
    if (contents != received[0].contents)
      return deny({"other-contents", {}}, "the notes are other ones than the ledger says were received");
    if (by_.ledger.is_forked(received[0].entry))
      return deny({"fork", {}}, "a second, different recording came under the same id: a fork");
    return {};
  }

  Status check_terms(const Contents& recording, const Certificate& certificate) const {
    const agreement::Terms& terms = by_.agreement.terms();
    if (certificate.agreement_hash != by_.agreement.hash())
      return deny({"other-agreement", {}}, "the recording was made under another agreement");
    if (!by_.ledger.is_registered(by_.agreement.hash()))
      return deny({"agreement-not-entered", {}}, "the agreement is not in the ledger");
    const std::chrono::hours grace(terms.ledger ? terms.ledger->grace_hours : 0);
    const auto withdrawn = by_.ledger.withdrawn(by_.agreement.hash());
    if (withdrawn && certificate.begin >= *withdrawn + grace)
      return deny({"withdrawn", {{"began", to_text(certificate.begin)}, {"withdrawn", to_text(*withdrawn)}}},
                  "it began at {}, and the agreement was withdrawn at {}", to_text(certificate.begin),
                  to_text(*withdrawn));
    if (!agreement::allowed_at(terms, certificate.begin))
      return deny({"not-allowed-then", {{"began", to_text(certificate.begin)}}},
                  "the agreement did not allow a recording at {}", to_text(certificate.begin));
    if (recording.opening.level != terms.level)
      return deny({"other-level", {}}, "the recording was made at another level than was agreed");
    if (recording.opening.retention_days > terms.retention_days)
      return deny({"kept-longer", {}}, "the recording says that it is kept for longer than was agreed");
    const auto day = std::chrono::floor<std::chrono::days>(certificate.begin);
    if (recording.opening.date > day + std::chrono::days(1) ||
        recording.opening.date < day - std::chrono::days(1))
      return deny({"other-date", {}}, "the recording's date is not that of its certificate");
    return {};
  }

  // That it is not one recording of its agent too many in its week, on whatever workstations.
  Status check_cap(const Certificate& certificate) const {
    if (by_.ledger.dark_certificates() > 0)
      return deny(
          {"dark-certificates", {{"count", std::to_string(by_.ledger.dark_certificates())}}},
          "the server does not show {} certificates that the ledger has; so nobody can tell how often "
          "the agent was recorded",
          by_.ledger.dark_certificates());
    const std::string_view zone = zone_of(by_.agreement.terms());
    TRY_ASSIGN(const Utc week, agreement::week_start(certificate.begin, zone));
    int before = 0;
    for (const LedgerKnowledge::Certified& one : by_.ledger.certificates()) {
      if (one.recording == certificate.id) break;
      const auto note = note::parse(one.note);
      if (!note) continue;
      const auto other = recording::parse_certificate(note->text);
      if (!other || other->agreement_hash != certificate.agreement_hash) continue;
      const bool same =
          certificate.agent.empty() ? other->device == certificate.device : other->agent == certificate.agent;
      TRY_ASSIGN(const Utc other_week, agreement::week_start(other->begin, zone));
      if (same && other_week == week) ++before;
    }
    if (before < by_.agreement.terms().calls_per_agent_per_week) return {};
    return deny({"too-many",
                 {{"before", std::to_string(before)},
                  {"most", std::to_string(by_.agreement.terms().calls_per_agent_per_week)}}},
                "it is one recording too many of its agent in that week: {} were made before it, and the "
                "agreement allows {}",
                before, by_.agreement.terms().calls_per_agent_per_week);
  }

  // The instant at which nobody may have the recording any more.
  Result<Utc> end_of(const Contents& recording) const {
    const std::chrono::year_month_day after(kept_until(recording.opening) + std::chrono::days(1));
    TRY_ASSIGN(const agreement::WallInstants end, agreement::instants_of(after, 0, recording.opening.zone));
    Utc until = end.earliest;
    for (const std::string& note : by_.ledger.holds(recording.opening.id)) {
      const auto hold = recording::verify_hold(note, by_.agreement.parties());
      if (hold && hold->id == recording.opening.id) until = std::max(until, hold->until);
    }
    return until;
  }

  Status check_time(const Contents& recording, const Request& asked) const {
    if (asked.asked > by_.now + kClockTolerance)
      return deny({"asked-ahead", {{"time", to_text(asked.asked)}}},
                  "it was asked for at {}, which is not yet", to_text(asked.asked));
    if (asked.until <= by_.now)
      return deny({"access-over", {{"until", to_text(asked.until)}}}, "access was asked for until {}",
                  to_text(asked.until));
    TRY_ASSIGN(const Utc end, end_of(recording));
    if (by_.now >= end)
      return deny({"retention-over", {{"end", to_text(end)}}}, "its retention ended at {}", to_text(end));
    if (asked.until > end)
      return deny({"access-too-long", {{"until", to_text(asked.until)}, {"end", to_text(end)}}},
                  "access is asked for until {}, and its retention ends at {}", to_text(asked.until),
                  to_text(end));
    return {};
  }

  // Events are opened for figures about whole weeks, never for a look at how a week is going.
  Status check_week_is_over(const Request& asked, const Certificate& certificate) const {
    if (asked.opens != ledger::Opens::kEvents) return {};
    const std::string_view zone = zone_of(by_.agreement.terms());
    TRY_ASSIGN(const Utc week, agreement::week_start(certificate.begin, zone));
    TRY_ASSIGN(const Utc this_week, agreement::week_start(by_.now, zone));
    if (week < this_week) return {};
    return deny({"week-not-over", {}}, "events are opened once the week is over in which they were recorded");
  }

  const JudgeBy& by_;
  const Case& what_;
};

}  // namespace

const char* name_of(Check check) {
  switch (check) {
    case Check::kSigned:
      return "signed";
    case Check::kEntry:
      return "entry";
    case Check::kThere:
      return "there";
    case Check::kDevice:
      return "device";
    case Check::kWhole:
      return "whole";
    case Check::kKeys:
      return "keys";
    case Check::kStored:
      return "stored";
    case Check::kTerms:
      return "terms";
    case Check::kCap:
      return "cap";
    case Check::kTime:
      return "time";
  }
  return "";
}

Result<Judged> judge(const JudgeBy& by, const Case& what) { return Judge(by, what).judge(); }

Result<std::uint64_t> approved_by_rules(const JudgeBy& by, const std::string& party) {
  TRY_ASSIGN(const Utc week, agreement::week_start(by.now, zone_of(by.agreement.terms())));
  const auto& all = by.ledger.by_rules();
  return static_cast<std::uint64_t>(std::count_if(
      all.begin(), all.end(),
      [&](const LedgerKnowledge::ByRules& one) { return one.party == party && one.time >= week; }));
}

}  // namespace insyn::opening
