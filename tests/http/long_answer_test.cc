// Answers that are longer than a record of TLS, and than what OpenSSL takes at once.
#include <gtest/gtest.h>

#include "http/served.h"
#include "support/temp_folder.h"

namespace insyn::http_test {
namespace {

using server::http::Answer;
using server::http::Request;
using server::http::Role;

TEST(LongAnswer, ArrivesWholeOverTls) {
  constexpr std::size_t kSizes[] = {14'000, 16'384, 17'300, 1'000'000};
  support::TempFolder folder;
  const Certificates made = make_certificates(folder.path(), "one");
  std::filesystem::permissions(made.key, std::filesystem::perms::owner_read);
  const server::http::Tls tls = server::http::Tls::load({made.certificate, made.key}).value();
  Served::Options options;
  options.tls = &tls;
  for (const std::size_t size : kSizes)
    options.more.push_back(
        {"GET", fmt::format("/long/{}", size), {Role::kAnybody}, 0, [size](const Request&) {
           return Answer{200, "text/plain", std::string(size, 'a')};
         }});
  Served served(options);
  const TlsWish wish{made.authority};
  Client client(served.port(), &wish);
  for (const std::size_t size : kSizes)
    EXPECT_EQ(client.ask(request(fmt::format("GET /long/{}", size))).body, std::string(size, 'a')) << size;
}

}  // namespace
}  // namespace insyn::http_test
