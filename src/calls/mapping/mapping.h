// How one telephone system's words become those that all have in common: a file in TOML, written for each
// centre. docs/call-mapping.md describes it.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <vector>

#include "calls/machine/notice.h"

namespace insyn::calls {

class Mapping {
 public:
  // What a telephone system says under a name: a header, a variable, a place in JSON. Nothing where it does
  // not.
  using Field = std::function<std::optional<std::string>(std::string_view name)>;

  // kCorrupt, with the line, where `text` is no such file, or names what a caller's number, name or dialling
  // stands in.
  static Result<Mapping> parse(std::string_view text);

  const std::string& name() const { return name_; }
  // Every name that it asks for, so that a parser keeps nothing else.
  const std::set<std::string>& names() const { return names_; }
  // Whether some event means this; whether some event says if the other side is a customer.
  bool tells(What what) const;
  bool tells_customers() const;

  // What an event of the telephone system means. Nothing where it means nothing to us, is of nobody in the
  // table of agents, or has a value that is too long or malformed.
  std::optional<Notice> notice(const Field& field) const;

 private:
  friend class MappingReader;
  using Names = std::vector<std::string>;  // whose values are joined with "/"
  using Table = std::map<std::string, std::string, std::less<>>;
  enum class TimeForm { kRfc3339, kSeconds, kMilliseconds };

  struct Fields {
    Names dialog, call, agent, kind, queue, outcome, customer, time;
  };
  struct Condition {
    std::string name;
    std::vector<std::string> values;  // in which "*" stands for anything
  };
  struct Rule {
    std::vector<Condition> when;
    std::optional<What> is;  // nothing: it means nothing
    Fields fields;
  };

  const Rule* rule_for(const Field& field) const;
  std::optional<std::string> number_of(const std::string& agent) const;
  std::optional<Utc> time_of(const std::string& text) const;

  std::string name_;
  std::set<std::string> names_;
  std::vector<Rule> rules_;  // the first that fits counts
  Table kinds_, queues_, outcomes_, agents_;
  std::map<std::string, bool, std::less<>> customers_;
  bool agents_listed_ = false;
  std::string agent_prefix_;
  TimeForm time_form_ = TimeForm::kRfc3339;
};

}  // namespace insyn::calls
