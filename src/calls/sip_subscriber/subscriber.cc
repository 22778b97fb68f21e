#include "calls/sip_subscriber/subscriber.h"

#include "base/backoff.h"
#include "calls/sip_subscriber/session.h"
#include "calls/sip_subscriber/stack.h"

#define DEBUG_MODULE "sip"
#define DEBUG_LEVEL 0
#include <re_dbg.h>

namespace insyn::calls {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLook{200};
constexpr int kMostFiles = 8192;  // libre takes no higher descriptor; the readers' connections have some

// What libre has for a whole process.
struct Library {
  Library() {
    fd_setsize(kMostFiles);
    error = libre_init();
    // Its journal is not ours.
    dbg_init(0, DBG_NONE);
  }
  ~Library() {
    fd_setsize(0);
    libre_close();
  }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  int error = 0;
};

}  // namespace

class SipSubscriber::Loop {
 public:
  Loop(SipPlace place, const Clock& clock, SipListener listener, SipTimes times)
      : place_(std::move(place)), clock_(clock), listener_(std::move(listener)), times_(times) {
    (void)make(messages_, [this](mqueue** made) {
      return mqueue_alloc(
          made, [](int, void*, void* self) { static_cast<Loop*>(self)->stopped_ = true, re_cancel(); }, this);
    });
  }

  // From any thread.
  void stop() { (void)mqueue_push(messages_.get(), 0, nullptr); }

  void run() {
    Backoff backoff(times_.first, times_.longest);
    while (!stopped_) {
      Status over = converse(backoff);
      if (stopped_) return;
      if (!over && over.error().message != said_)
        listener_.say(fmt::format("no calls are read: {}", said_ = over.error().message));
      backoff.failed(clock_.mono());
      wait(backoff.next() - clock_.mono());
    }
  }

 private:
  Status converse(Backoff& backoff) {
    Session session(place_, clock_, listener_, times_);
    TRY(session.start());
    if (!session.lost()) re_main(nullptr);
    if (session.was_there()) {
      listener_.told(std::vector<Told>{Gap{"", true, false, true}});
      listener_.there(false);
      backoff.succeeded();
      said_.clear();
    }
    if (session.lost()) return tl::unexpected(*session.lost());
    return {};
  }

  void wait(Mono::duration time) {
    tmr timer{};
    const auto whole = std::chrono::ceil<milliseconds>(std::max(Mono::duration(0), time));
    tmr_start(
        &timer, static_cast<std::uint64_t>(whole.count()), [](void*) { re_cancel(); }, nullptr);
    re_main(nullptr);
    tmr_cancel(&timer);
  }

  const SipPlace place_;
  const Clock& clock_;
  const SipListener listener_;
  const SipTimes times_;
  Held<mqueue> messages_;
  bool stopped_ = false;
  std::string said_;
};

SipSubscriber::SipSubscriber(SipPlace place, const Clock& clock, SipListener listener, SipTimes times)
    : thread_([this, place = std::move(place), &clock, listener = std::move(listener), times]() mutable {
        const Library library;
        Loop loop(std::move(place), clock, std::move(listener), times);
        made_.set_value(&loop);
        loop.run();
      }) {
  loop_ = made_.get_future().get();
}

SipSubscriber::~SipSubscriber() {
  loop_->stop();
  thread_.join();
}

Result<SipTried> try_sip(const SipPlace& place, const Clock& clock, milliseconds patience) {
  const Library library;
  const SipListener nobody{[](std::span<const Told>) {}, [] {}, [](bool) {}, [](const std::string&) {}};
  Session session(place, clock, nobody, {});
  TRY(session.start());
  struct Watch {
    const Session& session;
    const Clock& clock;
    Mono until;
    tmr timer{};
    static void look(void* self) {
      auto& watch = *static_cast<Watch*>(self);
      if (watch.session.is_settled() || watch.clock.mono() > watch.until) return re_cancel();
      tmr_start(&watch.timer, static_cast<std::uint64_t>(kLook.count()), &look, self);
    }
  } watch{session, clock, clock.mono() + patience};
  Watch::look(&watch);
  if (!session.lost()) re_main(nullptr);
  tmr_cancel(&watch.timer);
  if (session.lost()) return tl::unexpected(*session.lost());
  return session.found();
}

}  // namespace insyn::calls
