// What a server answers.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "http_signature/request.h"

namespace insyn::http_client {

struct Answer {
  int status = 0;
  std::vector<http_signature::Field> fields;  // names in lower case, as they came
  std::string body;

  // Of the first such field; nothing where there is none.
  std::optional<std::string> value_of(std::string_view name) const;
  std::string type() const { return value_of("content-type").value_or(""); }
  // 200 to 299.
  bool is_good() const { return status / 100 == 2; }
  // By which the server's problems are told apart (RFC 9457): 1 to 64 of a-z, 0-9 and "-"; empty where it
  // says none.
  std::string code() const;
  // How long the server asks to wait: at most a day. Nothing where it does not.
  std::optional<std::chrono::seconds> retry_after() const;
};

// Why the server refuses, in words, as an error: kTransient where trying again may help, kFull
// where the server has no room (507), kDenied where the request is not allowed, else kPermanent.
Error error_of(const Answer& answer);
// The same where the answer is not one of success.
Status expect_good(const Answer& answer);

}  // namespace insyn::http_client
