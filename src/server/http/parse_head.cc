#include "server/http/parse_head.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include "base/text.h"

namespace insyn::server::http {
namespace {

namespace wire = boost::beast::http;

}  // namespace

std::optional<Parsed> parse_head(std::string_view text, const HeadLimits& limits, std::string_view own_port) {
  wire::request_parser<wire::empty_body> parser;
  parser.header_limit(static_cast<std::uint32_t>(limits.bytes));
  parser.body_limit(boost::none);
  boost::system::error_code error;
  const std::size_t used = parser.put(boost::asio::buffer(text), error);
  if ((error && error != wire::error::need_more) || used != text.size() || !parser.is_header_done())
    return std::nullopt;
  const auto& message = parser.get();
  Parsed parsed;
  parsed.keep_alive = message.keep_alive();
  Head& head = parsed.head;
  head.method = std::string(message.method_string());
  const std::string target(message.target());
  const std::size_t question = target.find('?');
  head.path = target.substr(0, question);
  if (question != std::string::npos) head.query = target.substr(question);
  for (const auto& field : message)
    head.fields.push_back({lower(std::string_view(field.name_string().data(), field.name_string().size())),
                           std::string(field.value())});
  head.authority = lower(http_signature::value_of(head, "host").value_or(""));
  if (head.authority.ends_with(own_port)) head.authority.resize(head.authority.size() - own_port.size());
  head.has_body = body_length(head) > 0;
  parsed.wants_continue = http_signature::value_of(head, "expect").has_value();
  return parsed;
}

}  // namespace insyn::server::http
