#include "base/sha256.h"
#include "track/codec/reader.h"
#include "track/codec/testing_vectors.h"

namespace insyn::track::testing {
namespace {

Digest digest_of(const Scene& scene) {
  ByteWriter bytes;
  const auto point = [&](int x, int y) {
    bytes.u32(static_cast<std::uint32_t>(x));
    bytes.u32(static_cast<std::uint32_t>(y));
  };
  for (const Surface& surface : scene.surfaces()) {
    bytes.u32(surface.id);
    bytes.u32(static_cast<std::uint32_t>(surface.kind));
    point(surface.place.x, surface.place.y);
    point(surface.place.width, surface.place.height);
    for (const std::uint32_t pixel : surface.pixels.pixels) bytes.u32(pixel);
  }
  for (const Surface& surface : scene.surfaces())
    for (const auto& [column, row] : surface.rough) point(column, row);
  bytes.u32(scene.cursor().visible ? 1 : 0);
  point(scene.cursor().at.x, scene.cursor().at.y);
  return sha256(bytes.take());
}

}  // namespace

std::string shown(const std::vector<Bytes>& chunks) {
  std::string text;
  Reader reader;
  const auto tell = [&](TrackTime time) {
    text += fmt::format("{} ms {}\n", time.count(), to_hex(digest_of(reader.scene())));
  };
  for (const Bytes& chunk : chunks) {
    text += fmt::format("chunk of {} bytes\n", chunk.size());
    const Status status = reader.feed(chunk, [&](const Event& event) -> Status {
      if (event.ends_moment) tell(event.time);
      return {};
    });
    if (!status) {
      const std::string message = status.error().message;
      text += "refused";
      if (message.starts_with("track record")) text += ": " + message.substr(0, message.find(':'));
      text += "\n";
    }
    tell(reader.time());
  }
  return text;
}

}  // namespace insyn::track::testing
