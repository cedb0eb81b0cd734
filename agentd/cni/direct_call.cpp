// The way of an ordinary ADD or DEL through podloom-cni: from the entry of the program to the agent and back,
// before the C library has started. That start asks some seventy times what the processor can do, and where
// CPUID is emulated, as in virtual machines, it costs most of the plugin's time. What is not ordinary is left
// to main(), with standard input as it was.
//
// Without a C library there are no functions but those of this file and its header: the compiler's own calls
// of memcpy would end the process, so nothing here copies or clears whole objects.
#include "agentd/cni/bare_system.h"

#include <fcntl.h>
#include <linux/nsfs.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>

namespace {

using namespace podloom::bare;

/// Configurations and answers that are larger are main()'s.
constexpr std::size_t kMaxConfigBytes = std::size_t{64} << 10U;
constexpr std::size_t kMaxRequestBytes = std::size_t{512} << 10U;
constexpr std::size_t kMaxAnswerBytes = std::size_t{1} << 20U;
char configBytes[kMaxConfigBytes];
char requestBytes[kMaxRequestBytes];
char answerBytes[kMaxAnswerBytes];

/// What of CNI's environment the agent wants to know.
struct Environment {
    Text command, containerId, ifName, args, path, netnsPath;

    explicit Environment(char **variables)
    {
        for (; *variables; ++variables) {
            std::size_t length = 0;
            while ((*variables)[length] != '\0')
                ++length;
            const Text variable(*variables, length);
            take(variable, "CNI_COMMAND=", command);
            take(variable, "CNI_CONTAINERID=", containerId);
            take(variable, "CNI_IFNAME=", ifName);
            take(variable, "CNI_ARGS=", args);
            take(variable, "CNI_PATH=", path);
            take(variable, "CNI_NETNS=", netnsPath);
        }
    }

private:
    /// The first of a name counts, as with getenv().
    static void take(Text variable, Text start, Text &value)
    {
        if (!value.data && variable.startsWith(start))
            value = {variable.data + start.size, variable.size - start.size};
    }
};

/// A file in memory; negative where the system has none for us.
int memoryFile()
{
    constexpr Word kNoExecSeal = 8; // MFD_NOEXEC_SEAL, which some systems insist on and others do not know
    const auto sealed = systemCall(__NR_memfd_create, word("config"), kNoExecSeal);
    return static_cast<int>(sealed == -EINVAL ? systemCall(__NR_memfd_create, word("config")) : sealed);
}

/// Descriptors from which can be read what was read of standard input, and what was not; negative: none.
int copyOfInput(Text read)
{
    const int copy = memoryFile();
    if (copy < 0) {
        int ends[2];
        const bool fits = read.size < kMaxConfigBytes; // what a pipe holds, and then nothing was left to read
        return fits && systemCall(__NR_pipe, word(ends)) == 0 && writeAll(ends[1], read)
                    && systemCall(__NR_close, ends[1]) == 0
                 ? ends[0]
                 : -1;
    }
    bool isWhole = writeAll(copy, read);
    Draft rest{requestBytes, kMaxRequestBytes};
    for (bool hasMore = isWhole; hasMore && isWhole; rest.size = 0) {
        hasMore = !readAll(STDIN_FILENO, rest) && rest.size == rest.capacity;
        isWhole = writeAll(copy, rest.text());
    }
    return isWhole && systemCall(__NR_lseek, copy) == 0 ? copy : -1;
}

/// Makes standard input hold again what was read of it.
void giveBack(Text read)
{
    const int copy = copyOfInput(read);
    if (copy < 0 || systemCall(__NR_dup2, copy, STDIN_FILENO) != STDIN_FILENO) {
        writeAll(STDOUT_FILENO,
                 "{\"cniVersion\":\"1.0.0\",\"code\":5,\"msg\":\"the configuration cannot be kept\"}\n");
        end(1);
    }
    closeFile(copy);
}

/// Whether `netns` is open, a network namespace, and not the one that we are in.
bool isPodsNetns(int netns)
{
    struct stat theirs;
    struct stat ours;
    return netns >= 0 && systemCall(__NR_ioctl, netns, NS_GET_NSTYPE) == CLONE_NEWNET
        && systemCall(__NR_fstat, netns, word(&theirs)) == 0
        && systemCall(__NR_stat, word("/proc/self/ns/net"), word(&ours)) == 0 && theirs.st_ino != ours.st_ino;
}

bool isSpace(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/// The member "socket" of a JSON object, empty when it has none. False when only a real parser can tell.
bool findSocket(Text json, Text &socket)
{
    int depth = 0;
    bool isValue = false; // the next text at depth 1 is what belongs to "socket"
    for (std::size_t i = 0; i < json.size; ++i) {
        const char byte = json[i];
        if (isValue && byte != '"' && !isSpace(byte))
            return false;
        if (byte == '{' || byte == '[')
            ++depth;
        else if (byte == '}' || byte == ']')
            --depth;
        if (byte != '"')
            continue;
        const auto begin = ++i;
        for (; i < json.size && json[i] != '"'; ++i) {
            if (json[i] != '\\')
                continue;
            if (depth == 1)
                return false;
            ++i;
        }
        const Text text(json.data + begin, i - begin);
        if (depth != 1)
            continue;
        if (isValue)
            socket = text;
        auto next = i + 1;
        while (next < json.size && isSpace(json[next]))
            ++next;
        const bool isName = next < json.size && json[next] == ':';
        isValue = !isValue && isName && text == "socket";
        if (isValue && socket.data)
            return false; // twice
        if (isValue)
            i = next;
    }
    return true;
}

/// The address of the agent's socket for plugins, beside the one that the configuration names.
bool addressOf(Text config, sockaddr_un &address)
{
    Text socket;
    if (!findSocket(config, socket))
        return false;
    if (socket.isEmpty())
        socket = "/run/podloom/agentd.sock";
    auto folder = socket.size;
    while (folder > 0 && socket[folder - 1] != '/')
        --folder;
    if (folder < 2)
        return false;
    Draft path{address.sun_path, sizeof address.sun_path};
    path.put(Text(socket.data, folder));
    path.put("cni.sock");
    path.put('\0');
    address.sun_family = AF_UNIX;
    return !path.isFull;
}

bool sendRequest(int socket, Text request, int netns)
{
    iovec part{const_cast<char *>(request.data), request.size};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))];
    msghdr message;
    message.msg_name = nullptr;
    message.msg_namelen = 0;
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = netns >= 0 ? control : nullptr;
    message.msg_controllen = netns >= 0 ? sizeof control : 0;
    message.msg_flags = 0;
    if (netns >= 0) {
        auto *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        *reinterpret_cast<int *>(CMSG_DATA(header)) = netns;
    }
    const auto sent = systemCall(__NR_sendmsg, socket, word(&message), MSG_NOSIGNAL);
    if (sent < 0)
        return false;
    const auto done = static_cast<std::size_t>(sent);
    return writeAll(socket, {request.data + done, request.size - done});
}

