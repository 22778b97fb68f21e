#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "calls/statement/statement.h"
#include "note/key.h"

// What a note claims to be is read from any bytes, whoever has signed it: it is the statement that is read
// where its source has signed the same text, and nothing that its source could not sign.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace insyn;
  using namespace insyn::calls;
  const std::string_view note(reinterpret_cast<const char*>(data), size);
  const auto claim = read_claim(note);
  if (!claim) return 0;
  CHECK(note.size() <= kLargestCallNote);
  const Statement& said = claim->statement;
  const std::string text = statement_text(said).value();
  CHECK(note.starts_with(text));
  if (!note::is_key_name(said.source)) return 0;
  const auto signer = note::Signer::generate(said.source).value();
  const std::vector<agreement::CallSource> sources = {{said.source, signer.verifier(), 5}};
  CHECK(!verify_statement(note, sources));
  const std::string again = sign_statement(said, signer).value();
  CHECK(verify_statement(again, sources).value() == said);
  CHECK(read_claim(again).value().statement == said);
  return 0;
}
