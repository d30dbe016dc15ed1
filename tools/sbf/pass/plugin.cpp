// The LLVM plugin: three module passes named as tools/sbf/src/link.rs puts them into its pipeline.
#include "lowerings.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Plugins/PassPlugin.h"

using namespace llvm;

namespace {

/// A pass made of lowerings that run one after the other.
struct Lowerings : PassInfoMixin<Lowerings> {
  ArrayRef<void (*)(Module &)> Steps;

  explicit Lowerings(ArrayRef<void (*)(Module &)> Steps) : Steps(Steps) {}

  PreservedAnalyses run(Module &M, ModuleAnalysisManager &) {
    for (auto *Step : Steps)
      Step(M);
    return PreservedAnalyses::none();
  }
};

void (*const KeepLibraryCalls[])(Module &) = {sbf::keepLibraryCalls};
void (*const Trace[])(Module &) = {sbf::traceFunctions};
// Floats and overflow checks make 128-bit integers and memory operations of their own, and all of them make calls.
void (*const Legalize[])(Module &) = {sbf::releaseLibraryCalls, sbf::lowerTraps,    sbf::lowerFloats,
                                      sbf::lowerOverflowChecks, sbf::lowerIntegers, sbf::lowerMemory,
                                      sbf::fitSignatures};

bool addPass(StringRef Name, ModulePassManager &Passes, ArrayRef<PassBuilder::PipelineElement>) {
  if (Name == "sbf-keep-library-calls")
    Passes.addPass(Lowerings(KeepLibraryCalls));
  else if (Name == "sbf-trace")
    Passes.addPass(Lowerings(Trace));
  else if (Name == "sbf-legalize")
    Passes.addPass(Lowerings(Legalize));
  else
    return false;
  return true;
}

} // namespace

extern "C" LLVM_ATTRIBUTE_WEAK PassPluginLibraryInfo llvmGetPassPluginInfo() {
  return {LLVM_PLUGIN_API_VERSION, "sbf", "1",
          [](PassBuilder &Builder) { Builder.registerPipelineParsingCallback(addPass); }};
}
