// Requests to a witness, from outside: what is cosigned has grown.
#include <cstdlib>

#include "witness/testing.h"

using namespace insyn;
using namespace insyn::witness;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Those of docs/ledger.md.
  static const note::Verifier log =
      note::Verifier::parse("ledger.example+3ea4788e+AYhLiFf06qFhPGFQTbNNS+rzRlF6DjHePN3U2bQgHZ0L").value();
  static const note::Signer signer =
      note::Signer::parse("PRIVATE+KEY+witness.example+9b7f51ad+ASIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIi")
          .value();
  const std::string_view body = text_of(ByteView(data, size));
  const auto request = parse_add_checkpoint(body);
  if (request && text_of(*request) != body) std::abort();
  MemoryState state;
  const Utc now = parse_utc("2026-12-15T13:00:02.000Z").value();
  Witness witness(signer, {{"ledger.example", log}}, state);
  if (!witness.begin("ledger.example", now)) std::abort();
  const std::string before = state.notes.at("ledger.example");
  const auto answer = witness.add_checkpoint(body, now);
  if (!answer) std::abort();
  if ((answer->status == 200) == (state.notes.at("ledger.example") == before)) std::abort();
  return 0;
}
