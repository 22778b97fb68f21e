#include "centre/attaching.h"

#include <algorithm>
#include <array>

#include "agreement/call_id.h"
#include "agreement/zone.h"
#include "audio/contents/contents.h"
#include "recording/format/certificate.h"
#include "recording/format/note_text.h"
#include "recording/format/opening_note.h"
#include "roster/roster.h"
#include "seal/age.h"

namespace insyn::centre {
namespace {

using recording::AudioCut;
using recording::AudioNote;

// What the server gives of a recording is not what was signed: it lies, or has been lied to.
Failure not_as_signed(Code code, std::string_view what) {
  return fail(
      code,
      "{}; nothing is attached to it. The server gives what no workstation has signed: tell the union "
      "and whoever runs the server, with the recording's number",
      what);
}
Failure not_as_signed(std::string_view what, const Error& error) {
  return not_as_signed(error.code, fmt::format("{}: {}", what, error.message));
}

// By whichever device on the roster: the certificate says which, and its signature that it is so.
Result<recording::Certificate> certified(const std::string& note, const roster::Roster& roster) {
  for (const roster::Machine& device : roster.devices) {
    const auto text = recording::verified_text(note, device.sign);
    if (!text) continue;
    auto certificate = recording::parse_certificate(*text);
    if (!certificate) return not_as_signed("its certificate", certificate.error());
    if (certificate->device == device.sign.name()) return *std::move(certificate);
  }
  return not_as_signed(Code::kDenied, "no workstation on the roster has signed its certificate");
}

bool is_importer(const agreement::Terms& terms, const note::Verifier& key) {
  return std::any_of(terms.importers.begin(), terms.importers.end(),
                     [&](const agreement::Importer& one) { return *one.keys.verifier == key; });
}

std::uint64_t milliseconds(std::chrono::milliseconds span) {
  return static_cast<std::uint64_t>(span.count());
}

Result<std::chrono::sys_days> day_of(const agreement::Terms& terms, Utc now) {
  TRY_ASSIGN(const agreement::WallTime wall, agreement::wall_time(now, agreement::zone_of(terms)));
  return std::chrono::sys_days(wall.day);
}

// The part of the file that lies within the longest that the recording can be.
struct Part {
  std::uint64_t skip_ms = 0, most_ms = 0;
};
Result<Part> part_of(const agreement::Terms& terms, Utc began, Utc begin) {
  const Utc latest =
      begin + std::chrono::minutes(terms.max_minutes) + std::chrono::seconds(terms.after_call_seconds);
  if (began >= latest)
    return fail(Code::kDenied,
                "the audio begins when the recording has ended, at {} at the latest; is --began right?",
                to_text(latest));
  Part part;
  if (began < begin) part.skip_ms = milliseconds(begin - began);
  part.most_ms =
      std::min(milliseconds(latest - std::max(began, begin)), std::uint64_t{recording::kLongestAudioMs});
  return part;
}

// The cuts of the call, counted from where the kept part begins.
std::vector<AudioCut> cuts_within(const std::vector<AudioCut>& cuts, std::uint64_t skip,
                                  std::uint64_t duration) {
  std::vector<AudioCut> kept;
  for (const AudioCut& cut : cuts) {
    const std::uint64_t from = std::max(cut.from_ms, skip),
                        to = std::min(cut.from_ms + cut.length_ms, skip + duration);
    if (from < to) kept.push_back({from - skip, to - from});
  }
  return kept;
}

Status check_converted(const ConvertedAudio& converted, recording::AudioSides sides, std::uint64_t most_ms) {
  TRY_ASSIGN(const audio::Contents contents, audio::read_contents(converted.contents));
  const audio::ContentsHead& head = contents.head;
  if (converted.duration_ms == 0 || converted.duration_ms > most_ms || head.channels != channels_of(sides) ||
      head.peaks != audio::peaks_of(converted.duration_ms, head.peaks_per_second, head.channels))
    return fail(Code::kBadPeer, "insyn-audio has made something else than was asked for");
  return {};
}

Status attach_to(const AttachBy& by, const Audio& audio, const ProvenRecording& recording,
                 AudioCentre& centre, const Convert& convert) {
  TRY_ASSIGN(const Part part, part_of(by.agreement.terms(), audio.began, recording.begin));
  TRY_ASSIGN(ConvertedAudio converted, convert(part.skip_ms, part.most_ms));
  const Status fits = check_converted(converted, audio.sides, part.most_ms);
  auto sealed = seal::seal_to(std::array{recording.recipient}, converted.contents);
  wipe(converted.contents);
  TRY(fits);
  if (!sealed) return Failure(std::move(sealed).error());
  TRY_ASSIGN(const std::chrono::sys_days today, day_of(by.agreement.terms(), by.clock.utc()));
  AudioNote says;
  says.id = recording.id;
  says.opening_hash = recording.opening_hash;
  says.sides = audio.sides;
  says.after_begin_ms = milliseconds(std::max(audio.began, recording.begin) - recording.begin);
  says.duration_ms = converted.duration_ms;
  says.cuts = cuts_within(audio.cuts, part.skip_ms, converted.duration_ms);
  says.file_hash = sha256(*sealed);
  says.file_length = sealed->size();
  says.date = today;
  if (says.file_length > recording::kLargestAudio)
    return fail(Code::kDenied, "the sealed audio has more than {} MiB; cut it to the call",
                recording::kLargestAudio >> 20);
  return centre.attach(recording.id, note::sign(recording::text_of(says), by.importer), *sealed);
}

}  // namespace

Status check_may_attach(const AttachBy& by, const Audio& audio) {
  const agreement::Terms& terms = by.agreement.terms();
  if (!is_importer(terms, by.importer.verifier()))
    return fail(Code::kDenied,
                "the agreement names no importer with the key {}; let the employer vouch for it (insyn keys "
                "vouch) and "
                "the parties sign an agreement with its [[importer]] table",
                by.importer.verifier().name());
  if (!recording::is_agreed(terms.audio, audio.sides))
    return fail(Code::kDenied,
                "the agreement says audio = \"{}\", which does not allow “{}” beside a recording",
                agreement::audio_name(terms.audio), name_of(audio.sides));
  return recording::check_cuts(audio.cuts, 2 * recording::kLongestAudioMs);
}

Result<ProvenRecording> prove_recording(const AttachBy& by, const std::string& call,
                                        const OfferedRecording& offered, const std::string& roster_note) {
  const auto roster = roster::SignedRoster::verify(roster_note, by.agreement.parties());
  if (!roster) return not_as_signed("the roster that its certificate names", roster.error());
  TRY_ASSIGN(const recording::Certificate certificate, certified(offered.certificate, roster->roster()));
  if (!certificate.roster_hash || *certificate.roster_hash != roster->hash())
    return not_as_signed(Code::kDenied, "its certificate names another roster than the server gives");
  if (certificate.id != offered.id)
    return not_as_signed(Code::kDenied, "its certificate is another recording's");
  if (certificate.agreement_hash != by.agreement.hash())
    return fail(Code::kDenied, "it was made under another agreement; give that one by --agreement");
  if (agreement::normalised_call_id(certificate.call) != agreement::normalised_call_id(call))
    return not_as_signed(Code::kDenied, "its certificate is of another call");
  const auto key = recording::recording_key(certificate.id, certificate.key);
  if (!key) return not_as_signed("its certificate", key.error());
  const auto text = recording::verified_text(offered.opening, *key);
  if (!text) return not_as_signed("its opening note", text.error());
  const auto opening = recording::parse_opening(*text);
  if (!opening) return not_as_signed("its opening note", opening.error());
  if (opening->id != certificate.id || opening->agreement_hash != certificate.agreement_hash)
    return not_as_signed(Code::kDenied, "its opening note is another recording's");
  if (opening->recipient.empty())
    return fail(Code::kDenied,
                "it has no pictures, and so no key that audio could be sealed to; leave out calls that are "
                "recorded at the level “{}”",
                agreement::level_name(opening->level));
  TRY_ASSIGN(const seal::Recipient recipient, seal::Recipient::parse(opening->recipient));
  return ProvenRecording{opening->id, certificate.begin, recipient, sha256(view_of(offered.opening))};
}

Result<std::vector<AttachedAudio>> attach_audio(const AttachBy& by, const Audio& audio, AudioCentre& centre,
                                                const Convert& convert) {
  TRY(check_may_attach(by, audio));
  TRY_ASSIGN(const std::vector<OfferedRecording> offered, centre.recordings_of_call(audio.call));
  if (offered.empty())
    return fail(
        Code::kPermanent,
        "the centre has no recording of the call “{}”: it was not recorded, has not arrived yet, or is gone",
        audio.call);
  const auto attach_one = [&](const OfferedRecording& one) -> Status {
    const auto note = note::parse(one.certificate);
    if (!note) return not_as_signed("its certificate", note.error());
    const auto says = recording::parse_certificate(note->text);
    if (!says) return not_as_signed("its certificate", says.error());
    if (!says->roster_hash) return not_as_signed(Code::kDenied, "its certificate names no roster");
    TRY_ASSIGN(const std::string roster, centre.roster(*says->roster_hash));
    TRY_ASSIGN(const ProvenRecording proven, prove_recording(by, audio.call, one, roster));
    return attach_to(by, audio, proven, centre, convert);
  };
  std::vector<AttachedAudio> all;
  for (const OfferedRecording& one : offered) {
    AttachedAudio done{one.id, {}, one.has_audio};
    if (!one.has_audio) done.status = attach_one(one);
    all.push_back(std::move(done));
  }
  return all;
}

}  // namespace insyn::centre
