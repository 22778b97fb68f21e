// A connection to Asterisk's manager interface, without the connection: bytes in, bytes out. It logs in,
// reads what calls there are, and then what happens to them.
#pragma once

#include <optional>

#include "base/clock.h"
#include "base/secret.h"
#include "calls/ami/block_reader.h"
#include "calls/machine/told.h"
#include "calls/mapping/mapping.h"

namespace insyn::calls {

struct AmiLogin {
  std::string user;
  SecretBytes secret;
  // Sends the secret itself, for managers that know no challenge. Over TLS only.
  bool plain = false;
};

// What came of some bytes, or of time.
struct AmiTurn {
  std::string send;  // to Asterisk; to be wiped where it may hold the secret, which is so before is_ready()
  std::vector<Told> told;
};

class AmiSession {
 public:
  // How long it takes at most to log in and read; after how long a silence it asks; how long it waits then.
  static constexpr std::chrono::seconds kLoginWithin{10};
  static constexpr std::chrono::seconds kAskAfter{2};
  static constexpr std::chrono::seconds kLostAfter{10};

  // kPermanent where name or secret cannot stand in a line. `mapping` outlives the session.
  static Result<AmiSession> make(AmiLogin login, const Mapping& mapping, Mono now);

  // After an error the connection is of no use: kDenied where Asterisk refuses the login, kBadPeer where it
  // is no manager interface.
  Result<AmiTurn> feed(std::string_view bytes, Mono now);
  // To be called about once a second. kTransient where Asterisk does not answer.
  Result<AmiTurn> pass(Mono now);

  // It is logged in and has read what there is.
  bool is_ready() const { return state_ == State::kReady; }

 private:
  enum class State { kGreeting, kChallenge, kLogin, kReading, kReady };
  static constexpr std::size_t kLongestGreeting = 200;

  AmiSession(AmiLogin login, const Mapping& mapping, Mono now);

  Status take_greeting(std::string_view& bytes, AmiTurn& turn);
  Status take(const AmiBlock& block, AmiTurn& turn);
  Status take_response(const AmiBlock& block, AmiTurn& turn);
  void take_read_back(const AmiBlock& block, AmiTurn& turn) const;
  std::string action(std::string_view name, std::string_view lines);
  std::string log_in(std::string_view challenge);

  AmiLogin login_;
  const Mapping* mapping_;
  AmiBlockReader reader_;
  State state_ = State::kGreeting;
  std::string greeting_;
  std::uint64_t actions_ = 0;  // how many were sent; an action's number is its ActionID
  std::string awaited_;        // the ActionID of the last one that is not a ping
  Mono since_;                 // the beginning
  Mono heard_;
  Mono asked_;
};

}  // namespace insyn::calls
