// Where the system costs time. In every centre something goes wrong in some calls; a friction is reported
// where it happens significantly more often than is usual for its type, and by enough to matter.
#pragma once

#include "insight/findings/report.h"

namespace insyn::insight {

// A friction of one kind: the calls in which it could have happened, and in which it did.
struct FrictionCell {
  Key key;
  std::size_t kind = 0;
  std::uint64_t exposed = 0;
  std::uint64_t affected = 0;
  double error = 0;  // cluster-robust standard error of the share, agents as clusters
  std::uint32_t agents = 0;
  std::optional<Friction> released;  // without `usual`; nothing where it is suppressed
  // Some of the affected calls, each of a different agent, by their place in the kind; see examples_csv().
  std::vector<std::uint32_t> examples;
};

// The cells of a kind. `names` is Log::objects.
std::vector<FrictionCell> friction_cells(const Scan& scan, std::span<const std::uint32_t> agents,
                                         std::size_t kind, std::uint32_t weeks, const Names& names,
                                         Gate& gate);

struct Claim {
  Friction friction;
  std::vector<std::uint32_t> examples;  // the cell's
};

// The frictions that are reported, the most hours a week first. The usual share of a type is the median of
// its cells. At most one report in twenty has a false one: each test is at 5 % divided by their number
// (Bonferroni).
std::vector<Claim> claimed(const std::vector<FrictionCell>& cells);

}  // namespace insyn::insight