/// Prints the agent's answer, "STATUS LENGTH", a line's end and the output, and ends; returns when it is
/// torn.
void printAndEnd(Text answer)
{
    std::size_t numbers[2] = {0, 0};
    std::size_t at = 0;
    for (auto &number : numbers) {
        const auto begin = at;
        for (; at < answer.size && answer[at] >= '0' && answer[at] <= '9'; ++at)
            number = number * 10 + static_cast<std::size_t>(answer[at] - '0');
        if (at == begin || at - begin > 9 || at == answer.size
            || answer[at] != (&number == numbers ? ' ' : '\n'))
            return;
        ++at;
    }
    if (answer.size - at != numbers[1])
        return;
    if (numbers[1] > 0) {
        writeAll(STDOUT_FILENO, {answer.data + at, numbers[1]});
        writeAll(STDOUT_FILENO, "\n");
    }
    end(static_cast<Word>(numbers[0]));
}

/// Asks the agent and ends; returns when the agent is not there or ends meanwhile.
void ask(const Environment &environment, Text config, int netns)
{
    sockaddr_un address;
    if (!addressOf(config, address))
        return;
    Draft request{requestBytes, kMaxRequestBytes};
    request.putMember("command", environment.command);
    request.putMember("containerId", environment.containerId);
    request.putMember("ifName", environment.ifName);
    request.putMember("args", environment.args);
    request.putMember("path", environment.path);
    request.putMember("netnsPath", environment.netnsPath);
    request.putMember("config", config);
    request.put("}\n");
    const auto socket = static_cast<int>(systemCall(__NR_socket, AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC));
    Draft answer{answerBytes, kMaxAnswerBytes};
    if (!request.isFull && socket >= 0
        && systemCall(__NR_connect, socket, word(&address), sizeof address) == 0
        && sendRequest(socket, request.text(), netns) && readAll(socket, answer))
        printAndEnd(answer.text());
    closeFile(socket);
}

/// No signal, but an error, for what is written where nobody reads; as main() wants it too.
void ignoreBrokenPipes()
{
    struct {
        Word handler, flags, restorer, mask;
    } action{word(reinterpret_cast<const void *>(SIG_IGN)), 0, 0, 0};
    systemCall(__NR_rt_sigaction, SIGPIPE, word(&action), 0, sizeof action.mask);
}

} // namespace

/// Serves the call and ends the process, or returns and has changed nothing that main() sees. `stack` is as
/// the kernel leaves it: the number of arguments, these, a null, the environment.
extern "C" void podloomDirectCall(Word *stack)
{
    const Environment environment(reinterpret_cast<char **>(stack + *stack + 2));
    const bool isAdd = environment.command == "ADD";
    if (!isAdd && !(environment.command == "DEL"))
        return;
    int netns = -1;
    if (!environment.netnsPath.isEmpty())
        netns =
            static_cast<int>(systemCall(__NR_open, word(environment.netnsPath.data), O_RDONLY | O_CLOEXEC));
    if (!isAdd || isPodsNetns(netns)) {
        ignoreBrokenPipes();
        Draft config{configBytes, kMaxConfigBytes};
        if (readAll(STDIN_FILENO, config))
            ask(environment, config.text(), netns);
        giveBack(config.text());
    }
    closeFile(netns);
}

// The entry of the program: what of the kernel's registers the C library's entry reads goes on to it.
asm(R"(
    .text
    .globl podloomEntry
    .type podloomEntry, @function
podloomEntry:
    mov %rsp, %rbx
    mov %rdx, %rbp
    mov %rsp, %rdi
    and $-16, %rsp
    call podloomDirectCall
    mov %rbx, %rsp
    mov %rbp, %rdx
    jmp _start
)");
