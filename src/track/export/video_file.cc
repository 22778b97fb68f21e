#include "track/export/video_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <thread>

namespace insyn::track {
namespace {

constexpr AVRational kMilliseconds{1, 1000};
// In frames: what a player decodes at most after seeking.
constexpr int kKeyFrameEvery = 100;

int even(int length) { return length + length % 2; }

const char* encoder_name(VideoKind kind) { return kind == VideoKind::kWebm ? "libvpx-vp9" : "libx264"; }

void set_speed(AVCodecContext& encoder, VideoKind kind) {
  if (kind == VideoKind::kWebm) {
    av_opt_set(encoder.priv_data, "deadline", "realtime", 0);
    av_opt_set(encoder.priv_data, "cpu-used", "7", 0);
    av_opt_set(encoder.priv_data, "row-mt", "1", 0);
    av_opt_set(encoder.priv_data, "tune-content", "screen", 0);
    av_opt_set(encoder.priv_data, "lag-in-frames", "0", 0);
    av_opt_set(encoder.priv_data, "crf", "24", 0);
    encoder.bit_rate = 0;
  } else {
    av_opt_set(encoder.priv_data, "preset", "veryfast", 0);
    av_opt_set(encoder.priv_data, "crf", "20", 0);
  }
}

// FFmpeg never sees a name: it writes through the file that was made for it.
NewFile& file_of(void* file) { return *static_cast<NewFile*>(file); }

int write_to(void* file, std::uint8_t* bytes, int size) {
  const Status written = file_of(file).write({bytes, static_cast<std::size_t>(size)});
  if (written) return size;
  return written.error().code == Code::kFull ? AVERROR(ENOSPC) : AVERROR(EIO);
}

std::int64_t seek_in(void* file, std::int64_t offset, int whence) {
  if ((whence & AVSEEK_SIZE) != 0) {
    const auto size = file_of(file).size();
    return size ? static_cast<std::int64_t>(*size) : AVERROR(EIO);
  }
  // FFmpeg has worked the others out already.
  if ((whence & ~AVSEEK_FORCE) != SEEK_SET || offset < 0) return AVERROR(EINVAL);
  return file_of(file).seek(static_cast<std::uint64_t>(offset)) ? offset : AVERROR(EIO);
}

constexpr int kBuffer = 1 << 16;

}  // namespace

Result<VideoFile> VideoFile::create(NewFile& file, VideoKind kind, CanvasSize size) {
  VideoFile video;
  TRY(video.open_muxer(file, kind));
  TRY(video.open_encoder(kind, size));
  TRY(video.open_converter(size));
  if (const int error = avformat_write_header(video.muxer_.get(), nullptr); error < 0)
    return av_error("beginning the video", error);
  return video;
}

Status VideoFile::open_muxer(NewFile& file, VideoKind kind) {
  AVFormatContext* muxer = nullptr;
  const char* format = kind == VideoKind::kWebm ? "webm" : "mp4";
  if (const int error = avformat_alloc_output_context2(&muxer, nullptr, format, nullptr); error < 0)
    return av_error(fmt::format("making a {} file", format), error);
  muxer_.reset(muxer);
  auto* const buffer = static_cast<unsigned char*>(av_malloc(kBuffer));
  if (buffer != nullptr)
    muxer->pb = avio_alloc_context(buffer, kBuffer, 1, &file, nullptr, &write_to, &seek_in);
  if (muxer->pb == nullptr) {
    av_free(buffer);
    return fail(Code::kTransient, "no memory for a video");
  }
  muxer->flags |= AVFMT_FLAG_CUSTOM_IO;
  return {};
}

Status VideoFile::open_encoder(VideoKind kind, CanvasSize size) {
  const AVCodec* codec = avcodec_find_encoder_by_name(encoder_name(kind));
  if (codec == nullptr)
    return fail(Code::kPermanent, "this build of FFmpeg's libraries lacks {}: choose another file type",
                encoder_name(kind));
  encoder_.reset(avcodec_alloc_context3(codec));
  stream_ = avformat_new_stream(muxer_.get(), nullptr);
  packet_.reset(av_packet_alloc());
  if (!encoder_ || stream_ == nullptr || !packet_) return fail(Code::kTransient, "no memory for a video");
  // Log errors, but not the statistics at the end.
  encoder_->log_level_offset = AV_LOG_INFO - AV_LOG_ERROR;
  encoder_->width = even(size.width);
  encoder_->height = even(size.height);
  encoder_->pix_fmt = AV_PIX_FMT_YUV420P;
  encoder_->time_base = kMilliseconds;
  encoder_->gop_size = kKeyFrameEvery;
  encoder_->max_b_frames = 0;
  encoder_->thread_count = static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 8U));
  encoder_->colorspace = AVCOL_SPC_BT709;
  encoder_->color_primaries = AVCOL_PRI_BT709;
  encoder_->color_trc = AVCOL_TRC_BT709;
  encoder_->color_range = AVCOL_RANGE_MPEG;
  if ((muxer_->oformat->flags & AVFMT_GLOBALHEADER) != 0) encoder_->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  set_speed(*encoder_, kind);
  if (const int error = avcodec_open2(encoder_.get(), codec, nullptr); error < 0)
    return av_error(fmt::format("opening {}", encoder_name(kind)), error);
  if (const int error = avcodec_parameters_from_context(stream_->codecpar, encoder_.get()); error < 0)
    return av_error("describing the video", error);
  stream_->time_base = kMilliseconds;
  return {};
}

