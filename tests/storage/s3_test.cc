// An S3 store that refuses, fails or lies.

#include <fstream>

#include "storage/fake_store.h"
#include "storage/vaults.h"
#include "support/free_port.h"
#include "support/until.h"

namespace insyn::storage_test {
namespace {

using namespace server;

std::string reply(const std::string& status, const std::string& body, const std::string& fields = "") {
  return fmt::format("HTTP/1.1 {}\r\nContent-Length: {}\r\n{}Connection: close\r\n\r\n{}", status,
                     body.size(), fields, body);
}
std::string head(std::uint64_t length) {
  return fmt::format("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", length);
}
const std::string kNotThere = reply("404 Not Found", "<Error><Code>NoSuchKey</Code></Error>");

S3 at(const FakeStore& store) { return {store.endpoint(), "local", "bucket", "p/", "key", "secret-4711"}; }

template <class T>
Code code_of(const Result<T>& result) {
  EXPECT_FALSE(result);
  EXPECT_EQ(result ? std::string::npos : result.error().message.find("4711"), std::string::npos);
  return result ? Code::kTransient : result.error().code;
}

TEST(S3, AWrongSecretAKeyThatNobodyHasAndABucketThatIsNotThereAreSaid) {
  S3 place = new_s3_place();
  EXPECT_EQ(why(s3_vault(place).value()->put("a", view_of("x"))), "");
  S3 wrong = place;
  wrong.secret_key = "wrong-4711";
  const auto vault = s3_vault(wrong).value();
  const auto read = vault->read("a", 10);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, Code::kDenied);
  EXPECT_NE(read.error().message.find("SignatureDoesNotMatch"), std::string::npos) << read.error().message;
  EXPECT_EQ(read.error().message.find("4711"), std::string::npos) << read.error().message;
  EXPECT_EQ(code_of(vault->put("b", view_of("x"))), Code::kDenied);
  EXPECT_EQ(code_of(vault->remove("a")), Code::kDenied);
  EXPECT_EQ(code_of(vault->list("", "", 10)), Code::kDenied);
  wrong = place;
  wrong.access_key = "centre:nobody";
  EXPECT_EQ(code_of(s3_vault(wrong).value()->size("a")), Code::kDenied);
  wrong = place;
  wrong.bucket = "no-bucket";
  EXPECT_EQ(code_of(s3_vault(wrong).value()->put("a", view_of("x"))), Code::kPermanent);
  EXPECT_EQ(code_of(s3_vault(wrong).value()->list("", "", 10)), Code::kPermanent);
}

TEST(S3, WhatIsNoPlaceIsRefusedBeforeItIsAsked) {
  const S3 good{"https://s3.example", "eu-north-1", "bucket", "", "key", "secret"};
  EXPECT_EQ(why(check_s3(good)), "");
  for (const auto& [member, value] :
       std::vector<std::pair<std::string S3::*, std::string>>{{&S3::endpoint, "http://s3.example"},
                                                              {&S3::endpoint, "s3.example"},
                                                              {&S3::region, ""},
                                                              {&S3::region, "a b"},
                                                              {&S3::bucket, "a/b"},
                                                              {&S3::bucket, ""},
                                                              {&S3::prefix, "a"},
                                                              {&S3::prefix, "/"},
                                                              {&S3::prefix, "../"},
                                                              {&S3::access_key, ""}}) {
    S3 wrong = good;
    wrong.*member = value;
    EXPECT_FALSE(check_s3(wrong)) << value;
    EXPECT_FALSE(s3_vault(wrong)) << value;
  }
}

TEST(S3, RequestsAreSignedAndCarryNoSecret) {
  const FakeStore store([](const std::string&) { return kNotThere; });
  EXPECT_FALSE(s3_vault(at(store)).value()->read("a/b", 10).value());
  ASSERT_EQ(store.requests().size(), 1U);
  const std::string request = store.requests()[0];
  EXPECT_TRUE(request.starts_with("GET /bucket/p/a/b HTTP/1.1\r\n")) << request;
  EXPECT_NE(request.find("Authorization: AWS4-HMAC-SHA256 Credential=key/"), std::string::npos) << request;
  EXPECT_NE(request.find("x-amz-content-sha256: e3b0c442"), std::string::npos) << request;
  EXPECT_EQ(request.find("4711"), std::string::npos);
}

TEST(S3, MoreThanWasAskedForIsRefused) {
  const FakeStore store([](const std::string& request) {
    return reply(request.find("range:") == std::string::npos && request.find("Range:") == std::string::npos
                     ? "200 OK"
                     : "206 Partial Content",
                 std::string(std::size_t{16} << 20, 'x'), "Content-Range: bytes 0-3/4\r\n");
  });
  const auto vault = s3_vault(at(store)).value();
  EXPECT_EQ(code_of(vault->read("a", 10)), Code::kCorrupt);
  EXPECT_EQ(code_of(vault->read_range("a", 0, 4)), Code::kBadPeer);
  EXPECT_EQ(code_of(vault->list("", "", 10)), Code::kBadPeer);
}

TEST(S3, AnotherRangeThanWasAskedForIsRefused) {
  std::string answer;
  const FakeStore store([&](const std::string&) { return answer; });
  const auto vault = s3_vault(at(store)).value();
  const auto gives = [&](const std::string& range, const std::string& body,
                         const std::string& status = "206 Partial Content") {
    answer = reply(status, body, range.empty() ? "" : "Content-Range: " + range + "\r\n");
    return vault->read_range("a", 3, 4);
  };
  EXPECT_EQ(text_of(gives("bytes 3-6/10", "3456").value()), "3456");
  EXPECT_EQ(code_of(gives("bytes 4-7/10", "4567")), Code::kBadPeer);
  EXPECT_EQ(code_of(gives("bytes 3-7/10", "34567")), Code::kBadPeer);
  EXPECT_EQ(code_of(gives("bytes 3-6/10", "345")), Code::kBadPeer);
  EXPECT_EQ(code_of(gives("bytes 3-5/6", "345")), Code::kCorrupt);
  EXPECT_EQ(code_of(gives("", "3456")), Code::kBadPeer);
  EXPECT_EQ(code_of(gives("nonsense", "3456")), Code::kBadPeer);
  EXPECT_EQ(code_of(gives("bytes 3-6/10", "3456", "200 OK")), Code::kBadPeer);
}

TEST(S3, OtherBytesUnderTheSameNameAreRefused) {
  const FakeStore store([](const std::string& request) {
    if (request.starts_with("HEAD ")) return head(3);
    return reply("206 Partial Content", "two", "Content-Range: bytes 0-2/3\r\n");
  });
  const auto vault = s3_vault(at(store)).value();
  EXPECT_EQ(code_of(vault->put("a", view_of("one"))), Code::kDenied);
  EXPECT_EQ(why(vault->put("a", view_of("two"))), "");
  for (const std::string& request : store.requests()) EXPECT_FALSE(request.starts_with("PUT ")) << request;
}

TEST(S3, WhatIsSaidToBeStoredAndIsNotIsRefused) {
  const FakeStore store([](const std::string& request) {
    return request.starts_with("PUT ") ? reply("200 OK", "") : kNotThere;
  });
  EXPECT_EQ(code_of(s3_vault(at(store)).value()->put("a", view_of("one"))), Code::kBadPeer);
}

TEST(S3, AFailureThatMayPassIsTriedAgain) {
  int times = 0;
  const FakeStore store([&](const std::string&) {
    ++times;
    if (times == 1) return reply("503 Slow Down", "<Error><Code>SlowDown</Code></Error>");
    return times == 2 ? std::string() : reply("200 OK", "bytes");
  });
  EXPECT_EQ(text_of(*s3_vault(at(store)).value()->read("a", 10).value()), "bytes");
  EXPECT_EQ(times, 3);
}

TEST(S3, AFailureThatStaysIsSaidAfterSomeTries) {
  const FakeStore failing([](const std::string&) {
    return reply("500 Internal Server Error", "<Error><Code>InternalError</Code></Error>");
  });
  EXPECT_EQ(code_of(s3_vault(at(failing)).value()->read("a", 10)), Code::kTransient);
  EXPECT_EQ(failing.requests().size(), 4U);
  const FakeStore full([](const std::string&) { return reply("507 Insufficient Storage", ""); });
  EXPECT_EQ(code_of(s3_vault(at(full)).value()->size("a")), Code::kFull);
  S3 nobody = at(full);
  nobody.endpoint = "http://127.0.0.1:1";
  EXPECT_EQ(code_of(s3_vault(nobody).value()->size("a")), Code::kTransient);
}

TEST(S3, AnAnswerThatLeadsElsewhereIsNotFollowed) {
  const FakeStore other([](const std::string&) { return reply("200 OK", "other"); });
  const FakeStore store([&](const std::string&) {
    return reply("307 Temporary Redirect", "", "Location: " + other.endpoint() + "/a\r\n");
  });
  EXPECT_EQ(code_of(s3_vault(at(store)).value()->read("a", 10)), Code::kBadPeer);
  EXPECT_TRUE(other.requests().empty());
}

TEST(S3, AStoreWhoseCertificateNobodyBelievesIsRefused) {
  const support::TempFolder folder;
  const std::string port = std::to_string(support::free_port());
  const std::string certificate = (folder / "certificate").string(), key = (folder / "key").string();
  ASSERT_EQ(
      support::run(folder.path(), {"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                                   "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=127.0.0.1", "-addext",
                                   "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate})
          .code,
      0);
  support::Program store(folder.path(), {"openssl", "s_server", "-accept", "127.0.0.1:" + port, "-cert",
                                         certificate, "-key", key, "-quiet", "-www"});
  const auto vault =
      s3_vault({"https://127.0.0.1:" + port, "local", "bucket", "", "key", "secret-4711"}).value();
  support::until("it answers", [&] {
    const auto read = vault->read("a", 10);
    EXPECT_FALSE(read);
    if (read.error().code == Code::kTransient) return false;
    EXPECT_EQ(code_of(read), Code::kDenied);
    EXPECT_NE(read.error().message.find("certificate"), std::string::npos) << read.error().message;
    return true;
  });
  EXPECT_EQ((store.out() + store.err()).find("AWS4"), std::string::npos) << "nothing was asked";
}

TEST(S3, WhatIsNoHttpIsRefused) {
  for (const std::string& nonsense :
       {std::string("nonsense\r\n\r\n"), "HTTP/1.1 200 OK\r\n" + std::string(100'000, 'x') + "\r\n\r\n"}) {
    const FakeStore store([&](const std::string&) { return nonsense; });
    EXPECT_FALSE(s3_vault(at(store)).value()->read("a", 10)) << nonsense.substr(0, 20);
  }
}

TEST(S3, AListWithNamesThatWereNotAskedForIsRefused) {
  std::string keys;
  const FakeStore store([&](const std::string&) {
    return reply("200 OK",
                 "<?xml?><ListBucketResult><IsTruncated>false</IsTruncated>" + keys + "</ListBucketResult>");
  });
  const auto vault = s3_vault(at(store)).value();
  const auto lists = [&](const std::vector<std::string>& names) {
    keys.clear();
    for (const std::string& name : names) keys += "<Contents><Key>" + name + "</Key></Contents>";
    return vault->list("l/", "l/b", 3);
  };
  EXPECT_EQ(lists({"p/l/c", "p/l/d"}).value(), (std::vector<std::string>{"l/c", "l/d"}));
  for (const std::vector<std::string>& wrong :
       std::vector<std::vector<std::string>>{{"l/c"},
                                             {"p/m"},
                                             {"p/l/a"},
                                             {"p/l/b"},
                                             {"p/l/d", "p/l/c"},
                                             {"p/l/c", "p/l/c"},
                                             {"p/l/../../x"},
                                             {"p/l/C"},
                                             {""},
                                             {"p/l/c", "p/l/d", "p/l/e", "p/l/f"}})
    EXPECT_EQ(code_of(lists(wrong)), Code::kBadPeer) << wrong[0];
  keys = "";
  const FakeStore other([](const std::string&) { return reply("200 OK", "<html>hello</html>"); });
  EXPECT_EQ(code_of(s3_vault(at(other)).value()->list("", "", 3)), Code::kBadPeer);
}

}  // namespace
}  // namespace insyn::storage_test
