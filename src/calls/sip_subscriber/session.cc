#include "calls/sip_subscriber/session.h"

#include <openssl/x509.h>

#include <cstring>
#include <deque>

#include "base/backoff.h"
#include "calls/sip_subscriber/stack.h"

namespace insyn::calls {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds kTick{200};
constexpr std::uint32_t kExpires = 600;  // seconds, asked for
constexpr seconds kRenewAtLeast{10};     // however short the server grants
constexpr seconds kReadAgainAfter{1};    // at the earliest, of one number
constexpr seconds kNotifyWithin{10};
constexpr std::size_t kMostAtOnce = 100;  // subscriptions that are being made
constexpr milliseconds kFirstRetry{1000}, kLongestRetry{120'000};
constexpr std::size_t kLargestDatagram = 65'536;
// Of a connection, between two messages. libre takes messages of up to 64 KiB, but keeps line ends for ever.
constexpr std::size_t kMostBetween = std::size_t{1} << 20;

std::string refusal(int error, const sip_msg* answer) {
  if (error != 0) return "the server did not answer";
  if (answer == nullptr) return "the server ended it";
  switch (answer->scode) {
    case 401:
    case 407:
      return "the server does not accept sip.user with this secret";
    case 403:
      return "sip.user may not (403)";
    case 404:
      return "the server does not know the number (404)";
    case 489:
      return "the server has no dialog events (489)";
    default:
      // Not what it says beside that: that is anything.
      return fmt::format("the server answers {}", answer->scode);
  }
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

bool has_call(const std::vector<Told>& told) {
  return std::any_of(told.begin(), told.end(), [](const Told& one) {
    const auto* notice = std::get_if<Notice>(&one);
    return notice != nullptr && notice->what != What::kEnded && notice->what != What::kOffered;
  });
}

struct Number;
class Conversation;

struct Subscription {
  Conversation* session = nullptr;
  Number* number = nullptr;
  Mono begun{};
  DialogWatch watch;
  bool has_told = false;
  Held<sipsub> handle;
};

// A number has a subscription, and while that is made anew, two: the old one goes on until the new one tells.
struct Number {
  std::string name;
  std::unique_ptr<Subscription> current, next;
  Backoff backoff{kFirstRetry, kLongestRetry};
  Mono begin_at = Mono::min();  // when the next one is begun
  Mono told_at{};
  bool in_call = false;
  std::string refused;  // why there is none
};

// All with one server, from the first question to the last sign of life.
class Conversation {
 public:
  Conversation(const SipPlace& place, const Clock& clock, const SipListener& listener, const SipTimes& times)
      : place_(place), clock_(clock), listener_(listener), times_(times) {}
  ~Conversation() { close(); }
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;

  Status start() {
    certificate_problem() = X509_V_OK;
    TRY_ASSIGN(peer_, address_of(place_));
    TRY(open());
    for (const std::string& name : place_.numbers) {
      numbers_.emplace_back();
      numbers_.back().name = name;
    }
    answered_at_ = clock_.mono();
    ask();
    tick();
    return {};
  }

  const std::optional<Error>& lost() const { return lost_; }
  bool was_there() const { return there_; }

  SipTried found() const {
    SipTried found;
    for (const Number& number : numbers_) {
      if (number.current) {
        ++found.read;
        found.calls += number.in_call ? 1 : 0;
      } else if (!number.refused.empty()) {
        ++found.refused[number.refused];
      }
    }
    return found;
  }
  bool is_settled() const {
    return std::all_of(numbers_.begin(), numbers_.end(),
                       [](const Number& one) { return one.current || !one.refused.empty(); });
  }

 private:
  Status open() {
    int error = 0;
    const auto set = [&error](int result) { error = error == 0 ? result : error; };
    set(make(sip_, [](sip** made) {
      return sip_alloc(made, nullptr, 32, 32, 32, "insyn-calls", nullptr, nullptr);
    }));
    const sip_transp transport = transport_of(place_.transport);
    sa local{};
    if (place_.transport == SipTransport::kUdp) {
      set(source_address(peer_, local));
      set(sip_transp_add(sip_.get(), transport, &local));
    } else {
      // libre listens too. Nobody has to be able to connect: what the server says comes by our connection.
      set(sa_set_str(&local, sa_af(&peer_) == AF_INET ? "127.0.0.1" : "::1", 0));
      Held<struct tls> tls;
      if (place_.transport == SipTransport::kTls) {
        TRY_ASSIGN(tls, make_tls(place_));
      }
      set(sip_transp_add(sip_.get(), transport, &local, tls.get()));
    }
    // Before libre's own.
    set(make(requests_,
             [&](sip_lsnr** made) { return sip_listen(made, sip_.get(), true, &is_strangers, this); }));
    // libre writes what nobody has asked for to the journal.
    set(make(answers_, [&](sip_lsnr** made) {
      return sip_listen(
          made, sip_.get(), false, [](const sip_msg*, void*) -> bool { return true; }, nullptr);
    }));
    set(make(events_, [&](sipevent_sock** made) {
      return sipevent_listen(made, sip_.get(), 1, 4096, nullptr, nullptr);
    }));
    if (error != 0)
      return fail(Code::kTransient, "there is no way to {}: {}", text_of(peer_), std::strerror(error));
    return {};
  }

  void close() {
    tmr_cancel(&timer_);
    // Each says farewell, as far as it gets.
    numbers_.clear();
    if (sip_) sip_close(sip_.get(), true);
    requests_.reset();
    answers_.reset();
    events_.reset();
    sip_.reset();
  }

  void lose(Error why) {
    if (!lost_) lost_ = std::move(why);
    re_cancel();
  }
  Error silence(const std::string& why) const {
    if (certificate_problem() != X509_V_OK)
      return fail(Code::kDenied,
                  "the certificate of {} port {} is not one that an authority has given to {}: {}; check "
                  "sip.address and sip.authority",
                  place_.host, place_.port, place_.host,
                  ::X509_verify_cert_error_string(certificate_problem()))
          .value();
    return fail(Code::kTransient,
                "the SIP server at {} port {} does not answer by {}: {}; check sip.address, sip.port, "
                "sip.transport and the firewall",
                place_.host, place_.port, name_of(place_.transport), why)
        .value();
  }

  // Whether nothing more is to be done with a request: what is no NOTIFY of the server that we asked, from
  // the very address and port. A connection that others have made to us has another.
  static bool is_strangers(const sip_msg* request, void* self) {
    auto& session = *static_cast<Conversation*>(self);
    session.between_ = 0;
    if (!sa_cmp(&request->src, &session.peer_, SA_ALL)) return true;
    if (pl_strcmp(&request->met, "NOTIFY") == 0) return false;
    if (pl_strcmp(&request->met, "ACK") != 0)
      (void)sip_reply(session.sip_.get(), request, 501, "Not Implemented");
    return true;
  }

  // ---- signs of life

  void ask() {
    asked_at_ = clock_.mono();
    const std::string to = "sip:" + text_of(peer_) + sip_transp_param(transport_of(place_.transport));
    const int error = sip_requestf(
        nullptr, sip_.get(), true, "OPTIONS", to.c_str(), nullptr, nullptr, nullptr,
        [](int failed, const sip_msg* answer, void* self) {
          static_cast<Conversation*>(self)->answered(failed, answer);
        },
        this,
        "To: <%s>\r\nFrom: <sip:insyn@%s>;tag=%016llx\r\nCall-ID: %016llx\r\nCSeq: 1 OPTIONS\r\n"
        "Content-Length: 0\r\n\r\n",
        to.c_str(), place_.domain.c_str(), static_cast<unsigned long long>(rand_u64()),
        static_cast<unsigned long long>(rand_u64()));
    if (error != 0) return lose(silence(std::strerror(error)));
    is_asking_ = true;
  }

  // Whatever the answer is: somebody is there.
  void answered(int error, const sip_msg* answer) {
    if (error == 0 && answer->scode < 200) return;
    is_asking_ = false;
    between_ = 0;
    if (lost_ || !sip_) return;
    if (error != 0) return lose(silence(std::strerror(error)));
    if (contact_.empty()) {
      if (!connected(*answer)) return;
    } else if (!sa_cmp(&local_, &answer->dst, SA_ALL)) {
      // Nothing comes to where the server believes us to be.
      return lose(silence("the connection has ended"));
    }
    answered_at_ = clock_.mono();
    listener_.heard();
  }

  bool connected(const sip_msg& answer) {
    local_ = answer.dst;
    if (place_.transport == SipTransport::kUdp) {
      auto* socket = static_cast<udp_sock*>(answer.sock);
      udp_rxsz_set(socket, kLargestDatagram);
      // From here on the kernel drops what comes from elsewhere.
      if (const int error = udp_connect(socket, &peer_); error != 0) {
        lose(silence(std::strerror(error)));
        return false;
      }
    } else if (tcp_helper* counter = nullptr;  // the connection's from here on
               tcp_register_helper(&counter, sip_msg_tcpconn(&answer), 1, nullptr, nullptr, &count, this) !=
               0) {
      lose(silence("there is no memory"));
      return false;
    }
    // By this connection it is reached, whatever is between.
    contact_ = "sip:insyn@" + text_of(local_) + sip_transp_param(transport_of(place_.transport));
    return true;
  }

  static bool count(int* error, mbuf* bytes, bool* /*established*/, void* self) {
    auto& session = *static_cast<Conversation*>(self);
    session.between_ += mbuf_get_left(bytes);
    if (session.between_ > kMostBetween) *error = EOVERFLOW;
    return false;
  }

  // ---- subscriptions

  void tick() {
    tmr_start(
        &timer_, static_cast<std::uint64_t>(kTick.count()),
        [](void* self) { static_cast<Conversation*>(self)->tick(); }, this);
    const Mono now = clock_.mono();
    if (now - answered_at_ > times_.silent) return lose(silence("nothing came in time"));
    if (!is_asking_ && now - asked_at_ >= times_.ask_every) ask();
    if (contact_.empty() || lost_) return;
    std::size_t being_made = 0;
    for (Number& number : numbers_) {
      look_after(number, now);
      if (!number.next && number.begin_at <= now && being_made < kMostAtOnce) subscribe(number, now);
      being_made += number.next ? 1 : 0;
    }
    say();
  }

  void look_after(Number& number, Mono now) {
    if (number.next && now - number.next->begun > kNotifyWithin) {
      number.next.reset();
      give_up(number, "the server told nothing", now);
    }
    if (!number.in_call || now - number.told_at <= times_.unseen) return;
    // Nobody says whether that call goes on.
    number.in_call = false;
    tell({ReadingBegins{number.name}, ReadingEnds{number.name}});
  }

  void give_up(Number& number, std::string why, Mono now) {
    number.refused = std::move(why);
    number.backoff.failed(now);
    number.begin_at = number.backoff.next();
  }

  void subscribe(Number& number, Mono now) {
    const std::string of = "sip:" + number.name + "@" + place_.domain;
    const std::string from = "sip:" + place_.user + "@" + place_.domain;
    const std::string route = "sip:" + text_of(peer_) + sip_transp_param(transport_of(place_.transport));
    const char* routes[] = {route.c_str()};
    auto made = std::make_unique<Subscription>(Subscription{
        this, &number, now, DialogWatch(number.name, place_.initiated_is_customer), false, nullptr});
    const int error = make(made->handle, [&](sipsub** handle) {
      return sipevent_subscribe(handle, events_.get(), of.c_str(), nullptr, from.c_str(), "dialog", nullptr,
                                kExpires, contact_.c_str(), routes, 1, &give_secret, this, false, nullptr,
                                &notified, &closed, made.get(), "Accept: application/dialog-info+xml\r\n");
    });
    if (error != 0) return give_up(number, "no request can be made", now);
    number.begin_at = Mono::max();
    number.next = std::move(made);
  }

  static int give_secret(char** user, char** secret, const char* /*realm*/, void* self) {
    const SipPlace& place = static_cast<Conversation*>(self)->place_;
    const int error = str_dup(user, place.user.c_str());
    if (error != 0) return error;
    const ByteView bytes = place.secret->view();
    auto* copy = static_cast<char*>(mem_zalloc(bytes.size() + 1, [](void* text) {
      wipe(std::span(static_cast<std::uint8_t*>(text), std::strlen(static_cast<char*>(text))));
    }));
    if (copy == nullptr) return ENOMEM;
    std::copy(bytes.begin(), bytes.end(), copy);
    *secret = copy;
    return 0;
  }

  static void notified(sip* stack, const sip_msg* request, void* arg) {
    (void)sip_treply(nullptr, stack, request, 200, "OK");
    auto& subscription = *static_cast<Subscription*>(arg);
    subscription.session->take(subscription, *request);
  }

  // Who is on the other side of a call stands in the body, and no longer than this takes.
  struct Body {
    explicit Body(const sip_msg& request)
        : bytes(mbuf_buf(request.mb), mbuf_get_left(request.mb)),
          is_known(msg_ctype_cmp(&request.ctyp, "application", "dialog-info+xml")) {}
    ~Body() { wipe(bytes); }
    Body(const Body&) = delete;
    Body& operator=(const Body&) = delete;
    std::string_view text() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

    std::span<std::uint8_t> bytes;
    bool is_known;
  };

  void take(Subscription& subscription, const sip_msg& request) {
    const Body body(request);
    const sip_hdr* header = sip_msg_hdr(&request, SIP_HDR_SUBSCRIPTION_STATE);
    sipevent_substate state{};
    // Pending: somebody has yet to allow it.
    if (header == nullptr || sipevent_substate_decode(&state, &header->val) != 0 ||
        state.state == SIPEVENT_PENDING)
      return;
    Number& number = *subscription.number;
    const Mono now = clock_.mono();
    listener_.heard();
    if (&subscription == number.next.get()) {
      number.current = std::move(number.next);
      number.backoff.succeeded();
      number.refused.clear();
    }
    // An end that a server sends as its last word is still one.
    const seconds granted = pl_isset(&state.expires) ? seconds(pl_u32(&state.expires)) : seconds(kExpires);
    number.begin_at = now + std::max(kRenewAtLeast, std::min(granted, seconds(kExpires)) * 3 / 4);
    auto turn = read(subscription, body);
    if (!turn || turn->read_again) {
      tell({subscription.watch.gap()});
      number.begin_at = std::min(number.begin_at, std::max(now, subscription.begun + kReadAgainAfter));
      unreadable_ += turn ? 0 : 1;
      return;
    }
    number.told_at = now;
    if (!turn->told.empty()) number.in_call = has_call(turn->told);
    if (number.in_call) number.begin_at = std::min(number.begin_at, now + times_.look_every);
    tell(std::move(turn->told));
  }

  static Result<DialogWatch::Turn> read(Subscription& subscription, const Body& body) {
    const bool is_first = !std::exchange(subscription.has_told, true);
    // There is no call that it knows of.
    if (is_blank(body.text())) return is_first ? subscription.watch.began_empty() : DialogWatch::Turn{};
    if (!body.is_known) return fail(Code::kBadPeer, "no dialog-info");
    return subscription.watch.take(body.text());
  }

  static void closed(int error, const sip_msg* answer, const sipevent_substate*, void* arg) {
    auto& subscription = *static_cast<Subscription*>(arg);
    subscription.session->over(subscription, refusal(error, answer));
  }

  void over(const Subscription& subscription, std::string why) {
    Number& number = *subscription.number;
    const bool was_next = &subscription == number.next.get();
    // Nothing is told of the number's calls until the next one is made.
    if (!was_next) tell({subscription.watch.gap()});
    (was_next ? number.next : number.current).reset();
    if (was_next || !number.next) give_up(number, std::move(why), clock_.mono());
  }

  void tell(std::vector<Told> told) {
    if (!told.empty()) listener_.told(told);
  }

  // Once all have had their turn, and then whatever has changed.
  void say() {
    const SipTried now = found();
    if (std::exchange(there_, now.read > 0) != there_) listener_.there(there_);
    if (!is_settled()) return;
    std::string line = fmt::format("SIP tells of the calls of {} of {} numbers", now.read, numbers_.size());
    for (const auto& [why, count] : now.refused) line += fmt::format("; not of {}: {}", count, why);
    if (std::exchange(said_, line) != line) listener_.say(line);
    // Each time twice as many.
    if (unreadable_ > 2 * said_unreadable_) {
      said_unreadable_ = unreadable_;
      listener_.say(fmt::format("{} of the SIP server's messages could not be read so far", unreadable_));
    }
  }

  const SipPlace& place_;
  const Clock& clock_;
  const SipListener& listener_;
  const SipTimes times_;
  sa peer_{}, local_{};
  std::string contact_;  // empty until the server has answered
  Held<sip> sip_;
  Held<sip_lsnr> requests_, answers_;
  Held<sipevent_sock> events_;
  std::size_t between_ = 0;  // bytes since the last message
  tmr timer_{};
  std::deque<Number> numbers_;  // whose addresses stay
  Mono asked_at_{}, answered_at_{};
  bool is_asking_ = false;
  bool there_ = false;
  std::optional<Error> lost_;
  std::string said_;
  std::uint64_t unreadable_ = 0, said_unreadable_ = 0;
};

}  // namespace

class Session::Core : public Conversation {
 public:
  using Conversation::Conversation;
};

Session::Session(const SipPlace& place, const Clock& clock, const SipListener& listener,
                 const SipTimes& times)
    : core_(std::make_unique<Core>(place, clock, listener, times)) {}
Session::~Session() = default;
Status Session::start() { return core_->start(); }
const std::optional<Error>& Session::lost() const { return core_->lost(); }
bool Session::was_there() const { return core_->was_there(); }
SipTried Session::found() const { return core_->found(); }
bool Session::is_settled() const { return core_->is_settled(); }

}  // namespace insyn::calls
