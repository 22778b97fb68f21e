#include "link/calls/recorder_line.h"

#include "os/event_loop.h"
#include "os/nearest_folder.h"

namespace insyn::link {
namespace {

using calls::Asked;
using calls::Reach;
using calls::Wanted;

constexpr std::chrono::milliseconds kFirstTry{250}, kLongestTry{5'000};
// Where nothing tells that a socket has come.
constexpr std::chrono::seconds kLookForSocket{5};
// Where something should.
constexpr std::chrono::seconds kLookAnyway{60};
// A recorder that reads nothing for so long is begun with anew.
constexpr std::chrono::seconds kReadsWithin{1};
constexpr std::size_t kMostQuestions = 16;  // of one recorder, at a time
// More than recorders ask, and less than the server takes of one computer.
constexpr double kQuestionsASecond = 10, kQuestionsAtFirst = 20;

// Questions that a recorder may ask now.
class Allowance {
 public:
  explicit Allowance(Mono now) : at_(now) {}
  bool take(Mono now) {
    left_ = std::min(kQuestionsAtFirst,
                     left_ + kQuestionsASecond * std::chrono::duration<double>(now - at_).count());
    at_ = now;
    if (left_ < 1) return false;
    left_ -= 1;
    return true;
  }

 private:
  Mono at_;
  double left_ = kQuestionsAtFirst;
};

}  // namespace

// What is said on one connection.
class RecorderLine::Conversation {
 public:
  Conversation(RecorderLine& line, const LocalSocket& socket)
      : line_(line), socket_(socket), allowance_(line.clock_.mono()) {}

  // False where it is over.
  bool hear() {
    std::array<std::uint8_t, 4096> bytes;
    while (true) {
      const LocalSocket::Received received = socket_.receive(bytes);
      if (received.bytes > 0) lines_.receive(insyn::text_of(ByteView(bytes).first(received.bytes)));
      for (auto one = lines_.next(); !one || *one; one = lines_.next())
        if (!one || !take(**one)) return false;
      if (received.closed) return false;
      if (received.bytes == 0) return true;
    }
  }

  // What there is to say. False where the recorder does not read.
  bool tell() {
    std::string lines;
    {
      const std::lock_guard lock(line_.outbox_->mutex);
      lines.swap(line_.outbox_->lines);
    }
    if (!wanted_) return true;
    for (const std::string& source : wanted_->sources) {
      const Reach now = line_.upstream_.reach_of(source);
      const auto [told, is_first] = reaches_.emplace(source, now);
      if (!is_first && told->second == now) continue;
      told->second = now;
      lines += line_of(calls::FromCarrier(calls::CarrierReach{source, now}));
    }
    const calls::StatementLog::Reading reading =
        line_.upstream_.log().read(cursor_, numbers_, line_.clock_.mono());
    cursor_ = reading.next;
    for (const std::string& note : reading.notes)
      lines += line_of(calls::FromCarrier(calls::CarriedStatement{note}));
    return socket_.send_all(view_of(lines), kReadsWithin);
  }

  // Null where there is more to tell already.
  std::shared_ptr<Bell> more() {
    if (!wanted_) return std::make_shared<Bell>();
    return line_.upstream_.log().wait(cursor_, numbers_, line_.clock_.mono());
  }

 private:
  bool take(const std::string& text) {
    auto message = calls::parse_from_recorder(text);
    if (!message) return false;
    if (auto* wanted = std::get_if<Wanted>(&*message)) {
      want(std::move(*wanted));
    } else {
      ask(std::get<Asked>(*message));
    }
    return true;
  }

  void want(Wanted wanted) {
    std::set<std::string> numbers(wanted.numbers.begin(), wanted.numbers.end());
    // Of a number that is new all that goes on comes first.
    if (!numbers_ || !std::includes(numbers_->begin(), numbers_->end(), numbers.begin(), numbers.end()))
      cursor_.clear();
    numbers_ = std::move(numbers);
    wanted_ = wanted;
    line_.set_wanted(std::move(wanted));
  }

  void ask(const Asked& asked) {
    if (!allowance_.take(line_.clock_.mono())) return;
    const std::shared_ptr<Outbox> outbox = line_.outbox_;
    {
      const std::lock_guard lock(outbox->mutex);
      if (outbox->questions >= kMostQuestions) return;
      ++outbox->questions;
    }
    line_.upstream_.ask(asked, [outbox](const calls::Answered& answered) {
      const std::lock_guard lock(outbox->mutex);
      --outbox->questions;
      const std::string* note = std::get_if<std::string>(&answered);
      if (note == nullptr) return;
      // Of bytes that no source has written it can be longer.
      const std::string line = line_of(calls::FromCarrier(calls::CarriedAnswer{*note}));
      if (line.size() > calls::kLongestCarrierLine) return;
      outbox->lines += line;
      outbox->wake->call();
    });
  }

