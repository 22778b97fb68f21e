#include "insight/sim/script.h"

namespace insyn::insight::sim {
namespace {

// What goes wrong in any centre, without a fault of the system.
constexpr double kNoResultAnyway = 0.05;
constexpr double kNoArticleAnyway = 0.08;
constexpr double kPingPongAnyway = 0.02;
constexpr double kQuickBackAnyway = 0.05;
constexpr double kTransferAnyway = 0.06;

class Player {
 public:
  Player(const Centre& centre, std::size_t kind, bool second, double speed, Dice& dice)
      : centre_(centre),
        kind_(kind),
        faster_(second && kind == 0 ? 1 - centre.improvement : 1),
        shortcut_(second && kind == 0 ? centre.shortcut : 0),
        speed_(speed),
        dice_(dice) {
    script_.lost.resize(centre.faults.size());
  }

  Script run() {
    show(kFirstScreen, 6);
    if (!takes_shortcut()) show(kCustomerScreen, 12);
    show(screen_name(kind_, 0), 10);
    look_around();
    ping_pong();
    const bool answered = find_answer();
    finish(answered);
    return std::move(script_);
  }

 private:
  void note(const char* event, std::string_view object, double mean, int results = -1) {
    script_.steps.push_back({script_.seconds, event, std::string(object), results});
    script_.seconds += dice_.around(mean) * speed_;
  }
  void show(std::string_view screen, double mean) { note("screen", screen, mean); }

  // Without one, the dice fall as they did.
  bool takes_shortcut() { return shortcut_ > 0 && dice_.chance(shortcut_); }

  // Whether `fault` strikes here: anyway, or because it is planted; the time until it is over is then its.
  bool strikes(Fault fault, double anyway, double& share_of_fault, std::size_t& planted) const {
    double probability = anyway;
    share_of_fault = 0;
    for (std::size_t i = 0; i < centre_.faults.size(); ++i) {
      if (centre_.faults[i].fault != fault || centre_.faults[i].kind != kind_) continue;
      probability = anyway + centre_.faults[i].strength * (1 - anyway);
      share_of_fault = 1 - anyway / probability;
      planted = i;
    }
    return dice_.chance(probability);
  }

  // Round and round through three screens, so that going to and fro between two of them is a fault's doing.
  void look_around() {
    double left = centre_.extra_steps;
    for (std::size_t turn = 0; dice_.chance(left); left -= 1, ++turn) {
      double share = 0;
      std::size_t planted = 0;
      if (turn % 3 == 1 && strikes(Fault::kQuickBack, kQuickBackAnyway, share, planted)) {
        const double before = script_.seconds;
        show(screen_name(kind_, 2), 4);
        note("back", "", 2);
        lose(planted, share, before);
      } else {
        show(turn % 3 == 2 ? kCustomerScreen : screen_name(kind_, 1 + turn % 3), 15);
      }
    }
  }

  void ping_pong() {
    double share = 0;
    std::size_t planted = 0;
    show(screen_name(kind_, 1), 12);
    if (!strikes(Fault::kPingPong, kPingPongAnyway, share, planted)) return;
    show(kCustomerScreen, 8);
    const double before = script_.seconds;
    for (int i = 0; i < 2; ++i) {
      show(screen_name(kind_, 1), 8);
      show(kCustomerScreen, 8);
    }
    lose(planted, share, before);
  }

  bool find_answer() {
    for (int attempt = 0; attempt < 6; ++attempt) {
      double share = 0;
      std::size_t planted = 0;
      const double before = script_.seconds;
      if (strikes(Fault::kNoResult, kNoResultAnyway, share, planted)) {
        note("search", "", 9, 0);
        lose(planted, share, before);
        continue;
      }
      if (strikes(Fault::kNoArticle, kNoArticleAnyway, share, planted)) {
        note("search", "", 12, 3 + static_cast<int>(dice_.below(20)));
        lose(planted, share, before);
        continue;
      }
      note("search", "", 7, 3 + static_cast<int>(dice_.below(20)));
      note("article", article_name(kind_, dice_.below(3)), 45 * faster_);
      if (!dice_.chance(0.7)) continue;
      if (dice_.chance(0.3)) note("copy", "", 2);
      if (dice_.chance(0.5)) note("link", "", 2);
      return true;
    }
    return false;
  }

  void finish(bool answered) {
    const bool terms = dice_.chance(0.3);
    show(screen_name(kind_, terms ? 3 : 0), 30);
    double share = 0;
    std::size_t planted = 0;
    const bool transferred =
        terms ? strikes(Fault::kDeadEnd, kTransferAnyway, share, planted) : dice_.chance(kTransferAnyway);
    if (transferred) {
      script_.outcome = "transferred";
      if (terms) lose(planted, share, 0);
    } else if (dice_.chance(0.02)) {
      script_.outcome = "dropped";
    } else {
      script_.outcome = dice_.chance(answered ? 0.95 : 0.4) ? "solved" : "unsolved";
    }
  }

  void lose(std::size_t planted, double share, double since) {
    if (share > 0) script_.lost[planted] += share * (script_.seconds - since);
  }

  const Centre& centre_;
  std::size_t kind_;
  double faster_;
  double shortcut_;
  double speed_;
  Dice& dice_;
  Script script_;
};

}  // namespace

Script play(const Centre& centre, std::size_t kind, bool second_version, double speed, Dice& dice) {
  return Player(centre, kind, second_version, speed, dice).run();
}

}  // namespace insyn::insight::sim
