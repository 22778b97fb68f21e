// FFmpeg's objects with owners, and its errors as Failures.
#pragma once

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/opt.h>
#include <libswscale/swscale.h>
}

#include <memory>
#include <string>

#include "base/result.h"
#include "track/codec/pixels.h"

namespace insyn::track {

struct FreeAv {
  void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
  void operator()(AVFrame* frame) const { av_frame_free(&frame); }
  void operator()(AVPacket* packet) const { av_packet_free(&packet); }
  void operator()(SwsContext* context) const { sws_freeContext(context); }
};
template <class T>
using Av = std::unique_ptr<T, FreeAv>;

// "<what>: <FFmpeg's reason>". kFull where the disk is full, else kPermanent.
Failure av_error(const std::string& what, int error);

// A frame with a buffer of its own; an error where there is no memory.
Result<Av<AVFrame>> new_frame(int width, int height, AVPixelFormat format);

}  // namespace insyn::track
