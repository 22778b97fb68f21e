// The events of recordings, as far as a report may have them: asked for at the centre, fetched once the union
// has peeled them, and removed when access to them ends. They stay sealed here.
#pragma once

#include "centre/asking.h"
#include "weekly_report/due.h"
#include "weekly_report/place.h"

namespace insyn::weekly_report {

// How far it has come with all weeks until the one that is due.
struct EventsStanding {
  std::size_t here = 0;         // recordings whose events lie here
  std::size_t waiting = 0;      // requests that the union has not answered
  std::size_t refused = 0;      // by the union
  std::size_t not_asked = 0;    // recordings that could not be asked for
  std::size_t not_fetched = 0;  // that were opened and could not be fetched
  std::string problem;          // of the first of both
};

class Events {
 public:
  // All of it outlives this.
  Events(const Place& place, const Furnished& with, const Clock& clock)
      : place_(place), with_(with), clock_(clock) {}

  // Removes what access has ended to. How many recordings' events of this agreement were here once and are
  // not any more: a report without them would tell of a change that there was not.
  Result<std::size_t> remove_ended();
  // Asks for what was not asked for, fetches what was opened, and removes what the centre has no more.
  Result<EventsStanding> bring(centre::Client& server, const Week& until);

 private:
  Status remove(const std::string& recording);
  Result<std::size_t> count_ended() const;
  Status ask_for(centre::Client& server, const std::vector<centre::ListedRecording>& listed,
                 EventsStanding& standing);
  Status fetch_all(centre::Client& server, EventsStanding& standing);

  const Place& place_;
  const Furnished& with_;
  const Clock& clock_;
};

}  // namespace insyn::weekly_report
