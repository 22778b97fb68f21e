#include "witness/add_checkpoint.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "witness/testing.h"

namespace insyn::witness {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

TEST(AddCheckpoint, ComesBackAsItWas) {
  TestLedger ledger;
  for (const AddCheckpoint& request : {ledger.request(0, 7), ledger.request(7, 7), ledger.request(7, 100)}) {
    const auto read = parse_add_checkpoint(text_of(request));
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, request);
  }
}

TEST(AddCheckpoint, BodyOfTheSpecificationIsRead) {
  const auto read = parse_add_checkpoint(
      "old "
      "20852014\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\njrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n"
      "5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\n"
      "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— x "
      "AAAAAAA=\n");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->old_size, 20852014u);
  EXPECT_EQ(read->proof.size(), 4u);
  EXPECT_TRUE(read->checkpoint.starts_with("example.com/behind-the-sofa\n20852163\n"));
}

TEST(AddCheckpoint, AnythingElseIsRefused) {
  TestLedger ledger;
  const std::string good = text_of(ledger.request(7, 100));
  std::string longest = "old 7\n", too_long;
  for (int i = 0; i < 63; ++i) longest += ledger::hash_text(Digest{}) + "\n";
  too_long = longest + ledger::hash_text(Digest{}) + "\n\nx\n";
  EXPECT_TRUE(parse_add_checkpoint(longest + "\nx\n"));
  for (const std::string& text : {std::string(),
                                  std::string("\n"),
                                  std::string("old 7"),
                                  std::string("old 7\n"),
                                  std::string("old 7\n\n"),
                                  "\n" + good,
                                  " " + good,
                                  with(good, "old 7", "old  7"),
                                  with(good, "old 7", "old 07"),
                                  with(good, "old 7", "old -7"),
                                  with(good, "old 7", "Old 7"),
                                  with(good, "old 7", "new 7"),
                                  with(good, "old 7", "old 9223372036854775808"),
                                  with(good, "old 7", "old 18446744073709551623"),
                                  with(good, "old 7", "old"),
                                  with(good, "old 7\n", "old 7\r\n"),
                                  with(good, "=\n", "\n"),
                                  with(good, "=\n", "= \n"),
                                  too_long,
                                  "old 7\n\n" + std::string(kLargestRequest, 'a')}) {
    EXPECT_FALSE(parse_add_checkpoint(text)) << text.substr(0, 200);
  }
}

TEST(AddCheckpoint, CosignaturesOfAnAnswerAreAddedAndNothingElse) {
  TestLedger ledger;
  const note::Signer witness = note::Signer::generate("w").value(),
                     other = note::Signer::generate("o").value();
  const std::string text = ledger::text_of(ledger.at(7)), note = ledger.signed_note(ledger.at(7));
  const auto line = [](const note::Signature& signature) { return note::line_of(signature); };
  const sys_seconds at{seconds(1'800'000'000)};
  const std::string own = line(ledger::cosign(text, at, witness)),
                    others = line(ledger::cosign(text, at, other));
  const std::vector<note::Verifier> known = {witness.verifier()};
  EXPECT_EQ(with_cosignatures(note, own, known).value(), note + own);
  EXPECT_EQ(with_cosignatures(note, others + own, known).value(), note + own);
  EXPECT_FALSE(with_cosignatures(note, others, known));
  EXPECT_FALSE(with_cosignatures(note, "", known));
  EXPECT_FALSE(with_cosignatures(note, "\n" + own, known));
  EXPECT_FALSE(with_cosignatures(note, own.substr(0, own.size() - 1), known));
  EXPECT_FALSE(with_cosignatures(note, "more\n", known));
  EXPECT_FALSE(
      with_cosignatures(note, line(ledger::cosign(ledger::text_of(ledger.at(8)), at, witness)), known));
  EXPECT_FALSE(with_cosignatures(note, "\n— other text\n\n" + own, known));
}

TEST(AddCheckpoint, ConflictIsASizeAndALineEnd) {
  EXPECT_EQ(parse_conflict("17\n").value(), 17u);
  for (const char* text : {"", "\n", "17", "17\n\n", " 17\n", "017\n", "x\n", "9223372036854775808\n"})
    EXPECT_FALSE(parse_conflict(text)) << text;
}

}  // namespace
}  // namespace insyn::witness
