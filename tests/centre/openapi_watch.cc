// The tests of the people's paths once more, each answer compared with docs/api/openapi.yaml.
#include <gtest/gtest.h>

#include "http/openapi.h"
#include "server/accounts/testing.h"

namespace insyn::server {
namespace {

class Watch final : public testing::Environment {
 public:
  void SetUp() override {
    on_answer = [](const Sent& sent, const http::Answer& answer) {
      http_test::Reply reply;
      reply.status = answer.status;
      if (!answer.type.empty()) reply.fields["content-type"] = answer.type;
      reply.body = answer.body;
      const std::string path = sent.target.substr(0, sent.target.find('?'));
      const std::string fault = http_test::against_openapi(sent.method, path, reply);
      EXPECT_EQ(fault, "");
    };
  }
};

const auto* const watch = testing::AddGlobalTestEnvironment(new Watch);

}  // namespace
}  // namespace insyn::server
