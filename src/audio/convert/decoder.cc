#include "audio/convert/decoder.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace insyn::audio {
namespace {

constexpr const char* kRead =
    "WAV (PCM, A-law, \xC2\xB5-law, GSM, G.722), MP3, and Opus in Ogg or WebM are read; convert it to one of "
    "them first, for example by ffmpeg -i FILE -c:a pcm_s16le FILE.wav";

// No other demuxer or decoder of FFmpeg's ever sees the file.
struct Container {
  const char* demuxer;
  const char* codecs;
};
constexpr Container kWav = {
    "wav", "pcm_u8,pcm_s16le,pcm_s24le,pcm_s32le,pcm_f32le,pcm_alaw,pcm_mulaw,gsm_ms,g722,mp3float"};
constexpr Container kOgg = {"ogg", "libopus,opus"};
constexpr Container kWebm = {"matroska", "libopus,opus"};
constexpr Container kMp3 = {"mp3", "mp3float"};

bool begins(ByteView bytes, std::string_view with, std::size_t at = 0) {
  return bytes.size() >= at + with.size() && std::memcmp(bytes.data() + at, with.data(), with.size()) == 0;
}

const Container* container_of(ByteView bytes) {
  if ((begins(bytes, "RIFF") || begins(bytes, "RF64")) && begins(bytes, "WAVE", 8)) return &kWav;
  if (begins(bytes, "OggS")) return &kOgg;
  if (begins(bytes, "\x1A\x45\xDF\xA3")) return &kWebm;
  const bool frame = bytes.size() >= 2 && bytes[0] == 0xFF && (bytes[1] & 0xE6) == 0xE2;
  return begins(bytes, "ID3") || frame ? &kMp3 : nullptr;
}

// FFmpeg's view of an Input.
struct Reading {
  Input& input;
  std::uint64_t at = 0;
};

int read_from(void* opaque, std::uint8_t* into, int size) {
  Reading& reading = *static_cast<Reading*>(opaque);
  const auto count = reading.input.read(reading.at, {into, static_cast<std::size_t>(size)});
  if (!count) return AVERROR(EIO);
  reading.at += *count;
  return *count == 0 ? AVERROR_EOF : static_cast<int>(*count);
}

std::int64_t seek_in(void* opaque, std::int64_t offset, int whence) {
  Reading& reading = *static_cast<Reading*>(opaque);
  if ((whence & AVSEEK_SIZE) != 0) return static_cast<std::int64_t>(reading.input.size());
  if ((whence & ~AVSEEK_FORCE) != SEEK_SET || offset < 0) return AVERROR(EINVAL);
  reading.at = static_cast<std::uint64_t>(offset);
  return offset;
}

class FileDecoder final : public Decoder {
 public:
  explicit FileDecoder(Input& input) : reading_{input} {}
  ~FileDecoder() override {
    avformat_close_input(&demuxer_);
    if (io_ != nullptr) av_freep(&io_->buffer);
    avio_context_free(&io_);
  }
  FileDecoder(const FileDecoder&) = delete;
  FileDecoder& operator=(const FileDecoder&) = delete;

  Status open() {
    std::array<std::uint8_t, 16> start{};
    TRY_ASSIGN(const std::size_t count, reading_.input.read(0, start));
    const Container* container = container_of(ByteView(start.data(), count));
    if (container == nullptr)
      return fail(Code::kDenied, "it begins neither as WAV, MP3, Ogg nor WebM; {}", kRead);
    TRY(open_demuxer(*container));
    TRY(open_decoder());
    packet_.reset(av_packet_alloc());
    frame_.reset(av_frame_alloc());
    if (!packet_ || !frame_) return fail(Code::kTransient, "no memory for sound");
    return {};
  }

  int channels() const override { return channels_; }
  double share() const override {
    const auto size = static_cast<double>(std::max<std::uint64_t>(reading_.input.size(), 1));
    return std::min(static_cast<double>(reading_.at) / size, 1.0);
  }

