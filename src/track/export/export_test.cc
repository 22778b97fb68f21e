#include "track/export/export.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "track/codec/testing.h"
#include "track/export/av.h"

namespace insyn::track {
namespace {

using testing::milliseconds;

class Chunks : public ChunkSource {
 public:
  std::vector<Bytes> chunks;
  std::optional<std::size_t> missing;

  Result<std::optional<Bytes>> next() override {
    gap_ = next_ == missing;
    if (gap_) ++next_;
    if (next_ >= chunks.size()) return std::optional<Bytes>();
    return std::optional<Bytes>(chunks[next_++]);
  }
  bool was_gap() const override { return gap_; }
  Status rewind() override {
    next_ = 0;
    return {};
  }
  double progress() const override { return static_cast<double>(next_) / static_cast<double>(chunks.size()); }

 private:
  std::size_t next_ = 0;
  bool gap_ = false;
};

constexpr Rect kWindow{40, 30, 321, 201};

// A window that shows another page every 500 ms, and moves.
Chunks some_pages(unsigned count, Image (*page)(int, int, unsigned) = testing::page) {
  Writer writer;
  Chunks source;
  writer.surface_opened(milliseconds(0), 1, SurfaceKind::kWindow, kWindow);
  for (unsigned i = 0; i < count; ++i) {
    const milliseconds at(i * 500);
    const Image image = page(kWindow.width, kWindow.height, i);
    writer.pixels_changed(at, 1, image.bounds(), image.view());
    writer.surface_moved(at, 1, {static_cast<int>(i) * 9, 30, kWindow.width, kWindow.height});
    source.chunks.push_back(writer.take_chunk(at + milliseconds(400)).bytes);
  }
  return source;
}

class Folder : public ::testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(path_); }
  void TearDown() override { std::filesystem::remove_all(path_); }
  std::vector<std::string> names(const Path& in) { return list_folder(in, 100).value(); }
  const Path path_ = Path(::testing::TempDir()) / ("insyn_export_" + to_hex(random_bytes(8)));
};

// Decodes with FFmpeg, which did not take part in making the track.
Image read_picture(const Path& path) {
  const Bytes png = read_file(path, 1 << 24).value();
  Av<AVCodecContext> decoder(avcodec_alloc_context3(avcodec_find_decoder(AV_CODEC_ID_PNG)));
  EXPECT_GE(avcodec_open2(decoder.get(), nullptr, nullptr), 0);
  Av<AVPacket> packet(av_packet_alloc());
  Av<AVFrame> frame(av_frame_alloc());
  EXPECT_GE(av_new_packet(packet.get(), static_cast<int>(png.size())), 0);
  std::copy(png.begin(), png.end(), packet->data);
  EXPECT_GE(avcodec_send_packet(decoder.get(), packet.get()), 0);
  EXPECT_GE(avcodec_receive_frame(decoder.get(), frame.get()), 0);
  EXPECT_EQ(frame->format, AV_PIX_FMT_RGB24);
  Image image(frame->width, frame->height, 0);
  for (int y = 0; y < image.height; ++y) {
    const std::uint8_t* from = frame->data[0] + static_cast<std::ptrdiff_t>(y) * frame->linesize[0];
    for (int x = 0; x < image.width; ++x, from += 3)
      image.row(y)[x] = std::uint32_t{from[0]} << 16 | std::uint32_t{from[1]} << 8 | from[2];
  }
  return image;
}

using ExportPictures = Folder;

TEST_F(ExportPictures, EqualTheSourceBitForBit) {
  for (auto* page : {testing::page, testing::noise}) {
    Chunks source = some_pages(4, page);
    const auto summary = export_pictures(source, path_ / "out/");
    ASSERT_TRUE(summary.has_value()) << summary.error().message;
    EXPECT_EQ(names(path_ / "out"), (std::vector<std::string>{"000000.000.png", "000000.500.png",
                                                              "000001.000.png", "000001.500.png"}));
    for (unsigned i = 0; i < 4; ++i)
      EXPECT_TRUE(read_picture(path_ / "out" / names(path_ / "out")[i]) ==
                  page(kWindow.width, kWindow.height, i));
    std::filesystem::remove_all(path_ / "out");
  }
}

