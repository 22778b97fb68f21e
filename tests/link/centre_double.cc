#include "link/centre_double.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "base/check.h"
#include "ledger/checkpoint/cosignature.h"
#include "ledger/entries/entry.h"
#include "ledger/proof/testing.h"
#include "note/note.h"
#include "recording/bundle/head.h"

namespace insyn::link_test {
namespace {

using namespace server::http;
using Json = nlohmann::json;

constexpr const char* kNote = "text/plain; charset=utf-8";

std::uint64_t number_in(const std::string& query, const std::string& name) {
  const std::size_t at = query.find(name + "=");
  std::uint64_t number = 0;
  if (at != std::string::npos) {
    const char* begin = query.data() + at + name.size() + 1;
    std::from_chars(begin, query.data() + query.size(), number);
  }
  return number;
}

std::string text_in(const std::string& query, const std::string& name) {
  const std::size_t at = query.find(name + "=");
  if (at == std::string::npos) return "";
  const std::size_t begin = at + name.size() + 1;
  return query.substr(begin, query.find('&', begin) - begin);
}

Answer json(const Json& value) { return {200, "application/json", value.dump()}; }

// The files of a bundle by their names.
std::map<std::string, std::string> files_of(const std::string& bundle) {
  const std::size_t head = recording::bundle_head_length(bundle).value().value();
  std::map<std::string, std::string> files;
  std::size_t at = head;
  const auto parsed = recording::parse_bundle_head(bundle.substr(0, head)).value();
  for (const auto& file : parsed.files) {
    files[file.name] = bundle.substr(at, file.length);
    at += file.length;
  }
  return files;
}

std::optional<std::uint64_t> length_of(const std::string& bundle) {
  const auto head = recording::bundle_head_length(bundle);
  if (!head || !*head) return std::nullopt;
  return **head + recording::parse_bundle_head(bundle.substr(0, **head)).value().length();
}

}  // namespace

class CentreDouble::Taking final : public Upload {
 public:
  Taking(CentreDouble& centre, std::string id)
      : centre_(centre), id_(std::move(id)), number_(++centre.uploads_[id_]) {}
  std::optional<Answer> take(ByteView piece) override {
    if (centre_.when_taking) centre_.when_taking();
    const std::lock_guard lock(centre_.mutex_);
    if (const auto& refusal = centre_.refusal_) return *refusal;
    // What is left of a connection that was cut while another one goes on.
    if (centre_.uploads_[id_] != number_) return problem(409, "wrong-offset");
    const auto room = static_cast<std::size_t>(std::min<std::uint64_t>(
        piece.size(), centre_.takes_at_once - std::min<std::uint64_t>(taken_, centre_.takes_at_once)));
    centre_.staged_[id_].append(text_of(piece.first(room)));
    taken_ += room;
    return std::nullopt;
  }
  Answer finish() override { return centre_.finish(id_); }

 private:
  CentreDouble& centre_;
  std::string id_;
  const std::uint64_t number_;
  std::uint64_t taken_ = 0;
};

CentreDouble::CentreDouble(const fleet::Company& company, const note::Signer& ledger)
    : company_(company),
      ledger_(ledger),
      callers_({{},
                [this](std::string_view id) -> std::optional<Machine> {
                  for (const fleet::Workstation& one : company_.workstations)
                    if (const note::Verifier link = one.link().verifier();
                        http_signature::key_id_of(link) == id)
                      return Machine{link, Role::kLink};
                  return std::nullopt;
                },
                {}},
               nonces_, clock_),
      router_(routes()),
      service_(
          router_, callers_, limits_, metrics_, [](const std::string&) {}, clock_) {
  server_ = Server::start({"127.0.0.1", 0, false}, nullptr, service_).value();
}

CentreDouble::~CentreDouble() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  changed_.notify_all();
  server_.reset();
}

std::string CentreDouble::url() const { return fmt::format("http://127.0.0.1:{}", server_->port()); }

