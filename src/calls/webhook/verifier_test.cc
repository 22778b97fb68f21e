#include "calls/webhook/verifier.h"

#include <gtest/gtest.h>

namespace insyn::calls {
namespace {

using Verdict = WebhookVerdict;
using std::chrono::seconds;

// The example of the Standard Webhooks specification.
const std::string kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const std::string kId = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const std::string kTimestamp = "1614265330";
const std::string kBody = R"({"test": 2432232314})";
const std::string kSignature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

class WebhookTest : public testing::Test {
 protected:
  static WebhookVerifier verifier_of(const std::vector<std::string>& secrets, std::size_t most_ids = 1000) {
    std::vector<WebhookSecret> parsed;
    for (const std::string& secret : secrets) parsed.push_back(WebhookSecret::parse(secret).value());
    return WebhookVerifier(std::move(parsed), most_ids);
  }
  Verdict verify(const std::string& id, const std::string& timestamp, const std::string& signature,
                 const std::string& body) {
    return verifier_.verify({id, timestamp, signature, body}, now_);
  }
  // Rightly signed.
  Verdict send(const std::string& id, Utc at) {
    const auto count = std::chrono::duration_cast<seconds>(at.time_since_epoch()).count();
    const std::string timestamp = std::to_string(count);
    return verify(id, timestamp,
                  webhook_signature(WebhookSecret::parse(kSecret).value(), id, timestamp, kBody), kBody);
  }

