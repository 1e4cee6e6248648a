/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Limits first, then Landlock for files, then a seccomp filter for everything else. */
#include "base/sandbox.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>

#ifdef __linux__
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

static bool
limit(unsigned resource, rlim_t soft, struct error *err)
{
    struct rlimit now;
    if (getrlimit(resource, &now) != 0)
        return error_set(err, ERROR_SYSTEM, "cannot read a limit: %s", strerror(errno));
    now.rlim_cur = now.rlim_max < soft ? now.rlim_max : soft;
    if (setrlimit(resource, &now) != 0)
        return error_set(err, ERROR_SYSTEM, "cannot set a limit: %s", strerror(errno));
    return true;
}

bool
sandbox_limit(unsigned seconds, unsigned long long bytes, struct error *err)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    rlim_t spent = (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + 1;
    if (!limit(RLIMIT_CPU, spent + seconds, err))
        return false;
    return bytes == 0 || limit(RLIMIT_AS, (rlim_t)bytes, err);
}

static bool
limit_all(enum sandbox_profile profile, struct error *err)
{
    if (!limit(RLIMIT_CORE, 0, err))
        return false;
    /* FSIZE 0 would kill a CGI whose stderr is a log file. */
    if (profile != SANDBOX_EXTRACTOR)
        return true;
    signal(SIGXFSZ, SIG_IGN); /* a write to a file then fails, as it should */
    return limit(RLIMIT_FSIZE, 0, err) && limit(RLIMIT_NOFILE, 64, err);
}

#ifdef __linux__

/* ---- Landlock (landlock(7)): which files may be read ---- */

static const char *const extractor_folders[] = {
    "/usr/share/poppler",
    "/usr/share/fonts",
    "/etc/fonts",
    "/usr/share/fontconfig", /* what the links in /etc/fonts lead to */
    "/var/cache/fontconfig", /* without it every font is opened to learn its name */
    "/usr/lib/gconv",
    "/usr/lib64/gconv",
    "/usr/lib/x86_64-linux-gnu/gconv",
    "/usr/lib/aarch64-linux-gnu/gconv",
    NULL,
};

static const char *const no_folders[] = { NULL };

/* All rights that this version of the interface knows: an unknown bit makes the call fail. */
static unsigned long long
known_rights(long abi)
{
    int bits = abi >= 5 ? 16 : abi >= 3 ? 15 : abi == 2 ? 14 : 13;
    return (1ULL << bits) - 1;
}

static bool
allow_folder(int rules, const char *folder, struct error *err)
{
    int descriptor = open(folder, O_PATH | O_CLOEXEC);
    if (descriptor < 0)
        return true; /* not on this system */
    struct landlock_path_beneath_attr beneath = {
        .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
        .parent_fd = descriptor,
    };
    long failed =
        syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
    close(descriptor);
    if (failed != 0)
        return error_set(err, ERROR_SYSTEM, "landlock refuses '%s': %s", folder,
                         strerror(errno));
    return true;
}

