#include "track/export/png.h"

#include "track/export/av.h"

namespace insyn::track {
namespace {

Result<Av<AVCodecContext>> open_encoder(const Image& image) {
  const AVCodec* codec = avcodec_find_encoder(AV_CODEC_ID_PNG);
  if (codec == nullptr) return fail(Code::kPermanent, "this build of FFmpeg's libraries cannot write PNG");
  Av<AVCodecContext> encoder(avcodec_alloc_context3(codec));
  if (!encoder) return fail(Code::kTransient, "no memory for the PNG encoder");
  encoder->width = image.width;
  encoder->height = image.height;
  encoder->pix_fmt = AV_PIX_FMT_RGB24;
  encoder->time_base = {1, 1000};
  encoder->thread_count = 1;
  if (const int error = avcodec_open2(encoder.get(), codec, nullptr); error < 0)
    return av_error("opening the PNG encoder", error);
  return encoder;
}

void copy_rgb(const Image& image, AVFrame& frame) {
  for (int y = 0; y < image.height; ++y) {
    std::uint8_t* to = frame.data[0] + static_cast<std::ptrdiff_t>(y) * frame.linesize[0];
    const std::uint32_t* from = image.row(y);
    for (int x = 0; x < image.width; ++x) {
      *to++ = static_cast<std::uint8_t>(from[x] >> 16);
      *to++ = static_cast<std::uint8_t>(from[x] >> 8);
      *to++ = static_cast<std::uint8_t>(from[x]);
    }
  }
}

}  // namespace

Result<Bytes> encode_png(const Image& image) {
  TRY_ASSIGN(const Av<AVCodecContext> encoder, open_encoder(image));
  TRY_ASSIGN(const Av<AVFrame> frame, new_frame(image.width, image.height, AV_PIX_FMT_RGB24));
  copy_rgb(image, *frame);
  const Av<AVPacket> packet(av_packet_alloc());
  if (!packet) return fail(Code::kTransient, "no memory for a PNG file");
  int error = avcodec_send_frame(encoder.get(), frame.get());
  if (error >= 0) error = avcodec_send_frame(encoder.get(), nullptr);
  if (error >= 0) error = avcodec_receive_packet(encoder.get(), packet.get());
  if (error < 0) return av_error("encoding a PNG", error);
  return Bytes(packet->data, packet->data + packet->size);
}

}  // namespace insyn::track
