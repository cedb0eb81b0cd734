// core/store/open_store.h: a store from its address on the command line.
#pragma once

#include "core/store/etcd_store.h"
#include "core/store/store.h"

#include <memory>
#include <string_view>

namespace podloom {

/// Whether openStore() knows what to do with the address; nothing is opened or made. Errors: InvalidArgument.
Status checkStoreAddress(std::string_view address);

/// Opens "sqlite:FILE" or "etcd:URL[,URL]". `etcd` gives what an etcd address does not say: TLS files, user.
/// Errors: InvalidArgument (neither of the two), and what opening gives.
Result<std::unique_ptr<Store>> openStore(std::string_view address, EtcdOptions etcd = {});

} // namespace podloom
