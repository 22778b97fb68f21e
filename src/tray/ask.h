// The question before something that cannot be undone.
#pragma once

#include <QWidget>

#include "words/tray.h"

namespace insyn::tray {

// Whether the agent wants what is asked. The safe answer, not to, has the focus.
bool is_wanted(QWidget* parent, words::Text question, words::Text yes, words::Text no);
// Whether the agent wants a recording shredded, having been told what that means.
bool wants_to_discard(QWidget* parent, words::Language language);

}  // namespace insyn::tray
