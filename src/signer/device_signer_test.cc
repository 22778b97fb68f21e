#include "signer/device_signer.h"

#include <gtest/gtest.h>

#include "note/note.h"
#include "os/helper_process.h"
#include "recording/writer/certifier.h"
#include "signer/client/signer_client.h"
#include "signer/signer_server.h"
#include "usage/usage_journal.h"

namespace insyn::signer {
namespace {

class StillClock final : public Clock {
 public:
  Utc utc() const override { return now; }
  Mono mono() const override { return {}; }
  std::chrono::microseconds slept() const override { return {}; }
  Utc now = parse_utc("2026-12-01T08:15:03.250Z").value();
};

class DeviceSignerTest : public testing::Test {
 protected:
  DeviceSignerTest() {
    std::filesystem::create_directory(folder_);
    EXPECT_TRUE(usage::UsageJournal::create(folder_, device_));
  }
  ~DeviceSignerTest() override { std::filesystem::remove_all(folder_); }

  recording::CertificateRequest request(const std::string& id, const std::string& call = "4711") const {
    recording::CertificateRequest request;
    request.id = std::string(16, '0') + id;
    request.key = note::Signer::generate(request.id).value().verifier().text();
    request.agent = "agent 7";
    request.call = call;
    request.begin = clock_.now;
    request.agreement_hash = sha256(view_of("the agreement"));
    return request;
  }
  DeviceSigner signer() const {
    return {note::Signer::parse(device_.secret_text()).value(), folder_, clock_};
  }
  static recording::Certificate certificate(const Bytes& note) {
    return recording::parse_certificate(note::parse(std::string(text_of(note)))->text).value();
  }
  UsageAnswer usage(Utc since = {}) const {
    return decode_usage(signer().answer(UsageSince{since}).value()).value();
  }

