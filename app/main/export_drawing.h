// app/main/export_drawing.h: the drawing of a lens on paper: with a legend and the addresses as tables.
#pragma once

#include "core/base/result.h"

#include <QString>

class QPagedPaintDevice;

namespace podloom::app {

class CanvasScene;
class Document;

/// PNG, SVG or PDF by the ending of `path`. PNG and SVG are one picture, PDF has pages. Errors:
/// InvalidArgument (another ending), Io and others from the system.
Status exportDrawing(Document &document, CanvasScene &scene, const QString &path);
/// The same on pages of a printer or a PDF.
/// False when the device takes nothing.
bool printDrawing(Document &document, CanvasScene &scene, QPagedPaintDevice &device);

/// The tables alone, as HTML: pools, and nodes and routers with their addresses and blocks.
QString addressTables(const Document &document);

} // namespace podloom::app
