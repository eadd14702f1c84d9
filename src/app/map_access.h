#pragma once

namespace locality::app {

class MapView;

/// Tells assistive technology about maps: a map is a canvas whose children are its zones, each with a name, what it
/// says when read, a place on the screen, and "press", which picks a footprint there. Called once, before any map.
void make_maps_accessible();

/// Says that a zone of the map has the focus now.
void tell_focus(MapView& map, int zone);

}  // namespace locality::app
