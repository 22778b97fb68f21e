#include "leak/stage.h"

#include <thread>

#include "base/check.h"
#include "support/until.h"

namespace insyn::leak {
namespace {

Path made(const Path& folder) {
  CHECK(create_folder(folder).has_value());
  return folder;
}

// Metacity and Mutter keep every window that they do not manage above those that they do.
bool keeps_unmanaged_above(Manager manager) {
  return manager == Manager::kMetacity || manager == Manager::kMetacityShadows || manager == Manager::kMutter;
}

}  // namespace

Stage::Stage(const Cast& cast)
    : cast_(cast),
      server_(folder_.path()),
      hand_(server_),
      manager_(folder_.path(), server_, cast.manager, hand_),
      parties_(made(folder_ / "keys")),
      spool_(made(folder_ / "spool")),
      foreign_(folder_.path(), server_, support::copy_of_test_client(folder_ / "mail" / "mailer")),
      ours_(start_app(cast.target, folder_.path(), server_, hand_)) {}

void Stage::open_ours(const Rect& at, const std::string& options) {
  main_ = ours_->open(at, options);
  hand_.wait_until_viewable(main_);
  hand_.move(main_, at.x, at.y);
  hand_.resize(main_, at.width, at.height);
  hand_.raise(main_);
  put_desktop_below_ours();
  ours_->paint();
  // A browser has its window long before it has its page.
  const bool browser = cast_.target == Target::kChromium || cast_.target == Target::kChromiumGpu;
  if (browser)
    support::until(
        "the page", [&] { return hand_.shows_ours(main_); }, std::chrono::seconds(60));
}

// A window manager may put what it has just framed below a window that it does not manage.
void Stage::put_desktop_below_ours() {
  if (!foreign_desktop_) return;
  support::until("the application's window to lie above the desktop", [&] {
    foreign_.ask("lower desktop");
    return hand_.is_at(main_, hand_.middle_of(main_));
  });
}

std::string Stage::open_foreign(const std::string& name, const Rect& at, const std::string& options) {
  std::string window =
      foreign_.ask(fmt::format("create {} {} {} {} {} {}", name, at.x, at.y, at.width, at.height, options));
  foreign_.ask("repaint " + name + " foreign");
  foreign_.ask("map " + name);
  hand_.wait_until_viewable(window);
  hand_.move(window, at.x, at.y);
  hand_.raise(window);
  foreign_.ask("noise " + name);
  return window;
}

void Stage::paint_desktop_foreign() {
  hand_.paint_desktop();
  open_foreign("desktop", kEverywhere, keeps_unmanaged_above(cast_.manager) ? "desktop" : "override");
  foreign_.ask("lower desktop");
  foreign_desktop_ = true;
}

void Stage::start_reader() {
  if (cast_.reader == Reader::kInsyn) eye_ = std::make_unique<Eye>(server_, main_);
  witness_ = make_witness(cast_.reader,
                          {folder_.path(), server_, parties_, ours_->program(), wm_class_, spool_, main_});
  witness_->wait_until_ready();
}

bool Stage::recorder_refuses(const std::string& why) {
  try {
    start_reader();
    return false;
  } catch (const std::exception& error) {
    if (std::string(error.what()).find(why) == std::string::npos) throw;
    witness_.reset();
    return true;
  }
}

// Once its window is there an application may need a moment before it heeds a click.
void Stage::open_menu() {
  const std::size_t before = hand_.popups();
  for (int attempt = 0; attempt < 8; ++attempt) {
    ours_->open_menu(hand_, hand_.place_of(main_));
    for (int look = 0; look < 20; ++look) {
      if (hand_.popups() > before) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    ours_->close_menu(hand_);
  }
  throw NotHere("its menu does not open");
}

void Stage::beat(int looks) { std::this_thread::sleep_for(looks * std::chrono::milliseconds(100)); }

void Stage::until_whole() {
  const Mono painted = clock_.mono();
  ours_->paint();
  const bool told = ours_->paints_when_told();
  const bool whole = until_kept(
      [&](const Tally& so_far) { return so_far.whole_at && (!told || *so_far.whole_at > painted); });
  if (!whole && problems_.empty()) problems_.push_back("the whole of the window was never kept");
}

void Stage::until_popup_is_kept() {
  const bool kept = until_kept([](const Tally& so_far) { return so_far.popup_pixels_at_end > 0; });
  if (!kept && problems_.empty()) problems_.push_back("a popup that is open was never kept");
}

void Stage::resize(int width, int height) {
  mark(Mark::kResized);
  hand_.resize(main_, width, height);
}

void Stage::unmap() { hand_.unmap(main_); }

void Stage::map() {
  mark(Mark::kMapped);
  hand_.map(main_);
  hand_.wait_until_viewable(main_);
}

Tally Stage::finish() {
  if (!witness_) return {};
  Tally tally = witness_->finish(marks_);
  tally.problems.insert(tally.problems.end(), problems_.begin(), problems_.end());
  const std::vector<Repaint> repaints = eye_ ? eye_->stop() : std::vector<Repaint>();
  for (Return& one : tally.returns) {
    if (!one.after) continue;
    for (const Repaint& repaint : repaints) {
      if (repaint.asked < one.mark.at || repaint.asked > one.mark.at + *one.after || !repaint.drawn) continue;
      const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(*repaint.drawn - repaint.asked);
      one.application = std::min(took, *one.after);  // the last one is what the recording shows
    }
  }
  return tally;
}

}  // namespace insyn::leak
