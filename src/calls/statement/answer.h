// An answer to a recorder's nonce: how the call stands at the moment at which the source signs it. A text in
// TOML, signed as a note. docs/calls.md describes it byte for byte.
#pragma once

#include <array>

#include "calls/statement/statement.h"

namespace insyn::calls {

// Made up by whoever asks, anew each time.
using Nonce = std::array<std::uint8_t, 16>;
Nonce random_nonce();

enum class CallState { kConnected, kHeld, kPaused, kEnded };
// "connected", "held": as an answer says it.
const char* code_of(CallState state);

// The longest end that an answer states; what ended before that did so this long ago.
inline constexpr std::chrono::milliseconds kLongestEnded = std::chrono::hours(24);

struct Answer {
  std::string source;
  Nonce nonce{};
  std::string call;
  std::string leg;
  std::string agent;  // the number that has this leg now
  CallState state = CallState::kEnded;
  std::chrono::milliseconds ended_ago{};  // of kEnded; otherwise 0
  std::uint64_t last = 0;                 // the sequence of the last statement about this leg
  bool operator==(const Answer&) const = default;
};

// As for a statement.
Result<std::string> answer_text(const Answer& answer);
Result<std::string> sign_answer(const Answer& answer, const note::Signer& signer);
Result<Answer> verify_answer(std::string_view note, std::span<const agreement::CallSource> sources);

}  // namespace insyn::calls
