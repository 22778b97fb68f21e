// One's own recording, opened and gone through: the picture at any time of it.
#pragma once

#include <QImage>
#include <functional>

#include "recording/open/sealed_recording.h"
#include "track/codec/reader.h"
#include "track/render/canvas.h"

namespace insyn::tray {

class Playback {
 public:
  // A picture and when it was to be seen, from the recording's start. False ends the playing.
  using Show = std::function<bool(track::TrackTime, const QImage&)>;

  // Opens `recording` with the agent's key file. kDenied where it is another's, kCorrupt where it is damaged,
  // kPermanent where it shows nothing.
  static Result<Playback> open(const Path& recording, const Path& key_file);

  track::TrackTime length() const { return length_; }
  // Every picture from `from` on, one after the other, as insyn export draws it. `show` copies what it keeps.
  Status play(track::TrackTime from, const Show& show);

 private:
  explicit Playback(recording::SealedRecording chunks) : chunks_(std::move(chunks)) {}

  recording::SealedRecording chunks_;
  track::TrackTime length_{0};
  track::CanvasBounds bounds_;  // of all that is ever shown
  track::CanvasSize size_;
};

}  // namespace insyn::tray
