#include "support/frames.h"

#include <algorithm>
#include <stdexcept>
#include <tuple>
#include <variant>

#include "recording/open/sealed_recording.h"

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

namespace {

using OnEvent = std::function<void(const track::Scene&, const track::Event&)>;

// The verification, and the scene at the end.
std::pair<recording::Verification, track::Scene> go_through(const recording::Recording& recording,
                                                            const Parties& parties, const OnEvent& on_event) {
  auto verification = or_throw(recording::verify(recording, recording.files(), parties.device()));
  auto sealed = or_throw(recording::SealedRecording::open(recording, verification.proven,
                                                          or_throw(parties.open(recording.folder))));
  track::Reader reader;
  while (const std::optional<Bytes> chunk = or_throw(sealed.next())) {
    if (sealed.was_gap()) reader.gap();
    const Status fed = reader.feed(*chunk, [&](const track::Event& event) {
      on_event(reader.scene(), event);
      return Status();
    });
    if (!fed) throw std::runtime_error(fed.error().message);
  }
  return {std::move(verification), reader.scene()};
}

}  // namespace

Shown watch(const Path& folder, const Parties& parties, std::uint32_t colour) {
  Shown shown;
  std::tie(shown.verification, shown.last) =
      go_through(or_throw(recording::Recording::read(folder)), parties,
                 [&](const track::Scene& scene, const track::Event& event) {
                   ++shown.moments;
                   shown.last_moment = event.time;
                   for (const track::Surface& surface : scene.surfaces()) {
                     shown.lossy_tiles += surface.lossy_tiles.size();
                     shown.colour_seen += count(surface.pixels, colour);
                   }
                 });
  return shown;
}

std::vector<Mono> kept_moments(const Path& folder, const Parties& parties) {
  const recording::Recording recording = or_throw(recording::Recording::read(folder));
  std::vector<Mono> moments;
  go_through(recording, parties, [&](const track::Scene&, const track::Event& event) {
    if (std::holds_alternative<track::PixelsChanged>(event.what)) {
      moments.push_back(Mono(recording.certificate.value().begin_mono) + event.time);
    }
  });
  return moments;
}

std::vector<NothingKept> nothing_kept(const Path& folder, const Parties& parties) {
  const recording::Recording recording = or_throw(recording::Recording::read(folder));
  const Mono begin(recording.certificate.value().begin_mono);
  std::vector<NothingKept> all;
  std::optional<NothingKept> whole;  // of a surface is withheld, since then
  go_through(recording, parties, [&](const track::Scene& scene, const track::Event& event) {
    const Mono at = begin + event.time;
    if (const auto* time = std::get_if<track::TimeWithheld>(&event.what))
      all.push_back({begin + time->from, begin + time->to, time->reason});
    if (const auto* area = std::get_if<track::AreaWithheld>(&event.what)) {
      const track::Surface* surface = scene.find(area->surface);
      if (!whole && surface != nullptr && area->area == surface->pixels.bounds())
        whole = NothingKept{at, at, area->reason};
    }
    if (!whole || !std::holds_alternative<track::PixelsChanged>(event.what)) return;
    whole->to = at;
    all.push_back(*std::exchange(whole, std::nullopt));
  });
  return all;
}

}  // namespace insyn::support
