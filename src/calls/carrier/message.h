// What a recorder and whoever carries call statements to it (insyn-link) say to each other on the recorder's
// calls socket: one JSON object a line. docs/calls.md describes it. Whoever carries is believed in nothing:
// statements and answers are signed by their source.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "calls/statement/answer.h"

namespace insyn::calls {

// Of a line, with its end.
inline constexpr std::size_t kLongestCarrierLine = std::size_t{32} << 10;
inline constexpr std::size_t kMostNumbers = 32;
inline constexpr std::size_t kMostSources = 16;

// From the recorder, first of all and when it has changed: whose calls it wants to hear of.
struct Wanted {
  std::vector<std::string> numbers;  // of the agent; none: nobody is there
  std::vector<std::string> sources;  // as the agreement names them
  bool operator==(const Wanted&) const = default;
};

// From the recorder: what a source is to answer.
struct Asked {
  std::string source;
  std::string call;
  std::string leg;
  Nonce nonce{};
  bool operator==(const Asked&) const = default;
};

// A source answers within this time, or it counts as silent.
inline constexpr std::chrono::seconds kSilentAfter{1};

// What became of a question: the source's note, as it came, or why there is none.
enum class NoAnswer {
  kNoSuchLeg,  // the source says that it knows none
  kUnclear,    // it does not know how that leg stands
  kSilent,     // it has not answered in time
};
using Answered = std::variant<std::string, NoAnswer>;

// From the carrier: a note of a source, as it came.
struct CarriedStatement {
  std::string note;
  bool operator==(const CarriedStatement&) const = default;
};
struct CarriedAnswer {
  std::string note;
  bool operator==(const CarriedAnswer&) const = default;
};

// From the carrier, first of all and when it has changed: how far it reaches. Told to the agent, and nothing
// else follows from it.
enum class Reach {
  kSource,   // the source answers
  kServer,   // the server answers, and says that the source does not
  kNothing,  // nobody answers
};
struct CarrierReach {
  std::string source;
  Reach reach = Reach::kNothing;
  bool operator==(const CarrierReach&) const = default;
};

// "source": as it is written.
const char* name_of(Reach reach);
std::optional<Reach> parse_reach(std::string_view name);

// The body of a question to the source, "{"source": …}": what stands in "ask".
std::string text_of(const Asked& asked);
// kBadPeer where it is none.
Result<Asked> parse_asked(std::string_view text);

using FromRecorder = std::variant<Wanted, Asked>;
using FromCarrier = std::variant<CarriedStatement, CarriedAnswer, CarrierReach>;

// One line, with its end.
std::string line_of(const FromRecorder& message);
std::string line_of(const FromCarrier& message);
// Of a line without its end. kBadPeer where it is none of them, or has anything in it that is not asked for.
Result<FromRecorder> parse_from_recorder(std::string_view line);
Result<FromCarrier> parse_from_carrier(std::string_view line);

}  // namespace insyn::calls
