#include "tray/playback.h"

#include <QPainter>
#include <algorithm>

#include "recording/format/layout.h"
#include "seal/open/open_own.h"

namespace insyn::tray {
namespace {

constexpr std::size_t kLargestKey = std::size_t{1} << 20;

Result<std::vector<seal::Identity>> identities_in(const Path& path) {
  TRY_ASSIGN(std::string text, read_text(path, kLargestKey));
  auto identities = seal::parse_identity_file(text);
  wipe(text);
  return identities;
}

// The chunks as the notes list them: whether the device made them is for insyn verify to say.
Result<std::vector<recording::ChunkRecord>> chunks_of(const recording::Recording& recording) {
  if (!recording.closing) return fail(Code::kTransient, "the recording is not closed yet");
  return recording.closing->chunks;
}

// A pixel as it is shown: withheld ones are hatched.
std::uint32_t shown_pixel(std::uint32_t pixel, int x, int y) {
  if ((pixel & ~track::kColourMask) == 0) return pixel | 0xff000000U;
  return (x + y) % 8 < 2 ? 0xff868e96U : 0xffdee2e6U;
}

}  // namespace

Result<Playback> Playback::open(const Path& folder, const Path& key_file) {
  TRY_ASSIGN(const recording::Recording recording, recording::Recording::read(folder));
  if (recording.opening.recipient.empty())
    return fail(Code::kDenied, "this recording has no pictures to play");
  TRY_ASSIGN(const std::vector<seal::Identity> own, identities_in(key_file));
  TRY_ASSIGN(const Bytes key, read_file(folder / recording::kAgentKey, recording::kLargestKeyFile));
  TRY_ASSIGN(seal::Identity identity, seal::open_own(key, own));
  TRY_ASSIGN(std::vector<recording::ChunkRecord> chunks, chunks_of(recording));
  TRY_ASSIGN(auto sealed,
             recording::SealedRecording::open(recording, std::move(chunks), std::move(identity)));
  Playback playback(std::move(sealed));
  // Once through, for its length and its size.
  track::Reader reader;
  for (;;) {
    TRY_ASSIGN(const std::optional<Bytes> chunk, playback.chunks_.next());
    if (!chunk) break;
    TRY(reader.feed(*chunk, [&](const track::Event& event) {
      playback.length_ = event.time;
      for (const track::Surface& surface : reader.scene().surfaces())
        playback.bounds_ = bounds(playback.bounds_, surface.place);
      return Status();
    }));
  }
  return playback;
}

Status Playback::play(track::TrackTime from, const Show& show) {
  chunks_.rewind();
  track::Reader reader;
  bool goes_on = true;
  while (goes_on) {
    TRY_ASSIGN(const std::optional<Bytes> chunk, chunks_.next());
    if (!chunk) return {};
    TRY(reader.feed(*chunk, [&](const track::Event& event) {
      if (goes_on && event.ends_moment && event.time >= from)
        goes_on = show(event.time, drawn(reader.scene()));
      return Status();
    }));
  }
  return {};
}

QImage Playback::drawn(const track::Scene& scene) const {
  QImage image(std::max(bounds_.width, 1), std::max(bounds_.height, 1), QImage::Format_RGB32);
  image.fill(QColor(0xf1, 0xf3, 0xf5));
  for (const track::Surface& surface : scene.surfaces()) {
    const Rect place{surface.place.x - bounds_.x, surface.place.y - bounds_.y, surface.place.width,
                     surface.place.height};
    for (int y = std::max(place.y, 0); y < std::min(place.bottom(), image.height()); ++y) {
      auto* row = reinterpret_cast<std::uint32_t*>(image.scanLine(y));
      for (int x = std::max(place.x, 0); x < std::min(place.right(), image.width()); ++x)
        row[x] = shown_pixel(surface.pixels.at(x - place.x, y - place.y), x, y);
    }
  }
  return image;
}

}  // namespace insyn::tray
