#include "desktop/sip_desk.h"

#include <gtest/gtest.h>

#include <csignal>

#include "agreement/in_force_note.h"
#include "base/check.h"
#include "note/note.h"
#include "note/public_keys.h"
#include "support/free_port.h"
#include "support/until.h"

namespace insyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr const char* kForeignFill = "ff00ff";  // what support::watch() looks for
constexpr const char* kOwnFill = "00aa00";
constexpr milliseconds kBetweenLines{40};
constexpr seconds kDeskPatience{40};

std::string public_key_of(const note::Signer& key) {
  return note::public_keys_text({note::Role::kLink, key.verifier().name(), key.verifier(), ""});
}

}  // namespace

void Painter::show(bool foreign) {
  std::unique_lock lock(mutex_);
  foreign_ = foreign;
  ++asked_;
  changed_.notify_all();
  changed_.wait(lock, [this] { return shown_ == asked_ || !problem_.empty(); });
  if (!problem_.empty()) throw std::runtime_error(problem_);
}

void Painter::draw(bool foreign, bool anew) {
  if (anew) window_.ask(fmt::format("fill main 0 0 400 300 {}", foreign ? kForeignFill : kOwnFill));
  // Of its own there is another one each time: never foreign, since it has no red.
  static int line = 0;
  window_.ask(foreign ? fmt::format("line main {}", kForeignFill)
                      : fmt::format("line main 00{:04x}", ++line & 0xffff));
}

void Painter::work(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested() && problem_.empty()) {
    const bool foreign = foreign_;
    const int asked = asked_;
    const bool anew = shown_ != asked;
    lock.unlock();
    std::string problem;
    try {
      draw(foreign, anew);
    } catch (const std::exception& error) {
      problem = error.what();
    }
    lock.lock();
    problem_ = problem;
    shown_ = asked;
    changed_.notify_all();
    changed_.wait_for(lock, stop, kBetweenLines, [&] { return shown_ != asked_; });
  }
}

Words::Words(const std::string& url, const note::Signer& key, const agreement::CallSource& source)
    : sources_({source}) {
  const calls::NewsReader::Told told{[this](const calls::News& news) { take(news); }, [](const Error&) {}};
  reader_ =
      calls::NewsReader::begin({http_client::parse_address(url).value(), {}}, &key, clock_, told).value();
  reader_->want(std::nullopt);
}

void Words::take(const calls::News& news) {
  const std::lock_guard lock(mutex_);
  for (const std::string& note : news.statements) {
    const auto said = calls::verify_statement(note, sources_).value();
    // Of an insyn-calls that was started again everything comes once more.
    if (!sequences_.insert(said.sequence).second) continue;
    auto& [count, last] = said_[said.event];
    ++count;
    last = clock_.mono();
  }
}

std::size_t Words::count(calls::Event event) const {
  const std::lock_guard lock(mutex_);
  const auto found = said_.find(event);
  return found == said_.end() ? 0 : found->second.first;
}

Mono Words::last(calls::Event event) const {
  const std::lock_guard lock(mutex_);
  return said_.at(event).second;
}

SipDesk::SipDesk() : calls_port_(support::free_port()), server_port_(support::free_port()) {
  // Its dialogs are told by the telephone, and by nobody else.
  pbx_.change("if (is_method(\"INVITE\")) {",
              fmt::format("if (is_method(\"INVITE\") && $rU != \"{}\") {{", kToldByPhone));
  pbx_.start();
  for (const char* number : {kToldByKamailio, kToldByPhone})
    phones_.emplace(number, std::make_unique<calls_test::TestPhone>(pbx_, number));
  desk_.open_support_window();
  painter_ = std::make_unique<Painter>(desk_.support);
  painter_->show_foreign();
  enrol(make_server());
  configure_calls();
  start_calls();
  words_ = std::make_unique<Words>(
      fmt::format("http://127.0.0.1:{}", calls_port_), reader_key_,
      agreement::CallSource{source_key_.verifier().name(), source_key_.verifier(), 5});
  run("insyn-server", {"register", "--data", path("server"), desk_.parties.file("agreement.note").string(),
                       desk_.parties.file("roster.note").string()});
  start_server();
  configure_link();
  start_link();
  wait_for("idle");
}

SipDesk::~SipDesk() {
  // What is stopped could not end.
  pbx_.signal(SIGCONT);
  painter_.reset();
}

