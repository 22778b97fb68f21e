// A video file that grows by one picture at a time.
#pragma once

#include "os/file.h"
#include "track/export/av.h"
#include "track/render/canvas.h"

namespace insyn::track {

enum class VideoKind { kWebm /* VP9 */, kMp4 /* H.264 */ };

class VideoFile {
 public:
  // Writes to `path`, which is created or emptied. `size` may be odd: the video is padded to even sides.
  static Result<VideoFile> create(const Path& path, VideoKind kind, CanvasSize size);

  VideoFile(VideoFile&&) noexcept = default;
  // Times must grow.
  Status add(TrackTime at, const Image& image);
  Status finish();

 private:
  struct CloseMuxer {
    void operator()(AVFormatContext* muxer) const {
      if (muxer->pb != nullptr) avio_closep(&muxer->pb);
      avformat_free_context(muxer);
    }
  };
  VideoFile() = default;
  Status open_muxer(const Path& path, VideoKind kind);
  Status open_encoder(VideoKind kind, CanvasSize size);
  Status open_converter(CanvasSize size);
  // An empty frame flushes.
  Status encode(AVFrame* frame);
  Status write_packets();

  std::unique_ptr<AVFormatContext, CloseMuxer> muxer_;
  Av<AVCodecContext> encoder_;
  Av<SwsContext> converter_;
  Av<AVFrame> padded_;  // RGB
  Av<AVFrame> frame_;   // YUV
  Av<AVPacket> packet_;
  AVStream* stream_ = nullptr;
};

}  // namespace insyn::track
