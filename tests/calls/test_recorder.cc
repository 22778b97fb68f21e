#include "calls/test_recorder.h"

#include "os/event_loop.h"

namespace insyn::calls_test {

using namespace calls;

TestRecorder::TestRecorder(const Path& socket, Wanted wanted)
    : listener_(LocalListener::listen(socket).value()),
      wake_(Wake::create().value()),
      wanted_(std::move(wanted)),
      thread_([this] { work(); }) {}

TestRecorder::~TestRecorder() {
  over_ = true;
  wake_.call();
  thread_.join();
}

void TestRecorder::want(Wanted wanted) {
  const std::lock_guard lock(mutex_);
  wanted_ = wanted;
  outbox_ += line_of(FromRecorder(std::move(wanted)));
  wake_.call();
}

void TestRecorder::ask(const Asked& asked) {
  const std::lock_guard lock(mutex_);
  outbox_ += line_of(FromRecorder(asked));
  wake_.call();
}

void TestRecorder::work() {
  std::optional<LocalSocket> carrier;
  Lines lines(kLongestCarrierLine);
  while (!over_) {
    EventLoop loop;
    loop.add_source(listener_.fd(), "listener");
    loop.add_source(wake_.fd(), "wake");
    if (carrier) loop.add_source(carrier->fd(), "carrier");
    loop.wait(clock_);
    wake_.drain();
    if (auto next = listener_.accept()) {
      carrier = std::move(next);
      lines = Lines(kLongestCarrierLine);
      const std::lock_guard lock(mutex_);
      ++connections_;
      outbox_ = line_of(FromRecorder(wanted_));
    }
    if (!carrier) continue;
    {
      const std::lock_guard lock(mutex_);
      carrier->send_all(view_of(outbox_), std::chrono::seconds(5));
      outbox_.clear();
    }
    std::array<std::uint8_t, 65536> bytes;
    const LocalSocket::Received received = carrier->receive(bytes);
    lines.receive(text_of(ByteView(bytes).first(received.bytes)));
    {
      const std::lock_guard lock(mutex_);
      bytes_ += received.bytes;
    }
    for (auto line = lines.next(); line && *line; line = lines.next()) take(**line);
    if (received.closed) carrier.reset();
  }
}

void TestRecorder::take(const std::string& line) {
  const auto message = parse_from_carrier(line);
  const std::lock_guard lock(mutex_);
  if (!message) {
    statements_.push_back("malformed: " + line);
    return;
  }
  if (const auto* statement = std::get_if<CarriedStatement>(&*message)) {
    statements_.push_back(statement->note);
    last_ = clock_.mono();
  } else if (const auto* answer = std::get_if<CarriedAnswer>(&*message)) {
    answers_.push_back(answer->note);
  } else {
    const auto& reach = std::get<CarrierReach>(*message);
    reaches_.insert_or_assign(reach.source, reach.reach);
  }
}

std::vector<std::string> TestRecorder::statements() const {
  const std::lock_guard lock(mutex_);
  return statements_;
}
std::vector<std::string> TestRecorder::answers() const {
  const std::lock_guard lock(mutex_);
  return answers_;
}
std::optional<Reach> TestRecorder::reach(const std::string& source) const {
  const std::lock_guard lock(mutex_);
  const auto found = reaches_.find(source);
  return found == reaches_.end() ? std::nullopt : std::optional(found->second);
}
std::size_t TestRecorder::connections() const {
  const std::lock_guard lock(mutex_);
  return connections_;
}
std::size_t TestRecorder::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}
Mono TestRecorder::last_statement() const {
  const std::lock_guard lock(mutex_);
  return last_;
}

}  // namespace insyn::calls_test
