// Reads a call source's notes from any bytes, and from any text that the source has signed.
#include <cstdlib>

#include "calls/statement/answer.h"

namespace {

using namespace insyn;
using namespace insyn::calls;

std::vector<agreement::CallSource> source(const note::Signer& signer) {
  return {{signer.verifier().name(), signer.verifier(), 5}};
}
// The source of docs/calls.md, whose secret key is known.
const note::Signer& pbx() {
  static const auto signer =
      note::Signer::parse("PRIVATE+KEY+pbx+e5c09e64+ATMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMz").value();
  return signer;
}
const note::Signer& nobody() {
  static const auto signer = note::Signer::generate("pbx").value();
  return signer;
}

// What is read has one text, and is of one kind.
void comes_back(std::string_view note) {
  static const auto sources = source(pbx());
  const auto statement = verify_statement(note, sources);
  const auto answer = verify_answer(note, sources);
  if (statement && sign_statement(*statement, pbx()).value_or("") != note) std::abort();
  if (answer && sign_answer(*answer, pbx()).value_or("") != note) std::abort();
  if (statement && answer) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto nobodys = source(nobody());
  const std::string_view text = text_of(ByteView(data, size));
  if (verify_statement(text, nobodys) || verify_answer(text, nobodys)) std::abort();
  comes_back(text);
  if (note::check_signable(text)) comes_back(note::sign(text, pbx()));
  return 0;
}
