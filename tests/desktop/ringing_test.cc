// From the telephone to the picture with the real programs: a telephone system's signed webhooks,
// insyn-calls, insyn-link, the recorder and the tray, on a real X server. Whichever of them dies or hangs
// during a call, nothing of what the screen shows from then on is kept.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <csignal>

#include "base/check.h"
#include "calls/webhook/verifier.h"
#include "http_client/client.h"
#include "note/public_keys.h"
#include "os/file.h"
#include "support/free_port.h"
#include "support/service.h"
#include "support/until.h"
#include "support/webhooks.h"

namespace insyn {
namespace {

using std::chrono::milliseconds;
using support::Program;

constexpr const char* kForeignColour = "ff00ff";  // what support::watch() looks for
constexpr const char* kOwnColour = "00aa00";
constexpr std::chrono::seconds kPatience{30};

class Ringing : public testing::Test {
 protected:
  Ringing() {
    desk_.open_support_window();
    paint(kForeignColour);
    support::TestTerms terms = desk_.terms();
    terms.manual = false;
    terms.more = fmt::format("[[call_source]]\nname = \"pbx\"\nkey = \"{}\"\n", pbx_.verifier().text());
    service_.start(terms);
    write("pbx.sign", pbx_.secret_text());
    write("hook.secret", std::string(support::kWebhookSecret) + "\n");
    write("mapping.toml", support::kWebhookMapping);
    write("link.pub", note::public_keys_text({note::Role::kLink, "link", link_key_.verifier(), ""}));
    write("insyn-calls.toml",
          fmt::format("insyn_calls = 1\nkey = \"pbx.sign\"\nlinks = [\"link.pub\"]\n[listen]\naddress = "
                      "\"127.0.0.1\"\nport = {}\nplain = true\n[webhook]\nname = \"test\"\nsecrets = "
                      "[\"hook.secret\"]\nmapping = \"mapping.toml\"\n",
                      port_));
    CHECK(create_folder(desk_.folder / "link"));
    write("link/link.sign", link_key_.secret_text());
    write("link/insyn-link.toml",
          fmt::format("insyn_link = 1\nserver = \"{0}\"\nenrolment = \"{1}\"\nspools = [\"{2}\"]\n[calls]\n"
                      "recorders = [\"{3}\"]\ndirect = {{ url = \"{0}\" }}\n",
                      url(), service_.enrolment().string(), desk_.spool.string(),
                      (service_.runtime_folder() / "insyn" / "calls").string()));
    start_calls();
    start_link();
    support::until(
        "the source", [&] { return service_.activity() == "idle"; }, kPatience);
  }

  std::string url() const { return fmt::format("http://127.0.0.1:{}", port_); }
  void write(const std::string& name, const std::string& text) const {
    CHECK(write_file(desk_.folder / name, view_of(text), Access::kOwnerOnly, IfExists::kReplace));
  }
  std::unique_ptr<Program> start(const char* name, const std::string& option, const std::string& path) const {
    return std::make_unique<Program>(desk_.folder.path(),
                                     std::vector<std::string>{(Path(INSYN_BIN_DIR) / name).string(), option,
                                                              (desk_.folder / path).string()});
  }
  void start_calls() {
    calls_ = start("insyn-calls", "--config", "insyn-calls.toml");
    support::until("insyn-calls", [&] { return calls_->err().find("listens on") != std::string::npos; });
  }
  void start_link() { link_ = start("insyn-link", "--data", "link"); }

