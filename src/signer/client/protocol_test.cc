#include "signer/client/protocol.h"

#include <gtest/gtest.h>

namespace insyn::signer {
namespace {

recording::CertificateRequest certify() {
  recording::CertificateRequest request;
  request.id = "20261201-0123456789abcdef";
  request.key = "a key";
  request.agent = "agent 7";
  request.call = "4711";
  request.kind = "faktura";
  request.begin = parse_utc("2026-12-01T08:15:03.250Z").value();
  request.begin_mono = std::chrono::microseconds(512);
  request.agreement_hash = sha256(view_of("the agreement"));
  return request;
}

usage::NotRecorded discarded() {
  return {usage::NotRecorded::Why::kDiscarded, certify().begin, certify().agreement_hash, "", "4711"};
}

std::vector<Request> requests() {
  recording::CertificateRequest with_roster = certify();
  with_roster.roster_hash = sha256(view_of("the roster"));
  return {Hello{}, certify(), with_roster, UsageSince{certify().begin}, discarded()};
}

TEST(SignerProtocol, RequestsComeBackAsTheyWere) {
  for (const Request& request : requests()) EXPECT_EQ(decode_request(encode(request)).value(), request);
}

TEST(SignerProtocol, WhatNobodyHasWrittenIsRefused) {
  for (const Request& request : requests()) {
    const Bytes good = encode(request);
    for (std::size_t length = 0; length < good.size(); ++length)
      EXPECT_FALSE(decode_request(ByteView(good).first(length))) << length;
    Bytes longer = good;
    longer.push_back(0);
    EXPECT_FALSE(decode_request(longer));
  }
  for (int i = 0; i < 1000; ++i) {
    const Bytes garbage = random_bytes(static_cast<std::size_t>(i % 200));
    (void)decode_request(garbage);
    (void)decode_usage(garbage);
    (void)decode_answer(garbage);
  }
}

TEST(SignerProtocol, ATimeThatNoNoteCanStateIsRefused) {
  for (const Utc bad : {Utc::min(), Utc::max(), Utc() - std::chrono::milliseconds(1)}) {
    recording::CertificateRequest far = certify();
    far.begin = bad;
    EXPECT_FALSE(decode_request(encode(far)));
    EXPECT_FALSE(decode_request(encode(UsageSince{bad})));
  }
  EXPECT_TRUE(decode_request(encode(UsageSince{})));
  EXPECT_TRUE(decode_request(encode(UsageSince{parse_utc("9999-12-31T23:59:59.999Z").value()})));
}

TEST(SignerProtocol, ARequestHasOneWayToBeWritten) {
  Bytes bytes = encode(UsageSince{certify().begin});
  bytes.back() |= 0x80U;
  bytes.push_back(0);
  EXPECT_FALSE(decode_request(bytes));
}

TEST(SignerProtocol, AnswersComeBackAsTheyWere) {
  const UsageAnswer usage{7, {discarded()}};
  EXPECT_EQ(decode_usage(encode(usage)).value(), usage);
  EXPECT_EQ(decode_answer(encode_answer(bytes_of("note"))).value(), bytes_of("note"));
  const auto refused = decode_answer(encode_answer(Failure(Error{Code::kDenied, "no"})));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kDenied);
  EXPECT_EQ(refused.error().message, "no");
}

TEST(SignerProtocol, FramesAreTakenWholeAndOnlySmallOnes) {
  Bytes received = framed(bytes_of("one"));
  const Bytes two = framed(bytes_of("two"));
  received.insert(received.end(), two.begin(), two.end() - 1);
  EXPECT_EQ(take_frame(received, 10).value(), bytes_of("one"));
  EXPECT_EQ(take_frame(received, 10).value(), std::nullopt);
  received.push_back(two.back());
  EXPECT_FALSE(take_frame(received, 2));
  EXPECT_EQ(take_frame(received, 3).value(), bytes_of("two"));
}

}  // namespace
}  // namespace insyn::signer
