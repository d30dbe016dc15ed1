// What the upstream BPF backend refuses, and SBF v0 cannot do, is rewritten by the lowerings declared here.
//
// They run once, after all optimisation: the optimiser would undo them. Each takes a whole module and leaves it valid.
#ifndef SBF_LOWERINGS_H
#define SBF_LOWERINGS_H

#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"

namespace sbf {

/// Keeps, through the optimisation of the whole program, the library functions that a lowering may call although no
/// source names them. Runs first.
void keepLibraryCalls(llvm::Module &M);

/// Ends what `keepLibraryCalls` began: a library function nothing calls now may go.
void releaseLibraryCalls(llvm::Module &M);

/// Makes every function log its name when it is entered: the way to find where a program faults.
void traceFunctions(llvm::Module &M);

/// `llvm.trap` becomes a call of the `abort` syscall.
void lowerTraps(llvm::Module &M);

/// Memory intrinsics, and calls of `memcpy`, `memcmp` and their like, become syscalls where they are too large for a
/// few instructions in line.
void lowerMemory(llvm::Module &M);

/// Floating point becomes calls of the soft-float library.
void lowerFloats(llvm::Module &M);

/// Overflow-checked multiplication becomes multiplication and a comparison.
void lowerOverflowChecks(llvm::Module &M);

/// Signed division becomes unsigned division; multiplication, division and variable shifts of more than 64 bits become
/// library calls.
void lowerIntegers(llvm::Module &M);

/// Signatures are made to fit five argument registers and one return register.
void fitSignatures(llvm::Module &M);

/// Reports an instruction no lowering covers, with the function it is in. The build fails once the pass has ended.
void refuse(const llvm::Instruction &I, const llvm::Twine &What);

/// Stack slots that live for one call only, so that the frame holds those of different calls in the same place.
class StackSlots {
public:
  /// `At` is the instruction that the call replaces.
  explicit StackSlots(llvm::Instruction *At);

  /// A new slot of type `T`, alive from the builder's position on.
  llvm::AllocaInst *make(llvm::IRBuilder<> &B, llvm::Type *T);

  /// A new slot that holds `V`.
  llvm::AllocaInst *spill(llvm::IRBuilder<> &B, llvm::Value *V);

  /// Ends the life of all slots made so far.
  void release(llvm::IRBuilder<> &B);

private:
  llvm::Function *F;
  llvm::SmallVector<llvm::AllocaInst *, 4> Slots;
};

/// Calls the library function `Name`, declaring it if need be. Integers of 128 bits travel by pointer, results through
/// an out pointer given first: that is how rustc compiles `extern "C"` functions for this target.
llvm::Value *callLibrary(llvm::IRBuilder<> &B, llvm::Instruction *At, const llvm::Twine &Name, llvm::Type *Result,
                         llvm::ArrayRef<llvm::Value *> Arguments);

/// Replaces `I` by `V` and removes it.
void replaceWith(llvm::Instruction *I, llvm::Value *V);

/// The instructions of `M` for which `Wanted` holds, collected before any is changed.
template <typename Predicate> llvm::SmallVector<llvm::Instruction *, 64> collect(llvm::Module &M, Predicate Wanted) {
  llvm::SmallVector<llvm::Instruction *, 64> Found;
  for (llvm::Function &F : M)
    for (llvm::BasicBlock &BB : F)
      for (llvm::Instruction &I : BB)
        if (Wanted(I))
          Found.push_back(&I);
  return Found;
}

} // namespace sbf

#endif
