// podloomctl selector: whether an expression is right, and whether labels match it.
#include "app/cli/verbs.h"
#include "core/base/text.h"
#include "core/manifest/selector_text.h"
#include "core/model/calico_selector.h"

namespace podloom::cli {

namespace {

/// "k=v,k2=v2"; a key alone has an empty value.
Result<Labels> readLabels(const std::string &text)
{
    Labels out;
    if (text.empty())
        return out;
    for (const auto part : split(text, ',')) {
        const auto equals = part.find('=');
        const auto key = trimmed(part.substr(0, equals));
        if (key.empty())
            return fail(Errc::InvalidArgument, "usage", "--labels is \"%1\"; it must be KEY=VALUE,KEY=VALUE",
                        {text});
        out[std::string(key)] =
            equals == std::string_view::npos ? std::string() : std::string(trimmed(part.substr(equals + 1)));
    }
    return out;
}

Result<bool> matches(const std::string &expression, const Labels &labels, bool isKubernetes)
{
    if (isKubernetes) {
        auto selector = parseLabelSelector(expression);
        if (!selector)
            return Failure{std::move(selector).error()};
        return selector->matches(labels);
    }
    auto selector = CalicoSelector::parse(expression);
    if (!selector)
        return Failure{std::move(selector).error()};
    return selector->matches(labels);
}

int answerInvalid(const Error &error, bool isJson)
{
    const auto &arguments = error.message.arguments;
    const auto column = arguments.empty() ? 1 : parseUnsigned(arguments[0]).value_or(1);
    const auto what = arguments.size() > 1 ? arguments[1] : error.message.text();
    if (isJson)
        printJson(
            Json::object({{"valid", false}, {"error", what}, {"column", static_cast<std::int64_t>(column)}}));
    else
        printLine("not valid, column " + std::to_string(column) + ": " + what);
    return kFindings;
}

int run(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions(
        {{QStringLiteral("labels"), QStringLiteral("The labels that are asked about: k=v,k2=v2."),
          QStringLiteral("labels")},
         {QStringLiteral("kubernetes"), QStringLiteral("EXPR is a label selector of Kubernetes, as JSON.")},
         {QStringLiteral("json"), QStringLiteral("Answers in JSON.")}});
    int exitStatus = kFine;
    if (!parseArguments(parser, kSelectorVerb, arguments, exitStatus))
        return exitStatus;
    if (parser.positionalArguments().size() != 1)
        return failWith("selector needs one expression, in quotes");
    const auto labels = readLabels(parser.value(QStringLiteral("labels")).toStdString());
    if (!labels)
        return failWith(labels.error());
    const bool isJson = parser.isSet(QStringLiteral("json"));
    const auto match = matches(parser.positionalArguments().at(0).toStdString(), *labels,
                               parser.isSet(QStringLiteral("kubernetes")));
    if (!match)
        return answerInvalid(match.error(), isJson);
    if (isJson)
        printJson(Json::object({{"valid", true}, {"match", *match}}));
    else
        printLine(*match ? "valid, matches" : "valid, does not match");
    return kFine;
}

} // namespace

const Verb kSelectorVerb{"selector", "selector EXPR --labels k=v,k2=v2 [--kubernetes] [--json]",
                         "Says whether a selector is right and whether labels match it.", run};

} // namespace podloom::cli