// The key of its ledger.
std::string SipDesk::make_server() {
  const std::string made =
      run("insyn-server", {"init", "--data", path("server"), "--origin", "ledger.example", "--listen",
                           fmt::format("127.0.0.1:{}", server_port_)});
  std::filesystem::create_directories(desk_.folder / "server/pins");
  for (const char* pin : {"employer.pub", "union.pub"})
    std::filesystem::copy_file(desk_.parties.file(pin), desk_.folder / "server/pins" / pin);
  write("server/calls.sign", server_key_.secret_text() + "\n");
  const std::string settings = read_text(desk_.folder / "server/insyn-server.toml", 100'000).value();
  write("server/insyn-server.toml",
        settings + fmt::format(
                       "\n[[calls]]\nsource = \"pbx\"\nurl = \"http://127.0.0.1:{}\"\nkey = \"calls.sign\"\n",
                       calls_port_));
  const std::size_t at = made.find("key ") + 4;
  return made.substr(at, made.find('\n', at) - at);
}

void SipDesk::enrol(const std::string& ledger_key) {
  roster::Roster roster = desk_.parties.roster();
  roster.agents.front().numbers = {kToldByKamailio, kToldByPhone};
  roster.links.push_back({"link", link_key_.verifier()});
  desk_.parties.write_roster(roster, "roster.note");
  support::TestTerms terms = desk_.terms();
  terms.manual = false;
  terms.more = fmt::format(
      "[[call_source]]\nname = \"pbx\"\nkey = \"{}\"\n[ledger]\norigin = \"ledger.example\"\nkey = \"{}\"\n"
      "witnesses = [\"{}\"]\ngrace_hours = 4\n",
      source_key_.verifier().text(), ledger_key, witness_.verifier().text());
  CHECK(create_folder(service_.feed()));
  service_.start(terms, clock_.before());
  say_in_force();
}

void SipDesk::say_in_force() const {
  const std::string note = read_text(service_.enrolment() / "agreement.note", std::size_t{1} << 20).value();
  const Digest about = sha256(view_of(note::parse(note).value().text));
  const std::string word = note::sign(
      agreement::in_force_text({about, SystemClock().utc() - std::chrono::minutes(1), {}}).value(), witness_);
  CHECK(write_file(service_.feed() / "any.in-force", view_of(word), Access::kEveryoneReads,
                   IfExists::kReplace));
}

// By TCP, whose packets to Kamailio's port are those of insyn-calls alone.
void SipDesk::configure_calls() const {
  write("pbx.sign", source_key_.secret_text());
  write("sip.secret", std::string(calls_test::kPbxPassword) + "\n");
  write("numbers.txt", fmt::format("{}\n{}\n", kToldByKamailio, kToldByPhone));
  write("server.pub", public_key_of(server_key_));
  write("reader.pub", public_key_of(reader_key_));
  write("insyn-calls.toml",
        fmt::format("insyn_calls = 1\nkey = \"pbx.sign\"\nreaders = [\"server.pub\", \"reader.pub\"]\n"
                    "[listen]\naddress = \"127.0.0.1\"\nport = {}\nplain = true\n[sip]\naddress = "
                    "\"127.0.0.1\"\nport = {}\ntransport = \"tcp\"\ndomain = \"pbx.example\"\nuser = "
                    "\"insyn\"\nsecret = \"sip.secret\"\nnumbers = \"numbers.txt\"\n",
                    calls_port_, pbx_.port()));
}

void SipDesk::configure_link() const {
  CHECK(create_folder(desk_.folder / "link"));
  write("link/link.sign", link_key_.secret_text());
  write("link/insyn-link.toml",
        fmt::format("insyn_link = 1\nserver = \"http://127.0.0.1:{}\"\nenrolment = \"{}\"\nspools = "
                    "[\"{}\"]\n[calls]\nrecorders = [\"{}\"]\n",
                    server_port_, service_.enrolment().string(), desk_.spool.string(),
                    (service_.runtime_folder() / "insyn" / "calls").string()));
}

void SipDesk::start_calls() {
  calls_ = start("insyn-calls", {"--config", path("insyn-calls.toml")});
  support::until(
      "insyn-calls to read both numbers",
      [&] {
        if (calls_->ended()) throw std::runtime_error("insyn-calls has ended: " + calls_->err());
        return calls_->err().find("2 of 2 numbers") != std::string::npos;
      },
      kDeskPatience);
}

void SipDesk::start_server() {
  server_ = start("insyn-server", {"--data", path("server")});
  support::until("insyn-server to listen", [&] {
    if (server_->ended()) throw std::runtime_error("insyn-server has ended: " + server_->err());
    return server_->err().find("listening") != std::string::npos;
  });
}

void SipDesk::start_link() { link_ = start("insyn-link", {"--data", path("link")}); }

void SipDesk::write(const std::string& name, const std::string& text) const {
  CHECK(write_file(desk_.folder / name, view_of(text), Access::kOwnerOnly, IfExists::kReplace));
}

std::string SipDesk::run(const char* program, std::vector<std::string> words) const {
  words.insert(words.begin(), (Path(INSYN_BIN_DIR) / program).string());
  const support::Ran ran = support::run(desk_.folder.path(), words);
  if (ran.code != 0) throw std::runtime_error(fmt::format("{}: {}", program, ran.err));
  return ran.out;
}

std::unique_ptr<support::Program> SipDesk::start(const char* program, std::vector<std::string> words) const {
  words.insert(words.begin(), (Path(INSYN_BIN_DIR) / program).string());
  return std::make_unique<support::Program>(desk_.folder.path(), words);
}

void SipDesk::wait_for_word(calls::Event event, std::size_t before, seconds patience) const {
  support::until(
      code_of(event), [&] { return words_->count(event) > before; }, patience);
}

void SipDesk::wait_for(const std::string& activity) const {
  support::until(
      activity, [&] { return service_.activity() == activity; }, kDeskPatience);
}

std::vector<Path> SipDesk::recordings() const {
  std::vector<Path> all;
  const std::vector<std::string> names = list_folder(desk_.spool, 10'000).value();
  for (const std::string& name : names)
    if (std::filesystem::is_directory(desk_.spool / name)) all.push_back(desk_.spool / name);
  return all;
}

Path SipDesk::wait_for_recording() {
  Path found;
  support::until(
      "a recording with a chunk",
      [&] {
        for (const Path& one : recordings())
          if (!known_.contains(one.filename().string()) && support::Service::chunks(one) > 0) found = one;
        return !found.empty();
      },
      kDeskPatience);
  for (const Path& one : recordings()) known_.insert(one.filename().string());
  return found;
}

void SipDesk::expect_nothing_foreign() const {
  for (const Path& one : recordings()) {
    const support::Shown shown = support::watch(one, desk_.parties);
    EXPECT_TRUE(shown.verification.intact()) << one;
    EXPECT_EQ(shown.colour_seen, 0U) << one;
  }
}

}  // namespace insyn
