#pragma once

#include <QAccessible>
#include <QAccessibleWidget>
#include <QHash>
#include <QPointer>
#include <QWidget>

/// Widgets that draw what others have as widgets: the zones of a map, the marks of a chart. To assistive technology each
/// is a child with a name, a value, a place on the screen, and "press". `Parts` says of its `View`:
///
///     role                        what the widget is
///     count, current, at          how many parts, the one with the focus, the one at a pixel (-1 for none)
///     rect, is_offscreen          where a part is on the widget
///     text                        its name, value and description
///     go, press                   goes to a part; does what Return does there
namespace locality::app {

template <class Parts>
class PartAccess : public QAccessibleInterface, public QAccessibleActionInterface {
    using View = typename Parts::View;

public:
    PartAccess(View* view, int part) : m_view(view), m_part(part) {}

    bool isValid() const override { return m_view && m_part < Parts::count(*m_view); }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override { return m_view ? m_view->window()->windowHandle() : nullptr; }
    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_view.data()); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QString text(QAccessible::Text what) const override {
        return isValid() ? Parts::text(*m_view, m_part, what) : QString();
    }
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override {
        if (!isValid()) return {};
        return Parts::rect(*m_view, m_part).translated(m_view->mapToGlobal(QPoint(0, 0)));
    }
    QAccessible::State state() const override {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        state.focusable = state.selectable = true;
        state.focused = m_view->hasFocus() && Parts::current(*m_view) == m_part;
        state.offscreen = Parts::is_offscreen(*m_view, m_part);
        state.invisible = !m_view->isVisible();
        return state;
    }
    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
    }
    QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }
    void doAction(const QString& action) override {
        if (!isValid()) return;
        Parts::go(*m_view, m_part);
        if (action == pressAction()) Parts::press(*m_view, m_part);
        if (action == setFocusAction()) m_view->setFocus();
    }
    QStringList keyBindingsForAction(const QString& action) const override {
        return action == pressAction() ? QStringList{QStringLiteral("Return")} : QStringList();
    }

private:
    QPointer<View> m_view;
    int m_part;
};

template <class Parts>
class PartsAccess : public QAccessibleWidget {
    using View = typename Parts::View;

public:
    explicit PartsAccess(View* view) : QAccessibleWidget(view, Parts::role), m_view(view) {}
    ~PartsAccess() override {
        for (const QAccessible::Id id : m_parts) QAccessible::deleteAccessibleInterface(id);
    }
    int childCount() const override { return Parts::count(*m_view); }
    QAccessibleInterface* child(int part) const override {
        if (part < 0 || part >= childCount()) return nullptr;
        if (const auto known = m_parts.constFind(part); known != m_parts.cend())
            return QAccessible::accessibleInterface(*known);
        auto* made = new PartAccess<Parts>(m_view, part);
        m_parts.insert(part, QAccessible::registerAccessibleInterface(made));
        return made;
    }
    int indexOfChild(const QAccessibleInterface* child) const override {
        for (auto p = m_parts.cbegin(); p != m_parts.cend(); ++p)
            if (QAccessible::accessibleInterface(p.value()) == child) return p.key();
        return -1;
    }
    QAccessibleInterface* childAt(int x, int y) const override {
        return child(Parts::at(*m_view, m_view->mapFromGlobal(QPoint(x, y))));
    }
    QAccessibleInterface* focusChild() const override {
        return m_view->hasFocus() ? child(Parts::current(*m_view)) : nullptr;
    }

private:
    View* m_view;
    mutable QHash<int, QAccessible::Id> m_parts;  ///< made when first asked for
};

/// Tells assistive technology about every such widget; called before the first is made, as often as one likes.
template <class Parts>
void make_accessible() {
    static const bool once = [] {
        QAccessible::installFactory([](const QString&, QObject* object) -> QAccessibleInterface* {
            auto* view = qobject_cast<typename Parts::View*>(object);
            return view ? new PartsAccess<Parts>(view) : nullptr;
        });
        return true;
    }();
    (void)once;
}

/// Says that a part of the widget has the focus now.
inline void tell_focus(QWidget& view, int part) {
    if (!QAccessible::isActive()) return;
    QAccessibleEvent event(&view, QAccessible::Focus);
    event.setChild(part);
    QAccessible::updateAccessibility(&event);
}

}  // namespace locality::app
