#include "server/http/server.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <condition_variable>
#include <list>
#include <sstream>
#include <thread>

#include "base/secret.h"
#include "server/http/connection_count.h"
#include "server/http/head_check.h"
#include "server/http/parse_head.h"

namespace insyn::server::http {
namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::http;
using boost::system::error_code;
using tcp = net::ip::tcp;
using Tick = std::chrono::steady_clock;

constexpr std::size_t kHeadPiece = 2048;
constexpr std::size_t kBodyPiece = std::size_t{256} << 10;
constexpr std::chrono::milliseconds kLookAgain{500};
constexpr std::size_t kMostDrained = std::size_t{1} << 20;

using Plain = beast::tcp_stream;
using Secure = beast::ssl_stream<beast::tcp_stream>;

// A connection as whoever stops the server sees it. Used on its strand alone.
struct Connection {
  std::function<void()> close;  // null once it has ended
  std::function<void()> wake;   // null unless it waits for something to answer
  bool answering = false;
  bool ending = false;
};

std::string date_now(const Clock& clock) {
  static const char* const kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static const char* const kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto now = std::chrono::floor<std::chrono::seconds>(clock.utc());
  const auto midnight = std::chrono::floor<std::chrono::days>(now);
  const std::chrono::year_month_day day(midnight);
  const std::chrono::hh_mm_ss time(now - midnight);
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT",
                     kDays[std::chrono::weekday(midnight).c_encoding()], unsigned{day.day()},
                     kMonths[unsigned{day.month()} - 1], int{day.year()}, time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

std::string head_of(const Answer& answer, const Clock& clock, bool secure, bool keep_alive) {
  wire::response_header<> head;
  head.version(11);
  head.result(static_cast<unsigned>(answer.status));
  head.set(wire::field::date, date_now(clock));
  head.set("cache-control", "no-store");
  head.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
  head.set("cross-origin-resource-policy", "same-origin");
  head.set("referrer-policy", "no-referrer");
  head.set("x-content-type-options", "nosniff");
  if (secure) head.set("strict-transport-security", "max-age=31536000");
  if (!answer.type.empty()) head.set(wire::field::content_type, answer.type);
  for (const Field& field : answer.fields) head.set(field.name, field.value);
  if (answer.status != 304) head.set(wire::field::content_length, std::to_string(answer.body.size()));
  if (!keep_alive) head.set(wire::field::connection, "close");
  std::ostringstream text;
  text << head;
  return text.str();
}

// Of one write to a secure stream: what is longer than a record stays in OpenSSL for ever.
constexpr std::size_t kPieceOfAnswer = 14 << 10;

template <class Stream>
net::awaitable<error_code> write(Stream& stream, std::string_view head, std::string_view body = {}) {
  std::size_t at = std::min(body.size(), kPieceOfAnswer - std::min(kPieceOfAnswer, head.size()));
  const std::array first = {net::buffer(head), net::buffer(body.substr(0, at))};
  error_code error;
  co_await net::async_write(stream, first, net::redirect_error(net::use_awaitable, error));
  for (; !error && at < body.size(); at += kPieceOfAnswer) {
    const std::string_view piece = body.substr(at, kPieceOfAnswer);
    co_await net::async_write(stream, net::buffer(piece), net::redirect_error(net::use_awaitable, error));
  }
  co_return error;
}

}  // namespace

class Server::Core {
 public:
  Core(const Listen& listen, const Tls* tls, Service& service)
      : listen_(listen),
        tls_(tls),
        service_(service),
        limits_(service.limits()),
        places_(limits_.connections),
        workers_(limits_.workers),
        acceptor_(net::make_strand(io_)) {}

  Status open();
  void run();
  std::uint16_t port() const { return port_; }
  std::size_t connections() const { return places_.count(); }
  bool stop(std::chrono::milliseconds patience);

