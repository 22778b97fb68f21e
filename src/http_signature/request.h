// The part of an HTTP request that is signed: all that comes before its body.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace insyn::http_signature {

struct Field {
  std::string name;  // in lower case
  std::string value;
};

struct Request {
  std::string method;  // as sent: "POST"
  std::string
      authority;      // host and, where it is not the scheme's own, port, in lower case: "insyn.example:8443"
  std::string path;   // as sent, of a URI in its normal form: "/v1/recordings"
  std::string query;  // as sent, with its "?": "?from=3"; empty where there is none
  std::vector<Field> fields;
  bool has_body = false;
};

// The value of a field, that of its lines joined by ", " without the white space around each (RFC 9110,
// section 5.3). Nothing where there is no such line.
std::optional<std::string> value_of(const Request& request, std::string_view name);

}  // namespace insyn::http_signature
