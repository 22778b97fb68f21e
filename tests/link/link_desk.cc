#include "link/link_desk.h"

#include "base/check.h"
#include "recording/bundle/bundle.h"
#include "recording/store/recording.h"

namespace insyn::link_test {
namespace {

void put(const Path& path, std::string_view text) {
  CHECK(write_file(path, view_of(text), Access::kOwnerOnly, IfExists::kReplace));
}

fleet::Company make_company(bool with_ledger, const note::Signer& ledger, Utc now) {
  fleet::CompanyOptions options;
  options.workstations = 2;
  options.origin = kOrigin;
  if (with_ledger) options.ledger = ledger.verifier();
  return fleet::Company::make_up(options, now).value();
}

}  // namespace

LinkDesk::LinkDesk(bool with_ledger)
    : company(make_company(with_ledger, ledger, real.utc())),
      caller_(company, company.workstations.front(), folder / "spool", clock) {
  for (const Path& one : {spool(), data(), enrolment()}) CHECK(create_folder(one));
  CHECK(company.enrol(enrolment()));
  put(data() / "link.sign", link_key.secret_text() + "\n");
  configure(centre.url());
}

void LinkDesk::configure(const std::string& url, const std::string& more) {
  put(data() / link::kConfigurationFile,
      fmt::format("insyn_link = 1\nserver = \"{}\"\nenrolment = \"{}\"\nspools = [\"{}\"]\n{}", url,
                  enrolment().string(), spool().string(), more));
}

LinkDesk::Link::Link(LinkDesk& desk, link::DataFolder folder, http_client::Client asks)
    : data(std::move(folder)),
      agreements(link::Agreements::read(data.configuration.enrolment, data.agreements()).value()),
      client(std::move(asks)),
      centre(client),
      memory(data.recordings()),
      uploads({data.configuration, agreements, centre, memory, data.outbox(), desk.clock, desk.patience}) {}

std::unique_ptr<LinkDesk::Link> LinkDesk::start() {
  link::DataFolder opened = link::open_data_folder(data()).value();
  // Requests are signed by the true time, however the test moves the other one.
  auto client = http_client::Client::create(opened.configuration.server, &link_key, real).value();
  return std::make_unique<Link>(*this, std::move(opened), std::move(client));
}

link::Standing LinkDesk::standing_of(const Link& link) const {
  link::Standing standing;
  link.uploads.report(standing);
  return standing;
}

std::string LinkDesk::call(const fleet::MadeUpCall& call) {
  return caller_.call(call).value().filename().string();
}

std::string LinkDesk::bundle(const std::string& id) const {
  const recording::FolderFiles files(spool() / id);
  auto bundle = recording::Bundle::of(files).value();
  std::string bytes;
  while (bytes.size() < bundle.size())
    bytes += text_of(bundle.read(bytes.size(), std::size_t{1} << 20).value());
  return bytes;
}

}  // namespace insyn::link_test