  // The telephone system says so.
  void happens(const std::string& what) {
    const std::string id = fmt::format("{}", ++said_),
                      body = fmt::format(R"({{"type":"{}","part":"part {}","call":"call {}","who":"201"}})",
                                         what, calls_made_, calls_made_);
    const std::string time =
        std::to_string(std::chrono::floor<std::chrono::seconds>(clock_.utc().time_since_epoch()).count());
    http_client::Call call{"POST", "/v1/webhook/test", http_client::body_of("application/json", body)};
    call.fields = {{"webhook-id", id},
                   {"webhook-timestamp", time},
                   {"webhook-signature",
                    calls::webhook_signature(calls::WebhookSecret::parse(support::kWebhookSecret).value(), id,
                                             time, body)}};
    auto client =
        http_client::Client::create({http_client::parse_address(url()).value()}, {}, clock_).value();
    const auto answer = client.ask(call);
    ASSERT_TRUE(answer && answer->status == 204) << (answer ? answer->body : answer.error().message);
  }
  // The recording of a call that begins, once something of it is on the disk.
  Path begin() {
    ++calls_made_;
    paint(kOwnColour);
    begun_ = clock_.mono();
    happens("answered");
    Path folder;
    support::until(
        "a chunk",
        [&] {
          const std::vector<std::string> names = list_folder(desk_.spool, 1000).value();
          for (const std::string& name : names)
            if (std::filesystem::is_directory(desk_.spool / name) && !known_.contains(name))
              folder = desk_.spool / name;
          return !folder.empty() && support::Service::chunks(folder) > 0;
        },
        kPatience);
    known_.insert(folder.filename().string());
    return folder;
  }
  void paint(const std::string& colour) { desk_.support.ask("fill main 0 0 400 300 " + colour); }
  // Shows foreign pixels for so long.
  void show_foreign(milliseconds time) {
    for (const Mono until = clock_.mono() + time; clock_.mono() < until;) {
      paint(kForeignColour);
      desk_.support.ask(fmt::format("line main {}", kForeignColour));
      std::this_thread::sleep_for(milliseconds(50));
    }
  }
  void wait_for(const std::string& activity) {
    support::until(
        activity, [&] { return service_.activity() == activity; }, kPatience);
  }
  void expect_nothing_foreign(const Path& folder) {
    const support::Shown shown = support::watch(folder, desk_.parties);
    EXPECT_TRUE(shown.verification.intact());
    EXPECT_EQ(shown.colour_seen, 0U);
  }

  const SystemClock clock_;
  const std::uint16_t port_ = support::free_port();
  const note::Signer pbx_ = note::Signer::generate("pbx").value();
  const note::Signer link_key_ = note::Signer::generate("link").value();
  support::Desk desk_;
  support::Service service_{desk_};
  std::unique_ptr<Program> calls_, link_;
  std::set<std::string> known_;
  int said_ = 0, calls_made_ = 0;
  Mono begun_{};
};

TEST_F(Ringing, ACallIsRecordedWithAHoldInTheMiddle) {
  const Path folder = begin();
  happens("hold");
  wait_for("held");
  show_foreign(milliseconds(500));
  paint(kOwnColour);
  happens("back");
  wait_for("recording");
  support::Service::wait_for_next_chunk(folder);
  const Mono ended = clock_.mono();
  happens("gone");
  show_foreign(milliseconds(500));
  wait_for("idle");
  expect_nothing_foreign(folder);
  const std::vector<Mono> moments = support::kept_moments(folder, desk_.parties);
  ASSERT_FALSE(moments.empty());
  EXPECT_LE(moments.back(), ended + milliseconds(100));
  fmt::print("ms from the webhook to the first picture: {:.0f}\n",
             std::chrono::duration<double, std::milli>(moments.front() - begun_).count());
}

// What befalls one of those between the telephone and the recorder.
struct Fault {
  const char* name;
  void (*befalls)(Program& calls, Program& link);
};
void PrintTo(const Fault& fault, std::ostream* out) { *out << fault.name; }
class RingingFault : public Ringing, public testing::WithParamInterface<Fault> {};

TEST_P(RingingFault, NothingIsKeptFromThenOn) {
  const Path folder = begin();
  GetParam().befalls(*calls_, *link_);
  show_foreign(milliseconds(2'500));
  wait_for("withheld");
  for (const Program* program : {calls_.get(), link_.get()}) program->signal(SIGCONT);
  service_.program().signal(SIGTERM);
  service_.program().wait();
  expect_nothing_foreign(folder);
}

INSTANTIATE_TEST_SUITE_P(
    , RingingFault,
    testing::Values(Fault{"SourceDies", [](Program& calls, Program&) { calls.signal(SIGKILL); }},
                    Fault{"SourceHangs", [](Program& calls, Program&) { calls.signal(SIGSTOP); }},
                    Fault{"LinkDies", [](Program&, Program& link) { link.signal(SIGKILL); }},
                    Fault{"LinkHangs", [](Program&, Program& link) { link.signal(SIGSTOP); }}),
    [](const auto& fault) { return std::string(fault.param.name); });

TEST_F(Ringing, ALinkThatComesBackLetsTheCallGoOn) {
  const Path folder = begin();
  link_->signal(SIGKILL);
  link_->wait();
  show_foreign(milliseconds(2'500));
  wait_for("withheld");
  paint(kOwnColour);
  start_link();
  wait_for("recording");
  support::Service::wait_for_next_chunk(folder);
  happens("gone");
  show_foreign(milliseconds(300));
  wait_for("idle");
  expect_nothing_foreign(folder);
}

}  // namespace
}  // namespace insyn
