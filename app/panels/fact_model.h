// app/panels/fact_model.h: facts as rows of a FactList.
#pragma once

#include "app/document/lab_state.h"
#include "core/model/object.h"

#include <QAbstractListModel>

#include <optional>
#include <vector>

namespace podloom::app {

/// One row; see FactRole for what is shown where.
struct Fact {
    std::optional<State> mark{};
    QString lead{};
    QString text{};
    QString sub{};
    QString link{};
    QString note{};
    bool isWarning = false; ///< the note is one
    bool isHead = false;
    bool isMono = false;
    std::optional<ObjectId> object{}; ///< what a click leads to
    bool operator==(const Fact &) const = default;
};

class FactModel final : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    /// Rows that stay the same are not touched, so that selection and scrolling stay.
    void setFacts(std::vector<Fact> facts);
    const Fact &fact(int row) const { return m_facts[static_cast<std::size_t>(row)]; }
    const std::vector<Fact> &facts() const { return m_facts; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    std::vector<Fact> m_facts;
};

} // namespace podloom::app
