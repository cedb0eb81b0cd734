// core/base/sole.h: whether what copies share may be changed in place.
#pragma once

#include <memory>

namespace podloom {

/// Whether nobody else has what `pointer` points to. Whatever the last of the others did with it on its own
/// thread has been done by then.
template <class Item>
bool isSole(const std::shared_ptr<Item> &pointer)
{
    if (pointer.use_count() > 1)
        return false;
    // use_count() orders nothing; dropping a copy comes after every drop before.
    std::shared_ptr<Item>(pointer).reset();
    return true;
}

} // namespace podloom
