#include "track/codec/moves.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <bit>

namespace insyn::track {
namespace {

// Columns are looked at in strips, so that a scroll bar beside the page does not hide that the page moved.
constexpr int kStrip = 64;
constexpr int kVotingStrips = 4;
constexpr int kFewestVotes = 8;
constexpr int kShortestRun = 8;

struct Run {
  int begin = 0, end = 0;  // rows of the area, after the move
  int length() const { return end - begin; }
};

// The columns of the area that are looked at together.
struct Strip {
  int x = 0, width = 0;
};

bool is_plain(const std::uint32_t* row, int width) {
  std::uint32_t differences = 0;
  for (int i = 1; i < width; ++i) differences |= row[i] ^ row[i - 1];
  return differences == 0;
}

// The distinctive rows of all strips, by what they show: in one table, as each strip alone would be walked
// through from top to bottom, which no cache likes.
class KnownRows {
 public:
  static constexpr int kNone = -1, kRepeated = -2;

  explicit KnownRows(std::size_t most) : places_(std::bit_ceil(2 * most + 1)) {}

  void add(std::uint64_t hash, int y) {
    Place& place = find(hash);
    place = {hash, place.y == kNone ? y : kRepeated};
  }
  int row_of(std::uint64_t hash) { return find(hash).y; }

 private:
  struct Place {
    std::uint64_t hash = 0;
    int y = kNone;
  };
  Place& find(std::uint64_t hash) {
    const std::size_t last = places_.size() - 1;
    std::size_t at = hash & last;
    while (places_[at].y != kNone && places_[at].hash != hash) at = (at + 1) & last;
    return places_[at];
  }

  std::vector<Place> places_;
};

class MoveFinder {
 public:
  MoveFinder(const Image& before, const Rect& area, PixelView fresh, std::uint64_t seed)
      : before_(before), area_(area), fresh_(fresh), seed_(seed) {}

  std::vector<Move> find() const {
    const int shift = vote();
    return shift == 0 ? std::vector<Move>{} : moves_by(shift);
  }

 private:
  // What a row shows of a strip, as one of the voters.
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
  const std::uint32_t* new_row(int x, int y) const { return fresh_.row(y) + x; }

  // The distinctive rows that are new.
  std::vector<Voter> voters(const std::vector<Strip>& strips) const {
    std::vector<Voter> voters;
    for (int y = 0; y < area_.height; ++y) {
      for (std::size_t i = 0; i < strips.size(); ++i) {
        const auto [x, width] = strips[i];
        const std::uint32_t* row = new_row(x, y);
        if (!same_pixels(row, old_row(x, y), width) && !is_plain(row, width))
          voters.push_back({static_cast<int>(i), y});
      }
    }
    return voters;
  }

  KnownRows known_rows(const std::vector<Strip>& strips, const std::vector<Voter>& voters) const {
    std::vector<bool> has_voter(strips.size());
    for (const Voter& voter : voters) has_voter[static_cast<std::size_t>(voter.strip)] = true;
    KnownRows known(strips.size() * static_cast<std::size_t>(area_.height));
    for (int y = 0; y < area_.height; ++y) {
      for (std::size_t i = 0; i < strips.size(); ++i) {
        const auto [x, width] = strips[i];
        const std::uint32_t* row = old_row(x, y);
        if (has_voter[i] && !is_plain(row, width)) known.add(hash_row(row, width, i), y);
      }
    }
    return known;
  }

  std::uint64_t hash_row(const std::uint32_t* row, int width, std::size_t strip) const {
    std::array<std::uint32_t, kStrip> masked;
    for (int i = 0; i < width; ++i) masked[static_cast<std::size_t>(i)] = row[i] & kColourMask;
    return XXH3_64bits_withSeed(masked.data(), static_cast<std::size_t>(width) * sizeof(std::uint32_t),
                                seed_ + strip);
  }

  // How far most of the distinctive rows have moved down; 0 where there is no clear answer.
  int vote() const {
    const std::vector<Strip> strips = voting_strips();
    const std::vector<Voter> voters = this->voters(strips);
    if (voters.size() < kFewestVotes) return 0;
    KnownRows known = known_rows(strips, voters);
    std::vector<int> votes(static_cast<std::size_t>(area_.height) * 2);  // of −height, −height + 1 …
    for (const Voter& voter : voters) {
      const auto [x, width] = strips[static_cast<std::size_t>(voter.strip)];
      const int from =
          known.row_of(hash_row(new_row(x, voter.y), width, static_cast<std::size_t>(voter.strip)));
      const int place = voter.y - from + area_.height;
      if (from >= 0) ++votes[static_cast<std::size_t>(place)];
    }
    const auto most = std::max_element(votes.begin(), votes.end());
    return *most < kFewestVotes ? 0 : static_cast<int>(most - votes.begin()) - area_.height;
  }

  // Of each strip the longest stretch of rows that show what lay `shift` rows higher.
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
    return moves;
  }

  const Image& before_;
  Rect area_;
  PixelView fresh_;
  std::uint64_t seed_;
};

}  // namespace

std::vector<Move> find_moves(const Image& before, const Rect& area, PixelView fresh, std::uint64_t seed) {
  return MoveFinder(before, area, fresh, seed).find();
}

}  // namespace insyn::track
