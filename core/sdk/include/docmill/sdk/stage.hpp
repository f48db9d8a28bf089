// The C++20 SDK for docmill stages, header-only: include this, write a struct, export it.
//
//   struct MyStage {
//     static constexpr docmill::Info info{"my-stage", "1.0.0", "what it does", docmill::pure};
//     struct Config { ... };                       // optional: options, bound by `options`
//     static constexpr auto options = docmill::options(docmill::option<&Config::x>("x", "1", "what x is"));
//     static constexpr auto required = docmill::ports(docmill::port::text("text", "the clean text"));
//     static constexpr auto provided = docmill::ports(docmill::port::text("shout", "the text in capitals"));
//     static constexpr docmill::Requires<required, "text"> text{};    // handles: names that the compiler checks
//     static constexpr docmill::Provides<provided, "shout"> shout{};
//     struct Worker { ... };                       // optional: scratch space of one thread; then process(Worker&, ...)
//     explicit MyStage(Config c);                  // or (Config, const docmill::Setup&); throw docmill::ConfigError
//     void process(docmill::Document in, docmill::Output& out) const {   // const: the model is shared by all threads
//       out.text(shout, in_capitals(in.text(text)));
//     }
//   };
//   DOCMILL_STAGES(MyStage);
//
// Fields have names, too: in.attributes(language).get<"tag">(), out.spans(names).add({0, 6}).set<"sure">(true). Another
// stage may provide a layer with more fields than this one requires; the SDK finds where they stand, once.
// Instead of process(Worker&, Document, Output&) a stage may have process(Worker&, Batch&): see batch.hpp.
// Optional members: finish(Worker&, Output&) const of ordered stages; begin(Output&) const and end(Output&) const for
// what stands before the first and after the last document of an output.
// An exception out of process() fails that document with its what(); the batch goes on.
#pragma once

#include "docmill/sdk/batch.hpp"         // IWYU pragma: export
#include "docmill/sdk/catalogue.hpp"     // IWYU pragma: export
#include "docmill/sdk/declare.hpp"       // IWYU pragma: export
#include "docmill/sdk/document.hpp"      // IWYU pragma: export
#include "docmill/sdk/export_stage.hpp"  // IWYU pragma: export
#include "docmill/sdk/handle.hpp"        // IWYU pragma: export
#include "docmill/sdk/output.hpp"        // IWYU pragma: export
#include "docmill/sdk/setup.hpp"         // IWYU pragma: export
