; Products of 256 bits: of two numbers of that width, and of one of 128 bits with itself.
target datalayout = "e-m:e-p:64:64-i64:64-i128:128-n32:64-S128"
target triple = "bpfel"

define i64 @entrypoint(ptr %input) {
  %x = load i256, ptr %input, align 8
  %y.at = getelementptr i8, ptr %input, i64 32
  %y = load i256, ptr %y.at, align 8
  %z.at = getelementptr i8, ptr %input, i64 64
  %z.short = load i128, ptr %z.at, align 8
  %z = zext i128 %z.short to i256
  %product = mul i256 %x, %y
  store i256 %product, ptr %input, align 8
  %square = mul i256 %z, %z
  store i256 %square, ptr %y.at, align 8
  ret i64 0
}
