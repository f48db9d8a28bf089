# Every dependency once, with its purpose. All come from Debian; ./dev installs the packages named here.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

find_package(Boost 1.74 REQUIRED)                 # libboost-dev: Boost.DLL loads the plugins (header-only with std::filesystem)
find_package(fmt REQUIRED)                        # libfmt-dev: text formatting (g++ 12 has no <format>)
find_package(spdlog REQUIRED)                     # libspdlog-dev: the program's log (its headers: loading the library costs every start)
pkg_check_modules(TOMLPP REQUIRED IMPORTED_TARGET tomlplusplus)  # libtomlplusplus-dev: pipeline files (compiled library)
find_package(TBB REQUIRED)                        # libtbb-dev: parallel_pipeline carries the work
find_package(CLI11 REQUIRED)                      # libcli11-dev: the command line
find_package(RapidJSON REQUIRED)                  # rapidjson-dev: reading JSON Lines, writing JSON
find_package(ICU 72 REQUIRED COMPONENTS uc i18n)  # libicu-dev: encodings, normalisation, sentence boundaries
find_package(ZLIB REQUIRED)                       # zlib1g-dev: .gz input and output, entries of zip files
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)  # libzstd-dev: .zst input and output, the documents index
find_package(SQLite3 REQUIRED)                     # libsqlite3-dev: the cache of expensive stages; writer-sqlite
find_package(BZip2 REQUIRED)                      # libbz2-dev: .bz2 input, dumps of Wikidata (docmill kb)
find_package(LibLZMA REQUIRED)                    # liblzma-dev: .xz input
find_package(EXPAT 2.4 REQUIRED)                  # libexpat1-dev: XML of feeds, office documents, e-books; from 2.4 on it refuses entity bombs
find_package(LibArchive REQUIRED)                 # libarchive-dev: bundles (tar); the reader `archive`
pkg_check_modules(BROTLI REQUIRED IMPORTED_TARGET libbrotlidec)  # libbrotli-dev: pages in web archives (br)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)  # libssl-dev: SHA-256

# Of OpenSSL only SHA-256 is used, thirty kilobytes of the static library; the shared one costs every start three
# milliseconds. It serves where there is no static one.
find_library(DOCMILL_STATIC_CRYPTO libcrypto.a HINTS ${OPENSSL_CRYPTO_LIBRARY}/..)
add_library(docmill_sha256 INTERFACE)
if(DOCMILL_STATIC_CRYPTO)
  target_include_directories(docmill_sha256 SYSTEM INTERFACE ${OPENSSL_INCLUDE_DIR})
  target_link_libraries(docmill_sha256 INTERFACE ${DOCMILL_STATIC_CRYPTO} ${CMAKE_DL_LIBS} Threads::Threads)
else()
  target_link_libraries(docmill_sha256 INTERFACE OpenSSL::Crypto)
endif()

# Likewise what unpacks .bz2 and .xz, which few runs need.
function(docmill_static_where_found target name shared folder)
  find_library(DOCMILL_STATIC_${name} lib${name}.a HINTS ${shared}/..)
  add_library(${target} INTERFACE)
  target_include_directories(${target} SYSTEM INTERFACE ${folder})
  if(DOCMILL_STATIC_${name})
    target_link_libraries(${target} INTERFACE ${DOCMILL_STATIC_${name}} Threads::Threads)
  else()
    target_link_libraries(${target} INTERFACE ${shared})
  endif()
endfunction()
get_filename_component(bzip2_folder ${BZIP2_INCLUDE_DIR} ABSOLUTE)
docmill_static_where_found(docmill_bzip2 bz2 "${BZIP2_LIBRARIES}" ${bzip2_folder})
docmill_static_where_found(docmill_lzma lzma "${LIBLZMA_LIBRARY}" ${LIBLZMA_INCLUDE_DIRS})

# What is not linked but opened when it is needed, by the name that the linker would write down: libarchive by bundles
# (core/tooling/bundle/archive_library.hpp), SQLite by the cache (core/tooling/cache/sqlite_library.hpp).
function(docmill_opened_library target macro library folder)
  file(READ_SYMLINK ${library} name)
  get_filename_component(name "${name}" NAME)
  string(REGEX MATCH "^lib[a-z0-9]+\\.so\\.[0-9]+" name "${name}")
  if(NOT name)
    message(FATAL_ERROR "${library} is no link to a library LIBRARY.so.NUMBER; give the link as its path")
  endif()
  add_library(${target} INTERFACE)
  target_include_directories(${target} SYSTEM INTERFACE ${folder})
  target_compile_definitions(${target} INTERFACE ${macro}="${name}")
  target_link_libraries(${target} INTERFACE ${CMAKE_DL_LIBS})
endfunction()
docmill_opened_library(docmill_libarchive DOCMILL_LIBARCHIVE "${LibArchive_LIBRARY}" "${LibArchive_INCLUDE_DIRS}")
docmill_opened_library(docmill_sqlite DOCMILL_SQLITE "${SQLite3_LIBRARY}" "${SQLite3_INCLUDE_DIRS}")

# libcld2-dev: the language tagger. No pkg-config file; the full tables are a library of their own (data only) that
# must come first and be kept although nothing refers to it by name.
find_library(CLD2_LIBRARY cld2 REQUIRED)
find_library(CLD2_FULL_LIBRARY cld2_full REQUIRED)
add_library(docmill_cld2 INTERFACE)
target_link_libraries(docmill_cld2 INTERFACE -Wl,--no-as-needed ${CLD2_FULL_LIBRARY} ${CLD2_LIBRARY} -Wl,--as-needed)

# libfasttext-dev: language-tagger-fasttext, which is built where it is found.
pkg_check_modules(FASTTEXT IMPORTED_TARGET fasttext)
if(FASTTEXT_FOUND)
  add_library(docmill_fasttext INTERFACE)
  target_link_libraries(docmill_fasttext INTERFACE PkgConfig::FASTTEXT)
endif()

# DuckDB's C library (no Debian package; ./dev parquet fetches it from npm): writer-parquet and reader-parquet, which are built where it is
# found. Not under sanitizers: the library knows nothing of them.
set(DOCMILL_DUCKDB ${PROJECT_SOURCE_DIR}/build/duckdb CACHE PATH "Folder with DuckDB's duckdb.h and libduckdb.so (1.4)")
get_filename_component(duckdb ${DOCMILL_DUCKDB} ABSOLUTE BASE_DIR ${PROJECT_SOURCE_DIR})
if(EXISTS ${duckdb}/duckdb.h AND EXISTS ${duckdb}/libduckdb.so AND NOT DOCMILL_SANITIZE)
  set(DUCKDB_FOUND ON)
  add_library(docmill_duckdb INTERFACE)
  target_include_directories(docmill_duckdb SYSTEM INTERFACE ${duckdb})
  target_link_libraries(docmill_duckdb INTERFACE ${duckdb}/libduckdb.so Threads::Threads)
else()
  set(DUCKDB_FOUND OFF)
endif()

# The RapidJSON of Debian sets include directories only.
add_library(docmill_rapidjson INTERFACE)
target_include_directories(docmill_rapidjson SYSTEM INTERFACE ${RapidJSON_INCLUDE_DIRS} ${RAPIDJSON_INCLUDE_DIRS})

if(DOCMILL_TESTS)
  find_package(doctest REQUIRED)                  # doctest-dev: the tests
  find_package(LibXml2 REQUIRED)                  # libxml2-dev: second opinion on the cleaner's HTML parser
  pkg_check_modules(GUMBO IMPORTED_TARGET gumbo)  # libgumbo-dev, optional: another one, on malformed pages
endif()
