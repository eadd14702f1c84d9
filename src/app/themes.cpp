#include "app/themes.h"

#include <QApplication>
#include <QPainter>
#include <QPalette>
#include <QProxyStyle>
#include <QSettings>
#include <QStyle>
#include <QStyleOption>

#include <array>

namespace locality::app {

namespace {

constexpr std::array names{"system", "light", "dark", "contrast"};
constexpr const char* setting = "theme";
constexpr int least_target_px = 24;
constexpr int icon_gap_px = 4;  // between an icon and its words, as styles draw it

struct Colours {
    const char *window, *base, *alternate, *button, *text, *muted, *highlight, *highlighted, *link;
};
constexpr Colours light{"#f0f0ee", "#ffffff", "#f6f7f8", "#e6e8ea", "#1f2933",
                        "#6b747c", "#1f6fb2", "#ffffff", "#0b5394"};
constexpr Colours dark{"#22272c", "#1a1e22", "#20252a", "#2f363d", "#e9edf0",
                       "#9aa5ae", "#4ba3e3", "#0b1116", "#7cc0f5"};
constexpr Colours contrast{"#000000", "#000000", "#101010", "#1a1a1a", "#ffffff",
                           "#d0d0d0", "#ffe14d", "#000000", "#8fd3ff"};

QPalette palette_of(const Colours& c) {
    QPalette p;
    const auto set = [&](QPalette::ColorRole role, const char* colour) { p.setColor(role, QColor(colour)); };
    set(QPalette::Window, c.window);
    set(QPalette::Base, c.base);
    set(QPalette::AlternateBase, c.alternate);
    set(QPalette::ToolTipBase, c.base);
    set(QPalette::Button, c.button);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        set(role, c.text);
    set(QPalette::BrightText, c.text);
    set(QPalette::PlaceholderText, c.muted);
    set(QPalette::Highlight, c.highlight);
    set(QPalette::HighlightedText, c.highlighted);
    set(QPalette::Link, c.link);
    set(QPalette::LinkVisited, c.link);
    const QColor button(c.button);
    p.setColor(QPalette::Light, button.lighter(130));
    p.setColor(QPalette::Midlight, button.lighter(115));
    p.setColor(QPalette::Mid, button.darker(130));
    p.setColor(QPalette::Dark, button.darker(160));
    p.setColor(QPalette::Shadow, Qt::black);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, QColor(c.muted));
    return p;
}

/// A style without movement: nothing fades, slides or pulses.
class StillStyle : public QProxyStyle {
public:
    using QProxyStyle::QProxyStyle;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* answer) const override {
        const bool moves = hint == SH_Widget_Animation_Duration || hint == SH_Menu_FlashTriggeredItem;
        return moves ? 0 : QProxyStyle::styleHint(hint, option, widget, answer);
    }
    /// The arrow of a bar that has more than it can show is a target like any other.
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override {
        return metric == PM_ToolBarExtensionExtent ? least_target_px : QProxyStyle::pixelMetric(metric, option, widget);
    }
    /// Fusion draws the edges of boxes to tick and to type in darker than the window: on a dark one nobody sees them.
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        const bool box =
            element == PE_FrameLineEdit || element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck;
        if (box || element == PE_IndicatorRadioButton) drawEdge(*option, *painter, box);
    }
    /// Words that are too long end in dots, not within a letter.
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override {
        const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option);
        const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
        const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
        if (element == CE_ComboBoxLabel && box) {
            QStyleOptionComboBox shown(*box);
            const int icon = box->currentIcon.isNull() ? 0 : box->iconSize.width() + icon_gap_px;
            const int room = proxy()->subControlRect(CC_ComboBox, box, SC_ComboBoxEditField, widget).width() - icon - 2;
            shown.currentText = box->fontMetrics.elidedText(box->currentText, Qt::ElideRight, room);
            QProxyStyle::drawControl(element, &shown, painter, widget);
        } else if (element == CE_PushButtonLabel && button && button->icon.isNull()) {
            QStyleOptionButton shown(*button);
            const int menu = button->features.testFlag(QStyleOptionButton::HasMenu)
                                 ? pixelMetric(PM_MenuButtonIndicator, button, widget)
                                 : 0;
            shown.text = button->fontMetrics.elidedText(button->text, Qt::ElideRight, button->rect.width() - menu,
                                                        Qt::TextShowMnemonic);
            QProxyStyle::drawControl(element, &shown, painter, widget);
        } else if (element == CE_HeaderLabel && header && header->orientation == Qt::Vertical) {
            QStyleOptionHeader shown(*header);
            shown.version = QStyleOptionHeader::Version;  // whatever was cut off it
            QFont font = painter->font();
            font.setBold(font.bold() || (header->state & State_On));  // as it is drawn
            shown.text = QFontMetrics(font).elidedText(header->text, Qt::ElideRight, header->rect.width());
            QProxyStyle::drawControl(element, &shown, painter, widget);
        } else {
            QProxyStyle::drawControl(element, option, painter, widget);
        }
    }
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        if (control == CC_SpinBox) drawEdge(*option, *painter, true);
    }

private:
    static void drawEdge(const QStyleOption& option, QPainter& painter, bool box) {
        if (option.palette.color(QPalette::Window).lightness() >= 128) return;
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing, !box);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(option.palette.color(QPalette::Text));
        if (box)
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
        else
            painter.drawEllipse(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5));
        painter.restore();
    }
};

void apply(Theme theme) {
    static const QString system_style = QApplication::style()->name();
    static const QPalette system_palette = QApplication::palette();
    for (const auto effect : {Qt::UI_AnimateMenu, Qt::UI_FadeMenu, Qt::UI_AnimateCombo, Qt::UI_AnimateTooltip,
                              Qt::UI_FadeTooltip, Qt::UI_AnimateToolBox})
        QApplication::setEffectEnabled(effect, false);
    if (theme == Theme::system) {
        QApplication::setStyle(new StillStyle(system_style));
        QApplication::setPalette(system_palette);
        return;
    }
    // Fusion alone takes every colour from the palette.
    QApplication::setStyle(new StillStyle(QStringLiteral("Fusion")));
    QApplication::setPalette(palette_of(theme == Theme::light ? light : theme == Theme::dark ? dark : contrast));
}

}  // namespace

Theme chosen_theme() {
    const QString name = QSettings().value(QLatin1String(setting)).toString();
    for (std::size_t i = 0; i < names.size(); ++i)
        if (name == QLatin1String(names[i])) return static_cast<Theme>(i);
    return Theme::system;
}

void choose_theme(Theme theme) {
    QSettings().setValue(QLatin1String(setting), QLatin1String(names[static_cast<std::size_t>(theme)]));
    apply(theme);
}

void apply_chosen_theme() {
    apply(chosen_theme());
}

std::string map_look() {
    if (chosen_theme() == Theme::contrast) return "contrast";
    return QApplication::palette().color(QPalette::Window).lightness() < 128 ? "dark" : "";
}

}  // namespace locality::app
