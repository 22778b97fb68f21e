#include "day/way.h"

#include <algorithm>

#include "base/check.h"
#include "calls/carrier/news.h"
#include "calls/webhook/body.h"
#include "support/webhooks.h"

namespace insyn::day {
namespace {

using namespace calls;
using std::chrono::seconds;

constexpr std::size_t kOldOnes = 20;

WebhookSecret webhook_secret() { return WebhookSecret::parse(support::kWebhookSecret).value(); }

std::vector<WebhookSecret> webhook_secrets() {
  std::vector<WebhookSecret> one;
  one.push_back(webhook_secret());
  return one;
}

BookLimits limits_of_webhooks() {
  BookLimits limits;
  limits.lease = seconds(0);
  return limits;
}

bool stops(Event event) { return event == Event::kHold || event == Event::kPause || event == Event::kEnd; }

void keep(std::vector<std::string>& all, const std::string& one) {
  all.push_back(one);
  if (all.size() > kOldOnes) all.erase(all.begin());
}

}  // namespace

SourceNode::Running::Running(const note::Signer& key, const Clock& clock)
    : verifier(webhook_secrets()),
      source({key, log, clock, [](const std::string&) {}, limits_of_webhooks()}, true) {}

SourceNode::SourceNode(const note::Signer& key, const Clock& clock)
    : key_(key), clock_(clock), mapping_(Mapping::parse(support::kWebhookMapping).value()) {
  start();
}

void SourceNode::start() { running_ = std::make_unique<Running>(key_, clock_); }
void SourceNode::crash() { running_.reset(); }

void SourceNode::deliver(const Happening& what) {
  const std::string body =
      fmt::format(R"({{"type":"{}","part":"{}","call":"{}","who":"{}","at":"{}"}})", type_of(what.kind),
                  what.dialog, what.call, what.number, what.at.time_since_epoch().count());
  const std::string time = std::to_string(std::chrono::floor<seconds>(what.at.time_since_epoch()).count());
  const std::string signature = webhook_signature(webhook_secret(), what.id, time, body);
  if (running_->verifier.verify({what.id, time, signature, body}, clock_.utc()) != WebhookVerdict::kAccepted)
    return;
  const auto notice = read_webhook(mapping_, body).value();
  CHECK(notice.has_value());
  const std::vector<Told> told = {*notice};
  running_->source.take(told);
}

void SourceNode::pass() {
  if (running_) running_->source.heard();
}

std::optional<std::string> SourceNode::ask(const Asked& asked) {
  std::optional<std::string> note;
  running_->source.ask(asked, [&](const Answered& answered) {
    if (const auto* answer = std::get_if<std::string>(&answered)) note = *answer;
  });
  return note;
}

void ServerNode::work() {
  if (!reaches_source()) return;
  const StatementLog::Reading reading = source_.log().read(cursor_, std::nullopt, clock_.mono());
  const News news = parse_news(text_of(News{reading.next, reading.notes, {}})).value();
  cursor_ = news.next;
  for (const std::string& note : news.statements)
    if (const auto said = verify_statement(note, sources_)) log_->add(*said, note, clock_.mono());
}

void ServerNode::start_again() {
  log_ = std::make_unique<StatementLog>();
  cursor_.clear();
}

std::optional<std::string> ServerNode::ask(const Asked& asked) {
  return reaches_source() ? source_.ask(asked) : std::nullopt;
}

bool LinkNode::connect() {
  if (socket_) return true;
  auto socket = LocalSocket::connect(socket_path_);
  if (!socket) return false;
  socket_ = *std::move(socket);
  lines_ = Lines(kLongestCarrierLine);
  numbers_.clear();
  told_.reset();
  sent_.clear();
  due_.clear();
  return true;
}

void LinkNode::hear() {
  std::array<std::uint8_t, 4096> bytes;
  while (true) {
    const LocalSocket::Received received = socket_->receive(bytes);
    if (received.bytes > 0) lines_.receive(insyn::text_of(ByteView(bytes).first(received.bytes)));
    if (received.closed) {
      socket_.reset();
      return;
    }
    if (received.bytes == 0) break;
  }
  for (auto line = lines_.next(); line && *line; line = lines_.next()) {
    const auto message = parse_from_recorder(**line).value();
    if (const auto* wanted = std::get_if<Wanted>(&message)) {
      numbers_ = {wanted->numbers.begin(), wanted->numbers.end()};
      sent_.clear();
    } else {
      answer(std::get<Asked>(message));
    }
  }
}

void LinkNode::answer(const Asked& asked) {
  if (faults.cut_off) return;
  auto note = server_.ask(asked);
  if (!note) return;
  const std::string fresh = *note;
  if (faults.replays && !old_answers_.empty()) note = old_answers_[random_() % old_answers_.size()];
  keep(old_answers_, fresh);
  const milliseconds takes = faults.slow ? any(200, 3'000) : any(10, 100);
  due_.push_back({clock_.mono() + takes, line_of(FromCarrier(CarriedAnswer{*note}))});
}

void LinkNode::read_server() {
  if (faults.cut_off || server_.silent || numbers_.empty()) return;
  const StatementLog::Reading reading = server_.log().read(read_, numbers_, clock_.mono());
  read_ = reading.next;
  for (const std::string& note : reading.notes)
    if (const auto claim = read_claim(note)) log_.add(claim->statement, note, clock_.mono());
}

void LinkNode::queue(const std::string& note, Event event) {
  const std::string line = line_of(FromCarrier(CarriedStatement{note}));
  milliseconds takes(1);
  if (faults.disorders) takes = any(1, 2'500);
  if (faults.holds_back && stops(event)) {
    if (by_chance(0.5)) return;
    takes = any(5'000, 60'000);
  }
  due_.push_back({clock_.mono() + takes, line});
  keep(old_statements_, line);
  if (!faults.repeats) return;
  due_.push_back({clock_.mono() + any(1, 5'000), line});
  due_.push_back({clock_.mono() + any(1, 500), old_statements_[random_() % old_statements_.size()]});
}

void LinkNode::queue_statements() {
  const StatementLog::Reading reading = log_.read(sent_, numbers_, clock_.mono());
  sent_ = reading.next;
  for (const std::string& note : reading.notes) queue(note, read_claim(note).value().statement.event);
  const Reach reach = faults.cut_off || server_.silent ? Reach::kNothing
                      : server_.reaches_source()       ? Reach::kSource
                                                       : Reach::kServer;
  if (told_ == reach) return;
  told_ = reach;
  due_.push_back({clock_.mono(), line_of(FromCarrier(CarrierReach{"pbx", reach}))});
}

void LinkNode::send_what_is_due() {
  std::stable_sort(due_.begin(), due_.end(), [](const Due& a, const Due& b) { return a.at < b.at; });
  std::size_t sent = 0;
  for (; sent < due_.size() && due_[sent].at <= clock_.mono(); ++sent)
    if (!socket_->send(view_of(due_[sent].line))) break;
  due_.erase(due_.begin(), due_.begin() + static_cast<std::ptrdiff_t>(sent));
}

bool LinkNode::has_work() const {
  if (!due_.empty() || !socket_) return true;
  if (faults.cut_off || server_.silent || numbers_.empty()) return false;
  return !server_.log().wait(read_, numbers_, clock_.mono());
}

void LinkNode::work() {
  if (!connect()) return;
  hear();
  if (!socket_ || numbers_.empty()) return;
  read_server();
  queue_statements();
  send_what_is_due();
}

}  // namespace insyn::day
