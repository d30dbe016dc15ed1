// Calls: SBF passes five arguments in registers and returns one register.
//
// A result that is an aggregate, or wider than a register, is written through a pointer the caller gives as first
// argument. Where the arguments need more than five registers, those beyond the fourth go through a struct on the
// caller's stack, and the fifth register points to it. The rule depends on the type of the function alone, so that
// direct calls, calls through function pointers and calls of trait objects agree.
#include "lowerings.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

static constexpr unsigned ArgumentRegisters = 5;

static unsigned registersOf(Type *T, const DataLayout &DL) {
  return T->isVoidTy() ? 0 : (DL.getTypeSizeInBits(T).getFixedValue() + 63) / 64;
}

namespace {

/// How a signature looks once it fits the registers.
struct Signature {
  FunctionType *Old, *New;
  /// What the last argument points to, if some go through memory.
  StructType *Tail = nullptr;
  /// Whether the result goes through a pointer given as first argument.
  bool Out = false;
  /// How many of the old arguments stay arguments.
  unsigned Kept;

  Signature(FunctionType *T, const DataLayout &DL) : Old(T), New(T), Kept(T->getNumParams()) {
    if (T->isVarArg())
      return;
    PointerType *Ptr = PointerType::get(T->getContext(), 0);
    Type *Result = T->getReturnType();
    Out = Result->isAggregateType() || registersOf(Result, DL) > 1;
    countKept(DL);
    if (!Out && Kept == T->getNumParams())
      return;
    SmallVector<Type *, 8> Parameters;
    if (Out)
      Parameters.push_back(Ptr);
    Parameters.append(T->param_begin(), T->param_begin() + Kept);
    if (Kept < T->getNumParams()) {
      Tail = StructType::get(T->getContext(), SmallVector<Type *, 8>(T->param_begin() + Kept, T->param_end()));
      Parameters.push_back(Ptr);
    }
    New = FunctionType::get(Out ? Type::getVoidTy(T->getContext()) : Result, Parameters, false);
  }

  bool changed() const { return Old != New; }

  AttributeList attributes(LLVMContext &C, AttributeList L) const {
    SmallVector<AttributeSet, 8> Parameters;
    if (Out)
      Parameters.push_back({});
    for (unsigned I = 0; I < Kept; ++I)
      Parameters.push_back(L.getParamAttrs(I));
    if (Tail)
      Parameters.push_back({});
    // What was known of the memory the function touches no longer holds; allocsize counts arguments.
    AttrBuilder Function(C, L.getFnAttrs());
    Function.removeAttribute(Attribute::Memory);
    Function.removeAttribute(Attribute::AllocSize);
    return AttributeList::get(C, AttributeSet::get(C, Function), Out ? AttributeSet() : L.getRetAttrs(), Parameters);
  }

private:
  void countKept(const DataLayout &DL) {
    auto Needs = [&](unsigned I) { return std::max(1u, registersOf(Old->getParamType(I), DL)); };
    unsigned Needed = Out;
    for (unsigned I = 0; I < Old->getNumParams(); ++I)
      Needed += Needs(I);
    if (Needed <= ArgumentRegisters)
      return;
    unsigned Used = Out;
    for (Kept = 0; Kept < Old->getNumParams() && Used + Needs(Kept) < ArgumentRegisters; ++Kept)
      Used += Needs(Kept);
  }
};

} // namespace

