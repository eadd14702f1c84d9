#pragma once

#include "app/map_command.h"

#include <memory>

class QWidget;

namespace locality::app {

/// Shows the page that would be printed, to be printed from there: on the paper that the order names, else on A4.
/// `result` is what the scene draws.
void print_map(QWidget* parent, std::shared_ptr<const model::Result> result, const style::Scene& scene,
               const MapOrder& order);

}  // namespace locality::app
