#include "http_client/answer.h"

#include <gtest/gtest.h>

namespace insyn::http_client {
namespace {

Answer problem(int status, std::string body) { return {status, {}, std::move(body)}; }

TEST(Answer, TheProblemsCode) {
  EXPECT_EQ(
      problem(403, R"({"type":"about:blank","title":"Forbidden","status":403,"code":"wrong-role"})").code(),
      "wrong-role");
  for (const char* body : {"", "no json", "[]", "{}", R"({"code":7})", R"({"code":""})", R"({"code":"A b"})",
                           R"({"code":"a","code":["b"]})", "{\"code\":\"\\u0000\"}"})
    EXPECT_EQ(problem(400, body).code(), "") << body;
  EXPECT_EQ(problem(400, R"({"code":")" + std::string(65, 'a') + "\"}").code(), "");
  EXPECT_EQ(problem(400, std::string(40'000, '[')).code(), "");
  EXPECT_EQ(problem(200, R"({"code":"none"})").code(), "");
}

TEST(Answer, HowLongToWait) {
  const auto after = [](const char* value) {
    return Answer{503, {{"retry-after", value}}, ""}.retry_after();
  };
  EXPECT_EQ(after("7"), std::chrono::seconds(7));
  EXPECT_EQ(after("4000000000"), std::chrono::hours(24));
  for (const char* value : {"", "-1", "7s", "99999999999", "Wed, 21 Oct 2026 07:28:00 GMT"})
    EXPECT_FALSE(after(value)) << value;
  EXPECT_FALSE(Answer{}.retry_after());
}

TEST(Answer, AsAnError) {
  EXPECT_TRUE(expect_good(problem(201, "")));
  EXPECT_EQ(error_of(problem(503, R"({"code":"busy"})")).message,
            "the server has too much to do; try again in a moment");
  EXPECT_NE(error_of(problem(502, "")).message.find("502"), std::string::npos);
  for (const int status : {408, 425, 429, 500, 502, 503, 504})
    EXPECT_EQ(error_of(problem(status, "")).code, Code::kTransient) << status;
  EXPECT_EQ(error_of(problem(507, "")).code, Code::kFull);
  EXPECT_EQ(error_of(problem(401, "")).code, Code::kDenied);
  EXPECT_EQ(error_of(problem(403, "")).code, Code::kDenied);
  EXPECT_EQ(error_of(problem(404, "")).code, Code::kPermanent);
  EXPECT_FALSE(expect_good(problem(404, "")));
}

}  // namespace
}  // namespace insyn::http_client
