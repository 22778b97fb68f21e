// What the server writes down of requests, and whom it does not name.
#include "http/served.h"

namespace insyn::http_test {
namespace {

TEST(HttpLog, AHandlersExceptionSaysNothingToTheClient) {
  Served served;
  Client client(served.port());
  const Reply reply = client.ask(request("GET /throws"));
  EXPECT_NE(reply.body.find("\"unexpected\""), std::string::npos) << reply.body;
  EXPECT_EQ(reply.body.find("4711"), std::string::npos);
  EXPECT_NE(served.log().find("GET /throws 500: the library says secret-4711"), std::string::npos);
  EXPECT_EQ(client.ask(request("GET /hello")).status, 200);
}

// With what it would be told by taken out of it.
TEST(HttpLog, TheLogSaysWhyARequestFailed) {
  Served served;
  Client client(served.port());
  const Reply reply = client.ask(request("GET /fails"));
  EXPECT_EQ(reply.status, 507);
  EXPECT_EQ(reply.body.find("no room"), std::string::npos);
  EXPECT_NE(served.log().find("GET /fails 507: no room for recordings/01/…, 0123456789abcde of …\n"),
            std::string::npos)
      << served.log();
}

TEST(HttpLog, LogAndMetricsNameNobody) {
  Served served;
  Client client(served.port());
  client.ask(request("GET /things/anna-4711?who=anna", "X-Secret: anna\r\n"));
  client.ask(request("GET /anna?who=anna"));
  client.ask(request("PUT /anna", "Authorization: Bearer anna\r\n"));
  const std::string all = served.log() + served.metrics.text();
  EXPECT_EQ(all.find("anna"), std::string::npos) << all;
  EXPECT_EQ(all.find("127.0.0.1"), std::string::npos) << all;
  EXPECT_NE(served.log().find("anybody GET /things/{id} 200 "), std::string::npos) << served.log();
  EXPECT_NE(all.find("insyn_http_requests_total{method=\"GET\",route=\"/things/{id}\",status=\"200\"} 1"),
            std::string::npos)
      << all;
  EXPECT_NE(all.find("insyn_http_request_seconds_bucket{route=\"/things/{id}\",le=\"+Inf\"} 1"),
            std::string::npos)
      << all;
}

}  // namespace
}  // namespace insyn::http_test