static void rewriteCall(CallBase *Call, const DataLayout &DL) {
  Signature S(Call->getFunctionType(), DL);
  IRBuilder<> B(Call);
  sbf::StackSlots Slots(Call);
  SmallVector<Value *, 8> Arguments;
  if (S.Out)
    Arguments.push_back(Slots.make(B, S.Old->getReturnType()));
  for (unsigned I = 0; I < S.Kept; ++I)
    Arguments.push_back(Call->getArgOperand(I));
  if (S.Tail) {
    AllocaInst *Tail = Slots.make(B, S.Tail);
    for (unsigned I = S.Kept; I < Call->arg_size(); ++I)
      B.CreateStore(Call->getArgOperand(I), B.CreateStructGEP(S.Tail, Tail, I - S.Kept));
    Arguments.push_back(Tail);
  }
  CallInst *New = B.CreateCall(S.New, Call->getCalledOperand(), Arguments);
  New->setCallingConv(Call->getCallingConv());
  New->setAttributes(S.attributes(Call->getContext(), Call->getAttributes()));
  Value *Result = S.Out ? static_cast<Value *>(B.CreateLoad(S.Old->getReturnType(), Arguments[0])) : New;
  Slots.release(B);
  if (!Call->getType()->isVoidTy())
    Call->replaceAllUsesWith(Result);
  Call->eraseFromParent();
}

static void rewriteBody(Function *Old, Function *New, const Signature &S) {
  New->splice(New->begin(), Old);
  Old->setSubprogram(nullptr);
  for (unsigned I = 0; I < S.Kept; ++I)
    Old->getArg(I)->replaceAllUsesWith(New->getArg(I + S.Out));
  if (S.Tail) {
    IRBuilder<> B(&*New->getEntryBlock().getFirstInsertionPt());
    Value *Tail = New->getArg(S.Out + S.Kept);
    for (unsigned I = S.Kept; I < S.Old->getNumParams(); ++I)
      Old->getArg(I)->replaceAllUsesWith(
          B.CreateLoad(S.Old->getParamType(I), B.CreateStructGEP(S.Tail, Tail, I - S.Kept)));
  }
  if (!S.Out)
    return;
  for (BasicBlock &BB : *New)
    if (auto *Return = dyn_cast<ReturnInst>(BB.getTerminator())) {
      IRBuilder<> B(Return);
      B.CreateStore(Return->getReturnValue(), New->getArg(0));
      B.CreateRetVoid();
      Return->eraseFromParent();
    }
}

static void rewriteFunction(Function *Old, const DataLayout &DL) {
  Signature S(Old->getFunctionType(), DL);
  Function *New = Function::Create(S.New, Old->getLinkage(), Old->getAddressSpace(), "", Old->getParent());
  New->takeName(Old);
  New->setCallingConv(Old->getCallingConv());
  New->setVisibility(Old->getVisibility());
  New->setUnnamedAddr(Old->getUnnamedAddr());
  New->setDSOLocal(Old->isDSOLocal());
  New->setAttributes(S.attributes(Old->getContext(), Old->getAttributes()));
  if (!Old->isDeclaration())
    rewriteBody(Old, New, S);
  Old->replaceAllUsesWith(New);
  Old->eraseFromParent();
}

// `sret` only says that a pointer is the result; the backend refuses it, and an ordinary first argument is the same
// thing.
static void dropStructReturns(Module &M) {
  for (Function &F : M) {
    for (unsigned I = 0; I < F.arg_size(); ++I)
      F.removeParamAttr(I, Attribute::StructRet);
    for (BasicBlock &BB : F)
      for (Instruction &I : BB)
        if (auto *Call = dyn_cast<CallBase>(&I))
          for (unsigned A = 0; A < Call->arg_size(); ++A)
            Call->removeParamAttr(A, Attribute::StructRet);
  }
}

void sbf::fitSignatures(Module &M) {
  dropStructReturns(M);
  const DataLayout &DL = M.getDataLayout();
  auto NeedsRewrite = [&](Instruction &I) {
    auto *Call = dyn_cast<CallBase>(&I);
    return Call && !Call->isInlineAsm() && !isa<IntrinsicInst>(Call) &&
           Signature(Call->getFunctionType(), DL).changed();
  };
  for (Instruction *I : collect(M, NeedsRewrite))
    rewriteCall(cast<CallBase>(I), DL);

  SmallVector<Function *, 64> Functions;
  for (Function &F : M)
    if (!F.isIntrinsic() && Signature(F.getFunctionType(), DL).changed())
      Functions.push_back(&F);
  for (Function *F : Functions)
    rewriteFunction(F, DL);
}
