// insyn-server over TLS, with machines that sign their requests: registered, uploaded, killed, withdrawn,
// shredded.
#include "support/program.h"

#include <csignal>
#include <random>

#include "agreement/withdrawal.h"
#include "agreement/zone.h"
#include "http/client.h"
#include "http/openapi.h"
#include "http_client/client.h"
#include "ledger/checkpoint/cosignature.h"
#include "note/public_keys.h"
#include "recording/lifetime/discard.h"
#include "server/ingest/testing.h"
#include "support/free_port.h"
#include "support/server_stores.h"
#include "support/temp_folder.h"
#include "support/until.h"

namespace insyn::server {
namespace {

using http_client::Answer;
using http_client::Call;
using support::until;

const std::string kServer = INSYN_BIN_DIR "/insyn-server";
const std::string kId = recording::kTestId;

std::string day_text(Utc time) { return to_text(time).substr(0, 10); }

class ServerTest : public testing::Test {
 protected:
  void SetUp() override {
    recording::put(folder_ / "employer.pub", note::public_keys_text(parties.employer.keys));
    recording::put(folder_ / "union.pub", note::public_keys_text(parties.union_side.keys));
    port_ = support::free_port();
    certificates_ = http_test::make_certificates(folder_.path(), "server");
    const support::Ran made =
        run({"init", "--data", data_.string(), "--origin", "centre.example", "--listen",
             fmt::format("127.0.0.1:{}", port_), "--certificate", certificates_.certificate.string(), "--key",
             certificates_.key.string(), "--pin", (folder_ / "employer.pub").string(), "--pin",
             (folder_ / "union.pub").string()});
    ASSERT_EQ(made.code, 0) << made.err;
    if (test_postgresql() != nullptr)
      support::state_stores(data_, fmt::format("url = \"{}\"", empty_test_place(data_)), "");
    if (test_s3() != nullptr) {
      const S3 where = s3_of(empty_test_blobs(data_));
      support::write_secret(data_ / "s3.secret", where.secret_key);
      support::state_stores(data_, "",
                            support::lines_of({where.endpoint, where.region, where.bucket, where.prefix,
                                               where.access_key, "s3.secret"}));
    }
    const std::size_t at = made.out.find("key ") + 4;
    key_.emplace(note::Verifier::parse(made.out.substr(at, made.out.find('\n', at) - at)).value());
    const Utc now = SystemClock().utc();
    terms_ = with(parties.terms(day_text(now - std::chrono::days(2)), day_text(now + std::chrono::days(60))),
                  parties.ledger.verifier().text(), key_->text());
    recording::put(folder_ / "agreement", parties.by_both(terms_));
    roster_ = roster::roster_text(parties.roster(pc.certifier.device()));
    recording::put(folder_ / "roster", parties.by_both(roster_));
    const support::Ran registered = run({"register", "--data", data_.string(),
                                         (folder_ / "agreement").string(), (folder_ / "roster").string()});
    ASSERT_EQ(registered.code, 0) << registered.err;
    start();
  }
  support::Ran run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), kServer);
    return support::run(folder_.path(), arguments);
  }
  void start() {
    server_ = std::make_unique<support::Program>(folder_.path(),
                                                 std::vector<std::string>{kServer, "--data", data_.string()});
    until("it answers", [&] {
      const auto answer = asked({"GET", "/healthz"}, nullptr);
      return answer && answer->status == 200;
    });
    // Before that its ledger does not grow.
    const ledger::Checkpoint none{"centre.example", 0, ledger::empty_root(), {}};
    const auto now = std::chrono::floor<std::chrono::seconds>(SystemClock().utc());
    const std::string text = ledger::text_of(none);
    const std::string note = text + "\n" + note::line_of(ledger::cosign(text, now, parties.witness));
    const auto heard = asked({"POST", "/v1/ledger/cosignatures", http_client::body_of("text/plain", note)},
                             &parties.witness);
    ASSERT_TRUE(heard && heard->is_good()) << (heard ? heard->body : heard.error().message);
  }
  Result<Answer> asked(Call call, const note::Signer* by) const {
    auto address = http_client::parse_address(fmt::format("https://127.0.0.1:{}", port_)).value();
    http_client::Identity identity;
    if (by != nullptr) identity = by;
    auto client = http_client::Client::create({address, certificates_.authority}, identity, clock_).value();
    return client.ask(call);
  }
  // By the link; the answer is what the page of the API says.
  Answer ask(const Call& call) const {
    const auto answer = asked(call, &parties.link);
    if (!answer) return {};
    http_test::Reply reply{answer->status, {}, answer->body, ""};
    for (const auto& field : answer->fields) reply.fields[field.name] = field.value;
    EXPECT_EQ(http_test::against_openapi(call.method, call.target.substr(0, call.target.find('?')), reply),
              "");
    return *answer;
  }
  Answer get(const std::string& target) const { return ask({"GET", target}); }
  Answer post(const std::string& target, const std::string& body, const char* type = "text/plain") const {
    return ask({"POST", target, http_client::body_of(type, body)});
  }
  std::string upload_path(const std::string& id = kId) const { return "/v1/recordings/" + id + "/upload"; }
  Answer upload(const std::string& whole, std::uint64_t from, const std::string& id = kId) const {
    return post(fmt::format("{}?from={}", upload_path(id), from), whole.substr(from), recording::kBundleType);
  }
  // Where it goes on; nothing where the server does not answer with that.
  std::optional<std::uint64_t> offset(const std::string& id = kId) const {
    const Answer answer = get(upload_path(id));
    constexpr std::string_view kBegin = "{\"offset\":";
    if (!answer.body.starts_with(kBegin)) return std::nullopt;
    return std::stoull(answer.body.substr(kBegin.size()));
  }
  Path record(std::size_t chunks, const std::string& id = kId) {
    recording::Beginning beginning = pc.beginning(id);
    const Utc begin = SystemClock().utc() - std::chrono::hours(1);
    beginning.opening.agreement_hash = sha256(view_of(terms_));
    beginning.opening.date =
        std::chrono::sys_days(agreement::wall_time(begin, beginning.opening.zone).value().day);
    beginning.about.roster_hash = sha256(view_of(roster_));
    beginning.about.begin = begin;
    auto writer = pc.begin(std::move(beginning)).value();
    for (std::size_t number = 0; number < chunks; ++number) CHECK(writer.append(pc.chunk(number)));
    CHECK(recording::Workstation::close(writer));
    return writer.folder();
  }
  void expect_receipt(const Answer& answer, const Path& folder) const {
    const auto received = verify_receipt(answer.body, TestCentre::sent(folder), {key_->name(), *key_});
    EXPECT_TRUE(received) << answer.status << (received ? "" : received.error().message);
  }
  bool is_on_the_disk(const std::string& bytes) const {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(data_)) {
      if (!entry.is_regular_file()) continue;
      if (read_text(entry.path(), std::size_t{1} << 30).value_or("").find(bytes) != std::string::npos)
        return true;
    }
    return server_->err().find(bytes) != std::string::npos;
  }

  support::TempFolder folder_;
  const Path data_ = folder_ / "data";
  TestParties parties;
  recording::Workstation pc;
  std::uint16_t port_ = 0;
  SystemClock clock_;
  http_test::Certificates certificates_;
  std::optional<note::Verifier> key_;
  std::string terms_, roster_;
  std::unique_ptr<support::Program> server_;
};

