#include "tray/centre_discard.h"

#include "link/outbox/outbox.h"
#include "recording/store/kept_terms.h"
#include "recording/store/recording.h"

namespace insyn::tray {

Result<bool> discard_at_centre(const DiscardPlaces& places, const AgentKey& key, const std::string& recording,
                               Utc now) {
  TRY_ASSIGN(const recording::Recording one, recording::Recording::read(places.spool / recording));
  TRY_ASSIGN(const agreement::Terms terms, recording::kept_terms(places.spool, one.opening.agreement_hash));
  if (!terms.ledger || !one.certificate) return false;
  const Utc until = one.certificate->begin + std::chrono::minutes(terms.max_minutes) +
                    std::chrono::hours(terms.discard_within_hours);
  if (now >= until) return false;
  TRY_ASSIGN(const std::string note, key.discard(places.roster, one.certificate->agent, recording, now));
  TRY(link::leave_discard(link::outbox_of(places.link), recording, note));
  return true;
}

}  // namespace insyn::tray
