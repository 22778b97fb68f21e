#include "signer/device_signer.h"

#include <algorithm>

#include "agreement/call_id.h"
#include "os/folder_lock.h"
#include "recording/writer/certifier.h"
#include "usage/usage_journal.h"

namespace insyn::signer {
namespace {

using usage::Certified;
using usage::NotRecorded;
using usage::UsageJournal;

bool is_certified(const UsageJournal& journal, const std::string& recording) {
  return std::any_of(journal.entries().begin(), journal.entries().end(), [&](const usage::Entry& entry) {
    const auto* one = std::get_if<Certified>(&entry);
    return one != nullptr && one->recording == recording;
  });
}

// The same but for when.
bool is_written_down(const UsageJournal& journal, NotRecorded entry) {
  return std::any_of(journal.entries().begin(), journal.entries().end(), [&](const usage::Entry& other) {
    const auto* one = std::get_if<NotRecorded>(&other);
    if (one == nullptr) return false;
    entry.time = one->time;
    return *one == entry;
  });
}

std::size_t refused_lately(const UsageJournal& journal, const std::string& agent, Utc now) {
  const auto count =
      std::count_if(journal.entries().begin(), journal.entries().end(), [&](const usage::Entry& entry) {
        const auto* one = std::get_if<NotRecorded>(&entry);
        return one != nullptr && one->why == NotRecorded::Why::kRefused && one->agent == agent &&
               one->time + std::chrono::days(7) > now;
      });
  return static_cast<std::size_t>(count);
}

}  // namespace

bool DeviceSigner::is_now(Utc time) const {
  const Utc now = clock_.utc();
  return time >= now - kTolerance && time <= now + kTolerance;
}

// More could not be written down, and ids that are not written down could be tried until the sample takes
// one.
Status DeviceSigner::check_refused(const std::string& agent) const {
  if (refused_lately(*journal_, agent, clock_.utc()) < kMostRefused) return {};
  return fail(Code::kFull,
              "{} calls were refused in a week, more than anybody answers; nothing more is recorded of this "
              "agent until there are fewer",
              kMostRefused);
}

Result<Bytes> DeviceSigner::answer(const Request& request) const {
  if (std::holds_alternative<Hello>(request)) return bytes_of(device().text());
  TRY_ASSIGN(const FolderLock lock, FolderLock::take(folder_));
  TRY(read_journal());
  if (const auto* certify_it = std::get_if<recording::CertificateRequest>(&request))
    return certify(*certify_it);
  if (const auto* usage = std::get_if<UsageSince>(&request)) return usage_since(usage->begin);
  return write_down(std::get<NotRecorded>(request));
}

Status DeviceSigner::read_journal() const {
  if (journal_) {
    Status read = journal_->refresh();
    if (!read) journal_.reset();
    return read;
  }
  TRY_ASSIGN(UsageJournal journal, UsageJournal::open(folder_, device_));
  journal_.emplace(std::move(journal));
  return {};
}

Status DeviceSigner::append(const usage::Entry& entry) const {
  Status appended = journal_->append(entry);
  if (!appended) journal_.reset();
  return appended;
}

Result<Bytes> DeviceSigner::certify(const recording::CertificateRequest& request) const {
  if (!is_now(request.begin))
    return fail(Code::kDenied, "a recording is certified when it begins; this one begins at another time");
  if (is_certified(*journal_, request.id))
    return fail(Code::kDenied, "the recording {} is certified already", request.id);
  TRY(check_refused(request.agent));
  recording::LastCertificate last;
  if (const Certified* before = journal_->last_certified()) last = {before->number, before->certificate_hash};
  TRY_ASSIGN(const std::string note, recording::sign_certificate(request, last, device_));
  // On the disk before it is handed out: a certificate that the journal does not have is never used.
  TRY(append(Certified{last.number + 1, request.begin, request.id, request.agreement_hash,
                       sha256(view_of(note)), request.agent, agreement::normalised_call_id(request.call)}));
  return bytes_of(note);
}

Result<Bytes> DeviceSigner::usage_since(Utc begin) const {
  UsageAnswer answer;
  if (const Certified* last = journal_->last_certified()) answer.last_number = last->number;
  for (const usage::Entry& entry : journal_->entries()) {
    const auto* certified = std::get_if<Certified>(&entry);
    const auto* not_recorded = std::get_if<NotRecorded>(&entry);
    const bool told = certified != nullptr
                          ? certified->begin >= begin
                          : not_recorded->why == NotRecorded::Why::kDiscarded || not_recorded->time >= begin;
    if (told) answer.entries.push_back(entry);
  }
  return encode(answer);
}

Result<Bytes> DeviceSigner::write_down(const NotRecorded& entry) const {
  // It counts against what is asked later only by its time.
  if (!is_now(entry.time))
    return fail(Code::kDenied, "what is written down is of now; this is of another time");
  if (is_written_down(*journal_, entry)) return Bytes();
  if (entry.why == NotRecorded::Why::kRefused) TRY(check_refused(entry.agent));
  TRY(append(entry));
  return Bytes();
}

}  // namespace insyn::signer
