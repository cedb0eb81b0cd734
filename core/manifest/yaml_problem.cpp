#include "core/manifest/yaml_problem.h"

#include <algorithm>
#include <array>

namespace podloom::manifest {

namespace {

struct Problem {
    std::string_view words;   ///< libyaml's
    std::string_view english; ///< %1 = the line in which the collection or text began
};

constexpr std::array kProblems{
    Problem{"could not find expected ':'", "this line is no \"key: value\"; a \":\" and a blank are missing"},
    Problem{"mapping values are not allowed in this context",
            "\": \" begins a mapping where none can stand; indent the line as its neighbours are, or put the "
            "text "
            "in quotes"},
    Problem{"block sequence entries are not allowed in this context",
            "\"- \" begins a list item where none can stand; write it on a line of its own"},
    Problem{"mapping keys are not allowed in this context",
            "\"? \" begins a key where none can stand; put the text in quotes"},
    Problem{"found character that cannot start any token",
            "this character cannot begin a text; put the text in quotes"},
    Problem{"found unexpected end of stream", "the text in quotes that began in line %1 is never closed"},
    Problem{"found unknown escape character",
            "this is no escape that a text in double quotes knows; write \"\\\\\" for a backslash"},
    Problem{"did not find expected hexdecimal number", "hexadecimal digits are missing behind this escape"},
    Problem{"found invalid Unicode character escape code", "this escape stands for no character"},
    Problem{"did not find expected comment or line break",
            "only a comment can stand behind this; begin a new line"},
    Problem{"found a tab character where an indentation space is expected",
            "a tab cannot indent YAML; use spaces"},
    Problem{"did not find expected alphabetic or numeric character",
            "the name of an anchor or alias has letters, digits, \"-\" and \"_\"; put a text in quotes"},
    Problem{"did not find expected <document start>",
            "another document or text begins here; separate documents by a line \"---\""},
    Problem{"did not find expected node content",
            "a value is missing here; the one before it ended too early, or the text is cut off"},
    Problem{"did not find expected key",
            "here should stand another key of the mapping that began in line %1; check the indentation and "
            "the quotes"},
    Problem{"did not find expected '-' indicator",
            "here should stand another \"- \" of the list that began in line %1; check the indentation"},
    Problem{"did not find expected ',' or ']'",
            "here should stand \",\" or the \"]\" of the list that began in line %1"},
    Problem{"did not find expected ',' or '}'",
            "here should stand \",\" or the \"}\" of the mapping that began in line %1"},
    Problem{"found incompatible YAML document", "only YAML 1.1 and 1.2 are read; leave out the line %YAML"},
    Problem{"found undefined tag handle", "the prefix of this tag is declared nowhere; leave out the tag"},
};

} // namespace

Message syntaxMessage(std::string_view problem, std::string_view context, std::size_t contextLine)
{
    const auto line = std::to_string(contextLine);
    const auto known = std::find_if(kProblems.begin(), kProblems.end(),
                                    [&](const Problem &each) { return each.words == problem; });
    if (known != kProblems.end() && (!context.empty() || known->english.find("%1") == std::string_view::npos))
        return {"yaml-syntax", std::string(known->english), {line}};
    if (context.empty())
        return {"yaml-syntax", "this is not YAML: %1", {std::string(problem)}};
    return {"yaml-syntax",
            "this is not YAML: %1 (%2 that began in line %3)",
            {std::string(problem), std::string(context), line}};
}

} // namespace podloom::manifest