  StillClock clock_;
  Path folder_ = std::filesystem::temp_directory_path() / ("insyn-signer-" + to_hex(random_bytes(8)));
  note::Signer device_ = note::Signer::generate("desk-12").value();
};

TEST_F(DeviceSignerTest, CertificatesAreNumberedAndNameTheOneBeforeAcrossRestarts) {
  const Bytes first = signer().answer(request("0000000000000001")).value();
  const Bytes second = signer().answer(request("0000000000000002")).value();
  EXPECT_EQ(certificate(first).number, 1U);
  EXPECT_EQ(certificate(second).number, 2U);
  EXPECT_EQ(certificate(second).previous, sha256(first));
  ASSERT_EQ(usage().entries.size(), 2U);
  EXPECT_EQ(std::get<usage::Certified>(usage().entries[1]).certificate_hash, sha256(second));
  EXPECT_EQ(usage().last_number, 2U);
}

TEST_F(DeviceSignerTest, ARecordingIsCertifiedOnce) {
  ASSERT_TRUE(signer().answer(request("0000000000000001")));
  const auto again = signer().answer(request("0000000000000001"));
  ASSERT_FALSE(again);
  EXPECT_NE(again.error().message.find("certified already"), std::string::npos);
}

TEST_F(DeviceSignerTest, ARecordingOfAnotherTimeIsNotCertified) {
  auto early = request("0000000000000001");
  early.begin -= std::chrono::hours(24 * 7);
  EXPECT_FALSE(signer().answer(early));
  EXPECT_EQ(usage().last_number, 0U);
}

TEST_F(DeviceSignerTest, WithoutAJournalThatCanBeReadNothingIsCertifiedOrCounted) {
  ASSERT_TRUE(signer().answer(request("0000000000000001")));
  std::filesystem::remove(folder_ / usage::kJournal);
  EXPECT_FALSE(signer().answer(request("0000000000000002")));
  EXPECT_FALSE(signer().answer(UsageSince{}));
  EXPECT_FALSE(std::filesystem::exists(folder_ / usage::kJournal));
}

TEST_F(DeviceSignerTest, RefusedAndDiscardedCallsAreWrittenDownOnceAndDiscardedOnesToldForEver) {
  usage::NotRecorded refused{usage::NotRecorded::Why::kRefused, clock_.now, {}, "agent 7", "1"};
  usage::NotRecorded discarded{usage::NotRecorded::Why::kDiscarded, clock_.now, {}, "agent 7", "2"};
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(signer().answer(refused));
    EXPECT_TRUE(signer().answer(discarded));
    refused.time += std::chrono::seconds(1);
  }
  EXPECT_EQ(usage().entries.size(), 2U);
  EXPECT_EQ(usage(clock_.now + std::chrono::hours(1)).entries.size(), 1U);
}

// More ids than anybody answers are not calls: whoever makes them up to beat the sample is stopped, and
// nobody else. What is not written down could be tried in many endings, so nothing more of them is certified.
TEST_F(DeviceSignerTest, SoManyCallsOfOneAgentAreRefusedInAWeek) {
  usage::NotRecorded refused{usage::NotRecorded::Why::kRefused, clock_.now, {}, "agent 7", ""};
  std::string journal = usage::first_line(device_);
  for (std::size_t i = 0; i < DeviceSigner::kMostRefused; ++i) {
    refused.call = std::to_string(i);
    journal += usage::next_line(journal, refused, device_);
  }
  const std::string mark = fmt::format("{} {}\n", journal.size(), to_hex(sha256(view_of(journal))));
  for (const auto& [name, text] : {std::pair(usage::kJournal, journal), {usage::kNewest, mark}})
    ASSERT_TRUE(write_file(folder_ / name, view_of(text), Access::kOwnerOnly, IfExists::kReplace));
  EXPECT_TRUE(signer().answer(refused)) << "written down before";
  refused.call = "one more";
  const auto full = signer().answer(refused);
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().code, Code::kFull);
  const auto certified = signer().answer(request("0000000000000001"));
  ASSERT_FALSE(certified);
  EXPECT_EQ(certified.error().code, Code::kFull);
  auto colleagues = request("0000000000000002");
  colleagues.agent = "agent 8";
  EXPECT_TRUE(signer().answer(colleagues));
  refused.agent = "agent 8";
  EXPECT_TRUE(signer().answer(refused));
  refused.agent = "agent 7";
  refused.why = usage::NotRecorded::Why::kDiscarded;
  EXPECT_TRUE(signer().answer(refused));
  refused.why = usage::NotRecorded::Why::kRefused;
  clock_.now += std::chrono::days(7);
  refused.time = clock_.now;
  EXPECT_TRUE(signer().answer(refused));
  EXPECT_TRUE(signer().answer(request("0000000000000003")));
}

// It goes on from what it has verified already: what others write is taken up, what they alter is noticed.
TEST_F(DeviceSignerTest, WhatOthersWriteWhileItRunsIsTakenUpAndWhatTheyAlterIsNoticed) {
  const DeviceSigner one = signer(), other = signer();
  ASSERT_TRUE(one.answer(request("0000000000000001")));
  ASSERT_TRUE(other.answer(request("0000000000000002")));
  EXPECT_FALSE(one.answer(request("0000000000000002")));
  EXPECT_EQ(certificate(one.answer(request("0000000000000003")).value()).number, 3U);
  const auto copy = [&](const Path& from, const Path& to) {
    for (const char* name : {usage::kJournal, usage::kNewest})
      std::filesystem::copy_file(from / name, to / name, std::filesystem::copy_options::overwrite_existing);
  };
  const Path earlier = folder_ / "earlier";
  std::filesystem::create_directory(earlier);
  copy(folder_, earlier);
  ASSERT_TRUE(one.answer(request("0000000000000004")));
  copy(earlier, folder_);
  EXPECT_FALSE(one.answer(request("0000000000000005"))) << "an older journal and its mark, put back";
}

TEST_F(DeviceSignerTest, WhatIsOfAnotherTimeIsNotWrittenDown) {
  usage::NotRecorded refused{usage::NotRecorded::Why::kRefused, clock_.now, {}, "agent 7", "1"};
  for (const std::chrono::hours off : {std::chrono::hours(-24 * 8), std::chrono::hours(24)}) {
    refused.time = clock_.now + off;
    EXPECT_FALSE(signer().answer(refused));
  }
  auto never = request("0000000000000001");
  never.begin = Utc(std::chrono::milliseconds::min());
  EXPECT_FALSE(signer().answer(never));
  EXPECT_TRUE(usage().entries.empty());
}

