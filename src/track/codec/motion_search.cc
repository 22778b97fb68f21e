#include "track/codec/motion_search.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <bit>

namespace insyn::track {
namespace {

// Rows are compared in strips of columns, so that a scroll bar beside the page does not hide its motion. Some
// strips, spread over the area, vote for the distance; then all are searched with it.
constexpr int kStrip = 64;
constexpr int kVotingStrips = 4;
constexpr int kFewestVotes = 8;
constexpr int kShortestRun = 8;

// Consecutive rows of the area, after the motion.
struct Run {
  int begin = 0, end = 0;
  int length() const { return end - begin; }
};

// Columns of the area that are compared together.
struct Strip {
  int x = 0, width = 0;
};

bool strip_row_is_solid(const std::uint32_t* row, int width) {
  std::uint32_t differences = 0;
  for (int i = 1; i < width; ++i) differences |= row[i] ^ row[i - 1];
  return differences == 0;
}

// A hash table of the rows of all voting strips. One table for all, so that the image is read row by row.
class RowTable {
 public:
  static constexpr int kNone = -1, kRepeated = -2;

  explicit RowTable(std::size_t most) : entries_(std::bit_ceil(2 * most + 1)) {}

  void add(std::uint64_t hash, int y) {
    Entry& entry = find(hash);
    entry = {hash, entry.y == kNone ? y : kRepeated};
  }
  // The row with this hash, kNone or kRepeated.
  int row_of(std::uint64_t hash) { return find(hash).y; }

 private:
  struct Entry {
    std::uint64_t hash = 0;
    int y = kNone;
  };
  Entry& find(std::uint64_t hash) {
    const std::size_t last = entries_.size() - 1;
    std::size_t at = hash & last;
    while (entries_[at].y != kNone && entries_[at].hash != hash) at = (at + 1) & last;
    return entries_[at];
  }

  std::vector<Entry> entries_;
};

class MotionSearch {
 public:
  MotionSearch(const Image& before, const Rect& area, PixelView captured, std::uint64_t seed)
      : before_(before), area_(area), captured_(captured), seed_(seed) {}

  std::vector<Motion> find() const {
    const int shift = vote();
    return shift == 0 ? std::vector<Motion>{} : areas_moved_by(shift);
  }

 private:
  // A row of a strip that has changed and is not of one colour.
  struct Voter {
    int strip = 0, y = 0;
  };

  int strips() const { return (area_.width + kStrip - 1) / kStrip; }
  Strip strip(int number) const { return {number * kStrip, std::min(kStrip, area_.width - number * kStrip)}; }
  std::vector<Strip> voting_strips() const {
    std::vector<Strip> voting;
    const int step = std::max(1, strips() / kVotingStrips);
    for (int number = step / 2; number < strips(); number += step) voting.push_back(strip(number));
    return voting;
  }
  const std::uint32_t* old_row(int x, int y) const { return before_.row(area_.y + y) + area_.x + x; }
  const std::uint32_t* new_row(int x, int y) const { return captured_.row(y) + x; }

  std::vector<Voter> voters(const std::vector<Strip>& strips) const {
    std::vector<Voter> voters;
    for (int y = 0; y < area_.height; ++y) {
      for (std::size_t i = 0; i < strips.size(); ++i) {
        const auto [x, width] = strips[i];
        const std::uint32_t* row = new_row(x, y);
        if (!same_pixels(row, old_row(x, y), width) && !strip_row_is_solid(row, width))
          voters.push_back({static_cast<int>(i), y});
      }
    }
    return voters;
  }

  RowTable index_rows(const std::vector<Strip>& strips, const std::vector<Voter>& voters) const {
    std::vector<bool> has_voter(strips.size());
    for (const Voter& voter : voters) has_voter[static_cast<std::size_t>(voter.strip)] = true;
    RowTable table(strips.size() * static_cast<std::size_t>(area_.height));
    for (int y = 0; y < area_.height; ++y) {
      for (std::size_t i = 0; i < strips.size(); ++i) {
        const auto [x, width] = strips[i];
        const std::uint32_t* row = old_row(x, y);
        if (has_voter[i] && !strip_row_is_solid(row, width)) table.add(hash_row(row, width, i), y);
      }
    }
    return table;
  }

  std::uint64_t hash_row(const std::uint32_t* row, int width, std::size_t strip) const {
    std::array<std::uint32_t, kStrip> masked;
    for (int i = 0; i < width; ++i) masked[static_cast<std::size_t>(i)] = row[i] & kColourMask;
    return XXH3_64bits_withSeed(masked.data(), static_cast<std::size_t>(width) * sizeof(std::uint32_t),
                                seed_ + strip);
  }

  // The distance down by which most rows have moved; 0 where too few agree.
  int vote() const {
    const std::vector<Strip> strips = voting_strips();
    const std::vector<Voter> voters = this->voters(strips);
    if (voters.size() < kFewestVotes) return 0;
    RowTable table = index_rows(strips, voters);
    std::vector<int> votes(static_cast<std::size_t>(area_.height) * 2);  // for −height, −height + 1 …
    for (const Voter& voter : voters) {
      const auto [x, width] = strips[static_cast<std::size_t>(voter.strip)];
      const int from =
          table.row_of(hash_row(new_row(x, voter.y), width, static_cast<std::size_t>(voter.strip)));
      const int place = voter.y - from + area_.height;
      if (from >= 0) ++votes[static_cast<std::size_t>(place)];
    }
    const auto most = std::max_element(votes.begin(), votes.end());
    return *most < kFewestVotes ? 0 : static_cast<int>(most - votes.begin()) - area_.height;
  }

  // Of each strip the longest run of rows that equal those `shift` rows higher before.
  std::vector<Run> longest_runs(int shift) const {
    const int first = std::max(0, shift), last = std::min(area_.height, area_.height + shift);
    const auto count = static_cast<std::size_t>(strips());
    std::vector<Run> best(count), runs(count, Run{first, first});
    for (int y = first; y < last; ++y) {
      for (std::size_t i = 0; i < count; ++i) {
        const auto [x, width] = strip(static_cast<int>(i));
        if (!same_pixels(new_row(x, y), old_row(x, y - shift), width)) runs[i].begin = y + 1;
        runs[i].end = y + 1;
        if (runs[i].length() > best[i].length()) best[i] = runs[i];
      }
    }
    return best;
  }

  // Joins the runs of neighbouring strips to rectangles where that loses few rows.
  std::vector<Motion> areas_moved_by(int shift) const {
    std::vector<Motion> motions;
    Run open;
    int open_x = 0;
    const auto close_at = [&](int x) {
      if (open.length() >= kShortestRun)
        motions.push_back({{area_.x + open_x, area_.y + open.begin - shift, x - open_x, open.length()},
                           {area_.x + open_x, area_.y + open.begin}});
      open_x = x;
    };
    int x = 0;
    for (const Run& run : longest_runs(shift)) {
      const Run both{std::max(run.begin, open.begin), std::min(run.end, open.end)};
      if (both.length() >= std::max({kShortestRun, open.length() * 7 / 8, run.length() * 3 / 4})) {
        open = both;
      } else {
        close_at(x);
        open = run;
      }
      x += kStrip;
    }
    close_at(area_.width);
    return motions;
  }

  const Image& before_;
  Rect area_;
  PixelView captured_;
  std::uint64_t seed_;
};

}  // namespace

std::vector<Motion> find_motion(const Image& before, const Rect& area, PixelView captured,
                                std::uint64_t seed) {
  return MotionSearch(before, area, captured, seed).find();
}

}  // namespace insyn::track
