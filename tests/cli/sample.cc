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

// The three keys of a recording, and an agent's.
struct Keys {
  seal::Identity pictures = seal::Identity::generate(), events = seal::Identity::generate(),
                 calls = seal::Identity::generate();
};

recording::Beginning beginning_of(const Keys& keys, const Sample& sample, bool pictures,
                                  const std::string& call, Utc start) {
  recording::Beginning beginning;
  recording::Opening& opening = beginning.opening;
  opening.id = recording::new_recording_id();
  opening.agreement_id = "kundtjanst-2026-11";
  opening.agreement_hash = sha256(view_of("the agreement"));
  opening.date = std::chrono::floor<std::chrono::days>(start);
  opening.zone = "Europe/Stockholm";
  opening.level = pictures ? agreement::Level::kFull : agreement::Level::kMetrics;
  if (pictures) opening.recipient = keys.pictures.recipient().text();
  opening.events_recipient = keys.events.recipient().text();
  opening.calls_recipient = keys.calls.recipient().text();
  opening.applications = {{"Kundstöd", sha256(view_of("a program"))}};
  opening.retention_days = 30;
  beginning.about.agent = "agent-a17";
  beginning.about.call = call;
  beginning.about.kind = "faktura";
  beginning.about.begin = start;
  const std::vector<seal::Recipient> unions = {recipient_of(sample.file("union.pub"))};
  const std::vector<seal::Recipient> employer = {recipient_of(sample.file("employer.pub"))};
  const std::vector<seal::Recipient> insight = {recipient_of(sample.file("insight.pub"))};
  const std::vector<seal::Recipient> agent = {recipient_of(sample.file("agent.pub"))};
  const std::vector<const seal::Identity*> all = {&keys.pictures, &keys.events, &keys.calls};
  if (pictures) beginning.keys.pictures = seal::wrap_for_two(keys.pictures, unions, employer).value();
  beginning.keys.events = seal::wrap_for_two(keys.events, unions, insight).value();
  beginning.keys.calls = seal::wrap_for_one({&all.back(), 1}, unions).value();
  beginning.keys.agent = seal::wrap_for_one(all, agent).value();
  return beginning;
}

recording::RecordingWriter begin(const std::string& spool, recording::Beginning beginning,
                                 const Sample& sample) {
  recording::SigningCertifier device(note::Signer::parse(read_all(sample.file("device.sign"))).value());
  return recording::RecordingWriter::begin(spool, std::move(beginning), device).value();
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
  balance.withheld[track::Withheld::kPaused] = {2, 0};
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
  make("insight", "insight");
}

std::string Sample::record(bool close, int chunks, const std::vector<std::string>& said) const {
  const Keys keys;
  const Utc start = parse_utc("2026-11-24T09:05:00.000Z").value();
  auto recording = begin(folder_.path(""), beginning_of(keys, *this, true, "4711", start), *this);
  if (!said.empty()) CHECK(recording.append_statements(said).has_value());
  track::Writer writer;
  for (int second = 0; second < chunks; ++second) {
    const track::Chunk chunk = second_of(writer, second);
    const auto sealed = recording::SealedChunk::seal(keys.pictures.recipient(), chunk.bytes).value();
    CHECK(recording.append(sealed).has_value());
  }
  if (close) {
    recording::Ending ending;
    ending.end = start + std::chrono::seconds(chunks);
    ending.duration = TrackTime(1000 * chunks);
    ending.balance = sample_balance();
    CHECK(recording.close(ending).has_value());
  }
  return recording.folder().string();
}

std::string Sample::record_events(const std::string& spool, const std::string& call,
                                  const std::vector<std::string>& events, bool close) const {
  const Keys keys;
  const Utc start = parse_utc("2026-11-24T09:05:00.000Z").value();
  auto recording = begin(spool, beginning_of(keys, *this, false, call, start), *this);
  for (const std::string& lines : events) {
    const std::string csv = std::string(recording::kEventsHead) + lines;
    CHECK(recording.append(recording::SealedChunk::seal_events(keys.events.recipient(), view_of(csv)).value())
              .has_value());
  }
  if (close) {
    recording::Ending ending;
    ending.end = start + std::chrono::seconds(9);
    ending.reason = recording::EndReason::kCallEnded;
    CHECK(recording.close(ending).has_value());
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
