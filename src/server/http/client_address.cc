#include "server/http/client_address.h"

#include <boost/asio/ip/address.hpp>

namespace insyn::server::http {
namespace {

namespace ip = boost::asio::ip;

ip::address unmapped(const ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return ip::make_address_v4(ip::v4_mapped, address.to_v6());
  return address;
}

}  // namespace

std::string client_of(const std::string& text) {
  boost::system::error_code error;
  const ip::address address = unmapped(ip::make_address(text, error));
  if (error) return "";
  if (address.is_v4()) return address.to_string();
  ip::address_v6::bytes_type bytes = address.to_v6().to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
  return ip::address_v6(bytes).to_string() + "/64";
}

std::string client_of(const http_signature::Request& head, const std::string& peer, bool behind_proxy) {
  const auto forwarded = http_signature::value_of(head, "x-forwarded-for");
  if (!behind_proxy || !forwarded) return client_of(peer);
  std::string last = forwarded->substr(forwarded->find_last_of(',') + 1);
  last.erase(0, last.find_first_not_of(" \t"));
  const std::string client = client_of(last);
  return client.empty() ? client_of(peer) : client;
}

bool is_loopback(const std::string& text) {
  boost::system::error_code error;
  return unmapped(ip::make_address(text, error)).is_loopback() && !error;
}

}  // namespace insyn::server::http
