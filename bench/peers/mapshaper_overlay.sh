#!/bin/bash
# The whole job with mapshaper: mapshaper_overlay.sh ZONES.gpkg FOOTPRINTS.gpkg OUT.csv
# It reads shapefiles, its own format, made beforehand; that is left out of the time, which is printed as "seconds N".
# Footprints that overlap each other are beyond its "union": it gives each piece to one of them.
set -eu
if [ "${1:-}" = --version ]; then
    echo "mapshaper $(mapshaper --version 2>&1)"
    exit
fi
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
ogr2ogr "$folder/zones.shp" "$1"
ogr2ogr "$folder/footprints.shp" "$2"
column() { ogrinfo -so "$1" "$(basename "$1" .shp)" | sed -nE 's/^(code|[A-Za-z0-9]+[Cc][Dd]): .*/\1/ip' | head -1; }
zone=$(column "$folder/zones.shp")
footprint=$(column "$folder/footprints.shp")
begin=$(date +%s.%N)
mapshaper-xl "${MAPSHAPER_MEMORY:-8gb}" -quiet -i "$folder/zones.shp" -each "zone = $zone" -filter-fields zone \
    -i "$folder/footprints.shp" -each "footprint = $footprint" -filter-fields footprint \
    -union target=zones,footprints name=pieces -filter '!!zone && !!footprint' -each 'm2 = this.area' \
    -filter-fields zone,footprint,m2 -o "$3" format=csv
end=$(date +%s.%N)
echo "seconds $(echo "$end - $begin" | bc)"
