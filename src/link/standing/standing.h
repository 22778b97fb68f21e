// How a link stands: what waits, what failed and why. The link writes it into its feed's folder, where the
// agents' programs read it; src/words makes sentences of it. It names no agent, no call and no customer.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"

namespace insyn::link {

// What stands in the way.
enum class Obstacle {
  kNoAnswer,       // there is no network, no server, or it took too long
  kBusy,           // the server asks to come again later
  kNoRoom,         // the server's disk is full
  kNotTheServer,   // its certificate is not to be believed
  kNotUnderstood,  // what it says cannot be understood
  kRefused,        // it does not allow this to this link
  kClock,          // it says that this computer's clock is wrong
  kForked,         // it has another recording of this id
  kGone,           // it has shredded this recording
  kFalseReceipt,   // its receipt does not prove that the recording is stored
  kFalseSample,    // what it has is not what was sent
  kNotWitnessed,   // the ledger's witnesses have not seen that it is stored
  kDamaged,        // the recording here cannot be read
  kNoLedger,       // the agreement under which it was made has none: it stays here
  kHere,           // something on this computer: a folder, a disk
};
// "no-answer", "false-receipt".
const char* code_of(Obstacle obstacle);
std::optional<Obstacle> parse_obstacle(std::string_view code);

// The server's refusal, as it came: the HTTP status, and the code of its problem; it may be empty.
struct Refused {
  int status = 0;
  std::string code;
  bool operator==(const Refused&) const = default;
};

struct Trouble {
  Obstacle obstacle = Obstacle::kNoAnswer;
  std::string detail;  // in English, for whoever mends it
  Utc since{};
  Utc again{};  // when it is tried again
  std::optional<Refused> refused = {};
  bool operator==(const Trouble&) const = default;
};

struct RecordingTrouble {
  std::string recording;  // its id
  Trouble trouble;
  bool operator==(const RecordingTrouble&) const = default;
};

// How far call statements reach here from one source: "source", "server" or "nothing" (docs/calls.md).
struct CallsReach {
  std::string source;
  std::string reach;
  bool operator==(const CallsReach&) const = default;
};

struct Standing {
  Utc written{};
  std::string server;
  std::optional<Utc> contact;      // when the server last answered as it should
  std::optional<Trouble> trouble;  // with the server as a whole
  bool beside_call = false;        // a call is recorded, and what waits goes up afterwards
  std::uint64_t waiting = 0;       // recordings that have not arrived
  std::uint64_t waiting_bytes = 0;
  std::uint64_t kept = 0;             // that have arrived and are still here too
  std::uint64_t discards = 0;         // that the server has not confirmed
  std::optional<Utc> in_force_until;  // by the newest word of the witnesses; nothing where none is asked for
  std::vector<RecordingTrouble> stuck;  // the first hundred
  std::uint64_t recorders = 0;          // that are there to hear of calls
  std::vector<CallsReach> calls;
  std::vector<std::string>
      refused;  // what the server sent and was not what it should be: the first hundred, in English
  bool operator==(const Standing&) const = default;
};

inline constexpr const char* kStandingFile = "status.json";
inline constexpr std::size_t kLargestStanding = std::size_t{256} << 10;
inline constexpr std::size_t kMostStuck = 100;
inline constexpr std::size_t kMostCallSources = 16;

// JSON, one object.
std::string text_of(const Standing& standing);
// kCorrupt where it is not such an object.
Result<Standing> parse_standing(std::string_view text);

}  // namespace insyn::link
