#include "note/signature_line.h"

#include <gtest/gtest.h>

namespace insyn::note {
namespace {

TEST(SignatureLine, IsThatOfANote) {
  const Signer one = Signer::generate("one").value(), two = Signer::generate("två").value();
  const std::string both = add_signature(sign("a\n", one), two).value();
  const Note note = parse(both).value();
  EXPECT_EQ("a\n\n" + line_of(note.signatures.front()) + line_of(note.signatures.back()), both);
}

TEST(SignatureLine, SignatureOfAnyLengthComesBack) {
  for (const std::size_t length : {1U, 63U, 64U, 72U, 2420U}) {
    const Signature signature{"a", 0x0102fffeU, Bytes(length, 7)};
    const Note note = parse("a\n\n" + line_of(signature)).value();
    EXPECT_EQ(note.signatures.front().name, "a");
    EXPECT_EQ(note.signatures.front().id, 0x0102fffeU);
    EXPECT_EQ(note.signatures.front().signature, signature.signature);
  }
}

}  // namespace
}  // namespace insyn::note
