// Subscriptions to the dialogs of the agents' numbers (RFC 4235) at one SIP server, by libre: kept as long as
// they can be, made again where they are lost, and then everything is read anew.
#pragma once

#include <functional>
#include <future>
#include <map>
#include <span>
#include <thread>

#include "base/path.h"
#include "base/secret.h"
#include "calls/sip/dialog_watch.h"
#include "calls/sip/transport.h"

namespace insyn::calls {

struct SipPlace {
  std::string host;  // a name or an address
  std::uint16_t port = 5060;
  SipTransport transport = SipTransport::kTls;
  // PEM: whose certificates alone are believed, for this host; empty: those that the system believes.
  Path authority;
  std::string domain;  // numbers are sip:NUMBER@domain
  std::string user;
  const SecretBytes* secret = nullptr;  // outlives the subscriptions
  std::vector<std::string> numbers;
  bool initiated_is_customer = false;  // as DialogWatch has it
};

// Called on the subscriber's thread.
struct SipListener {
  std::function<void(std::span<const Told>)> told;
  std::function<void()> heard;      // the server is there
  std::function<void(bool)> there;  // whether a number's calls can be read, when that has changed
  // Lines for a journal, when something has changed: how many numbers, never which.
  std::function<void(const std::string&)> say;
};

struct SipTimes {
  std::chrono::milliseconds first{500}, longest{10'000};  // of a Backoff
  // The server is asked for a sign of life,
  std::chrono::milliseconds ask_every{2000};
  // and is gone where it gives none.
  std::chrono::milliseconds silent{6000};
  // A number that has a call is read again so often, so that an end that got lost is found,
  std::chrono::milliseconds look_every{5000};
  // and its calls are over where it cannot be.
  std::chrono::milliseconds unseen{12'000};
};

// What became of all numbers' subscriptions.
struct SipTried {
  std::size_t read = 0;                        // numbers whose calls are told
  std::size_t calls = 0;                       // of them in a call now
  std::map<std::string, std::size_t> refused;  // why not, and of how many
};

// There is one of it, or one try_sip(), in a process at a time.
class SipSubscriber {
 public:
  // Begins at once. `clock` outlives it.
  SipSubscriber(SipPlace place, const Clock& clock, SipListener listener, SipTimes times = {});
  // Says farewell to the server, without waiting for its answer.
  ~SipSubscriber();

 private:
  class Loop;
  std::promise<Loop*> made_;
  Loop* loop_ = nullptr;
  std::jthread thread_;
};

// Subscribes to all numbers, once, within `patience`. An error says what stands in the way of all of them.
Result<SipTried> try_sip(const SipPlace& place, const Clock& clock,
                         std::chrono::milliseconds patience = std::chrono::seconds(15));

}  // namespace insyn::calls
