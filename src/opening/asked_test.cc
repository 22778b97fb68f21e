#include "opening/asked.h"

#include <gtest/gtest.h>

#include "opening/testing.h"

namespace insyn::opening {
namespace {

std::string why(const Result<Asked>& asked) { return asked ? "" : asked.error().message; }

TEST(Asked, IsSignedByItsReader) {
  const Parties p;
  const std::string note = note::sign(text_of(p.request()), p.reviewer.signer);
  const auto asked = verify_request(note, p.agreement);
  ASSERT_TRUE(asked) << asked.error().message;
  EXPECT_EQ(asked->request, p.request());
  EXPECT_EQ(asked->hash, sha256(view_of(note)));
  EXPECT_EQ(asked->asked_by, "Granskare 3");
  Request by_employer = p.request();
  by_employer.reader = agreement::kReviewerRecipient;
  EXPECT_EQ(why(verify_request(note::sign(text_of(by_employer), p.employer.signer), p.agreement)), "");
  EXPECT_EQ(why(verify_request(note::sign(text_of(p.request_of_events()), p.analyst.signer), p.agreement)),
            "");
}

TEST(Asked, IsRefusedWhereAnotherSigned) {
  const Parties p;
  const std::string text = text_of(p.request());
  for (const agreement::Party* other : {&p.employer, &p.union_, &p.analyst})
    EXPECT_NE(why(verify_request(note::sign(text, other->signer), p.agreement)), "") << other->keys.name;
  const std::string note = note::sign(text, p.reviewer.signer);
  EXPECT_NE(why(verify_request(with(note, "Ärende 17", "Ärende 18"), p.agreement)), "");
  EXPECT_NE(why(verify_request(note::add_signature(note, p.employer.signer).value(), p.agreement)), "");
}

TEST(Asked, IsRefusedWhereItsReaderOpensNothing) {
  const Parties p;
  Request request = p.request();
  request.opens = ledger::Opens::kEvents;
  EXPECT_NE(why(verify_request(note::sign(text_of(request), p.reviewer.signer), p.agreement)), "");
  request = p.request_of_events();
  request.opens = ledger::Opens::kPictures;
  EXPECT_NE(why(verify_request(note::sign(text_of(request), p.analyst.signer), p.agreement)), "");
  request = p.request();
  request.reader = agreement::kUnionRecipient;
  EXPECT_NE(why(verify_request(note::sign(text_of(request), p.union_.signer), p.agreement)), "");
}

TEST(Asked, IsRefusedForAnotherPurposeOrAgreement) {
  const Parties p;
  Request request = p.request();
  request.purpose = "performance";
  EXPECT_NE(why(verify_request(note::sign(text_of(request), p.reviewer.signer), p.agreement))
                .find("no agreed purpose"),
            std::string::npos);
  request = p.request();
  request.agreement = sha256(view_of("another"));
  EXPECT_NE(why(verify_request(note::sign(text_of(request), p.reviewer.signer), p.agreement)), "");
}

TEST(Asked, IsAnsweredByTheUnion) {
  const Parties p;
  Approval approval;
  approval.request = sha256(view_of("request"));
  approval.recording = kTestRecording;
  approval.checkpoint_size = 1;
  const std::string note = note::sign(text_of(approval), p.union_.signer);
  const note::Verifier& key = p.union_.signer.verifier();
  EXPECT_TRUE(verify_approval(note, approval.request, kTestRecording, key));
  EXPECT_FALSE(verify_approval(note, approval.request, kTestRecording, p.employer.signer.verifier()));
  EXPECT_FALSE(verify_approval(note, sha256(view_of("another")), kTestRecording, key));
  EXPECT_FALSE(verify_approval(note, approval.request, std::string(32, '0'), key));
  EXPECT_EQ(union_that_signed(note, p.agreement).value().name, "Klubben");
  EXPECT_FALSE(union_that_signed(note::sign(text_of(approval), p.employer.signer), p.agreement));
  const Refusal refusal{approval.request, kTestRecording, 0, "nej", {}};
  const std::string refused = note::sign(text_of(refusal), p.union_.signer);
  EXPECT_TRUE(verify_refusal(refused, approval.request, kTestRecording, key));
  EXPECT_FALSE(
      verify_refusal(note::sign(text_of(refusal), p.employer.signer), approval.request, kTestRecording, key));
}

TEST(Asked, IsAllowedByRulesWithinThem) {
  const Parties p;
  const Rules rules{p.agreement.hash(),
                    {ledger::Opens::kPictures},
                    {"search-fails"},
                    {"faktura"},
                    2,
                    agreement::utc("2026-12-01T00:00:00.000Z"),
                    agreement::utc("2027-01-01T00:00:00.000Z")};
  const Utc now = agreement::utc("2026-12-02T10:00:00.000Z");
  EXPECT_TRUE(check_allowed(rules, p.request(), "faktura", 1, now));
  EXPECT_FALSE(check_allowed(rules, p.request(), "faktura", 2, now));
  EXPECT_FALSE(check_allowed(rules, p.request(), "flytt", 1, now));
  EXPECT_FALSE(check_allowed(rules, p.request(), "", 1, now));
  EXPECT_FALSE(check_allowed(rules, p.request_of_events(), "faktura", 1, now));
  EXPECT_FALSE(check_allowed(rules, p.request(), "faktura", 1, rules.until));
  EXPECT_FALSE(check_allowed(rules, p.request(), "faktura", 1, rules.from - std::chrono::milliseconds(1)));
  Request other = p.request();
  other.purpose = "complaint";
  EXPECT_FALSE(check_allowed(rules, other, "faktura", 1, now));
  other = p.request();
  other.agreement = sha256(view_of("another"));
  EXPECT_FALSE(check_allowed(rules, other, "faktura", 1, now));
  const std::string note = note::sign(text_of(rules), p.union_.signer);
  EXPECT_EQ(verify_rules(note, p.union_.signer.verifier()).value(), rules);
  EXPECT_FALSE(verify_rules(note, p.employer.signer.verifier()));
}

}  // namespace
}  // namespace insyn::opening
