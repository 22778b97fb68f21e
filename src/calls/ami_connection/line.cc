#include "calls/ami_connection/line.h"

#include <openssl/ssl.h>

#include <array>
#include <atomic>
#include <boost/asio/connect.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <functional>
#include <optional>

#include "base/secret.h"

namespace insyn::calls {
namespace {

namespace net = boost::asio;
using boost::system::error_code;
using tcp = net::ip::tcp;
using Tick = std::chrono::steady_clock;
using Tls = net::ssl::stream<tcp::socket>;

constexpr std::size_t kPiece = std::size_t{16} << 10;

Failure ended(const LineTo& to, const std::string& why) {
  return fail(Code::kTransient, "the connection to {} port {} has ended: {}", to.host, to.port, why);
}

// What is under way holds on to one of these, and so does whoever began it.
struct Connection {
  explicit Connection(net::io_context& io) : socket(io) {}

  tcp::socket& lowest() { return tls ? tls->next_layer() : socket; }

  tcp::socket socket;  // moved into `tls` where there is one
  std::optional<net::ssl::context> context;
  std::optional<Tls> tls;
  std::array<char, kPiece> bytes{};
  bool reading = false;  // into `bytes`
  std::optional<std::pair<error_code, std::size_t>> was_read;
};

}  // namespace

class Line::Core {
 public:
  explicit Core(LineTo to) : to_(std::move(to)) {}
  ~Core() { close(); }

  Status connect() {
    close();
    connection_ = std::make_shared<Connection>(io_);
    TRY(open_socket());
    return to_.tls ? shake_hands() : Status();
  }

  Result<std::string_view> read(std::chrono::milliseconds patience) {
    if (!connection_) return ended(to_, "there was none");
    Connection& on = *connection_;
    if (!on.reading) begin_read();
    if (!run_until(Tick::now() + patience, [&] { return on.was_read.has_value(); })) {
      if (stopped_) return ended(to_, "this program stops");
      return std::string_view();
    }
    const auto [error, count] = *on.was_read;
    on.was_read.reset();
    on.reading = false;
    if (error) return ended(to_, error.message());
    return std::string_view(on.bytes.data(), count);
  }

  Status write(std::string_view bytes) {
    if (!connection_) return ended(to_, "there was none");
    const auto done = std::make_shared<std::optional<error_code>>();
    // The bytes are the caller's: what is under way when this returns is given up with the connection.
    const auto handler = [done, on = connection_](error_code error, std::size_t) { *done = error; };
    if (connection_->tls)
      net::async_write(*connection_->tls, net::buffer(bytes), handler);
    else
      net::async_write(connection_->socket, net::buffer(bytes), handler);
    if (!run_until(Tick::now() + kWriteWithin, [&] { return done->has_value(); })) {
      close();
      return ended(to_, stopped_ ? "this program stops" : "it takes nothing");
    }
    if (**done) return ended(to_, (*done)->message());
    return {};
  }

  void wait(std::chrono::milliseconds time) {
    run_until(Tick::now() + time, [] { return false; });
  }

  void close() {
    if (!connection_) return;
    error_code error;
    connection_->lowest().close(error);
    // Whatever was under way is called off here, so that nothing reads bytes of a caller that has gone on.
    io_.restart();
    while (io_.poll() > 0) continue;
    wipe_read();
    connection_.reset();
  }

  void stop() {
    stopped_ = true;
    net::post(io_, [] {});
  }
  bool stopped() const { return stopped_; }

 private:
  bool run_until(Tick::time_point deadline, const std::function<bool()>& done) {
    io_.restart();
    while (!done() && !stopped_ && Tick::now() < deadline) io_.run_one_until(deadline);
    return done();
  }

