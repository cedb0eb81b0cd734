#include "agentd/daemon/wiring_keeper.h"

#include "agentd/wire/names.h"

#include <QSocketNotifier>

#include <chrono>

#include <algorithm>

namespace podloom {

namespace {

/// What is taken away together is put right together.
constexpr std::chrono::milliseconds kGather{5};

/// The interface that a piece of news is about, for a limiter that of its pod; empty for a blackhole route.
std::string interfaceOf(const KernelNews &news)
{
    const auto podOf = [](const std::string &name) {
        auto limited = podInterfaceOfLimiter(name);
        return limited.empty() ? name : limited;
    };
    if (const auto *link = std::get_if<LinkState>(&news.what))
        return podOf(link->name);
    if (const auto *queue = std::get_if<LinkQueue>(&news.what))
        return podOf(queue->interface);
    if (const auto *address = std::get_if<LinkAddress>(&news.what))
        return podOf(address->interface);
    if (const auto *route = std::get_if<KernelRoute>(&news.what))
        return route->interface;
    if (const auto *neighbour = std::get_if<Neighbour>(&news.what))
        return neighbour->interface;
    return {};
}

bool isOfTunnel(const KernelNews &news)
{
    const auto *route = std::get_if<KernelRoute>(&news.what);
    return (route && route->protocol == kTunnelRouteProtocol)
        || std::holds_alternative<ForwardingEntry>(news.what)
        || interfaceOf(news).starts_with(kTunnelInterfacePrefix);
}

bool isOfNodeLink(const KernelNews &news)
{
    const bool isAboutLink =
        std::holds_alternative<LinkState>(news.what) || std::holds_alternative<LinkAddress>(news.what);
    const auto name = interfaceOf(news);
    return (isAboutLink && !isPodInterface(name) && !name.starts_with(kTunnelInterfacePrefix))
        || std::holds_alternative<NewsLost>(news.what);
}

bool isBlockRoute(const KernelNews &news)
{
    const auto *route = std::get_if<KernelRoute>(&news.what);
    return route && route->type == KernelRoute::Type::Blackhole;
}

} // namespace

WiringKeeper::WiringKeeper(Kernel &kernel, const AttachmentBook &attachments, QObject *parent)
    : QObject(parent),
      m_kernel(kernel),
      m_attachments(attachments)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &WiringKeeper::repair);
}

WiringKeeper::~WiringKeeper() = default;

Status WiringKeeper::start()
{
    auto monitor = KernelMonitor::open();
    if (!monitor)
        return wrap(std::move(monitor).error(), "hear of the kernel's links");
    m_monitor = *std::move(monitor);
    m_readable = std::make_unique<QSocketNotifier>(m_monitor->fd(), QSocketNotifier::Read);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &WiringKeeper::hear);
    return {};
}

void WiringKeeper::hear()
{
    const auto news = m_monitor->read();
    if (!news) {
        m_readable->setEnabled(false); // the socket is broken; a restart of the agent repairs everything
        emit repaired("hears no more of the kernel's links: " + news.error().text());
        return;
    }
    const auto isAboutRoutes = [](const KernelNews &each) {
        return std::holds_alternative<KernelRoute>(each.what) || std::holds_alternative<LinkState>(each.what)
            || std::holds_alternative<NewsLost>(each.what);
    };
    if (std::any_of(news->begin(), news->end(), isAboutRoutes))
        emit routesChanged();
    if (std::any_of(news->begin(), news->end(), isOfNodeLink))
        emit nodeLinkChanged();
    for (const auto &each : *news) {
        m_hasUnderlayReturned = m_hasUnderlayReturned || each.isReturn;
        if (!each.isDamage)
            continue;
        if (std::holds_alternative<NewsLost>(each.what))
            m_isAllInDoubt = true;
        else if (std::holds_alternative<ForwardingSwitch>(each.what))
            m_isForwardingOff = true;
        else if (isOfTunnel(each))
            m_isTunnelDamaged = true;
        else if (isBlockRoute(each))
            emit blockRouteLost();
        else
            m_damaged.insert(interfaceOf(each));
    }
    const bool isAsked = m_isAllInDoubt || m_isTunnelDamaged || m_isForwardingOff || m_hasUnderlayReturned
                      || !m_damaged.empty();
    if (isAsked && !m_soon.isActive())
        m_soon.start(kGather);
}

void WiringKeeper::repair()
{
    const auto damaged = std::exchange(m_damaged, {});
    const bool isAllInDoubt = std::exchange(m_isAllInDoubt, false);
    if (std::exchange(m_isForwardingOff, false) || isAllInDoubt)
        emit forwardingOff();
    if (isAllInDoubt)
        emit blockRouteLost();
    if (std::exchange(m_isTunnelDamaged, false) || isAllInDoubt)
        emit tunnelDamaged();
    if (std::exchange(m_hasUnderlayReturned, false) || isAllInDoubt)
        emit underlayReturned();
    for (const auto &[key, attachment] : m_attachments.all()) {
        const bool isRunning = attachment.state == Attachment::State::Ready;
        if (!isRunning || !(isAllInDoubt || damaged.contains(attachment.hostInterface)))
            continue;
        const auto done = repairPod(m_kernel, wiringOf(attachment));
        if (!done && done.error().code == Errc::NotFound)
            emit interfaceLost(key);
        else if (!done)
            emit repaired("cannot repair " + key.toString() + ": " + done.error().text());
        else if (!isAllInDoubt)
            emit repaired("another program changed the wiring of " + key.toString() + "; it is as before");
    }
}

} // namespace podloom
