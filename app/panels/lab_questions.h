// app/panels/lab_questions.h: what a person must decide while nodes are connected.
#pragma once

#include "core/ssh/ssh_options.h"

#include <QWidget>

#include <functional>
#include <optional>
#include <string>

class QDialog;

namespace podloom::app {

/// Both show a dialog and return at once; `answer` is called exactly once. Closing the dialog means no.
QDialog *askHostKey(QWidget *parent, const HostKey &key, std::function<void(bool isRight)> answer);
QDialog *askSecret(QWidget *parent, const SecretQuestion &about,
                   std::function<void(std::optional<std::string> secret)> answer);

} // namespace podloom::app
