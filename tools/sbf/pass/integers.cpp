// Integer arithmetic: BPF has unsigned 64-bit division and the low half of a 64-bit product, nothing wider and nothing
// signed.
#include "lowerings.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

static constexpr unsigned MaxWidth = 128;

static unsigned widthOf(const Value *V) { return V->getType()->getScalarSizeInBits(); }

// The width arithmetic of `Width` bits is done in.
static unsigned workingWidth(unsigned Width) { return Width <= 64 ? 64 : MaxWidth; }

namespace {

struct Product {
  Value *Low;
  Value *Overflow;
};

// The magnitude of a number in two's complement and its sign, all ones if negative.
struct Magnitude {
  Value *Sign, *Of;
  Magnitude(IRBuilder<> &B, Value *V) {
    Sign = B.CreateAShr(V, ConstantInt::get(V->getType(), widthOf(V) - 1));
    Of = B.CreateSub(B.CreateXor(V, Sign), Sign);
  }
};

} // namespace

static Value *negateIf(IRBuilder<> &B, Value *Sign, Value *V) { return B.CreateSub(B.CreateXor(V, Sign), Sign); }

static Product multiplyUnsigned64(IRBuilder<> &B, Value *X, Value *Y) {
  // Dividing back costs one instruction; zero never overflows and must not be divided by.
  Value *Low = B.CreateMul(X, Y), *IsZero = B.CreateICmpEQ(X, B.getInt64(0));
  Value *Back = B.CreateUDiv(Low, B.CreateSelect(IsZero, B.getInt64(1), X));
  return {Low, B.CreateAnd(B.CreateNot(IsZero), B.CreateICmpNE(Back, Y))};
}

static Product multiplyUnsigned128(IRBuilder<> &B, Value *X, Value *Y) {
  Type *I64 = B.getInt64Ty();
  auto High = [&](Value *V) { return B.CreateTrunc(B.CreateLShr(V, 64), I64); };
  Value *XH = High(X), *YH = High(Y), *Low = B.CreateMul(X, Y), *Zero = B.getInt64(0);
  Value *BothHigh = B.CreateAnd(B.CreateICmpNE(XH, Zero), B.CreateICmpNE(YH, Zero));
  Product A = multiplyUnsigned64(B, XH, B.CreateTrunc(Y, I64)), C = multiplyUnsigned64(B, YH, B.CreateTrunc(X, I64));
  // Unless both high halves are set, one of the cross products is zero: the high half of the result is the other one
  // and the carry of the low halves, and it has wrapped exactly when it is below the cross product.
  Value *Wrapped = B.CreateICmpULT(High(Low), B.CreateAdd(A.Low, C.Low));
  return {Low, B.CreateOr(B.CreateOr(BothHigh, Wrapped), B.CreateOr(A.Overflow, C.Overflow))};
}

static Product multiply(IRBuilder<> &B, Value *X, Value *Y, bool Signed) {
  unsigned Width = widthOf(X), Working = workingWidth(Width);
  Type *T = X->getType(), *W = B.getIntNTy(Working);
  auto Extend = [&](Value *V) { return Signed ? B.CreateSExt(V, W) : B.CreateZExt(V, W); };
  if (Width != Working) {
    Value *XW = Extend(X), *YW = Extend(Y);
    // Twice 32 bits fit 64: there the working product cannot overflow.
    Product P = Width <= 32 ? Product{B.CreateMul(XW, YW), B.getFalse()} : multiply(B, XW, YW, Signed);
    Value *Low = B.CreateTrunc(P.Low, T);
    return {Low, B.CreateOr(P.Overflow, B.CreateICmpNE(Extend(Low), P.Low))};
  }
  auto Unsigned = Width == 64 ? multiplyUnsigned64 : multiplyUnsigned128;
  if (!Signed)
    return Unsigned(B, X, Y);
  Magnitude MX(B, X), MY(B, Y);
  Product P = Unsigned(B, MX.Of, MY.Of);
  Value *Sign = B.CreateXor(MX.Sign, MY.Sign);
  Value *Limit = B.CreateSub(ConstantInt::get(T, APInt::getSignedMaxValue(Width)), Sign);
  return {negateIf(B, Sign, P.Low), B.CreateOr(P.Overflow, B.CreateICmpUGT(P.Low, Limit))};
}

