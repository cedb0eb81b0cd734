// core/base/handover.h: tells the thread sanitizer what Qt's queues order.
#pragma once

#if defined(__SANITIZE_THREAD__)
extern "C" void __tsan_acquire(void *address);
extern "C" void __tsan_release(void *address);
#endif

namespace podloom {

/// Qt's event queues and thread pools order what one thread wrote before what another reads. Qt itself is
/// built without the thread sanitizer, which would see a race in each of these: handOver() is called before
/// `what` is queued, takeOver() first thing on the other thread. In every other build neither does anything.
inline void handOver([[maybe_unused]] void *what)
{
#if defined(__SANITIZE_THREAD__)
    __tsan_release(what);
#endif
}

/// See handOver().
inline void takeOver([[maybe_unused]] void *what)
{
#if defined(__SANITIZE_THREAD__)
    __tsan_acquire(what);
#endif
}

} // namespace podloom
