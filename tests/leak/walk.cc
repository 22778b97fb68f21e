#include "leak/walk.h"

#include <fmt/format.h>

#include <random>

namespace insyn::leak {
namespace {

class Walk {
 public:
  Walk(unsigned seed, bool guests) : random_(seed), guests_(guests) {}

  std::vector<Step> steps(std::size_t count) {
    while (steps_.size() < count) {
      const int kind = up_to(10);
      if (kind < 5) {
        ours();
      } else if (kind < 8) {
        foreign();
      } else if (kind < 9 && guests_) {
        guest();
      } else {
        hand();
      }
    }
    steps_.resize(count);
    return std::move(steps_);
  }

 private:
  int up_to(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
  std::string one_of(const std::vector<std::string>& words) {
    return words[static_cast<std::size_t>(up_to(static_cast<int>(words.size())))];
  }

  void add(Step::Who who, std::string line) {
    // Mostly faster than looks are taken, now and then slow enough for one or two.
    const int pause = up_to(12) == 0 ? 60 + up_to(180) : up_to(15);
    steps_.push_back({who, std::move(line), pause});
  }

  // What every window can be made to do.
  std::string shape(const std::string& name) {
    switch (up_to(6)) {
      case 0:
        return "map " + name;
      case 1:
        return up_to(2) == 0 ? "unmap " + name : "map " + name;
      case 2:
        return fmt::format("move {} {} {}", name, up_to(1000) - 100, up_to(600) - 50);
      case 3:
        return fmt::format("resize {} {} {}", name, 40 + up_to(500), 40 + up_to(400));
      case 4:
        return one_of({"raise ", "lower "}) + name;
      default:
        return "noise " + name;
    }
  }

  void ours() {
    const std::string name = one_of({"main", "main", "second", "part", "tip"});
    switch (up_to(12)) {
      case 0:
        return add(Step::kOurs, "repaint " + name + one_of({" nothing", " ours", " ours"}));
      case 1:
        return add(Step::kOurs, "delay " + name + one_of({" 0", " 40", " 250"}));
      case 2:
        return add(Step::kOurs, fmt::format("fill {} {} {} {} {} 20a020", name, up_to(200), up_to(200),
                                            1 + up_to(90), 1 + up_to(90)));
      case 3:
        return add(Step::kOurs, "line " + name + " 20b020");
      case 4:
        if (name != "part" && name != "tip") return add(Step::kOurs, "noise " + name);
        add(Step::kOurs, "destroy " + name);
        add(Step::kOurs,
            name == "part" ? "create part 20 20 200 150 parent=main" : "create tip 400 300 120 60 override");
        add(Step::kOurs, "repaint " + name + one_of({" ours", " nothing"}));
        return add(Step::kOurs, "map " + name);
      default:
        return add(Step::kOurs, shape(name));
    }
  }

  void foreign() { add(Step::kForeign, shape(one_of({"mail", "chat", "note"}))); }

  void guest() {
    switch (up_to(5)) {
      case 0:
      case 1:
        return add(Step::kForeign, "reparent guest " + one_of({"@main", "@second", "@part", "0"}) + " 10 10");
      case 2:
        add(Step::kForeign, "destroy guest");
        add(Step::kForeign, "create guest 800 500 150 100 override");
        add(Step::kForeign, "repaint guest foreign");
        return add(Step::kForeign, "map guest");
      default:
        return add(Step::kForeign, shape("guest"));
    }
  }

  void hand() {
    switch (up_to(4)) {
      case 0:
        return add(Step::kHand, fmt::format("resize @main {} {}", 60 + up_to(600), 60 + up_to(500)));
      case 1:
        return add(Step::kHand, fmt::format("border @main {}", up_to(2) == 0 ? 0 : up_to(20)));
      case 2:
        return add(Step::kHand, fmt::format("pointer {} {}", up_to(1280), up_to(800)));
      default:
        return add(Step::kHand, fmt::format("hold {}", up_to(200)));
    }
  }

  std::mt19937 random_;
  bool guests_;
  std::vector<Step> steps_;
};

}  // namespace

std::string text_of(const Step& step) {
  const char* who = step.who == Step::kOurs ? "ours" : step.who == Step::kForeign ? "foreign" : "hand";
  return fmt::format("{}: {}   (then {} ms)", who, step.line, step.pause_ms);
}

std::vector<Step> opening_steps() {
  std::vector<Step> steps = {{Step::kOurs, "create second 500 300 300 200 class=Kundstod", 0},
                             {Step::kOurs, "create part 20 20 200 150 parent=main", 0},
                             {Step::kOurs, "create tip 400 300 120 60 override", 0},
                             {Step::kForeign, "create mail 100 100 600 500", 0},
                             {Step::kForeign, "create chat 600 350 300 300", 0},
                             {Step::kForeign, "create note 900 20 200 80 override", 0},
                             {Step::kForeign, "create guest 800 500 150 100 override", 0}};
  for (const char* name : {"second", "part", "tip"}) {
    steps.push_back({Step::kOurs, std::string("repaint ") + name + " ours", 0});
    steps.push_back({Step::kOurs, std::string("map ") + name, 0});
  }
  for (const char* name : {"mail", "chat", "note", "guest"}) {
    steps.push_back({Step::kForeign, std::string("repaint ") + name + " foreign", 0});
    steps.push_back({Step::kForeign, std::string("map ") + name, 0});
  }
  return steps;
}

std::vector<Step> random_steps(unsigned seed, std::size_t count, bool guests) {
  return Walk(seed, guests).steps(count);
}

}  // namespace insyn::leak