// Whoever is at the other end of a connection: a frame that is too large, and one that is no request, end it.
TEST_F(DeviceSignerTest, AConnectionThatSendsNoRequestIsEnded) {
  for (const Bytes& sent : {Bytes{0xff, 0xff, 0xff, 0xff}, framed(Bytes{9}), framed({})}) {
    auto ends = LocalSocket::pair();
    ASSERT_TRUE(ends);
    const SystemClock clock;
    SignerServer server([&](const Request& one) { return signer().answer(one); }, clock);
    server.adopt(std::move(ends->second));
    std::uint8_t greeting[4 + kGreetingSize];
    ASSERT_EQ(ends->first.receive(greeting).bytes, sizeof greeting);
    ASSERT_TRUE(ends->first.send(Bytes(std::begin(greeting), std::end(greeting))));
    server.handle_arrived();
    ASSERT_TRUE(ends->first.send(framed(encode(Hello{}))));
    server.handle_arrived();
    EXPECT_FALSE(server.is_empty());
    ASSERT_TRUE(ends->first.send(sent));
    server.handle_arrived();
    EXPECT_TRUE(server.is_empty());
  }
}

TEST_F(DeviceSignerTest, ASignerThatIsGoneIsToldAndNothingIsCertified) {
  int connections = 0;
  const auto connect = [&]() -> Result<LocalSocket> {
    ++connections;
    TRY_ASSIGN(auto ends, LocalSocket::pair());
    return std::move(ends.first);
  };
  const auto client = SignerClient::connect(connect, folder_);
  ASSERT_FALSE(client);
  EXPECT_EQ(client.error().code, Code::kTransient);
  EXPECT_NE(client.error().message.find("systemctl start insyn-signer"), std::string::npos);
  EXPECT_EQ(connections, 1);
}

// The whole way: a client in this process, the key in another.
TEST_F(DeviceSignerTest, AClientHasItsRecordingsCertifiedByAnotherProcess) {
  const std::string secret = device_.secret_text();
  const auto connect = [&] {
    return start_helper_process([&](LocalSocket socket) {
      const SystemClock clock;
      const DeviceSigner signer(note::Signer::parse(secret).value(), folder_, clock_);
      SignerServer server([&](const Request& request) { return signer.answer(request); }, clock);
      server.adopt(std::move(socket));
      EventLoop loop;
      while (!server.is_empty()) {
        server.add_to(loop);
        loop.wait(clock);
        server.handle_arrived();
      }
    });
  };
  const auto client = SignerClient::connect(connect, folder_);
  ASSERT_TRUE(client) << client.error().message;
  EXPECT_EQ((*client)->device(), device_.verifier());
  const auto asked = request("0000000000000001");
  const auto note = (*client)->certify(asked);
  ASSERT_TRUE(note) << note.error().message;
  EXPECT_TRUE(recording::check_certificate(*note, asked, device_.verifier()));
  EXPECT_TRUE((*client)->write_down({clock_.now, "agent 7", {}, "4712", true}));
  const agreement::Usage used = (*client)->since({}).value();
  EXPECT_EQ(used.calls_of("agent 7", "desk-12"), 1);
  ASSERT_EQ(used.not_recorded.size(), 1U);

  // A recording that the journal does not have, because somebody put an older one back.
  recording::CertificateRequest other = request("0000000000000003");
  const std::string later = recording::sign_certificate(other, {7, {}}, device_).value();
  std::filesystem::create_directory(folder_ / other.id);
  ASSERT_TRUE(write_file(folder_ / other.id / "certificate.note", view_of(later), Access::kOwnerOnly,
                         IfExists::kRefuse));
  const auto behind = (*client)->since({});
  ASSERT_FALSE(behind);
  EXPECT_NE(behind.error().message.find("older than its recordings"), std::string::npos);
}

}  // namespace
}  // namespace insyn::signer
