// A centre as it runs: insyn-server and insyn-witness, over TLS, for a company whose people have accounts.
#pragma once

#include "cli/program.h"
#include "http/client.h"
#include "http_client/client.h"
#include "support/program.h"
#include "test_company.h"

namespace insyn::centre_test {

// How checkpoints get to the witness.
enum class Brought {
  kByLooks,  // once a second
  kByPush,   // it looks once an hour, and listens
};

class RunningCentre {
 public:
  // `before`: the first words of the server's command line, before the program itself.
  explicit RunningCentre(const std::vector<std::string>& before = {}, Brought brought = Brought::kByLooks);

  // The verb `insyn`, by somebody whose session is kept apart from everybody else's. People are
  // administrator, reviewer and union.
  cli::Ran as(const std::string& person, const std::vector<std::string>& arguments) const;
  static std::string passphrase_of(const std::string& person) { return "tolv katter i en korg, " + person; }
  // A request as the person's session sends it.
  http_client::Answer ask(const std::string& person, http_client::Call call) const;
  // `by`, an administrator, makes an account, and somebody signs in by it.
  void invite(const std::string& by, const std::string& person, const std::string& role);
  http_test::Client connect() const;
  // The workstation's link brings the company's recording.
  void upload() const;

  // What anybody gets as the newest cosigned checkpoint; how many entries it has.
  std::uint64_t cosigned() const;
  // Of the server's figures; 0 where it is not there.
  double figure(const std::string& name) const;
  std::string server_log() const { return server_->err(); }
  void kill_witness();
  // With a look of its own as it starts.
  void start_witness();

  pid_t server() const { return server_->pid(); }
  const Path& data() const { return data_; }
  const std::string& url() const { return url_; }
  const Path& authority() const { return certificates_.authority; }
  std::string file(const std::string& name) const { return folder_.path(name); }
  const TestCompany& company() const { return *company_; }

 private:
  Result<http_client::Answer> send(http_client::Identity identity, const http_client::Call& call) const;
  static void add_to(const Path& configuration, const std::string& text);
  void make_server();
  void start(const std::vector<std::string>& before);
  void watch();
  void sign_in(const std::string& person) const;

  cli::Folder folder_;
  const Path data_ = folder_.path("centre");
  SystemClock clock_;
  http_test::Certificates certificates_;
  std::string url_;
  const Brought brought_;
  std::uint16_t port_ = 0, witness_port_ = 0;
  std::map<std::string, std::string> invitations_;  // by person
  std::optional<TestCompany> company_;
  std::unique_ptr<support::Program> server_, witness_;
};

}  // namespace insyn::centre_test
