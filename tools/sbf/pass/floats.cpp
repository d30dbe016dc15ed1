// Floating point: BPF has none, so every operation is a call of compiler_builtins' soft-float functions or of its libm.
#include "lowerings.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

static bool isFloat(const Type *T) { return T->isDoubleTy() || T->isFloatTy(); }

// "df" or "sf": how the soft-float library calls the type.
static StringRef modeOf(const Type *T) { return T->isDoubleTy() ? "df" : "sf"; }

static Value *callArithmetic(BinaryOperator *I) {
  IRBuilder<> B(I);
  Type *T = I->getType();
  StringRef Operation;
  switch (I->getOpcode()) {
  case Instruction::FAdd:
    Operation = "add";
    break;
  case Instruction::FSub:
    Operation = "sub";
    break;
  case Instruction::FMul:
    Operation = "mul";
    break;
  case Instruction::FDiv:
    Operation = "div";
    break;
  default:
    return sbf::callLibrary(B, I, T->isDoubleTy() ? "fmod" : "fmodf", T, {I->getOperand(0), I->getOperand(1)});
  }
  return sbf::callLibrary(B, I, "__" + Operation + modeOf(T) + "3", T, {I->getOperand(0), I->getOperand(1)});
}

// The library's comparisons return a number whose sign tells; on unordered operands one that makes the comparison
// false.
static Value *callComparison(FCmpInst *I) {
  IRBuilder<> B(I);
  Value *X = I->getOperand(0), *Y = I->getOperand(1);
  auto Compare = [&](StringRef Operation, CmpInst::Predicate With) {
    Value *R = sbf::callLibrary(B, I, "__" + Operation + modeOf(X->getType()) + "2", B.getInt64Ty(), {X, Y});
    return B.CreateICmp(With, R, B.getInt64(0));
  };
  auto Not = [&](Value *V) { return B.CreateNot(V); };
  switch (I->getPredicate()) {
  case CmpInst::FCMP_FALSE:
    return B.getFalse();
  case CmpInst::FCMP_TRUE:
    return B.getTrue();
  case CmpInst::FCMP_OEQ:
    return Compare("eq", CmpInst::ICMP_EQ);
  case CmpInst::FCMP_UNE:
    return Compare("eq", CmpInst::ICMP_NE);
  case CmpInst::FCMP_OLT:
    return Compare("lt", CmpInst::ICMP_SLT);
  case CmpInst::FCMP_UGE:
    return Not(Compare("lt", CmpInst::ICMP_SLT));
  case CmpInst::FCMP_OLE:
    return Compare("le", CmpInst::ICMP_SLE);
  case CmpInst::FCMP_UGT:
    return Not(Compare("le", CmpInst::ICMP_SLE));
  case CmpInst::FCMP_OGT:
    return Compare("gt", CmpInst::ICMP_SGT);
  case CmpInst::FCMP_ULE:
    return Not(Compare("gt", CmpInst::ICMP_SGT));
  case CmpInst::FCMP_OGE:
    return Compare("ge", CmpInst::ICMP_SGE);
  case CmpInst::FCMP_ULT:
    return Not(Compare("ge", CmpInst::ICMP_SGE));
  case CmpInst::FCMP_UNO:
    return Compare("unord", CmpInst::ICMP_NE);
  case CmpInst::FCMP_ORD:
    return Compare("unord", CmpInst::ICMP_EQ);
  case CmpInst::FCMP_ONE:
    return B.CreateAnd(Compare("unord", CmpInst::ICMP_EQ), Compare("eq", CmpInst::ICMP_NE));
  case CmpInst::FCMP_UEQ:
    return B.CreateOr(Compare("unord", CmpInst::ICMP_NE), Compare("eq", CmpInst::ICMP_EQ));
  default:
    llvm_unreachable("every predicate of a float comparison is above");
  }
}

static Value *fromInteger(Instruction *I, bool Signed) {
  IRBuilder<> B(I);
  Value *X = I->getOperand(0);
  bool Wide = X->getType()->getIntegerBitWidth() > 64;
  Type *T = Wide ? B.getInt128Ty() : B.getInt64Ty();
  X = Signed ? B.CreateSExt(X, T) : B.CreateZExt(X, T);
  return sbf::callLibrary(B, I, Twine(Signed ? "__float" : "__floatun") + (Wide ? "ti" : "di") + modeOf(I->getType()),
                          I->getType(), {X});
}

