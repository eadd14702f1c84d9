#include "cli/marks_choice.h"

#include "cli/set_choice.h"
#include "core/combination_address.h"
#include "core/combination_ground.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>

namespace locality::cli {

namespace {

geo::Shapes ground_of(const std::string& address, const model::Result& result, const model::Progress& progress) {
    const core::CombinationWish wish = core::combination_called(address, result);
    const core::Combinations all = core::combinations(result, wish.sets, 0, progress);
    const auto at = std::ranges::find(all.combination, wish.combination);
    if (at == all.combination.end())
        throw model::InputError(fmt::format(
            "--piece {}: no ground lies in these footprints together; locality overlaps lists what does", address));
    return core::piece_of(all, result, static_cast<std::size_t>(at - all.combination.begin()), progress);
}

}  // namespace

std::shared_ptr<const style::Marks> marks_called(const std::string& disputed, const std::string& piece,
                                                 const model::Result& result, const model::Progress& progress) {
    if (disputed.empty() && piece.empty()) return nullptr;
    auto marks = std::make_shared<style::Marks>();
    if (!disputed.empty()) {
        const std::size_t set = set_called(result, disputed);
        const core::DisputedGround ground = core::disputed_ground(result, set, progress);
        std::vector<style::DisputedPiece> pieces;
        for (const core::DisputedGround::Piece& p : ground.pieces) pieces.push_back({p.in.empty(), p.hectares});
        style::add_disputed(*marks, ground.shapes, pieces, result.sets[set].title);
    }
    if (!piece.empty()) style::add_picked(*marks, ground_of(piece, result, progress));
    return marks;
}

}  // namespace locality::cli
