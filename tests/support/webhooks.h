// A telephone system that tests make up: it tells of its calls by signed webhooks.
#pragma once

namespace insyn::support {

inline constexpr const char* kWebhookSecret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

// What its words mean: {"type": …, "part": …, "call": …, "who": …, "subject": …, "at": milliseconds}, of
// which the last two may be missing. Who is a number, unless a table [agents] is put behind it.
inline constexpr const char* kWebhookMapping = R"(insyn_call_mapping = 1
name = "test"
[fields]
dialog = "part"
call = "call"
agent = "who"
kind = "subject"
time = "at"
time_is = "milliseconds"
[kinds]
invoice = "Faktura"
[[event]]
when = { type = "offered" }
is = "offered"
[[event]]
when = { type = "answered" }
is = "connected"
[[event]]
when = { type = "hold" }
is = "held"
[[event]]
when = { type = "back" }
is = "resumed"
[[event]]
when = { type = "card" }
is = "paused"
[[event]]
when = { type = "card-over" }
is = "unpaused"
[[event]]
when = { type = "gone" }
is = "ended"
)";

}  // namespace insyn::support
