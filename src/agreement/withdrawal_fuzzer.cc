// Reads withdrawals from any bytes, and from any text that a party has signed.
#include <cstdlib>

#include "agreement/withdrawal.h"
#include "note/note.h"

namespace {

using namespace insyn;
using namespace insyn::agreement;

// The union of docs/agreement.md, whose secret key is known, so that the seeds hold what it signed.
const note::Signer& party() {
  static const auto signer =
      note::Signer::parse("PRIVATE+KEY+Unionen-klubben+49355b80+AQICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIC")
          .value();
  return signer;
}
const note::Signer& nobody() {
  static const auto signer = note::Signer::generate("nobody").value();
  return signer;
}
Result<Withdrawal> verify(std::string_view note, const note::Signer& by) {
  return verify_withdrawal(note, {{note::Role::kUnion, "U", by.verifier(), ""}});
}

// What is read is written as a text that says the same.
void comes_back(const Withdrawal& withdrawal) {
  const std::string text = withdrawal_text(withdrawal);
  const auto again = verify(note::sign(text, party()), party());
  if (!again || withdrawal_text(*again) != text) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(ByteView(data, size));
  if (verify(text, nobody())) std::abort();
  if (const auto withdrawal = verify(text, party())) comes_back(*withdrawal);
  if (!note::check_signable(text)) return 0;
  if (const auto withdrawal = verify(note::sign(text, party()), party())) comes_back(*withdrawal);
  return 0;
}