Status VideoFile::open_converter(CanvasSize size) {
  const int width = even(size.width), height = even(size.height);
  TRY_ASSIGN(padded_, new_frame(width, height, AV_PIX_FMT_RGB32));
  TRY_ASSIGN(frame_, new_frame(width, height, AV_PIX_FMT_YUV420P));
  converter_.reset(sws_getContext(width, height, AV_PIX_FMT_RGB32, width, height, AV_PIX_FMT_YUV420P,
                                  SWS_BILINEAR | SWS_ACCURATE_RND, nullptr, nullptr, nullptr));
  if (!converter_) return fail(Code::kTransient, "no memory for converting pictures");
  const int* bt709 = sws_getCoefficients(SWS_CS_ITU709);
  sws_setColorspaceDetails(converter_.get(), bt709, 1, bt709, 0, 0, 1 << 16, 1 << 16);
  return {};
}

Status VideoFile::add(TrackTime at, const Image& image) {
  for (int y = 0; y < padded_->height; ++y) {
    auto* row = reinterpret_cast<std::uint32_t*>(padded_->data[0] +
                                                 static_cast<std::ptrdiff_t>(y) * padded_->linesize[0]);
    const std::uint32_t* from = image.row(std::min(y, image.height - 1));
    std::copy_n(from, image.width, row);
    for (int x = image.width; x < padded_->width; ++x) row[x] = from[image.width - 1];
  }
  if (const int error = av_frame_make_writable(frame_.get()); error < 0)
    return av_error("memory for a picture", error);
  sws_scale(converter_.get(), padded_->data, padded_->linesize, 0, padded_->height, frame_->data,
            frame_->linesize);
  frame_->pts = at.count();
  return encode(frame_.get());
}

Status VideoFile::encode(AVFrame* frame) {
  if (const int error = avcodec_send_frame(encoder_.get(), frame); error < 0)
    return av_error("encoding a picture", error);
  return write_packets();
}

Status VideoFile::write_packets() {
  for (;;) {
    const int error = avcodec_receive_packet(encoder_.get(), packet_.get());
    if (error == AVERROR(EAGAIN) || error == AVERROR_EOF) return {};
    if (error < 0) return av_error("encoding a picture", error);
    // Players of MP4 skip a last frame without a duration.
    packet_->duration = std::max<std::int64_t>(packet_->duration, 1);
    av_packet_rescale_ts(packet_.get(), encoder_->time_base, stream_->time_base);
    packet_->stream_index = stream_->index;
    if (const int written = av_interleaved_write_frame(muxer_.get(), packet_.get()); written < 0)
      return av_error("writing the video", written);
  }
}

Status VideoFile::finish() {
  TRY(encode(nullptr));
  if (const int error = av_write_trailer(muxer_.get()); error < 0)
    return av_error("finishing the video", error);
  avio_flush(muxer_->pb);
  if (muxer_->pb->error < 0) return av_error("finishing the video", muxer_->pb->error);
  return {};
}

}  // namespace insyn::track
