// A call statement: what a call source signs about a call of an agent. A text in TOML, signed as a note.
// docs/calls.md describes it byte for byte.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "agreement/centre.h"
#include "base/clock.h"
#include "calls/statement/fields.h"
#include "note/note.h"

namespace insyn::calls {

enum class Event {
  kBegin,    // the agent speaks with the customer from now on
  kHold,     // the customer waits
  kResume,   // no longer
  kEnd,      // for good: nothing about this leg follows
  kPause,    // card data is given: nothing may be kept
  kUnpause,  // no longer
};
// "begin", "hold": as a statement says it.
const char* code_of(Event event);
std::optional<Event> event_of(std::string_view code);

struct Statement {
  std::string source;          // as the agreement names it
  std::uint64_t sequence = 0;  // of the source; each statement has a higher one than all before
  std::uint64_t previous = 0;  // the sequence of the statement before about this leg; 0 of kBegin alone
  Utc at{};                    // when it was signed, by the source's clock
  Event event = Event::kEnd;
  std::string call;   // its id, as the telephone system has it
  std::string leg;    // the part of the call that one agent has; never used again
  std::string agent;  // the agent's number, as the roster has it
  std::string kind;   // of question; empty where the telephone system does not say
  std::string queue;  // the same
  Utc began{};        // when the agent and the customer began to speak
  bool operator==(const Statement&) const = default;
};

// kPermanent where a value is out of its bounds, or where values do not fit each other.
Result<std::string> statement_text(const Statement& statement);
Result<std::string> sign_statement(const Statement& statement, const note::Signer& signer);

// The statement, where the source that it names has signed it with the key that stands in the agreement, and
// nobody else has. kDenied where it has not; kCorrupt where it has, and it is no statement.
Result<Statement> verify_statement(std::string_view note, std::span<const agreement::CallSource> sources);

// What a note claims to be, whoever has signed it: for whoever carries it, so that it goes where it belongs.
// Nobody believes it.
struct Claim {
  Statement statement;
};
// kCorrupt where it is no statement.
Result<Claim> read_claim(std::string_view note);

}  // namespace insyn::calls
