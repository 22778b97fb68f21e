// From the telephone system's file to what a reviewer hears: with the real programs, and age.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <numbers>

#include "audio/contents/contents.h"
#include "audio/convert/testing.h"
#include "centre/session.h"
#include "http_client/client.h"
#include "recording/format/audio_note.h"
#include "recording/store/recording.h"
#include "served_centre.h"

namespace insyn::centre_test {
namespace {

using cli::Ran;

void put(std::string &to, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) to += static_cast<char>(value >> (8 * i));
}

// Six seconds of 8 kHz, the customer's tone on the left and the agent's on the right.
std::string two_voices() {
  constexpr std::uint32_t kRate = 8000, kSamples = 6 * kRate;
  std::string samples;
  for (std::uint32_t i = 0; i < kSamples; ++i)
    for (const double hertz : {audio::kCustomerHz, audio::kAgentHz})
      put(samples,
          static_cast<std::uint32_t>(
              static_cast<std::int32_t>(16'000 * std::sin(2 * std::numbers::pi * hertz * i / kRate))),
          2);
  std::string wav = "RIFF";
  put(wav, static_cast<std::uint32_t>(36 + samples.size()), 4);
  wav += "WAVEfmt ";
  put(wav, 16, 4);
  put(wav, 1, 2);
  put(wav, 2, 2);
  put(wav, kRate, 4);
  put(wav, 4 * kRate, 4);
  put(wav, 4, 2);
  put(wav, 16, 2);
  wav += "data";
  put(wav, static_cast<std::uint32_t>(samples.size()), 4);
  return wav + samples;
}

class AudioProgramTest : public testing::Test {
 protected:
  AudioProgramTest() {
    centre.sign_in("importor", ledger::Role::kImporter);
    cli::write_all(centre.file("call.wav"), two_voices());
  }
  recording::Recording recorded() const {
    return recording::Recording::read(centre.company.recording_folder).value();
  }
  // As the telephone system tells: a second before the recording began.
  std::string began() const { return to_text(recorded().certificate->begin - std::chrono::seconds(1)); }
  Ran attach(std::vector<std::string> more = {}, const std::string &file = "call.wav") {
    std::vector<std::string> arguments = {"audio",  "attach", centre.file(file),
                                          "--call", call(),   "--began",
                                          began(),  "--key",  centre.file("importer.sign")};
    if (more.empty()) more = {"--customer", "left"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return centre.as("importor", centre.company.with_agreement(arguments));
  }
  std::string call() const { return recorded().certificate->call; }
  // As the reviewer's program asks.
  http_client::Answer get(const std::string &target, std::uint64_t length = 0) {
    const auto session = centre::read_session(Path(centre.file("state-granskare")) / "insyn").value();
    const auto address = http_client::parse_address(session.server).value();
    auto client = http_client::Client::create({address, session.authority}, session.token, clock).value();
    http_client::Call call;
    call.target = target;
    call.largest_answer = std::size_t{16} << 20;
    if (length > 0) call.range = http_client::Range{0, length};
    return client.ask(call).value();
  }
  // The id of a request that the union has approved and of which the peel was fetched.
  std::string approved() {
    centre.sign_in("granskare", ledger::Role::kReviewer);
    centre.sign_in("facket", ledger::Role::kUnion);
    Ran ran = centre.as("granskare", centre.company.with_agreement(
                                         {"ask", centre.company.recording, "--purpose", "search-fails",
                                          "--because", "tre kunder", "--key", centre.file("reviewer.sign"),
                                          "--out", centre.file("request")}));
    EXPECT_EQ(ran.code, 0) << ran.err;
    const std::string id = ran.out.substr(0, 32);
    centre.cosign();
    ran = centre.as("facket", centre.company.with_agreement({"approve", id, "--key", centre.file("union.age"),
                                                             "--sign", centre.file("union.sign")}));
    EXPECT_EQ(ran.code, 0) << ran.err;
    ran = centre.as("granskare", centre.company.with_agreement(
                                     {"fetch", centre.file("request"), "--to", centre.file("fetched")}));
    EXPECT_EQ(ran.code, 0) << ran.err;
    return id;
  }

  SystemClock clock;
  ServedCentre centre;
};

TEST_F(AudioProgramTest, WhatWasPutInIsWhatTheReviewerHears) {
  Ran ran = attach({"--customer", "left", "--cut", "3", "0:00.5"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, centre.company.recording + "\n");
  EXPECT_TRUE(cli::exists(centre.file("call.wav")));
  const std::string id = approved();

  const auto note = get("/v1/requests/" + id + "/audio/note");
  ASSERT_EQ(note.status, 200);
  const auto agreement =
      agreement::Agreement::verify(centre.company.agreement_note, centre.company.pins).value();
  const auto says = recording::verify_audio_note(note.body, agreement.terms().importers);
  ASSERT_TRUE(says) << says.error().message;
  EXPECT_EQ(says->id, centre.company.recording);
  EXPECT_EQ(says->opening_hash, sha256(view_of(recorded().opening_note)));
  EXPECT_EQ(says->sides, recording::AudioSides::kBoth);
  EXPECT_EQ(says->after_begin_ms, 0U);
  EXPECT_NEAR(static_cast<double>(says->duration_ms), 5500, 5);
  EXPECT_EQ(says->cuts, (std::vector<recording::AudioCut>{{2000, 500}}));

  const auto sealed = get("/v1/requests/" + id + "/audio", says->file_length);
  ASSERT_TRUE(sealed.status == 200 || sealed.status == 206) << sealed.status << sealed.body;
  EXPECT_EQ(sha256(view_of(sealed.body)), says->file_hash);
  // Opened by Debian's age, with R as both parties' keys give it.
  cli::write_all(centre.file("audio.age"), sealed.body);
  cli::write_all(centre.file("r.key"), centre.company.recording_keys[0] + "\n");
  const std::string command = fmt::format("age -d -i {} -o {} {}", centre.file("r.key"),
                                          centre.file("opened"), centre.file("audio.age"));
  ASSERT_EQ(std::system(command.c_str()), 0);
  const std::string opened = cli::read_all(centre.file("opened"));
  const auto contents = audio::read_contents(view_of(opened));
  ASSERT_TRUE(contents) << contents.error().message;
  const audio::Heard heard = audio::hear(contents->webm);
  ASSERT_EQ(heard.channels.size(), 2U);
  EXPECT_NEAR(heard.seconds(), 5.5, 0.05);
  for (const auto &[channel, own, other] : {std::tuple(0U, audio::kCustomerHz, audio::kAgentHz),
                                            std::tuple(1U, audio::kAgentHz, audio::kCustomerHz)}) {
    EXPECT_GT(heard.tone(channel, own, 0.2, 1.9), 0.8);
    EXPECT_LT(heard.tone(channel, other, 0.2, 1.9), 0.05);
    EXPECT_LT(heard.tone(channel, own, 2.05, 2.45), 0.05);
    EXPECT_GT(heard.tone(channel, own, 2.6, 5.4), 0.8);
  }
  const auto kinds = centre.kinds();
  EXPECT_EQ(std::count(kinds.begin(), kinds.end(), "audio"), 1);
  EXPECT_EQ(std::count(kinds.begin(), kinds.end(), "reading"), 1);
}

TEST_F(AudioProgramTest, ARecordingGetsAudioOnce) {
  ASSERT_EQ(attach().code, 0);
  const Ran again = attach();
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_NE(again.err.find("has audio already"), std::string::npos) << again.err;
}

TEST_F(AudioProgramTest, WhatCannotBeAttachedIsSaidWithWhatToDo) {
  const auto expect_refused = [&](const Ran &ran, const std::string &why) {
    EXPECT_EQ(ran.code, 1);
    EXPECT_NE(ran.err.find(why), std::string::npos) << ran.err;
  };
  cli::write_all(centre.file("call.txt"), "this is no sound");
  expect_refused(attach({}, "call.txt"), "begins neither as WAV");
  expect_refused(attach({"--customer", "mono"}), "--customer left");
  expect_refused(attach({"--mixed"}), "--customer left");
  expect_refused(attach({"--customer", "left", "--cut", "3", "1", "--cut", "2", "1"}), "begins before");
  expect_refused(
      centre.as("importor", centre.company.with_agreement({"audio", "attach", centre.file("call.wav"),
                                                           "--call", "4712", "--began", began(), "--customer",
                                                           "left", "--key", centre.file("importer.sign")})),
      "no recording of the call");
  expect_refused(
      centre.as("importor", centre.company.with_agreement({"audio", "attach", centre.file("call.wav"),
                                                           "--call", call(), "--began", began(), "--customer",
                                                           "left", "--key", centre.file("device.sign")})),
      "names no importer");
  EXPECT_EQ(attach({"--customer", "left", "--mixed"}).code, 2);
  EXPECT_EQ(centre.kinds(),
            (std::vector<std::string>{"agreement", "roster", "certificate", "received", "audio-lookup"}));
}

// Its server names another opening note: a key of its own.
TEST_F(AudioProgramTest, AServerThatNamesAKeyOfItsOwnIsGivenNothing) {
  const note::Signer of_the_server = note::Signer::generate(centre.company.recording).value();
  recording::Opening lie = recorded().opening;
  lie.recipient = seal::Identity::generate().recipient().text();
  ASSERT_TRUE(centre.change("UPDATE recordings SET opening_note = :note",
                            {note::sign(recording::text_of(lie), of_the_server)}));
  const Ran ran = attach();
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out, "");
  EXPECT_NE(ran.err.find("tell the union"), std::string::npos) << ran.err;
  const auto kinds = centre.kinds();
  EXPECT_EQ(std::count(kinds.begin(), kinds.end(), "audio"), 0);
}

}  // namespace
}  // namespace insyn::centre_test
