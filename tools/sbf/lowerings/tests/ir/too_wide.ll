; A quotient of 256 bits.
target datalayout = "e-m:e-p:64:64-i64:64-i128:128-n32:64-S128"
target triple = "bpfel"

define internal i64 @ratio_256(ptr %at) noinline {
  %a = load i256, ptr %at
  %b.at = getelementptr i8, ptr %at, i64 32
  %b = load i256, ptr %b.at
  %c = udiv i256 %a, %b
  %d = trunc i256 %c to i64
  ret i64 %d
}

define i64 @entrypoint(ptr %input) {
  %result = call i64 @ratio_256(ptr %input)
  ret i64 %result
}