 private:
  net::awaitable<void> accept();
  net::awaitable<void> meet(tcp::socket socket, ConnectionCount::Place place, std::string peer);
  template <class Stream>
  net::awaitable<void> converse(Stream& stream, Connection& connection, std::string peer);
  template <class Stream>
  net::awaitable<HeadEnd> read_head(Stream& stream, std::string& buffer);
  template <class Stream>
  net::awaitable<std::optional<Answer>> read_body(Stream& stream, std::string& buffer, Exchange& exchange,
                                                  std::uint64_t length, bool wants_continue, bool& cut);
  // Waits as long as there is nothing to answer.
  net::awaitable<Answer> finished(Exchange& exchange, Connection& connection);
  net::awaitable<void> wait(const Wait& wait, Tick::time_point until, Connection& connection);
  template <class Stream>
  net::awaitable<bool> send(Stream& stream, Answer answer, bool without_body, bool keep_alive);
  template <class Stream>
  net::awaitable<void> finish(Stream& stream);

  // Runs `work`, which may block, on a worker.
  template <class Work>
  auto on_worker(Work work) -> net::awaitable<decltype(work())> {
    ++waiting_;
    struct Leave {
      std::atomic<std::size_t>& waiting;
      ~Leave() { --waiting; }
    } leave{waiting_};
    co_return co_await net::co_spawn(
        workers_, [&work]() -> net::awaitable<decltype(work())> { co_return work(); }, net::use_awaitable);
  }
  void count_refused(const char* why) {
    service_.metrics().add("insyn_http_connections_refused_total", "Connections that were closed at once.",
                           {{"why", why}});
  }
  void count_fault(std::string_view code) {
    service_.metrics().add("insyn_http_faulty_requests_total", "Requests that were no proper HTTP.",
                           {{"code", std::string(code)}});
  }

  const Listen listen_;
  const Tls* tls_;
  Service& service_;
  const Limits& limits_;
  ConnectionCount places_;
  net::io_context io_;
  net::thread_pool workers_;
  tcp::acceptor acceptor_;
  std::uint16_t port_ = 0;
  std::vector<std::jthread> threads_;
  std::atomic<bool> stopping_ = false;
  std::atomic<std::size_t> waiting_ = 0;

