#include "track/moves.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <unordered_map>

namespace insyn::track {
namespace {

// Columns are looked at in strips, so that a scroll bar beside the page does not hide that the page moved.
constexpr int kStrip = 64;
constexpr int kVotingStrips = 8;
constexpr int kFewestVotes = 12;
constexpr int kShortestRun = 8;

struct Run {
  int begin = 0, end = 0;  // rows of the area, after the move
  int length() const { return end - begin; }
};

std::uint64_t hash_row(const std::uint32_t* row, int width) {
  std::array<std::uint32_t, kStrip> masked;
  for (int i = 0; i < width; ++i) masked[static_cast<std::size_t>(i)] = row[i] & kColourMask;
  return XXH3_64bits(masked.data(), static_cast<std::size_t>(width) * sizeof(std::uint32_t));
}

bool is_plain(const std::uint32_t* row, int width) {
  return std::all_of(row, row + width, [=](std::uint32_t pixel) { return pixel == row[0]; });
}

class MoveFinder {
 public:
  MoveFinder(const Image& before, const Rect& area, PixelView fresh)
      : before_(before), area_(area), fresh_(fresh) {}

  std::vector<Move> find() {
    const int shift = vote();
    return shift == 0 ? std::vector<Move>{} : moves_by(shift);
  }

 private:
  int strips() const { return (area_.width + kStrip - 1) / kStrip; }
  int strip_width(int x) const { return std::min(kStrip, area_.width - x); }
  const std::uint32_t* old_row(int x, int y) const { return before_.row(area_.y + y) + area_.x + x; }
  const std::uint32_t* new_row(int x, int y) const { return fresh_.row(y) + x; }

  // How far most of the distinctive rows have moved down; 0 where there is no clear answer.
  int vote() const {
    std::unordered_map<int, int> votes;
    const int step = std::max(1, strips() / kVotingStrips);
    for (int strip = step / 2; strip < strips(); strip += step) vote_of_strip(strip * kStrip, votes);
    int best = 0, most = kFewestVotes - 1;
    for (const auto& [shift, count] : votes) {
      if (count > most || (count == most && best != 0 && shift < best)) {
        best = shift;
        most = count;
      }
    }
    return best;
  }

  void vote_of_strip(int x, std::unordered_map<int, int>& votes) const {
    constexpr int kRepeated = -1;
    const int width = strip_width(x);
    std::unordered_map<std::uint64_t, int> rows;
    for (int y = 0; y < area_.height; ++y) {
      if (is_plain(old_row(x, y), width)) continue;
      const auto [entry, added] = rows.try_emplace(hash_row(old_row(x, y), width), y);
      if (!added) entry->second = kRepeated;
    }
    if (rows.empty()) return;
    for (int y = 0; y < area_.height; ++y) {
      if (is_plain(new_row(x, y), width) || same_pixels(new_row(x, y), old_row(x, y), width)) continue;
      const auto found = rows.find(hash_row(new_row(x, y), width));
      if (found != rows.end() && found->second != kRepeated) ++votes[y - found->second];
    }
  }

  // The longest stretch of rows in this strip that show what lay `shift` rows higher.
  Run longest_run(int x, int shift) const {
    const int width = strip_width(x);
    Run best, run;
    const int first = std::max(0, shift), last = std::min(area_.height, area_.height + shift);
    run.begin = first;
    for (int y = first; y < last; ++y) {
      if (!same_pixels(new_row(x, y), old_row(x, y - shift), width)) run.begin = y + 1;
      run.end = y + 1;
      if (run.length() > best.length()) best = run;
    }
    return best;
  }

  std::vector<Move> moves_by(int shift) const {
    std::vector<Move> moves;
    Run open;
    int open_x = 0;
    const auto close_at = [&](int x) {
      if (open.length() >= kShortestRun)
        moves.push_back({{area_.x + open_x, area_.y + open.begin - shift, x - open_x, open.length()},
                         {area_.x + open_x, area_.y + open.begin}});
      open_x = x;
    };
    for (int strip = 0; strip < strips(); ++strip) {
      const int x = strip * kStrip;
      const Run run = longest_run(x, shift);
      const Run both{std::max(run.begin, open.begin), std::min(run.end, open.end)};
      if (both.length() >= std::max({kShortestRun, open.length() * 7 / 8, run.length() * 3 / 4})) {
        open = both;
      } else {
        close_at(x);
        open = run;
      }
    }
    close_at(area_.width);
    return moves;
  }

  const Image& before_;
  Rect area_;
  PixelView fresh_;
};

}  // namespace

std::vector<Move> find_moves(const Image& before, const Rect& area, PixelView fresh) {
  return MoveFinder(before, area, fresh).find();
}

}  // namespace insyn::track
