#include "server/http/head_check.h"

#include <gtest/gtest.h>

namespace insyn::server::http {
namespace {

const HeadLimits kLimits;

std::string_view code_of(const std::string& head) {
  const auto fault = check_head(head, kLimits);
  return fault ? fault->code.text() : "fine";
}
std::string with_target(const std::string& target) {
  return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
}
std::string with_field(const std::string& field) {
  return "GET / HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n";
}

TEST(HeadCheck, TheEndIsFoundHoweverTheBytesArrive) {
  const std::string head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  const std::string arrived = head + "GET /second";
  for (std::size_t first = 0; first < head.size(); ++first) {
    const HeadEnd part = find_head_end(std::string_view(arrived).substr(0, first), 0, kLimits);
    EXPECT_FALSE(part.fault);
    EXPECT_EQ(part.size, 0U) << first;
    EXPECT_EQ(find_head_end(arrived, first, kLimits).size, head.size()) << first;
  }
}

TEST(HeadCheck, ALineThatEndsOtherwiseIsRefusedAtOnce) {
  EXPECT_EQ(find_head_end("GET / HTTP/1.1\n", 0, kLimits).fault->code.text(), "line-end");
  EXPECT_EQ(find_head_end("GET / HTTP/1.1\rH", 0, kLimits).fault->code.text(), "line-end");
  // The carriage return came with what was looked at before.
  EXPECT_EQ(find_head_end("GET / HTTP/1.1\rH", 15, kLimits).fault->code.text(), "line-end");
  EXPECT_FALSE(find_head_end("GET / HTTP/1.1\r\n", 15, kLimits).fault);
}

TEST(HeadCheck, AHeadWithoutEndIsRefusedAtItsLimit) {
  EXPECT_FALSE(find_head_end(std::string(kLimits.bytes, 'a'), 0, kLimits).fault);
  EXPECT_EQ(find_head_end(std::string(kLimits.bytes + 1, 'a'), 0, kLimits).fault->status, 431);
}

TEST(HeadCheck, PathsHaveOneFormOnly) {
  for (const char* fine : {"/", "/a", "/a/b", "/a/b/", "/a.b/..c/~x", "/a?b=%2e%2E&c=/../", "/a?", "/a:b@c"})
    EXPECT_EQ(code_of(with_target(fine)), "fine") << fine;
  for (const char* wrong : {"",       "*",     "a",     "//",     "/a//b",   "/.",       "/..", "/a/../b",
                            "/a/./b", "/a/..", "/%61",  "/a%2fb", "/a;b%00", "/a\\b",    "/ä",  "/a#b",
                            "/a?b#c", "/a?%",  "/a?%4", "/a?%zz", "/a?\"",   "http://a/"})
    EXPECT_EQ(code_of(with_target(wrong)), "target") << wrong;
}

TEST(HeadCheck, FieldsAreTokensAndPlainValuesAndStandOnce) {
  for (const char* fine : {"X: a", "X:a", "X:", "X: \ta \t", "X: \xc3\xa4", "Via: a\r\nvia: b",
                           "Expect: 100-Continue", "Content-Length: 0", "content-length:  12 "})
    EXPECT_EQ(code_of(with_field(fine)), "fine") << fine;
  const std::vector<std::pair<std::string, std::string_view>> wrong = {
      {"X : a", "field-name"},
      {": a", "field-name"},
      {"X", "field-name"},
      {"X\x80: a", "field-name"},
      {" X: a", "folded-line"},
      {"X: a\r\n\tb", "folded-line"},
      {"X: a\x01", "field-value"},
      {"X: a\x7f", "field-value"},
      {"X: a\r\nx: a", "field-twice"},
      {"host: b", "field-twice"},
      {"Cookie: a\r\nCookie: b", "field-twice"},
      {"Content-Length: ", "content-length"},
      {"Content-Length: -1", "content-length"},
      {"Content-Length: 0x10", "content-length"},
      {"Content-Length: 1 2", "content-length"},
      {"Content-Length: 9999999999999999999", "content-length"},
      {"Transfer-Encoding: identity", "chunks"},
      {"Transfer-Encoding: chunked\r\nContent-Length: 1", "two-lengths"},
      {"Content-Length: 1\r\nTransfer-Encoding: chunked", "two-lengths"},
      {"Expect: a", "expectation"},
  };
  for (const auto& [field, code] : wrong) EXPECT_EQ(code_of(with_field(field)), code) << field;
  for (const char* host : {"", "a b", "a@b", "a/b", "a,b"})
    EXPECT_EQ(code_of(std::string("GET / HTTP/1.1\r\nHost: ") + host + "\r\n\r\n"), "host") << host;
}

TEST(HeadCheck, RequestLinesAreOnesOfHttp11) {
  for (const char* line : {"GET /", "GET", "", " / HTTP/1.1", "GET / HTTP/1.1 ", "GET / http/1.1",
                           "GET / HTTP/1", "G\xc3\xa4T / HTTP/1.1", "GET\t/ HTTP/1.1"})
    EXPECT_EQ(code_of(std::string(line) + "\r\nHost: a\r\n\r\n"), "request-line") << line;
  EXPECT_EQ(code_of("GET / HTTP/1.0\r\nHost: a\r\n\r\n"), "version");
  EXPECT_EQ(code_of("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n"), "method");
}

}  // namespace
}  // namespace insyn::server::http