  Result<std::vector<float>> next() override {
    std::vector<float> samples;
    while (samples.empty() && !ended_) {
      const int error = avcodec_receive_frame(decoder_.get(), frame_.get());
      if (error == 0) {
        TRY(resample(frame_.get(), samples));
      } else if (error == AVERROR(EAGAIN)) {
        TRY(feed());
      } else if (error == AVERROR_EOF) {
        ended_ = true;
        if (resampler_) TRY(resample(nullptr, samples));
      } else {
        return av_error("decoding the audio", error);
      }
    }
    return samples;
  }

 private:
  Status open_demuxer(const Container& container) {
    auto* const buffer = static_cast<unsigned char*>(av_malloc(kIoBuffer));
    if (buffer != nullptr)
      io_ = avio_alloc_context(buffer, kIoBuffer, 0, &reading_, &read_from, nullptr, &seek_in);
    demuxer_ = avformat_alloc_context();
    if (io_ == nullptr || demuxer_ == nullptr) {
      if (io_ == nullptr) av_free(buffer);
      return fail(Code::kTransient, "no memory for sound");
    }
    demuxer_->pb = io_;
    demuxer_->codec_whitelist = av_strdup(container.codecs);
    demuxer_->protocol_whitelist = av_strdup("none");
    // A file of two seconds is as good as one of two hours.
    demuxer_->probesize = 1 << 20;
    demuxer_->max_streams = 4;
    const AVInputFormat* format = av_find_input_format(container.demuxer);
    if (format == nullptr)
      return fail(Code::kPermanent, "this build of FFmpeg's libraries does not read {}; {}",
                  container.demuxer, kRead);
    // On an error it frees what it was given.
    if (const int error = avformat_open_input(&demuxer_, "", format, nullptr); error < 0)
      return av_error("reading the audio file", error);
    if (const int error = avformat_find_stream_info(demuxer_, nullptr); error < 0)
      return av_error("reading the audio file", error);
    codecs_ = container.codecs;
    return {};
  }

  Status open_decoder() {
    // The first one: FFmpeg's own choice leaves out what it was not allowed to look into, so that nobody
    // could say what it is.
    int index = 0;
    const int streams = static_cast<int>(demuxer_->nb_streams);
    while (index < streams && demuxer_->streams[index]->codecpar->codec_type != AVMEDIA_TYPE_AUDIO) ++index;
    if (index == streams) return fail(Code::kDenied, "there is no sound in the file; give the call's audio");
    stream_ = index;
    for (int i = 0; i < streams; ++i)
      if (i != index) demuxer_->streams[i]->discard = AVDISCARD_ALL;
    const AVCodecParameters& said = *demuxer_->streams[index]->codecpar;
    const AVCodec* codec = decoder_for(said.codec_id);
    if (codec == nullptr)
      return fail(Code::kDenied, "its sound is coded as {}; {}", avcodec_get_name(said.codec_id), kRead);
    decoder_.reset(avcodec_alloc_context3(codec));
    if (!decoder_) return fail(Code::kTransient, "no memory for sound");
    if (const int error = avcodec_parameters_to_context(decoder_.get(), &said); error < 0)
      return av_error("describing the audio", error);
    decoder_->thread_count = 1;
    decoder_->pkt_timebase = demuxer_->streams[index]->time_base;
    if (const int error = avcodec_open2(decoder_.get(), codec, nullptr); error < 0)
      return av_error(fmt::format("opening {}", codec->name), error);
    channels_ = decoder_->ch_layout.nb_channels;
    return check_shape(channels_, decoder_->sample_rate);
  }

  const AVCodec* decoder_for(AVCodecID id) const {
    std::string_view rest = codecs_;
    while (!rest.empty()) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      const AVCodec* codec = avcodec_find_decoder_by_name(std::string(rest.substr(0, comma)).c_str());
      if (codec != nullptr && codec->id == id) return codec;
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return nullptr;
  }

