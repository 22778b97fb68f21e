// Everything here that reads keys and signed notes from outside.
#include <cstdlib>

#include "agreement/agreement.h"

namespace {

using namespace insyn;
using namespace insyn::agreement;

// What parses is a text and signatures that make up the same note again.
void note_goes_both_ways(std::string_view text) {
  const auto note = parse_note(text);
  if (!note) return;
  if (!check_note_text(note->text) || note->signatures.empty()) std::abort();
  if (!text.starts_with(note->text)) std::abort();
}

void keys_go_both_ways(std::string_view text) {
  const auto verifier = NoteVerifier::parse(text);
  if (verifier && verifier->text() != text) std::abort();
  const auto signer = NoteSigner::parse(text);
  if (signer && !text.starts_with(signer->secret_text())) std::abort();
  const auto keys = parse_public_keys(text);
  if (keys && !parse_public_keys(public_keys_text(*keys))) std::abort();
}

// No bytes are an agreement under keys that nobody holds.
void nothing_is_an_agreement(std::string_view text) {
  static const NoteSigner employer = NoteSigner::generate("e").value();
  static const NoteSigner other = NoteSigner::generate("u").value();
  const PublicKeys a{Role::kEmployer, "e", employer.verifier(), ""};
  const PublicKeys b{Role::kUnion, "u", other.verifier(), ""};
  if (Agreement::verify(text, a, b)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(ByteView(data, size));
  note_goes_both_ways(text);
  keys_go_both_ways(text);
  nothing_is_an_agreement(text);
  return 0;
}