  std::mutex mutex_;
  std::condition_variable ended_;
  struct Known {
    net::any_io_executor executor;
    std::shared_ptr<Connection> connection;
  };
  std::list<Known> known_;
};

Status Server::Core::open() {
  error_code error;
  const net::ip::address address = net::ip::make_address(listen_.address, error);
  if (error) return fail(Code::kPermanent, "{} is no address to listen on", listen_.address);
  if (tls_ == nullptr && !is_loopback(listen_.address))
    return fail(Code::kDenied,
                "plain HTTP is served on loopback only, and {} is not; state a certificate and a key, or "
                "listen on 127.0.0.1 behind a proxy that speaks TLS",
                listen_.address);
  const tcp::endpoint endpoint(address, listen_.port);
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(net::socket_base::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(net::socket_base::max_listen_connections, error);
  if (error)
    return fail(Code::kTransient, "cannot listen on {} port {}: {}", listen_.address, listen_.port,
                error.message());
  port_ = acceptor_.local_endpoint().port();
  return {};
}

void Server::Core::run() {
  net::co_spawn(acceptor_.get_executor(), accept(), net::detached);
  const unsigned count = std::max(2U, std::thread::hardware_concurrency());
  for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { io_.run(); });
}

net::awaitable<void> Server::Core::accept() {
  net::steady_timer pause(acceptor_.get_executor());
  while (!stopping_) {
    tcp::socket socket{net::make_strand(io_)};
    error_code error;
    co_await acceptor_.async_accept(socket, net::redirect_error(net::use_awaitable, error));
    if (error == net::error::operation_aborted || !acceptor_.is_open()) break;
    if (error) {
      // No descriptor is left, or no memory: those that are open end first.
      count_refused("system");
      pause.expires_after(std::chrono::milliseconds(50));
      co_await pause.async_wait(net::redirect_error(net::use_awaitable, error));
      continue;
    }
    const tcp::endpoint peer = socket.remote_endpoint(error);
    if (error) continue;
    const std::string address = peer.address().to_string();
    auto entered = places_.enter(listen_.behind_proxy ? "" : client_of(address));
    if (!entered.place) {
      count_refused(entered.full == ConnectionCount::Full::kAll ? "all" : "address");
      continue;
    }
    const auto executor = socket.get_executor();
    net::co_spawn(executor, meet(std::move(socket), std::move(entered.place), address),
                  [this](const std::exception_ptr& exception) {
                    if (!exception) return;
                    try {
                      std::rethrow_exception(exception);
                    } catch (const std::exception& one) {
                      service_.log(fmt::format("a connection ended by an unexpected error: {}", one.what()));
                    }
                  });
  }
}

net::awaitable<void> Server::Core::meet(tcp::socket socket, ConnectionCount::Place place, std::string peer) {
  const auto connection = std::make_shared<Connection>();
  std::list<Known>::iterator known;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) co_return;
    known = known_.insert(known_.end(), {socket.get_executor(), connection});
  }
  struct Leave {
    Core& core;
    std::list<Known>::iterator known;
    ConnectionCount::Place& place;
    ~Leave() {
      known->connection->close = nullptr;
      place.reset();
      const std::lock_guard lock(core.mutex_);
      core.known_.erase(known);
      core.ended_.notify_all();
    }
  } leave{*this, known, place};

  error_code error;
  socket.set_option(tcp::no_delay(true), error);
  if (tls_ == nullptr) {
    Plain stream(std::move(socket));
    connection->close = [&stream] { stream.close(); };
    co_await converse(stream, *connection, std::move(peer));
    co_return;
  }
  // The stream takes references of its own.
  net::ssl::context context(tls_->reference());
  Secure stream(Plain(std::move(socket)), context);
  connection->close = [&stream] { beast::get_lowest_layer(stream).close(); };
  beast::get_lowest_layer(stream).expires_after(limits_.times.handshake);
  co_await stream.async_handshake(net::ssl::stream_base::server,
                                  net::redirect_error(net::use_awaitable, error));
  if (error) {
    count_refused("handshake");
    co_return;
  }
  co_await converse(stream, *connection, std::move(peer));
}

template <class Stream>
net::awaitable<HeadEnd> Server::Core::read_head(Stream& stream, std::string& buffer) {
  auto& socket = beast::get_lowest_layer(stream);
  socket.expires_after(buffer.empty() ? limits_.times.idle : limits_.times.head);
  std::size_t looked_at = 0;
  for (;;) {
    const HeadEnd end = find_head_end(buffer, looked_at, limits_.head);
    if (end.fault || end.size > 0) co_return end;
    looked_at = buffer.size();
    std::array<char, kHeadPiece> piece;
    error_code error;
    const std::size_t count =
        co_await stream.async_read_some(net::buffer(piece), net::redirect_error(net::use_awaitable, error));
    if (error) {
      if (error == beast::error::timeout) count_refused(buffer.empty() ? "idle" : "slow-head");
      co_return HeadEnd{};
    }
    if (buffer.empty()) socket.expires_after(limits_.times.head);
    buffer.append(piece.data(), count);
    // A coroutine's memory is used again, and not freed: what followed the head may be a passphrase.
    wipe(std::span(reinterpret_cast<std::uint8_t*>(piece.data()), count));
  }
}

