// Writes a video file frame by frame, with FFmpeg.
#pragma once

#include "os/new_file.h"
#include "track/export/av.h"
#include "track/render/canvas.h"

namespace insyn::track {

enum class VideoKind { kWebm /* VP9 */, kMp4 /* H.264 */ };

class VideoFile {
 public:
  // Writes into `file`, which outlives this. `size` may be odd: the video is padded to even sides, as 4:2:0
  // needs.
  static Result<VideoFile> create(NewFile& file, VideoKind kind, CanvasSize size);

  VideoFile(VideoFile&&) noexcept = default;
  // Times must increase. `image` has the size given to create().
  Status add(TrackTime at, const Image& image);
  // The file is complete only after this.
  Status finish();

 private:
  struct CloseMuxer {
    void operator()(AVFormatContext* muxer) const {
      if (muxer->pb != nullptr) av_freep(&muxer->pb->buffer);
      avio_context_free(&muxer->pb);
      avformat_free_context(muxer);
    }
  };
  VideoFile() = default;
  Status open_muxer(NewFile& file, VideoKind kind);
  Status open_encoder(VideoKind kind, CanvasSize size);
  Status open_converter(CanvasSize size);
  // A null frame flushes the encoder.
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
