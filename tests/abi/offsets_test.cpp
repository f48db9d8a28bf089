// ABI 1.1 as numbers: sizes and offsets of every struct, the same in C11 and in every C++. A plugin that was built
// years ago has these numbers in its machine code, so a red line here is a broken promise, not a number to correct.
#include <docmill/stage_abi.h>
#include <doctest/doctest.h>

#include <cstddef>
#include <cstring>
#include <string>
#include <type_traits>

extern "C" {
extern const std::size_t docmill_layout_c11[], docmill_layout_cpp11[], docmill_layout_cpp17[], docmill_layout_cpp20[];
int docmill_layer_has_map(const docmill_layer* layer);
const docmill_elf_note* docmill_c11_note(void);
}

namespace {

struct Expected {
  const char* name;
  std::size_t number;
};

constexpr Expected layout[] = {
#define FROZEN(type, bytes) {"sizeof " #type, bytes},
#define STRUCT(type, bytes) {"sizeof " #type, bytes},
#define MEMBER(type, member, at) {#type "." #member, at},
#include "stage_abi_layout.h"
#undef FROZEN
#undef STRUCT
#undef MEMBER
};
constexpr std::size_t n_numbers = sizeof layout / sizeof layout[0];

void check_layout(const std::size_t* got) {
  for (std::size_t i = 0; i < n_numbers; ++i) {
    CAPTURE(std::string(layout[i].name));
    CHECK(got[i] == layout[i].number);
  }
}

}  // namespace

TEST_CASE("the layout of ABI 1.1 in C11") { check_layout(docmill_layout_c11); }
TEST_CASE("the layout of ABI 1.1 in C++11") { check_layout(docmill_layout_cpp11); }
TEST_CASE("the layout of ABI 1.1 in C++17") { check_layout(docmill_layout_cpp17); }
TEST_CASE("the layout of ABI 1.1 in C++20") { check_layout(docmill_layout_cpp20); }

TEST_CASE("structs that grow say their size first") {
#define FROZEN(type, bytes)
#define STRUCT(type, bytes)         \
  CHECK(offsetof(type, size) == 0); \
  CHECK(std::is_same<decltype(type::size), uint32_t>::value);
#define MEMBER(type, member, at)
#include "stage_abi_layout.h"
#undef FROZEN
#undef STRUCT
#undef MEMBER
}

