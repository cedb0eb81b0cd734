// app/panels/address_panel.h: the address map: pools, their blocks on nodes, and each address of a block.
#pragma once

#include "app/document/document.h"
#include "app/document/selection.h"
#include "app/panels/address_map.h"

#include <QWidget>

class QLabel;

namespace podloom::app {

class CellGrid;
class FactList;
class FactModel;
class PanelStack;

/// Follows what is chosen in the window: a pool, a node, a pod; a click on one of its cells chooses that.
class AddressPanel final : public QWidget {
    Q_OBJECT
public:
    AddressPanel(Document &document, Selection &selection, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeColumn(QLabel *head, QWidget *content);
    void refresh();
    void followSelection();
    void showPool(std::size_t pool);
    void showBlock(int cell);
    void choosePool(int row);
    void chooseBlock(int cell);
    void chooseAddress(int cell);
    void say(const QString &words);

    Document &m_document;
    Selection &m_selection;
    FactModel *m_pools;
    FactList *m_list;
    QLabel *m_blocksHead;
    CellGrid *m_blockGrid;
    QLabel *m_addressesHead;
    CellGrid *m_addressGrid;
    QLabel *m_words;
    PanelStack *m_stack;
    std::size_t m_pool = 0; ///< into Analysis::pools
    std::vector<BlockCell> m_blocks;
    std::vector<AddressCell> m_addresses;
    std::string m_block; ///< the one that is open, as text: it may move in the list
    bool m_isChoosing = false;
    bool m_isStale = false; ///< blocks and addresses are those of an analysis before
};

} // namespace podloom::app
