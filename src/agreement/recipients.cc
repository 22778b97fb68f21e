#include "agreement/recipients.h"

#include <algorithm>

#include "note/recipient.h"
#include "toml/document.h"
#include "toml/table_reader.h"

namespace insyn::agreement {
namespace {

constexpr std::size_t kMostVouched = 100;
bool may_open(note::Role role) {
  return role == note::Role::kReviewer || role == note::Role::kUnion || role == note::Role::kInsight;
}

Result<VouchedRecipient> read_one(const toml::Value& table) {
  TRY_ASSIGN(VouchedRecipient one, read_vouched_table(table, "recipient"));
  if (!may_open(one.keys.role) || one.keys.recipient.empty()) {
    return toml::invalid(table.line, "recipient.role",
                         "must be \"reviewer\", \"union\" or \"insight\", with an age recipient");
  }
  return one;
}

bool has(const std::vector<std::string>& list, const std::string& one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

class Finder {
 public:
  explicit Finder(const OpenersAsked& asked) : asked_(asked) {}

  Result<std::vector<Opener>> find() {
    TRY(check_pins());
    TRY(check_vouched());
    TRY(check_apart());
    for (const std::string& one : asked_.union_layer) TRY(add_of_union(one));
    for (const std::string& one : asked_.reviewers) TRY(add_reviewer(one));
    if (!asked_.insight.empty()) TRY(add_insight());
    TRY(check_all_used());
    std::stable_sort(openers_.begin(), openers_.end(),
                     [](const Opener& a, const Opener& b) { return a.pinned && !b.pinned; });
    return std::move(openers_);
  }

 private:
  Status check_pins() const {
    if (!note::looks_like_recipient(asked_.employer.recipient)) {
      return fail(Code::kDenied, "the employer's pin has no recipient (age1…); ask for a new .pub file");
    }
    for (const note::PublicKeys& one : asked_.unions) {
      if (!note::looks_like_recipient(one.recipient)) {
        return fail(Code::kDenied, "the union's pin ({}) has no recipient (age1…); ask for a new .pub file",
                    one.name);
      }
      if (!has(asked_.union_layer, one.recipient)) {
        return fail(
            Code::kDenied,
            "access.union lacks the union's own pinned recipient {} ({}), so that it could open nothing; "
            "add it",
            one.recipient, one.name);
      }
    }
    return {};
  }

  // One key stands for one person, who is not a party.
  Status check_vouched() const {
    for (std::size_t i = 0; i < asked_.vouched.size(); ++i) {
      const note::PublicKeys& keys = asked_.vouched[i].keys;
      bool twice = stand_for_one(keys, asked_.employer);
      for (const note::PublicKeys& one : asked_.unions) twice = twice || stand_for_one(keys, one);
      for (std::size_t j = 0; j < i; ++j) twice = twice || stand_for_one(keys, asked_.vouched[j].keys);
      if (!twice) continue;
      return fail(
          Code::kDenied,
          "line {}: the [[recipient]] “{}” has the name or a key of a party or of another one; each needs "
          "its own",
          asked_.vouched[i].line, keys.name);
    }
    return {};
  }

  // Nobody is on both sides.
  Status check_apart() const {
    for (const std::string& one : asked_.union_layer) {
      if (one != asked_.employer.recipient && one != asked_.insight && !has(asked_.reviewers, one)) continue;
      return fail(Code::kDenied,
                  "the recipient {} is on the union's side and on the employer's, so that one key would open "
                  "recordings; each side needs its own",
                  one);
    }
    return {};
  }

  const VouchedRecipient* vouched(const std::string& recipient) const {
    const auto found =
        std::find_if(asked_.vouched.begin(), asked_.vouched.end(),
                     [&](const VouchedRecipient& one) { return one.keys.recipient == recipient; });
    return found == asked_.vouched.end() ? nullptr : &*found;
  }

  // That one of `parties` has signed what the table of `recipient` says.
  Status add_vouched(Layer layer, const std::string& recipient, note::Role role, std::string_view key,
                     std::string_view whose, const std::vector<const note::PublicKeys*>& parties) {
    const VouchedRecipient* one = vouched(recipient);
    if (one == nullptr) {
      return fail(Code::kDenied,
                  "nobody vouches for {} in {}: let {} sign its .pub file (insyn keys vouch) and add the "
                  "[[recipient]] table that this prints",
                  recipient, key, whose);
    }
    if (one->keys.role != role) {
      return fail(Code::kDenied, "line {}: “{}” has role {} and stands in {}, which takes role {}", one->line,
                  one->keys.name, note::role_name(one->keys.role), key, note::role_name(role));
    }
    for (const note::PublicKeys* party : parties) {
      auto is = note::is_signed_by(one->note, *party->verifier);
      if (!is) return in_context(fmt::format("line {}: recipient.vouched", one->line), std::move(is).error());
      if (!*is) continue;
      openers_.push_back({layer, recipient, one->keys.name, party->name, false});
      return {};
    }
    return fail(Code::kDenied,
                "line {}: the recipient “{}” in {} is vouched for by “{}”, which is no pinned key of {}",
                one->line, one->keys.name, key, one->signed_by, whose);
  }

  std::vector<const note::PublicKeys*> unions() const {
    std::vector<const note::PublicKeys*> all;
    for (const note::PublicKeys& one : asked_.unions) all.push_back(&one);
    return all;
  }

  Status add_of_union(const std::string& recipient) {
    for (const note::PublicKeys& one : asked_.unions) {
      if (one.recipient != recipient) continue;
      openers_.push_back({Layer::kUnion, recipient, one.name, one.name, true});
      return {};
    }
    return add_vouched(Layer::kUnion, recipient, note::Role::kUnion, "access.union", "the union", unions());
  }

  Status add_of_employer(Layer layer, const std::string& recipient) {
    openers_.push_back({layer, recipient, asked_.employer.name, asked_.employer.name, true});
    return {};
  }

  Status add_reviewer(const std::string& recipient) {
    if (recipient == asked_.employer.recipient) return add_of_employer(Layer::kReviewers, recipient);
    return add_vouched(Layer::kReviewers, recipient, note::Role::kReviewer, "access.reviewers",
                       "the employer", {&asked_.employer});
  }

  Status add_insight() {
    if (asked_.insight == asked_.employer.recipient) return add_of_employer(Layer::kInsight, asked_.insight);
    std::vector<const note::PublicKeys*> parties = unions();
    parties.push_back(&asked_.employer);
    return add_vouched(Layer::kInsight, asked_.insight, note::Role::kInsight, "insight.recipient", "a party",
                       parties);
  }

  // What is written down means something.
  Status check_all_used() const {
    for (const VouchedRecipient& one : asked_.vouched) {
      const bool used = std::any_of(openers_.begin(), openers_.end(), [&](const Opener& opener) {
        return opener.recipient == one.keys.recipient;
      });
      if (used) continue;
      return fail(Code::kDenied,
                  "line {}: the [[recipient]] “{}” is in none of access.reviewers, access.union and "
                  "insight.recipient; add it there or remove the table",
                  one.line, one.keys.name);
    }
    return {};
  }

  const OpenersAsked& asked_;
  std::vector<Opener> openers_;
};

}  // namespace

Result<std::vector<VouchedRecipient>> read_vouched(toml::TableReader& top) {
  std::vector<VouchedRecipient> vouched;
  const toml::Value* all = top.find("recipient");
  if (all == nullptr) return vouched;
  if (all->kind != toml::Value::kArray || all->items.empty() || all->items.size() > kMostVouched) {
    return toml::invalid(all->line, "recipient", "must be 1 to {} [[recipient]] tables", kMostVouched);
  }
  for (const toml::Value& item : all->items) {
    TRY_ASSIGN(VouchedRecipient one, read_one(item));
    vouched.push_back(std::move(one));
  }
  return vouched;
}

Result<std::vector<Opener>> find_openers(const OpenersAsked& asked) { return Finder(asked).find(); }

}  // namespace insyn::agreement