// The library's conversions saturate and make zero of NaN: exactly the saturating intrinsics of 64 and 128 bits, and a
// permitted result of the plain conversions, which leave the out-of-range case undefined.
static Value *toInteger(Instruction *I, bool Signed, bool Saturating) {
  IRBuilder<> B(I);
  Value *X = I->getOperand(0);
  unsigned Width = I->getType()->getIntegerBitWidth(), Working = Width > 64 ? 128 : 64;
  Type *T = B.getIntNTy(Working);
  Value *V = sbf::callLibrary(
      B, I, Twine(Signed ? "__fix" : "__fixuns") + modeOf(X->getType()) + (Working == 64 ? "di" : "ti"), T, {X});
  if (Saturating && Width < Working) {
    auto Clamp = [&](CmpInst::Predicate Beyond, APInt Bound) {
      Value *C = ConstantInt::get(T, Bound);
      V = B.CreateSelect(B.CreateICmp(Beyond, V, C), C, V);
    };
    if (Signed) {
      Clamp(CmpInst::ICMP_SGT, APInt::getSignedMaxValue(Width).sext(Working));
      Clamp(CmpInst::ICMP_SLT, APInt::getSignedMinValue(Width).sext(Working));
    } else {
      Clamp(CmpInst::ICMP_UGT, APInt::getMaxValue(Width).zext(Working));
    }
  }
  return B.CreateTrunc(V, I->getType());
}

static StringRef mathFunction(Intrinsic::ID ID) {
  switch (ID) {
  case Intrinsic::floor:
    return "floor";
  case Intrinsic::ceil:
    return "ceil";
  case Intrinsic::trunc:
    return "trunc";
  case Intrinsic::rint:
  case Intrinsic::nearbyint:
    return "rint";
  case Intrinsic::round:
    return "round";
  case Intrinsic::roundeven:
    return "roundeven";
  case Intrinsic::sqrt:
    return "sqrt";
  case Intrinsic::fma:
    return "fma";
  case Intrinsic::minnum:
    return "fmin";
  case Intrinsic::maxnum:
    return "fmax";
  case Intrinsic::minimumnum:
    return "fminimum_num";
  case Intrinsic::maximumnum:
    return "fmaximum_num";
  case Intrinsic::minimum:
    return "fminimum";
  case Intrinsic::maximum:
    return "fmaximum";
  default:
    return "";
  }
}

// The sign is one bit: negation, absolute value and copying of it are integer operations.
static Value *changeSign(Instruction *I) {
  IRBuilder<> B(I);
  Type *T = I->getType(), *Bits = B.getIntNTy(T->getPrimitiveSizeInBits());
  Constant *SignBit = ConstantInt::get(Bits, APInt::getSignMask(Bits->getIntegerBitWidth()));
  Value *X = B.CreateBitCast(I->getOperand(0), Bits);
  if (I->getOpcode() == Instruction::FNeg)
    return B.CreateBitCast(B.CreateXor(X, SignBit), T);
  Value *V = B.CreateAnd(X, ConstantExpr::getNot(SignBit));
  if (cast<IntrinsicInst>(I)->getIntrinsicID() == Intrinsic::copysign)
    V = B.CreateOr(V, B.CreateAnd(B.CreateBitCast(I->getOperand(1), Bits), SignBit));
  return B.CreateBitCast(V, T);
}

// The classes of floats, told apart by their bits; each class of a sign is one bit of the mask.
static Value *testClass(IntrinsicInst *I) {
  IRBuilder<> B(I);
  Type *T = I->getArgOperand(0)->getType(), *Bits = B.getIntNTy(T->getPrimitiveSizeInBits());
  const fltSemantics &Format = T->getFltSemantics();
  auto Number = [&](const APFloat &F) -> Value * { return ConstantInt::get(Bits, F.bitcastToAPInt()); };
  Value *Infinity = Number(APFloat::getInf(Format)), *Quiet = Number(APFloat::getQNaN(Format));
  Value *Smallest = Number(APFloat::getSmallestNormalized(Format)), *One = ConstantInt::get(Bits, 1);
  Value *X = B.CreateBitCast(I->getArgOperand(0), Bits);
  Value *Negative = B.CreateICmpSLT(X, ConstantInt::get(Bits, 0));
  Value *Size = B.CreateAnd(X, ConstantInt::get(Bits, APInt::getSignedMaxValue(Bits->getIntegerBitWidth())));

  Value *Any = B.getFalse();
  auto Mask = static_cast<FPClassTest>(cast<ConstantInt>(I->getArgOperand(1))->getZExtValue());
  auto Add = [&](FPClassTest Class, Value *Holds) {
    if (Mask & Class)
      Any = B.CreateOr(Any, Holds);
  };
  auto AddSigned = [&](FPClassTest IfNegative, FPClassTest IfPositive, Value *Holds) {
    Add(IfNegative, B.CreateAnd(Holds, Negative));
    Add(IfPositive, B.CreateAnd(Holds, B.CreateNot(Negative)));
  };
  Add(fcSNan, B.CreateAnd(B.CreateICmpUGT(Size, Infinity), B.CreateICmpULT(Size, Quiet)));
  Add(fcQNan, B.CreateICmpUGE(Size, Quiet));
  AddSigned(fcNegInf, fcPosInf, B.CreateICmpEQ(Size, Infinity));
  AddSigned(fcNegNormal, fcPosNormal, B.CreateICmpULT(B.CreateSub(Size, Smallest), B.CreateSub(Infinity, Smallest)));
  AddSigned(fcNegSubnormal, fcPosSubnormal, B.CreateICmpULT(B.CreateSub(Size, One), B.CreateSub(Smallest, One)));
  AddSigned(fcNegZero, fcPosZero, B.CreateICmpEQ(Size, ConstantInt::get(Bits, 0)));
  return Any;
}