TEST_CASE("every struct of the boundary is plain data") {
#define FROZEN(type, bytes) \
  CHECK_MESSAGE((std::is_trivial<type>::value && std::is_standard_layout<type>::value), #type);
#define STRUCT(type, bytes) FROZEN(type, bytes)
#define MEMBER(type, member, at)
#include "stage_abi_layout.h"
#undef FROZEN
#undef STRUCT
#undef MEMBER
}

TEST_CASE("the members of a struct fill it: no padding whose bytes could differ") {
  // Rows are hashed and compared as bytes.
  CHECK(sizeof(docmill_span) == 8 + 4 + 4 + 8 + 8 + 8);
  CHECK(sizeof(docmill_edit) == 4 + 4 + 8);
  CHECK(sizeof(docmill_attributes) == 8);
  CHECK(sizeof(docmill_map_run) == 4 * 4);
  CHECK(std::has_unique_object_representations<docmill_edit>::value);
  CHECK(std::has_unique_object_representations<docmill_map_run>::value);
}

TEST_CASE("the numbers that stand in plugins and in layers") {
  CHECK(DOCMILL_ABI_MAJOR == 1);
  CHECK(DOCMILL_TYPE_BOOLEAN == 1);
  CHECK(DOCMILL_TYPE_INTEGER == 2);
  CHECK(DOCMILL_TYPE_NUMBER == 3);
  CHECK(DOCMILL_TYPE_STRING == 4);
  CHECK(DOCMILL_KIND_TEXT == 1);
  CHECK(DOCMILL_KIND_SPANS == 2);
  CHECK(DOCMILL_KIND_ATTRIBUTES == 3);
  CHECK(DOCMILL_KIND_REWRITE == 4);
  CHECK(DOCMILL_KIND_JSON == 5);
  CHECK(DOCMILL_KIND_BYTES == 6);
  CHECK(DOCMILL_NULL_LABEL == 1);
  CHECK(DOCMILL_NULL_VALUE == 2);
  CHECK(DOCMILL_NULL_SCORE == 4);
  CHECK(DOCMILL_NULL_FIELD(0) == 8);
  CHECK(DOCMILL_NULL_FIELD(55) == uint64_t{1} << 58);
  CHECK(DOCMILL_NULL_KEY(0) == 1);
  CHECK(DOCMILL_MAX_FIELDS == 56);
  CHECK(DOCMILL_PORT_OPTIONAL == 1);
  CHECK(DOCMILL_PORT_NO_LABEL == 2);
  CHECK(DOCMILL_PORT_NO_VALUE == 4);
  CHECK(DOCMILL_PORT_NO_SCORE == 8);
  CHECK(DOCMILL_OPTION_BOOLEAN == 1);
  CHECK(DOCMILL_OPTION_INTEGER == 2);
  CHECK(DOCMILL_OPTION_NUMBER == 3);
  CHECK(DOCMILL_OPTION_STRING == 4);
  CHECK(DOCMILL_OPTION_STRINGS == 5);
  CHECK(DOCMILL_OPTION_FILE == 6);
  CHECK(DOCMILL_OPTION_FILES == 7);
  CHECK(DOCMILL_PURE == 1);
  CHECK(DOCMILL_ORDERED == 2);
  CHECK(DOCMILL_EXTERNAL == 4);
  CHECK(DOCMILL_READS_ALL == 8);
  CHECK(DOCMILL_PORTS_FROM_PIPELINE == 16);
  CHECK(DOCMILL_LEVEL_DEBUG == 0);
  CHECK(DOCMILL_LEVEL_INFO == 1);
  CHECK(DOCMILL_LEVEL_WARNING == 2);
  CHECK(DOCMILL_LEVEL_ERROR == 3);
  CHECK(DOCMILL_OUTPUT_FILE == 1);
  CHECK(DOCMILL_OUTPUT_FOLDER == 2);
  CHECK(DOCMILL_OK == 0);
  CHECK(DOCMILL_REFUSED == 1);
  CHECK(DOCMILL_STOP == 2);
  CHECK(DOCMILL_ERROR_CONFIGURATION == 3);
  CHECK(DOCMILL_ERROR_RESOURCE == 4);
  CHECK(DOCMILL_ERROR_INTERNAL == 5);
  CHECK(DOCMILL_DROP == 1);
  CHECK(DOCMILL_FAIL == 2);
  CHECK(DOCMILL_NO_DOCUMENT == 0xFFFFFFFFu);
  CHECK(std::string(DOCMILL_LIBRARY_SYMBOL) == "docmill_stage_library_1");
}

TEST_CASE("DOCMILL_HAS tells an older, shorter struct from a whole one") {
  docmill_layer layer{};
  layer.size = sizeof layer;
  CHECK(docmill_layer_has_map(&layer) == 1);
  layer.size = 55;
  CHECK(docmill_layer_has_map(&layer) == 0);
  layer.size = 0;
  CHECK(docmill_layer_has_map(&layer) == 0);
}

TEST_CASE("the ELF note is, byte for byte, what the loader looks for") {
  const unsigned char expected[28] = {
      8, 0, 0, 0, 8, 0, 0, 0, 1, 0, 0, 0, 'd', 'o', 'c', 'm', 'i', 'l', 'l', 0, 1, 0, DOCMILL_ABI_MINOR, 0, 8, 0, 0, 0};
  CHECK(std::memcmp(docmill_c11_note(), expected, sizeof expected) == 0);
}
