#!/usr/bin/python3
"""The whole job with geopandas: geopandas_overlay.py ZONES.gpkg FOOTPRINTS.gpkg OUT.csv"""
import sys

import geopandas

if sys.argv[1:] == ["--version"]:
    print("geopandas", geopandas.__version__)
    sys.exit()
zones_file, footprints_file, out = sys.argv[1:4]


def read(path, name):
    layer = geopandas.read_file(path)
    code = next(c for c in layer.columns if c.lower() == "code" or c.lower().endswith("cd"))
    layer = layer[[code, "geometry"]].rename(columns={code: name})
    invalid = ~layer.geometry.is_valid
    if invalid.any():
        layer.loc[invalid, "geometry"] = layer.geometry[invalid].make_valid()
    return layer


pieces = geopandas.overlay(read(zones_file, "zone"), read(footprints_file, "footprint"), how="intersection")
pieces["m2"] = pieces.geometry.area
table = pieces.groupby(["zone", "footprint"], as_index=False)["m2"].sum()
table.to_csv(out, index=False)
