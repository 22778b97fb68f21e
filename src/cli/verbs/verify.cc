#include "cli/verbs/verify.h"

#include "cli/json.h"
#include "cli/words.h"
#include "enrolment/key_files.h"
#include "recording/store/recording.h"
#include "recording/verify/verify.h"
#include "words/verification.h"

namespace insyn::cli {
namespace {

using recording::Finding;
using recording::Recording;
using recording::Verification;

// And by whose key: a recording can hold a note of the union's that nobody has looked at.
struct VerifiedRecording {
  Verification verification;
  bool by_union = false;
};

template <class Found>
std::string in_words(const Found& found) {
  return words::sentence_of(found, words::Language::kEnglish);
}

Json json_of(const Recording& recording, const Verification& verification) {
  Json json = {{"id", recording.opening.id},
               {"intact", verification.intact()},
               {"closed", verification.closed},
               {"listed", verification.listed},
               {"proven", verification.proven.size()},
               {"findings", Json::array()},
               {"remarks", Json::array()}};
  for (const Finding& finding : verification.findings) {
    json["findings"].push_back(
        {{"file", finding.file}, {"fault", name_of(finding.fault)}, {"sentence", in_words(finding)}});
  }
  for (const recording::Remark& remark : verification.remarks) json["remarks"].push_back(in_words(remark));
  return json;
}

std::string verdict(const Recording& recording, const VerifiedRecording& verified) {
  const Verification& verification = verified.verification;
  const std::string& id = recording.opening.id;
  const std::string proven = count_text(verification.proven.size(), "chunk", "chunks");
  if (!verification.intact()) {
    return fmt::format("{} is damaged: {}, and {} of {} proven.", id,
                       count_text(verification.findings.size(), "fault", "faults"),
                       number_text(verification.proven.size()),
                       count_text(verification.listed, "chunk", "chunks"));
  }
  if (!verification.closed)
    return fmt::format("{} is not closed. What there is of it is intact: {}.", id, proven);
  if (verified.by_union) {
    return fmt::format("{} is intact and closed: {}, all as the union verified and peeled them for “{}”.", id,
                       proven, recording.peel->request_name);
  }
  return fmt::format("{} is intact and closed: {}, all as {} recorded them.", id, proven,
                     recording.certificate->device);
}

std::string verdict_text(const Recording& recording, const VerifiedRecording& verified) {
  const Verification& verification = verified.verification;
  std::string text = verdict(recording, verified);
  for (const Finding& finding : verification.findings)
    text += fmt::format("\n  {}: {}", name_of(finding.fault), in_words(finding));
  for (const recording::Remark& remark : verification.remarks) text += "\n  " + in_words(remark);
  return text;
}

Result<VerifiedRecording> verified(const Recording& recording, const Path& pin, Console& console) {
  TRY_ASSIGN(const enrolment::RecordingPin by, enrolment::read_recording_pin(pin));
  const auto progress = [&](double share) { console.progress("verifying", share); };
  const recording::FolderFiles files = recording.files();
  auto verification = by.of_union ? recording::verify_peeled(recording, files, by.verifier, progress)
                                  : recording::verify(recording, files, by.verifier, progress);
  console.clear_status();
  if (!verification) return Failure(std::move(verification).error());
  return VerifiedRecording{*std::move(verification), by.of_union};
}

}  // namespace

Result<Outcome> verify(const VerifyOptions& options, Console& console) {
  TRY_ASSIGN(const Recording recording, Recording::read(options.recording));
  auto outcome = verified(recording, options.pin, console);
  if (!outcome) {
    if (options.json) {
      const Error& error = outcome.error();
      console.result(json_text({{"id", recording.opening.id},
                                {"intact", false},
                                {"error", name_of(error.code)},
                                {"reason", error.message}}));
    }
    return Failure(std::move(outcome).error());
  }
  console.result(options.json ? json_text(json_of(recording, outcome->verification))
                              : verdict_text(recording, *outcome));
  return outcome->verification.intact() ? Outcome::kGood : Outcome::kBad;
}

}  // namespace insyn::cli