void sbf::lowerOverflowChecks(Module &M) {
  auto IsProduct = [](Instruction &I) {
    auto *II = dyn_cast<IntrinsicInst>(&I);
    return II && (II->getIntrinsicID() == Intrinsic::umul_with_overflow ||
                  II->getIntrinsicID() == Intrinsic::smul_with_overflow);
  };
  for (Instruction *I : collect(M, IsProduct)) {
    auto *II = cast<IntrinsicInst>(I);
    Value *X = II->getArgOperand(0), *Y = II->getArgOperand(1);
    if (!X->getType()->isIntegerTy() || widthOf(X) > MaxWidth) {
      refuse(*I, "an overflow-checked product of more than 128 bits, or of vectors,");
      continue;
    }
    IRBuilder<> B(I);
    Product P = multiply(B, X, Y, II->getIntrinsicID() == Intrinsic::smul_with_overflow);
    Value *Pair = B.CreateInsertValue(PoisonValue::get(I->getType()), P.Low, 0);
    replaceWith(I, B.CreateInsertValue(Pair, P.Overflow, 1));
  }
}

// A funnel shift by a variable amount is two shifts; the second in two steps, as shifting by the whole width is
// undefined.
static void expandFunnelShift(IntrinsicInst *I) {
  IRBuilder<> B(I);
  bool Left = I->getIntrinsicID() == Intrinsic::fshl;
  Value *High = I->getArgOperand(0), *Low = I->getArgOperand(1);
  Type *T = I->getType();
  unsigned Width = widthOf(I);
  Value *By = B.CreateURem(I->getArgOperand(2), ConstantInt::get(T, Width));
  if (isPowerOf2_32(Width))
    By = B.CreateAnd(I->getArgOperand(2), ConstantInt::get(T, Width - 1));
  Value *Rest = B.CreateSub(ConstantInt::get(T, Width - 1), By);
  Value *One = ConstantInt::get(T, 1);
  Value *V = Left ? B.CreateOr(B.CreateShl(High, By), B.CreateLShr(B.CreateLShr(Low, One), Rest))
                  : B.CreateOr(B.CreateShl(B.CreateShl(High, One), Rest), B.CreateLShr(Low, By));
  sbf::replaceWith(I, V);
}

// The product of up to 256 bits: of halves of 128 bits, and that of the low halves, which is the only one wanted whole,
// of words. Rust's formatting of `u128` multiplies so.
static void expandWideProduct(BinaryOperator *I) {
  IRBuilder<> B(I);
  Type *I64 = B.getInt64Ty(), *I128 = B.getInt128Ty(), *I256 = B.getIntNTy(256);
  auto Half = [&](Value *V, unsigned At) { return B.CreateTrunc(B.CreateLShr(B.CreateZExt(V, I256), At), I128); };
  auto Word = [&](Value *V, unsigned At) { return B.CreateZExt(B.CreateTrunc(B.CreateLShr(V, At), I64), I128); };
  auto High = [&](Value *V) { return B.CreateLShr(V, 64); };
  Value *X = I->getOperand(0), *Y = I->getOperand(1), *XL = Half(X, 0), *YL = Half(Y, 0);
  Value *LL = B.CreateMul(Word(XL, 0), Word(YL, 0)), *LH = B.CreateMul(Word(XL, 0), Word(YL, 64));
  Value *HL = B.CreateMul(Word(XL, 64), Word(YL, 0)), *HH = B.CreateMul(Word(XL, 64), Word(YL, 64));
  Value *Middle = B.CreateAdd(B.CreateAdd(High(LL), Word(LH, 0)), Word(HL, 0));
  Value *Low = B.CreateOr(Word(LL, 0), B.CreateShl(Middle, 64));
  Value *Rest = B.CreateAdd(B.CreateAdd(HH, High(LH)), B.CreateAdd(High(HL), High(Middle)));
  // An operand extended from 128 bits has no high half.
  auto IsShort = [](Value *V) { return isa<ZExtInst>(V) && widthOf(cast<ZExtInst>(V)->getOperand(0)) <= MaxWidth; };
  if (!IsShort(X))
    Rest = B.CreateAdd(Rest, B.CreateMul(Half(X, 128), YL));
  if (!IsShort(Y))
    Rest = B.CreateAdd(Rest, B.CreateMul(XL, Half(Y, 128)));
  Value *Whole = B.CreateOr(B.CreateZExt(Low, I256), B.CreateShl(B.CreateZExt(Rest, I256), MaxWidth));
  sbf::replaceWith(I, B.CreateTrunc(Whole, I->getType()));
}