template <class Stream>
net::awaitable<std::optional<Answer>> Server::Core::read_body(Stream& stream, std::string& buffer,
                                                              Exchange& exchange, std::uint64_t length,
                                                              bool wants_continue, bool& cut) {
  auto& socket = beast::get_lowest_layer(stream);
  const auto deadline =
      Tick::now() + limits_.times.body + std::chrono::seconds(length / limits_.times.slowest_body);
  error_code error;
  if (wants_continue && buffer.empty()) {
    socket.expires_at(deadline);
    error = co_await write(stream, "HTTP/1.1 100 Continue\r\n\r\n");
  }
  std::string piece;
  for (std::uint64_t left = length; left > 0 && !error; left -= piece.size()) {
    piece = buffer.substr(0, std::min<std::uint64_t>(left, buffer.size()));
    buffer.erase(0, piece.size());
    buffer.shrink_to_fit();
    if (piece.empty()) {
      piece.resize(std::min<std::uint64_t>(left, kBodyPiece));
      socket.expires_at(deadline);
      co_await net::async_read(stream, net::buffer(piece), net::redirect_error(net::use_awaitable, error));
      if (error) break;
    }
    auto refused = co_await on_worker([&] { return exchange.take(view_of(piece)); });
    if (refused) co_return refused;
  }
  if (error) {
    if (error == beast::error::timeout) count_refused("slow-body");
    cut = true;
  }
  co_return std::nullopt;
}

net::awaitable<void> Server::Core::wait(const Wait& wait, Tick::time_point until, Connection& connection) {
  const auto strand = co_await net::this_coro::executor;
  // Whoever rings may still be on the way when this has ended.
  const auto timer = std::make_shared<net::steady_timer>(strand);
  connection.wake = [&timer = *timer] { timer.cancel(); };
  if (wait.bell)
    wait.bell->on_ring([strand, ended = std::weak_ptr(timer)] {
      net::post(strand, [ended] {
        if (const auto waiting = ended.lock()) waiting->cancel();
      });
    });
  const std::shared_ptr<void> leave(nullptr, [&](void*) {
    connection.wake = nullptr;
    if (wait.bell) wait.bell->on_ring(nullptr);
  });
  const auto is_over = [&] { return wait.bell ? wait.bell->is_rung() : wait.is_over(); };
  // What is posted to the strand runs while this waits, so that nothing is missed after the look.
  while (!stopping_ && Tick::now() < until && !is_over()) {
    timer->expires_at(wait.bell ? until : std::min(until, Tick::now() + kLookAgain));
    error_code error;
    co_await timer->async_wait(net::redirect_error(net::use_awaitable, error));
  }
}

net::awaitable<Answer> Server::Core::finished(Exchange& exchange, Connection& connection) {
  for (std::optional<Tick::time_point> until;;) {
    const bool last = stopping_ || (until && Tick::now() >= *until);
    auto outcome = co_await on_worker([&] { return exchange.finish(last); });
    if (Answer* answer = std::get_if<Answer>(&outcome)) co_return std::move(*answer);
    const Wait& one = std::get<Wait>(outcome);
    if (!until) until = Tick::now() + one.at_most;
    co_await wait(one, *until, connection);
  }
}

template <class Stream>
net::awaitable<bool> Server::Core::send(Stream& stream, Answer answer, bool without_body, bool keep_alive) {
  constexpr bool kSecure = std::is_same_v<Stream, Secure>;
  beast::get_lowest_layer(stream).expires_after(
      limits_.times.body + std::chrono::seconds(answer.body.size() / limits_.times.slowest_body));
  const std::string head = head_of(answer, service_.clock(), kSecure || listen_.behind_proxy, keep_alive);
  const error_code error = co_await write(stream, head, without_body ? std::string_view() : answer.body);
  co_return !error;
}

// The client reads the answer before it learns that the rest of what it sends is not wanted: closing at once
// would have its system throw the answer away.
template <class Stream>
net::awaitable<void> Server::Core::finish(Stream& stream) {
  auto& socket = beast::get_lowest_layer(stream);
  error_code error;
  socket.expires_after(limits_.times.linger);
  if constexpr (std::is_same_v<Stream, Secure>)
    co_await stream.async_shutdown(net::redirect_error(net::use_awaitable, error));
  socket.socket().shutdown(tcp::socket::shutdown_send, error);
  std::array<char, kHeadPiece> piece;
  for (std::size_t drained = 0; !error && drained < kMostDrained;)
    drained +=
        co_await socket.async_read_some(net::buffer(piece), net::redirect_error(net::use_awaitable, error));
}

