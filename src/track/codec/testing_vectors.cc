#include "track/codec/testing_vectors.h"

#include "base/sha256.h"
#include "track/codec/reader.h"
#include "track/codec/testing_hostile_body.h"
#include "track/codec/testing_random_scene.h"
#include "track/codec/tile.h"

namespace insyn::track::testing {
namespace {

// A writer and the chunks taken from it.
class Track {
 public:
  Writer writer;

  void show(int at, SurfaceId surface, const Image& image) {
    writer.pixels_changed(milliseconds(at), surface, image.bounds(), image.view());
  }
  void take(int at) { chunks_.push_back(writer.take_chunk(milliseconds(at)).bytes); }
  std::vector<Bytes> chunks() { return std::move(chunks_); }

 private:
  std::vector<Bytes> chunks_;
};

// The example of docs/track-format.md.
std::vector<Bytes> example() {
  Track track;
  track.writer.surface_opened(milliseconds(5), 7, SurfaceKind::kPopup, {-3, 4, 40, 2});
  Image image(40, 2, 0x0011'2233);
  image.row(1)[39] = 0x00FF'FFFF;
  track.show(6, 7, image);
  track.writer.withheld(milliseconds(6), 7, {0, 0, 2, 1}, Withheld::kForeignInside);
  track.writer.cursor(milliseconds(16), true, {1, -1});
  track.take(20);
  return track.chunks();
}

// Every kind of record, of tile and of row, with more than one index point.
std::vector<Bytes> records() {
  RandomScene random(5, 60, 1500);
  std::vector<Bytes> chunks;
  for (int step = 1; step <= 900; ++step) {
    random.step();
    if (step % 50 == 0) random.writer.withheld_time(random.now(), random.now(), Withheld::kPaused);
    if (step % 20 == 0) random.writer.cursor(random.now(), step % 40 == 0, {step * 31 % 97, -step});
    if (step % 30 == 0) chunks.push_back(random.writer.take_chunk(random.now()).bytes);
  }
  return chunks;
}

// A long page in steps, another one, and back.
std::vector<Bytes> pages() {
  Track track;
  track.writer.surface_opened(milliseconds(0), 1, SurfaceKind::kWindow, {10, 20, 220, 150});
  const Image page = testing::page(220, 700, 3), other = testing::page(220, 150, 4);
  int now = 0;
  for (const int top : {0, 40, 93, 90, 240, 550, 0, 13}) {
    track.show(++now * 100, 1, part_of(page, {0, top, 220, 150}));
    track.show(now * 100 + 50, 1, other);
    track.show(now * 100 + 90, 1, part_of(page, {0, top, 220, 150}));
    track.take(now * 100 + 95);
  }
  return track.chunks();
}

// Antialiased text in many colours, and gradients with noise as in photos.
std::vector<Bytes> colours() {
  Track track;
  std::mt19937 random(8);
  track.writer.surface_opened(milliseconds(0), 1, SurfaceKind::kWindow, {0, 0, 150, 100});
  for (int round = 0; round < 6; ++round) {
    Image image(150, 100, random_colour(random));
    for (int y = 0; y < 100; ++y) {
      for (int x = 0; x < 70; ++x) {
        const int red = x * 2 + between(random, 0, 3), green = y * 2 + between(random, 0, 5) + round * 9;
        image.row(y)[x] = static_cast<std::uint32_t>(red << 16 | (green & 255) << 8 | ((x * y / 40) & 255));
      }
      const std::uint32_t from = image.at(149, 0), to = round % 2 == 0 ? 0x00F0'E010 : 0x0020'1004;
      for (int x = 80; x < 150 && y % 9 != 0; x += between(random, 1, 9)) {
        std::uint32_t mixed = 0;
        const int share = between(random, 0, 8);
        for (const int shift : {0, 8, 16})
          mixed |= ((from >> shift & 255) * static_cast<unsigned>(8 - share) +
                    (to >> shift & 255) * static_cast<unsigned>(share)) /
                       8
                   << shift;
        image.row(y)[x] = mixed;
      }
    }
    track.show(round * 10, 1, image);
    track.writer.withheld(milliseconds(round * 10), 1, {75 + round, 5, 30, 40}, Withheld::kHidden);
  }
  track.take(100);
  return track.chunks();
}

// Surfaces so small that most neighbours are outside, and tiles of odd sizes.
std::vector<Bytes> edges() {
  Track track;
  SurfaceId id = 0xFFFF'FFFF;
  for (const auto& [width, height] :
       {std::pair{1, 1}, {1, 40}, {40, 1}, {2, 2}, {3, 3}, {33, 34}, {65, 31}}) {
    track.writer.surface_opened(milliseconds(1), id, SurfaceKind::kPopup,
                                {-1'048'576, 1'048'576, width, height});
    for (unsigned round = 0; round < 3; ++round) {
      Image image = noise(width, height, round);
      if (round < 2)
        for (std::uint32_t& pixel : image.pixels) pixel = pixel % 5 * 0x2A'1507;
      track.show(static_cast<int>(round), id, image);
    }
    --id;
  }
  track.take(4);
  track.writer.surface_moved(milliseconds(5), 0xFFFF'FFFF, {0, 0, 16'384, 2});
  track.writer.surface_closed(milliseconds(5), 0xFFFF'FFFE);
  track.writer.stacking(milliseconds(6), std::vector<SurfaceId>{0xFFFF'FFFF, 0xFFFF'FFFA});
  track.writer.withheld_time(milliseconds(7), milliseconds(50), Withheld::kSessionHidden);
  track.take(50);
  return track.chunks();
}

// A column of rows that are all different, from the row find `first` on.
Image counting_rows(int first) {
  Image image(8, 16'384, 0);
  for (int y = 0; y < image.height; ++y)
    for (int x = 0; x < 8; ++x)
      image.row(y)[x] = static_cast<std::uint32_t>((first + y) >> (14 - 2 * x) & 3) * 0x30'2010 +
                        0x50'0000U * static_cast<std::uint32_t>((first + y) >> 16 & 1);
  return image;
}

// A column of tiles that are all different, with few rows.
Image counting_tiles(int first) {
  Image image(8, 16'384, 0x00FF'FFFF);
  for (int tile = 0; tile < 512; ++tile)
    for (int bit = 0; bit < 14; ++bit)
      if (((first + tile) >> bit & 1) != 0) image.row(tile * 32 + bit)[3] = 0;
  return image;
}

// More tiles and rows than are cached, then those which are evicted next.
std::vector<Bytes> cache() {
  Track track;
  track.writer.surface_opened(milliseconds(0), 1, SurfaceKind::kWindow, {0, 0, 8, 16'384});
  int now = 0;
  for (int screen = 0; screen < 5; ++screen) track.show(++now, 1, counting_rows(screen * 16'384));
  track.show(++now, 1, counting_rows(16'384 + 1));
  track.show(++now, 1, counting_rows(5));
  track.take(now);
  for (int screen = 0; screen < 17; ++screen) track.show(++now, 1, counting_tiles(screen * 512 + 1));
  track.take(now);
  track.show(++now, 1, counting_tiles(512 + 1));
  track.show(++now, 1, counting_tiles(1));
  track.take(now);
  return track.chunks();
}

// A missing chunk, and the index point five minutes later at which decoding goes on.
std::vector<Bytes> missing() {
  Track track;
  track.writer.surface_opened(milliseconds(0), 1, SurfaceKind::kWindow, {0, 0, 64, 64});
  for (const int at : {0, 1'000, 2'000, 3'000, 301'000, 302'000}) {
    track.show(at, 1, page(64, 64, static_cast<unsigned>(at)));
    track.take(at + 10);
  }
  std::vector<Bytes> chunks = track.chunks();
  chunks.erase(chunks.begin() + 1);
  return chunks;
}

Bytes index_chunk(std::uint32_t number, const Bytes& body) {
  return pack_chunk({true, number, TrackTime(0), TrackTime(100)}, body);
}

// Chunks that must be refused, one fault each.
std::vector<Bytes> hostile() {
  std::vector<Bytes> bodies;
  const auto refuse = [&](int kind, std::initializer_list<std::uint64_t> numbers) {
    Body body;
    bodies.push_back(body.open(64, 64).record(kind, numbers).finish());
  };
  const std::uint64_t far = std::uint64_t{1} << 62;
  refuse(15, {0});
  refuse(3, {0, 6});
  refuse(3, {101, 5});
  refuse(1, {0, 5, 0, 0, 0, 1, 1});
  refuse(1, {0, 6, 2, 0, 0, 1, 1});
  refuse(1, {0, 6, 0, 0, 0, 16'385, 1});
  refuse(1, {0, 6, 0, 0, 0, 16'384, 4'096});
  refuse(2, {0, 5, far, 0, 1, 1});
  refuse(2, {0, std::uint64_t{1} << 32, 0, 0, 1, 1});
  refuse(4, {0, 2, 5, 5});
  refuse(5, {0, 5, 5});
  refuse(5, {0, 5, 1, 0, 5});
  refuse(5, {0, 5, 1, far, 1});
  refuse(5, {0, 5, 1, 0, 0});
  const auto refuse_tile = [&](int width, TileKind kind) {
    Body body;
    body.open(width, 64).record(5, {0, 5, 1, 0, 1});
    body.tiles->kind(body.coder, kind);
    bodies.push_back(body.finish());
  };
  refuse_tile(31, TileKind::kLossy);
  refuse_tile(64, static_cast<TileKind>(5));
  refuse(6, {0, 5, 0, 0, 64, 64, 2, 0});
  refuse(7, {0, 5, 0, 0, 64, 64, 200});
  refuse(7, {0, 5, 2, 0, 64, 64, 1});
  refuse(8, {0, 9, 8, 1});
  refuse(9, {0, 2, 0, 0});
  refuse(9, {0, 1, far, 0});
  refuse(10, {0});
  Body unfinished;
  bodies.push_back(unfinished.record(1, {0, 5, 0, 0, 0, 64, 64}).finish());
  Body rest;
  bodies.push_back(rest.open(64, 64).finish());
  bodies.back().resize(bodies.back().size() + 5, 1);
  bodies.push_back({});
  std::vector<Bytes> chunks;
  chunks.reserve(bodies.size());
  for (const Bytes& body : bodies)
    chunks.push_back(index_chunk(static_cast<std::uint32_t>(chunks.size()), body));
  return chunks;
}

// A video in a page, which stops; a copy of it while it plays.
std::vector<Bytes> video() {
  Track track;
  track.writer.surface_opened(milliseconds(0), 1, SurfaceKind::kWindow, {0, 0, 150, 100});
  Image image = page(150, 100, 1);
  for (int frame = 0; frame < 12; ++frame) {
    for (int y = 0; y < 70; ++y)
      for (int x = 30; x < 140; ++x)
        image.row(y)[x] =
            static_cast<std::uint32_t>(((x * 3 + frame * 5) & 255) << 16 | ((y * 2 + frame) & 255) << 8 |
                                       ((x * y / 16 + frame * 11) & 255));
    track.show(frame * 100, 1, image);
    if (frame == 7) track.writer.surface_moved(milliseconds(frame * 100), 1, {0, 0, 150, 99});
    if (frame == 7) image.resize(150, 99, 0);
    if (frame % 4 == 3) track.take(frame * 100 + 10);
  }
  track.take(5'000);
  return track.chunks();
}

// Lossy tiles with extreme levels, over noise, and copies of them.
std::vector<Bytes> lossy() {
  std::mt19937 random(3);
  std::vector<Bytes> chunks;
  for (std::uint32_t number = 0; number < 6; ++number) {
    Body body;
    body.open(100, 70).record(5, {0, 5, 1, 0, 3});
    for (int tile = 0; tile < 3; ++tile) {
      body.tiles->kind(body.coder, TileKind::kLossy);
      const Image pixels = noise(32, 32, number * 3 + static_cast<unsigned>(tile));
      Tile wanted;
      load_tile(pixels, pixels.bounds(), wanted);
      body.tiles->lossy.encode(body.coder, body.image, {tile * 32, 0}, wanted, random() % 8);
    }
    body.record(6, {0, 5, 2 * 10, 2 * 5, 40, 20, 2 * 20, 2 * 33});
    chunks.push_back(index_chunk(number, body.finish()));
  }
  return chunks;
}

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
    for (const auto& [column, row] : surface.lossy_tiles) point(column, row);
  bytes.u32(scene.cursor().visible ? 1 : 0);
  point(scene.cursor().at.x, scene.cursor().at.y);
  return sha256(bytes.take());
}

}  // namespace

std::vector<Vector> golden_vectors() {
  return {{"example", example()}, {"records", records()}, {"pages", pages()},     {"colours", colours()},
          {"edges", edges()},     {"cache", cache()},     {"missing", missing()}, {"hostile", hostile()},
          {"video", video()},     {"lossy", lossy()}};
}

std::string shown(const std::vector<Bytes>& chunks) {
  std::string text;
  Reader reader;
  const auto show = [&](TrackTime time) {
    text += fmt::format("{} ms {}\n", time.count(), to_hex(digest_of(reader.scene())));
  };
  for (const Bytes& chunk : chunks) {
    text += fmt::format("chunk of {} bytes\n", chunk.size());
    const Status status = reader.feed(chunk, [&](const Event& event) -> Status {
      if (event.ends_moment) show(event.time);
      return {};
    });
    if (!status) {
      const std::string message = status.error().message;
      text += "refused";
      if (message.starts_with("track record")) text += ": " + message.substr(0, message.find(':'));
      text += "\n";
    }
    show(reader.time());
  }
  return text;
}

}  // namespace insyn::track::testing