  RecorderLine& line_;
  const LocalSocket& socket_;
  calls::Lines lines_{calls::kLongestCarrierLine};
  std::optional<Wanted> wanted_;
  calls::StatementLog::Numbers numbers_;
  std::string cursor_;
  std::map<std::string, Reach> reaches_;  // as told
  Allowance allowance_;
};

RecorderLine::RecorderLine(Path socket, std::size_t place, Upstream& upstream, const Clock& clock,
                           std::function<void()> changed, std::shared_ptr<Outbox> outbox)
    : socket_(std::move(socket)),
      place_(place),
      upstream_(upstream),
      clock_(clock),
      changed_(std::move(changed)),
      outbox_(std::move(outbox)),
      thread_([this](const std::stop_token& stop) { work(stop); }) {}

Result<std::unique_ptr<RecorderLine>> RecorderLine::begin(Path socket, std::size_t place, Upstream& upstream,
                                                          const Clock& clock, std::function<void()> changed) {
  TRY_ASSIGN(Wake wake, Wake::create());
  auto outbox = std::make_shared<Outbox>();
  outbox->wake = std::make_unique<Wake>(std::move(wake));
  return std::unique_ptr<RecorderLine>(
      new RecorderLine(std::move(socket), place, upstream, clock, std::move(changed), std::move(outbox)));
}

RecorderLine::~RecorderLine() {
  thread_.request_stop();
  outbox_->wake->call();
}

bool RecorderLine::is_there() const {
  const std::lock_guard lock(mutex_);
  return wanted_.has_value();
}

std::vector<std::string> RecorderLine::sources() const {
  const std::lock_guard lock(mutex_);
  return wanted_ ? wanted_->sources : std::vector<std::string>();
}

void RecorderLine::set_wanted(std::optional<Wanted> wanted) {
  std::set<std::string> numbers;
  if (wanted) numbers.insert(wanted->numbers.begin(), wanted->numbers.end());
  {
    const std::lock_guard lock(mutex_);
    wanted_ = std::move(wanted);
  }
  upstream_.want(place_, std::move(numbers));
  changed_();
}

void RecorderLine::work(const std::stop_token& stop) {
  Backoff backoff(kFirstTry, kLongestTry);
  while (!stop.stop_requested()) {
    // Before the try, so that a socket that comes meanwhile ends the wait.
    const std::optional<FolderWatch> watch = watch_nearest_folder(socket_.parent_path());
    if (const auto socket = LocalSocket::connect(socket_, Peers::kAnyUser)) {
      converse(*socket, stop);
      if (is_there()) {
        backoff.succeeded();
        set_wanted(std::nullopt);
      }
    }
    if (stop.stop_requested()) return;
    std::error_code error;
    const bool has_socket = std::filesystem::exists(socket_, error);
    Mono next = clock_.mono() + (watch ? std::chrono::seconds(kLookAnyway) : kLookForSocket);
    if (has_socket) {
      backoff.failed(clock_.mono());
      next = backoff.next();
    }
    EventLoop loop;
    loop.add_source(outbox_->wake->fd(), "stop");
    if (watch && !has_socket) loop.add_source(watch->fd(), "recorder's folder");
    loop.add_deadline(next, "next look");
    loop.wait(clock_);
    outbox_->wake->drain();
  }
}

void RecorderLine::converse(const LocalSocket& socket, const std::stop_token& stop) {
  {
    // Answers to questions of an earlier connection.
    const std::lock_guard lock(outbox_->mutex);
    outbox_->lines.clear();
  }
  Conversation said(*this, socket);
  while (!stop.stop_requested() && said.hear() && said.tell()) {
    const std::shared_ptr<Bell> bell = said.more();
    if (!bell) continue;
    bell->on_ring([outbox = outbox_] { outbox->wake->call(); });
    EventLoop loop;
    loop.add_source(socket.fd(), "recorder");
    loop.add_source(outbox_->wake->fd(), "news");
    loop.wait(clock_);
    bell->on_ring(nullptr);
    outbox_->wake->drain();
  }
}

}  // namespace insyn::link
