// A SIP server by UDP that does as a test says, from whichever port, to see what is believed.
#pragma once

#include <string>

#include "os/descriptor.h"

namespace insyn::calls_test {

// 200, to a request.
std::string sip_answer(const std::string& request, const std::string& more = "");

class TestSipServer {
 public:
  TestSipServer();

  std::uint16_t port() const { return port_; }
  // Answers what comes until somebody has subscribed (and the first NOTIFY is theirs to get).
  void let_subscribe();
  // Answers signs of life for a moment; true where a NOTIFY was answered with 200 meanwhile.
  bool answer_for_a_moment();

  struct Notify {
    std::string body;
    std::string state = "active;expires=600";
    std::string call_id = {}, to_tag = {}, from_tag = {};  // empty: the subscription's
    std::string type = "application/dialog-info+xml";
    bool from_elsewhere = false;  // from another port
  };
  void send(const Notify& notify);

 private:
  std::string receive(int patience_ms);
  void answer(const std::string& request, const std::string& more = "");

  OwnedFd socket_, other_;
  std::uint16_t port_ = 0;
  std::string subscribe_;  // the request
  std::string peer_;       // where it came from, as the kernel has it
  int sequence_ = 0;
};

}  // namespace insyn::calls_test
