#include "http_client/address.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace insyn::http_client {
namespace {

constexpr std::string_view kHostCharacters = "abcdefghijklmnopqrstuvwxyz0123456789-._";
constexpr std::string_view kAddressCharacters = "abcdef0123456789:.";  // of IPv6, between its brackets

bool only(std::string_view text, std::string_view of) {
  return !text.empty() && text.find_first_not_of(of) == std::string_view::npos;
}

bool is_host(std::string_view host) {
  if (host.starts_with('[')) {
    return host.size() > 2 && host.ends_with(']') &&
           only(host.substr(1, host.size() - 2), kAddressCharacters);
  }
  return host.size() <= 253 && only(host, kHostCharacters) && !host.starts_with('-');
}

// libcurl resolves the name localhost to the loopback itself.
bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "[::1]") return true;
  return host.starts_with("127.") && only(host, "0123456789.") &&
         std::count(host.begin(), host.end(), '.') == 3;
}

}  // namespace

Result<Address> parse_address(std::string_view url) {
  const std::string text = lower(url);
  const auto wrong = [&] {
    return fail(Code::kCorrupt, "{} is not a server's address; write https://HOST or https://HOST:PORT", url);
  };
  Address address;
  address.tls = text.starts_with("https://");
  if (!address.tls && !text.starts_with("http://")) return wrong();
  std::string_view rest = std::string_view(text).substr(address.tls ? 8 : 7);
  if (rest.ends_with('/')) rest.remove_suffix(1);

  const std::uint16_t usual = address.tls ? 443 : 80;
  address.port = usual;
  const std::size_t bracket = rest.find(']');
  const std::size_t colon = rest.find(':', bracket == std::string_view::npos ? 0 : bracket);
  const std::string host(rest.substr(0, colon));
  if (colon != std::string_view::npos) {
    const std::string_view number = rest.substr(colon + 1);
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), address.port);
    if (error != std::errc() || end != number.data() + number.size() || address.port == 0) return wrong();
  }
  if (!is_host(host)) return wrong();
  if (!address.tls && !is_loopback(host)) {
    return fail(Code::kDenied,
                "{} would be asked without encryption; write https://, or an address of this computer", url);
  }
  address.authority = address.port == usual ? host : fmt::format("{}:{}", host, address.port);
  address.base = (address.tls ? "https://" : "http://") + address.authority;
  return address;
}

}  // namespace insyn::http_client
