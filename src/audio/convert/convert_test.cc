#include "audio/convert/convert.h"

#include <gtest/gtest.h>

#include "audio/convert/testing.h"

namespace insyn::audio {
namespace {

using Voices = Conversion::Voices;

struct Done {
  Contents contents;
  Heard heard;
};

class ConvertTest : public testing::Test {
 protected:
  Result<Converted> convert_file(const Bytes& file, const Conversion& how) {
    InputInMemory input(file);
    return convert(input, how);
  }
  // What is heard in what is made of it.
  Heard made_of(const Bytes& file, const Conversion& how) {
    auto done = convert_file(file, how);
    EXPECT_TRUE(done) << done.error().message;
    if (!done) return {};
    last_ = *std::move(done);
    const auto contents = read_contents(last_.contents);
    EXPECT_TRUE(contents) << contents.error().message;
    peaks_.assign(contents->peaks.begin(), contents->peaks.end());
    EXPECT_EQ(peaks_.size(), peaks_of(last_.duration_ms, kPeaksPerSecond, contents->head.channels));
    EXPECT_EQ(contents->head.peaks_per_second, kPeaksPerSecond);
    return hear(contents->webm);
  }
  std::string refusal(const Bytes& file, const Conversion& how = {}) {
    const auto done = convert_file(file, how);
    return done ? "" : done.error().message;
  }
  static Conversion both() {
    Conversion how;
    how.voices = Voices::kBoth;
    return how;
  }
  static Conversion mono() {
    Conversion how;
    how.customer = Customer::kOnly;
    return how;
  }

