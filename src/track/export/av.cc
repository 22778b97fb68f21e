#include "track/export/av.h"

#include <array>
#include <cerrno>

namespace insyn::track {

Failure av_error(const std::string& what, int error) {
  std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
  av_strerror(error, text.data(), text.size());
  return fail(error == AVERROR(ENOSPC) ? Code::kFull : Code::kPermanent, "{}: {}", what, text.data());
}

Result<Av<AVFrame>> new_frame(int width, int height, AVPixelFormat format) {
  Av<AVFrame> frame(av_frame_alloc());
  if (!frame) return fail(Code::kTransient, "no memory for a picture of {}x{}", width, height);
  frame->width = width;
  frame->height = height;
  frame->format = format;
  if (const int error = av_frame_get_buffer(frame.get(), 0); error < 0)
    return av_error("memory for a picture", error);
  return frame;
}

}  // namespace insyn::track
