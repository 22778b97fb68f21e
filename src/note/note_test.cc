#include "note/note.h"

#include <gtest/gtest.h>

#include "base/testing.h"

namespace insyn::note {
namespace {

// The example of golang.org/x/mod/sumdb/note, signed by its keys.
constexpr std::string_view kPeter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr std::string_view kForeignNote =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

Signer signer(const char* name) { return Signer::generate(name).value(); }

TEST(Note, AnotherProgramsNoteVerifies) {
  const auto note = parse(kForeignNote);
  ASSERT_TRUE(note) << note.error().message;
  const std::vector<Verifier> keys = {Verifier::parse(kPeter).value()};
  const auto by = verify(*note, keys);
  ASSERT_TRUE(by) << by.error().message;
  EXPECT_EQ(*by, std::vector<std::size_t>{0});
}

TEST(Note, TextWithBlankLinesComesBackWhole) {
  for (const char* text : {"a\n", "a\n\nb\n", "a\n\n\n", "\n"}) {
    const Signer key = signer("k");
    const auto note = parse(sign(text, key));
    ASSERT_TRUE(note) << text;
    EXPECT_EQ(note->text, text);
    EXPECT_TRUE(is_signed_by(*note, key.verifier()).value());
  }
}

TEST(Note, SignedNoteAsTextIsOneTextWithOneSignature) {
  const Signer inner = signer("inner"), outer = signer("outer");
  const auto note = parse(sign(sign("a\n", inner), outer));
  ASSERT_TRUE(note);
  EXPECT_EQ(note->signatures.size(), 1u);
  EXPECT_FALSE(is_signed_by(*note, inner.verifier()).value());
}

TEST(Note, ChangedTextIsRefused) {
  const Signer key = signer("k");
  auto note = parse(with(sign("level = 1\n", key), "1", "2"));
  ASSERT_TRUE(note);
  const auto refused = is_signed_by(*note, key.verifier());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kDenied);
}

TEST(Note, FalseSignatureBesideATrueOneOfTheSameKeyIsRefused) {
  const Signer key = signer("k");
  auto note = parse(sign("a\n", key)).value();
  note.signatures.push_back(note.signatures.front());
  EXPECT_TRUE(is_signed_by(note, key.verifier()));
  note.signatures.back().signature[0] ^= 1;
  EXPECT_FALSE(is_signed_by(note, key.verifier()));
}

TEST(Note, SignatureUnderAnotherNameOrIdIsNotThisKeys) {
  const Signer key = signer("k");
  auto note = parse(sign("a\n", key)).value();
  note.signatures.front().id ^= 1;
  EXPECT_FALSE(is_signed_by(note, key.verifier()).value());
  note.signatures.front().id ^= 1;
  note.signatures.front().name = "j";
  EXPECT_FALSE(is_signed_by(note, key.verifier()).value());
  EXPECT_FALSE(signature_fits("a\n", note.signatures.front(), key.verifier()));
}

TEST(Note, SignatureOfAnotherLengthIsRefused) {
  const Signer key = signer("k");
  auto note = parse(sign("a\n", key)).value();
  note.signatures.front().signature.push_back(0);
  EXPECT_FALSE(is_signed_by(note, key.verifier()));
  note.signatures.front().signature.resize(3);
  EXPECT_FALSE(is_signed_by(note, key.verifier()));
}

TEST(Note, UnknownSignerIsPassedOverAndNoKnownOneIsAnError) {
  const Signer known = signer("known"), unknown = signer("unknown");
  const auto note = parse(add_signature(sign("a\n", unknown), known).value()).value();
  const std::vector<Verifier> both = {signer("third").verifier(), known.verifier()};
  EXPECT_EQ(verify(note, both).value(), std::vector<std::size_t>{1});
  const std::vector<Verifier> none = {signer("third").verifier()};
  EXPECT_FALSE(verify(note, none));
  EXPECT_FALSE(verify(note, {}));
}

TEST(Note, TwoVerifiersThatCannotBeToldApartAreRefused) {
  const Signer key = signer("k");
  const auto note = parse(sign("a\n", key)).value();
  const std::vector<Verifier> twice = {key.verifier(), key.verifier()};
  EXPECT_FALSE(verify(note, twice));
}

TEST(Note, MalformedNotesAreRefused) {
  const std::string good = sign("a\n", signer("k"));
  EXPECT_TRUE(parse(good));
  EXPECT_FALSE(parse(""));
  EXPECT_FALSE(parse("a\n"));
  EXPECT_FALSE(parse("a\n\n"));
  EXPECT_FALSE(parse(good.substr(0, good.size() - 1)));
  EXPECT_FALSE(parse(good + "more\n"));
  EXPECT_FALSE(parse(with(good, "— k", "- k")));
  EXPECT_FALSE(parse(with(good, "— k", "—  k")));
  EXPECT_FALSE(parse(with(good, "— k", "— k+")));
  EXPECT_FALSE(parse("a\n\n— k\n"));
  EXPECT_FALSE(parse("a\n\n— k AAAA\n"));
  EXPECT_FALSE(parse("a\n\n— k AAAAAA\n"));
  EXPECT_FALSE(parse("a\n\n— k AAAA!A==\n"));
}

TEST(Note, ControlCharactersAndBadUtf8AreRefused) {
  const std::string good = sign("a\n", signer("k"));
  EXPECT_FALSE(parse("\t" + good));
  EXPECT_FALSE(parse("\r" + good));
  EXPECT_FALSE(parse("\xFF" + good));
  EXPECT_FALSE(check_signable("a\tb\n"));
  EXPECT_FALSE(check_signable("a"));
  EXPECT_FALSE(check_signable(""));
}

TEST(Note, MoreThanAHundredSignaturesAreRefused) {
  std::string note = "a\n\n";
  for (int i = 0; i < 100; ++i) note += "— k AAAAAAA=\n";
  EXPECT_TRUE(parse(note));
  EXPECT_FALSE(parse(note + "— k AAAAAAA=\n"));
  EXPECT_EQ(add_signature(note, signer("j")).error().code, Code::kFull);
}

TEST(Note, NoteOverOneMebibyteIsRefused) {
  const std::string rest = sign("a\n", signer("k"));
  const std::string fill((std::size_t{1} << 20) - rest.size(), 'b');
  EXPECT_TRUE(parse(fill + rest));
  EXPECT_FALSE(parse("b" + fill + rest));
}

TEST(Note, SecondSignatureByTheSameKeyIsRefused) {
  const Signer key = signer("k");
  EXPECT_EQ(add_signature(sign("a\n", key), key).error().code, Code::kDenied);
}

TEST(Note, FileIsSignedAsTextOrAsNote) {
  const Signer one = signer("one"), two = signer("two");
  const auto first = sign_or_add_signature("a\n\nb\n", one);
  ASSERT_TRUE(first);
  const auto second = sign_or_add_signature(*first, two);
  ASSERT_TRUE(second);
  const auto note = parse(*second).value();
  EXPECT_EQ(note.text, "a\n\nb\n");
  EXPECT_EQ(note.signatures.size(), 2u);
}

TEST(Note, DamagedNoteIsNotSignedAsIfItWereAText) {
  const std::string damaged = sign("a\n", signer("one")) + "x\n";
  EXPECT_FALSE(sign_or_add_signature(damaged, signer("two")));
  EXPECT_FALSE(sign_or_add_signature("a\tb\n", signer("two")));
  EXPECT_FALSE(sign_or_add_signature(std::string((1 << 20) - 1, 'a') + "\n", signer("two")));
}

}  // namespace
}  // namespace insyn::note
