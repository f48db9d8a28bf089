#include "schema/key_schemas.hpp"

namespace docmill::schema {
namespace {

// clang-format off
constexpr KeySchema keys[] = {
    {"pipeline", "extends", R"({"type":"string","description":"overlays: start from this pipeline file"})"},
    {"pipeline", "name", R"({"type":"string","description":"what the pipeline is called; default: the name of the file"})"},
    {"pipeline", "remove", R"({"type":"array","items":{"type":"string"},"description":"overlays: take these stages out"})"},
    {"pipeline", "summary", R"({"type":"string","description":"one sentence, for people"})"},

    {"input", "duplicates", R"({"enum":["warn","error"],"default":"warn","description":"two documents with one id"})"},
    {"input", "encoding", R"({"type":"string","default":"detect","description":"of files without a BOM: detect, strict (UTF-8 or as a page declares) or a name"})"},
    {"input", "fields", R"({"type":"object","additionalProperties":false,"properties":{
        "id":{"type":"string","default":"id"},"text":{"type":"string","default":"text"},"html":{"type":"string","default":"html"}},
        "description":"which members of a JSON line are what; the rest becomes metadata"})"},
    {"input", "from", R"({"type":"array","minItems":1,"items":{"type":"string","minLength":1},"description":"files, folders (with all below), globs, or -; paths count from this file"})"},
    {"input", "max-document", R"({"type":["integer","string"],"minimum":1024,"maximum":1073741824,"pattern":"^[0-9]+ *(B|KB|MB|GB|KiB|MiB|GiB)?$","default":"32 MiB","description":"a larger document fails by name; 1 KiB to 1 GiB"})"},
    {"input", "max-spans", R"({"type":"integer","minimum":1,"maximum":100000000,"default":250000,"description":"a document in which a stage finds more in one layer fails by name"})"},
    {"input", "skip", R"({"type":"array","items":{"type":"string"},"default":[],"description":"globs over the path below the root"})"},
    {"input", "stdin-format", R"({"enum":["jsonl","text","html","markdown"],"default":"jsonl","description":"what - holds"})"},

    {"output", "to", R"({"type":"string","description":"the output folder: records/, run.json, failures.jsonl, ..."})"},

    {"run", "isolation", R"({"enum":["none","process"],"default":"none","description":"process: stages work in processes of their own; a document on which one dies is listed, and the run goes on"})"},
    {"run", "max-failure-rate", R"({"type":"string","pattern":"^(0*[0-9]{1,2}([.][0-9]*)?|0*100([.]0*)?|[.][0-9]+)%$","description":"end the run when one stage fails on more than this share of the documents that it is called on (judged after 200); default: never"})"},
    {"run", "max-failures", R"({"type":["integer","string"],"minimum":0,"pattern":"^(0*[0-9]{1,2}([.][0-9]*)?|0*100([.]0*)?|[.][0-9]+)%$","description":"end the run beyond a number or a share (judged after 200 documents); default: never"})"},
    {"run", "max-memory", R"({"type":["integer","string"],"minimum":67108864,"maximum":1099511627776,"pattern":"^[0-9]+ *(B|KB|MB|GB|KiB|MiB|GiB)?$","default":"4 GiB","description":"with isolation: what a worker process may take beyond the models; 64 MiB to 1024 GiB"})"},
    {"run", "max-seconds", R"({"type":"integer","minimum":1,"maximum":86400,"default":60,"description":"with isolation: processor time for one document"})"},

    {"test", "expect", R"({"type":"object","description":"what must become of the document: layers and keys by their address; contains, lacks, count; absent, dropped, failed, kept"})"},
    {"test", "file", R"({"type":"string","description":"the file that holds the document"})"},
    {"test", "format", R"({"enum":["text","html","markdown","jsonl"],"default":"text","description":"what input holds"})"},
    {"test", "id", R"({"type":"string","description":"what the document is called"})"},
    {"test", "input", R"({"type":"string","description":"the document itself"})"},
    {"test", "line", R"({"type":"integer","minimum":1,"description":"of a file of JSON Lines"})"},
    {"test", "name", R"({"type":"string","description":"what the test shows"})"},
    {"test", "part", R"({"type":"integer","minimum":1,"maximum":4294967295,"description":"of the document, where a stage splits it: the number of the part that is meant"})"},

    {"reader", "files", R"({"type":"array","minItems":1,"items":{"type":"string","minLength":1},"description":"globs over the names of its files; default: by the ends of the names"})"},
    {"reader", "name", R"({"type":"string","pattern":"^[a-z][a-z0-9-]*$","description":"in this pipeline; default: what use says"})"},
    {"reader", "plugin", R"({"type":"string","description":"this file instead of searching"})"},
    {"reader", "use", R"({"type":"string","description":"the id of the reader"})"},

    {"stage", "after", R"({"type":"string","description":"overlays: put this stage behind that one"})"},
    {"stage", "allow", R"({"type":"array","items":{"enum":["external","network"]},"default":[],"description":"what a stage that depends on the world may do"})"},
    {"stage", "cache", R"({"type":"boolean","default":false,"description":"keep what the stage answers, by content, for later runs"})"},
    {"stage", "compress", R"({"enum":["none","gzip","zstd"],"default":"none","description":"of a stage that writes a file"})"},
    {"stage", "file", R"({"type":"string","description":"where the stage writes, under records/"})"},
    {"stage", "in", R"({"type":"object","additionalProperties":{"type":"string"},"description":"layers to read instead of those declared"})"},
    {"stage", "name", R"({"type":"string","pattern":"^[a-z][a-z0-9-]*$","description":"in this pipeline; default: what use says"})"},
    {"stage", "on-error", R"({"enum":["fail","keep","stop"],"default":"fail","description":"a document that fails here is listed; keep: written without the layers; stop: ends the run"})"},
    {"stage", "out", R"({"type":"object","additionalProperties":{"type":"string"},"description":"names for the layers that it provides"})"},
    {"stage", "plugin", R"({"type":"string","description":"this file instead of searching"})"},
    {"stage", "provides", R"({"type":"object","additionalProperties":{"type":["string","object"],"if":{"type":"string"},"then":{"enum":["text","json"]},
        "required":["kind"],"additionalProperties":false,"properties":{
          "kind":{"enum":["attributes","json","rewrite","spans","text"]},"over":{"type":"string"},
          "fields":{"type":"object","additionalProperties":{"enum":["boolean","integer","number","string"]}}}},
        "description":"where the ports are the pipeline's: the layers that it makes"})"},
    {"stage", "pure", R"({"type":"boolean","default":false,"description":"where the ports are the pipeline's: it depends on nothing but its layers and options"})"},
    {"stage", "requires", R"({"type":"array","items":{"type":"string","pattern":"^[a-z][a-z0-9_]*[?]?$"},"description":"where the ports are the pipeline's: the layers that it reads; ? also runs without"})"},
    {"stage", "split-by", R"({"type":"string","description":"spans that it provides: behind it each of them is a document of its own"})"},
    {"stage", "use", R"({"type":"string","description":"the id of the stage"})"},
    {"stage", "when", R"({"type":"string","description":"only for documents of which this holds, such as language.tag == 'en'"})"},
};
// clang-format on

}  // namespace

std::span<const KeySchema> key_schemas() { return keys; }

}  // namespace docmill::schema
