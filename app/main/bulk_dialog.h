// app/main/bulk_dialog.h: asks between which machines there are to be links.
#pragma once

#include "app/document/document.h"
#include "app/tools/bulk_links.h"

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;

namespace podloom::app {

/// Says while you type how many links there will be, or what is wrong with the patterns.
class BulkDialog final : public QDialog {
    Q_OBJECT
public:
    BulkDialog(Document &document, QWidget *parent);

    /// Makes the links, as one undoable change, and closes.
    void accept() override;

signals:
    void said(const QString &sentence);

private:
    Result<std::vector<Json>> links() const;
    void refresh();

    Document &m_document;
    QLineEdit *m_from;
    QLineEdit *m_to;
    QComboBox *m_mode;
    QLabel *m_answer;
    QDialogButtonBox *m_buttons;
};

} // namespace podloom::app
