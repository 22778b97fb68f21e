// The connection to Asterisk's manager interface: kept as long as it can be, made again where it is lost, and
// then everything is read anew.
#pragma once

#include <functional>
#include <span>
#include <thread>

#include "calls/ami/session.h"
#include "calls/ami_connection/line.h"

namespace insyn::calls {

struct AmiPlace {
  LineTo to;
  std::string user;
  const SecretBytes* secret = nullptr;  // these outlive the connection
  const Mapping* mapping = nullptr;
};

// Called on the connection's thread.
struct AmiListener {
  std::function<void(std::span<const Told>)> told;
  std::function<void()> heard;      // Asterisk is there, and lets us in
  std::function<void(bool)> there;  // whether it can be read, when that has changed
  // Lines for a journal, when something has changed.
  std::function<void(const std::string&)> say;
};

struct AmiTimes {
  std::chrono::milliseconds first{500}, longest{10'000};  // of a Backoff
};

class AmiConnection {
 public:
  // Begins at once. `clock` outlives it.
  AmiConnection(AmiPlace place, const Clock& clock, AmiListener listener, AmiTimes times = {});
  // Ends what is under way.
  ~AmiConnection();

 private:
  void work();
  Status converse(bool& was_ready);

  const AmiPlace place_;
  const Clock& clock_;
  const AmiListener listener_;
  const AmiTimes times_;
  const Gap gap_;  // what could have changed unheard while there was no connection
  Line line_;
  std::jthread thread_;
};

// What one try has found.
struct AmiTried {
  std::size_t channels = 0;  // that there are now
};
// Connects, logs in and reads, once. An error says what stands in the way.
Result<AmiTried> try_ami(const AmiPlace& place, const Clock& clock);

}  // namespace insyn::calls
