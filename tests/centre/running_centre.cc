#include "running_centre.h"

#include <csignal>

#include "base/check.h"
#include "centre/session.h"
#include "ledger/checkpoint/checkpoint.h"
#include "note/note.h"
#include "recording/bundle/bundle.h"
#include "recording/store/recording.h"
#include "support/free_port.h"
#include "support/until.h"

namespace insyn::centre_test {
namespace {

using http_client::Answer;
using http_client::Call;
using support::until;

const std::string kBin = INSYN_BIN_DIR "/";

// What stands behind `label` in a line of it.
std::string said(const std::string& text, const std::string& label) {
  const std::size_t at = text.find(label);
  CHECK(at != std::string::npos);
  const std::size_t begin = at + label.size();
  return text.substr(begin, text.find_first_of(" \n", begin) - begin);
}

}  // namespace

RunningCentre::RunningCentre(const std::vector<std::string>& before, Brought brought) : brought_(brought) {
  port_ = support::free_port();
  witness_port_ = support::free_port();
  make_server();
  start(before);
  watch();
  for (const auto& [person, invitation] : invitations_) sign_in(person);
}

void RunningCentre::make_server() {
  std::filesystem::create_directory(file("tls"));
  std::filesystem::create_directory(file("company"));
  certificates_ = http_test::make_certificates(file("tls"), "127.0.0.1");
  url_ = fmt::format("https://127.0.0.1:{}", port_);
  const cli::Ran made =
      cli::run({"init", "--data", data_.string(), "--origin", "centre.example", "--listen",
                fmt::format("127.0.0.1:{}", port_), "--certificate", certificates_.certificate.string(),
                "--key", certificates_.key.string(), "--administrator", "administrator", "--reviewer",
                "reviewer", "--union", "union"},
               "insyn-server");
  CHECK(made.code == 0);
  for (const char* person : {"administrator", "reviewer", "union"})
    invitations_[person] = said(made.out, fmt::format("invitation {} ", person));
  company_.emplace(file("company"), note::Verifier::parse(said(made.out, "\nkey ")).value(), clock_.utc(),
                   std::chrono::hours(1));
  std::filesystem::create_directory(data_ / "pins");
  for (const char* pin : {"employer.pub", "union.pub"})
    std::filesystem::copy(company_->file(pin), data_ / "pins" / pin);
  cli::write_all(company_->file("roster.note"), company_->roster_note);
  if (brought_ == Brought::kByPush)
    add_to(data_ / "insyn-server.toml",
           fmt::format("[limits]\nrequests_a_minute = 1000000\nburst = 1000000\n"
                       "[[witness]]\nkey = \"{}\"\nurl = \"https://127.0.0.1:{}\"\nauthority = \"{}\"\n",
                       company_->witness.verifier().text(), witness_port_, certificates_.authority.string()));
  const cli::Ran registered = cli::run(
      {"register", "--data", data_.string(), company_->file("agreement.note"), company_->file("roster.note")},
      "insyn-server");
  CHECK(registered.code == 0);
}

// A table at the end of it.
void RunningCentre::add_to(const Path& configuration, const std::string& text) {
  cli::write_all(configuration.string(), cli::read_all(configuration.string()) + text);
}

void RunningCentre::start(const std::vector<std::string>& before) {
  std::vector<std::string> command = before;
  for (const std::string& word : {kBin + "insyn-server", std::string("--data"), data_.string()})
    command.push_back(word);
  server_ = std::make_unique<support::Program>(file(""), command);
  until("the server answers", [&] {
    const auto answer = send({}, {"GET", "/healthz"});
    return answer && answer->status == 200;
  });
}

void RunningCentre::watch() {
  cli::write_all(file("witness.sign"), company_->witness.secret_text());
  const cli::Ran made =
      cli::run(company_->with_agreement({"init", "--data", file("witness"), "--key", file("witness.sign"),
                                         "--server", url_, "--authority", certificates_.authority.string()}),
               "insyn-witness");
  CHECK(made.code == 0);
  if (brought_ == Brought::kByPush)
    add_to(Path(file("witness")) / "insyn-witness.toml",
           fmt::format("[poll]\nseconds = 3600\n[listen]\naddress = \"127.0.0.1\"\nport = {}\n"
                       "certificate = \"{}\"\nkey = \"{}\"\n",
                       witness_port_, certificates_.certificate.string(), certificates_.key.string()));
  start_witness();
  until("the witness was heard", [&] {
    const auto ready = send({}, {"GET", "/readyz"});
    return ready && ready->status == 200;
  });
}

void RunningCentre::start_witness() {
  witness_ = std::make_unique<support::Program>(
      file(""), std::vector<std::string>{kBin + "insyn-witness", "--data", file("witness")});
}

void RunningCentre::kill_witness() {
  witness_->signal(SIGKILL);
  witness_->wait();
}

std::uint64_t RunningCentre::cosigned() const {
  const auto answer = send({}, {"GET", "/ledger/checkpoint"});
  if (!answer || answer->status != 200) return 0;
  return ledger::parse_checkpoint(note::parse(answer->body).value().text).value().size;
}

double RunningCentre::figure(const std::string& name) const {
  std::string token = cli::read_all((data_ / "monitor.token").string());
  token.pop_back();
  Call call{"GET", "/metrics"};
  call.fields.push_back({"authorization", "Bearer " + token});
  const std::string text = send({}, call).value().body;
  const std::size_t at = text.find("\n" + name + " ");
  return at == std::string::npos ? 0 : std::stod(text.substr(at + name.size() + 2));
}

Result<Answer> RunningCentre::send(http_client::Identity identity, const Call& call) const {
  const auto address = http_client::parse_address(url_).value();
  return http_client::Client::create({address, certificates_.authority}, std::move(identity), clock_)
      .value()
      .ask(call);
}

void RunningCentre::sign_in(const std::string& person) const {
  cli::write_all(file("passphrase"), passphrase_of(person) + "\n");
  const cli::Ran ran =
      as(person, {"login", "--server", url_, "--ca", certificates_.authority.string(), "--account", person,
                  "--invitation", invitations_.at(person), "--passphrase-file", file("passphrase")});
  CHECK(ran.code == 0);
}

cli::Ran RunningCentre::as(const std::string& person, const std::vector<std::string>& arguments) const {
  ::setenv("XDG_STATE_HOME", file("state-" + person).c_str(), 1);
  return cli::run(arguments);
}

Answer RunningCentre::ask(const std::string& person, Call call) const {
  const auto session = centre::read_session(Path(file("state-" + person)) / "insyn");
  return send(session.value().token, call).value();
}

void RunningCentre::invite(const std::string& by, const std::string& person, const std::string& role) {
  const std::string account = fmt::format(R"({{"name":"{}","role":"{}"}})", person, role);
  const Answer made = ask(by, {"POST", "/v1/accounts", http_client::body_of("application/json", account)});
  CHECK(made.is_good());
  const std::string label = "\"invitation\":\"";
  const std::size_t at = made.body.find(label) + label.size();
  invitations_[person] = made.body.substr(at, made.body.find('"', at) - at);
  sign_in(person);
}

http_test::Client RunningCentre::connect() const {
  const http_test::TlsWish wish{certificates_.authority};
  return http_test::Client(port_, &wish);
}

void RunningCentre::upload() const {
  const std::string certificate =
      cli::read_all((Path(company_->recording_folder) / recording::kCertificate).string());
  const auto begun =
      send(&company_->link, {"POST", "/v1/certificates", http_client::body_of("text/plain", certificate)});
  CHECK(begun.value().is_good());
  const recording::FolderFiles files(company_->recording_folder);
  auto bundle = recording::Bundle::of(files).value();
  const Bytes bytes = bundle.read(0, static_cast<std::size_t>(bundle.size())).value();
  const auto arrived =
      send(&company_->link, {"POST", fmt::format("/v1/recordings/{}/upload?from=0", company_->recording),
                             http_client::body_of(recording::kBundleType, std::string(text_of(bytes)))});
  CHECK(arrived.value().is_good());
}

}  // namespace insyn::centre_test
