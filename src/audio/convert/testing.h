// For tests: audio files as telephone systems make them, by FFmpeg's own encoders, and which tones a file
// holds.
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "audio/convert/av.h"
#include "audio/convert/decoder.h"
#include "base/check.h"

namespace insyn::audio {

inline constexpr double kCustomerHz = 440, kAgentHz = 1000;

struct MadeFile {
  const char* muxer = "wav";
  const char* encoder = "pcm_s16le";
  int rate = 8000;
  int channels = 2;  // left the customer's tone, right the agent's; of one: the customer's
  double seconds = 3;
};

// In memory.
inline Bytes make_file(const MadeFile& how) {
  AVFormatContext* muxer = nullptr;
  CHECK(avformat_alloc_output_context2(&muxer, nullptr, how.muxer, nullptr) >= 0);
  CHECK(avio_open_dyn_buf(&muxer->pb) >= 0);
  const AVCodec* codec = avcodec_find_encoder_by_name(how.encoder);
  CHECK(codec != nullptr);
  const Av<AVCodecContext> encoder(avcodec_alloc_context3(codec));
  encoder->sample_rate = how.rate;
  encoder->sample_fmt = codec->sample_fmts[0];
  for (const AVSampleFormat* one = codec->sample_fmts; *one != AV_SAMPLE_FMT_NONE; ++one)
    if (*one == AV_SAMPLE_FMT_S16 || *one == AV_SAMPLE_FMT_S16P) encoder->sample_fmt = *one;
  av_channel_layout_default(&encoder->ch_layout, how.channels);
  encoder->time_base = {1, how.rate};
  if ((muxer->oformat->flags & AVFMT_GLOBALHEADER) != 0) encoder->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  CHECK(avcodec_open2(encoder.get(), codec, nullptr) >= 0);
  AVStream* stream = avformat_new_stream(muxer, nullptr);
  CHECK(avcodec_parameters_from_context(stream->codecpar, encoder.get()) >= 0);
  stream->time_base = encoder->time_base;
  CHECK(avformat_write_header(muxer, nullptr) >= 0);
  const Av<AVPacket> packet(av_packet_alloc());
  const auto drain = [&](const AVFrame* frame) {
    CHECK(avcodec_send_frame(encoder.get(), frame) >= 0);
    while (avcodec_receive_packet(encoder.get(), packet.get()) == 0) {
      av_packet_rescale_ts(packet.get(), encoder->time_base, stream->time_base);
      packet->stream_index = stream->index;
      CHECK(av_interleaved_write_frame(muxer, packet.get()) >= 0);
    }
  };
  const int whole = static_cast<int>(how.seconds * how.rate);
  const int step = encoder->frame_size > 0 ? encoder->frame_size : 1024;
  const bool planar = av_sample_fmt_is_planar(encoder->sample_fmt) != 0;
  for (int at = 0; at < whole; at += step) {
    const Av<AVFrame> frame(av_frame_alloc());
    frame->nb_samples = std::min(step, whole - at);
    frame->format = encoder->sample_fmt;
    frame->sample_rate = how.rate;
    av_channel_layout_copy(&frame->ch_layout, &encoder->ch_layout);
    CHECK(av_frame_get_buffer(frame.get(), 0) >= 0);
    for (int i = 0; i < frame->nb_samples; ++i) {
      for (int channel = 0; channel < how.channels; ++channel) {
        const double hertz = channel == 0 ? kCustomerHz : kAgentHz;
        const double wave = 0.5 * std::sin(2 * std::numbers::pi * hertz * (at + i) / how.rate);
        const auto place = static_cast<std::size_t>(planar ? i : i * how.channels + channel);
        auto* const plane = frame->data[planar ? channel : 0];
        switch (av_get_bytes_per_sample(encoder->sample_fmt)) {
          case 1:
            plane[place] = static_cast<std::uint8_t>(128 + 127 * wave);
            break;
          case 2:
            reinterpret_cast<std::int16_t*>(plane)[place] = static_cast<std::int16_t>(32767 * wave);
            break;
          default:
            if (encoder->sample_fmt == AV_SAMPLE_FMT_FLT || encoder->sample_fmt == AV_SAMPLE_FMT_FLTP)
              reinterpret_cast<float*>(plane)[place] = static_cast<float>(wave);
            else
              reinterpret_cast<std::int32_t*>(plane)[place] = static_cast<std::int32_t>(2147483647 * wave);
        }
      }
    }
    frame->pts = at;
    drain(frame.get());
  }
  drain(nullptr);
  CHECK(av_write_trailer(muxer) >= 0);
  std::uint8_t* bytes = nullptr;
  const int size = avio_close_dyn_buf(muxer->pb, &bytes);
  Bytes made(bytes, bytes + size);
  av_free(bytes);
  avformat_free_context(muxer);
  return made;
}

// One channel of a file that Decoder reads, at kRate.
struct Heard {
  std::vector<std::vector<float>> channels;
  double seconds() const { return static_cast<double>(channels.at(0).size()) / kRate; }
  // How much of this tone there is from `from` to `to` seconds: about 1 where it is made as make_file() does.
  double tone(std::size_t channel, double hertz, double from, double to) const {
    double re = 0, im = 0;
    const auto first = static_cast<std::size_t>(from * kRate), last = static_cast<std::size_t>(to * kRate);
    for (std::size_t i = first; i < last && i < channels[channel].size(); ++i) {
      const double angle = 2 * std::numbers::pi * hertz * static_cast<double>(i) / kRate;
      re += channels[channel][i] * std::cos(angle);
      im += channels[channel][i] * std::sin(angle);
    }
    return 4 * std::hypot(re, im) / static_cast<double>(last - first);
  }
};
inline Heard hear(ByteView file) {
  InputInMemory input(file);
  const auto decoder = Decoder::open(input).value();
  Heard heard;
  heard.channels.resize(static_cast<std::size_t>(decoder->channels()));
  for (;;) {
    const std::vector<float> samples = decoder->next().value();
    if (samples.empty()) return heard;
    for (std::size_t i = 0; i < samples.size(); ++i)
      heard.channels[i % heard.channels.size()].push_back(samples[i]);
  }
}

}  // namespace insyn::audio