// Division by magnitudes: the quotient is negative if the signs differ, the remainder has the sign of the dividend.
static void expandSignedDivision(BinaryOperator *I) {
  IRBuilder<> B(I);
  Type *I64 = B.getInt64Ty();
  Magnitude X(B, B.CreateSExt(I->getOperand(0), I64)), Y(B, B.CreateSExt(I->getOperand(1), I64));
  Value *V = I->getOpcode() == Instruction::SDiv ? negateIf(B, B.CreateXor(X.Sign, Y.Sign), B.CreateUDiv(X.Of, Y.Of))
                                                 : negateIf(B, X.Sign, B.CreateURem(X.Of, Y.Of));
  sbf::replaceWith(I, B.CreateTrunc(V, I->getType()));
}

static const char *wideCall(const BinaryOperator &I) {
  switch (I.getOpcode()) {
  case Instruction::Mul:
    return "__multi3";
  case Instruction::UDiv:
    return "__udivti3";
  case Instruction::URem:
    return "__umodti3";
  case Instruction::SDiv:
    return "__divti3";
  case Instruction::SRem:
    return "__modti3";
  // The backend itself expands a shift by a constant.
  case Instruction::Shl:
    return isa<ConstantInt>(I.getOperand(1)) ? nullptr : "__ashlti3";
  case Instruction::LShr:
    return isa<ConstantInt>(I.getOperand(1)) ? nullptr : "__lshrti3";
  case Instruction::AShr:
    return isa<ConstantInt>(I.getOperand(1)) ? nullptr : "__ashrti3";
  default:
    return nullptr;
  }
}

static void callWide(BinaryOperator *I, const char *Name) {
  IRBuilder<> B(I);
  Type *I128 = B.getInt128Ty();
  bool Signed =
      I->getOpcode() == Instruction::SDiv || I->getOpcode() == Instruction::SRem || I->getOpcode() == Instruction::AShr;
  auto Extend = [&](Value *V) { return Signed ? B.CreateSExt(V, I128) : B.CreateZExt(V, I128); };
  Value *Right = I->getOperand(1);
  Right = I->isShift() ? B.CreateTrunc(Right, B.getInt32Ty()) : Extend(Right);
  Value *V = sbf::callLibrary(B, I, Name, I128, {Extend(I->getOperand(0)), Right});
  sbf::replaceWith(I, B.CreateTrunc(V, I->getType()));
}

void sbf::lowerIntegers(Module &M) {
  auto IsWideFunnel = [](Instruction &I) {
    auto *II = dyn_cast<IntrinsicInst>(&I);
    return II && II->getType()->isIntegerTy() && widthOf(II) > 64 &&
           !isa<ConstantInt>(II->getArgOperand(II->arg_size() - 1)) &&
           (II->getIntrinsicID() == Intrinsic::fshl || II->getIntrinsicID() == Intrinsic::fshr);
  };
  for (Instruction *I : collect(M, IsWideFunnel))
    expandFunnelShift(cast<IntrinsicInst>(I));

  auto IsWideProduct = [](Instruction &I) {
    return I.getOpcode() == Instruction::Mul && I.getType()->isIntegerTy() && widthOf(&I) > MaxWidth &&
           widthOf(&I) <= 2 * MaxWidth;
  };
  for (Instruction *I : collect(M, IsWideProduct))
    expandWideProduct(cast<BinaryOperator>(I));

  auto IsArithmetic = [](Instruction &I) { return isa<BinaryOperator>(I) && I.getType()->isIntOrIntVectorTy(); };
  for (Instruction *I : collect(M, IsArithmetic)) {
    auto *BO = cast<BinaryOperator>(I);
    bool SignedDivision = BO->getOpcode() == Instruction::SDiv || BO->getOpcode() == Instruction::SRem;
    const char *Wide = widthOf(BO) > 64 ? wideCall(*BO) : nullptr;
    if (!Wide && !(SignedDivision && widthOf(BO) <= 64))
      continue;
    if (!BO->getType()->isIntegerTy() || widthOf(BO) > MaxWidth)
      refuse(*BO, "'" + Twine(BO->getOpcodeName()) + "' of this many bits, or of vectors,");
    else if (Wide)
      callWide(BO, Wide);
    else
      expandSignedDivision(BO);
  }
}