  Converted last_;
  Bytes peaks_;
};

TEST_F(ConvertTest, EachKindOfFileIsReadWithItsLengthAndItsSides) {
  for (const MadeFile& file : {MadeFile{"wav", "pcm_s16le", 8000}, MadeFile{"wav", "pcm_u8", 8000},
                               MadeFile{"wav", "pcm_s24le", 48'000}, MadeFile{"wav", "pcm_f32le", 44'100},
                               MadeFile{"wav", "pcm_alaw", 8000}, MadeFile{"wav", "pcm_mulaw", 8000},
                               MadeFile{"mp3", "libmp3lame", 44'100}, MadeFile{"ogg", "libopus", 48'000},
                               MadeFile{"webm", "libopus", 48'000}}) {
    const std::string name = fmt::format("{} in {}", file.encoder, file.muxer);
    const Heard heard = made_of(make_file(file), both());
    ASSERT_EQ(heard.channels.size(), 2U) << name;
    EXPECT_NEAR(static_cast<double>(last_.duration_ms), 3000, 60) << name;
    EXPECT_NEAR(heard.seconds(), 3, 0.06) << name;
    EXPECT_NEAR(heard.tone(0, kCustomerHz, 0.5, 2.5), 1, 0.15) << name;
    EXPECT_NEAR(heard.tone(1, kAgentHz, 0.5, 2.5), 1, 0.15) << name;
    EXPECT_LT(heard.tone(0, kAgentHz, 0.5, 2.5), 0.05) << name;
    EXPECT_LT(heard.tone(1, kCustomerHz, 0.5, 2.5), 0.05) << name;
    // Half of full scale, on both sides.
    EXPECT_NEAR(peaks_[100], 128, 20) << name;
    EXPECT_NEAR(peaks_[101], 128, 20) << name;
  }
  for (const MadeFile& file : {MadeFile{"wav", "libgsm_ms", 8000, 1}, MadeFile{"wav", "g722", 16'000, 1},
                               MadeFile{"wav", "pcm_alaw", 8000, 1}, MadeFile{"mp3", "libmp3lame", 8000, 1},
                               MadeFile{"ogg", "libopus", 48'000, 1}}) {
    const std::string name = fmt::format("{} in {}", file.encoder, file.muxer);
    const Heard heard = made_of(make_file(file), mono());
    ASSERT_EQ(heard.channels.size(), 1U) << name;
    EXPECT_NEAR(static_cast<double>(last_.duration_ms), 3000, 150) << name;
    EXPECT_NEAR(heard.tone(0, kCustomerHz, 0.5, 2.5), 1, 0.25) << name;
  }
}

TEST_F(ConvertTest, TheCustomerIsOnTheLeftWhereverTheFileHasThem) {
  const Bytes file = make_file({});
  Conversion how = both();
  how.customer = Customer::kRight;
  const Heard swapped = made_of(file, how);
  EXPECT_GT(swapped.tone(0, kAgentHz, 0.5, 2.5), 0.8);
  EXPECT_GT(swapped.tone(1, kCustomerHz, 0.5, 2.5), 0.8);
}

// Where the agreement allows no more, nothing of the other voice is in what is sealed.
TEST_F(ConvertTest, OfTheCustomerAloneNothingOfTheAgentIsLeft) {
  for (const auto& [customer, own, other] : {std::tuple(Customer::kLeft, kCustomerHz, kAgentHz),
                                             std::tuple(Customer::kRight, kAgentHz, kCustomerHz)}) {
    Conversion how;
    how.customer = customer;
    const Heard heard = made_of(make_file({}), how);
    ASSERT_EQ(heard.channels.size(), 1U);
    EXPECT_GT(heard.tone(0, own, 0.5, 2.5), 0.8);
    EXPECT_LT(heard.tone(0, other, 0.5, 2.5), 0.02);
  }
}

TEST_F(ConvertTest, WhatWasCutOutIsSilentAndTimeGoesOn) {
  Conversion how = both();
  how.cuts = {{1000, 500}};
  const Heard heard = made_of(make_file({}), how);
  EXPECT_NEAR(static_cast<double>(last_.duration_ms), 3500, 2);
  EXPECT_GT(heard.tone(0, kCustomerHz, 0.3, 0.95), 0.8);
  EXPECT_LT(heard.tone(0, kCustomerHz, 1.05, 1.45), 0.02);
  EXPECT_GT(heard.tone(0, kCustomerHz, 1.6, 3.3), 0.8);
  for (std::size_t step = 51; step < 74; ++step) EXPECT_EQ(peaks_[2 * step], 0) << step;
  EXPECT_GT(peaks_[2 * 49], 100);
  EXPECT_GT(peaks_[2 * 76], 100);
}

TEST_F(ConvertTest, WhatLiesBeforeAndAfterIsLeftAway) {
  Conversion how = both();
  how.cuts = {{0, 1000}};
  how.skip_ms = 500;
  how.most_ms = 1234;
  const Heard heard = made_of(make_file({}), how);
  EXPECT_EQ(last_.duration_ms, 1234U);
  EXPECT_LT(heard.tone(0, kCustomerHz, 0.05, 0.45), 0.02);
  EXPECT_GT(heard.tone(0, kCustomerHz, 0.6, 1.2), 0.8);
  how.skip_ms = 60'000;
  EXPECT_NE(refusal(make_file({}), how).find("nothing of the audio lies within"), std::string::npos);
}

TEST_F(ConvertTest, ChannelsThatAreNotThoseOfTheFileAreRefusedWithWhatToSay) {
  EXPECT_NE(refusal(make_file({}), mono()).find("--customer left"), std::string::npos);
  Conversion mixed;
  mixed.voices = Voices::kMixed;
  EXPECT_NE(refusal(make_file({}), mixed).find("--customer left"), std::string::npos);
  EXPECT_NE(refusal(make_file({"wav", "pcm_s16le", 8000, 1}), both()).find("--mixed"), std::string::npos);
  EXPECT_NE(refusal(make_file({"wav", "pcm_s16le", 8000, 6})).find("6 channels"), std::string::npos);
}

TEST_F(ConvertTest, OtherFilesAreRefusedByWhatTheyAre) {
  EXPECT_NE(refusal(bytes_of("this is no audio at all")).find("neither as WAV"), std::string::npos);
  EXPECT_NE(refusal({}).find("neither as WAV"), std::string::npos);
  // FFmpeg could read these, and is not asked to.
  EXPECT_NE(refusal(make_file({"adts", "aac", 44'100})).find("neither as WAV"), std::string::npos);
  EXPECT_NE(refusal(make_file({"wav", "adpcm_ima_wav", 8000})).find("adpcm_ima_wav"), std::string::npos);
  EXPECT_NE(refusal(make_file({"ogg", "flac", 44'100})).find("flac"), std::string::npos)
      << refusal(make_file({"ogg", "flac", 44'100}));
}

TEST_F(ConvertTest, ADamagedFileIsAnErrorOrShorterAndNeverMore) {
  for (const MadeFile& file : {MadeFile{"wav", "pcm_alaw", 8000}, MadeFile{"mp3", "libmp3lame", 44'100},
                               MadeFile{"ogg", "libopus", 48'000}, MadeFile{"webm", "libopus", 48'000}}) {
    MadeFile shorter = file;
    shorter.seconds = 1;
    const Bytes whole = make_file(shorter);
    for (std::size_t size = 1; size < whole.size(); size += whole.size() / 9 + 1) {
      const auto cut =
          convert_file(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)), both());
      if (cut) {
        EXPECT_LE(cut->duration_ms, 1100U);
      }
    }
    for (std::size_t at = 0; at < whole.size(); at += whole.size() / 37 + 1) {
      Bytes changed = whole;
      changed[at] ^= 0x55;
      const auto done = convert_file(changed, both());
      if (done) {
        EXPECT_TRUE(read_contents(done->contents));
      }
    }
  }
}

// A cut of hours makes nothing that is longer than what is wanted.
TEST_F(ConvertTest, ItHasItsBounds) {
  Conversion how = both();
  how.cuts = {{0, 40ULL * 60 * 60 * 1000}};
  how.most_ms = 500;
  made_of(make_file({}), how);
  EXPECT_EQ(last_.duration_ms, 500U);
}

TEST_F(ConvertTest, TheSoundCanBeSought) {
  Conversion how = both();
  how.cuts = {{1000, 60'000}};
  made_of(make_file({}), how);
  const auto contents = read_contents(last_.contents);
  // The head of Cues (Matroska, 1C53BB6B), and a Duration (4489).
  const std::string_view webm = insyn::text_of(contents->webm);
  EXPECT_NE(webm.find("\x1C\x53\xBB\x6B"), std::string_view::npos);
  EXPECT_NE(webm.find("\x44\x89"), std::string_view::npos);
}

}  // namespace
}  // namespace insyn::audio