  static Status check_shape(int channels, int rate) {
    if (channels != 1 && channels != 2)
      return fail(Code::kDenied, "it has {} channels; give one of both voices, or one for each side",
                  channels);
    if (rate < 4000 || rate > 192'000)
      return fail(Code::kCorrupt, "it says {} samples a second, which no telephone system makes", rate);
    return {};
  }

  // A packet to the decoder; at the end of the file, that it has ended.
  Status feed() {
    for (;;) {
      const int error = av_read_frame(demuxer_, packet_.get());
      if (error == AVERROR_EOF) {
        (void)avcodec_send_packet(decoder_.get(), nullptr);
        return {};
      }
      if (error < 0) return av_error("reading the audio file", error);
      if (packet_->stream_index != stream_) {
        av_packet_unref(packet_.get());
        continue;
      }
      const int sent = avcodec_send_packet(decoder_.get(), packet_.get());
      av_packet_unref(packet_.get());
      if (sent < 0) return av_error("the audio file is damaged", sent);
      return {};
    }
  }

  // Some decoders say only with a frame what they give.
  Status open_resampler(const AVFrame& frame) {
    TRY(check_shape(frame.ch_layout.nb_channels, frame.sample_rate));
    if (frame.ch_layout.nb_channels != channels_)
      return fail(Code::kCorrupt, "its number of channels changes; record it with one or two throughout");
    AVChannelLayout out;
    av_channel_layout_default(&out, channels_);
    SwrContext* context = nullptr;
    const int error =
        swr_alloc_set_opts2(&context, &out, AV_SAMPLE_FMT_FLT, kRate, &out,
                            static_cast<AVSampleFormat>(frame.format), frame.sample_rate, 0, nullptr);
    resampler_.reset(context);
    if (error < 0 || swr_init(context) < 0) return fail(Code::kCorrupt, "its sound cannot be resampled");
    rate_ = frame.sample_rate;
    format_ = frame.format;
    return {};
  }

  // Null: what is left in the resampler.
  Status resample(const AVFrame* frame, std::vector<float>& into) {
    if (frame != nullptr) {
      if (!resampler_) TRY(open_resampler(*frame));
      if (frame->sample_rate != rate_ || frame->format != format_ ||
          frame->ch_layout.nb_channels != channels_)
        return fail(Code::kCorrupt, "its sampling changes on the way; convert it to WAV first");
    }
    const int most = swr_get_out_samples(resampler_.get(), frame == nullptr ? 0 : frame->nb_samples);
    if (most < 0 || most > 10 * kRate) return fail(Code::kCorrupt, "a piece of its sound is too long");
    if (most == 0) return {};
    into.resize(static_cast<std::size_t>(most) * static_cast<std::size_t>(channels_));
    auto* out = reinterpret_cast<std::uint8_t*>(into.data());
    const int count =
        swr_convert(resampler_.get(), &out, most,
                    frame == nullptr ? nullptr : const_cast<const std::uint8_t**>(frame->extended_data),
                    frame == nullptr ? 0 : frame->nb_samples);
    if (count < 0) return av_error("resampling the audio", count);
    into.resize(static_cast<std::size_t>(count) * static_cast<std::size_t>(channels_));
    return {};
  }

  Reading reading_;
  AVIOContext* io_ = nullptr;
  AVFormatContext* demuxer_ = nullptr;
  std::string_view codecs_;
  int stream_ = 0;
  Av<AVCodecContext> decoder_;
  Av<AVPacket> packet_;
  Av<AVFrame> frame_;
  Av<SwrContext> resampler_;
  int channels_ = 0;
  int rate_ = 0, format_ = 0;
  bool ended_ = false;
};

}  // namespace

Result<std::unique_ptr<Decoder>> Decoder::open(Input& input) {
  if (input.size() > kLargestInput)
    return fail(Code::kDenied, "the file has more than {} GiB; cut it to the call", kLargestInput >> 30);
  auto decoder = std::make_unique<FileDecoder>(input);
  TRY(decoder->open());
  return std::unique_ptr<Decoder>(std::move(decoder));
}

}  // namespace insyn::audio
