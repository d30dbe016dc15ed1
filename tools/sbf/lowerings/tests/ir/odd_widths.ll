; Arithmetic of 96 bits, as the optimiser makes it of structures of twelve bytes.
; Takes two numbers of 16 bytes and an amount to shift by, and writes seven results of 16 bytes behind them.
target datalayout = "e-m:e-p:64:64-i64:64-i128:128-n32:64-S128"
target triple = "bpfel"

declare { i96, i1 } @llvm.umul.with.overflow.i96(i96, i96)

define internal void @put(ptr %input, i64 %index, i96 %value) alwaysinline {
  %offset = mul i64 %index, 16
  %from = add i64 %offset, 40
  %at = getelementptr i8, ptr %input, i64 %from
  %wide = zext i96 %value to i128
  store i128 %wide, ptr %at, align 8
  ret void
}

define i64 @entrypoint(ptr %input) {
  %a.wide = load i128, ptr %input, align 8
  %b.at = getelementptr i8, ptr %input, i64 16
  %b.wide = load i128, ptr %b.at, align 8
  %by.at = getelementptr i8, ptr %input, i64 32
  %by.word = load i64, ptr %by.at
  %a = trunc i128 %a.wide to i96
  %b = trunc i128 %b.wide to i96
  %by = zext i64 %by.word to i96

  %product = mul i96 %a, %b
  call void @put(ptr %input, i64 0, i96 %product)
  %quotient = udiv i96 %a, %b
  call void @put(ptr %input, i64 1, i96 %quotient)
  %remainder = urem i96 %a, %b
  call void @put(ptr %input, i64 2, i96 %remainder)
  %signed = sdiv i96 %a, %b
  call void @put(ptr %input, i64 3, i96 %signed)
  %left = shl i96 %a, %by
  call void @put(ptr %input, i64 4, i96 %left)
  %right = ashr i96 %a, %by
  call void @put(ptr %input, i64 5, i96 %right)
  %checked = call { i96, i1 } @llvm.umul.with.overflow.i96(i96 %a, i96 %b)
  %overflow = extractvalue { i96, i1 } %checked, 1
  %flag = zext i1 %overflow to i96
  call void @put(ptr %input, i64 6, i96 %flag)
  ret i64 0
}
