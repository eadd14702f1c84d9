#!/usr/bin/Rscript
# The whole job with sf: sf_overlay.R ZONES.gpkg FOOTPRINTS.gpkg OUT.csv
suppressPackageStartupMessages(library(sf))
arguments <- commandArgs(trailingOnly = TRUE)
if (identical(arguments, "--version")) {
  cat("sf", as.character(packageVersion("sf")), "\n")
  quit()
}
read <- function(path, name) {
  layer <- st_read(path, quiet = TRUE)
  code <- grep("^code$|cd$", names(layer), ignore.case = TRUE, value = TRUE)[1]
  layer <- st_sf(name = layer[[code]], geometry = st_geometry(layer), agr = "constant")
  names(layer)[1] <- name
  invalid <- !st_is_valid(layer)
  if (any(invalid)) st_geometry(layer)[invalid] <- st_make_valid(st_geometry(layer)[invalid])
  layer
}
zones <- read(arguments[1], "zone")
footprints <- read(arguments[2], "footprint")
st_agr(zones) <- "constant"
st_agr(footprints) <- "constant"
pieces <- st_intersection(zones, footprints)
table <- data.frame(zone = pieces$zone, footprint = pieces$footprint, m2 = as.numeric(st_area(pieces)))
table <- aggregate(m2 ~ zone + footprint, table, sum)
write.csv(table, arguments[3], row.names = FALSE, quote = FALSE)
