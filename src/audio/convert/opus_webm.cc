#include "audio/convert/opus_webm.h"

#include <algorithm>
#include <vector>

#include "audio/convert/av.h"
#include "audio/convert/decoder.h"

namespace insyn::audio {
namespace {

// Of voices: more is not heard.
constexpr std::int64_t kBitsOfAVoice = 24'000;

// What the muxer has written; it goes back to say how long it became, and where is what.
struct Written {
  Bytes bytes;
  std::size_t at = 0;
};

int write_webm(void* opaque, std::uint8_t* bytes, int size) {
  Written& written = *static_cast<Written*>(opaque);
  const std::size_t end = written.at + static_cast<std::size_t>(size);
  if (end > kLargestWebm) return AVERROR(ENOSPC);
  if (end > written.bytes.size()) written.bytes.resize(end);
  std::copy_n(bytes, size, written.bytes.begin() + static_cast<std::ptrdiff_t>(written.at));
  written.at = end;
  return size;
}

std::int64_t seek_in_webm(void* opaque, std::int64_t offset, int whence) {
  Written& written = *static_cast<Written*>(opaque);
  if ((whence & AVSEEK_SIZE) != 0) return static_cast<std::int64_t>(written.bytes.size());
  if ((whence & ~AVSEEK_FORCE) != SEEK_SET || offset < 0 ||
      static_cast<std::size_t>(offset) > written.bytes.size())
    return AVERROR(EINVAL);
  written.at = static_cast<std::size_t>(offset);
  return offset;
}

class Writer final : public OpusWebm {
 public:
  explicit Writer(int channels) : channels_(static_cast<std::size_t>(channels)) {}
  ~Writer() override {
    if (muxer_ != nullptr && muxer_->pb != nullptr) {
      av_freep(&muxer_->pb->buffer);
      avio_context_free(&muxer_->pb);
    }
    avformat_free_context(muxer_);
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  Status open() {
    TRY(open_muxer());
    TRY(open_encoder());
    if (const int error = avformat_write_header(muxer_, nullptr); error < 0)
      return av_error("beginning the sound", error);
    return {};
  }

  Status add(std::span<const float> samples) override {
    waiting_.insert(waiting_.end(), samples.begin(), samples.end());
    const std::size_t whole = frame_samples() * channels_;
    std::size_t at = 0;
    for (; waiting_.size() - at >= whole; at += whole) TRY(encode(std::span(waiting_).subspan(at, whole)));
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(at));
    return {};
  }

  Result<Bytes> finish() override {
    if (!waiting_.empty()) TRY(encode(waiting_));
    TRY(send(nullptr));
    if (const int error = av_write_trailer(muxer_); error < 0) return av_error("finishing the sound", error);
    avio_flush(muxer_->pb);
    if (muxer_->pb->error < 0) return av_error("finishing the sound", muxer_->pb->error);
    return std::move(written_.bytes);
  }

 private:
  std::size_t frame_samples() const { return static_cast<std::size_t>(encoder_->frame_size); }

  Status open_muxer() {
    if (avformat_alloc_output_context2(&muxer_, nullptr, "webm", nullptr) < 0)
      return fail(Code::kPermanent, "this build of FFmpeg's libraries writes no WebM");
    auto* const buffer = static_cast<unsigned char*>(av_malloc(kIoBuffer));
    if (buffer != nullptr)
      muxer_->pb = avio_alloc_context(buffer, kIoBuffer, 1, &written_, nullptr, &write_webm, &seek_in_webm);
    if (muxer_->pb == nullptr) {
      av_free(buffer);
      return fail(Code::kTransient, "no memory for sound");
    }
    // The same sound gives the same bytes.
    muxer_->flags |= AVFMT_FLAG_CUSTOM_IO | AVFMT_FLAG_BITEXACT;
    return {};
  }

  Status open_encoder() {
    const AVCodec* codec = avcodec_find_encoder_by_name("libopus");
    if (codec == nullptr) return fail(Code::kPermanent, "this build of FFmpeg's libraries lacks libopus");
    encoder_.reset(avcodec_alloc_context3(codec));
    packet_.reset(av_packet_alloc());
    stream_ = avformat_new_stream(muxer_, nullptr);
    if (!encoder_ || !packet_ || stream_ == nullptr) return fail(Code::kTransient, "no memory for sound");
    encoder_->sample_rate = kRate;
    encoder_->sample_fmt = AV_SAMPLE_FMT_FLT;
    av_channel_layout_default(&encoder_->ch_layout, static_cast<int>(channels_));
    encoder_->bit_rate = kBitsOfAVoice * static_cast<std::int64_t>(channels_);
    encoder_->time_base = {1, kRate};
    encoder_->flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT;
    if (const int error = avcodec_open2(encoder_.get(), codec, nullptr); error < 0)
      return av_error("opening libopus", error);
    if (const int error = avcodec_parameters_from_context(stream_->codecpar, encoder_.get()); error < 0)
      return av_error("describing the sound", error);
    stream_->time_base = encoder_->time_base;
    return {};
  }

  Status encode(std::span<const float> samples) {
    const Av<AVFrame> frame(av_frame_alloc());
    if (!frame) return fail(Code::kTransient, "no memory for sound");
    frame->nb_samples = static_cast<int>(samples.size() / channels_);
    frame->format = AV_SAMPLE_FMT_FLT;
    frame->sample_rate = kRate;
    av_channel_layout_copy(&frame->ch_layout, &encoder_->ch_layout);
    if (const int error = av_frame_get_buffer(frame.get(), 0); error < 0)
      return av_error("memory for sound", error);
    std::copy(samples.begin(), samples.end(), reinterpret_cast<float*>(frame->data[0]));
    frame->pts = at_;
    at_ += frame->nb_samples;
    return send(frame.get());
  }

  Status send(const AVFrame* frame) {
    if (const int error = avcodec_send_frame(encoder_.get(), frame); error < 0)
      return av_error("encoding the sound", error);
    for (;;) {
      const int error = avcodec_receive_packet(encoder_.get(), packet_.get());
      if (error == AVERROR(EAGAIN) || error == AVERROR_EOF) return {};
      if (error < 0) return av_error("encoding the sound", error);
      av_packet_rescale_ts(packet_.get(), encoder_->time_base, stream_->time_base);
      packet_->stream_index = stream_->index;
      if (const int put = av_interleaved_write_frame(muxer_, packet_.get()); put < 0)
        return av_error("writing the sound", put);
    }
  }

  const std::size_t channels_;
  Written written_;
  AVFormatContext* muxer_ = nullptr;
  AVStream* stream_ = nullptr;
  Av<AVCodecContext> encoder_;
  Av<AVPacket> packet_;
  std::vector<float> waiting_;
  std::int64_t at_ = 0;  // in samples
};

}  // namespace

Result<std::unique_ptr<OpusWebm>> OpusWebm::begin(int channels) {
  auto writer = std::make_unique<Writer>(channels);
  TRY(writer->open());
  return std::unique_ptr<OpusWebm>(std::move(writer));
}

}  // namespace insyn::audio
