#include "app/messages.h"

#include <QMessageBox>

namespace locality::app {

void show_failure(QWidget* parent, const QString& title, const Failure& failure) {
    auto* box = new QMessageBox(QMessageBox::Warning, QObject::tr("Locality"), title, QMessageBox::Ok, parent);
    box->setObjectName(QStringLiteral("failure"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(failure.plain);
    box->setDetailedText(failure.detail);
    box->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    box->open();
}

}  // namespace locality::app
