// What a reader has kept of a case, counted.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "track/codec/scene.h"

namespace insyn::leak {

// Something that was done to the application's window at a known time.
struct Mark {
  enum Kind { kMapped, kResized } kind = kMapped;
  Mono at{};
};

// How long after a mark every pixel of every surface was there; nothing where that never happened again.
struct Return {
  Mark mark;
  std::optional<std::chrono::milliseconds> after;
  // What of it the application took to paint, once it was asked to.
  std::chrono::milliseconds application{0};
};

struct Tally {
  std::size_t moments = 0;           // states of the recording, or frames
  std::size_t foreign_moments = 0;   // those with a foreign pixel
  std::uint64_t foreign_pixels = 0;  // over all moments
  std::optional<Mono> first_foreign;
  std::uint64_t own_pixels = 0;
  std::uint64_t unknown_pixels = 0;  // kept, and in a colour of neither program
  std::uint32_t an_unknown_colour = 0;

  // Of a recording only: pixel-milliseconds.
  double area_time = 0;
  std::map<track::Withheld, double> withheld_time;
  std::set<track::Withheld> withheld_since_whole;  // after the first state in which nothing was
  std::vector<Return> returns;
  std::size_t most_surfaces = 0;
  std::size_t popups = 0;
  std::uint64_t popup_pixels = 0;
  // Of the newest state: when it began, where nothing is withheld in it; and the rest.
  std::optional<Mono> whole_at;
  std::size_t surfaces_at_end = 0;
  std::uint64_t withheld_at_end = 0;
  std::uint64_t popup_pixels_at_end = 0;
  std::vector<Point> pointer;  // wherever it was kept

  // Of the recorder's process.
  double cpu_seconds = 0;
  double seconds = 0;
  std::vector<double> memory_mb;  // resident, over time

  std::vector<std::string> problems;  // what went wrong beside leaks: it ended early, does not verify …

  // Counts every pixel that is not withheld. True where one is foreign.
  bool add(track::PixelView picture);
  // The same of a recording's surface. Where it was kept less exactly, as playing videos are, what is about
  // foreign is foreign too.
  bool add(const track::Surface& surface);
  double withheld_share() const;
};

}  // namespace insyn::leak
