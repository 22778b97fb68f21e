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
  ours_->paint();
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
  open_foreign("desktop", kEverywhere, "override");
  foreign_.ask("lower desktop");
}

void Stage::start_reader() {
  witness_ = make_witness(cast_.reader, {folder_.path(), server_, parties_, ours_->program(), spool_, main_});
  witness_->wait_until_ready();
}

void Stage::beat(int looks) { std::this_thread::sleep_for(looks * std::chrono::milliseconds(100)); }

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

Tally Stage::finish() { return witness_->finish(marks_); }

}  // namespace insyn::leak
