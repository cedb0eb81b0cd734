#include "core/lab/lab_passwords.h"

#include "core/os/files.h"

#include <QRandomGenerator>

#include <set>

namespace podloom {

namespace {

constexpr std::size_t kLongestPassword = 80; // TCP MD5 signatures of Linux take no more

std::set<std::string> constantsOf(const Design &design)
{
    std::set<std::string> constants;
    for (const auto &peer : design.bgpPeers) {
        if (peer.password)
            constants.insert(secretName(peer.meta.id));
    }
    for (const auto &configuration : design.bgpConfigurations) {
        if (configuration.meshPassword)
            constants.insert(secretName(configuration.meta.id));
    }
    return constants;
}

std::string madeUp()
{
    static constexpr std::string_view kLetters = "abcdefghijkmnpqrstuvwxyzACDEFGHJKLMNPQRSTUVWXYZ23456789";
    std::string password(24, ' ');
    for (auto &letter : password)
        letter = kLetters[QRandomGenerator::system()->bounded(static_cast<quint32>(kLetters.size()))];
    return password;
}

Result<RoutingPasswords> readPasswords(const std::filesystem::path &file)
{
    RoutingPasswords passwords;
    std::error_code error;
    if (!std::filesystem::exists(file, error))
        return passwords;
    auto text = readFile(file);
    if (!text)
        return Failure{std::move(text).error()};
    auto json = parseJson(*text);
    if (!json || !json->isObject())
        return fail(Errc::InvalidArgument, "lab-passwords",
                    "%1 is damaged: write one JSON object there, or remove the file", {file.string()});
    for (const auto &[constant, password] : json->members()) {
        // It stands in quotes in BIRD's file, which knows no way to write one.
        const auto &value = password.asString();
        if (value.empty() || value.size() > kLongestPassword
            || value.find_first_of("\"\n\r") != std::string::npos)
            return fail(Errc::InvalidArgument, "lab-password",
                        "the password %1 in %2 has not 1 to 80 bytes, or a quotation mark or a line break",
                        {constant, file.string()});
        passwords[constant] = value;
    }
    return passwords;
}

} // namespace

Result<RoutingPasswords> labPasswords(const Design &design, const LabFolder &folder)
{
    const auto wanted = constantsOf(design);
    if (wanted.empty())
        return RoutingPasswords{};
    auto known = readPasswords(folder.passwords());
    if (!known)
        return known;
    RoutingPasswords passwords;
    bool isNew = false;
    for (const auto &constant : wanted) {
        const auto at = known->find(constant);
        passwords[constant] = at == known->end() ? madeUp() : at->second;
        isNew = isNew || at == known->end();
    }
    if (!isNew)
        return passwords;
    Json all = Json::object();
    known->insert(passwords.begin(), passwords.end());
    for (const auto &[constant, password] : *known)
        all.set(constant, password);
    if (auto written = replaceFile(folder.passwords(), all.pretty(), 0600); !written)
        return Failure{std::move(written).error()};
    return passwords;
}

std::string birdSecrets(const RoutingPasswords &passwords)
{
    std::string text = "# Written by Podloom for one machine of a lab.\n";
    for (const auto &[constant, password] : passwords)
        text += "define " + constant + " = \"" + password + "\";\n";
    return text;
}

} // namespace podloom
