#!/usr/bin/env python3
"""Each target links what it includes: of its files and of its headers, every header of another target or of a library.

linkage_test.py TREE TARGETS    TARGETS: a line "NAME|TYPE|FOLDER|SOURCES|LINKED|LINKED FOR OTHERS" for each target, lists
separated by blanks (CMakeLists.txt beside this writes it). Exit code 1 and a line for each link that is missing. Libraries that one folder of core alone
includes are included nowhere else, and what one file asks of the compiler is asked in no other.

What a target links through a target without sources (docmill_host, docmill_sdk, ...) counts as linked; what comes along with a library
does not: who drops that library must not lose what was never asked for. First it proves that it finds a missing link.
"""
import os
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s+["<]([^">]+)[">]', re.M)
# Of libraries: the beginning of an include, and the targets of which one brings it.
LIBRARIES = {
    "fmt/": ("fmt::fmt", "spdlog::spdlog_header_only"), "spdlog/": ("spdlog::spdlog_header_only",), "toml++/": ("PkgConfig::TOMLPP",), "tbb/": ("TBB::tbb",),
    "oneapi/": ("TBB::tbb",), "CLI/": ("CLI11::CLI11",), "rapidjson/": ("docmill_rapidjson",), "unicode/": ("ICU::uc", "ICU::i18n"),
    "zlib.h": ("ZLIB::ZLIB",), "zstd.h": ("PkgConfig::ZSTD",), "bzlib.h": ("BZip2::BZip2", "docmill_bzip2"), "lzma.h": ("docmill_lzma",), "sqlite3.h": ("SQLite::SQLite3", "docmill_sqlite"),
    "archive": ("docmill_libarchive", "LibArchive::LibArchive"), "expat.h": ("EXPAT::EXPAT",),
    "openssl/": ("OpenSSL::Crypto", "docmill_sha256"), "boost/": ("Boost::headers",),
    "cld2/": ("docmill_cld2",), "fasttext/": ("docmill_fasttext",), "duckdb.h": ("docmill_duckdb",), "doctest/": ("doctest::doctest",), "libxml/": ("LibXml2::LibXml2",), "gumbo.h": ("PkgConfig::GUMBO",),
}
HEADER_ONLY = {"docmill/sdk/": "docmill_sdk", "docmill/base/": "docmill_base", "docmill/stage_abi.h": "docmill_abi"}

# Libraries that one folder of core alone includes; all other code goes through that folder. RapidJSON is kept from the plugins as well,
# but for their tests and tools, which judge with it.
HOMES = {
    "rapidjson/": "core/json_parser", "toml": "core/host/pipeline", "openssl/": "core/host/support", "boost/": "core/host/plugins", "tbb/": "core/host/run",
    "sqlite3.h": "core/tooling/cache", "archive": "core/tooling/bundle", "CLI/": "core/command_line", "spdlog/": "core/cli",
}
# Asked of the compiler in one file alone, which answers for all.
ASKED_IN = {r"__SANITIZE_|__has_feature": "core/base/include/docmill/base/sanitizers.hpp"}
JUDGES = re.compile(r"^plugins/.*/(tests|tools)/")


class Target:
    def __init__(self, line):
        self.name, self.type, self.folder, sources, linked, for_others = line.split("|")
        self.sources = [os.path.normpath(os.path.join(self.folder, s)) for s in sources.split() if "$<" not in s]
        plain = re.sub(r"\$<LINK_ONLY:([^>]*)>", r"\1", f"{linked} {for_others}")
        plain = re.sub(r"\$<[^ ]*?:([\w:.-]+)>", r"\1", plain)
        self.linked = set(plain.replace("docmill::", "docmill_").split())


def read_targets(path):
    with open(path, encoding="utf-8") as file:
        return {t.name: t for t in map(Target, filter(None, file.read().split("\n")))}


def linked_by(target, targets):
    """What it links itself, and through targets without sources."""
    found, waiting = set(), list(target.linked)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        if name in targets and targets[name].type in ("INTERFACE_LIBRARY", "OBJECT_LIBRARY"):
            waiting.extend(targets[name].linked)
    return found


class Tree:
    def __init__(self, root, targets):
        self.root, self.targets, self.read = root, targets, {}
        self.by_source, self.by_folder = {}, {}
        for target in targets.values():
            for source in target.sources:
                self.by_source.setdefault(source, []).append(target.name)
                if target.type == "STATIC_LIBRARY":
                    self.by_folder.setdefault(os.path.dirname(source), set()).add(target.name)

    def owners(self, header):
        """The targets that a header belongs to: of the source of the same name, otherwise the library of its folder."""
        stem, folder = os.path.splitext(header)[0], os.path.dirname(header)
        own = [t for t in self.by_source.get(stem + ".cpp", []) if self.targets[t].type == "STATIC_LIBRARY"]
        if own:
            return set(own)
        if stem + ".cpp" in self.by_source:
            return set()  # of a program, which nobody links
        return self.by_folder.get(folder, set())

    def find(self, name, file):
        """The file of this tree that an include means, or None."""
        plugin = re.match(re.escape(os.path.join(self.root, "plugins", "")) + "[^/]+", file)
        roots = [os.path.dirname(file)] + ([plugin.group()] if plugin else [])
        roots += [os.path.join(self.root, part) for part in ("core", "tests", "plugins/common", "plugins/entity_linker",
                                                            "plugins/language_tagger", "plugins/cleaner", "")]
        for root in roots:
            path = os.path.normpath(os.path.join(root, name))
            if os.path.isfile(path):
                return path
        return None

    def files_of(self, target):
        """Its sources, and the headers of its own that these include."""
        files = [s for s in target.sources if s.startswith(self.root + "/") and os.path.isfile(s) and "/build/" not in s[len(self.root):]]
        waiting, headers = list(files), set()
        while waiting:
            file = waiting.pop()
            for name in self.includes(file):
                path = self.find(name, file)
                if path and path not in headers and path.endswith((".hpp", ".h")) and target.name in self.owners(path):
                    headers.add(path)
                    waiting.append(path)
        return files + sorted(headers)

    def includes(self, file):
        if file not in self.read:
            with open(file, encoding="utf-8") as text:
                self.read[file] = INCLUDE.findall(text.read())
        return self.read[file]

    def missing(self, target):
        linked = linked_by(target, self.targets)
        lacking = {}
        for file in self.files_of(target):
            for name in self.includes(file):
                wanted = self.wanted(name, file)
                if wanted and target.name not in wanted and not wanted & linked:
                    lacking.setdefault(" or ".join(sorted(wanted)), f"{os.path.relpath(file, self.root)} includes {name}")
        return lacking

    def wanted(self, name, file):
        for prefix, target in HEADER_ONLY.items():
            if name.startswith(prefix):
                return {target}
        path = self.find(name, file)
        if path:
            return self.owners(path) if path.endswith((".hpp", ".h")) else set()
        for prefix, names in LIBRARIES.items():
            if name.startswith(prefix):
                return set(names)
        return set()


def missing_links(root, targets):
    tree = Tree(root, targets)
    missing = {}
    for name, target in sorted(targets.items()):
        found = tree.missing(target)
        if found:
            missing[name] = found
    return missing


def strays(root, targets, homes):
    """Files that include a library whose home is another folder."""
    tree, found = Tree(root, targets), set()
    for target in targets.values():
        for file in tree.files_of(target):
            path = os.path.relpath(file, root)
            for name in tree.includes(file):
                library = next((prefix for prefix in homes if name.startswith(prefix)), None)
                kept = path.startswith("core/") or (library == "rapidjson/" and path.startswith("plugins/") and not JUDGES.match(path))
                if library and kept and not tree.find(name, file) and os.path.dirname(path) != homes[library]:
                    found.add(f"{path} includes {name}, which only {homes[library]} may")
    return found


def asked_elsewhere(root, asked):
    """Files that ask the compiler what one file answers."""
    found = set()
    for folder in ("core", "plugins", "tests"):
        for path, _, names in os.walk(os.path.join(root, folder)):
            for name in filter(lambda n: n.endswith((".c", ".h", ".cpp", ".hpp")), names):
                file = os.path.relpath(os.path.join(path, name), root)
                with open(os.path.join(root, file), encoding="utf-8", errors="replace") as text:
                    words = text.read()
                found |= {f"{file} asks for {what}, which only {home} does" for what, home in asked.items() if file != home and re.search(what, words)}
    return found


def main():
    root, path = os.path.abspath(sys.argv[1]), sys.argv[2]
    targets = read_targets(path)
    missing = missing_links(root, targets)
    for target, links in missing.items():
        for library, why in sorted(links.items()):
            print(f"{target} does not link {library}: {why}")
    strangers = strays(root, targets, HOMES) | asked_elsewhere(root, ASKED_IN)
    for stranger in sorted(strangers):
        print(stranger)
    for library in HOMES:  # from another home each would be found
        if not strays(root, targets, {library: "core/nowhere"}):
            sys.exit(f"that {library} is included elsewhere would not be found")
    if not asked_elsewhere(root, {what: "nowhere" for what in ASKED_IN}):
        sys.exit("who asks for sanitizers would not be found")
    # Without its links a target must be found, or nothing above means anything.
    for name, library in (("docmill_host_plan", "docmill_host_pipeline"), ("writer_logic", "docmill_sdk")):
        targets[name].linked.discard(library)
        if library not in missing_links(root, {**targets})[name]:
            sys.exit(f"that {name} does not link {library} would not be found")
    print(f"{len(targets)} targets, {sum(map(len, missing.values()))} links are missing")
    return 1 if missing or strangers or len(targets) < 50 else 0


if __name__ == "__main__":
    sys.exit(main())
