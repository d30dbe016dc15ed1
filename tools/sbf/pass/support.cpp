// What several lowerings share: refusals, stack slots, library calls.
#include "lowerings.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

using namespace llvm;

// Both the soft-float library and libm name a function by its operation and the width of the float.
static const char *const FloatCalls[] = {"__add%f3",      "__sub%f3",    "__mul%f3",    "__div%f3",      "__eq%f2",
                                         "__lt%f2",       "__le%f2",     "__gt%f2",     "__ge%f2",       "__unord%f2",
                                         "__floatundi%f", "__floatdi%f", "__floatti%f", "__floatunti%f", "__fix%fdi",
                                         "__fixuns%fdi",  "__fix%fti",   "__fixuns%fti"};
static const char *const MathCalls[] = {"floor",     "ceil",         "trunc",        "rint",     "round",
                                        "roundeven", "sqrt",         "fma",          "fmod",     "fmin",
                                        "fmax",      "fminimum_num", "fmaximum_num", "fminimum", "fmaximum"};
static const char *const OtherCalls[] = {"__multi3",  "__udivti3", "__umodti3", "__divti3",      "__modti3",
                                         "__ashlti3", "__lshrti3", "__ashrti3", "__extendsfdf2", "__truncdfsf2"};

void sbf::keepLibraryCalls(Module &M) {
  SmallVector<GlobalValue *, 64> Kept;
  auto Keep = [&](StringRef Name) {
    if (Function *F = M.getFunction(Name); F && !F->isDeclaration())
      Kept.push_back(F);
  };
  for (const char *Pattern : FloatCalls)
    for (StringRef Width : {"df", "sf"}) {
      auto [Before, After] = StringRef(Pattern).split("%f");
      Keep((Before + Width + After).str());
    }
  for (const char *Name : MathCalls) {
    Keep(Name);
    Keep((Twine(Name) + "f").str());
  }
  for (const char *Name : OtherCalls)
    Keep(Name);
  appendToCompilerUsed(M, Kept);
}

void sbf::releaseLibraryCalls(Module &M) {
  if (GlobalVariable *Used = M.getGlobalVariable("llvm.compiler.used"))
    Used->eraseFromParent();
}

void sbf::traceFunctions(Module &M) {
  LLVMContext &C = M.getContext();
  Type *I64 = Type::getInt64Ty(C);
  FunctionCallee Log =
      M.getOrInsertFunction("sol_log_", FunctionType::get(Type::getVoidTy(C), {PointerType::get(C, 0), I64}, false));
  for (Function &F : M) {
    // The runtime library's own functions would drown the program's.
    if (F.isDeclaration() || F.getName().starts_with("__") || F.getName().starts_with("mem"))
      continue;
    IRBuilder<> B(&*F.getEntryBlock().getFirstInsertionPt());
    B.CreateCall(Log, {B.CreateGlobalString(F.getName()), ConstantInt::get(I64, F.getName().size())});
  }
}

void sbf::refuse(const Instruction &I, const Twine &What) {
  I.getContext().emitError("in function " + I.getFunction()->getName() + ": " + What + " cannot be compiled to SBF");
}

sbf::StackSlots::StackSlots(Instruction *At) : F(At->getFunction()) {}

AllocaInst *sbf::StackSlots::make(IRBuilder<> &B, Type *T) {
  IRBuilder<> Entry(&*F->getEntryBlock().getFirstInsertionPt());
  AllocaInst *Slot = Entry.CreateAlloca(T);
  B.CreateLifetimeStart(Slot);
  Slots.push_back(Slot);
  return Slot;
}

AllocaInst *sbf::StackSlots::spill(IRBuilder<> &B, Value *V) {
  AllocaInst *Slot = make(B, V->getType());
  B.CreateStore(V, Slot);
  return Slot;
}

void sbf::StackSlots::release(IRBuilder<> &B) {
  for (AllocaInst *Slot : Slots)
    B.CreateLifetimeEnd(Slot);
  Slots.clear();
}

Value *sbf::callLibrary(IRBuilder<> &B, Instruction *At, const Twine &Name, Type *Result, ArrayRef<Value *> Arguments) {
  StackSlots Slots(At);
  SmallVector<Value *, 4> Passed;
  bool Out = Result->isIntegerTy(128);
  if (Out)
    Passed.push_back(Slots.make(B, Result));
  for (Value *V : Arguments)
    Passed.push_back(V->getType()->isIntegerTy(128) ? Slots.spill(B, V) : V);
  SmallVector<Type *, 4> Types;
  for (Value *V : Passed)
    Types.push_back(V->getType());
  FunctionType *T = FunctionType::get(Out ? B.getVoidTy() : Result, Types, false);
  Value *R = B.CreateCall(At->getModule()->getOrInsertFunction(Name.str(), T), Passed);
  if (Out)
    R = B.CreateLoad(Result, Passed[0]);
  Slots.release(B);
  return R;
}

void sbf::replaceWith(Instruction *I, Value *V) {
  I->replaceAllUsesWith(V);
  I->eraseFromParent();
}
