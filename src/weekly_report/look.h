// One look at what there is to do, and what was done: the report of the newest week that is over is made,
// once, and brought to the centre.
#pragma once

#include <functional>

#include "weekly_report/events.h"

namespace insyn::weekly_report {

// What a look came to.
struct Said {
  std::string line;
  bool done = false;  // nothing is left to do until the next week is over
};

// What a report is made of.
struct ReportToMake {
  std::vector<Path> events;      // files, and the folder of recordings
  std::optional<Path> requests;  // nothing where there is no recording
  Path out;
};
// Makes it, as insyn report does. An error says why there is none.
using MakeReport = std::function<Status(const ReportToMake&)>;

class Look {
 public:
  // All of it outlives this.
  Look(const Place& place, const Furnished& with, MakeReport make, const Clock& clock)
      : place_(place), with_(with), make_(std::move(make)), clock_(clock), events_(place, with, clock) {}

  Said look();

 private:
  Result<Said> look_at(const Week& week, const std::string& monday);
  Result<Said> work(centre::Client& server, const Week& week, const std::string& monday);
  // Why it cannot be made yet, or at all; empty where it can.
  Result<std::string> obstacle(const Week& week, const EventsStanding& standing) const;
  // What was made; empty where `obstacle_text` says why not.
  Result<std::string> make(centre::Client& server, const Week& week, const Path& out,
                           std::string& obstacle_text);
  // Those that the centre lacks. How many.
  Result<std::size_t> hand_in(centre::Client& server) const;

  const Place& place_;
  const Furnished& with_;
  const MakeReport make_;
  const Clock& clock_;
  Events events_;
  std::optional<Utc> done_until_;  // the end of the newest week of which nothing is left to do
};

}  // namespace insyn::weekly_report
