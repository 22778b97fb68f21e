// All recordings of a centre as lists show them, in memory: so that any filter of a million, with how many
// there are of each value beside it, is answered in milliseconds. It is a copy of what the database has, and
// brought up to date whenever somebody asks.
#pragma once

#include <array>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "server/access/catalogue_rows.h"

namespace insyn::server {

// What the caller has asked last about a recording.
struct OwnRequest {
  std::string id;
  ListedState state = ListedState::kWaiting;
  std::int64_t until = 0;  // milliseconds since 1970
};

// For whom a list is.
struct ListView {
  // Whether kinds and queues of few agents are one, counts of few recordings are not told, and what was begun
  // today is not there: so that nobody who sees a call being recorded learns whose it is.
  bool folded = true;
  std::string agent;  // empty: anybody's
  std::int32_t today = 0;
  // By recordings' ids.
  std::unordered_map<std::string, OwnRequest> requests;
  std::map<std::string, std::string, std::less<>> examples;  // the names that they have
};

struct ListedRow {
  std::string id, agreement, level;  // level: empty where its agreement cannot be read
  std::int32_t day = 0;
  std::optional<std::string> kind, queue;  // nothing: unknown, or of too few agents
  std::vector<std::string> applications;
  int minutes = -1, withheld = -1;  // -1: unknown
  ListedState state = ListedState::kSealed;
};

struct ListedPage {
  std::vector<ListedRow> rows;
  std::string next;  // the cursor of the page after; empty: there is none
  std::uint64_t total = 0;
};

struct ValueCount {
  std::optional<std::string> value;    // nothing: unknown, or of too few agents
  std::optional<std::uint64_t> count;  // nothing: too few to be told
};
struct ListCounts {
  std::uint64_t total = 0;  // of the whole filter
  // Of the filter without what it says of this itself.
  std::vector<ValueCount> kinds, queues, applications, levels, states;
};

class Catalogue {
 public:
  // `desk` outlives it.
  explicit Catalogue(const Desk& desk) : desk_(desk) {}

  using Id = std::array<std::uint8_t, 16>;
  // Workstations choose ids: whichever they choose, they do not fall together.
  struct IdHash {
    std::size_t operator()(const Id& id) const;
  };

  // Reads what has changed. The first time that is all.
  Status refresh();
  ListedPage list(const ListFilter& filter, const ListView& view) const;
  ListCounts count(const ListFilter& filter, const ListView& view) const;

 private:
  // Texts, each once.
  class Words {
   public:
    std::uint32_t number_of(const std::string& text);
    const std::string& text(std::uint32_t number) const { return all_[number]; }
    std::size_t size() const { return all_.size(); }

   private:
    std::vector<std::string> all_;
    std::unordered_map<std::string, std::uint32_t> numbers_;
  };
  struct Agreed {
    bool known = false;
    int min_group = 0;
    std::string zone;
    std::string level;
  };
  // One kind, or queue, under one agreement.
  struct Group {
    std::uint32_t value = 0, agreement = 0;
    std::unordered_map<std::uint32_t, std::uint32_t> agents;  // with how many stored recordings
  };
  class Groups {
   public:
    std::uint32_t number_of(std::uint32_t value, std::uint32_t agreement);
    std::vector<Group> all;

   private:
    std::unordered_map<std::uint64_t, std::uint32_t> numbers_;
  };
  struct Entry {
    Id id{};
    std::int32_t day = 0;
    std::uint32_t kind = 0, queue = 0;  // in kinds_ and queues_
    std::uint32_t applications = 0;     // in combinations_
    std::uint32_t agent = 0;            // in words_
    std::int16_t minutes = -1, withheld = -1;
    std::uint8_t level = 0;
    ListedState state = ListedState::kSealed;
  };
  struct Plan;
  class Best;

  Status read_agreements(Transaction& transaction, const std::vector<std::string>& hashes);
  Status refresh_begun();
  Status refresh_from(Result<std::vector<CatalogueRow>> (*read)(Transaction&, ReadUpTo&), ReadUpTo& from);
  void put(const CatalogueRow& row);
  void remove(const Id& id);
  void count_agent(const Entry& entry, bool more);
  void forget_old();

  Plan plan(const ListFilter& filter, const ListView& view) const;
  template <class Take>
  void scan(const Plan& plan, Take take) const;
  ListedRow row_of(std::uint32_t position, const Plan& plan) const;
  bool is_shown(const Group& group) const;
  std::uint64_t least_told() const;

  const Desk& desk_;
  std::mutex refreshing_;  // of one at a time, and of what follows
  ReadUpTo begun_, stored_, gone_;
  std::map<std::string, Agreed> agreed_read_;
  std::int64_t forget_at_ = 0;

  mutable std::shared_mutex mutex_;  // of what follows
  Words words_;
  std::map<std::uint32_t, Agreed> agreed_;  // by the hash's number
  Groups kinds_, queues_;
  std::vector<std::vector<std::uint32_t>> combinations_;  // of applications
  std::map<std::vector<std::uint32_t>, std::uint32_t> combination_numbers_;
  std::vector<Entry> entries_;
  std::unordered_map<Id, std::uint32_t, IdHash> positions_;
  std::unordered_map<Id, std::int64_t, IdHash> until_;  // of those that are gone
};

}  // namespace insyn::server
