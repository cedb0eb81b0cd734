// tests/unit/app/document/document_test.h: a design of two files that is open.
#pragma once

#include "app/document/document.h"
#include "core/os/files.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <gmock/gmock.h>

#include <filesystem>
#include <functional>
#include <optional>

namespace podloom::app {

inline constexpr std::string_view kNodes =
    "# two machines\napiVersion: v1\nkind: Node\nmetadata: {name: a}\n---\n"
    "apiVersion: v1\nkind: Node\nmetadata: {name: b}\n";
inline constexpr std::string_view kPods = "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: web}\n";
inline const ObjectId kNodeA{"default", "", "Node", "", "a"};

/// Two files in a folder, opened; what is awaited runs the event loop.
class DocumentTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        ASSERT_TRUE(replaceFile(file("nodes.yaml"), kNodes));
        ASSERT_TRUE(replaceFile(file("pods.yaml"), kPods));
        ASSERT_TRUE(document.openNow({folder.path()}));
    }

    std::filesystem::path file(const char *name) const
    {
        return std::filesystem::path(folder.path().toStdString()) / name;
    }
    static Status save(Document &saved)
    {
        saved.save();
        return saved.waitForSave();
    }
    static void takeTheirs(Document &changed)
    {
        EXPECT_TRUE(settle(changed, [&] { changed.takeTheirs(QStringLiteral("theirs")); }));
    }
    /// What ends with settled() or settleFailed(); whether it is the first.
    static bool settle(Document &changed, const std::function<void()> &start)
    {
        std::optional<bool> isSettled;
        const auto settled =
            QObject::connect(&changed, &Document::settled, &changed, [&] { isSettled = true; });
        const auto failed =
            QObject::connect(&changed, &Document::settleFailed, &changed, [&] { isSettled = false; });
        start();
        while (!isSettled)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QObject::disconnect(settled);
        QObject::disconnect(failed);
        return *isSettled;
    }
    bool reload()
    {
        return settle(document, [this] { document.reload(QStringLiteral("again")); });
    }
    std::string bytes(const char *name) const
    {
        const auto read = readFile(file(name));
        return read ? *read : "";
    }
    Status label(const std::string &value, const QString &mergeKey = {})
    {
        return document.apply(Edit{{SetValue{kNodeA, "/metadata/labels/rack", value}}},
                              QStringLiteral("label"), mergeKey);
    }

    int argumentCount = 1;
    std::string program = "test";
    char *arguments[2] = {program.data(), nullptr};
    QCoreApplication application{argumentCount, arguments};
    QTemporaryDir folder;
    Document document;
};

} // namespace podloom::app
