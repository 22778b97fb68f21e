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

Result<Bytes> DeviceSigner::answer(const Request& request) const {
  if (const auto* certify_it = std::get_if<recording::CertificateRequest>(&request))
    return certify(*certify_it);
  if (const auto* usage = std::get_if<UsageSince>(&request)) return usage_since(usage->begin);
  if (const auto* entry = std::get_if<NotRecorded>(&request)) return write_down(*entry);
  return bytes_of(device().text());
}

Result<Bytes> DeviceSigner::certify(const recording::CertificateRequest& request) const {
  if (std::chrono::abs(request.begin - clock_.utc()) > kTolerance)
    return fail(Code::kDenied, "a recording is certified when it begins; this one begins at another time");
  TRY_ASSIGN(const FolderLock lock, FolderLock::take(folder_));
  TRY_ASSIGN(UsageJournal journal, UsageJournal::open(folder_, device_));
  if (is_certified(journal, request.id))
    return fail(Code::kDenied, "the recording {} is certified already", request.id);
  recording::LastCertificate last;
  if (const Certified* before = journal.last_certified()) last = {before->number, before->certificate_hash};
  TRY_ASSIGN(const std::string note, recording::sign_certificate(request, last, device_));
  // On the disk before it is handed out: a certificate that the journal does not have is never used.
  TRY(journal.append(Certified{last.number + 1, request.begin, request.id, request.agreement_hash,
                               sha256(view_of(note)), request.agent,
                               agreement::normalised_call_id(request.call)}));
  return bytes_of(note);
}

Result<Bytes> DeviceSigner::usage_since(Utc begin) const {
  TRY_ASSIGN(const FolderLock lock, FolderLock::take(folder_));
  TRY_ASSIGN(const UsageJournal journal, UsageJournal::open(folder_, device_));
  UsageAnswer answer;
  if (const Certified* last = journal.last_certified()) answer.last_number = last->number;
  for (const usage::Entry& entry : journal.entries()) {
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
  TRY_ASSIGN(const FolderLock lock, FolderLock::take(folder_));
  TRY_ASSIGN(UsageJournal journal, UsageJournal::open(folder_, device_));
  if (is_written_down(journal, entry)) return Bytes();
  if (entry.why == NotRecorded::Why::kRefused &&
      refused_lately(journal, entry.agent, clock_.utc()) >= kMostRefused) {
    return fail(Code::kFull, "{} calls were refused in a week, more than anybody answers", kMostRefused);
  }
  TRY(journal.append(entry));
  return Bytes();
}

}  // namespace insyn::signer
