#pragma once

#include "core/sharing.h"
#include "core/zone_figures.h"
#include "model/inputs.h"
#include "model/progress.h"
#include "model/result.h"
#include "model/scenario.h"

#include <optional>
#include <vector>

namespace locality::core {

/// A footprint set with its shares and outlines, before figures are allocated to it.
struct MadeSet {
    model::FootprintSet set;
    std::optional<model::Boundaries> boundaries;  ///< of sets made from boundaries; what unions and dissolves start from
    std::vector<double> list_size;                ///< patients on the lists of each footprint's practices, or empty
    std::vector<double> patients_in_zone;         ///< registered patients per zone, of whom `set.registered` is a part
};

/// What making sets reads and what it adds to.
struct SetMaker {
    const model::Inputs& inputs;
    const model::Coverage& zones;
    const ZoneFigures& figures;
    const Sharing& sharing;
    int threads = 0;
    std::vector<model::JoinReport>& joins;
    model::Issues& issues;
    const model::CodedScenario* scenario = nullptr;  ///< its moves are made once its set has been mended

    /// Makes the set that `inputs.project.footprints[index]` describes, in one of its five ways. `boundaries` are its
    /// own, prepared, where it has any; `made` are the sets before it.
    /// Throws model::InputError where the set asks for a table that the project does not name.
    MadeSet make(std::size_t index, std::optional<model::Boundaries> boundaries, const std::vector<MadeSet>& made) const;

    /// All zones as one footprint, so that every figure can stand beside the whole area's.
    MadeSet make_whole() const;

private:
    MadeSet from_boundaries(const model::FootprintSpec& spec, model::Boundaries boundaries) const;
    model::Crosswalk shares(const model::FootprintSpec& spec, model::Basis basis,
                            const model::Boundaries& boundaries) const;
    MadeSet from_lookup(const model::FootprintSpec& spec, const model::LookupTable& lookup) const;
    MadeSet from_registrations(const model::FootprintSpec& spec) const;
    MadeSet union_of(const model::FootprintSpec& spec, const model::LookupTable& lookup, const MadeSet& base) const;
    MadeSet dissolved(const model::FootprintSpec& spec, const model::LookupTable* lookup, const model::Boundaries& base) const;
    void make_moves(MadeSet& made, model::Assignment& assignment, const model::Weights& weights,
                    std::span<const double> row_total) const;
    void assign_whole_zones(MadeSet& made, const model::FootprintSpec& spec, model::Assignment assignment,
                            const model::Weights& weights, std::span<const double> row_total) const;
};

using model::whole_set_id;  ///< of the set that make_whole makes

}  // namespace locality::core
