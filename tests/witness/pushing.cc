#include "witness/pushing.h"

#include "ledger/tiles/reading.h"
#include "note/signature_line.h"
#include "witness/add_checkpoint.h"

namespace insyn::witness_test {

void Push::SetUp() {
  ASSERT_TRUE(centre->register_agreement(parties.agreement, parties.note));
  start();
  look_well();
  ASSERT_TRUE(centre->append_some(9));
  look_well();
  ASSERT_EQ(cosigned().size, 10U);
  ASSERT_EQ(cosigned_by_server(), 10U);
}

void Push::TearDown() {
  pushes_.reset();
  serve_.reset();
}

void Push::listen(std::uint16_t port) {
  witness::ServeSettings settings;
  settings.listen = {"127.0.0.1", port, false};
  serve_ = witness::Serve::start(
               settings, *watch, [](const std::string&) {}, clock)
               .value();
}

void Push::push_to(std::uint16_t port, const note::Verifier& key) {
  const auto address = http_client::parse_address(fmt::format("http://127.0.0.1:{}", port)).value();
  const server::PushSet set{*centre->database, centre->log, centre->witnesses, metrics_, say_, clock, times_};
  pushes_ = server::Pushes::begin({{key, {address, {}}}}, set).value();
}

std::uint64_t Push::cosigned_by_server() {
  const auto rows = centre->query("SELECT size FROM ledger_cosigned ORDER BY size DESC");
  return rows.empty() ? 0 : static_cast<std::uint64_t>(server::number(rows[0][0]));
}

std::string Push::stored(std::uint64_t size) {
  const auto rows =
      centre->query("SELECT note FROM ledger_cosigned WHERE size = :a", {static_cast<std::int64_t>(size)});
  return rows.empty() ? "" : server::text(rows[0][0]);
}

int Push::ended(const std::string& result) const {
  const std::string text = metrics_.text();
  const std::string name = fmt::format("insyn_witness_pushes_total{{result=\"{}\"}} ", result);
  const std::size_t at = text.find(name);
  return at == std::string::npos ? 0 : std::atoi(text.c_str() + at + name.size());
}

std::string Push::log() const {
  const std::lock_guard lock(mutex_);
  return log_;
}

int Push::logged(const std::string& part) const {
  const std::string lines = log();
  int count = 0;
  for (std::size_t at = 0; (at = lines.find(part, at)) != std::string::npos; ++at) ++count;
  return count;
}

std::string Push::cosignature(const note::Signer& by, const std::string& of) const {
  return note::line_of(ledger::cosign(of, std::chrono::floor<std::chrono::seconds>(clock.utc()), by));
}

int Push::add_checkpoint() {
  const server::LogHead head = centre->head();
  ledger::TileNodes nodes(centre->log.tiles(), head.published);
  const std::uint64_t old = cosigned().size;
  const witness::AddCheckpoint request{old, ledger::prove_consistency(nodes, old, head.published).value(),
                                       head.checkpoint};
  return watch->add_checkpoint(text_of(request), clock.utc()).value().status;
}

void Push::begin_again() {
  clock.move(std::chrono::seconds(1));
  centre = std::make_unique<Centre>(folder / "centre", parties, clock);
  served.serve(centre.get());
  clock.move(std::chrono::seconds(1));
}

}  // namespace insyn::witness_test