TEST_F(ServerTest, ARecordingIsReceivedSampledDiscardedAndGone) {
  const Path folder = record(3);
  const std::string whole = TestCentre::bundle(folder);
  EXPECT_EQ(offset(), 0u);
  EXPECT_EQ(post("/v1/certificates", recording::content(folder / recording::kCertificate)).status, 200);
  EXPECT_EQ(upload(whole.substr(0, 700), 0).status, 200);
  EXPECT_EQ(offset(), 700u);
  expect_receipt(upload(whole, 700), folder);
  expect_receipt(get(upload_path()), folder);
  expect_receipt(get("/v1/recordings/" + kId + "/receipt"), folder);
  const Bytes nonce = random_bytes(32);
  Sha256 hash;
  hash.add(nonce).add(view_of(recording::content(folder / "000001.chunk.age")));
  EXPECT_EQ(get(fmt::format("/v1/recordings/{}/sample?chunk=1&nonce={}", kId, to_hex(nonce))).body,
            fmt::format(R"({{"sha256":"{}"}})", to_hex(hash.digest())));
  const std::string key =
      to_base64(view_of(recording::content(folder / recording::kKey)), Padding::kRequired);
  // PostgreSQL's files are others', and erased within an hour: server/lifetime tests that.
  const bool in_our_files = test_postgresql() == nullptr;
  EXPECT_EQ(is_on_the_disk(key), in_our_files);
  const std::string order = note::sign(
      recording::text_of(recording::DiscardOrder{kId, "a17", SystemClock().utc()}), parties.agent.signer);
  EXPECT_EQ(post("/v1/discards", order).status, 200);
  EXPECT_EQ(upload(whole, 0).status, 410);
  EXPECT_EQ(get("/v1/recordings/" + kId + "/receipt").status, 410);
  EXPECT_FALSE(is_on_the_disk(key));
  for (const std::string& whose : {std::string("a17"), kId, std::string("4711")})
    EXPECT_EQ(server_->err().find(whose), std::string::npos) << server_->err();
}

