#include "app/keys_dialog.h"

#include "app/keys.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QGroupBox>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace locality::app {

namespace {

QGroupBox* fixed_keys(const QString& title, const std::vector<FixedKey>& keys, QWidget* parent) {
    auto* box = new QGroupBox(title, parent);
    auto* grid = new QGridLayout(box);
    grid->setVerticalSpacing(4);
    grid->setHorizontalSpacing(14);
    int row = 0;
    for (const FixedKey& key : keys) {
        auto* name = new QLabel(QStringLiteral("<b>%1</b>").arg(key.keys.toHtmlEscaped()), box);
        auto* what = new QLabel(key.what, box);
        what->setWordWrap(true);
        grid->addWidget(name, row, 0, Qt::AlignTop);
        grid->addWidget(what, row++, 1);
    }
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(row, 1);
    return box;
}

}  // namespace

KeysDialog::KeysDialog(QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Keys"));
    setObjectName(QStringLiteral("keys"));
    auto* outer = new QVBoxLayout(this);
    auto* columns = new QHBoxLayout;
    outer->addLayout(columns);
    columns->addWidget(fixed_keys(tr("On the map"), keys_on_the_map(), this));
    auto* right = new QVBoxLayout;
    columns->addLayout(right);
    right->addWidget(fixed_keys(tr("Everywhere"), keys_everywhere(), this));

    auto* letters = new QGroupBox(tr("On the map, to change as you like"), this);
    auto* grid = new QGridLayout(letters);
    int row = 0;
    for (const MapKey& key : map_keys()) {
        auto* edit = new QKeySequenceEdit(letters);
        edit->setObjectName(QStringLiteral("key_") + key.id);
        edit->setAccessibleName(tr("Key for: %1").arg(key.what));
        edit->setMinimumHeight(28);
        edit->setMaximumWidth(120);
        auto* what = new QLabel(key.what, letters);
        what->setWordWrap(true);
        grid->addWidget(edit, row, 0);
        grid->addWidget(what, row++, 1);
        m_edits.insert(key.id, edit);
        connect(edit, &QKeySequenceEdit::editingFinished, this, [this, edit, id = key.id] {
            // One stroke: a second would make the map wait for it.
            const QKeySequence keys = edit->keySequence();
            change_map_key(id, keys.isEmpty() ? keys : QKeySequence(keys[0]));
            showKeys();
        });
    }
    grid->setColumnStretch(1, 1);
    right->addWidget(letters);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close | QDialogButtonBox::RestoreDefaults, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* usual = buttons->button(QDialogButtonBox::RestoreDefaults);
    usual->setText(tr("As they were"));
    usual->setAutoDefault(false);
    connect(usual, &QPushButton::clicked, this, [this] {
        restore_map_keys();
        showKeys();
    });
    outer->addWidget(buttons);
    buttons->button(QDialogButtonBox::Close)->setFocus();
    resize(760, sizeHint().height());
    showKeys();
}

void KeysDialog::showKeys() {
    for (const MapKey& key : map_keys()) {
        const QSignalBlocker quiet(m_edits[key.id]);
        m_edits[key.id]->setKeySequence(key.key);
    }
}

}  // namespace locality::app
