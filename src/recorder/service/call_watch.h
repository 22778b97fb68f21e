// What those who watch calls are told (docs/control.md): a bounded number of things between two turns of the
// recorder, and nothing is collected while nobody watches.
#pragma once

#include <vector>

#include "control/call_news.h"
#include "recorder/call_source/told_calls.h"

namespace insyn::recorder {

class CallWatch final : public ToldCallsListener {
 public:
  static constexpr std::size_t kMostWaiting = 100;
  // Anybody who reaches the calls socket can send what nobody has signed.
  static constexpr std::chrono::seconds kBetweenNotSigned{1};

  // `clock` outlives it.
  explicit CallWatch(const Clock& clock) : clock_(clock) {}

  // Whether anybody watches.
  void set_watched(bool watched);
  // How a source of the agreement is heard now: `why` it is not.
  void set_source(const std::string& name, const std::optional<reason::Reason>& why);

  void said(const calls::Statement& statement, const std::optional<reason::Reason>& refused) override;
  void not_signed(const reason::Reason& why) override;
  void answered(const std::string& source, std::chrono::milliseconds after,
                const std::optional<reason::Reason>& why_not) override;

  // The sources, the calls that go on, and that this is all.
  std::vector<control::CallNews> present(const std::vector<ToldCalls::Told>& calls) const;
  // What has happened since the last time.
  std::vector<control::CallNews> take();

 private:
  void add(control::CallNews::What what, const std::optional<reason::Reason>& why);

  const Clock& clock_;
  bool watched_ = false;
  std::vector<control::CallNews> sources_;  // each a SourceNews
  std::vector<control::CallNews> waiting_;
  int left_out_ = 0;
  std::optional<Mono> not_signed_at_;
};

}  // namespace insyn::recorder
