#include "app/panels/lab_questions.h"

#include "app/theme/widgets.h"

#include <QCoreApplication>
#include <QDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace podloom::app {

namespace {

QString tr(const char *english)
{
    return QCoreApplication::translate("podloom::app::LabQuestions", english);
}

/// A dialog with a question and two buttons; the second is the careful one and has the focus.
struct Question {
    QDialog *dialog = nullptr;
    QVBoxLayout *body = nullptr;
    QPushButton *yes = nullptr;
};

Question makeQuestion(QWidget *parent, const QString &title, const QString &text, const QString &yes)
{
    Question out{.dialog = new QDialog(parent), .body = nullptr, .yes = nullptr};
    out.dialog->setAttribute(Qt::WA_DeleteOnClose);
    out.dialog->setWindowTitle(title);
    out.dialog->setMinimumWidth(460);
    auto *column = new QVBoxLayout(out.dialog);
    column->setContentsMargins(24, 20, 24, 18);
    column->setSpacing(10);
    column->addWidget(label(title, "title", out.dialog));
    auto *sentence = label(text, "small", out.dialog);
    sentence->setWordWrap(true);
    column->addWidget(sentence);
    out.body = new QVBoxLayout;
    column->addLayout(out.body);
    auto *buttons = new QHBoxLayout;
    auto *no = withRole(new QPushButton(tr("Cancel"), out.dialog), "secondary");
    out.yes = withRole(new QPushButton(yes, out.dialog), "primary");
    out.yes->setAutoDefault(false);
    no->setAutoDefault(false);
    buttons->addStretch(1);
    buttons->addWidget(no);
    buttons->addWidget(out.yes);
    column->addSpacing(6);
    column->addLayout(buttons);
    QObject::connect(no, &QPushButton::clicked, out.dialog, &QDialog::reject);
    QObject::connect(out.yes, &QPushButton::clicked, out.dialog, &QDialog::accept);
    no->setFocus();
    return out;
}

} // namespace

QDialog *askHostKey(QWidget *parent, const HostKey &key, std::function<void(bool isRight)> answer)
{
    const auto host = QString::fromStdString(key.host);
    const auto question = makeQuestion(parent, tr("Is this the right machine?"),
                                       tr("%1, port %2, has never been seen before. Compare its key with "
                                          "what its owner or its console says; if you "
                                          "trust it, a different key will be refused from now on.")
                                           .arg(host)
                                           .arg(key.port),
                                       tr("Trust this key"));
    question.body->addWidget(label(QString::fromStdString(key.type), "dim", question.dialog));
    auto *fingerprint = label(QString::fromStdString(key.fingerprint), "mono", question.dialog);
    fingerprint->setAccessibleName(tr("Fingerprint"));
    question.body->addWidget(fingerprint);
    QObject::connect(question.dialog, &QDialog::finished, question.dialog,
                     [answer = std::move(answer)](int result) { answer(result == QDialog::Accepted); });
    question.dialog->open();
    return question.dialog;
}

QDialog *askSecret(QWidget *parent, const SecretQuestion &about,
                   std::function<void(std::optional<std::string> secret)> answer)
{
    const auto subject = QString::fromStdString(about.subject);
    const bool isPassphrase = about.kind == SecretQuestion::Kind::Passphrase;
    const auto question = makeQuestion(
        parent, isPassphrase ? tr("Passphrase of the key") : tr("Password"),
        isPassphrase ? tr("%1 is locked. The passphrase is used once and kept nowhere.").arg(subject)
                     : tr("%1 asks for a password. It is used once and kept nowhere.").arg(subject),
        tr("Go on"));
    auto *field = new QLineEdit(question.dialog);
    field->setEchoMode(QLineEdit::Password);
    field->setAccessibleName(isPassphrase ? tr("Passphrase") : tr("Password"));
    question.body->addWidget(field);
    field->setFocus();
    QObject::connect(field, &QLineEdit::returnPressed, question.dialog, &QDialog::accept);
    QObject::connect(question.dialog, &QDialog::finished, question.dialog,
                     [answer = std::move(answer), field](int result) {
                         answer(result == QDialog::Accepted ? std::optional(field->text().toStdString())
                                                            : std::nullopt);
                     });
    question.dialog->open();
    return question.dialog;
}

} // namespace podloom::app
