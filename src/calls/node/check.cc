#include "calls/node/check.h"

#include <algorithm>

#include "calls/node/ami_place.h"
#include "calls/node/sip_place.h"

namespace insyn::calls {
namespace {

// "1 channel", "2 channels".
std::string count_of(std::size_t number, std::string_view what) {
  return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
}

// "2026-12-01".
std::string day_of(Utc time) { return to_text(time).substr(0, 10); }

void check_keys(const Furnished& with, std::vector<Found>& found) {
  const note::Verifier& key = with.key.verifier();
  found.push_back(
      {fmt::format("the call source is {}; the agreement has to name it:\n"
                   "    [[call_source]]\n    name = \"{}\"\n    key = \"{}\"",
                   key.name(), key.name(), key.text())});
  const auto all = static_cast<std::size_t>(std::count_if(
      with.readers.begin(), with.readers.end(), [](const auto& reader) { return reader.second.reads_all; }));
  found.push_back(
      {fmt::format("readers: {}, for everybody's calls; links: {}, each for the numbers that it names",
                   count_of(all, "key"), count_of(with.readers.size() - all, "key"))});
}

void check_tls(const Settings& settings, const Clock& clock, std::vector<Found>& found) {
  if (!settings.tls) {
    found.push_back({fmt::format("it will listen on {} port {}, without TLS, for this computer alone",
                                 settings.listen.address, settings.listen.port)});
    return;
  }
  const auto tls = server::http::Tls::load(*settings.tls);
  if (!tls) {
    found.push_back({tls.error().message, false});
    return;
  }
  const auto [from, until] = tls->validity();
  const bool valid = from <= clock.utc() && clock.utc() < until;
  found.push_back(
      {fmt::format("it will listen on {} port {} by TLS 1.3; the certificate is valid from {} to {}{}",
                   settings.listen.address, settings.listen.port, day_of(from), day_of(until),
                   valid ? "" : ", which is not now: have it renewed"),
       valid});
}

// Counts, so that what is shown to others names no agent.
void check_sip(const SipSettings& sip, const Furnished& with, const Clock& clock, std::vector<Found>& found) {
  const auto tried = try_sip(sip_place(sip, with), clock);
  if (!tried) {
    found.push_back({tried.error().message, false});
    return;
  }
  const std::size_t all = with.numbers.size();
  found.push_back(
      {fmt::format("the SIP server at {} port {} tells of the calls of {} of {} numbers, {} of them "
                   "in a call now",
                   sip.address, sip.port, tried->read, all, tried->calls),
       tried->read == all});
  std::size_t refused = 0;
  for (const auto& [why, count] : tried->refused) {
    refused += count;
    found.push_back({fmt::format("it does not tell of {}: {}", count_of(count, "number"), why), false});
  }
  if (const std::size_t silent = all - tried->read - refused; silent > 0)
    found.push_back({fmt::format("it has told nothing of {} in time", count_of(silent, "number")), false});
}

void check_system(const Settings& settings, const Furnished& with, const Clock& clock,
                  std::vector<Found>& found) {
  if (with.mapping) found.push_back({fmt::format("the mapping is {}", with.mapping->name())});
  if (const auto* webhook = std::get_if<WebhookSettings>(&settings.system)) {
    found.push_back(
        {fmt::format("webhooks are taken at POST /v1/webhook/{}, by {}; whether they come is seen "
                     "when it runs",
                     webhook->name, webhook->secrets.size() == 1 ? "one secret" : "either of two secrets")});
    return;
  }
  if (const auto* sip = std::get_if<SipSettings>(&settings.system)) {
    check_sip(*sip, with, clock, found);
    return;
  }
  const auto& ami = std::get<AmiSettings>(settings.system);
  const auto tried = try_ami(ami_place(ami, with), clock);
  if (!tried) {
    found.push_back({tried.error().message, false});
    return;
  }
  found.push_back({fmt::format("Asterisk at {} port {} lets {} in{}, and has {} now", ami.address, ami.port,
                               ami.user, ami.tls ? ", by TLS" : "", count_of(tried->channels, "channel"))});
}

}  // namespace

std::vector<Found> check_calls(const Settings& settings, const Clock& clock) {
  std::vector<Found> found;
  const auto with = furnish(settings);
  if (!with) {
    found.push_back({with.error().message, false});
  } else {
    check_keys(*with, found);
  }
  check_tls(settings, clock, found);
  if (with) check_system(settings, *with, clock, found);
  return found;
}

}  // namespace insyn::calls
