// Compares answers with docs/api/openapi.yaml. It knows the few words of JSON Schema that the page uses and
// stops at any other, so that nothing on the page goes unchecked.
#pragma once

#include <string>

#include "http/client.h"

namespace insyn::http_test {

// What is wrong with `reply` to a request for `path`, which has no query; empty where the page says the same.
// A path that is not on the page has to be answered with a problem.
std::string against_openapi(const std::string& method, const std::string& path, const Reply& reply);

}  // namespace insyn::http_test
