// app/main/notice_bar.h: a sentence across the window that stays until it is answered: what failed, or what
// is offered. Not a dialog: work goes on beside it.
#pragma once

#include <QFrame>

#include <functional>
#include <vector>

class QHBoxLayout;
class QLabel;

namespace podloom::app {

struct Notice {
    struct Answer {
        QString text{};
        std::function<void()> run{};
    };
    QString key{}; ///< a later notice of the same key takes its place
    QString sentence{};
    bool isBad = false;
    std::vector<Answer> answers{}; ///< each ends the notice; without any there is the cross alone
};

/// Shows one notice at a time, in the order in which they came; hidden while there is none.
class NoticeBar : public QFrame {
    Q_OBJECT

public:
    explicit NoticeBar(QWidget *parent);

    void add(Notice notice);
    void withdraw(const QString &key);
    /// Whether a notice of that key waits or is shown.
    bool has(const QString &key) const;
    /// What it says at the moment; empty when hidden.
    QString sentence() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void showFirst();
    void showIcon();
    void answer(std::size_t index);

    std::vector<Notice> m_notices;
    QLabel *m_icon;
    QLabel *m_text;
    QHBoxLayout *m_answers;
};

} // namespace podloom::app