std::vector<Route> CentreDouble::routes() {
  const std::vector<Role> link = {Role::kLink};
  const auto handle = [this](auto act) {
    return Handle([this, act](const Request& request) {
      ++requests_;
      if (auto refusal = refused()) return *refusal;
      return act(request);
    });
  };
  std::vector<Route> routes;
  routes.push_back({"POST", "/v1/certificates", link, std::uint64_t{1} << 20,
                    handle([this](const Request& request) { return certificate(request); })});
  routes.push_back({"POST", "/v1/report", link, 2048, handle([this](const Request& request) {
                      const std::lock_guard lock(mutex_);
                      reports_.push_back(request.body);
                      return Answer{204, "", ""};
                    })});
  routes.push_back(
      {"POST", "/v1/discards", link, std::uint64_t{1} << 20, handle([this](const Request& request) {
         const std::lock_guard lock(mutex_);
         discards_.push_back(request.body);
         return json({{"entry", 7}});
       })});
  routes.push_back({"GET", "/v1/recordings/{id}/upload", link, 0, handle([this](const Request& request) {
                      return state_of(request.parameters.at("id"));
                    })});
  routes.push_back({"GET", "/v1/recordings/{id}/tombstone", link, 0, handle([this](const Request& request) {
                      const std::lock_guard lock(mutex_);
                      const auto found = buried_.find(request.parameters.at("id"));
                      return found == buried_.end() ? problem(404, "recording")
                                                    : Answer{200, kTombstoneType, found->second};
                    })});
  routes.push_back({"GET", "/v1/recordings/{id}/sample", link, 0,
                    handle([this](const Request& request) { return sample(request); })});
  routes.push_back(
      {"GET", "/v1/feed", link, 0, handle([this](const Request& request) { return feed(request); })});
  routes.push_back(
      {"GET", "/ledger/checkpoint", link, 0, handle([this](const Request&) { return checkpoint(); })});
  routes.push_back({"GET", "/ledger/tile/{level}/{tile}", link, 0,
                    handle([this](const Request& request) { return tile(request); })});
  routes.push_back({"GET", "/ledger/tile/{level}/{tile}/{width}", link, 0,
                    handle([this](const Request& request) { return tile(request); })});
  routes.push_back({"POST", "/v1/recordings/{id}/upload", link, std::uint64_t{1} << 40,
                    BeginUpload([this](const Request& request,
                                       std::uint64_t) -> std::variant<std::unique_ptr<Upload>, Answer> {
                      ++requests_;
                      if (auto refusal = refused()) return *refusal;
                      const std::string id = request.parameters.at("id");
                      const std::lock_guard lock(mutex_);
                      if (buried_.contains(id)) return problem(410, "gone");
                      if (number_in(request.head.query, "from") != staged_[id].size())
                        return problem(409, "wrong-offset");
                      return std::make_unique<Taking>(*this, id);
                    })});
  return routes;
}

std::optional<Answer> CentreDouble::refused() {
  const std::lock_guard lock(mutex_);
  return refusal_;
}

void CentreDouble::refuse_with(std::optional<Answer> answer) {
  const std::lock_guard lock(mutex_);
  refusal_ = std::move(answer);
}

Answer CentreDouble::certificate(const Request& request) {
  const std::lock_guard lock(mutex_);
  certificates_.push_back(request.body);
  return json({{"entry", certificates_.size()}});
}

Answer CentreDouble::state_of(const std::string& id) {
  const std::lock_guard lock(mutex_);
  if (buried_.contains(id)) return problem(410, "gone");
  if (const auto found = stored_.find(id); found != stored_.end()) {
    ++receipts_;
    return {200, kReceiptType, found->second.receipt};
  }
  return json({{"offset", staged_[id].size()}});
}

Answer CentreDouble::finish(const std::string& id) {
  const std::lock_guard lock(mutex_);
  std::string& staged = staged_[id];
  if (length_of(staged) != staged.size()) return json({{"offset", staged.size()}});
  Stored now{staged, make_receipt(id, staged)};
  if (keeps_nothing) now.bundle.clear();
  staged_.erase(id);
  ++receipts_;
  Answer answer{200, kReceiptType, now.receipt};
  stored_[id] = std::move(now);
  return answer;
}

ProvenEntry CentreDouble::enter(const ledger::Entry& entry) {
  ProvenEntry proven;
  proven.number = entries_.size();
  proven.entry = ledger::text_of(entry);
  entries_.push_back(proven.entry);
  CHECK(seen_.append(view_of(two_ledgers ? "another entry" : proven.entry)) && seen_.store());
  ledger::MemoryNodes nodes(0);
  for (const std::string& one : entries_) nodes.append(ledger::leaf_hash(view_of(one)));
  proven.proof = ledger::prove_inclusion(nodes, proven.number, entries_.size()).value();
  const ledger::Checkpoint checkpoint{
      ledger_.verifier().name(), entries_.size(), ledger::tree_of(nodes, entries_.size()).value().root(), {}};
  proven.checkpoint = note::sign(ledger::text_of(checkpoint), ledger_);
  return proven;
}

std::string CentreDouble::make_receipt(const std::string& id, const std::string& bundle) {
  const auto files = files_of(bundle);
  const auto hash = [&](const char* name) { return sha256(view_of(files.at(name))); };
  const Digest closing = hash(files.contains("closing.note") ? "closing.note" : "chunks.journal");
  std::uint64_t chunks = 0;
  for (const auto& file : files) chunks += recording::chunk_named(file.first).has_value();
  Receipt receipt;
  receipt.recording = id;
  receipt.salt = ledger::Salt::random();
  const ProvenEntry proven = enter(
      {clock_.utc(), ledger::RecordingReceived{
                         ledger::salted(receipt.salt, view_of(id)),
                         ledger::salted_contents(receipt.salt, hash("opening.note"), closing), chunks}});
  receipt.number = proven.number;
  receipt.proof = proven.proof;
  receipt.entry = proven.entry;
  receipt.checkpoint = proven.checkpoint;
  if (falsify) falsify(receipt);
  const std::string text = text_of(receipt);
  return falsify_text ? falsify_text(text) : text;
}

