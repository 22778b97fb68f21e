// Result<T>: a value, or an Error that names the thing, the reason and the next step.
#pragma once

#include <fmt/core.h>

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace insyn {

enum class Code {
  kTransient,  // trying again later may work
  kPermanent,  // trying again will not help
  kBadPeer,    // the other program broke the protocol between us
  kCorrupt,    // stored or received bytes are malformed or were changed
  kDenied,     // refused by an agreement, a key or access rights
  kFull,       // no space left
};

// A short lower-case word for `code`, as used in --json output.
const char* name_of(Code code);

struct Error {
  Code code = Code::kPermanent;
  std::string message;
};

template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using tl::expected<T, Error>::expected;
};

using Status = Result<void>;
using Failure = tl::unexpected<Error>;

template <class... Args>
Failure fail(Code code, fmt::format_string<Args...> format, Args&&... args) {
  return Failure(Error{code, fmt::format(format, std::forward<Args>(args)...)});
}

// Puts `context` in front of an error's message, keeping its code.
inline Failure in_context(std::string_view context, Error error) {
  error.message = fmt::format("{}: {}", context, error.message);
  return Failure(std::move(error));
}

}  // namespace insyn

#define INSYN_CONCAT_INNER(a, b) a##b
#define INSYN_CONCAT(a, b) INSYN_CONCAT_INNER(a, b)

// Returns the error of `expression` from the enclosing function, if it has one.
#define TRY(expression)                                          \
  do {                                                           \
    if (auto try_result = (expression); !try_result.has_value()) \
      return ::insyn::Failure(std::move(try_result).error());    \
  } while (false)

// `TRY_ASSIGN(auto key, parse(text));` declares `key`, or returns the error of `parse`.
#define TRY_ASSIGN(declaration, expression) \
  TRY_ASSIGN_INNER(INSYN_CONCAT(try_value_, __LINE__), declaration, expression)
#define TRY_ASSIGN_INNER(temporary, declaration, expression)                         \
  auto temporary = (expression);                                                     \
  if (!temporary.has_value()) return ::insyn::Failure(std::move(temporary).error()); \
  declaration = std::move(*temporary)
