// Stands in for Asterisk's manager interface: transcripts written after its documentation, since Debian 12
// has no Asterisk to speak to. Every block has a caller's number and name in it.
#pragma once

#include <mutex>
#include <string>

#include "support/loopback.h"

namespace insyn::calls_test {

inline constexpr const char* kCallersNumber = "+46701234567";
inline constexpr const char* kCallersName = "Annelie Planterad";
inline constexpr const char* kDialled = "0855512345";

class TestAsterisk {
 public:
  // Lets in the user insyn with the secret s3cret.
  TestAsterisk();
  ~TestAsterisk();

  std::uint16_t port() const { return listener_.port(); }
  // How often somebody was let in and has read what there is.
  int readings() const { return readings_; }
  int connections() const { return listener_.connections(); }
  int refused() const { return refused_; }

  // What the queue tells of the agent's channel: AgentCalled, AgentConnect, AgentComplete.
  void agent_event(const std::string& name, const std::string& channel, const std::string& agent);
  // What that channel tells: Hold, Unhold, Hangup.
  void channel_event(const std::string& name, const std::string& channel);
  // From now on this channel is there when it is asked which there are; empty: none.
  void has_channel(const std::string& channel);
  // Ends the connection; from now on nobody is let in, or everybody is again.
  void cut();
  void lets_in(bool in) { lets_in_ = in; }
  // From now on it sends this over and over, to each who comes.
  void floods_with(const std::string& bytes);
  std::uint64_t flooded() const { return flooded_; }

 private:
  void serve(int fd);
  std::string answer(const std::string& action);
  void queue(const std::string& bytes);

  std::mutex mutex_;
  std::string to_send_;  // guarded by it, as what follows
  std::string channel_;
  std::string flood_;
  std::atomic<bool> cut_ = false;
  std::atomic<bool> lets_in_ = true;
  std::atomic<int> readings_ = 0, refused_ = 0;
  std::atomic<std::uint64_t> flooded_ = 0;
  support::Listener listener_;
};

}  // namespace insyn::calls_test
