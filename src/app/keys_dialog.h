#pragma once

#include <QDialog>
#include <QHash>

class QKeySequenceEdit;

namespace locality::app {

/// Every key that does something, and the single letters of the map to change.
class KeysDialog : public QDialog {
    Q_OBJECT

public:
    explicit KeysDialog(QWidget* parent = nullptr);

private:
    void showKeys();
    QHash<QString, QKeySequenceEdit*> m_edits;
};

}  // namespace locality::app
