// Traps and memory: what the runtime offers as syscalls.
#include "lowerings.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

// A syscall costs 10 compute units and the setting up of its arguments; a load and a store of 8 bytes cost 2.
static constexpr uint64_t MaxInlineBytes = 64;
// Moving memory that may overlap in line takes as many registers as words, and there are ten.
static constexpr uint64_t MaxInlineMove = 32;

void sbf::lowerTraps(Module &M) {
  FunctionCallee Abort = M.getOrInsertFunction("abort", FunctionType::get(Type::getVoidTy(M.getContext()), false));
  auto IsTrap = [](Instruction &I) {
    auto *II = dyn_cast<IntrinsicInst>(&I);
    return II && (II->getIntrinsicID() == Intrinsic::trap || II->getIntrinsicID() == Intrinsic::ubsantrap ||
                  II->getIntrinsicID() == Intrinsic::debugtrap);
  };
  for (Instruction *I : collect(M, IsTrap)) {
    CallInst::Create(Abort, {}, "", I->getIterator());
    I->eraseFromParent();
  }
}

namespace {

struct MemorySyscalls {
  // Copies go through the move: LLVM's memcpy allows source and destination to be the same, `sol_memcpy_` aborts on it.
  FunctionCallee Move, Set, Compare;

  explicit MemorySyscalls(Module &M) {
    LLVMContext &C = M.getContext();
    Type *Void = Type::getVoidTy(C), *Ptr = PointerType::get(C, 0), *I8 = Type::getInt8Ty(C),
         *I64 = Type::getInt64Ty(C);
    Move = M.getOrInsertFunction("sol_memmove_", FunctionType::get(Void, {Ptr, Ptr, I64}, false));
    Set = M.getOrInsertFunction("sol_memset_", FunctionType::get(Void, {Ptr, I8, I64}, false));
    Compare = M.getOrInsertFunction("sol_memcmp_", FunctionType::get(Void, {Ptr, Ptr, I64, Ptr}, false));
  }
};

bool isLarge(Instruction &I) {
  auto *MI = dyn_cast<MemIntrinsic>(&I);
  if (!MI)
    return false;
  auto *Length = dyn_cast<ConstantInt>(MI->getLength());
  return !Length || Length->getZExtValue() > (isa<MemMoveInst>(MI) ? MaxInlineMove : MaxInlineBytes);
}

// Gives a function of the C library that is called but not defined its body: a syscall.
template <typename Body> void define(Module &M, StringRef Name, Body Build) {
  Function *F = M.getFunction(Name);
  if (!F || !F->isDeclaration())
    return;
  F->setLinkage(GlobalValue::InternalLinkage);
  F->setAttributes({});
  IRBuilder<> B(BasicBlock::Create(M.getContext(), "", F));
  Value *Result = Build(B, F);
  if (F->getReturnType()->isVoidTy())
    B.CreateRetVoid();
  else
    B.CreateRet(Result);
}

} // namespace

void sbf::lowerMemory(Module &M) {
  MemorySyscalls Calls(M);
  for (Instruction *I : collect(M, isLarge)) {
    IRBuilder<> B(I);
    Value *Length = B.CreateZExtOrTrunc(cast<MemIntrinsic>(I)->getLength(), B.getInt64Ty());
    if (auto *Set = dyn_cast<MemSetInst>(I))
      B.CreateCall(Calls.Set, {Set->getDest(), Set->getValue(), Length});
    else if (auto *Transfer = dyn_cast<MemTransferInst>(I))
      B.CreateCall(Calls.Move, {Transfer->getDest(), Transfer->getSource(), Length});
    I->eraseFromParent();
  }

  auto Move = [&](IRBuilder<> &B, Function *F) -> Value * {
    B.CreateCall(Calls.Move, {F->getArg(0), F->getArg(1), F->getArg(2)});
    return F->getArg(0);
  };
  auto Set = [&](IRBuilder<> &B, Function *F) -> Value * {
    B.CreateCall(Calls.Set, {F->getArg(0), B.CreateTrunc(F->getArg(1), B.getInt8Ty()), F->getArg(2)});
    return F->getArg(0);
  };
  auto Compare = [&](IRBuilder<> &B, Function *F) -> Value * {
    AllocaInst *Result = B.CreateAlloca(B.getInt32Ty());
    B.CreateCall(Calls.Compare, {F->getArg(0), F->getArg(1), F->getArg(2), Result});
    return B.CreateLoad(B.getInt32Ty(), Result);
  };
  define(M, "memcpy", Move);
  define(M, "memmove", Move);
  define(M, "memset", Set);
  define(M, "memcmp", Compare);
  define(M, "bcmp", Compare);
}
