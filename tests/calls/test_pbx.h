// A real telephone system on loopback: Kamailio with the file that is handed out, baresip as the agent's
// phone, SIPp as the customer's.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "os/descriptor.h"
#include "support/program.h"
#include "support/temp_folder.h"

namespace insyn::calls_test {

inline constexpr const char* kPbxPassword = "correct horse";

class TestPbx {
 public:
  // Not started yet. The database's tables come from where the package has put them.
  explicit TestPbx(bool with_tls = false);
  ~TestPbx() { stop(); }

  void start();
  // In order, or by SIGKILL.
  void stop();
  void kill();
  // To each of its processes.
  void signal(int number) const;

  std::uint16_t port() const { return port_; }          // UDP and TCP
  std::uint16_t tls_port() const { return tls_port_; }  // TLS, whose certificate is for 127.0.0.1
  Path authority() const { return folder_ / "pbx.pem"; }
  std::string said() const { return program_ ? program_->err() : ""; }
  // Replaces something in its file, before it is started.
  void change(const std::string& from, const std::string& to);

 private:
  const support::TempFolder folder_;
  const std::uint16_t port_, tls_port_;
  const bool with_tls_;
  std::string config_;
  std::unique_ptr<support::Program> program_;
};

// An agent's phone, which is registered and answers by itself.
class TestPhone {
 public:
  TestPhone(const TestPbx& pbx, const std::string& number);
  // What its user does: "hold", "resume", "hangup", "dial sip:201@pbx.example".
  void press(const std::string& command) const;
  // Where it tells of its calls (ctrl_tcp).
  std::uint16_t control() const { return control_; }
  // As somebody who pulls its plug.
  void vanish() { program_->signal(9); }
  void signal(int number) const { program_->signal(number); }
  std::string said() const { return program_->out() + program_->err(); }

 private:
  const support::TempFolder folder_;
  const std::uint16_t control_, keys_;
  std::unique_ptr<support::Program> program_;
};

// A call of a customer.
class TestCall {
 public:
  // What it does after each part, the last of which ends with BYE.
  struct Part {
    int milliseconds = 1000;  // 0: until go_on()
    bool hold = false;        // then re-INVITE with sendonly
    bool resume = false;      // then re-INVITE with sendrecv
  };
  // `in_id`: what its Call-ID ends with.
  TestCall(const TestPbx& pbx, const std::string& number, const std::vector<Part>& parts,
           const std::string& in_id = "");
  // Ends a part that waits for it: from now on, once the customer's telephone has come that far.
  void go_on();
  // 0 where all went as it should.
  int wait() { return program_->wait(); }
  // When its ACK, or its BYE, went out; nothing before.
  std::optional<Utc> acknowledged() const { return sent("ACK"); }
  std::optional<Utc> said_bye() const { return sent("BYE"); }
  std::string messages() const;

 private:
  std::optional<Utc> sent(const std::string& method) const;

  const support::TempFolder folder_;
  const std::uint16_t port_;
  const std::string id_;  // its Call-ID
  int told_ = 0;          // how often it was told to go on
  std::unique_ptr<support::Program> program_;
};

// The dialog of a call as the agent's own telephone publishes it (RFC 3903), with what it hears of the other
// side: of a number that Kamailio itself tells nothing about.
class TestPublisher {
 public:
  TestPublisher(const TestPbx& pbx, std::string number);
  // "confirmed" or "terminated" of `call`. Whether media is heard; nothing: it says nothing of that. Returns
  // once Kamailio has taken it.
  void publish(const std::string& call, const std::string& state, std::optional<bool> rendering = {});

 private:
  const std::uint16_t pbx_port_;
  const std::string number_;
  const OwnedFd socket_;
  int sequence_ = 0;
  std::string etag_;  // of what is published; empty: nothing is
};

}  // namespace insyn::calls_test
