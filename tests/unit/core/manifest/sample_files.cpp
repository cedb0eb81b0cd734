#include "tests/unit/core/manifest/sample_files.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace podloom::samples {

namespace fs = std::filesystem;

std::vector<InputFile> filesBelow(const fs::path &folder)
{
    std::vector<InputFile> out;
    if (!fs::exists(folder))
        return out;
    for (const auto &entry : fs::recursive_directory_iterator(folder)) {
        const auto extension = entry.path().extension();
        if (!entry.is_regular_file() || (extension != ".yaml" && extension != ".yml" && extension != ".json"))
            continue;
        std::ifstream in(entry.path(), std::ios::binary);
        std::ostringstream bytes;
        bytes << in.rdbuf();
        out.push_back({entry.path().string(), bytes.str()});
    }
    std::sort(out.begin(), out.end(), [](const InputFile &a, const InputFile &b) { return a.name < b.name; });
    return out;
}

std::vector<InputFile> styleFiles()
{
    return filesBelow(fs::path(PODLOOM_SOURCE_DIR) / "tests" / "data" / "styles");
}

std::vector<InputFile> exampleFiles()
{
    return filesBelow(fs::path(PODLOOM_SOURCE_DIR) / "resources" / "examples");
}

std::vector<InputFile> realFiles()
{
    const char *given = std::getenv("PODLOOM_SHARED_DATA");
    return filesBelow(given ? fs::path(given)
                            : fs::path(PODLOOM_SOURCE_DIR).parent_path() / "shared" / "data");
}

} // namespace podloom::samples
