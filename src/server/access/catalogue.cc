#include "server/access/catalogue.h"

#include <algorithm>
#include <cstring>
#include <tuple>

#include "agreement/zone.h"
#include "base/check.h"

namespace insyn::server {
namespace {

using agreement::Level;

constexpr std::array kLevels = {Level::kMetrics, Level::kStructure, Level::kMasked, Level::kFull};
// No agreement has a smaller one.
constexpr int kLeastGroup = 5;
constexpr std::chrono::milliseconds kForgetEvery = std::chrono::hours(1);
constexpr std::uint8_t kNoLevel = kLevels.size();

// What a filter says of one thing each, besides the rest.
enum Facet : std::uint8_t { kByKind = 1, kByQueue = 2, kByApplication = 4, kByLevel = 8, kByState = 16 };

std::uint8_t level_number(std::string_view name) {
  for (std::uint8_t i = 0; i < kNoLevel; ++i)
    if (name == agreement::level_name(kLevels.at(i))) return i;
  return kNoLevel;
}

std::string level_text(std::uint8_t level) {
  return level < kNoLevel ? agreement::level_name(kLevels.at(level)) : "";
}

std::array<std::uint8_t, 16> id_bytes(std::string_view hex) {
  std::array<std::uint8_t, 16> id{};
  const auto bytes = from_hex(hex);
  if (bytes && bytes->size() == id.size()) std::copy(bytes->begin(), bytes->end(), id.begin());
  return id;
}

std::int16_t small(int number) { return static_cast<std::int16_t>(std::clamp(number, -1, 32'000)); }

bool is_gone(ListedState state) {
  return state == ListedState::kDiscarded || state == ListedState::kShredded;
}
bool is_stored(ListedState state) { return state != ListedState::kArriving && !is_gone(state); }
bool is_of_own_request(ListedState state) { return is_stored(state) && state != ListedState::kSealed; }

// Those with most of something first; values that are not told last.
void sort(std::vector<ValueCount>& counts) {
  std::sort(counts.begin(), counts.end(), [](const ValueCount& a, const ValueCount& b) {
    if (a.value.has_value() != b.value.has_value()) return a.value.has_value();
    const std::uint64_t left = a.count.value_or(0), right = b.count.value_or(0);
    return left != right ? left > right : a.value < b.value;
  });
}

}  // namespace

std::size_t Catalogue::IdHash::operator()(const Id& id) const {
  // Both halves, by numbers that nobody outside knows.
  static const auto kSecret = [] {
    std::array<std::uint64_t, 2> secret{};
    const Bytes random = random_bytes(sizeof secret);
    std::memcpy(secret.data(), random.data(), sizeof secret);
    return secret;
  }();
  std::array<std::uint64_t, 2> halves{};
  std::memcpy(halves.data(), id.data(), sizeof halves);
  __extension__ using Wide = unsigned __int128;
  const Wide product = Wide{halves[0] ^ kSecret[0]} * (halves[1] ^ kSecret[1]);
  return static_cast<std::size_t>(product) ^ static_cast<std::size_t>(product >> 64);
}

std::uint32_t Catalogue::Words::number_of(const std::string& text) {
  const auto [found, is_new] = numbers_.emplace(text, static_cast<std::uint32_t>(all_.size()));
  if (is_new) all_.push_back(text);
  return found->second;
}

std::uint32_t Catalogue::Groups::number_of(std::uint32_t value, std::uint32_t agreement) {
  const std::uint64_t key = std::uint64_t{value} << 32 | agreement;
  const auto [found, is_new] = numbers_.emplace(key, static_cast<std::uint32_t>(all.size()));
  if (is_new) all.push_back({value, agreement, {}});
  return found->second;
}

// What a filter and whom it is for mean, looked up once.
struct Catalogue::Plan {
  const ListFilter& filter;
  const ListView& view;
  std::vector<std::uint32_t> kind_values, queue_values;  // by groups; kNotTold
  std::vector<char> kinds, queues, combinations;         // whether one is among what is asked for
  std::array<bool, kNoLevel + 1> levels{};
  std::array<bool, kListedStates> states{};
  // Of what the caller has asked for, and what is an example: few.
  std::unordered_map<std::uint32_t, ListedState> own;
  std::vector<char> is_own, is_example;
  std::optional<std::uint32_t> agent;
  bool nobodys = false;

  static constexpr std::uint32_t kNotTold = std::numeric_limits<std::uint32_t>::max();
  ListedState state_of(std::uint32_t position, const Entry& entry) const {
    return is_own[position] != 0 ? own.at(position) : entry.state;
  }
};

bool Catalogue::is_shown(const Group& group) const {
  if (words_.text(group.value).empty()) return false;
  const auto agreed = agreed_.find(group.agreement);
  return agreed != agreed_.end() && agreed->second.known &&
         group.agents.size() >= static_cast<std::size_t>(agreed->second.min_group);
}

std::uint64_t Catalogue::least_told() const {
  int largest = kLeastGroup;
  for (const auto& [hash, agreed] : agreed_) largest = std::max(largest, agreed.min_group);
  return static_cast<std::uint64_t>(largest);
}

Catalogue::Plan Catalogue::plan(const ListFilter& filter, const ListView& view) const {
  Plan plan{filter, view, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, false};
  const auto look_at = [&](const Groups& groups, const std::vector<std::string>& wanted,
                           std::vector<std::uint32_t>& values, std::vector<char>& among) {
    for (const Group& group : groups.all) {
      const std::string& text = words_.text(group.value);
      const bool told = view.folded ? is_shown(group) : !text.empty();
      values.push_back(told ? group.value : Plan::kNotTold);
      const std::string said = told ? text : "";
      among.push_back(wanted.empty() || std::find(wanted.begin(), wanted.end(), said) != wanted.end());
    }
  };
  look_at(kinds_, filter.kinds, plan.kind_values, plan.kinds);
  look_at(queues_, filter.queues, plan.queue_values, plan.queues);
  for (const auto& combination : combinations_) {
    plan.combinations.push_back(filter.applications.empty() ||
                                std::any_of(combination.begin(), combination.end(), [&](std::uint32_t name) {
                                  const auto& all = filter.applications;
                                  return std::find(all.begin(), all.end(), words_.text(name)) != all.end();
                                }));
  }
  plan.levels.fill(filter.level.empty());
  if (!filter.level.empty()) plan.levels.at(level_number(filter.level)) = true;
  plan.states.fill(filter.states.empty());
  for (const ListedState state : filter.states) plan.states.at(static_cast<std::size_t>(state)) = true;
  plan.is_own.resize(entries_.size());
  plan.is_example.resize(entries_.size());
  for (const auto& [id, request] : view.requests) {
    const auto found = positions_.find(id_bytes(id));
    if (found == positions_.end() || !is_stored(entries_[found->second].state)) continue;
    plan.is_own[found->second] = 1;
    plan.own[found->second] = request.state;
  }
  for (const auto& [id, name] : view.examples) {
    const auto found = positions_.find(id_bytes(id));
    if (found != positions_.end()) plan.is_example[found->second] = 1;
  }
  if (!view.agent.empty()) {
    plan.agent = Plan::kNotTold;
    for (std::uint32_t i = 0; i < words_.size(); ++i)
      if (words_.text(i) == view.agent) plan.agent = i;
  }
  return plan;
}

// Calls `take` with the position and state of each recording that fits but for what `missed` says, at most
// one facet.
template <class Take>
void Catalogue::scan(const Plan& plan, Take take) const {
  const ListFilter& filter = plan.filter;
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    if (entry.day < filter.from || entry.day > filter.to) continue;
    if (plan.agent && entry.agent != *plan.agent) continue;
    if (filter.minutes_from && entry.minutes < *filter.minutes_from) continue;
    if (filter.minutes_to && (entry.minutes < 0 || entry.minutes > *filter.minutes_to)) continue;
    if (filter.withheld_most && (entry.withheld < 0 || entry.withheld > *filter.withheld_most)) continue;
    if (filter.examples_only && plan.is_example[i] == 0) continue;
    if (plan.view.folded && entry.state == ListedState::kArriving && entry.day >= plan.view.today) continue;
    const ListedState state = plan.state_of(i, entry);
    std::uint8_t missed = 0;
    if (plan.kinds[entry.kind] == 0) missed |= kByKind;
    if (plan.queues[entry.queue] == 0) missed |= kByQueue;
    if (plan.combinations[entry.applications] == 0) missed |= kByApplication;
    if (!plan.levels[entry.level]) missed |= kByLevel;
    if (!plan.states[static_cast<std::size_t>(state)]) missed |= kByState;
    if ((missed & (missed - 1)) == 0) take(i, state, missed);
  }
}

// Keeps the first so many in the order of a list.
class Catalogue::Best {
 public:
  Best(const std::vector<Entry>& entries, const ListFilter& filter)
      : entries_(entries), order_(filter.order), most_(static_cast<std::size_t>(filter.most) + 1) {
    if (filter.after) after_ = Key{filter.after->rank, filter.after->day, id_bytes(filter.after->id)};
  }

  void take(std::uint32_t position) {
    const Key key = key_of(entries_[position]);
    if (after_ && !comes_before(*after_, key)) return;
    const auto before = [this](const auto& a, const auto& b) { return comes_before(a.first, b.first); };
    if (heap_.size() == most_) {
      if (!comes_before(key, heap_.front().first)) return;
      std::pop_heap(heap_.begin(), heap_.end(), before);
      heap_.pop_back();
    }
    heap_.emplace_back(key, position);
    std::push_heap(heap_.begin(), heap_.end(), before);
  }
  // In order; one more than was asked for where there are more.
  std::vector<std::uint32_t> positions() {
    std::sort(heap_.begin(), heap_.end(),
              [this](const auto& a, const auto& b) { return comes_before(a.first, b.first); });
    std::vector<std::uint32_t> all;
    for (const auto& [key, position] : heap_) all.push_back(position);
    return all;
  }
  int rank_of(const Entry& entry) const {
    if (order_ == ListOrder::kLongest) return entry.minutes;
    return order_ == ListOrder::kWithheld ? entry.withheld : 0;
  }

 private:
  struct Key {
    int rank = 0;
    std::int32_t day = 0;
    Id id{};
  };
  Key key_of(const Entry& entry) const { return {rank_of(entry), entry.day, entry.id}; }
  bool comes_before(const Key& a, const Key& b) const {
    const auto all = [](const Key& key) { return std::tie(key.rank, key.day, key.id); };
    return order_ == ListOrder::kOldest ? all(a) < all(b) : all(a) > all(b);
  }

  const std::vector<Entry>& entries_;
  const ListOrder order_;
  const std::size_t most_;
  std::optional<Key> after_;
  std::vector<std::pair<Key, std::uint32_t>> heap_;
};

ListedRow Catalogue::row_of(std::uint32_t position, const Plan& plan) const {
  const Entry& entry = entries_[position];
  const auto value = [&](std::uint32_t word) {
    return word == Plan::kNotTold ? std::nullopt : std::optional(words_.text(word));
  };
  ListedRow row;
  row.id = to_hex(entry.id);
  row.agreement = words_.text(kinds_.all[entry.kind].agreement);
  row.level = level_text(entry.level);
  row.day = entry.day;
  row.kind = value(plan.kind_values[entry.kind]);
  row.queue = value(plan.queue_values[entry.queue]);
  for (const std::uint32_t name : combinations_[entry.applications])
    row.applications.push_back(words_.text(name));
  row.minutes = entry.minutes;
  row.withheld = entry.withheld;
  row.state = plan.state_of(position, entry);
  return row;
}

ListedPage Catalogue::list(const ListFilter& filter, const ListView& view) const {
  const std::shared_lock lock(mutex_);
  const Plan plan = this->plan(filter, view);
  ListedPage page;
  Best best(entries_, filter);
  scan(plan, [&](std::uint32_t position, ListedState, std::uint8_t missed) {
    if (missed != 0) return;
    ++page.total;
    best.take(position);
  });
  std::vector<std::uint32_t> positions = best.positions();
  if (positions.size() > filter.most) {
    positions.pop_back();
    const Entry& last = entries_[positions.back()];
    page.next = cursor_text({best.rank_of(last), last.day, to_hex(last.id)}, filter.order);
  }
  for (const std::uint32_t position : positions) page.rows.push_back(row_of(position, plan));
  return page;
}

ListCounts Catalogue::count(const ListFilter& filter, const ListView& view) const {
  const std::shared_lock lock(mutex_);
  const Plan plan = this->plan(filter, view);
  ListCounts counts;
  // By words, and the last one for what is not told.
  const std::size_t not_told = words_.size();
  std::vector<std::uint64_t> kinds(not_told + 1), queues(not_told + 1), combinations(combinations_.size());
  std::array<std::uint64_t, kNoLevel + 1> levels{};
  std::array<std::uint64_t, kListedStates> states{};
  const auto place = [&](std::uint32_t word) { return word == Plan::kNotTold ? not_told : word; };
  scan(plan, [&](std::uint32_t position, ListedState state, std::uint8_t missed) {
    const Entry& entry = entries_[position];
    const auto counts_for = [&](Facet facet) { return missed == 0 || missed == facet; };
    if (missed == 0) ++counts.total;
    if (counts_for(kByKind)) ++kinds[place(plan.kind_values[entry.kind])];
    if (counts_for(kByQueue)) ++queues[place(plan.queue_values[entry.queue])];
    if (counts_for(kByApplication)) ++combinations[entry.applications];
    if (counts_for(kByLevel)) ++levels[entry.level];
    if (counts_for(kByState)) ++states[static_cast<std::size_t>(state)];
  });
  std::map<std::uint32_t, std::uint64_t> applications;
  for (std::size_t i = 0; i < combinations.size(); ++i)
    for (const std::uint32_t name : combinations_[i]) applications[name] += combinations[i];

  const std::uint64_t least = view.folded ? least_told() : 0;
  const auto add = [&](std::vector<ValueCount>& to, std::optional<std::string> value, std::uint64_t count,
                       bool always = false) {
    if (count == 0) return;
    to.push_back({std::move(value), count < least && !always ? std::nullopt : std::optional(count)});
  };
  for (std::size_t i = 0; i < not_told; ++i) {
    const std::string& value = words_.text(static_cast<std::uint32_t>(i));
    add(counts.kinds, value, kinds[i]);
    add(counts.queues, value, queues[i]);
  }
  add(counts.kinds, std::nullopt, kinds[not_told]);
  add(counts.queues, std::nullopt, queues[not_told]);
  for (const auto& [name, count] : applications) add(counts.applications, words_.text(name), count);
  for (std::uint8_t i = 0; i <= kNoLevel; ++i)
    add(counts.levels, i < kNoLevel ? std::optional(level_text(i)) : std::nullopt, levels.at(i));
  for (std::size_t i = 0; i < kListedStates; ++i) {
    const auto state = static_cast<ListedState>(i);
    add(counts.states, name_of(state), states.at(i), is_of_own_request(state));
  }
  for (auto* list : {&counts.kinds, &counts.queues, &counts.applications, &counts.levels, &counts.states})
    sort(*list);
  return counts;
}

// Of stored recordings, by their agents.
void Catalogue::count_agent(const Entry& entry, bool more) {
  if (!is_stored(entry.state)) return;
  for (Group* group : {&kinds_.all[entry.kind], &queues_.all[entry.queue]}) {
    std::uint32_t& count = group->agents[entry.agent];
    count += more ? 1U : -1U;
    if (count == 0) group->agents.erase(entry.agent);
  }
}

void Catalogue::remove(const Id& id) {
  const auto found = positions_.find(id);
  if (found == positions_.end()) return;
  const std::uint32_t position = found->second;
  count_agent(entries_[position], false);
  positions_.erase(found);
  until_.erase(id);
  if (position + 1 != entries_.size()) {
    entries_[position] = entries_.back();
    positions_[entries_[position].id] = position;
  }
  entries_.pop_back();
}

void Catalogue::put(const CatalogueRow& row) {
  Entry entry;
  entry.id = id_bytes(row.id);
  // One that was begun may have come or gone since.
  if (row.state == ListedState::kArriving && positions_.contains(entry.id)) return;
  remove(entry.id);
  const std::uint32_t agreement = words_.number_of(row.agreement);
  // All recordings under an agreement are of its level.
  std::string level = row.level;
  if (const auto agreed = agreed_read_.find(row.agreement); agreed != agreed_read_.end()) {
    agreed_[agreement] = agreed->second;
    if (level.empty()) level = agreed->second.level;
  }
  entry.day = row.day;
  entry.kind = kinds_.number_of(words_.number_of(row.kind), agreement);
  entry.queue = queues_.number_of(words_.number_of(row.queue), agreement);
  std::vector<std::uint32_t> names;
  for (const std::string& name : row.applications) names.push_back(words_.number_of(name));
  const auto [combination, is_new] =
      combination_numbers_.emplace(names, static_cast<std::uint32_t>(combinations_.size()));
  if (is_new) combinations_.push_back(std::move(names));
  entry.applications = combination->second;
  entry.agent = words_.number_of(row.agent);
  entry.minutes = small(row.minutes);
  entry.withheld = small(row.withheld);
  entry.level = level_number(level);
  entry.state = row.state;
  positions_.emplace(entry.id, static_cast<std::uint32_t>(entries_.size()));
  entries_.push_back(entry);
  count_agent(entry, true);
  if (is_gone(entry.state)) until_.emplace(entry.id, row.until);
}

Status Catalogue::read_agreements(Transaction& transaction, const std::vector<std::string>& hashes) {
  for (const std::string& hash : hashes) {
    if (agreed_read_.contains(hash) && agreed_read_.at(hash).known) continue;
    Agreed agreed;
    // Without its terms nothing is told of what was recorded under it.
    if (const auto agreement = desk_.agreement(transaction, hash)) {
      const agreement::Terms& terms = agreement->terms();
      agreed = {true, terms.min_group, std::string(agreement::zone_of(terms)),
                agreement::level_name(terms.level)};
    }
    agreed_read_[hash] = std::move(agreed);
  }
  return {};
}

Status Catalogue::refresh_begun() {
  for (bool more = true; more;) {
    ReadUpTo from;
    std::vector<Begun> rows;
    TRY(desk_.database.read([&](Transaction& transaction) -> Status {
      from = begun_;
      TRY_ASSIGN(rows, read_begun(transaction, from, more));
      std::vector<std::string> hashes;
      for (const Begun& one : rows) hashes.push_back(one.row.agreement);
      return read_agreements(transaction, hashes);
    }));
    const std::unique_lock lock(mutex_);
    for (Begun& one : rows) {
      const Agreed& agreed = agreed_read_.at(one.row.agreement);
      const auto began = agreement::wall_time(one.began, agreed.known ? agreed.zone : "UTC");
      if (!began) continue;
      one.row.day = static_cast<std::int32_t>(std::chrono::sys_days(began->day).time_since_epoch().count());
      put(one.row);
    }
    begun_ = from;
  }
  return {};
}

Status Catalogue::refresh_from(Result<std::vector<CatalogueRow>> (*read)(Transaction&, ReadUpTo&),
                               ReadUpTo& upto) {
  for (std::size_t count = kRowsAtOnce; count == kRowsAtOnce;) {
    ReadUpTo from;
    std::vector<CatalogueRow> rows;
    TRY(desk_.database.read([&](Transaction& transaction) -> Status {
      from = upto;
      TRY_ASSIGN(rows, read(transaction, from));
      std::vector<std::string> hashes;
      for (const CatalogueRow& one : rows)
        if (hashes.empty() || hashes.back() != one.agreement) hashes.push_back(one.agreement);
      return read_agreements(transaction, hashes);
    }));
    const std::unique_lock lock(mutex_);
    for (const CatalogueRow& one : rows) put(one);
    count = rows.size();
    upto = from;
  }
  return {};
}

void Catalogue::forget_old() {
  const std::int64_t now = desk_.now();
  if (now < forget_at_) return;
  forget_at_ = now + kForgetEvery.count();
  const std::unique_lock lock(mutex_);
  std::vector<Id> old;
  for (const auto& [id, until] : until_)
    if (until <= now) old.push_back(id);
  for (const Id& id : old) remove(id);
}

Status Catalogue::refresh() {
  const std::lock_guard lock(refreshing_);
  TRY(refresh_begun());
  TRY(refresh_from(&read_stored, stored_));
  TRY(refresh_from(&read_gone, gone_));
  forget_old();
  return {};
}

}  // namespace insyn::server
