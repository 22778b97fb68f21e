// Chunks to which anything has happened: refused, or another state that is valid.
#include <random>

#include "os/file.h"
#include "pages/codec/testing_chunks.h"

namespace insyn::pages {
namespace {

std::vector<Bytes> chunks_of(const std::string& name) {
  const auto file =
      read_file(Path(INSYN_SOURCE_DIR) / "tests/golden/pages" / (name + ".pages"), std::size_t{1} << 20);
  EXPECT_TRUE(file.has_value());
  return testing::split(*file);
}

struct Outcomes {
  int refused = 0;
  int read = 0;
};

void feed_all(const std::vector<Bytes>& chunks, Outcomes& outcomes) {
  Reader reader;
  bool refused = false;
  for (const Bytes& chunk : chunks)
    if (!reader.feed(chunk)) refused = true;
  EXPECT_EQ(testing::fault_of(reader.state()), "");
  ++(refused ? outcomes.refused : outcomes.read);
}

TEST(HostilePages, EachByteOfSmallChunks) {
  std::mt19937 random(1);
  Outcomes outcomes;
  for (const char* name : {"example", "records"}) {
    std::vector<Bytes> chunks = chunks_of(name);
    for (Bytes& chunk : chunks) {
      for (std::uint8_t& byte : chunk) {
        const std::uint8_t was = byte;
        byte ^= static_cast<std::uint8_t>(1U << random() % 8);
        feed_all(chunks, outcomes);
        byte = was;
      }
    }
  }
  EXPECT_GT(outcomes.refused, 100);
}

TEST(HostilePages, BytesOfBodies) {
  std::mt19937 random(2);
  Outcomes outcomes;
  for (const char* name : {"example", "records", "names", "random"}) {
    std::vector<Bytes> chunks = chunks_of(name);
    for (Bytes& chunk : chunks) {
      const Bytes was = chunk;
      const UnpackedChunk whole = unpack_chunk(was).value();
      for (std::size_t at = 0; at < whole.body.size(); at += 1 + random() % 20) {
        Bytes body = whole.body;
        body[at] = random() % 4 == 0 ? static_cast<std::uint8_t>(random())
                                     : static_cast<std::uint8_t>(body[at] ^ 1U << random() % 8);
        chunk = testing::pack(whole.header, body);
        feed_all(chunks, outcomes);
      }
      chunk = was;
    }
  }
  EXPECT_GT(outcomes.refused, 500);
  EXPECT_GT(outcomes.read, 100);
}

TEST(HostilePages, BodiesThatAreMixed) {
  std::mt19937 random(3);
  std::vector<Bytes> bodies;
  for (const char* name : {"example", "records", "names", "random"})
    for (const Bytes& chunk : chunks_of(name)) bodies.push_back(unpack_chunk(chunk).value().body);
  Outcomes outcomes;
  for (int i = 0; i < 1500; ++i) {
    const Bytes& first = bodies[random() % bodies.size()];
    const Bytes& second = bodies[random() % bodies.size()];
    Bytes body(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(random() % (first.size() + 1)));
    body.insert(body.end(), second.begin() + static_cast<std::ptrdiff_t>(random() % (second.size() + 1)),
                second.end());
    feed_all({testing::pack({true, 5, PagesTime(0), PagesTime(60'000), 0}, body)}, outcomes);
  }
}

}  // namespace
}  // namespace insyn::pages
