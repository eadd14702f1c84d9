#pragma once

#include "core/mend_set.h"
#include "core/move_preview.h"
#include "core/reconcile.h"
#include "core/scenario_editor.h"
#include "core/scenario_mend.h"
#include "style/scene.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <map>
#include <memory>
#include <optional>

namespace locality::app {

/// The scenarios of the map that is open: which there are, the one being worked on, and whether the map shows it.
///
/// While one is shown, its set in the result holds the scenario's footprints and figures, and the original waits here:
/// whatever reads the result shows the scenario. Before a set changes, `aboutToChange` is told to those who read it on
/// other threads, and where its outlines are another set's altogether, `aboutToSwap` to the map that draws them.
class ScenarioSession : public QObject {
    Q_OBJECT

public:
    explicit ScenarioSession(QObject* parent = nullptr);
    ~ScenarioSession() override;

    /// Takes up a result, without scenarios. `specs` are of the project, for floors and locked zones; none where the
    /// result was read back.
    void open(std::shared_ptr<model::Result> result, core::ZoneTables tables, std::vector<model::FootprintSpec> specs);

    /// The sets that scenarios can be of: whole zones, more than one footprint.
    std::vector<int> sets() const;

    int count() const { return static_cast<int>(m_scenarios.size()); }
    int current() const { return m_current; }
    QString title(int scenario) const;
    int setOf(int scenario) const { return m_scenarios[static_cast<std::size_t>(scenario)].set; }
    /// A title that no scenario has yet.
    QString freeTitle(const QString& wish) const;
    /// Adds one and chooses it.
    void add(const QString& title, int set);
    void duplicate();
    void rename(const QString& title);
    void removeCurrent();
    void choose(int scenario);

    /// Shows the current scenario in place of the original, or the original again.
    void setShown(bool shown);
    bool isShown() const { return m_original.has_value(); }
    /// What the map draws in place of the set's own outlines; null for any other set and for the original.
    std::shared_ptr<const style::WholeZones> wholeZones(std::ptrdiff_t set) const;

    // Of the current scenario.
    const core::ScenarioEditor* editor() const { return m_editor.get(); }
    const model::FootprintSet& set() const;
    int setIndex() const { return m_current < 0 ? -1 : setOf(m_current); }
    /// Throws model::InputError naming locked zones.
    core::MovePreview preview(std::span<const std::int32_t> zones, std::int32_t to);
    /// Whether indicators can follow a move: their tables are a project's, and not in a result read back.
    bool hasTables() const { return !m_tables.methods.empty(); }
    void give(std::span<const std::int32_t> zones, std::int32_t to, const QString& reason);
    void giveAll(std::span<const model::Move> moves, const QString& reason);
    void undo();
    void redo();
    void lock(std::span<const std::int32_t> zones, bool locked);
    core::MendLimits limits() const;

    /// A scenario at its state, or the original for -1; of the current scenario's set.
    core::LiveAssignment stateOf(int scenario);

    std::vector<model::CodedScenario> coded() const;
    model::CodedScenario codedCurrent() const;
    /// Takes the place of all there are. What could not be taken up comes back in words.
    QStringList take(const std::vector<model::CodedScenario>& scenarios);
    bool isModified() const { return m_modified; }
    void setModified(bool modified);

signals:
    void aboutToChange();
    void aboutToSwap();
    /// Others, other titles, another chosen or another shown.
    void listChanged();
    /// The current scenario's footprints are others now.
    void stateChanged();
    /// Locks and unsaved changes.
    void marksChanged();

private:
    struct Kept {
        model::Scenario scenario;  ///< out of date for the current one, which the editor has
        int set = -1;
    };
    void keepCurrent();
    void swapIn();
    void swapOut();
    void follow(const core::Change& change);
    void drawAnew();
    core::LiveAssignment original(int set);
    model::FootprintSet& shownSet();

    std::shared_ptr<model::Result> m_result;
    core::ZoneTables m_tables;
    std::vector<model::FootprintSpec> m_specs;
    std::vector<Kept> m_scenarios;
    int m_current = -1;
    std::unique_ptr<core::ScenarioEditor> m_editor;
    std::map<int, core::LiveAssignment> m_starts;  ///< the originals, by set
    std::optional<model::FootprintSet> m_original;  ///< of the current set, while the scenario is shown
    std::shared_ptr<const style::WholeZones> m_whole_zones;
    bool m_modified = false;
};

}  // namespace locality::app