template <class Stream>
net::awaitable<void> Server::Core::converse(Stream& stream, Connection& connection, std::string peer) {
  const std::string_view own_port = std::is_same_v<Stream, Secure> || listen_.behind_proxy ? ":443" : ":80";
  std::string buffer;
  for (bool keep_alive = true; keep_alive;) {
    const HeadEnd end = co_await read_head(stream, buffer);
    if (connection.ending || (!end.fault && end.size == 0)) co_return;
    connection.answering = true;
    auto fault = end.fault;
    if (!fault) fault = check_head(std::string_view(buffer).substr(0, end.size), limits_.head);
    std::optional<Parsed> parsed;
    if (!fault) {
      parsed = parse_head(std::string_view(buffer).substr(0, end.size), limits_.head, own_port);
      if (!parsed) fault = HeadFault{400, "head"};
    }
    if (fault) {
      count_fault(fault->code.text());
      if (co_await send(stream, problem(fault->status, fault->code), false, false)) co_await finish(stream);
      co_return;
    }
    buffer.erase(0, end.size);
    buffer.shrink_to_fit();

    const bool is_head = parsed->head.method == "HEAD";
    const std::uint64_t length = body_length(parsed->head);
    const std::string client = client_of(parsed->head, peer, listen_.behind_proxy);
    Exchange exchange(service_, std::move(parsed->head), client);
    bool all_read = length == 0, cut = false;
    std::optional<Answer> answer;
    if (waiting_ >= limits_.waiting) {
      answer = problem_for(503, "busy", std::chrono::seconds(1));
    } else {
      beast::get_lowest_layer(stream).expires_never();
      answer = co_await on_worker([&] { return exchange.admit(); });
      if (!answer && length == 0) {
        answer = co_await finished(exchange, connection);
      } else if (!answer) {
        answer = co_await read_body(stream, buffer, exchange, length, parsed->wants_continue, cut);
        if (cut) {
          exchange.done(problem(400, "cut"));
          co_return;
        }
        if (!answer) {
          all_read = true;
          beast::get_lowest_layer(stream).expires_never();
          answer = co_await finished(exchange, connection);
        }
      }
    }
    keep_alive = parsed->keep_alive && all_read && !stopping_;
    exchange.done(*answer);
    if (!co_await send(stream, std::move(*answer), is_head, keep_alive)) co_return;
    connection.answering = false;
    if (connection.ending) keep_alive = false;
  }
  co_await finish(stream);
}

bool Server::Core::stop(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  if (!stopping_.exchange(true)) {
    net::post(acceptor_.get_executor(), [this] { acceptor_.close(); });
    for (const Known& one : known_) {
      net::post(one.executor, [connection = one.connection] {
        connection->ending = true;
        if (connection->wake) connection->wake();
        if (!connection->answering && connection->close) connection->close();
      });
    }
  }
  const bool all = ended_.wait_for(lock, patience, [this] { return known_.empty(); });
  if (!all) {
    for (const Known& one : known_) {
      net::post(one.executor, [connection = one.connection] {
        if (connection->close) connection->close();
      });
    }
    // A handler that still runs is waited for: it has this server's things in its hands.
    ended_.wait(lock, [this] { return known_.empty(); });
  }
  lock.unlock();
  workers_.join();
  threads_.clear();
  return all;
}

Server::Server(std::unique_ptr<Core> core) : core_(std::move(core)) {}
Server::~Server() { core_->stop(std::chrono::milliseconds(0)); }

Result<std::unique_ptr<Server>> Server::start(const Listen& listen, const Tls* tls, Service& service) {
  auto core = std::make_unique<Core>(listen, tls, service);
  TRY(core->open());
  core->run();
  return std::unique_ptr<Server>(new Server(std::move(core)));
}

std::uint16_t Server::port() const { return core_->port(); }
std::size_t Server::connections() const { return core_->connections(); }
bool Server::stop(std::chrono::milliseconds patience) { return core_->stop(patience); }

}  // namespace insyn::server::http
