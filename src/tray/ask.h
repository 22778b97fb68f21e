// What the agent is asked in dialogs: before something that cannot be undone, and for files.
#pragma once

#include <QPushButton>
#include <QString>

#include "words/tray.h"

namespace insyn::tray {

// Whether the agent wants what is asked. The safe answer, not to, has the focus.
bool is_wanted(QWidget* parent, words::Text question, words::Text yes, words::Text no);
// Whether the agent wants a recording shredded, having been told what that means.
bool wants_to_discard(QWidget* parent, words::Language language);

// Which file or folder the agent chooses; empty: none. `begin`: what is shown first.
QString file_to_open(QWidget* parent, words::Language language, words::Text title,
                     const QString& pattern = {}, const QString& begin = {});
QString file_to_save(QWidget* parent, words::Language language, words::Text title, const QString& pattern,
                     const QString& begin);
QString folder_to_use(QWidget* parent, words::Language language, words::Text title);

// Room around a button's text, by the size of its letters.
void give_room(QPushButton& button);

}  // namespace insyn::tray
