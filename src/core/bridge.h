#pragma once

#include "model/issue.h"
#include "model/people.h"

#include <cstdint>
#include <string>
#include <vector>

namespace locality::core {

/// How zones of one vintage became zones of another, as the ONS lookups say it: unchanged, split, merged, or both.
enum class Change : std::uint8_t { unchanged, split, merged, complex };

/// How far a figure of a bridged zone can be trusted: as published; divided by people; a mean, or divided both ways.
enum class Bridging : std::uint8_t { exact, apportioned, estimated, none };

/// Links between zones that figures were published for ("from") and the zones of a project ("to").
struct Bridge {
    std::string source;
    std::vector<std::string> from, to;    ///< codes, ascending
    std::vector<std::uint32_t> begin{0};  ///< zones "to" + 1 entries, into the links
    std::vector<std::int32_t> link_from;  ///< ascending within a zone
    std::vector<double> share;            ///< of the zone "from": the part of its people in this link, 0 to 1
    std::vector<double> weight;           ///< of the link: people or households
    std::vector<Change> change;           ///< per zone "to"
};

/// Makes the bridge. Shares are of all the links of a zone, so that each zone's people go somewhere and none twice.
///
/// `change` is told by the links themselves: split, if the zone's one parent has other children; merged, if it has
/// several parents of which it is the only child; complex, if neither. Links without weight are no links, except where
/// a zone has no other. Throws   model::InputError for a blank or negative weight, and for a pair that stands twice.
/// Source   ONS, "LSOA (2011) to LSOA (2021) exact fit lookup", change indicators U, S, M, X.
Bridge bridge(const model::BridgeTable& table);

/// Values for the zones "to", in their order, and how each came about.
struct Bridged {
    model::Values values;
    std::vector<Bridging> how;
};

/// Counts move by shares: to[j] = sum over i of from[i] * share[i, j]. exact where parents came over whole (unchanged,
/// merged), apportioned where one was split, estimated where both happened. A blank parent makes a blank child.
///
/// Ensures  the sums are the same on either side where every zone of `code` has a link and is known.
Bridged bridged_counts(const std::vector<std::string>& code, const model::Values& count, const Bridge& bridge);

/// Scores, means and rates that come without a numerator: a split zone has its parent's (apportioned), a zone of
/// several parents their mean, weighted by the people each brings (estimated).
Bridged bridged_means(const std::vector<std::string>& code, const model::Values& value, const Bridge& bridge);

/// Ranks and classes of an official index: never computed anew. A zone has the value that all its parents have; where
/// they differ it is missing. A split zone's is apportioned, that of a zone of several parents estimated.
Bridged bridged_labels(const std::vector<std::string>& code, const model::Values& label, const Bridge& bridge);

// Whole tables, for the zones "to". Rows whose zone has no link stay as they are, last: they are for other places, or
// are lost, and meet no zone of the map. One issue ("bridged") for each way that figures came about lists the zones;
// exact ones are counted only.
model::ResidentsTable bridged(const model::ResidentsTable& table, const Bridge& bridge, model::Issues& issues);
model::DeprivationTable bridged(const model::DeprivationTable& table, const Bridge& bridge, model::Issues& issues);

}  // namespace locality::core
