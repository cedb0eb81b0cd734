#include "app/document/lab_state.h"

namespace podloom::app {

void LabState::set(LabPicture picture)
{
    if (m_picture == picture)
        return;
    m_picture = std::move(picture);
    emit changed();
}

} // namespace podloom::app
