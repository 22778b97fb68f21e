#include "audio/convert/convert.h"

#include <algorithm>

#include "audio/convert/decoder.h"
#include "audio/convert/opus_webm.h"

namespace insyn::audio {
namespace {

using Voices = Conversion::Voices;

static_assert(kSamplesAMillisecond * 1000 == kRate);
constexpr std::size_t kSamplesAStep = kRate / kPeaksPerSecond;

Status check_channels(const Conversion& how, int channels) {
  const bool needs_one = how.voices == Voices::kMixed || how.customer == Customer::kOnly;
  if (needs_one && channels != 1)
    return fail(
        Code::kDenied,
        "the file has two channels; say which one is the customer: --customer left, or --customer right");
  if (!needs_one && channels != 2)
    return fail(
        Code::kDenied,
        "the file has one channel; say --customer mono where that is the customer alone, or --mixed where "
        "both voices are in it");
  return {};
}

// The channels that are written, out of those of the file.
std::vector<float> chosen(std::span<const float> samples, const Conversion& how) {
  if (how.voices == Voices::kMixed || how.customer == Customer::kOnly)
    return {samples.begin(), samples.end()};
  const std::size_t customer = how.customer == Customer::kLeft ? 0 : 1;
  std::vector<float> out;
  for (std::size_t i = 0; i + 1 < samples.size(); i += 2) {
    out.push_back(samples[i + customer]);
    if (how.voices == Voices::kBoth) out.push_back(samples[i + 1 - customer]);
  }
  return out;
}

// How loud each channel is in each step.
class Peaks {
 public:
  explicit Peaks(std::size_t channels) : loudest_(channels) {}
  void add(std::span<const float> samples) {
    for (std::size_t i = 0; i < samples.size(); ++i) {
      std::uint8_t& peak = loudest_[i % loudest_.size()];
      peak = std::max(peak, peak_of(samples[i]));
      if ((i + 1) % loudest_.size() == 0 && ++in_step_ == kSamplesAStep) end_step();
    }
  }
  Bytes finish() {
    if (in_step_ > 0) end_step();
    return std::move(peaks_);
  }

 private:
  void end_step() {
    peaks_.insert(peaks_.end(), loudest_.begin(), loudest_.end());
    std::fill(loudest_.begin(), loudest_.end(), std::uint8_t{0});
    in_step_ = 0;
  }
  std::vector<std::uint8_t> loudest_;
  std::size_t in_step_ = 0;
  Bytes peaks_;
};

Result<Bytes> joined(const ContentsHead& head, const Bytes& peaks, const Bytes& webm) {
  const std::string text = text_of(head);
  Bytes all(text.begin(), text.end());
  all.insert(all.end(), peaks.begin(), peaks.end());
  all.insert(all.end(), webm.begin(), webm.end());
  return all;
}

}  // namespace

Result<Converted> convert(Input& input, const Conversion& how) {
  prepare_av();
  TRY_ASSIGN(const auto decoder, Decoder::open(input));
  TRY(check_channels(how, decoder->channels()));
  const int channels = how.voices == Voices::kBoth ? 2 : 1;
  TRY_ASSIGN(const auto webm, OpusWebm::begin(channels));
  Peaks peaks(static_cast<std::size_t>(channels));
  // A cut that lasts for ever makes no sound that does.
  const std::uint64_t most = std::min(how.most_ms, kLongestMs) * kSamplesAMillisecond;
  Timeline timeline(how.cuts, decoder->channels(), how.skip_ms * kSamplesAMillisecond, most,
                    [&](std::span<const float> samples) -> Status {
                      const std::vector<float> written = chosen(samples, how);
                      peaks.add(written);
                      return webm->add(written);
                    });
  std::uint64_t read = 0;
  while (!timeline.is_full()) {
    TRY_ASSIGN(const std::vector<float> samples, decoder->next());
    if (samples.empty()) break;
    read += samples.size() / static_cast<std::size_t>(decoder->channels());
    if (read > 2 * kLongestMs * kSamplesAMillisecond)
      return fail(Code::kDenied, "the file is longer than eight hours; cut it to the call");
    TRY(timeline.add(samples));
    if (how.progress) how.progress(decoder->share());
  }
  TRY(timeline.finish());
  if (timeline.passed() == 0)
    return fail(Code::kDenied, "nothing of the audio lies within the recording; is --began right?");
  Converted done;
  done.duration_ms = (timeline.passed() + kSamplesAMillisecond - 1) / kSamplesAMillisecond;
  const Bytes loudness = peaks.finish();
  TRY_ASSIGN(const Bytes sound, webm->finish());
  TRY_ASSIGN(done.contents,
             joined({kPeaksPerSecond, channels, loudness.size(), sound.size()}, loudness, sound));
  return done;
}

}  // namespace insyn::audio
