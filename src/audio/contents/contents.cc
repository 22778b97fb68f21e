#include "audio/contents/contents.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace insyn::audio {
namespace {

constexpr std::string_view kVersion = "insyn audio 1";

// Takes a line of `name` and as many numbers as there are, each behind a space.
bool take_line(std::string_view& rest, std::string_view name, std::initializer_list<std::uint64_t*> numbers) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return false;
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  if (!line.starts_with(name)) return false;
  line.remove_prefix(name.size());
  for (std::uint64_t* number : numbers) {
    if (!line.starts_with(' ')) return false;
    line.remove_prefix(1);
    const auto [after, error] = std::from_chars(line.data(), line.data() + line.size(), *number);
    if (error != std::errc()) return false;
    line.remove_prefix(static_cast<std::size_t>(after - line.data()));
  }
  return line.empty();
}

}  // namespace

std::uint64_t peaks_of(std::uint64_t duration_ms, int peaks_per_second, int channels) {
  return (duration_ms * static_cast<std::uint64_t>(peaks_per_second) + 999) / 1000 *
         static_cast<std::uint64_t>(channels);
}

std::uint8_t peak_of(float sample) {
  const float loudness = std::isnan(sample) ? 0 : std::min(std::fabs(sample), 1.0F);
  return static_cast<std::uint8_t>(std::lround(loudness * 255));
}

std::string text_of(const ContentsHead& head) {
  return fmt::format("{}\npeaks {} {} {}\nwebm {}\n\n", kVersion, head.peaks_per_second, head.channels,
                     head.peaks, head.webm);
}

Result<Contents> read_contents(ByteView opened) {
  const std::string_view start = insyn::text_of(opened.first(std::min(opened.size(), kLongestContentsHead)));
  std::string_view rest = start;
  std::uint64_t per_second = 0, channels = 0;
  Contents contents;
  ContentsHead& head = contents.head;
  if (!take_line(rest, kVersion, {}) || !take_line(rest, "peaks", {&per_second, &channels, &head.peaks}) ||
      !take_line(rest, "webm", {&head.webm}) || !take_line(rest, "", {}))
    return fail(Code::kCorrupt, "the audio does not begin with a head of the version “{}”", kVersion);
  if (per_second == 0 || per_second > kMostPeaksPerSecond || channels == 0 || channels > 2)
    return fail(Code::kCorrupt, "the audio's head has {} peaks a second of {} channels", per_second,
                channels);
  head.peaks_per_second = static_cast<int>(per_second);
  head.channels = static_cast<int>(channels);
  const std::string text = text_of(head);
  if (!start.starts_with(text)) return fail(Code::kCorrupt, "the audio's head is written differently");
  const ByteView after = opened.subspan(text.size());
  if (head.peaks > after.size() || after.size() - head.peaks != head.webm || head.peaks % channels != 0 ||
      head.webm == 0)
    return fail(Code::kCorrupt, "the audio's head announces {} and {} bytes, and {} follow", head.peaks,
                head.webm, after.size());
  contents.peaks = after.first(head.peaks);
  contents.webm = after.subspan(head.peaks);
  return contents;
}

}  // namespace insyn::audio