TEST_F(ExportPictures, OfOneSecondAreTheOneThatWasShown) {
  Chunks source = some_pages(4);
  ExportOptions options;
  options.at = milliseconds(1234);
  ASSERT_TRUE(export_pictures(source, path_ / "out", options).has_value());
  ASSERT_EQ(names(path_ / "out"), std::vector<std::string>{"000001.234.png"});
  EXPECT_TRUE(read_picture(path_ / "out/000001.234.png") == testing::page(321, 201, 2));
  options.at = milliseconds(99'000);
  EXPECT_FALSE(export_pictures(source, path_ / "late", options).has_value());
  EXPECT_FALSE(std::filesystem::exists(path_ / "late"));
}

TEST_F(ExportPictures, HatchWhatIsWithheldAndShowPopupsOnTop) {
  Writer writer;
  Chunks source;
  const Image page(100, 80, 0x0012'3456), menu(30, 20, 0x00AB'CDEF);
  writer.surface_opened(milliseconds(0), 1, SurfaceKind::kWindow, {500, 500, 100, 80});
  writer.pixels_changed(milliseconds(0), 1, page.bounds(), page.view());
  writer.withheld(milliseconds(0), 1, {0, 0, 10, 10}, Withheld::kForeignInside);
  writer.surface_opened(milliseconds(0), 2, SurfaceKind::kPopup, {580, 490, 30, 20});
  writer.pixels_changed(milliseconds(0), 2, menu.bounds(), menu.view());
  source.chunks.push_back(writer.take_chunk(milliseconds(1)).bytes);
  ASSERT_TRUE(export_pictures(source, path_ / "out").has_value());
  const Image picture = read_picture(path_ / "out/000000.000.png");
  ASSERT_EQ(picture.width, 110);
  ASSERT_EQ(picture.height, 90);
  EXPECT_EQ(picture.at(85, 5), 0x00AB'CDEFU);
  EXPECT_EQ(picture.at(99, 19), 0x00AB'CDEFU);
  EXPECT_EQ(picture.at(50, 50), 0x0012'3456U);
  EXPECT_EQ(picture.at(0, 0), 0x00DA'DADAU);
  for (int y = 10; y < 20; ++y)
    for (int x = 0; x < 10; ++x) EXPECT_GT(picture.at(x, y) & 0xFF, 0xE0U);
}

TEST_F(ExportPictures, ADamagedChunkIsRefusedOrHatched) {
  Chunks source = some_pages(4);
  source.chunks[2].back() ^= 0xFF;
  EXPECT_FALSE(export_pictures(source, path_ / "out").has_value());
  EXPECT_TRUE(names(path_).empty());
  ExportOptions options;
  options.damaged_ok = true;
  const auto summary = export_pictures(source, path_ / "out", options);
  ASSERT_TRUE(summary.has_value());
  EXPECT_GE(summary->damaged_chunks, 1U);
  const Image last = read_picture(path_ / "out" / names(path_ / "out").back());
  EXPECT_GT(last.at(100, 100) & 0xFF, 0xE0U);
}

TEST_F(ExportPictures, AMissingChunkIsHatched) {
  Chunks source = some_pages(4);
  source.missing = 1;
  const auto summary = export_pictures(source, path_ / "out");
  ASSERT_TRUE(summary.has_value()) << summary.error().message;
  EXPECT_EQ(summary->damaged_chunks, 1U);
  EXPECT_EQ(names(path_ / "out").size(), 2U);
}

using ExportEvents = Folder;

TEST_F(ExportEvents, AreOneJsonObjectPerRecord) {
  Chunks source = some_pages(2);
  ASSERT_TRUE(export_events(source, path_ / "events.jsonl").has_value());
  const std::string text = read_text(path_ / "events.jsonl", 1 << 20).value();
  EXPECT_NE(text.find(R"({"time":0.000,"kind":"opened","surface":1,"type":"window","rect":[40,30,321,201]})"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find(R"({"time":0.500,"kind":"pixels","surface":1,"rect":[)"), std::string::npos) << text;
}

class ExportVideo : public Folder, public ::testing::WithParamInterface<const char*> {};

TEST_P(ExportVideo, OpensWithFfprobe) {
  Chunks source = some_pages(6);
  const Path to = path_ / (std::string("out") + GetParam());
  double progress = 0;
  ExportOptions options;
  options.progress = [&](double done) {
    EXPECT_GE(done, progress);
    progress = done;
  };
  const auto summary = export_video(source, to, options);
  ASSERT_TRUE(summary.has_value()) << summary.error().message;
  EXPECT_EQ(progress, 1);
  EXPECT_EQ(names(path_).size(), 1U);
  const std::string probe =
      "ffprobe -v error -count_frames -select_streams v -show_entries "
      "stream=width,height,nb_read_frames,pix_fmt -of csv=p=0 '" +
      to.string() + "' > '" + (path_ / "probe").string() + "'";
  ASSERT_EQ(std::system(probe.c_str()), 0);
  EXPECT_EQ(read_text(path_ / "probe", 1000).value(), "322,202,yuv420p,7\n");
}

// A call of 12 seconds whose window comes after 3, changes once and rests.
TEST_P(ExportVideo, IsAsLongAsTheRecording) {
  Writer writer;
  Chunks source;
  const Image page = testing::page(kWindow.width, kWindow.height, 1);
  writer.surface_opened(milliseconds(3'000), 1, SurfaceKind::kWindow, kWindow);
  writer.pixels_changed(milliseconds(3'100), 1, page.bounds(), page.view());
  source.chunks.push_back(writer.take_chunk(milliseconds(4'300)).bytes);
  writer.shown_until(milliseconds(12'000));
  source.chunks.push_back(writer.take_chunk(milliseconds(12'000)).bytes);
  const Path file = path_ / (std::string("rest") + GetParam());
  const auto summary = export_video(source, file);
  ASSERT_TRUE(summary.has_value()) << summary.error().message;
  EXPECT_EQ(summary->duration, milliseconds(12'000));
  const std::string probe =
      "ffprobe -v error -select_streams v -show_entries stream=start_time:format=duration -of csv=p=0 '" +
      file.string() + "' > '" + (path_ / "probe").string() + "'";
  ASSERT_EQ(std::system(probe.c_str()), 0);
  std::istringstream probed(read_text(path_ / "probe", 1000).value());
  double start = -1, duration = -1;
  probed >> start >> duration;
  EXPECT_EQ(start, 0.0);
  EXPECT_GE(duration, 12.0);
  EXPECT_LT(duration, 12.3);
}

TEST_P(ExportVideo, LeavesNothingBehindOnAnError) {
  Chunks source = some_pages(4);
  source.chunks[2].back() ^= 0xFF;
  EXPECT_FALSE(export_video(source, path_ / (std::string("out") + GetParam())).has_value());
  EXPECT_TRUE(names(path_).empty());
}

TEST_P(ExportVideo, KeepsToTheAskedRate) {
  Chunks source = some_pages(6);
  ExportOptions options;
  options.fps = 1;
  const auto summary = export_video(source, path_ / (std::string("out") + GetParam()), options);
  ASSERT_TRUE(summary.has_value()) << summary.error().message;
  EXPECT_EQ(summary->pictures, 4U);
}

constexpr std::filesystem::perms kOwner =
    std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;

// The names that were guessed before: others may have made them links, or may have something of their own
// there.
void plant(const Path& folder, const std::string& name) {
  std::ofstream(folder / "victim") << "kept";
  std::filesystem::create_symlink(folder / "victim", folder / (name + ".part"));
}

TEST_P(ExportVideo, FollowsNoLinkAndIsTheOwnersAloneWhileItIsMade) {
  const std::string name = std::string("out") + GetParam();
  plant(path_, name);
  Chunks source = some_pages(6);
  int looked = 0;
  ExportOptions options;
  options.progress = [&](double) {
    for (const std::string& file : names(path_)) {
      if (!file.ends_with(".tmp")) continue;
      ++looked;
      EXPECT_EQ(std::filesystem::symlink_status(path_ / file).permissions(), kOwner) << file;
    }
  };
  EXPECT_TRUE(export_video(source, path_ / name, options).has_value());
  EXPECT_GT(looked, 0);
  EXPECT_EQ(std::filesystem::status(path_ / name).permissions(), kOwner);
  EXPECT_EQ(read_text(path_ / "victim", 100).value(), "kept");
  EXPECT_EQ(names(path_), (std::vector<std::string>{name, name + ".part", "victim"}));
}

TEST_P(ExportVideo, ALinkUnderItsNameIsRefusedAndKept) {
  const std::string name = std::string("out") + GetParam();
  std::filesystem::create_symlink(path_ / "elsewhere", path_ / name);
  Chunks source = some_pages(2);
  const auto refused = export_video(source, path_ / name);
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().message.find("symbolic link"), std::string::npos) << refused.error().message;
  EXPECT_EQ(names(path_), std::vector<std::string>{name});
  EXPECT_TRUE(std::filesystem::is_symlink(path_ / name));
}

TEST_F(ExportPictures, AnotherFolderIsNeitherUsedNorDeleted) {
  std::filesystem::create_directory(path_ / "pics.part");
  std::ofstream(path_ / "pics.part" / "theirs") << "kept";
  Chunks source = some_pages(2);
  EXPECT_TRUE(export_pictures(source, path_ / "pics/").has_value());
  EXPECT_EQ(std::filesystem::status(path_ / "pics").permissions(), std::filesystem::perms::owner_all);
  EXPECT_EQ(std::filesystem::status(path_ / "pics/000000.000.png").permissions(), kOwner);
  EXPECT_EQ(read_text(path_ / "pics.part/theirs", 100).value(), "kept");
  std::filesystem::create_symlink(path_ / "elsewhere", path_ / "link");
  ASSERT_TRUE(source.rewind().has_value());
  EXPECT_FALSE(export_pictures(source, path_ / "link").has_value());
  EXPECT_EQ(names(path_), (std::vector<std::string>{"link", "pics", "pics.part"}));
}

TEST_F(ExportEvents, ALinkUnderTheirNameIsRefused) {
  plant(path_, "out.jsonl");
  Chunks source = some_pages(2);
  EXPECT_FALSE(export_events(source, path_ / "out.jsonl.part").has_value());
  EXPECT_EQ(read_text(path_ / "victim", 100).value(), "kept");
}

INSTANTIATE_TEST_SUITE_P(Kinds, ExportVideo, ::testing::Values(".webm", ".mp4"));

TEST_F(ExportEvents, OtherVideoNamesAreRefused) {
  Chunks source = some_pages(1);
  EXPECT_FALSE(export_video(source, path_ / "out.avi").has_value());
}

}  // namespace
}  // namespace insyn::track