  Status open_socket() {
    const Tick::time_point deadline = Tick::now() + kConnectWithin;
    struct Opening {
      explicit Opening(net::io_context& io) : resolver(io) {}
      tcp::resolver resolver;
      std::optional<error_code> done;
    };
    const auto opening = std::make_shared<Opening>(io_);
    const auto on = connection_;
    opening->resolver.async_resolve(
        to_.host, std::to_string(to_.port), tcp::resolver::numeric_service,
        [opening, on](error_code error, const tcp::resolver::results_type& found) {
          if (error) {
            opening->done = error;
            return;
          }
          net::async_connect(on->socket, found, [opening, on](error_code failed, const tcp::endpoint&) {
            opening->done = failed;
          });
        });
    const bool done = run_until(deadline, [&] { return opening->done.has_value(); });
    if (!done) opening->resolver.cancel();
    if (!done || *opening->done)
      return fail(Code::kTransient, "{} port {} does not answer: {}; check address, port and firewall",
                  to_.host, to_.port, done ? opening->done->message() : "nothing came in time");
    error_code error;
    on->socket.set_option(tcp::no_delay(true), error);
    return {};
  }

  Status prepare_tls() {
    Connection& on = *connection_;
    on.context.emplace(net::ssl::context::tls_client);
    ::SSL_CTX_set_min_proto_version(on.context->native_handle(), TLS1_2_VERSION);
    ::SSL_CTX_set_options(on.context->native_handle(), SSL_OP_CLEANSE_PLAINTEXT);
    error_code error;
    if (to_.authority.empty())
      on.context->set_default_verify_paths(error);
    else
      on.context->load_verify_file(to_.authority.string(), error);
    if (error)
      return fail(Code::kCorrupt, "{} holds no certificates (PEM) that can be used", to_.authority.string());
    on.tls.emplace(std::move(on.socket), *on.context);
    on.tls->set_verify_mode(net::ssl::verify_peer);
    on.tls->set_verify_callback(net::ssl::host_name_verification(to_.host));
    net::ip::make_address(to_.host, error);
    // A name, so that a host with many can choose its certificate.
    if (error) ::SSL_set_tlsext_host_name(on.tls->native_handle(), to_.host.c_str());
    return {};
  }

  Status shake_hands() {
    TRY(prepare_tls());
    const auto done = std::make_shared<std::optional<error_code>>();
    connection_->tls->async_handshake(net::ssl::stream_base::client,
                                      [done, on = connection_](error_code error) { *done = error; });
    if (!run_until(Tick::now() + kConnectWithin, [&] { return done->has_value(); }))
      return fail(Code::kTransient, "{} port {} speaks no TLS; is this the port of tlsbindaddr?", to_.host,
                  to_.port);
    if (!**done) return {};
    if (::SSL_get_verify_result(connection_->tls->native_handle()) != X509_V_OK)
      return fail(
          Code::kDenied,
          "the certificate of {} port {} is not one that an authority has given to {}: {}; check "
          "ami.address and ami.authority",
          to_.host, to_.port, to_.host,
          ::X509_verify_cert_error_string(::SSL_get_verify_result(connection_->tls->native_handle())));
    return fail(Code::kTransient, "there is no TLS with {} port {}: {}", to_.host, to_.port,
                (*done)->message());
  }

  // What a telephone system sends has callers' numbers in it.
  void wipe_read() { wipe(std::span(reinterpret_cast<std::uint8_t*>(connection_->bytes.data()), kPiece)); }

  void begin_read() {
    wipe_read();
    connection_->reading = true;
    const auto handler = [on = connection_](error_code error, std::size_t count) {
      on->was_read = std::pair(error, count);
    };
    if (connection_->tls)
      connection_->tls->async_read_some(net::buffer(connection_->bytes), handler);
    else
      connection_->socket.async_read_some(net::buffer(connection_->bytes), handler);
  }

  const LineTo to_;
  std::atomic<bool> stopped_ = false;
  net::io_context io_{1};
  // Without work there would be nothing to wait for.
  net::executor_work_guard<net::io_context::executor_type> work_{io_.get_executor()};
  std::shared_ptr<Connection> connection_;
};

Line::Line(LineTo to) : core_(std::make_unique<Core>(std::move(to))) {}
Line::~Line() = default;
Status Line::connect() { return core_->connect(); }
Result<std::string_view> Line::read(std::chrono::milliseconds patience) { return core_->read(patience); }
Status Line::write(std::string_view bytes) { return core_->write(bytes); }
void Line::wait(std::chrono::milliseconds time) { core_->wait(time); }
void Line::close() { core_->close(); }
void Line::stop() { core_->stop(); }
bool Line::stopped() const { return core_->stopped(); }

}  // namespace insyn::calls