TEST_F(ServerTest, KilledAgainAndAgainItLosesNothing) {
  std::mt19937 random(20261129);
  for (int number = 0; number < 4; ++number) {
    const std::string id = fmt::format("{:08x}89abcdef0123456789abcdef", number);
    const Path folder = record(30, id);
    const std::string whole = TestCentre::bundle(folder);
    for (int kill = 0; kill < 2; ++kill) {
      const auto at = offset(id);
      std::thread killer([&, wait = random() % 60] {
        std::this_thread::sleep_for(std::chrono::milliseconds(wait));
        server_->signal(SIGKILL);
      });
      if (at)
        (void)asked({"POST", fmt::format("{}?from={}", upload_path(id), *at),
                     http_client::body_of(recording::kBundleType, whole.substr(*at))},
                    &parties.link);
      killer.join();
      server_->wait();
      start();
    }
    Answer answer = get(upload_path(id));
    if (const auto at = offset(id)) answer = upload(whole, *at, id);
    expect_receipt(answer, folder);
  }
}

TEST_F(ServerTest, AWithdrawalReachesWhoeverWaitsWithinTwoSeconds) {
  const Answer first = get("/v1/feed");
  const std::size_t at = first.body.find("\"next\":\"") + 8;
  const std::string next = first.body.substr(at, first.body.find('"', at) - at);
  Mono told{};
  std::string news;
  std::thread link([&] {
    news = get("/v1/feed?after=" + next).body;
    told = clock_.mono();
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  const agreement::Withdrawal text{sha256(view_of(terms_)), "kundtjanst-2026-11", "Klubben", clock_.utc(),
                                   ""};
  EXPECT_EQ(
      post("/v1/withdrawals", note::sign(agreement::withdrawal_text(text), parties.union_side.signer)).status,
      200);
  const Mono registered = clock_.mono();
  link.join();
  EXPECT_NE(news.find("\"kind\":\"withdrawal\""), std::string::npos) << news;
  EXPECT_LT(told - registered, std::chrono::seconds(2));
}

TEST_F(ServerTest, MachinesThatMayNotAreRefused) {
  const Call begin{"GET", upload_path()};
  EXPECT_EQ(asked(begin, nullptr)->status, 401);
  EXPECT_EQ(asked(begin, &parties.witness)->status, 403);
  // Known by the roster, and no machine.
  EXPECT_EQ(asked(begin, &parties.agent.signer)->status, 403);
  const note::Signer nobody = note::Signer::generate("nobody").value();
  EXPECT_EQ(asked(begin, &nobody)->status, 401);
  EXPECT_EQ(post("/v1/erasures", "{\"call\":\"4711\"}", "application/json").status, 403);
  EXPECT_EQ(post("/v1/holds", "x").status, 403);
}

TEST_F(ServerTest, AnErasureWhileTheServerRunsShredsTheCall) {
  const Path folder = record(1);
  expect_receipt(upload(TestCentre::bundle(folder), 0), folder);
  const support::Ran erased = run({"erase", "--data", data_.string(), "--call", "4711"});
  EXPECT_EQ(erased.out, "shredded 1\n") << erased.err;
  EXPECT_EQ(get(upload_path()).status, 410);
}

}  // namespace
}  // namespace insyn::server