  Utc now_{seconds(1614265330)};
  WebhookVerifier verifier_ = verifier_of({kSecret});
};

TEST_F(WebhookTest, ExampleOfTheSpecificationIsAccepted) {
  EXPECT_EQ(webhook_signature(WebhookSecret::parse(kSecret).value(), kId, kTimestamp, kBody), kSignature);
  EXPECT_EQ(verify(kId, kTimestamp, kSignature, kBody), Verdict::kAccepted);
}

TEST_F(WebhookTest, WhatWasChangedIsRefused) {
  EXPECT_EQ(verify(kId + "x", kTimestamp, kSignature, kBody), Verdict::kWrongSignature);
  EXPECT_EQ(verify(kId, "1614265331", kSignature, kBody), Verdict::kWrongSignature);
  EXPECT_EQ(verify(kId, kTimestamp, kSignature, kBody + " "), Verdict::kWrongSignature);
  EXPECT_EQ(verify(kId, kTimestamp, "v1,h" + kSignature.substr(4), kBody), Verdict::kWrongSignature);
  EXPECT_EQ(verify(kId, kTimestamp, kSignature, kBody), Verdict::kAccepted)
      << "none of these has taken its id";
}

TEST_F(WebhookTest, SignatureIsOfAKnownVersionAndWhole) {
  const std::string value = kSignature.substr(3);
  for (const std::string& signature :
       std::vector<std::string>{"", " ", value, "v2," + value, "v1a," + value, "v1," + value.substr(0, 40),
                                "v1,", "v1," + value + "AAAA", "v1;" + value, "V1," + value})
    EXPECT_EQ(verify(kId, kTimestamp, signature, kBody), Verdict::kWrongSignature) << signature;
}

TEST_F(WebhookTest, OneOfSeveralSignaturesIsEnough) {
  std::string many;
  for (std::size_t i = 0; i < WebhookVerifier::kMostSignatures; ++i) many += "v1,AAAA ";
  EXPECT_EQ(verify(kId, kTimestamp, many + kSignature, kBody), Verdict::kWrongSignature) << "too many";
  EXPECT_EQ(verify(kId, kTimestamp, "v1a,xyz v1,AAAA  " + kSignature + " v2,x", kBody), Verdict::kAccepted);
}

TEST_F(WebhookTest, SecretsAreExchangedWithoutAGap) {
  const std::string other = "whsec_" + to_base64(Bytes(32, 7), Padding::kRequired);
  verifier_ = verifier_of({other, kSecret});
  EXPECT_EQ(verify(kId, kTimestamp, kSignature, kBody), Verdict::kAccepted);
  verifier_ = verifier_of({other});
  EXPECT_EQ(verify(kId, kTimestamp, kSignature, kBody), Verdict::kWrongSignature);
  verifier_ = verifier_of({});
  EXPECT_EQ(verify(kId, kTimestamp, kSignature, kBody), Verdict::kWrongSignature);
}

TEST_F(WebhookTest, OldAndFutureRequestsAreRefused) {
  now_ += seconds(300);
  EXPECT_EQ(send("a", now_ - seconds(300)), Verdict::kAccepted);
  EXPECT_EQ(send("b", now_ - seconds(301)), Verdict::kTooOld);
  EXPECT_EQ(send("c", now_ + seconds(300)), Verdict::kAccepted);
  EXPECT_EQ(send("d", now_ + seconds(301)), Verdict::kTooNew);
}

TEST_F(WebhookTest, RequestIsTakenOnce) {
  EXPECT_EQ(send("a", now_), Verdict::kAccepted);
  EXPECT_EQ(send("a", now_), Verdict::kSeenBefore);
  EXPECT_EQ(send("a", now_ + seconds(1)), Verdict::kSeenBefore) << "sent again, signed anew";
  now_ += seconds(300);
  EXPECT_EQ(send("a", now_ - seconds(300)), Verdict::kSeenBefore) << "as long as its timestamp counts";
  // One of the future is remembered for longer.
  EXPECT_EQ(send("f", now_ + seconds(300)), Verdict::kAccepted);
  now_ += seconds(600);
  EXPECT_EQ(send("f", now_ - seconds(300)), Verdict::kSeenBefore);
}

TEST_F(WebhookTest, MemoryIsBoundedAndNothingIsForgottenForIt) {
  verifier_ = verifier_of({kSecret}, 3);
  for (const char* id : {"a", "b", "c"}) EXPECT_EQ(send(id, now_), Verdict::kAccepted);
  EXPECT_EQ(send("d", now_), Verdict::kFull);
  EXPECT_EQ(send("a", now_), Verdict::kSeenBefore);
  now_ += seconds(301);
  EXPECT_EQ(send("d", now_), Verdict::kAccepted);
}

TEST_F(WebhookTest, WhatIsMalformedIsRefused) {
  for (const char* timestamp : {"", "x", "1614265330.0", " 1614265330", "-1", "+1614265330", "01614265330",
                                "1614265330x", "99999999999999999999999", "253402300800"})
    EXPECT_EQ(verify(kId, timestamp, kSignature, kBody), Verdict::kMalformed) << timestamp;
  EXPECT_EQ(verify("", kTimestamp, kSignature, kBody), Verdict::kMalformed);
  EXPECT_EQ(verify("a b", kTimestamp, kSignature, kBody), Verdict::kMalformed);
  EXPECT_EQ(verify("a\n", kTimestamp, kSignature, kBody), Verdict::kMalformed);
  EXPECT_EQ(verify(std::string(257, 'a'), kTimestamp, kSignature, kBody), Verdict::kMalformed);
  EXPECT_EQ(verify(kId, kTimestamp, kSignature, std::string(WebhookVerifier::kLargestBody + 1, 'x')),
            Verdict::kMalformed);
}

TEST_F(WebhookTest, WeakSecretsAreRefused) {
  const auto secret = [](std::size_t size) {
    return "whsec_" + to_base64(Bytes(size, 7), Padding::kRequired);
  };
  EXPECT_TRUE(WebhookSecret::parse(secret(24)));
  EXPECT_TRUE(WebhookSecret::parse(secret(64)));
  for (const std::string& text : {secret(23), secret(65), std::string("whsec_"), secret(32).substr(6),
                                  secret(32) + "\n", std::string("whsec_not base64")}) {
    const auto refused = WebhookSecret::parse(text);
    ASSERT_FALSE(refused) << text;
    EXPECT_TRUE(text.size() < 20 || refused.error().message.find(text.substr(10)) == std::string::npos);
  }
}

TEST_F(WebhookTest, VerdictsHaveCodes) {
  std::set<std::string> codes;
  for (const Verdict verdict : {Verdict::kAccepted, Verdict::kSeenBefore, Verdict::kMalformed,
                                Verdict::kTooOld, Verdict::kTooNew, Verdict::kWrongSignature, Verdict::kFull})
    EXPECT_TRUE(codes.insert(code_of(verdict)).second);
}

}  // namespace
}  // namespace insyn::calls
