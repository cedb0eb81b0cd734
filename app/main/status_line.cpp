#include "app/main/status_line.h"

#include "app/theme/state_mark.h"
#include "app/theme/widgets.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QTimer>

namespace podloom::app {

namespace {

constexpr int kSentenceMs = 6000;

State overall(const LabPicture &lab)
{
    if (!lab.isUp || lab.nodes.empty())
        return State::Unknown;
    bool isUp = true;
    for (const auto &[id, node] : lab.nodes) {
        if (node.state == State::Down)
            return State::Down;
        isUp = isUp && node.state == State::Up;
    }
    return isUp ? State::Up : State::Changing;
}

} // namespace

StatusLine::StatusLine(const LabState &lab, QWidget *parent)
    : QWidget(parent),
      m_lab(lab),
      m_mark(new StateMark(this)),
      m_text(withRole(new QLabel(this), "dim")),
      m_zoom(withRole(new QLabel(this), "dim")),
      m_proof(withRole(new QLabel(this), "dim"))
{
    setFixedHeight(28);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 16, 0);
    row->setSpacing(8);
    row->addWidget(m_mark);
    row->addWidget(m_text, 1);
    row->addWidget(m_proof);
    row->addSpacing(8);
    row->addWidget(m_zoom);
    m_text->setTextFormat(Qt::PlainText);
    connect(&lab, &LabState::changed, this, [this] {
        showLab();
        showProof();
    });
    showLab();
    showProof();
}

void StatusLine::say(const QString &sentence)
{
    if (sentence.isEmpty()) {
        showLab();
        return;
    }
    m_text->setText(sentence);
    QTimer::singleShot(kSentenceMs, this, [this, sentence] {
        if (m_text->text() == sentence)
            showLab();
    });
}

void StatusLine::setZoom(qreal zoom)
{
    m_zoom->setText(tr("%1 %").arg(qRound(zoom * 100)));
}

void StatusLine::showLab()
{
    const auto &lab = m_lab.picture();
    m_mark->setState(overall(lab));
    const auto name = QString::fromStdString(lab.name);
    if (!lab.job.empty()) {
        m_text->setText(QString::fromStdString(lab.job));
        return;
    }
    if (!lab.isUp) {
        auto text = name.isEmpty() ? tr("No lab is running") : tr("Lab “%1” is not running").arg(name);
        if (lab.others.size() == 1)
            text +=
                tr("; “%1” is: choose it in the panel Lab").arg(QString::fromStdString(lab.others.front()));
        else if (!lab.others.empty())
            text += tr("; %1 others are: choose one in the panel Lab").arg(lab.others.size());
        m_text->setText(text);
        return;
    }
    if (lab.nodes.empty()) {
        m_text->setText(tr("Lab “%1”: none of its nodes has reported yet").arg(name));
        return;
    }
    std::size_t ready = 0;
    std::size_t established = 0;
    std::size_t other = 0;
    for (const auto &[id, node] : lab.nodes) {
        ready += node.state == State::Up ? 1 : 0;
        for (const auto &session : node.sessions)
            ++(session.state == State::Up ? established : other);
    }
    auto text = lab.nodes.size() == 1
                  ? (ready == 1 ? tr("Lab “%1”: its node is ready") : tr("Lab “%1”: its node is not ready"))
                        .arg(name)
                  : tr("Lab “%1”: %2 of %3 nodes ready").arg(name).arg(ready).arg(lab.nodes.size());
    if (established == 1)
        text += tr(" · 1 session established");
    else if (established + other > 0)
        text += tr(" · %1 sessions established").arg(established);
    if (other > 0)
        text += tr(", %1 not").arg(other);
    m_text->setText(text);
}

void StatusLine::showProof()
{
    const auto &proof = m_lab.picture().verified;
    const char *role = "dim";
    if (!proof) {
        m_proof->setText({});
    } else if (proof->mismatches == 0) {
        role = "good";
        m_proof->setText((proof->checked == 1 ? tr("Prediction = measurement: %1 pair · checked at %2")
                                              : tr("Prediction = measurement: %1 pairs · checked at %2"))
                             .arg(QLocale().toString(static_cast<qulonglong>(proof->checked)),
                                  proof->at.toString(QStringLiteral("HH:mm"))));
    } else {
        role = "bad";
        m_proof->setText(
            tr("Prediction ≠ measurement: %1 of %2 pairs").arg(proof->mismatches).arg(proof->checked));
    }
    withRole(m_proof, role);
    repolish(m_proof);
}

} // namespace podloom::app
