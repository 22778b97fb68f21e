// Where the system costs time. Something goes wrong in some calls everywhere; what is claimed to be a
// friction goes wrong more often than is usual for its sort, by more than chance and by enough to matter.
#pragma once

#include "insight/findings/report.h"

namespace insyn::insight {

// One thing that can go wrong in one kind: calls in which it could have, and in which it did.
struct FrictionCell {
  Key key;
  std::size_t kind = 0;
  std::uint64_t exposed = 0;
  std::uint64_t affected = 0;
  double error = 0;  // standard error of the share, calls of one agent taken together
  std::uint32_t agents = 0;
  std::optional<Friction> released;  // `usual` is still to be filled in; nothing where it may not go out
  // Some of the affected calls, each of another agent, by their place in the kind; see examples_csv().
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

// Those that are claimed, the most hours a week first. The usual share of a sort is the median of its cells.
// At most one false claim in twenty reports: each test is at 5 % divided by their number.
std::vector<Claim> claimed(const std::vector<FrictionCell>& cells);

}  // namespace insyn::insight
