#!/bin/bash
# The overlay with PostGIS in a cluster of its own that is thrown away: postgis_overlay.sh ZONES.gpkg FOOTPRINTS.gpkg OUT.csv
# Two parallel workers. Loading is left out of the time, which is printed as "seconds N".
set -eu
if [ "${1:-}" = --version ]; then
    dpkg-query -W -f 'PostGIS ${Version}\n' postgresql-15-postgis-3 2>/dev/null ||
        dpkg-query -W -f 'PostGIS ${Version}\n' postgresql-17-postgis-3
    exit
fi
if [ "${1:-}" != --inside ]; then
    exec pg_virtualenv -o shared_buffers=1GB -o max_worker_processes=8 -o max_parallel_workers=2 \
        "$0" --inside "$(readlink -f "$1")" "$(readlink -f "$2")" "$(readlink -f "$(dirname "$3")")/$(basename "$3")"
fi
shift
createdb bench
export PGDATABASE=bench
psql -q -c 'create extension postgis'
load() {
    ogr2ogr -f PGDump /vsistdout/ "$1" -nln "$2" -lco GEOMETRY_NAME=geom -lco SPATIAL_INDEX=GIST -lco CREATE_SCHEMA=OFF \
        -nlt PROMOTE_TO_MULTI --config PG_USE_COPY YES | psql -q -o /dev/null
    code=$(psql -At -c "select column_name from information_schema.columns where table_name = '$2'
        and (lower(column_name) = 'code' or lower(column_name) like '%cd') order by ordinal_position limit 1")
    psql -q -c "alter table $2 rename column \"$code\" to zone_code" \
        -c "update $2 set geom = st_multi(st_makevalid(geom)) where not st_isvalid(geom)" -c "vacuum analyze $2"
}
load "$1" zones
load "$2" footprints
begin=$(date +%s.%N)
psql -q -v ON_ERROR_STOP=1 <<SQL
set max_parallel_workers_per_gather = 2;
set parallel_setup_cost = 0;
set parallel_tuple_cost = 0;
set min_parallel_table_scan_size = 0;
set work_mem = '256MB';
create table crosswalk as
select z.zone_code as zone, f.zone_code as footprint, sum(st_area(st_intersection(z.geom, f.geom))) as m2
from zones z join footprints f on st_intersects(z.geom, f.geom)
group by z.zone_code, f.zone_code;
\copy (select zone, footprint, m2 from crosswalk where m2 > 0) to '$3' csv header
SQL
end=$(date +%s.%N)
echo "seconds $(echo "$end - $begin" | bc)"
