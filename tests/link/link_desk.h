// A made-up workstation with its spool, its link's folder and a centre made for tests.
#pragma once

#include "fleet/calls.h"
#include "link/centre_double.h"
#include "link/feed/feed.h"
#include "link/upload/uploads.h"
#include "support/temp_folder.h"

namespace insyn::link_test {

inline const std::string kOrigin = "ledger.example";

class LinkDesk {
 public:
  explicit LinkDesk(bool with_ledger = true);

  // The link's folder with this configuration; `more` is added to it.
  void configure(const std::string& url, const std::string& more = "");
  // What a link works with, made anew as after a restart.
  struct Link {
    link::DataFolder data;
    link::Agreements agreements;
    http_client::Client client;
    link::Centre centre;
    link::Memory memory;
    link::Uploads uploads;
    Link(LinkDesk& desk, link::DataFolder folder, http_client::Client asks);
  };
  std::unique_ptr<Link> start();
  link::Standing standing_of(const Link& link) const;

  const fleet::Workstation& workstation() const { return company.workstations.front(); }
  Path spool() const { return folder / "spool"; }
  Path data() const { return folder / "link"; }
  Path enrolment() const { return folder / "enrolment"; }
  fleet::Caller caller() { return {company, workstation(), spool(), clock}; }
  // One whole call: its recording's id.
  std::string call(const fleet::MadeUpCall& call = {});
  bool has(const std::string& id) const { return std::filesystem::exists(spool() / id); }
  // What a server has to have of a recording.
  std::string bundle(const std::string& id) const;

  support::TempFolder folder;
  SystemClock real;
  http_test::MovedClock clock;
  note::Signer ledger = note::Signer::generate(kOrigin).value();
  fleet::Company company;
  const note::Signer link_key = workstation().link();
  CentreDouble centre{company, ledger};
  link::Patience patience{std::chrono::milliseconds(1), std::chrono::milliseconds(2),
                          std::chrono::milliseconds(1), std::chrono::milliseconds(2)};

 private:
  fleet::Caller caller_;
};

}  // namespace insyn::link_test
