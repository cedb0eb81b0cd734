// app/canvas/drawing_sheet.h: the drawing of a lens on paper: with a legend and the addresses as tables.
#pragma once

#include "app/document/analysis.h"
#include "core/base/result.h"

#include <QColor>
#include <QFont>
#include <QPicture>
#include <QRectF>
#include <QString>

#include <optional>
#include <stop_token>

class QPagedPaintDevice;

namespace podloom::app {

class CanvasScene;
class Document;

/// What is drawn, as it is now. Taken on the thread of the window, for items may be painted nowhere else:
/// their strokes are recorded, which takes a moment. Drawing them, laying out the tables and packing the
/// picture take seconds for large designs, and may happen on any one thread.
struct DrawingSheet {
    /// For pages of that size in pixels of a screen, or for one picture.
    DrawingSheet(const Document &document, CanvasScene &scene, std::optional<QSizeF> page = {});

    QString title;
    AnalysisPointer analysis;
    std::optional<QSizeF> page;
    QSizeF size;      ///< of the drawing
    QPicture drawing; ///< each with its upper left corner at 0, 0
    QPicture head;
    QPicture legend;
    QColor ground;
    QColor text;
    QColor lines;
    QFont small;
};

/// PNG, SVG or PDF by the ending of `path`: PNG and SVG are one picture, PDF has pages.
Result<DrawingSheet> sheetFor(const QString &path, const Document &document, CanvasScene &scene);

/// Draws the sheet into a file. Errors: InvalidArgument (another ending), Exhausted, Cancelled (no file was
/// touched), Io and others from the system.
Status exportSheet(const DrawingSheet &sheet, const QString &path, const std::stop_token &stop = {});
/// The same on pages of a printer. False when the device takes nothing, or when it was stopped.
bool printSheet(const DrawingSheet &sheet, QPagedPaintDevice &device, const std::stop_token &stop = {});
/// The size of a page, for DrawingSheet.
QSizeF pageOf(const QPagedPaintDevice &device);

/// The tables alone, as HTML: pools, and nodes and routers with their addresses and blocks.
QString addressTables(const Analysis &analysis);

} // namespace podloom::app
