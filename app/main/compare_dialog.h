// app/main/compare_dialog.h: one's own files beside those that another program left on the disk.
#pragma once

#include "app/document/document.h"

#include <QDialog>

namespace podloom::app {

/// Shows what differs in Document::conflicts(), and ends with what shall become of it.
class CompareDialog : public QDialog {
    Q_OBJECT

public:
    enum Answer { Cancel = QDialog::Rejected, Overwrite = 10, TakeTheirs };

    CompareDialog(const Document &document, QWidget *parent);
};

} // namespace podloom::app
