#include "cli/verbs/openers.h"

#include <algorithm>

#include "cli/table.h"

namespace insyn::cli {
namespace {

using agreement::Layer;
using agreement::Opener;
using agreement::Terms;
using agreement::VouchedRecipient;

std::string_view side_of(Layer layer) {
  switch (layer) {
    case Layer::kUnion:
      return "the union's side";
    case Layer::kReviewers:
      return "the employer's side";
    case Layer::kInsight:
      return "events, with the union's";
  }
  return "";
}

const char* name_of(Layer layer) {
  return layer == Layer::kUnion ? "union" : layer == Layer::kReviewers ? "reviewers" : "insight";
}

Table four_columns() { return Table({Table::kLeft, Table::kLeft, Table::kLeft, Table::kLeft}); }

// What the terms alone say of `recipient`.
void row_of(Layer layer, const std::string& recipient, const Terms& terms, Table& table) {
  const auto found =
      std::find_if(terms.vouched.begin(), terms.vouched.end(),
                   [&](const VouchedRecipient& one) { return one.keys.recipient == recipient; });
  if (found == terms.vouched.end()) {
    table.row({std::string(side_of(layer)), "?", recipient, "a party's own key, or nobody's"});
  } else {
    table.row({std::string(side_of(layer)), found->keys.name, recipient,
               fmt::format("“{}” is said to vouch for it", found->signed_by)});
  }
}

}  // namespace

std::string openers_text(const agreement::Agreement& agreement) {
  Table table = four_columns();
  for (const Layer layer : {Layer::kUnion, Layer::kReviewers, Layer::kInsight}) {
    for (const Opener& one : agreement.openers()) {
      if (one.layer != layer) continue;
      table.row({std::string(side_of(layer)), one.name, one.recipient,
                 one.pinned ? "its own key" : fmt::format("{} vouches for it", one.vouched_by)});
    }
  }
  return "Opening takes one key of each side:\n" + table.text(2);
}

std::string openers_text(const Terms& terms) {
  Table table = four_columns();
  const auto rows = [&](Layer layer, const std::vector<std::string>& recipients) {
    if (recipients.empty()) table.row({std::string(side_of(layer)), "the party's own key", "", ""});
    for (const std::string& one : recipients) row_of(layer, one, terms, table);
  };
  rows(Layer::kUnion, terms.union_recipients);
  rows(Layer::kReviewers, terms.reviewers);
  if (terms.insight_recipient) row_of(Layer::kInsight, *terms.insight_recipient, terms, table);
  return "Opening takes one key of each side (whose they are has not been checked; give --pin for each "
         "party):\n" +
         table.text(2);
}

Json openers_json(const std::vector<Opener>& openers) {
  Json all = Json::array();
  for (const Opener& one : openers) {
    all.push_back({{"layer", name_of(one.layer)},
                   {"name", one.name},
                   {"recipient", one.recipient},
                   {"pinned", one.pinned},
                   {"vouched_by", one.vouched_by}});
  }
  return all;
}

}  // namespace insyn::cli
