#pragma once

namespace locality::app {

class ChartView;

/// Tells assistive technology about charts: a chart's children are its marks, each with its name, its value in words, a
/// place on the screen, and "press", which asks how its figure came about. Called once, before any chart.
void make_charts_accessible();

/// Says that a mark of the chart has the focus now.
void tell_mark(ChartView& chart, int mark);

}  // namespace locality::app
