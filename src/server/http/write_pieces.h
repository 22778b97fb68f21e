// Writing an answer to a stream, plain or with TLS.
#pragma once

#include <algorithm>
#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <string_view>

namespace insyn::server::http {

// Of one write: less than a record of TLS (RFC 8446, section 5.1). What is longer did not get out of a secure
// stream (Boost 1.81, OpenSSL 3.0).
inline constexpr std::size_t kPieceOfAnswer = 14 << 10;

// Both have to be there until it is done.
template <class Stream>
boost::asio::awaitable<boost::system::error_code> write(Stream& stream, std::string_view head,
                                                        std::string_view body = {}) {
  namespace net = boost::asio;
  std::size_t at = std::min(body.size(), kPieceOfAnswer - std::min(kPieceOfAnswer, head.size()));
  const std::array first = {net::buffer(head), net::buffer(body.substr(0, at))};
  boost::system::error_code error;
  co_await net::async_write(stream, first, net::redirect_error(net::use_awaitable, error));
  for (; !error && at < body.size(); at += kPieceOfAnswer)
    co_await net::async_write(stream, net::buffer(body.substr(at, kPieceOfAnswer)),
                              net::redirect_error(net::use_awaitable, error));
  co_return error;
}

}  // namespace insyn::server::http
