// Several documents at once, for a stage that gains from having them together: one that talks to another program, to a
// server, to a graphics card. Such a stage has, instead of process(Worker&, Document, Output&),
//
//     void process(Worker& worker, docmill::Batch& batch) const;
//
// How many documents come together is the host's affair and must show nowhere in the results.
#pragma once

#include <cstdint>
#include <exception>
#include <new>
#include <string_view>
#include <utility>
#include <vector>

#include "docmill/sdk/declare.hpp"
#include "docmill/sdk/document.hpp"
#include "docmill/sdk/output.hpp"
#include "docmill/stage_abi.h"

namespace docmill {

// The documents of one call, and the place for what is found in them. Borrowed until process() returns; one thread at a
// time: that of the call that received it.
class Batch {
 public:
  // For the SDK.
  Batch(const docmill_batch* batch, docmill_output* output, std::vector<Output::Builder>* builders,
        const detail::Inputs* inputs = nullptr)
      : batch_(batch), output_(output), builders_(builders), inputs_(inputs) {}

  // How many documents came together; may be 0.
  uint32_t size() const { return batch_->n_documents; }
  // Document i, which must be below size(); borrowed until process() returns.
  Document document(uint32_t i) const { return Document(*batch_->documents[i], inputs_); }

  // Calls give(Output&) for document i and puts what it built. Once for each document, in any order, one at a time; a
  // document without an answer keeps its layers absent. What `give` throws fails that document alone.
  template <class F>
  void answer(uint32_t i, F&& give) {
    Output output(output_, i, builders_);
    output.forget();  // what a document that failed, was dropped or was refused has left in the builders
    int32_t status = DOCMILL_OK;
    const auto failed = [&](std::string_view code, std::string_view why) { status = fail(i, code, why); };
    try {
      std::forward<F>(give)(output);
      output.commit();
    } catch (const detail::Stopped&) {
      throw;
    } catch (const detail::TooManySpans&) {
      output.commit();  // the host says what is wrong with it
    } catch (...) {
      say_exception(failed);
    }
    if (status != DOCMILL_OK && status != DOCMILL_REFUSED) throw detail::Stopped{};
  }

  // For waits and loops that may take seconds. When it says so, leave by stop().
  bool should_stop() const { return output_->should_stop(output_) != 0; }
  // Leaves process() at once; nothing of this call is kept.
  [[noreturn]] static void stop() { throw detail::Stopped{}; }

  // For the SDK, within a handler: the one document fails with what was thrown. A status of the ABI.
  int32_t fail_by_exception() noexcept {
    int32_t status = DOCMILL_OK;
    say_exception([&](std::string_view code, std::string_view why) { status = fail(0, code, why); });
    return status == DOCMILL_REFUSED ? DOCMILL_OK : status;
  }

 private:
  int32_t fail(uint32_t i, std::string_view code, std::string_view why) noexcept {
    return output_->verdict(output_, i, DOCMILL_FAIL, str(code), str(why));
  }
  // Hands code and text of what is being handled to `failed`.
  template <class F>
  static void say_exception(F&& failed) {
    try {
      throw;
    } catch (const std::bad_alloc&) {
      failed("out-of-memory", "the stage ran out of memory");
    } catch (const WrongUse& e) {
      failed("wrong-use", e.what());
    } catch (const std::exception& e) {
      failed("exception", e.what());
    } catch (...) {
      failed("exception", "an exception of unknown type");
    }
  }

  const docmill_batch* batch_;
  docmill_output* output_;
  std::vector<Output::Builder>* builders_;
  const detail::Inputs* inputs_;
};

}  // namespace docmill
