// Everything here that reads keys and signed notes from outside.
#include <cstdlib>

#include "note/note.h"
#include "note/public_keys.h"

namespace {

using namespace insyn;
using namespace insyn::note;

// What parses is a text and signatures that make up the same note again.
void note_goes_both_ways(std::string_view text) {
  const auto note = parse(text);
  if (!note) return;
  if (!check_signable(note->text) || note->signatures.empty()) std::abort();
  if (!text.starts_with(note->text)) std::abort();
}

void keys_go_both_ways(std::string_view text) {
  const auto verifier = Verifier::parse(text);
  if (verifier && verifier->text() != text) std::abort();
  const auto signer = Signer::parse(text);
  if (signer && !text.starts_with(signer->secret_text())) std::abort();
  const auto keys = parse_public_keys(text);
  if (keys && !parse_public_keys(public_keys_text(*keys))) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(ByteView(data, size));
  note_goes_both_ways(text);
  keys_go_both_ways(text);
  return 0;
}
