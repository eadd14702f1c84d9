#pragma once

#include "app/work.h"

class QWidget;

namespace locality::app {

/// A dialog that says in plain words what did not work, with the detail behind a button.
void show_failure(QWidget* parent, const QString& title, const Failure& failure);

}  // namespace locality::app