static Value *lowerIntrinsic(IntrinsicInst *I) {
  IRBuilder<> B(I);
  switch (I->getIntrinsicID()) {
  case Intrinsic::fptoui_sat:
    return toInteger(I, false, true);
  case Intrinsic::fptosi_sat:
    return toInteger(I, true, true);
  case Intrinsic::is_fpclass:
    return testClass(I);
  case Intrinsic::fabs:
  case Intrinsic::copysign:
    return changeSign(I);
  case Intrinsic::fmuladd: {
    Type *T = I->getType();
    Value *P = sbf::callLibrary(B, I, "__mul" + modeOf(T) + "3", T, {I->getArgOperand(0), I->getArgOperand(1)});
    return sbf::callLibrary(B, I, "__add" + modeOf(T) + "3", T, {P, I->getArgOperand(2)});
  }
  default:
    break;
  }
  StringRef Name = mathFunction(I->getIntrinsicID());
  if (Name.empty())
    return nullptr;
  SmallVector<Value *, 3> Arguments(I->args());
  return sbf::callLibrary(B, I, Name + (I->getType()->isFloatTy() ? "f" : ""), I->getType(), Arguments);
}

static Value *lower(Instruction *I) {
  IRBuilder<> B(I);
  switch (I->getOpcode()) {
  case Instruction::FAdd:
  case Instruction::FSub:
  case Instruction::FMul:
  case Instruction::FDiv:
  case Instruction::FRem:
    return callArithmetic(cast<BinaryOperator>(I));
  case Instruction::FNeg:
    return changeSign(I);
  case Instruction::FCmp:
    return callComparison(cast<FCmpInst>(I));
  case Instruction::UIToFP:
    return fromInteger(I, false);
  case Instruction::SIToFP:
    return fromInteger(I, true);
  case Instruction::FPToUI:
    return toInteger(I, false, false);
  case Instruction::FPToSI:
    return toInteger(I, true, false);
  case Instruction::FPExt:
    return sbf::callLibrary(B, I, "__extendsfdf2", I->getType(), {I->getOperand(0)});
  case Instruction::FPTrunc:
    return sbf::callLibrary(B, I, "__truncdfsf2", I->getType(), {I->getOperand(0)});
  case Instruction::Call:
    return lowerIntrinsic(cast<IntrinsicInst>(I));
  default:
    return nullptr;
  }
}

static bool isFloatOperation(Instruction &I) {
  if (isa<FCmpInst>(I))
    return true;
  // Memory, control flow and bit casts only carry floats about: the backend does that.
  if (isa<LoadInst, StoreInst, PHINode, SelectInst, BitCastInst, ReturnInst, ExtractValueInst, InsertValueInst>(I))
    return false;
  if (auto *Call = dyn_cast<CallBase>(&I); Call && !isa<IntrinsicInst>(Call))
    return false;
  return I.getType()->isFPOrFPVectorTy() ||
         any_of(I.operands(), [](Use &U) { return U->getType()->isFPOrFPVectorTy(); });
}

void sbf::lowerFloats(Module &M) {
  for (Instruction *I : collect(M, isFloatOperation)) {
    bool Known = isFloat(I->getType()) || I->getType()->isIntegerTy();
    for (Use &U : I->operands())
      Known &= !U->getType()->isFPOrFPVectorTy() || isFloat(U->getType());
    for (Type *T : {I->getType(), I->getOperand(0)->getType()})
      Known &= !T->isIntegerTy() || T->getIntegerBitWidth() <= 128;
    if (Value *V = Known ? lower(I) : nullptr) {
      replaceWith(I, V);
      continue;
    }
    auto *II = dyn_cast<IntrinsicInst>(I);
    refuse(*I, "the floating-point operation '" +
                   (II ? II->getCalledFunction()->getName() : StringRef(I->getOpcodeName())) + "'");
  }
}
