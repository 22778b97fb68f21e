// Reads a witness's notes from any bytes, and from any text that the witness has signed.
#include <cstdlib>

#include "agreement/in_force_note.h"

namespace {

using namespace insyn;
using namespace insyn::agreement;

// The witness of docs/ledger.md, whose secret key is known.
const note::Signer& witness() {
  static const auto signer =
      note::Signer::parse("PRIVATE+KEY+witness.example+9b7f51ad+ASIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIi")
          .value();
  return signer;
}
const note::Signer& nobody() {
  static const auto signer = note::Signer::generate("nobody").value();
  return signer;
}

// What is read has one text.
void comes_back(std::string_view note) {
  const auto word = verify_in_force(note, witness().verifier());
  if (!word) return;
  const auto text = in_force_text(*word);
  if (!text || !note.starts_with(*text)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(ByteView(data, size));
  if (verify_in_force(text, nobody().verifier())) std::abort();
  comes_back(text);
  if (note::check_signable(text)) comes_back(note::sign(text, witness()));
  return 0;
}
