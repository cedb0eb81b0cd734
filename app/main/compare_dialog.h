// app/main/compare_dialog.h: one's own files beside those that another program left on the disk.
#pragma once

#include "app/document/document.h"

#include <QDialog>
#include <QTimer>

#include <vector>

class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace podloom::app {

/// Shows what differs in Document::conflicts(), and ends with what shall become of it. It is worked out on
/// another thread, anew when the disk changes meanwhile, and shown in portions; what shall become of it can
/// be said before that has ended.
class CompareDialog : public QDialog {
    Q_OBJECT

public:
    enum Answer { Cancel = QDialog::Rejected, Overwrite = 10, TakeTheirs };

    CompareDialog(const Document &document, QWidget *parent);

private:
    struct Line {
        enum class Kind { Head, Same, Removed, Added, Left };
        Kind kind = Kind::Same;
        QString text{};
    };
    QWidget *makeWays();
    void compare(const Document &document);
    void take(std::vector<Line> lines);
    void showMore();
    void addLine(const Line &line);
    void goToChange(int step);
    void showWhere();

    QPlainTextEdit *m_view;
    QLabel *m_summary;
    QLabel *m_where;
    QPushButton *m_previous;
    QPushButton *m_following;
    QLabel *m_doing;
    QProgressBar *m_progress;
    QTimer m_next;
    std::vector<Line> m_lines;
    std::vector<int> m_changes; ///< the first line of each run of lines that differ
    std::size_t m_shown = 0;
    quint64 m_number = 0; ///< of the last comparison
    bool m_isDone = false;
};

} // namespace podloom::app