static bool
enter_landlock(const char *const *folders, bool *granted, struct error *err)
{
    long abi =
        syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (abi < 1)
        return true; /* an older kernel, or one that was started without */
    struct landlock_ruleset_attr attributes = { .handled_access_fs = known_rights(abi) };
    int rules =
        (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
    if (rules < 0)
        return error_set(err, ERROR_SYSTEM, "landlock fails: %s", strerror(errno));
    bool good = true;
    for (size_t i = 0; good && folders[i] != NULL; i++)
        good = allow_folder(rules, folders[i], err);
    if (good && syscall(SYS_landlock_restrict_self, rules, 0) != 0)
        good = error_set(err, ERROR_SYSTEM, "landlock fails: %s", strerror(errno));
    close(rules);
    *granted = good;
    return good;
}

/* ---- seccomp (seccomp(2)): which calls may be made ---- */

#if defined(__x86_64__)
#define SANDBOX_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define SANDBOX_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

/* Reading and writing what is open, memory, time, the end: what both profiles need. */
static const int allowed[] = {
    SYS_read,
    SYS_write,
    SYS_readv,
    SYS_writev,
    SYS_pread64,
    SYS_lseek,
    SYS_close,
    SYS_fstat,
    SYS_mmap,
    SYS_munmap,
    SYS_mremap,
    SYS_mprotect,
    SYS_madvise,
    SYS_brk,
    SYS_futex,
    SYS_exit,
    SYS_exit_group,
    SYS_rt_sigreturn,
    SYS_rt_sigprocmask,
    SYS_rt_sigaction,
    SYS_sigaltstack,
    SYS_clock_gettime,
    SYS_clock_getres,
    SYS_gettimeofday,
    SYS_getrandom,
    SYS_recvmsg,
    SYS_sendmsg,
    SYS_recvfrom,
    SYS_sendto,
    SYS_getpid,
    SYS_gettid,
    SYS_tgkill,
    SYS_sched_yield,
    SYS_fcntl,
    SYS_getdents64,
    SYS_getrusage,
    SYS_setitimer,
    SYS_restart_syscall,
    SYS_sched_getaffinity,
    SYS_geteuid,
    SYS_uname,
    SYS_ppoll,
    SYS_shutdown,
    SYS_accept4,
#ifdef SYS_poll
    SYS_poll,
#endif
#ifdef SYS_time
    SYS_time,
#endif
#ifdef SYS_rseq
    SYS_rseq,
#endif
};

/* How fontconfig looks for the fonts that a PDF names and does not bring along: questions about
 * files, as fstat is one. */
static const int font_calls[] = {
    SYS_faccessat,
    SYS_fstatfs,
    SYS_fadvise64,
#ifdef SYS_access
    SYS_access,
#endif
};

/* Raising a limit of another process, or starting one, is never a library that probes. */
static const int deadly[] = {
    SYS_execve,
    SYS_execveat,
    SYS_ptrace,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_bpf,
    SYS_kill,
    SYS_mount,
    SYS_setns,
    SYS_unshare,
};

enum { PROGRAM_MAX = 256 };

struct program {
    struct sock_filter code[PROGRAM_MAX];
    unsigned short length;
};

static void
emit(struct program *program, struct sock_filter instruction)
{
    program->code[program->length++] = instruction;
}

#define LOAD(field)      \
    (struct sock_filter) \
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define RETURN(value) (struct sock_filter) BPF_STMT(BPF_RET | BPF_K, (value))
#define UNLESS_EQUAL_SKIP(value, skip) \
    (struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (skip))
#define IF_ANY_BIT_SKIP(bits, skip) \
    (struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (bits), (skip), 0)

static void
emit_answer(struct program *program, int call, unsigned answer)
{
    emit(program, UNLESS_EQUAL_SKIP((unsigned)call, 1));
    emit(program, RETURN(answer));
}

/* Opening for reading only; Landlock says which files. args[] are little-endian 64-bit words. */
static void
emit_open_for_reading(struct program *program)
{
    emit(program, UNLESS_EQUAL_SKIP((unsigned)SYS_openat, 4));
    emit(program, LOAD(args[2]));
    emit(program, IF_ANY_BIT_SKIP(O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND, 1));
    emit(program, RETURN(SECCOMP_RET_ALLOW));
    emit(program, RETURN(SECCOMP_RET_ERRNO | EPERM));
}

/* A process may change its own limits, as sandbox_limit does for each document. */
static void
emit_own_limits(struct program *program)
{
    emit(program, UNLESS_EQUAL_SKIP((unsigned)SYS_prlimit64, 4));
    emit(program, LOAD(args[0]));
    emit(program, UNLESS_EQUAL_SKIP(0, 1));
    emit(program, RETURN(SECCOMP_RET_ALLOW));
    emit(program, RETURN(SECCOMP_RET_ERRNO | EPERM));
}

static void
write_program(struct program *program, enum sandbox_profile profile,
              unsigned architecture)
{
    emit(program, LOAD(arch));
    emit(program, UNLESS_EQUAL_SKIP(architecture, 1));
    emit(program, (struct sock_filter)BPF_STMT(BPF_JMP | BPF_JA, 1));
    emit(program, RETURN(SECCOMP_RET_KILL_PROCESS));
    emit(program, LOAD(nr));
    for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++)
        emit_answer(program, allowed[i], SECCOMP_RET_ALLOW);
    for (size_t i = 0; i < sizeof deadly / sizeof deadly[0]; i++)
        emit_answer(program, deadly[i], SECCOMP_RET_KILL_PROCESS);
    if (profile != SANDBOX_READER)
        emit_answer(program, SYS_newfstatat, SECCOMP_RET_ALLOW);
    if (profile == SANDBOX_EXTRACTOR) {
        for (size_t i = 0; i < sizeof font_calls / sizeof font_calls[0]; i++)
            emit_answer(program, font_calls[i], SECCOMP_RET_ALLOW);
        emit_open_for_reading(program);
        emit_own_limits(program);
    }
    /* Libraries probe for calls that are newer than they need; they cope with "no such call". */
    emit(program, RETURN(SECCOMP_RET_ERRNO | ENOSYS));
}

static bool
enter_seccomp(enum sandbox_profile profile, bool *granted, struct error *err)
{
#ifdef SANDBOX_ARCHITECTURE
    struct program program = { .length = 0 };
    write_program(&program, profile, SANDBOX_ARCHITECTURE);
    struct sock_fprog filter = { program.length, program.code };
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0) {
        *granted = true;
        return true;
    }
    if (errno == EINVAL || errno == ENOSYS)
        return true; /* a kernel without filters */
    return error_set(err, ERROR_SYSTEM, "seccomp fails: %s", strerror(errno));
#else
    (void)profile;
    (void)granted;
    (void)err;
    return true;
#endif
}

static bool
enter_kernel_sandbox(enum sandbox_profile profile, struct sandbox_granted *granted,
                     struct error *err)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return error_set(err, ERROR_SYSTEM, "no_new_privs fails: %s", strerror(errno));
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    const char *const *folders =
        profile == SANDBOX_EXTRACTOR ? extractor_folders : no_folders;
    return enter_landlock(folders, &granted->landlock, err) &&
           enter_seccomp(profile, &granted->seccomp, err);
}

#else

static bool
enter_kernel_sandbox(enum sandbox_profile profile, struct sandbox_granted *granted,
                     struct error *err)
{
    (void)profile;
    (void)granted;
    (void)err;
    return true;
}

#endif

bool
sandbox_enter(enum sandbox_profile profile, struct sandbox_granted *granted,
              struct error *err)
{
    granted->landlock = granted->seccomp = false;
    return limit_all(profile, err) && enter_kernel_sandbox(profile, granted, err);
}