Answer CentreDouble::checkpoint() {
  const std::lock_guard lock(mutex_);
  const std::string& origin = ledger_.verifier().name();
  const std::string text =
      ledger::text_of(forgets_witnessed ? ledger::Checkpoint{origin, 0, ledger::empty_root(), {}}
                                        : ledger::Checkpoint{origin, seen_.size(), seen_.root(), {}});
  std::string note = note::sign(text, ledger_);
  const auto now = std::chrono::floor<std::chrono::seconds>(clock_.utc());
  if (!has_no_witness) note += note::line_of(ledger::cosign(text, now, company_.witness));
  return {200, kNote, note};
}

Answer CentreDouble::tile(const Request& request) {
  const std::lock_guard lock(mutex_);
  const auto tile = ledger::parse_tile_path(request.head.path.substr(std::string("/ledger/").size()));
  const auto bytes = tile ? tiles_.read(*tile, ledger::kLargestBundle).value() : std::nullopt;
  if (!bytes) return problem(404, "no-such-tile");
  return {200, "application/octet-stream", std::string(insyn::text_of(*bytes))};
}

Answer CentreDouble::sample(const Request& request) {
  const std::lock_guard lock(mutex_);
  const auto found = stored_.find(request.parameters.at("id"));
  if (found == stored_.end() || found->second.bundle.empty()) return problem(404, "recording");
  const auto chunk = number_in(request.head.query, "chunk");
  for (const auto& [name, content] : files_of(found->second.bundle)) {
    const auto named = recording::chunk_named(name);
    if (!named || named->index != chunk) continue;
    const Bytes nonce = from_hex(text_in(request.head.query, "nonce")).value();
    Digest digest = Sha256().add(nonce).add(view_of(content)).digest();
    if (false_samples) digest[0] ^= 1;
    return json({{"sha256", to_hex(digest)}});
  }
  return problem(404, "recording");
}

std::string CentreDouble::cursor() const { return to_hex(sha256(view_of(std::to_string(version_)))); }

Answer CentreDouble::feed(const Request& request) {
  const std::string after = text_in(request.head.query, "after");
  std::unique_lock lock(mutex_);
  ++asked_;
  changed_.wait_for(lock, std::chrono::seconds(5),
                    [&] { return over_ || always_has_news || after != cursor(); });
  Json items = Json::array();
  for (const auto& [kind, notes] : notes_)
    for (const std::string& note : notes) items.push_back({{"kind", kind}, {"note", note}});
  for (const std::string& note : words_) items.push_back({{"kind", "in-force"}, {"note", note}});
  for (const auto& [id, tombstone] : buried_) items.push_back({{"kind", "shredded"}, {"recording", id}});
  for (const std::string& id : wanted_) items.push_back({{"kind", "wanted"}, {"recording", id}});
  return json({{"next", cursor()}, {"items", items}});
}

void CentreDouble::publish(const std::string& kind, const std::string& note) {
  const std::lock_guard lock(mutex_);
  notes_[kind].push_back(note);
  ++version_;
  changed_.notify_all();
}

void CentreDouble::publish_word(const std::string& note) {
  const std::lock_guard lock(mutex_);
  words_ = {note};
  ++version_;
  changed_.notify_all();
}

void CentreDouble::want(const std::string& id) {
  const std::lock_guard lock(mutex_);
  wanted_ = {id};
  ++version_;
  changed_.notify_all();
}

void CentreDouble::lose(const std::string& id) {
  const std::lock_guard lock(mutex_);
  stored_.erase(id);
}

void CentreDouble::bury(const std::string& id) {
  const std::lock_guard lock(mutex_);
  stored_.erase(id);
  ledger::RecordingId recording;
  std::ranges::copy(from_hex(id).value(), recording.bytes.begin());
  Tombstone tombstone{
      id, enter({clock_.utc(), ledger::RecordingShredded{recording, ledger::ShreddedBecause::kErasure}})};
  if (falsify_tombstone) falsify_tombstone(tombstone);
  buried_[id] = text_of(tombstone);
  ++version_;
  changed_.notify_all();
}

std::map<std::string, std::string> CentreDouble::stored() const {
  const std::lock_guard lock(mutex_);
  std::map<std::string, std::string> all;
  for (const auto& [id, stored] : stored_) all[id] = stored.bundle;
  return all;
}

std::vector<std::string> CentreDouble::certificates() const {
  const std::lock_guard lock(mutex_);
  return certificates_;
}

std::vector<std::string> CentreDouble::reports() const {
  const std::lock_guard lock(mutex_);
  return reports_;
}

std::vector<std::string> CentreDouble::discards() const {
  const std::lock_guard lock(mutex_);
  return discards_;
}

std::size_t CentreDouble::staged(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto found = staged_.find(id);
  return found == staged_.end() ? 0 : found->second.size();
}

}  // namespace insyn::link_test
