#include "tray/recorder_link.h"

#include "control/place.h"

namespace insyn::tray {
namespace {

constexpr int kBetweenTriesMs = 1000;

Result<control::Client> client_of_session() {
  TRY_ASSIGN(const Path folder, control::runtime_folder());
  return control::Client::connect(control::socket_in(folder));
}

}  // namespace

RecorderLink::RecorderLink(std::optional<int> inherited, Told told)
    : inherited_(inherited), told_(std::move(told)) {
  QObject::connect(&retry_, &QTimer::timeout, [this] { connect(); });
  retry_.setInterval(kBetweenTriesMs);
  QTimer::singleShot(0, [this] { connect(); });
}

void RecorderLink::connect() {
  if (client_) return;
  Result<control::Client> client =
      inherited_ ? control::Client::greet(LocalSocket::inherited(*inherited_)) : client_of_session();
  if (!client) {
    was_connected_ = was_connected_ || inherited_.has_value();
    told_.lost();
    if (!inherited_) retry_.start();
    return;
  }
  retry_.stop();
  was_connected_ = true;
  client_.emplace(*std::move(client));
  notifier_ = std::make_unique<QSocketNotifier>(client_->fd(), QSocketNotifier::Read);
  QObject::connect(notifier_.get(), &QSocketNotifier::activated, [this] { read(); });
  control::Request indicate;
  indicate.verb = control::Verb::kIndicate;
  say(indicate);
}

void RecorderLink::say(const control::Request& request) {
  if (client_ && !client_->send(request)) lose();
}

void RecorderLink::read() {
  while (client_) {
    const auto reply = client_->next(std::chrono::milliseconds(0));
    if (!reply) return lose();
    if (!*reply) return;
    handle(**reply);
  }
}

void RecorderLink::handle(const control::Reply& reply) {
  if (reply.borders) told_.borders(*reply.borders);
  if (reply.state) told_.state(*reply.state);
  if (reply.agents) told_.agents(*reply.agents);
  if (reply.refused) told_.refused(*reply.refused);
}

void RecorderLink::lose() {
  // Not deleted while it is the one that calls.
  if (notifier_) {
    notifier_->setEnabled(false);
    notifier_.release()->deleteLater();
  }
  client_.reset();
  told_.lost();
  if (!inherited_) retry_.start();
}

}  // namespace insyn::tray
