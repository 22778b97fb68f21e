#include "os/file.h"
#include "pages/codec/testing_chunks.h"

// The vectors of tests/golden/pages, which the TypeScript writer made (web/pages): the same states, and the
// same refusals in the same places.

namespace insyn::pages {
namespace {

std::string content_of(const std::string& name) {
  const auto content = read_file(Path(INSYN_SOURCE_DIR) / "tests/golden/pages" / name, std::size_t{8} << 20);
  EXPECT_TRUE(content.has_value()) << name;
  return content ? std::string(content->begin(), content->end()) : "";
}

nlohmann::json read_of(const ReadChunk& chunk, const Reader& reader) {
  const ChunkHeader& header = chunk.header;
  if (chunk.withheld)
    return {{"chunk", header.number}, {"withheld", {header.begin.count(), header.end.count()}}};
  nlohmann::json looks = nlohmann::json::array(), missing = nlohmann::json::array();
  for (const LookAt& look : chunk.looks) looks.push_back({look.time.count(), look.records.size()});
  for (const MissingAsset& one : reader.missing()) missing.push_back({one.asset, one.chunk});
  return {{"chunk", header.number},
          {"indexPoint", header.index_point},
          {"begin", header.begin.count()},
          {"end", header.end.count()},
          {"looks", looks},
          {"missing", missing},
          {"state", testing::shown(reader.state())}};
}

void check_vector(const std::string& name) {
  const std::string file = content_of(name + ".pages");
  const std::vector<Bytes> chunks = testing::split(view_of(file));
  const auto wanted = nlohmann::json::parse(content_of(name + ".json"));
  ASSERT_EQ(chunks.size(), wanted.size()) << name;
  Reader reader;
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    const auto read = reader.feed(chunks[i]);
    if (read) {
      EXPECT_EQ(read_of(*read, reader), wanted[i]) << name << ", chunk " << i;
      EXPECT_EQ(testing::fault_of(reader.state()), "");
      continue;
    }
    const std::string& message = read.error().message;
    EXPECT_TRUE(wanted[i].contains("refused")) << name << ", chunk " << i << ": " << message;
    EXPECT_TRUE(reader.in_gap());
    if (!wanted[i].contains("record")) {
      EXPECT_TRUE(message.starts_with("pages chunk: ") || message.starts_with("not a pages chunk"))
          << message;
      continue;
    }
    const std::string place =
        fmt::format("pages record {} at byte {} of the body: ", wanted[i]["record"].get<int>(),
                    wanted[i]["offset"].get<int>());
    EXPECT_TRUE(message.starts_with(place))
        << name << ", chunk " << i << ": " << message << " is not " << place << wanted[i]["refused"];
  }
}

TEST(PagesGolden, ExampleOfTheDocument) { check_vector("example"); }
TEST(PagesGolden, EveryKindOfRecord) { check_vector("records"); }
TEST(PagesGolden, EveryName) { check_vector("names"); }
TEST(PagesGolden, RandomRecords) { check_vector("random"); }
TEST(PagesGolden, EveryRefusal) { check_vector("refused"); }
TEST(PagesGolden, DamagedChunks) { check_vector("damaged"); }

TEST(PagesGolden, AssetsOfEarlierChunksAreLent) {
  const std::string file = content_of("records.pages");
  const std::vector<Bytes> chunks = testing::split(view_of(file));
  Reader reader;
  ASSERT_EQ(testing::message_of(reader.feed(chunks[2])), "");
  std::set<Number> holders;
  for (const MissingAsset& one : reader.missing()) holders.insert(one.chunk);
  ASSERT_FALSE(holders.empty());
  for (const Number holder : holders) EXPECT_EQ(testing::message_of(reader.lend(chunks[holder])), "");
  EXPECT_TRUE(reader.missing().empty());
  EXPECT_NE(testing::message_of(reader.lend(Bytes(30))), "");
}

}  // namespace
}  // namespace insyn::pages
