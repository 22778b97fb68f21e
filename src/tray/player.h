// The window that plays one's own recording.
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QWidget>

#include "tray/playback.h"
#include "words/tray.h"

namespace insyn::tray {

class Player : public QWidget {
 public:
  Player(Playback playback, words::Language language);

  // Plays from where the slider is, until it is paused, closed or at its end.
  void play();

 protected:
  void closeEvent(QCloseEvent* event) override;

 private:
  bool show_picture(track::TrackTime at, const QImage& picture);
  void show_words();

  Playback playback_;
  words::Language language_;
  QLabel picture_;
  QSlider slider_;
  QPushButton button_;
  QLabel clock_;
  bool playing_ = false;  // in play()
  bool goes_on_ = false;  // and not asked to pause
  bool moved_ = false;    // the slider was, by the agent
  track::TrackTime last_{0};
};

}  // namespace insyn::tray
