#include "tray/playback.h"

#include "enrolment/open/identity_file.h"
#include "recording/open/open_keys.h"

namespace insyn::tray {
namespace {

// As the notes list them: whether the device made them is for insyn verify to say.
Result<std::vector<recording::ChunkRecord>> chunks_of(const recording::Recording& recording) {
  if (recording.is_being_recorded) return fail(Code::kTransient, "the recording is not closed yet");
  return listed_chunks(recording, recording.files());
}

// The picture's pixels, which outlive it: 0x00RRGGBB, of which Qt's RGB32 passes over the first byte.
QImage image_of(const track::Image& picture) {
  static_assert(sizeof(*picture.row(0)) == 4);
  return QImage(reinterpret_cast<const uchar*>(picture.row(0)), picture.width, picture.height,
                picture.width * 4, QImage::Format_RGB32);
}

}  // namespace

Result<Playback> Playback::open(const Path& folder, const Path& key_file) {
  TRY_ASSIGN(const recording::Recording recording, recording::Recording::read(folder));
  if (recording.opening.recipient.empty())
    return fail(Code::kDenied, "this recording has no pictures to play");
  TRY_ASSIGN(const std::vector<seal::Identity> own, enrolment::read_identities(key_file));
  TRY_ASSIGN(seal::Identity identity, open_own_key(recording, recording::OwnKey::kPictures, own));
  TRY_ASSIGN(std::vector<recording::ChunkRecord> chunks, chunks_of(recording));
  TRY_ASSIGN(auto sealed,
             recording::SealedRecording::open(recording, std::move(chunks), std::move(identity)));
  Playback playback(std::move(sealed));
  // Once through, for its length and its size.
  track::Reader reader;
  for (;;) {
    TRY_ASSIGN(const std::optional<Bytes> chunk, playback.chunks_.next());
    if (!chunk) break;
    TRY(reader.feed(*chunk, [&](const track::Event&) {
      playback.bounds_.add(reader.scene());
      return Status();
    }));
  }
  playback.length_ = reader.time();
  TRY_ASSIGN(playback.size_, playback.bounds_.size());
  return playback;
}

Status Playback::play(track::TrackTime from, const Show& show) {
  chunks_.rewind();
  track::Reader reader;
  track::Canvas canvas(bounds_, size_, false);
  bool goes_on = true;
  while (goes_on) {
    TRY_ASSIGN(const std::optional<Bytes> chunk, chunks_.next());
    if (!chunk) return {};
    TRY(reader.feed(*chunk, [&](const track::Event& event) {
      if (goes_on && event.ends_moment && event.time >= from) {
        canvas.draw(reader.scene());
        goes_on = show(event.time, image_of(canvas.picture()));
      }
      return Status();
    }));
  }
  return {};
}

}  // namespace insyn::tray
