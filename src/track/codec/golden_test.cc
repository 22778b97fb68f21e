#include <cstdlib>

#include "os/file.h"
#include "track/codec/testing.h"
#include "track/codec/testing_vectors.h"

// The example of docs/track-format.md and the vectors of tests/golden/, byte for byte. Where they change, the
// format changes, or the writer makes other choices within it; INSYN_WRITE_GOLDEN=1 writes them anew.

namespace insyn::track {
namespace {

using testing::milliseconds;

const char kHeader[] = "494e54520101000000000000050000001400000018000000";
const char kBody[] = "5f47b28e06ca98f75beedee133cf97282b98b595258424b5";

Path file(const std::string& name) { return Path(INSYN_SOURCE_DIR) / "tests/golden" / name; }

std::string content_of(const std::string& name) {
  const auto content = read_file(file(name), std::size_t{8} << 20);
  EXPECT_TRUE(content.has_value()) << name;
  return content ? std::string(content->begin(), content->end()) : "";
}

void keep(const std::string& name, const std::string& text) {
  const ByteView bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  ASSERT_TRUE(write_file(file(name), bytes, Access::kEveryoneReads, IfExists::kReplace).has_value());
}

std::string joined(const std::vector<Bytes>& chunks) {
  std::string bytes;
  for (const Bytes& chunk : chunks) bytes.append(chunk.begin(), chunk.end());
  return bytes;
}

// Concatenated chunks.
std::vector<Bytes> split(const std::string& bytes) {
  std::vector<Bytes> chunks;
  for (std::size_t at = 0; at + kHeaderSize <= bytes.size();) {
    std::size_t size = 0;
    for (std::size_t i = 4; i-- > 0;) size = size << 8 | static_cast<std::uint8_t>(bytes[at + 20 + i]);
    const std::string chunk = bytes.substr(at, kHeaderSize + size);
    chunks.emplace_back(chunk.begin(), chunk.end());
    at += chunk.size();
  }
  return chunks;
}

TEST(Golden, TheExampleOfTheDocumentIsTheFirstVector) {
  const std::string bytes = content_of("example.track");
  EXPECT_EQ(to_hex(Bytes(bytes.begin(), bytes.end())), std::string(kHeader) + kBody);
}

TEST(Golden, WriterGivesTheBytesOfTheVectors) {
  for (const testing::Vector& vector : testing::golden_vectors()) {
    const std::string bytes = joined(vector.chunks);
    if (std::getenv("INSYN_WRITE_GOLDEN") != nullptr) keep(vector.name + ".track", bytes);
    EXPECT_TRUE(bytes == content_of(vector.name + ".track")) << vector.name;
  }
}

TEST(Golden, ReaderShowsWhatTheVectorsSay) {
  for (const testing::Vector& vector : testing::golden_vectors()) {
    const std::string text = testing::shown(split(content_of(vector.name + ".track")));
    if (std::getenv("INSYN_WRITE_GOLDEN") != nullptr) keep(vector.name + ".txt", text);
    EXPECT_TRUE(text == content_of(vector.name + ".txt")) << vector.name;
  }
}

TEST(Golden, ReaderShowsThePictureOfTheDocument) {
  Reader reader;
  ASSERT_EQ(testing::message_of(reader.feed(from_hex(std::string(kHeader) + kBody).value())), "");
  EXPECT_EQ(reader.time(), milliseconds(20));
  ASSERT_EQ(reader.scene().surfaces().size(), 1U);
  const Surface& surface = reader.scene().surfaces()[0];
  EXPECT_EQ(surface.id, 7U);
  EXPECT_EQ(surface.kind, SurfaceKind::kPopup);
  EXPECT_EQ(surface.place, (Rect{-3, 4, 40, 2}));
  Image wanted(40, 2, 0x0011'2233);
  wanted.row(1)[39] = 0x00FF'FFFF;
  wanted.fill({0, 0, 2, 1}, withheld_pixel(Withheld::kForeignInside));
  EXPECT_TRUE(surface.pixels == wanted);
  EXPECT_EQ(reader.scene().cursor(), (Cursor{true, {1, -1}}));
}

}  // namespace
}  // namespace insyn::track
