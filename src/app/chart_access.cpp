#include "app/chart_access.h"

#include "app/chart_view.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QHash>
#include <QPointer>

namespace locality::app {

namespace {

class MarkAccess : public QAccessibleInterface, public QAccessibleActionInterface {
public:
    MarkAccess(ChartView* chart, int mark) : m_chart(chart), m_mark(mark) {}

    bool isValid() const override { return m_chart && m_mark < m_chart->markCount(); }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override { return m_chart ? m_chart->window()->windowHandle() : nullptr; }
    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_chart.data()); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QString text(QAccessible::Text what) const override {
        if (!isValid()) return {};
        if (what == QAccessible::Name) return m_chart->markName(m_mark);
        if (what == QAccessible::Value || what == QAccessible::Description) return m_chart->markWords(m_mark);
        return {};
    }
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override {
        if (!isValid()) return {};
        return m_chart->markRect(m_mark).toAlignedRect().translated(m_chart->mapToGlobal(QPoint(0, 0)));
    }
    QAccessible::State state() const override {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        state.focusable = state.selectable = true;
        state.focused = m_chart->hasFocus() && m_chart->current() == m_mark;
        state.invisible = !m_chart->isVisible();
        return state;
    }
    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
    }
    QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }
    void doAction(const QString& action) override {
        if (!isValid()) return;
        m_chart->goToMark(m_mark);
        if (action == pressAction()) m_chart->askForFigure(m_mark);
        if (action == setFocusAction()) m_chart->setFocus();
    }
    QStringList keyBindingsForAction(const QString& action) const override {
        return action == pressAction() ? QStringList{QStringLiteral("Return")} : QStringList();
    }

private:
    QPointer<ChartView> m_chart;
    int m_mark;
};

class ChartAccess : public QAccessibleWidget {
public:
    explicit ChartAccess(ChartView* chart) : QAccessibleWidget(chart, QAccessible::Chart), m_chart(chart) {}
    ~ChartAccess() override {
        for (const QAccessible::Id id : m_marks) QAccessible::deleteAccessibleInterface(id);
    }
    int childCount() const override { return m_chart->markCount(); }
    QAccessibleInterface* child(int mark) const override {
        if (mark < 0 || mark >= m_chart->markCount()) return nullptr;
        if (const auto known = m_marks.constFind(mark); known != m_marks.cend())
            return QAccessible::accessibleInterface(*known);
        auto* made = new MarkAccess(m_chart, mark);
        m_marks.insert(mark, QAccessible::registerAccessibleInterface(made));
        return made;
    }
    int indexOfChild(const QAccessibleInterface* child) const override {
        for (auto m = m_marks.cbegin(); m != m_marks.cend(); ++m)
            if (QAccessible::accessibleInterface(m.value()) == child) return m.key();
        return -1;
    }
    QAccessibleInterface* childAt(int x, int y) const override {
        const int mark = m_chart->markAt(m_chart->mapFromGlobal(QPoint(x, y)));
        return mark < 0 ? nullptr : child(mark);
    }
    QAccessibleInterface* focusChild() const override {
        return m_chart->hasFocus() && m_chart->current() >= 0 ? child(m_chart->current()) : nullptr;
    }

private:
    ChartView* m_chart;
    mutable QHash<int, QAccessible::Id> m_marks;
};

QAccessibleInterface* accessible_chart(const QString&, QObject* object) {
    auto* chart = qobject_cast<ChartView*>(object);
    return chart ? new ChartAccess(chart) : nullptr;
}

}  // namespace

void make_charts_accessible() {
    static const bool once = [] {
        QAccessible::installFactory(accessible_chart);
        return true;
    }();
    (void)once;
}

void tell_mark(ChartView& chart, int mark) {
    if (!QAccessible::isActive()) return;
    QAccessibleEvent event(&chart, QAccessible::Focus);
    event.setChild(mark);
    QAccessible::updateAccessibility(&event);
}

}  // namespace locality::app
