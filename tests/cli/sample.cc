#include "sample.h"

#include "base/check.h"
#include "note/public_keys.h"
#include "recording/format/layout.h"
#include "seal/recording_key.h"
#include "track/codec/writer.h"

namespace insyn::cli {
namespace {

using track::TrackTime;

constexpr track::SurfaceId kWindow = 7;
constexpr Rect kPlace{40, 30, kSampleWidth, kSampleHeight};

seal::Recipient recipient_of(const std::string& pub) {
  return seal::Recipient::parse(note::parse_public_keys(read_all(pub)).value().recipient).value();
}

recording::Opening opening_for(const seal::Identity& identity, Utc start) {
  recording::Opening opening;
  opening.id = recording::new_recording_id(start);
  opening.agreement_id = "kundtjanst-2026-11";
  opening.agreement_hash = sha256(view_of("the agreement"));
  opening.recipient = identity.recipient().text();
  opening.workstation = "ws-12";
  opening.call = "4711";
  opening.kind = "faktura";
  opening.applications = {"Kundstöd"};
  opening.start = start;
  opening.retention_days = 30;
  return opening;
}

recording::KeyFiles keys_for(const seal::Identity& identity, const Sample& sample) {
  const std::vector<seal::Recipient> union_party = {recipient_of(sample.file("union.pub"))};
  const std::vector<seal::Recipient> employer = {recipient_of(sample.file("employer.pub"))};
  return {seal::wrap_for_two(identity, union_party, employer).value(), {}};
}

// One second in which the window changes colour.
track::Chunk second_of(track::Writer& writer, int second) {
  const TrackTime at(1000 * second);
  if (second == 0) writer.surface_opened(at, kWindow, track::SurfaceKind::kWindow, kPlace);
  const track::Image image(kSampleWidth, kSampleHeight, 0x00204060U + static_cast<std::uint32_t>(second));
  writer.pixels_changed(at, kWindow, {0, 0, kSampleWidth, kSampleHeight}, image.view());
  if (second == 1) writer.withheld(at, kWindow, {0, 0, 10, 10}, track::Withheld::kForeignInside);
  return writer.take_chunk(at + TrackTime(999));
}

recording::Balance sample_balance() {
  recording::Balance balance;
  balance.kept = {4, 256000};
  balance.withheld[track::Withheld::kForeignInside] = {1, 100};
  return balance;
}

}  // namespace

Sample::Sample(const Folder& folder) : folder_(folder) {
  const auto make = [&](const std::string& role, const std::string& prefix) {
    const Ran ran = run({"keys", "new", "--role", role, "--name", "The " + prefix, "--out", file(prefix)});
    CHECK(ran.code == 0);
  };
  make("employer", "employer");
  make("union", "union");
  make("union", "other-union");
  make("device", "device");
  make("agent", "agent");
}

std::string Sample::record(bool close, int chunks) const {
  const seal::Identity identity = seal::Identity::generate();
  const auto device = note::Signer::parse(read_all(file("device.sign"))).value();
  const Utc start = parse_utc("2026-11-24T09:05:00.000Z").value();
  const recording::Opening opening = opening_for(identity, start);
  auto recording =
      recording::RecordingWriter::begin(folder_.path(""), opening, keys_for(identity, *this), device).value();
  track::Writer writer;
  for (int second = 0; second < chunks; ++second) {
    const track::Chunk chunk = second_of(writer, second);
    const auto sealed = recording::SealedChunk::seal(identity.recipient(), chunk.bytes).value();
    CHECK(recording.append(sealed).has_value());
  }
  if (close) {
    CHECK(recording
              .close(start + std::chrono::seconds(chunks), TrackTime(1000 * chunks),
                     recording::EndReason::kStopped, sample_balance())
              .has_value());
  }
  return recording.folder().string();
}

std::pair<std::string, std::string> Sample::record_and_unlock(bool close, int chunks) const {
  const std::string recording = record(close, chunks);
  const std::string key = recording + ".key";
  const Ran ran =
      run({"unlock", recording, "--key", file("union.age"), "--key", file("employer.age"), "--out", key});
  CHECK(ran.code == 0);
  return {recording, key};
}

std::string Sample::chunk(const std::string& recording, int index) const {
  return recording + "/" + recording::chunk_file_name(static_cast<std::uint32_t>(index));
}

}  // namespace insyn::cli
