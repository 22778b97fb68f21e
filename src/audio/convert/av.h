// FFmpeg's objects with owners, and its errors as Failures.
#pragma once

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libswresample/swresample.h>
}

#include <memory>
#include <string>

#include "base/result.h"

namespace insyn::audio {

struct FreeAv {
  void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
  void operator()(AVFrame* frame) const { av_frame_free(&frame); }
  void operator()(AVPacket* packet) const { av_packet_free(&packet); }
  void operator()(SwrContext* context) const { swr_free(&context); }
};
template <class T>
using Av = std::unique_ptr<T, FreeAv>;

// One allocation of FFmpeg's is at most this large: what comes from outside asks for no more.
inline constexpr std::size_t kLargestAllocation = std::size_t{64} << 20;
inline constexpr int kIoBuffer = 1 << 16;

// Before anything else is asked of FFmpeg: it logs nothing, and allocates no more than that at once.
void prepare_av();

// "<what>: <FFmpeg's reason>".
Failure av_error(const std::string& what, int error);

}  // namespace insyn::audio
