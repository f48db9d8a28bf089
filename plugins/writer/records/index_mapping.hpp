// The mapping of an OpenSearch index that holds the records of one pipeline: what `PUT /INDEX` takes as its body.
#pragma once

#include <string>

#include "catalogue/catalogue.hpp"
#include "records/record_json.hpp"

namespace docmill::writer {

// Texts are searched by words, names and ids as they are; a span is a nested document, so that its label and its value
// are asked for together. JSON of unknown shape is kept and not indexed, but `metadata` of the host, whose members are
// searched as they are (flat_object, OpenSearch 2.7; for Elasticsearch, call it `flattened`).
std::string index_mapping(const Catalogue& catalogue, const JsonSettings& settings);

}  // namespace docmill::writer
