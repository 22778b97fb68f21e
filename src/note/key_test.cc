#include "note/key.h"

#include <gtest/gtest.h>

namespace insyn::note {
namespace {

// The example key of golang.org/x/mod/sumdb/note.
constexpr std::string_view kPeterVerifier =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr std::string_view kPeterSigner =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

TEST(NoteKey, AnotherProgramsKeyPairIsReadAndWrittenBackTheSame) {
  const auto verifier = Verifier::parse(kPeterVerifier);
  ASSERT_TRUE(verifier) << verifier.error().message;
  EXPECT_EQ(verifier->name(), "PeterNeumann");
  EXPECT_EQ(verifier->id(), 0xc74f20a3u);
  EXPECT_EQ(verifier->text(), kPeterVerifier);
  const auto signer = Signer::parse(kPeterSigner);
  ASSERT_TRUE(signer) << signer.error().message;
  EXPECT_EQ(signer->verifier(), *verifier);
  EXPECT_EQ(signer->secret_text(), kPeterSigner);
}

TEST(NoteKey, NewKeySurvivesItsTextForms) {
  const auto signer = Signer::generate("klubben");
  ASSERT_TRUE(signer);
  const auto again = Signer::parse(signer->secret_text() + "\n");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->verifier(), signer->verifier());
  EXPECT_TRUE(signer->verifier().fits("text", again->sign("text")));
  EXPECT_FALSE(signer->verifier().fits("texT", again->sign("text")));
  EXPECT_NE(Signer::generate("klubben")->verifier(), signer->verifier());
}

TEST(NoteKey, IdOfAnotherKeyIsRefused) {
  std::string text(kPeterVerifier);
  text[text.find('+') + 1] = 'd';
  EXPECT_FALSE(Verifier::parse(text));
  std::string secret(kPeterSigner);
  secret[secret.find("c74f")] = 'd';
  EXPECT_FALSE(Signer::parse(secret));
}

TEST(NoteKey, IdIsRefusedInCapitals) {
  EXPECT_FALSE(Verifier::parse("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"));
}

TEST(NoteKey, OtherAlgorithmAndOtherLengthsAreRefused) {
  EXPECT_FALSE(Verifier::parse("a+00000000+BBpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"));
  EXPECT_FALSE(Verifier::parse("a+00000000+AQ=="));
  EXPECT_FALSE(Verifier::parse("a+00000000"));
  EXPECT_FALSE(Verifier::parse(""));
  EXPECT_FALSE(Verifier::parse("+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"));
}

TEST(NoteKey, MessageAboutASecretDoesNotQuoteIt) {
  const std::string damaged = std::string(kPeterSigner).substr(0, kPeterSigner.size() - 5);
  const auto refused = Signer::parse(damaged);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message.find("AYEKFALV"), std::string::npos);
}

TEST(NoteKey, NamesWithSpacePlusOrControlAreRefused) {
  EXPECT_TRUE(is_key_name("kundtjänst.example/union"));
  for (const char* bad : {"", "a b", "a+b", "a\nb", "a\u00A0b", "a\u3000b", "a\u202Eb", "\xFF"}) {
    EXPECT_FALSE(is_key_name(bad)) << bad;
  }
  EXPECT_FALSE(is_key_name(std::string(256, 'a')));
  EXPECT_FALSE(Signer::generate("a b"));
}

TEST(NoteKey, AnyNameBecomesOneForAKey) {
  EXPECT_EQ(key_name_from("Kundtjänst AB+"), "Kundtjänst-AB-");
  EXPECT_TRUE(is_key_name(key_name_from("")));
  EXPECT_TRUE(is_key_name(key_name_from("\xFF\x01")));
  EXPECT_TRUE(is_key_name(key_name_from(std::string(9000, 'a'))));
}

}  // namespace
}  // namespace insyn::note
