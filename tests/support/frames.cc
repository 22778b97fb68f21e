#include "support/frames.h"

#include <algorithm>
#include <stdexcept>

#include "recording/sealed_recording.h"

namespace insyn::support {
namespace {

template <class T>
T or_throw(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(*result);
}

}  // namespace

std::size_t count(const track::Image& image, std::uint32_t colour) {
  return static_cast<std::size_t>(std::count(image.pixels.begin(), image.pixels.end(), colour));
}

const track::Surface& largest(const track::Scene& scene) {
  const auto& surfaces = scene.surfaces();
  if (surfaces.empty()) throw std::runtime_error("the recording ends without a surface");
  return *std::max_element(surfaces.begin(), surfaces.end(), [](const auto& a, const auto& b) {
    return a.pixels.pixels.size() < b.pixels.pixels.size();
  });
}

Shown watch(const Path& folder, const Parties& parties, std::uint32_t colour) {
  const recording::Recording recording = or_throw(recording::Recording::read(folder));
  Shown shown;
  shown.verification = or_throw(recording::verify(recording, parties.device()));
  auto sealed = or_throw(
      recording::SealedRecording::open(recording, shown.verification.proven, or_throw(parties.open(folder))));
  track::Reader reader;
  while (const std::optional<Bytes> chunk = or_throw(sealed.next())) {
    if (sealed.was_gap()) reader.gap();
    const Status fed = reader.feed(*chunk, [&](const track::Event& event) {
      ++shown.moments;
      shown.last_moment = event.time;
      for (const track::Surface& surface : reader.scene().surfaces()) {
        shown.colour_seen += count(surface.pixels, colour);
      }
      return Status();
    });
    if (!fed) throw std::runtime_error(fed.error().message);
  }
  shown.last = reader.scene();
  return shown;
}

}  // namespace insyn::support
