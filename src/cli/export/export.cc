#include "cli/export/export.h"

#include "cli/export/sealed_source.h"
#include "cli/pictures.h"
#include "cli/words.h"
#include "enrolment/key_files.h"
#include "enrolment/open/identity_file.h"
#include "recording/open/open_keys.h"
#include "recording/verify/verify.h"
#include "words/verification.h"

namespace insyn::cli {
namespace {

using recording::ChunkRecord;
using recording::Recording;
using recording::Verification;

Result<seal::Identity> key_of(const Recording& recording, const std::vector<Path>& files) {
  TRY_ASSIGN(const std::vector<seal::Identity> keys, enrolment::read_identities(files));
  Result<seal::Identity> key = open_own_key(recording, recording::OwnKey::kPictures, keys);
  if (key || key.error().code != Code::kDenied) return key;
  return fail(Code::kDenied, "the key does not open {}, each recording has its own: {}", recording.opening.id,
              key.error().message);
}

Result<Verification> checked(const Recording& recording, const ExportOptions& options, Console& console) {
  const auto progress = [&](double share) { console.progress("verifying", share); };
  if (!options.pin) {
    console.say(
        "Without --pin DEVICE.pub the workstation's signature is not checked: the files could come from "
        "anyone.");
    return recording::verify_unsigned(recording, recording.files(), progress);
  }
  TRY_ASSIGN(const enrolment::RecordingPin by, enrolment::read_recording_pin(*options.pin));
  if (by.of_union) return recording::verify_peeled(recording, recording.files(), by.verifier, progress);
  return recording::verify(recording, recording.files(), by.verifier, progress);
}

std::vector<ChunkRecord> of_pictures(std::vector<ChunkRecord> chunks) {
  std::erase_if(chunks, [](const ChunkRecord& chunk) { return chunk.kind != recording::ChunkKind::kTrack; });
  return chunks;
}

// A kind of chunks that the format has and this version does not show.
void name_what_is_not_shown(const Recording& recording, Console& console) {
  for (const recording::ChunkName& chunk : recording.chunk_files) {
    if (chunk.kind != recording::ChunkKind::kPages) continue;
    console.say(fmt::format("{}: this version of Insyn does not show {}; it is left out", file_name_of(chunk),
                            name_of(chunk.kind)));
  }
}

Status refuse_damage(const Recording& recording, const Verification& verification, bool damaged_ok,
                     Console& console) {
  for (const recording::Finding& finding : verification.findings)
    console.say(fmt::format("{}: {}", name_of(finding.fault),
                            words::description_of(finding, words::Language::kEnglish)));
  for (const recording::Remark& remark : verification.remarks)
    console.say(words::sentence_of(remark, words::Language::kEnglish));
  const std::string count = count_text(verification.findings.size(), "fault", "faults");
  if (!verification.intact() && !damaged_ok) {
    return fail(Code::kCorrupt,
                "{} is damaged ({}); nothing was exported. --damaged-ok exports the intact parts",
                recording.folder.string(), count);
  }
  if (of_pictures(verification.proven).empty() && verification.intact()) {
    return fail(Code::kPermanent,
                "{} has no pictures: nothing that may be recorded was on the screen, so there is nothing to "
                "export. insyn show says what was withheld and why",
                recording.folder.string());
  }
  if (of_pictures(verification.proven).empty())
    return fail(Code::kCorrupt, "{} has no intact chunk to export", recording.folder.string());
  return {};
}

// Whether pictures are missing behind the last proven ones.
bool is_missing_at_end(const Recording& recording, const Verification& verification) {
  const auto listed = listed_chunks(recording, recording.files());
  if (!listed) return false;
  const std::vector<ChunkRecord> all = of_pictures(*listed), proven = of_pictures(verification.proven);
  return !all.empty() && (proven.empty() || proven.back().index < all.back().index);
}

Result<track::ExportSummary> convert(SealedSource& source, const ExportOptions& options, Console& console) {
  TRY_ASSIGN(const ExportKind kind, kind_of(options));
  track::ExportOptions how;
  how.fps = options.fps;
  how.draw_cursor = options.cursor;
  how.damaged_ok = options.damaged_ok;
  if (options.at) how.at = track::TrackTime(static_cast<std::int64_t>(*options.at * 1000));
  how.progress = [&](double share) {
    const bool measuring = kind != ExportKind::kEvents && source.passes() == 1;
    console.progress(measuring ? "measuring" : "exporting", share);
  };
  switch (kind) {
    case ExportKind::kVideo:
      return track::export_video(source, options.to, how);
    case ExportKind::kEvents:
      return track::export_events(source, options.to, how);
    case ExportKind::kPictures:
      break;
  }
  return track::export_pictures(source, options.to, how);
}

void tell(const track::ExportSummary& summary, const ExportOptions& options, const Verification& verification,
          Console& console) {
  console.result(options.to);
  const bool events = summary.width == 0;
  const std::string what =
      events ? count_text(summary.pictures, "event", "events")
             : fmt::format("{} of {}×{}", count_text(summary.pictures, "picture", "pictures"), summary.width,
                           summary.height);
  console.say(fmt::format("{}, {}", what, duration_text(summary.duration)));
  const std::size_t missing = verification.listed - verification.proven.size();
  if (!verification.intact()) {
    console.say(fmt::format("{} of {} missing; the pictures are blank there and marked as damaged",
                            number_text(missing), count_text(verification.listed, "chunk is", "chunks are")));
  }
  console.say("The exported files are no longer sealed: keep them safe, and delete them after use.");
}

}  // namespace

Status export_recording(const ExportOptions& options, Console& console) {
  TRY_ASSIGN(const StopRequest stop, StopRequest::install());
  TRY_ASSIGN(const Recording recording, Recording::read(options.recording));
  TRY(require_pictures(recording.opening, recording.folder));
  TRY_ASSIGN(seal::Identity key, key_of(recording, options.keys));
  auto verification = checked(recording, options, console);
  console.clear_status();
  if (!verification) return Failure(std::move(verification).error());
  TRY(refuse_damage(recording, *verification, options.damaged_ok, console));
  name_what_is_not_shown(recording, console);
  TRY_ASSIGN(recording::SealedRecording sealed,
             recording::SealedRecording::open(recording, verification->proven, std::move(key)));
  SealedSource source(std::move(sealed), of_pictures(verification->proven),
                      is_missing_at_end(recording, *verification), stop);
  auto summary = convert(source, options, console);
  console.clear_status();
  if (!summary) {
    const std::string file = source.file();
    if (summary.error().code != Code::kCorrupt || file.empty()) return Failure(std::move(summary).error());
    return in_context(file, std::move(summary).error());
  }
  tell(*summary, options, *verification, console);
  return {};
}

}  // namespace insyn::cli
