#include "http/client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>

#include "base/check.h"
#include "os/process.h"

namespace insyn::http_test {
namespace {

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

void openssl(const std::vector<std::string>& arguments) {
  const auto code = run_program("/usr/bin/openssl", arguments);
  CHECK(code && *code == 0);
}

}  // namespace

Certificates make_certificates(const Path& folder, const std::string& name, int days) {
  const auto path = [&](const char* ending) { return (folder / (name + ending)).string(); };
  const std::vector<std::string> new_key = {"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"};
  const auto with_key = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin() + 2, new_key.begin(), new_key.end());
    openssl(arguments);
  };
  with_key({"req", "-x509", "-days", "2", "-subj", "/CN=" + name + " authority", "-keyout", path("-ca.key"),
            "-out", path("-ca.pem")});
  with_key({"req", "-x509", "-CA", path("-ca.pem"), "-CAkey", path("-ca.key"), "-days", std::to_string(days),
            "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-addext",
            "basicConstraints=critical,CA:FALSE", "-keyout", path(".key"), "-out", path(".pem")});
  return {path("-ca.pem"), path(".pem"), path(".key")};
}

struct Client::Ends {
  int fd = -1;
  SSL_CTX* context = nullptr;
  SSL* tls = nullptr;
  bool connected = false;
  ~Ends() {
    SSL_free(tls);
    SSL_CTX_free(context);
    if (fd >= 0) ::close(fd);
  }
};

Client::Client(std::uint16_t port, const TlsWish* wish) : ends_(std::make_unique<Ends>()) {
  Ends& ends = *ends_;
  ends.fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  // A request does not wait until what was written before it is acknowledged.
  const int at_once = 1;
  ::setsockopt(ends.fd, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
  const timeval patience{20, 0};
  ::setsockopt(ends.fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(ends.fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ends.connected = ::connect(ends.fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  if (!ends.connected || wish == nullptr) return;
  ends.context = SSL_CTX_new(TLS_client_method());
  if (wish->only_1_2) SSL_CTX_set_max_proto_version(ends.context, TLS1_2_VERSION);
  CHECK(SSL_CTX_load_verify_file(ends.context, wish->authority.c_str()) == 1);
  SSL_CTX_set_verify(ends.context, SSL_VERIFY_PEER, nullptr);
  ends.tls = SSL_new(ends.context);
  if (!wish->protocol.empty()) {
    const std::string offered = static_cast<char>(wish->protocol.size()) + wish->protocol;
    SSL_set_alpn_protos(ends.tls, reinterpret_cast<const unsigned char*>(offered.data()),
                        static_cast<unsigned>(offered.size()));
  }
  SSL_set_fd(ends.tls, ends.fd);
  ends.connected = SSL_connect(ends.tls) == 1;
}
Client::~Client() = default;
Client::Client(Client&&) noexcept = default;

bool Client::connected() const { return ends_->connected; }

bool Client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ends_->tls != nullptr
                          ? SSL_write(ends_->tls, bytes.data(), static_cast<int>(bytes.size()))
                          : ::send(ends_->fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool Client::more() {
  char piece[16384];
  const auto count = ends_->tls != nullptr ? SSL_read(ends_->tls, piece, sizeof piece)
                                           : ::recv(ends_->fd, piece, sizeof piece, 0);
  if (count <= 0) return false;
  buffer_.append(piece, static_cast<std::size_t>(count));
  return true;
}

Reply Client::receive(bool without_body) {
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
    if (!more()) return {};
  Reply reply;
  reply.head = buffer_.substr(0, end + 2);
  buffer_.erase(0, end + 4);
  reply.status = std::stoi(reply.head.substr(9, 3));
  for (std::size_t at = reply.head.find("\r\n") + 2; at < reply.head.size();) {
    const std::size_t line = reply.head.find("\r\n", at), colon = reply.head.find(": ", at);
    reply.fields[lower(reply.head.substr(at, colon - at))] = reply.head.substr(colon + 2, line - colon - 2);
    at = line + 2;
  }
  if (reply.status == 100 || reply.status == 304 || without_body) return reply;
  const std::size_t length = std::stoul(reply.fields.at("content-length"));
  while (buffer_.size() < length)
    if (!more()) return {};
  reply.body = buffer_.substr(0, length);
  buffer_.erase(0, length);
  return reply;
}

bool Client::is_ended() {
  if (!buffer_.empty() || more()) return false;
  // Not that it took too long. The end of TLS may come before the connection's own; reading waits as long as
  // more() does.
  char byte = 0;
  const ssize_t got = ::recv(ends_->fd, &byte, 1, 0);
  return got == 0 || (got < 0 && errno != EAGAIN);
}

void Client::end_sending() { ::shutdown(ends_->fd, SHUT_WR); }

std::string Client::serial() const {
  X509* certificate = SSL_get1_peer_certificate(ends_->tls);
  BIGNUM* number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr);
  char* text = BN_bn2hex(number);
  const std::string serial = text;
  OPENSSL_free(text);
  BN_free(number);
  X509_free(certificate);
  return serial;
}

}  // namespace insyn::http_test
