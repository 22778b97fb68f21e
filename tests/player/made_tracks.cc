// Makes tracks for the player's tests and its bench, and writes down what the C++ reader shows of them.
//
//   made_tracks random FOLDER COUNT SEED [FEWEST MOST]
//       COUNT recordings of windows that open, move, scroll, are withheld and close: NN.track and NN.txt
//   made_tracks script FOLDER NAME
//       one of what the standard input says, a command a line, times in milliseconds:
//         open AT ID window|popup X Y WIDTH HEIGHT
//         move AT ID X Y WIDTH HEIGHT
//         close AT ID
//         pixels AT ID X Y FILE.ppm [FROM-X FROM-Y WIDTH HEIGHT]
//         withheld AT ID X Y WIDTH HEIGHT REASON
//         nothing FROM TO REASON
//         cursor AT X Y
//         anew AT            as after a pause: another writer, which knows no surface
//         end AT
//
// A line of the text is a time and the SHA-256 of what is shown from then on, as tests/golden/README.md
// describes it, without the lossy tiles.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>

#include "base/sha256.h"
#include "os/file.h"
#include "track/codec/reader.h"
#include "track/codec/testing_random_scene.h"

namespace insyn::track::testing {
namespace {

[[noreturn]] void fail(const std::string& why) {
  std::cerr << "made_tracks: " << why << "\n";
  std::exit(1);
}

void put(Bytes& bytes, std::uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

// `seen`: as on a screen, where withheld pixels have no reason.
std::string digest_of(const Scene& scene, bool seen) {
  Bytes bytes;
  for (const Surface& one : scene.surfaces()) {
    put(bytes, one.id);
    put(bytes, one.kind == SurfaceKind::kPopup ? 1 : 0);
    for (const int value : {one.place.x, one.place.y, one.place.width, one.place.height})
      put(bytes, static_cast<std::uint32_t>(value));
    for (const std::uint32_t pixel : one.pixels.pixels)
      put(bytes, seen && pixel >> 24 != 0 ? 0xFF00'0000 : pixel);
  }
  put(bytes, scene.cursor().visible ? 1 : 0);
  put(bytes, static_cast<std::uint32_t>(scene.cursor().at.x));
  put(bytes, static_cast<std::uint32_t>(scene.cursor().at.y));
  return to_hex(sha256(bytes));
}

void write(const Path& path, const std::string& text) {
  const ByteView bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  if (const Status done = write_file(path, bytes, Access::kEveryoneReads, IfExists::kReplace); !done)
    fail(done.error().message);
}

// NAME.track, and NAME.txt where `tells`: reading an hour of moments takes long.
void keep(const Path& folder, const std::string& name, const std::vector<Bytes>& chunks, bool tells) {
  std::string bytes, text;
  Reader reader;
  const auto tell = [&](TrackTime time) {
    text += std::to_string(time.count()) + " " + digest_of(reader.scene(), false) + " " +
            digest_of(reader.scene(), true) + "\n";
  };
  for (const Bytes& chunk : chunks) {
    bytes.append(chunk.begin(), chunk.end());
    if (!tells) continue;
    const Status status = reader.feed(chunk, [&](const Event& event) -> Status {
      if (event.ends_moment) tell(event.time);
      return {};
    });
    if (!status) fail(status.error().message);
    tell(reader.time());
  }
  write(folder / (name + ".track"), bytes);
  if (tells) write(folder / (name + ".txt"), text);
}

void make_random(const Path& folder, int count, unsigned seed, int fewest, int most) {
  std::mt19937 random(seed);
  for (int number = 0; number < count; ++number) {
    RandomScene scene(static_cast<unsigned>(random()), between(random, 60, 400), between(random, 100, 1500));
    std::vector<Bytes> chunks;
    const int steps = between(random, fewest, most);
    for (int step = 1; step <= steps; ++step) {
      scene.step();
      if (step % 50 == 0) scene.writer.withheld_time(scene.now(), scene.now(), Withheld::kPaused);
      if (step % 7 == 0) scene.writer.cursor(scene.now(), step % 5 != 0, {step * 31 % 97, -step});
      if (step % 20 == 0 || step == steps)
        if (scene.writer.has_content()) chunks.push_back(scene.writer.take_chunk(scene.now()).bytes);
    }
    keep(folder, (number < 10 ? "0" : "") + std::to_string(number), chunks, true);
  }
}

// A binary PPM file with 255 levels.
Image read_ppm(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  std::string magic;
  int width = 0, height = 0, levels = 0;
  file >> magic >> width >> height >> levels;
  if (!file || magic != "P6" || levels != 255 || width < 1 || height < 1 || width > 16384 || height > 16384)
    fail("not a picture: " + name);
  file.get();
  Image image(width, height, 0);
  for (std::uint32_t& pixel : image.pixels) {
    char rgb[3];
    file.read(rgb, 3);
    const auto part = [&](int i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(rgb[i])); };
    pixel = part(0) << 16 | part(1) << 8 | part(2);
  }
  if (!file) fail("cut off: " + name);
  return image;
}

class Script {
 public:
  void run(std::istream& from) {
    std::string line;
    while (std::getline(from, line)) {
      std::istringstream words(line);
      std::string what;
      if (words >> what && what[0] != '#') command(what, words, line);
    }
    if (writer_->has_content()) take(now_);
  }
  const std::vector<Bytes>& chunks() const { return chunks_; }

 private:
  void command(const std::string& what, std::istringstream& words, const std::string& line) {
    long at = 0;
    words >> at;
    if (what != "nothing") go_on(milliseconds(at));
    SurfaceId id = 0;
    if (what == "open") {
      std::string kind;
      Rect place;
      words >> id >> kind >> place.x >> place.y >> place.width >> place.height;
      writer_->surface_opened(now_, id, kind == "popup" ? SurfaceKind::kPopup : SurfaceKind::kWindow, place);
    } else if (what == "move") {
      Rect place;
      words >> id >> place.x >> place.y >> place.width >> place.height;
      writer_->surface_moved(now_, id, place);
    } else if (what == "close") {
      words >> id;
      writer_->surface_closed(now_, id);
    } else if (what == "pixels") {
      Rect to;
      std::string file;
      words >> id >> to.x >> to.y >> file;
      const Image& image = picture(file);
      Rect part = image.bounds();
      if (Rect given; words >> given.x >> given.y >> given.width >> given.height) part = given;
      words.clear();
      writer_->pixels_changed(now_, id, {to.x, to.y, part.width, part.height}, image.view().part(part));
    } else if (what == "withheld") {
      Rect area;
      int reason = 0;
      words >> id >> area.x >> area.y >> area.width >> area.height >> reason;
      writer_->withheld(now_, id, area, static_cast<Withheld>(reason));
    } else if (what == "nothing") {
      long to = 0;
      int reason = 0;
      words >> to >> reason;
      writer_->withheld_time(milliseconds(at), milliseconds(to), static_cast<Withheld>(reason));
      now_ = std::max(now_, milliseconds(to));
    } else if (what == "cursor") {
      Point to;
      words >> to.x >> to.y;
      writer_->cursor(now_, true, to);
    } else if (what == "anew") {
      if (writer_->has_content()) take(now_);
      writer_ = std::make_unique<Writer>(VideoCoding::kLossy,
                                         TrackPosition{static_cast<std::uint32_t>(chunks_.size()), now_});
    } else if (what == "end") {
      writer_->shown_until(now_);
    } else {
      fail("unknown command: " + line);
    }
    if (!words) fail("malformed: " + line);
  }

  // As a recorder cuts: two seconds, or 256 KiB.
  void go_on(milliseconds at) {
    if (at < now_) fail("time goes back");
    if (writer_->has_content() && (at - writer_->pending_since() >= milliseconds(2000) ||
                                   writer_->pending_bytes() >= std::size_t{256} << 10))
      take(std::min(at, std::max(now_, writer_->pending_since() + milliseconds(2000))));
    now_ = at;
  }
  void take(milliseconds at) { chunks_.push_back(writer_->take_chunk(at).bytes); }
  const Image& picture(const std::string& name) {
    const auto found = pictures_.find(name);
    return found != pictures_.end() ? found->second : pictures_.emplace(name, read_ppm(name)).first->second;
  }

  std::unique_ptr<Writer> writer_ = std::make_unique<Writer>();
  std::vector<Bytes> chunks_;
  std::map<std::string, Image> pictures_;
  milliseconds now_{0};
};

int run(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  if (what == "random" && argc >= 5) {
    const int fewest = argc > 5 ? std::atoi(argv[5]) : 60, most = argc > 6 ? std::atoi(argv[6]) : 240;
    make_random(argv[2], std::atoi(argv[3]), static_cast<unsigned>(std::strtoul(argv[4], nullptr, 10)),
                fewest, most);
  } else if (what == "script" && argc == 4) {
    Script script;
    script.run(std::cin);
    keep(argv[2], argv[3], script.chunks(), false);
  } else {
    fail("usage: made_tracks random FOLDER COUNT SEED [FEWEST MOST], or made_tracks script FOLDER NAME");
  }
  return 0;
}

}  // namespace
}  // namespace insyn::track::testing

int main(int argc, char** argv) { return insyn::track::testing::run(argc, argv); }
